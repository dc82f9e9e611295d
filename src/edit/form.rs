//! Changes the entries of lists from mappings to single texts, or back.

use crate::briefing::{flat_form, yaml};
use crate::data::{DataMap, DataNode, DataValue, FlatForm};
use crate::text::{Source, Span, Spanned};

use super::compare::same_map;
use super::flow::flow_end;
use super::layout::{Layout, line_start};
use super::splice::Splices;
use super::{FrontMatter, FrontMatterEdit};

/// How the entries of lists are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryForm {
    /// As one text: `2025-04-19 | The session opens`.
    Flat,
    /// As mappings: `{ when: 2025-04-19, what: "The session opens" }`.
    Nested,
}

/// A file with its entries in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReformattedFile {
    /// The new text; the old one if no entry was changed.
    pub text: String,
    /// Number of entries that were changed.
    pub changed: usize,
    /// Entries that are left as they are: the place in the normalized text, and the reason.
    pub left: Vec<Spanned<&'static str>>,
}

/// An entry in its new form.
struct NewEntry {
    span: Span,
    text: String,
    value: DataValue,
}

/// Writes the entries of the lists of front matter in one form. Everything else is kept byte for byte. The error is the
/// reason why the file cannot be changed.
pub fn reformat_entries(raw: &str, form: EntryForm) -> Result<ReformattedFile, &'static str> {
    let before = FrontMatter::parse(raw).ok_or("the front matter cannot be read")?;
    let layout = Layout::new(&before.source.text, before.yaml, &before.pairs);
    let (mut expected, mut new, mut left) = (before.pairs.clone(), Vec::new(), Vec::new());
    for (key, list) in &mut expected {
        let (Some(rules), DataValue::List(items)) = (flat_form(&key.value), &mut list.value) else {
            continue;
        };
        let end = layout.region(&key.value).map_or(list.span.end as usize, |region| region.end);
        let starts: Vec<usize> = items.iter().skip(1).map(|item| item.span.start as usize).collect();
        for (index, item) in items.iter_mut().enumerate() {
            let next = starts.get(index).map_or(end, |start| line_start(layout.text, *start));
            match new_entry(&before.source, rules, item, next, form) {
                Some(Ok(entry)) => {
                    item.value = entry.value.clone();
                    new.push(entry);
                }
                Some(Err(reason)) => left.push(Spanned::new(reason, item.span)),
                None => {}
            }
        }
    }
    let changed = new.len();
    let text = apply(raw, &before, new, &expected)?;
    Ok(ReformattedFile { text, changed, left })
}

fn apply(
    raw: &str,
    before: &FrontMatter,
    mut new: Vec<NewEntry>,
    expected: &DataMap,
) -> Result<String, &'static str> {
    const REFUSED: &str = "the front matter is written in a way in which this would change something else";
    new.sort_by_key(|entry| entry.span.start);
    let splices =
        new.into_iter().fold(Splices::default(), |all, entry| all.and_replace(entry.span, entry.text));
    let text = splices.apply(raw).ok_or(REFUSED)?;
    let after = FrontMatter::parse(&text).ok_or(REFUSED)?;
    let is_same = same_map(&after.pairs, expected) && after.body() == before.body();
    if is_same && after.error_count <= before.error_count { Ok(text) } else { Err(REFUSED) }
}

/// Returns an entry in another form, `None` if it has the form already.
fn new_entry(
    source: &Source,
    rules: &FlatForm,
    item: &DataNode,
    next: usize,
    form: EntryForm,
) -> Option<Result<NewEntry, &'static str>> {
    match (&item.value, form) {
        (DataValue::Map(pairs), EntryForm::Flat) => Some(flat_entry(source, rules, item, pairs, next)),
        (DataValue::Text(text), EntryForm::Nested) if !text.trim().is_empty() => {
            Some(nested_entry(source, rules, &Spanned::new(text.clone(), item.span)))
        }
        _ => None,
    }
}

fn flat_entry(
    source: &Source,
    rules: &FlatForm,
    item: &DataNode,
    pairs: &DataMap,
    next: usize,
) -> Result<NewEntry, &'static str> {
    let text = rules.flatten(source, pairs).ok_or("one text cannot state this entry")?;
    let span = mapping_span(&source.text, item.span.start as usize, next).ok_or("the entry has no end")?;
    if comments(span.slice(&source.text)) > pairs.iter().map(|(_, node)| comments_within(source, node)).sum()
    {
        return Err("the entry contains a comment");
    }
    Ok(NewEntry { span, text: yaml::double_quoted(&text), value: DataValue::Text(text) })
}

/// Returns the span of a mapping in braces, or of one with a key on each line, up to its last line with content.
fn mapping_span(text: &str, start: usize, next: usize) -> Option<Span> {
    if text.as_bytes().get(start) == Some(&b'{') {
        return flow_end(text, start).map(|end| Span::new(start, end.close + 1));
    }
    let (mut end, mut offset) = (start, start);
    for line in text.get(start..next)?.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            end = offset + line.trim_end().len();
        }
        offset += line.len();
    }
    Some(Span::new(start, end))
}

/// Returns the number of places at which a comment may begin.
fn comments(text: &str) -> usize {
    text.match_indices('#').filter(|(index, _)| text[..*index].ends_with([' ', '\t', '\n'])).count()
}

fn comments_within(source: &Source, node: &DataNode) -> usize {
    match &node.value {
        DataValue::List(items) => items.iter().map(|item| comments_within(source, item)).sum(),
        DataValue::Map(pairs) => pairs.iter().map(|(_, value)| comments_within(source, value)).sum(),
        _ => comments(source.slice(node.span)),
    }
}

fn nested_entry(source: &Source, rules: &FlatForm, text: &Spanned<String>) -> Result<NewEntry, &'static str> {
    let entry = rules.expand(source, text).map_err(|_| "the entry has an error, which `check` reports")?;
    let DataValue::Map(pairs) = entry.value else { return Err("the entry has no parts") };
    let line = nested_line(&pairs);
    let value = super::read_line("", &line).map_err(|_| "a mapping cannot state this entry")?;
    Ok(NewEntry { span: text.span, text: line, value })
}

/// Returns a mapping on one line.
fn nested_line(pairs: &DataMap) -> String {
    let value = |key: &str, node: &DataNode| match &node.value {
        DataValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| plain_or_quoted(key, item)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => plain_or_quoted(key, node),
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(key, node)| format!("{}: {}", key.value, value(&key.value, node))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn plain_or_quoted(key: &str, node: &DataNode) -> String {
    const DATES: [&str; 5] = ["when", "from", "to", "published", "accessed"];

    let DataValue::Text(text) = &node.value else { return String::new() };
    let is_date = text.starts_with(|c: char| c.is_ascii_digit())
        && DATES.contains(&key)
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"-:+TZX~/.".contains(&byte));
    if is_date { text.clone() } else { yaml::slug_or_quoted(text) }
}

/// Returns an edit that adds an entry in the form of the list: as one text if all entries are texts, and as a mapping if
/// all are mappings. Editors with forms expect entries of one kind.
pub(super) fn in_form_of_list(before: &FrontMatter, edit: &FrontMatterEdit) -> Option<FrontMatterEdit> {
    let FrontMatterEdit::AddEntry { key, entry } = edit else { return None };
    let rules = flat_form(key.as_str())?;
    let (_, list) = before.pairs.iter().find(|(name, _)| name.value == key.as_str())?;
    let DataValue::List(items) = &list.value else { return None };
    let source = Source::new("", format!("{entry}\n"));
    let added = crate::data::parse_yaml(&source, Span::new(0, source.text.len())).value?;
    let entry = match (form_of(rules, items)?, &added.value) {
        (EntryForm::Flat, DataValue::Map(pairs)) => yaml::double_quoted(&rules.flatten(&source, pairs)?),
        (EntryForm::Nested, DataValue::Text(text)) => {
            nested_entry(&source, rules, &Spanned::new(text.clone(), added.span)).ok()?.text
        }
        _ => return None,
    };
    Some(FrontMatterEdit::AddEntry { key: *key, entry })
}

/// Returns the form that all entries of a list have; of plain names `None`.
fn form_of(rules: &FlatForm, items: &[DataNode]) -> Option<EntryForm> {
    let is_flat = |item: &DataNode| matches!(&item.value, DataValue::Text(text) if rules.is_entry(text));
    let is_text = |item: &DataNode| matches!(item.value, DataValue::Text(_));
    match () {
        () if items.iter().all(is_text) => items.iter().any(is_flat).then_some(EntryForm::Flat),
        () if items.iter().all(|item| matches!(item.value, DataValue::Map(_))) && !items.is_empty() => {
            Some(EntryForm::Nested)
        }
        () => None,
    }
}
