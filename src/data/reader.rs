//! Reads typed values from a mapping and notes every mistake: wrong type, bad date, unknown key.

use crate::diagnostic::{
    BAD_ADDRESS, BAD_DATE, BAD_SLUG, BAD_VALUE, CHANGED_BY_YAML, Diagnostic, EMPTY_VALUE, MISSING_KEY,
    NO_TIME_ZONE, SourceLocation, UNKNOWN_WORD, WRONG_TYPE,
};
use crate::facts::Date;
use crate::text::{Source, Span, Spanned, is_slug, nearest, slugify};

use super::helps::{example, right_type};
use super::{DataMap, DataNode, DataValue, plain};

/// What may stand in a mapping.
#[derive(Debug)]
pub struct KeySchema {
    /// What the mapping is, with its article: "a briefing".
    pub noun: &'static str,
    /// Every key it may have, in the order a help lists them.
    pub known: &'static [&'static str],
    /// Words other programs use, and the key that is meant.
    pub synonyms: &'static [(&'static str, &'static str)],
    /// Keys with lists of mappings, and what may stand in an entry.
    pub entries: &'static [(&'static str, &'static KeySchema)],
}

/// Reads the keys of one mapping. Every method takes its key away and notes what is wrong with the value, so that one
/// mistake is noted once; an empty value (`key:`) counts as none.
pub struct MappingReader<'a> {
    pub(super) source: &'a Source,
    pub(super) keys: &'static KeySchema,
    pub(super) pairs: DataMap,
    span: Span,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Keys that were likely meant by others that are not known.
    pub(super) meant: Vec<&'static str>,
}

impl<'a> MappingReader<'a> {
    /// Reads `pairs`; notes the keys that are not known. `span` is where a missing key is noted.
    pub fn new(
        source: &'a Source,
        keys: &'static KeySchema,
        pairs: DataMap,
        span: Span,
        notes: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut reader = Self { source, keys, pairs, span, diagnostics: notes, meant: Vec::new() };
        reader.refuse_unknown();
        reader
    }

    /// The file read from.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Takes a value that is there and not empty.
    pub fn take_value(&mut self, key: &str) -> Option<DataNode> {
        let at = self.pairs.iter().position(|(name, _)| name.value == key)?;
        let (_, node) = self.pairs.swap_remove(at);
        (node.value != DataValue::Null).then_some(node)
    }

    /// Text; an empty one counts as none.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.as_text(key, node)
    }

    /// Text that is checked further, such as a slug or an address: a comment may follow it, for what is missing shows.
    pub fn symbol(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take_value(key).filter(|node| !is_empty(node))?;
        self.scalar(key, node)
    }

    /// Text that must be there.
    pub fn required_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.require(key);
        self.text(key)
    }

    /// One text or a list of texts; may be empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let nodes = self.values(key);
        nodes.into_iter().filter_map(|node| self.as_text(key, node)).collect()
    }

    /// One value or a list of values; may be empty.
    pub fn values(&mut self, key: &str) -> Vec<DataNode> {
        match self.take_value(key) {
            None => Vec::new(),
            Some(DataNode { value: DataValue::List(items), .. }) => items,
            Some(node) => {
                self.diagnostics.extend(plain::several(self.source, key, &node));
                vec![node]
            }
        }
    }

    /// A truth value.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take_value(key)?;
        match node.value {
            DataValue::Bool(flag) => Some(flag),
            other => self.wrong_type(key, "`true` or `false`", &other, node.span),
        }
    }

    /// A number with its place.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<f64>> {
        let node = self.take_value(key)?;
        self.as_number(key, &node)
    }

    /// A date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.take_value(key)?;
        self.as_date(key, node)
    }

    /// A date that must be there.
    pub fn required_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        self.require(key);
        self.date(key)
    }

    /// One of a list of words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.symbol(key)?;
        self.as_choice(key, text, words)
    }

    /// A slug.
    pub fn slug(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.symbol(key)?;
        if is_slug(&text.value) {
            return Some(text);
        }
        let better = slugify(&text.value);
        let note = Diagnostic::new(&BAD_SLUG, format!("`{}` cannot stand in an address", text.value));
        let help = if better.is_empty() {
            "use letters, digits and hyphens".to_owned()
        } else {
            format!("write `{better}`")
        };
        self.reject(note.label("letters, digits and single hyphens only").help(help), text.span)
    }

    /// An address elsewhere: http or https, with a host.
    pub fn url(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.symbol(key)?;
        let host = ["https://", "http://"].iter().find_map(|scheme| text.value.strip_prefix(scheme));
        let sound = |host: &str| {
            host.starts_with(|first: char| first.is_alphanumeric() || first == '[')
                && !host.contains(char::is_whitespace)
        };
        if host.is_some_and(sound) {
            return Some(text);
        }
        let note = Diagnostic::new(&BAD_ADDRESS, format!("`{key}` must be a web address"));
        self.reject(note.help("write the whole address, beginning with `https://`"), text.span)
    }

    /// A mapping.
    pub fn map(&mut self, key: &'static str) -> Option<(DataMap, Span)> {
        let node = self.take_value(key)?;
        let span = DataValue::full_span(&node);
        match node.value {
            DataValue::Map(pairs) => Some((pairs, span)),
            other => self.wrong_type(key, "a mapping", &other, node.span),
        }
    }

    /// Reads one entry of a list as a mapping of its own.
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
                Some(read(&mut MappingReader::new(self.source, keys, pairs, span, self.diagnostics)))
            }
            other => {
                let message = format!("{} is a mapping, and this is {}", keys.noun, other.kind_name());
                let shape = keys.known.iter().take(2).map(|key| format!("{key}: …")).collect::<Vec<_>>();
                let help = format!("make `{key}` a list of `{{ {} }}`", shape.join(", "));
                self.reject(Diagnostic::new(&WRONG_TYPE, message).help(help), node.span)
            }
        }
    }

    /// Notes that a key is missing or empty, if it is; nothing where another key was likely meant for it, which has
    /// been noted.
    pub fn require(&mut self, key: &'static str) {
        if self.meant.contains(&key) {
            return;
        }
        let start = Span { start: self.span.start, end: self.span.start };
        let (note, span) = match self.pairs.iter().find(|(name, _)| name.value == key) {
            None => (Diagnostic::new(&MISSING_KEY, format!("`{key}` is missing")), start),
            Some((name, node)) if is_empty(node) => {
                (Diagnostic::new(&EMPTY_VALUE, format!("`{key}` is empty")), name.span)
            }
            Some(_) => return,
        };
        self.report(note.label(format!("{} needs `{key}`", self.keys.noun)).help(example(key)), span);
    }

    /// Notes where a comment cuts off a text in a tree of values that nobody else looks at.
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

    /// The value as text, where it is, and all of it.
    pub fn as_text(&mut self, key: &str, node: DataNode) -> Option<Spanned<String>> {
        self.diagnostics.extend(plain::cut_off(self.source, key, &node));
        self.scalar(key, node)
    }

    fn scalar(&mut self, key: &str, node: DataNode) -> Option<Spanned<String>> {
        match node.value {
            DataValue::Text(text) => self.non_empty(key, Spanned::new(text, node.span)),
            DataValue::Bool(_) | DataValue::Number(_) => {
                self.reject_implicit_type(key, node.span, node.value.kind_name())
            }
            other => self.wrong_type(key, "text", &other, node.span),
        }
    }

    /// The value as a number, where it is.
    pub fn as_number(&mut self, key: &str, node: &DataNode) -> Option<Spanned<f64>> {
        match &node.value {
            DataValue::Number(number) if number.is_finite() => Some(Spanned::new(*number, node.span)),
            other => self.wrong_type(key, "a number", other, node.span),
        }
    }

    /// The value as a date, where it is. A bare year is a number to YAML, so the text as written counts.
    pub fn as_date(&mut self, key: &str, node: DataNode) -> Option<Spanned<Date>> {
        let written = match node.value {
            DataValue::Text(text) => text,
            DataValue::Number(_) => self.source.slice(node.span).to_owned(),
            other => return self.wrong_type(key, "a date", &other, node.span),
        };
        let error = match Date::parse(&written) {
            Ok(date) => return Some(Spanned::new(date, node.span)),
            Err(error) => error,
        };
        let code = if error.needs_zone { &NO_TIME_ZONE } else { &BAD_DATE };
        let mut note = Diagnostic::new(code, error.message);
        note.help = error.help;
        self.reject(note, node.span)
    }

    /// The text as one of a list of words.
    pub fn as_choice<T: Copy>(
        &mut self,
        key: &str,
        text: Spanned<String>,
        words: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let list = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let note = Diagnostic::new(&UNKNOWN_WORD, format!("`{}` is no word for `{key}`", text.value));
        let near = nearest(&text.value.to_lowercase(), words.iter().map(|(word, _)| *word));
        let help = near.map_or(format!("use one of: {list}"), |near| {
            format!("did you mean `{near}`? The words are: {list}")
        });
        self.reject(note.help(help), text.span)
    }

    /// Notes a value of the right type that is wrong all the same.
    pub fn reject_value<T>(
        &mut self,
        message: impl Into<String>,
        help: impl Into<String>,
        span: Span,
    ) -> Option<T> {
        self.reject(Diagnostic::new(&BAD_VALUE, message).help(help), span)
    }

    /// Notes a value of the wrong type.
    pub fn wrong_type<T>(&mut self, key: &str, wanted: &str, found: &DataValue, span: Span) -> Option<T> {
        let note = Diagnostic::new(
            &WRONG_TYPE,
            format!("`{key}` must be {wanted}, and this is {}", found.kind_name()),
        );
        self.reject(note.help(right_type(key, wanted)), span)
    }

    /// Notes anything, with its place, in place of a value.
    pub fn reject<T>(&mut self, note: Diagnostic, span: Span) -> Option<T> {
        self.report(note, span);
        None
    }

    /// Notes anything, with its place.
    pub fn report(&mut self, note: Diagnostic, span: Span) {
        self.diagnostics.push(note.at(SourceLocation::new(self.source, span)));
    }

    fn non_empty(&mut self, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            let note = Diagnostic::new(&EMPTY_VALUE, format!("`{key}` is empty"));
            return self.reject(note.help("write something, or take the line out"), text.span);
        }
        Some(if trimmed.len() == text.value.len() {
            text
        } else {
            Spanned::new(trimmed.to_owned(), text.span)
        })
    }

    /// `no` where a text was meant is false to YAML, and `0755` is 755.
    fn reject_implicit_type<T>(&mut self, key: &str, span: Span, read_as: &str) -> Option<T> {
        let written = self.source.slice(span);
        let note = Diagnostic::new(
            &CHANGED_BY_YAML,
            format!("`{key}` must be text, and YAML reads `{written}` as {read_as}"),
        );
        let help = format!("put it in quotes: `\"{written}\"`");
        self.reject(note.help(help), span)
    }
}

fn is_empty(node: &DataNode) -> bool {
    match &node.value {
        DataValue::Null => true,
        DataValue::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
