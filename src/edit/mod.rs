//! Edits of front matter that leave everything else byte for byte as it is.
//!
//! Takes the text of a content file, with any line ends, and returns the new text. Each edit is tried at the places where
//! it fits the style of the file, parsed again, and compared: the first result that differs from the original by the new
//! entry alone is taken. If there is none, the edit is refused with a reason and the lines to paste. Pure.

mod compare;
mod flow;
mod form;
mod help;
mod layout;
mod pairs;
mod places;
mod splice;

pub use form::{EntryForm, ReformattedFile, reformat_entries};
pub use help::{HelpEdit, apply_help_edits, help_edit};

use crate::briefing::yaml;
use crate::data::{DataMap, DataNode, DataValue, parse_yaml};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, parse_document};
use crate::text::{Source, Span, Spanned};

use layout::Layout;
use splice::Splices;

/// The lists of a briefing that take proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListKey {
    /// `dates`
    Dates,
    /// `actors`
    Actors,
    /// `venues`
    Venues,
    /// `statements`
    Statements,
}

impl ListKey {
    /// Returns the key in front matter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dates => "dates",
            Self::Actors => "actors",
            Self::Venues => "venues",
            Self::Statements => "statements",
        }
    }
}

/// An edit of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontMatterEdit {
    /// Adds an entry at the end of a list, which is created if it is missing.
    AddEntry {
        /// The list.
        key: ListKey,
        /// The entry as one line of YAML, without the hyphen.
        entry: String,
    },
    /// Adds an override to `found`, which is created if it is missing.
    AddOverride {
        /// Words of the prose.
        words: String,
        /// `ignore`, a date, or the slug of an actor or venue.
        value: String,
    },
    /// Replaces a scalar.
    ReplaceValue {
        /// Its span in the [`Source`] of the file, as a parser gives it.
        span: Span,
        /// The new value as one line of YAML.
        value: String,
    },
}

impl FrontMatterEdit {
    /// Returns the lines to paste by hand.
    pub fn lines(&self) -> String {
        match self {
            Self::AddEntry { key, entry } => format!("{}:\n  - {entry}", key.as_str()),
            Self::AddOverride { words, value } => format!("found:\n  {}", override_line(words, value)),
            Self::ReplaceValue { value, .. } => value.clone(),
        }
    }
}

/// The reason why an edit is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRefusal {
    /// What prevents it, as a clause.
    pub reason: String,
    /// The lines to paste by hand.
    pub lines: String,
}

/// Applies an edit to the text of a content file and returns the new text.
pub fn edit_front_matter(raw: &str, edit: &FrontMatterEdit) -> Result<String, EditRefusal> {
    let refuse = |reason: &str| EditRefusal { reason: reason.to_owned(), lines: edit.lines() };
    let before = FrontMatter::parse(raw).ok_or_else(|| refuse("the front matter cannot be read"))?;
    let in_form = form::in_form_of_list(&before, edit);
    let edit = in_form.as_ref().unwrap_or(edit);
    let expected = expected_pairs(&before, edit).map_err(|reason| refuse(&reason))?;
    let layout = Layout::new(&before.source.text, before.yaml, &before.pairs);
    let candidates = match edit {
        FrontMatterEdit::AddEntry { key, entry } => places::entry_places(&layout, key.as_str(), entry),
        FrontMatterEdit::AddOverride { words, value } => {
            pairs::override_places(&layout, &override_line(words, value))
        }
        FrontMatterEdit::ReplaceValue { span, value } => vec![Splices::replace(*span, value)],
    };
    let accepted = candidates.iter().filter_map(|splices| splices.apply(raw)).find(|text| {
        FrontMatter::parse(text).is_some_and(|after| {
            compare::same_map(&after.pairs, &expected)
                && after.body() == before.body()
                && after.error_count <= before.error_count
        })
    });
    accepted.ok_or_else(|| {
        refuse("the front matter is written in a way in which a new entry would change something else")
    })
}

/// Returns the line of an override.
fn override_line(words: &str, value: &str) -> String {
    format!("{}: {}", yaml::name_or_quoted(words), override_value(value))
}

fn override_value(value: &str) -> String {
    let is_plain = value.starts_with(char::is_alphanumeric)
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '~' | '+'));
    if is_plain { value.to_owned() } else { yaml::double_quoted(value) }
}

/// The parsed front matter of a file.
struct FrontMatter {
    source: Source,
    pairs: DataMap,
    yaml: Span,
    body_start: usize,
    error_count: usize,
}

impl FrontMatter {
    fn parse(raw: &str) -> Option<Self> {
        let parsed = parse_document(Source::from_raw("", raw.to_owned()));
        let Document { source, front_matter, body } = parsed.value;
        let DataValue::Map(pairs) = front_matter?.value else { return None };
        let yaml = layout::yaml_span(&source.text, body.start)?;
        let error_count = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        Some(Self { pairs, yaml, body_start: body.start, error_count, source })
    }

    fn body(&self) -> &str {
        self.source.text.get(self.body_start..).unwrap_or_default()
    }
}

/// Returns the front matter that an edit is to give. The error is the reason why that is impossible.
fn expected_pairs(before: &FrontMatter, edit: &FrontMatterEdit) -> Result<DataMap, String> {
    let mut pairs = before.pairs.clone();
    match edit {
        FrontMatterEdit::AddEntry { key, entry } => {
            let value = read_line("- ", entry)?;
            let DataValue::List(added) = value else { return Err(NOT_ONE_ENTRY.to_owned()) };
            let [added] = <[DataNode; 1]>::try_from(added).map_err(|_| NOT_ONE_ENTRY.to_owned())?;
            add_to_list(value_of(&mut pairs, key.as_str()), added);
        }
        FrontMatterEdit::AddOverride { words, value } => {
            let DataValue::Map(added) = read_line("", &override_line(words, value))? else {
                return Err(NOT_ONE_ENTRY.to_owned());
            };
            add_to_map(value_of(&mut pairs, "found"), added)?;
        }
        FrontMatterEdit::ReplaceValue { span, value } => {
            let value = read_line("", value)?;
            let node = compare::scalar_at(&mut pairs, *span);
            *node.ok_or("there is no single value at this place")? = value;
        }
    }
    Ok(pairs)
}

const NOT_ONE_ENTRY: &str = "the line is not one entry";

/// Reads one line of YAML after a prefix.
fn read_line(prefix: &str, line: &str) -> Result<DataValue, String> {
    if line.contains(['\n', '\r']) || line.trim().is_empty() {
        return Err(NOT_ONE_ENTRY.to_owned());
    }
    let source = Source::new("", format!("{prefix}{line}\n"));
    let parsed = parse_yaml(&source, Span::new(0, source.text.len()));
    match (parsed.value, parsed.diagnostics.iter().find(|diagnostic| diagnostic.is_error())) {
        (_, Some(error)) => Err(error.message.to_string()),
        (Some(node), None) => Ok(node.value),
        (None, None) => Err(parsed.diagnostics.first().map_or_else(String::new, first_line)),
    }
}

fn first_line(diagnostic: &Diagnostic) -> String {
    diagnostic.message.lines().next().unwrap_or_default().to_owned()
}

/// Returns the value of a key, which is added as an empty value if it is missing.
fn value_of<'p>(pairs: &'p mut DataMap, key: &str) -> &'p mut DataValue {
    let index = pairs.iter().position(|(name, _)| name.value == key).unwrap_or_else(|| {
        let nowhere = Span::empty_at(0);
        pairs.push((Spanned::new(key.to_owned(), nowhere), DataNode::new(DataValue::Null, nowhere)));
        pairs.len() - 1
    });
    &mut pairs[index].1.value
}

/// Adds an entry to a list. A single value counts as a list of one.
fn add_to_list(list: &mut DataValue, added: DataNode) {
    let mut items = match std::mem::replace(list, DataValue::Null) {
        DataValue::List(items) => items,
        DataValue::Null => Vec::new(),
        single => vec![DataNode::new(single, Span::empty_at(0))],
    };
    items.push(added);
    *list = DataValue::List(items);
}

/// Adds pairs to a mapping. `found` as one word becomes the key `show` of the mapping.
fn add_to_map(map: &mut DataValue, added: DataMap) -> Result<(), String> {
    let mut pairs = match std::mem::replace(map, DataValue::Null) {
        DataValue::Map(pairs) => pairs,
        DataValue::Null => Vec::new(),
        single => {
            let nowhere = Span::empty_at(0);
            vec![(Spanned::new("show".to_owned(), nowhere), DataNode::new(single, nowhere))]
        }
    };
    let known = |key: &str| key == "show" || pairs.iter().any(|(name, _)| name.value == key);
    if let Some((key, _)) = added.iter().find(|(key, _)| known(&key.value)) {
        return Err(format!("`found` has the key `{}` already", key.value));
    }
    pairs.extend(added);
    *map = DataValue::Map(pairs);
    Ok(())
}
