//! The shapes of views, used to find unknown fields before anything is rendered.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use tera::Value;
use tera::value::Key;

use crate::render::Html;

/// The kind of value in a field.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Text; escaped when it is printed.
    Text,
    /// HTML; printed as it is.
    Html,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// Any value, as under `extra`.
    Anything,
    /// A value or nothing.
    Maybe(fn() -> Shape),
    /// A list, possibly empty.
    List(fn() -> Shape),
    /// A record with named fields.
    Record(&'static Record),
}

/// The name, purpose and fields of a record.
pub struct Record {
    /// Name, as in docs/templates.md.
    pub name: &'static str,
    /// Description.
    pub doc: &'static str,
    /// Fields, in order.
    pub fields: &'static [Field],
}

/// A field of a record.
pub struct Field {
    /// Name, as written in templates.
    pub name: &'static str,
    /// Description.
    pub doc: &'static str,
    /// Returns the shape of the value.
    pub shape: fn() -> Shape,
}

/// A value that templates can read.
pub trait View {
    /// Returns the shape of the type.
    fn shape() -> Shape;
    /// Converts to a template value.
    fn value(&self) -> Value;
}

/// A view that is converted once and used on many pages. A clone copies a pointer.
pub struct Shared<T> {
    value: Value,
    view: PhantomData<fn() -> T>,
}

impl<T: View> Shared<T> {
    /// Converts a view.
    pub fn new(view: &T) -> Self {
        Self { value: view.value(), view: PhantomData }
    }
}

/// A text that is converted once.
pub type Text = Shared<String>;

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { value: Value::from(text), view: PhantomData }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), view: PhantomData }
    }
}

impl<T: View> View for Shared<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn value(&self) -> Value {
        self.value.clone()
    }
}

impl View for String {
    fn shape() -> Shape {
        Shape::Text
    }
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl View for Arc<str> {
    fn shape() -> Shape {
        Shape::Text
    }
    fn value(&self) -> Value {
        Value::from(&**self)
    }
}

impl View for &str {
    fn shape() -> Shape {
        Shape::Text
    }
    fn value(&self) -> Value {
        Value::from(*self)
    }
}

impl View for Html {
    fn shape() -> Shape {
        Shape::Html
    }
    fn value(&self) -> Value {
        Value::safe_string(self.as_str())
    }
}

impl View for usize {
    fn shape() -> Shape {
        Shape::Number
    }
    fn value(&self) -> Value {
        Value::from(*self)
    }
}

impl View for bool {
    fn shape() -> Shape {
        Shape::Flag
    }
    fn value(&self) -> Value {
        Value::from(*self)
    }
}

impl View for Value {
    fn shape() -> Shape {
        Shape::Anything
    }
    fn value(&self) -> Value {
        self.clone()
    }
}

impl<T: View> View for Option<T> {
    fn shape() -> Shape {
        Shape::Maybe(T::shape)
    }
    fn value(&self) -> Value {
        self.as_ref().map_or_else(Value::none, View::value)
    }
}

impl<T: View> View for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
    fn value(&self) -> Value {
        Value::from(self.iter().map(View::value).collect::<Vec<_>>())
    }
}

/// The name of a field, ordered by its index in the record.
struct FieldKey {
    index: usize,
    name: &'static str,
}

impl PartialEq for FieldKey {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for FieldKey {}

impl PartialOrd for FieldKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FieldKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.index.cmp(&other.index)
    }
}

impl From<FieldKey> for Key<'static> {
    fn from(key: FieldKey) -> Self {
        Key::Str(key.name)
    }
}

/// Returns the value of a record. Tera puts the fields of any map into a new one of its own, so they come in a map that is cheap
/// to make.
pub(super) fn record<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    let fields = fields.into_iter().enumerate();
    let fields = fields.map(|(index, (name, value))| (FieldKey { index, name }, value));
    Value::from(fields.collect::<BTreeMap<_, _>>())
}

/// Declares records: the struct, its value and its shape from one declaration, so that they cannot differ.
macro_rules! views {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[doc = $doc])+
            pub struct $name {
                $($(#[doc = $field_doc])+ pub $field: $type,)+
            }

            impl $name {
                /// Name, description and fields.
                pub const RECORD: &'static $crate::render::view::Record = &$crate::render::view::Record {
                    name: stringify!($name),
                    doc: concat!($($doc),+),
                    fields: &[$($crate::render::view::Field {
                        name: stringify!($field),
                        doc: concat!($($field_doc),+),
                        shape: <$type as $crate::render::view::View>::shape,
                    }),+],
                };
            }

            impl $crate::render::view::View for $name {
                fn shape() -> $crate::render::view::Shape {
                    $crate::render::view::Shape::Record(Self::RECORD)
                }
                fn value(&self) -> tera::Value {
                    $crate::render::view::shape::record([
                        $((stringify!($field), $crate::render::view::View::value(&self.$field))),+
                    ])
                }
            }
        )+
    };
}
pub(super) use views;
