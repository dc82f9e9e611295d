//! One message file: its messages, parsed by `fluent-bundle`, and the names that they refer to.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::ParserError;
use rustc_hash::{FxHashMap, FxHashSet};
use unic_langid::LanguageIdentifier;

use crate::text::Span;

/// A value of a variable: a text or a number.
pub type LabelValue<'v> = fluent_bundle::FluentValue<'v>;

/// What a message refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelReferenceKind {
    Variable,
    Message,
    Term,
    Function,
}

/// A name in a message, without its sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelReference {
    pub(super) kind: LabelReferenceKind,
    pub(super) name: String,
    pub(super) span: Span,
}

/// A message of the file.
struct LabelMessage {
    span: Span,
    variables: Vec<String>,
    references: Vec<LabelReference>,
}

/// The messages of one language.
pub(super) struct MessageFile {
    bundle: FluentBundle<FluentResource>,
    messages: FxHashMap<String, LabelMessage>,
    /// In the order of the file.
    ids: Vec<String>,
    terms: FxHashSet<String>,
}

impl MessageFile {
    /// Parses a file. Messages with errors are left out.
    pub(super) fn parse(text: &str, language: &str) -> (Self, Vec<ParserError>) {
        let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let language: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks would be part of titles and of feeds; pages set `dir` and `<bdi>` instead.
        bundle.set_use_isolating(false);
        let mut file =
            Self { bundle, messages: FxHashMap::default(), ids: Vec::new(), terms: FxHashSet::default() };
        file.read_entries(&resource);
        // A message that is written twice counts as written last.
        file.bundle.add_resource_overriding(resource);
        (file, errors)
    }

    fn read_entries(&mut self, resource: &FluentResource) {
        for entry in resource.entries() {
            match entry {
                Entry::Message(message) => {
                    let Some(pattern) = &message.value else { continue };
                    let mut references = ReferenceCollector { source: resource.source(), found: Vec::new() };
                    references.in_pattern(pattern);
                    let id = message.id.name;
                    let known = self.messages.insert(id.to_owned(), references.into_message(id));
                    if known.is_none() {
                        self.ids.push(id.to_owned());
                    }
                }
                Entry::Term(term) => {
                    self.terms.insert(term.id.name.to_owned());
                }
                _ => {}
            }
        }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.messages.contains_key(id)
    }

    pub(super) fn has_term(&self, name: &str) -> bool {
        self.terms.contains(name)
    }

    /// Returns the span of the id of a message.
    pub(super) fn span(&self, id: &str) -> Option<Span> {
        self.messages.get(id).map(|message| message.span)
    }

    /// Returns the variables of a message, each once.
    pub(super) fn variables(&self, id: &str) -> Option<&[String]> {
        self.messages.get(id).map(|message| &*message.variables)
    }

    pub(super) fn references(&self, id: &str) -> &[LabelReference] {
        self.messages.get(id).map_or(&[], |message| &message.references)
    }

    /// Returns whether a message has one text whatever the page.
    pub(super) fn is_constant(&self, id: &str) -> bool {
        let names = self.references(id);
        !names
            .iter()
            .any(|name| matches!(name.kind, LabelReferenceKind::Variable | LabelReferenceKind::Message))
    }

    /// Returns a message with its variables replaced; `None` if there is no such message.
    pub(super) fn format(&self, id: &str, values: &[(&str, LabelValue<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::with_capacity(values.len());
        values.iter().for_each(|(name, value)| arguments.set(*name, value.clone()));
        // Unknown names were reported when the file was loaded.
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new());
        Some(text.into_owned())
    }
}

/// Collects the names in a message.
struct ReferenceCollector<'r> {
    source: &'r str,
    found: Vec<LabelReference>,
}

impl<'r> ReferenceCollector<'r> {
    fn into_message(self, id: &'r str) -> LabelMessage {
        let mut variables: Vec<String> = Vec::new();
        for reference in self.found.iter().filter(|reference| reference.kind == LabelReferenceKind::Variable)
        {
            if !variables.contains(&reference.name) {
                variables.push(reference.name.clone());
            }
        }
        LabelMessage { span: span_in(self.source, id), variables, references: self.found }
    }

    fn add(&mut self, kind: LabelReferenceKind, name: &'r str) {
        self.found.push(LabelReference { kind, name: name.to_owned(), span: span_in(self.source, name) });
    }

    fn in_pattern(&mut self, pattern: &Pattern<&'r str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.in_expression(expression);
            }
        }
    }

    fn in_expression(&mut self, expression: &Expression<&'r str>) {
        match expression {
            Expression::Inline(inline) => self.in_inline(inline),
            Expression::Select { selector, variants } => {
                self.in_inline(selector);
                variants.iter().for_each(|variant| self.in_pattern(&variant.value));
            }
        }
    }

    fn in_inline(&mut self, inline: &InlineExpression<&'r str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { id, arguments } => {
                self.add(LabelReferenceKind::Function, id.name);
                self.in_arguments(arguments);
            }
            InlineExpression::MessageReference { id, .. } => self.add(LabelReferenceKind::Message, id.name),
            InlineExpression::TermReference { id, arguments, .. } => {
                self.add(LabelReferenceKind::Term, id.name);
                arguments.iter().for_each(|arguments| self.in_arguments(arguments));
            }
            InlineExpression::VariableReference { id } => self.add(LabelReferenceKind::Variable, id.name),
            InlineExpression::Placeable { expression } => self.in_expression(expression),
        }
    }

    fn in_arguments(&mut self, arguments: &CallArguments<&'r str>) {
        arguments.positional.iter().for_each(|argument| self.in_inline(argument));
        arguments.named.iter().for_each(|argument| self.in_inline(&argument.value));
    }
}

/// Returns the span of a slice of a source.
fn span_in(source: &str, slice: &str) -> Span {
    let start = (slice.as_ptr() as usize).saturating_sub(source.as_ptr() as usize).min(source.len());
    Span::new(start, (start + slice.len()).min(source.len()))
}
