//! The shape of what templates see, so that a field that does not exist is found before anything is rendered.

use std::marker::PhantomData;
use std::sync::Arc;

use tera::Value;
use tera::value::{Key, Map};

use crate::render::Html;

/// What kind of value stands in a field.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Text; escaped where it is printed.
    Text,
    /// HTML that is safe to print as it is.
    Html,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// Whatever an editor wrote under `extra`.
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
    /// As in docs/templates.md.
    pub name: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Its fields in order.
    pub fields: &'static [Field],
}

/// A field of a record.
pub struct Field {
    /// As written in templates.
    pub name: &'static str,
    /// What it holds.
    pub doc: &'static str,
    /// What kind of value.
    pub shape: fn() -> Shape,
}

/// Something templates may see.
pub trait View {
    /// Its shape.
    fn shape() -> Shape;
    /// Its value.
    fn value(&self) -> Value;
}

/// A view made into a value once and shown on many pages: cloning it copies a pointer.
pub struct Shared<T> {
    value: Value,
    view: PhantomData<fn() -> T>,
}

impl<T: View> Shared<T> {
    /// Makes the value.
    pub fn new(view: &T) -> Self {
        Self { value: view.value(), view: PhantomData }
    }
}

/// A text made into a value once.
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

/// A record's value from its fields.
pub(super) fn record<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    let map: Map = fields.into_iter().map(|(name, value)| (Key::Str(name), value)).collect();
    Value::from(map)
}

/// Declares records templates may see: the struct, its value and its shape from one text, so that they cannot part.
macro_rules! views {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[doc = $doc])+
            pub struct $name {
                $($(#[doc = $field_doc])+ pub $field: $type,)+
            }

            impl $name {
                /// Name, purpose and fields.
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
