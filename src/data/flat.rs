//! Entries of lists written as one text: `2025-04-19 | The session opens | geneva | northland`.
//!
//! A bar separates the parts, and a comma the items of a part that is a list. Bars and commas in a wiki link, or after a
//! backslash, belong to the text.

use crate::diagnostic::{
    BAD_VALUE, Code, DUPLICATE_KEY, Diagnostic, EMPTY_VALUE, MISSING_KEY, SourceLocation,
};
use crate::text::{Source, Span, Spanned, escape_bars, split_bars, unescape_bars};

use super::{DataMap, DataNode, DataValue, KeySchema, MappingReader};

/// How an entry of a list is written as one text.
#[derive(Debug)]
pub struct FlatForm {
    /// The key of the list.
    pub list: &'static str,
    /// The keys of an entry.
    pub keys: &'static KeySchema,
    /// The keys whose values are written without their names, in this order. Other keys follow as `key: value`.
    pub positions: &'static [&'static str],
    /// Number of positions that an entry must have.
    pub required: usize,
    /// The keys whose values are lists.
    pub lists: &'static [&'static str],
}

/// A part of a text, without blanks around it.
#[derive(Clone, Copy)]
struct FlatPart<'t> {
    text: &'t str,
    span: Span,
    /// Whether the source has the text as it is, without escapes and line breaks.
    is_exact: bool,
}

impl FlatForm {
    /// Returns whether a text is an entry. A text without a bar is a name where one key is enough.
    pub fn is_entry(&self, text: &str) -> bool {
        self.required > 1 || split_bars(text, '|').len() > 1
    }

    /// Reads a text as the mapping that it stands for. Spans are those of the parts.
    pub fn expand(&self, source: &Source, text: &Spanned<String>) -> Result<DataNode, Box<Diagnostic>> {
        let parts = parts_of(source, text);
        let mut pairs: DataMap = Vec::new();
        let mut positions = self.positions.iter();
        for (index, part) in parts.iter().enumerate() {
            let named = if index < self.required { None } else { named_part(*part) };
            let (key, value) = match named {
                Some((key, value)) => (key, value),
                None => match positions.next() {
                    Some(key) => (Spanned::new((*key).to_owned(), part.span), *part),
                    None => return Err(Box::new(self.too_many(source, *part))),
                },
            };
            if pairs.iter().any(|(name, _)| name.value == key.value) {
                return Err(Box::new(duplicate(source, &key)));
            }
            if index < self.required && value.text.is_empty() {
                return Err(Box::new(self.absent(source, &EMPTY_VALUE, self.positions[index], part.span)));
            }
            if !value.text.is_empty() {
                let node = self.value(&key.value, value);
                pairs.push((key, node));
            }
        }
        match self.positions[..self.required].get(parts.len()) {
            Some(missing) => Err(Box::new(self.absent(source, &MISSING_KEY, missing, text.span))),
            None => Ok(DataNode::new(DataValue::Map(pairs), text.span)),
        }
    }

    fn value(&self, key: &str, part: FlatPart<'_>) -> DataNode {
        let text = |part: FlatPart<'_>| DataNode::new(DataValue::Text(unescape_bars(part.text)), part.span);
        if !self.lists.contains(&key) {
            return text(part);
        }
        let items = inner_parts(part, ',').into_iter().filter(|item| !item.text.is_empty());
        DataNode::new(DataValue::List(items.map(text).collect()), part.span)
    }

    fn absent(&self, source: &Source, code: &'static Code, key: &str, span: Span) -> Diagnostic {
        let state = if code.id == EMPTY_VALUE.id { "empty" } else { "missing" };
        Diagnostic::new(code, format!("`{key}` is {state}"))
            .at(SourceLocation::new(source, span))
            .label(format!("{} needs `{key}`", self.keys.noun))
            .help(format!("separate the parts with bars: `{}`", self.shape()))
    }

    fn too_many(&self, source: &Source, part: FlatPart<'_>) -> Diagnostic {
        let message = format!("`{}` is one part too many", part.text);
        Diagnostic::new(&BAD_VALUE, message)
            .at(SourceLocation::new(source, part.span))
            .label(format!("the parts are `{}`", self.shape()))
            .help("put the name of its key before it, as in `status: claimed`; a bar within a text is `\\|`")
    }

    /// Returns the positions as an entry has them.
    pub fn shape(&self) -> String {
        self.positions.join(" | ")
    }

    /// Returns an entry as one text, or `None` if a text cannot state it.
    pub fn flatten(&self, source: &Source, entry: &DataMap) -> Option<String> {
        let value = |key: &str| entry.iter().find(|(name, _)| name.value == key).map(|(_, node)| node);
        let mut parts = Vec::new();
        for key in self.positions {
            parts.push(value(key).map_or(Some(String::new()), |node| self.flat_value(source, key, node))?);
        }
        while parts.len() > self.required && parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        let others = entry.iter().filter(|(key, _)| !self.positions.contains(&&*key.value));
        for (key, node) in others {
            let value = self.flat_value(source, &key.value, node)?;
            if !value.is_empty() {
                parts.push(format!("{}: {value}", key.value));
            }
        }
        let text = parts.join(" | ").replace("|  |", "| |");
        let written = Source::new("", text.as_str());
        let read = self.expand(&written, &Spanned::new(text.clone(), Span::new(0, text.len()))).ok()?;
        let DataValue::Map(read) = read.value else { return None };
        self.has_same_values(source, entry, &read).then_some(text)
    }

    /// Returns a value as a part of an entry.
    fn flat_value(&self, source: &Source, key: &str, node: &DataNode) -> Option<String> {
        let DataValue::List(items) = &node.value else {
            let separators: &[char] = if self.lists.contains(&key) { &['|', ','] } else { &['|'] };
            return scalar(source, node).map(|text| escape_bars(&text, separators));
        };
        let items: Option<Vec<String>> =
            items.iter().map(|item| Some(escape_bars(&scalar(source, item)?, &['|', ',']))).collect();
        items.filter(|_| self.lists.contains(&key)).map(|items| items.join(", "))
    }

    /// Returns whether two entries state the same, where a text is a list of one.
    fn has_same_values(&self, source: &Source, entry: &DataMap, read: &DataMap) -> bool {
        let texts = |node: &DataNode| match &node.value {
            DataValue::List(items) => items.iter().filter_map(|item| scalar(source, item)).collect(),
            _ => scalar(source, node).into_iter().collect::<Vec<String>>(),
        };
        let stated = entry.iter().filter(|(_, node)| texts(node).iter().any(|text| !text.is_empty()));
        let same = |(key, node): &(Spanned<String>, DataNode)| {
            let other = read.iter().find(|(name, _)| name.value == key.value);
            other.is_some_and(|(_, other)| texts(other) == texts(node))
        };
        stated.clone().count() == read.len() && stated.into_iter().all(same)
    }
}

impl MappingReader<'_> {
    /// Converts a value to text; reports other types and text cut off by a comment, and returns neither.
    pub fn whole_text(&mut self, key: &str, node: DataNode) -> Option<Spanned<String>> {
        let reported = self.diagnostics.len();
        let text = self.as_text(key, node);
        text.filter(|_| self.diagnostics.len() == reported)
    }

    /// Reports a diagnostic that has its location. Returns `None` in place of a value.
    pub fn report_located<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push(diagnostic);
        None
    }
}

/// Returns the text of a scalar on one line; a number as written.
fn scalar(source: &Source, node: &DataNode) -> Option<String> {
    let text = match &node.value {
        DataValue::Null => "",
        DataValue::Text(text) => text.trim(),
        DataValue::Number(_) if node.span.start < node.span.end => source.slice(node.span),
        // In an entry that was read from a text.
        _ => return None,
    };
    (!text.contains(['\n', '\r', '\t'])).then(|| text.to_owned())
}

fn duplicate(source: &Source, key: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_KEY, format!("two parts of the entry are `{}`", key.value))
        .at(SourceLocation::new(source, key.span))
        .label("second use")
        .help("delete one of the two")
}

/// Reads `key: value`.
fn named_part(part: FlatPart<'_>) -> Option<(Spanned<String>, FlatPart<'_>)> {
    let (key, value) = part.text.split_once(": ")?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let start = part.text.len() - value.len();
    let inner = |text, start| inner_part(part, text, start);
    is_key.then(|| (Spanned::new(key.to_owned(), inner(key, 0).span), trimmed(inner(value, start))))
}

/// Splits a text at bars. If the source has the text with escapes, its own bars give the spans.
fn parts_of<'t>(source: &Source, text: &'t Spanned<String>) -> Vec<FlatPart<'t>> {
    let written = source.slice(text.span);
    let whole = |span, is_exact| FlatPart { text: &text.value, span, is_exact };
    if let Some(offset) = written.find(&*text.value) {
        let start = text.span.start as usize + offset;
        return inner_parts(whole(Span::new(start, start + text.value.len()), true), '|');
    }
    let mut parts = inner_parts(whole(text.span, false), '|');
    let quote = usize::from(written.starts_with(['"', '\'']));
    let bare = written.get(quote..written.len().saturating_sub(quote)).unwrap_or_default();
    let start = text.span.start as usize + quote;
    let shown = FlatPart { text: bare, span: Span::new(start, start + bare.len()), is_exact: true };
    let shown = inner_parts(shown, '|');
    if shown.len() == parts.len() {
        parts.iter_mut().zip(shown).for_each(|(part, shown)| part.span = shown.span);
    }
    parts
}

fn inner_parts(whole: FlatPart<'_>, separator: char) -> Vec<FlatPart<'_>> {
    let texts = split_bars(whole.text, separator);
    texts.into_iter().map(|(start, text)| trimmed(inner_part(whole, text, start))).collect()
}

fn inner_part<'t>(whole: FlatPart<'t>, text: &'t str, start: usize) -> FlatPart<'t> {
    let offset = whole.span.start as usize + start;
    let span = if whole.is_exact { Span::new(offset, offset + text.len()) } else { whole.span };
    FlatPart { text, span, is_exact: whole.is_exact }
}

fn trimmed(part: FlatPart<'_>) -> FlatPart<'_> {
    let start = part.text.len() - part.text.trim_start().len();
    inner_part(part, part.text.trim(), start)
}
