//! Reads typed values from a mapping and reports each diagnostic: wrong type, bad date, unknown key.

use jiff::tz::TimeZone;

use crate::diagnostic::{
    BAD_SLUG, BAD_VALUE, Diagnostic, EMPTY_VALUE, IMPLICIT_YAML_TYPE, INVALID_CHOICE, INVALID_URL,
    MISSING_KEY, SourceLocation, WRONG_TYPE,
};
use crate::text::{Source, Span, Spanned, is_slug, nearest, slugify};

use super::empty::{is_blank, is_empty};
use super::helps::DataFormat;
use super::{DataMap, DataNode, DataValue, plain};

/// The keys a mapping may have.
#[derive(Debug)]
pub struct KeySchema {
    /// Name of the mapping with its article, such as "a briefing".
    pub noun: &'static str,
    /// Valid keys, in the order in which a help lists them.
    pub known: &'static [&'static str],
    /// Keys of other programs, each with the valid key it corresponds to.
    pub synonyms: &'static [(&'static str, &'static str)],
    /// Keys whose values are lists of mappings, each with the schema of an entry.
    pub entries: &'static [(&'static str, &'static KeySchema)],
}

/// Reads the keys of one mapping.
///
/// Each method removes its key and reports what is wrong with the value, so each problem is reported once. An empty
/// value (`key:`, `""`) counts as absent, also as an entry of a list.
pub struct MappingReader<'a> {
    pub(super) source: &'a Source,
    pub(super) keys: &'static KeySchema,
    /// The keys of the mapping around this one.
    pub(super) outer: Option<&'static KeySchema>,
    pub(super) pairs: DataMap,
    span: Span,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Valid keys that were suggested for unknown ones.
    pub(super) meant: Vec<&'static str>,
    /// The zone of instants without one.
    pub(super) zone: Option<&'a TimeZone>,
}

impl<'a> MappingReader<'a> {
    /// Creates a reader of `pairs` and reports unknown keys. Missing keys are reported at the start of `span`.
    pub fn new(
        source: &'a Source,
        keys: &'static KeySchema,
        pairs: DataMap,
        span: Span,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self::inside(source, keys, None, (pairs, span), diagnostics)
    }

    fn inside(
        source: &'a Source,
        keys: &'static KeySchema,
        outer: Option<&'static KeySchema>,
        (pairs, span): (DataMap, Span),
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut reader =
            Self { source, keys, outer, pairs, span, diagnostics, meant: Vec::new(), zone: None };
        reader.reject_unknown_keys();
        reader
    }

    /// Returns whether a key has a value that was not read yet.
    pub fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, node)| name.value == key && !is_empty(node))
    }

    /// Returns whether a valid key was given under another name, which is reported.
    pub fn is_misnamed(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    /// Sets the zone of instants that state none. Without it such an instant is an error.
    #[must_use]
    pub fn with_zone(self, zone: Option<&'a TimeZone>) -> Self {
        Self { zone, ..self }
    }

    /// Returns the source of the mapping.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Returns the span of the mapping.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Removes and returns the value of `key` unless it is null.
    pub fn take_value(&mut self, key: &str) -> Option<DataNode> {
        let index = self.pairs.iter().position(|(name, _)| name.value == key)?;
        let (_, node) = self.pairs.swap_remove(index);
        (node.value != DataValue::Null).then_some(node)
    }

    /// Removes and returns the value of `key` unless it is empty, or a mapping of empty values as some editors write it.
    pub fn take_filled(&mut self, key: &str) -> Option<DataNode> {
        self.take_value(key).filter(|node| !is_blank(node))
    }

    /// Reads text. Blank text counts as absent.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.as_text(key, node)
    }

    /// Reads text in a checked format, such as a slug or a URL.
    ///
    /// A comment may follow it: text cut off by ` #` fails the check of the format.
    pub fn symbol(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.scalar(key, node)
    }

    /// Reads text and reports a missing key.
    pub fn required_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.require(key);
        self.text(key)
    }

    /// Reads one text or a list of texts; empty if the key is absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let nodes = self.values(key);
        nodes.into_iter().filter_map(|node| self.as_text(key, node)).collect()
    }

    /// Returns one value or a list of values; empty if the key is absent.
    pub fn values(&mut self, key: &str) -> Vec<DataNode> {
        match self.take_value(key) {
            None => Vec::new(),
            Some(DataNode { value: DataValue::List(items), .. }) => {
                items.into_iter().filter(|item| !is_empty(item)).collect()
            }
            Some(node) if is_empty(&node) => Vec::new(),
            Some(node) => {
                self.diagnostics.extend(plain::several(self.source, key, &node));
                vec![node]
            }
        }
    }

    /// Reads `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        node.value.flag().or_else(|| self.wrong_type(key, "`true` or `false`", &node.value, node.span))
    }

    /// Reads a number.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<f64>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.as_number(key, &node)
    }

    /// Reads one of the values in `choices`.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        let written = Spanned::new(self.source.slice(node.span).to_owned(), node.span);
        let is_converted = matches!(node.value, DataValue::Bool(_) | DataValue::Number(_));
        let text = if is_converted { written } else { self.scalar(key, node)? };
        self.as_choice(key, text, choices)
    }

    /// Reads a slug.
    pub fn slug(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.symbol(key)?;
        if is_slug(&text.value) {
            return Some(text);
        }
        let suggestion = slugify(&text.value);
        let diagnostic = Diagnostic::new(&BAD_SLUG, format!("`{}` is not a valid slug", text.value));
        let help = if suggestion.is_empty() {
            "use lower-case letters, digits and hyphens".to_owned()
        } else {
            format!("write `{suggestion}`")
        };
        self.reject(
            diagnostic.label("only lower-case letters, digits and single hyphens").help(help),
            text.span,
        )
    }

    /// Reads an absolute `http` or `https` URL with a host.
    pub fn url(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.symbol(key)?;
        let host = ["https://", "http://"].iter().find_map(|scheme| text.value.strip_prefix(scheme));
        let is_valid = |host: &str| {
            host.starts_with(|first: char| first.is_alphanumeric() || first == '[')
                && !host.contains(char::is_whitespace)
        };
        if host.is_some_and(is_valid) {
            return Some(text);
        }
        let diagnostic = Diagnostic::new(&INVALID_URL, format!("`{key}` is not a web address"));
        let is_host = is_valid(&text.value) && text.value.contains('.') && !text.value.contains("://");
        let help = match is_host {
            true => format!("write `https://{}`", text.value),
            false => "write the full URL, starting with `https://`".to_owned(),
        };
        self.reject(diagnostic.help(help), text.span)
    }

    /// Reads a mapping; the span covers all of it.
    pub fn map(&mut self, key: &'static str) -> Option<(DataMap, Span)> {
        self.map_with_keys(key, &[])
    }

    /// Reads a mapping with known keys, which the help for another value shows.
    pub fn map_with_keys(&mut self, key: &'static str, known: &[&str]) -> Option<(DataMap, Span)> {
        let node = self.take_value(key)?;
        let span = DataValue::full_span(&node);
        match node.value {
            DataValue::Map(pairs) => Some((pairs, span)),
            other => {
                let wanted = match DataFormat::of(self.source) {
                    DataFormat::Yaml => "mapping",
                    DataFormat::Toml => "table",
                };
                let message = format!("`{key}` must be a {wanted}, but it is {}", other.kind_name());
                let help = DataFormat::of(self.source).mapping(key, known, &other);
                self.reject(Diagnostic::new(&WRONG_TYPE, message).help(help), node.span)
            }
        }
    }

    /// Reads one entry of a list as a mapping with its own schema.
    pub fn entry<T>(
        &mut self,
        key: &'static str,
        keys: &'static KeySchema,
        node: DataNode,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> Option<T> {
        let span = DataValue::full_span(&node);
        match node.value {
            DataValue::Map(pairs) => {
                let (source, outer) = (self.source, Some(self.keys));
                let entry = MappingReader::inside(source, keys, outer, (pairs, span), self.diagnostics);
                Some(read(&mut entry.with_zone(self.zone)))
            }
            other => {
                let message = format!("{} must be a mapping, but this is {}", keys.noun, other.kind_name());
                let format = DataFormat::of(self.source);
                // The noun of a mapping that is not in a list is its key.
                let help = match keys.noun.starts_with('`') {
                    true => format.mapping(key, keys.known, &other),
                    false => format.list_entry(key, keys.known),
                };
                self.reject(Diagnostic::new(&WRONG_TYPE, message).help(help), node.span)
            }
        }
    }

    /// Reports a missing or empty key, unless an unknown key was already reported with this one as the suggestion.
    pub fn require(&mut self, key: &'static str) {
        if self.meant.contains(&key) {
            return;
        }
        let start = Span { start: self.span.start, end: self.span.start };
        let (diagnostic, span) = match self.pairs.iter().find(|(name, _)| name.value == key) {
            None => (Diagnostic::new(&MISSING_KEY, format!("`{key}` is missing")), start),
            Some((name, node)) if is_empty(node) => {
                (Diagnostic::new(&EMPTY_VALUE, format!("`{key}` is empty")), name.span)
            }
            Some(_) => return,
        };
        self.report(
            diagnostic
                .label(format!("{} needs `{key}`", self.keys.noun))
                .help(DataFormat::of(self.source).example(key, &self.source.path)),
            span,
        );
    }

    /// Reports texts cut off by comments in a tree that no other method reads.
    pub fn whole_texts(&mut self, key: &str, node: &DataNode) {
        match &node.value {
            DataValue::List(items) => items.iter().for_each(|item| self.whole_texts(key, item)),
            DataValue::Map(pairs) => {
                pairs.iter().for_each(|(key, value)| self.whole_texts(&key.value, value))
            }
            DataValue::Text(_) => self.diagnostics.extend(plain::cut_off(self.source, key, node)),
            DataValue::Null | DataValue::Bool(_) | DataValue::Number(_) => {}
        }
    }

    /// Converts a value to text; reports other types and text cut off by a comment.
    pub fn as_text(&mut self, key: &str, node: DataNode) -> Option<Spanned<String>> {
        self.diagnostics.extend(plain::cut_off(self.source, key, &node));
        self.scalar(key, node)
    }

    fn scalar(&mut self, key: &str, node: DataNode) -> Option<Spanned<String>> {
        match node.value {
            DataValue::Text(text) => self.non_empty(key, Spanned::new(text, node.span)),
            DataValue::Bool(_) | DataValue::Number(_) if DataFormat::of(self.source) == DataFormat::Yaml => {
                self.reject_implicit_type(key, node.span, node.value.kind_name())
            }
            other => self.wrong_type(key, "text", &other, node.span),
        }
    }

    /// Converts a value to a finite number; reports other types.
    pub fn as_number(&mut self, key: &str, node: &DataNode) -> Option<Spanned<f64>> {
        match &node.value {
            DataValue::Number(number) if number.is_finite() => Some(Spanned::new(*number, node.span)),
            other => self.wrong_type(key, "a number", other, node.span),
        }
    }

    /// Looks a text up in `choices`, in any case; reports other values.
    pub fn as_choice<T: Copy>(
        &mut self,
        key: &str,
        text: Spanned<String>,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        if let Some((_, value)) = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text.value)) {
            return Some(Spanned::new(*value, text.span));
        }
        let list = choices.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let diagnostic =
            Diagnostic::new(&INVALID_CHOICE, format!("`{}` is not a valid value of `{key}`", text.value));
        let suggestion = nearest(&text.value.to_lowercase(), choices.iter().map(|(name, _)| *name));
        let help = suggestion.map_or(format!("write one of {list}"), |suggestion| {
            format!("did you mean `{suggestion}`? valid values: {list}")
        });
        self.reject(diagnostic.help(help), text.span)
    }

    /// Reports a value that has the right type and is invalid. Returns `None`.
    pub fn reject_value<T>(
        &mut self,
        message: impl Into<String>,
        help: impl Into<String>,
        span: Span,
    ) -> Option<T> {
        self.reject(Diagnostic::new(&BAD_VALUE, message).help(help), span)
    }

    /// Reports a value of the wrong type. Returns `None`.
    pub fn wrong_type<T>(&mut self, key: &str, wanted: &str, found: &DataValue, span: Span) -> Option<T> {
        let diagnostic = Diagnostic::new(
            &WRONG_TYPE,
            format!("`{key}` must be {wanted}, but it is {}", found.kind_name()),
        );
        self.reject(diagnostic.help(DataFormat::of(self.source).right_type(key, wanted, found)), span)
    }

    /// Reports a diagnostic at `span`. Returns `None` in place of a value.
    pub fn reject<T>(&mut self, diagnostic: Diagnostic, span: Span) -> Option<T> {
        self.report(diagnostic, span);
        None
    }

    /// Reports a diagnostic at `span`.
    pub fn report(&mut self, diagnostic: Diagnostic, span: Span) {
        self.diagnostics.push(diagnostic.at(SourceLocation::new(self.source, span)));
    }

    fn non_empty(&mut self, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            let diagnostic = Diagnostic::new(&EMPTY_VALUE, format!("`{key}` is empty"));
            return self.reject(diagnostic.help("write a value, or delete the line"), text.span);
        }
        let is_trimmed = trimmed.len() == text.value.len();
        Some(if is_trimmed { text } else { Spanned::new(trimmed.to_owned(), text.span) })
    }

    /// Reports text that YAML converts: `no` becomes false, `0755` becomes 755.
    fn reject_implicit_type<T>(&mut self, key: &str, span: Span, read_as: &str) -> Option<T> {
        let written = self.source.slice(span);
        let diagnostic = Diagnostic::new(
            &IMPLICIT_YAML_TYPE,
            format!("`{key}` must be text, but YAML reads `{written}` as {read_as}"),
        );
        let help = format!("put it in quotes: `\"{written}\"`");
        self.reject(diagnostic.help(help), span)
    }
}
