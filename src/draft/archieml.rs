//! ArchieML pasted from a document: `key: value` lines, `[arrays]`, `{objects}` and `:end` (see archieml.org).

use crate::facts::languages::{DraftList, DraftWords};

use super::agency::Agency;
use super::blocks::{Block, parse_lines};
use super::day::parse_day_line;
use super::opening::parse_dateline_line;
use super::wire::{WireText, finish_blocks};

/// A value with its key; keys in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ArchieField {
    key: String,
    value: String,
}

/// Returns whether a text is ArchieML: it has a key of a headline and one of a body.
pub(super) fn is_archieml(text: &str, words: &DraftWords) -> bool {
    let keys = text.lines().filter_map(|line| scope_name(line).or_else(|| Some(split_key(line)?.0)));
    let keys: Vec<String> = keys.map(|key| key.to_lowercase()).collect();
    let has = |list: DraftList| keys.iter().any(|key| words.contains(list, key));
    has(DraftList::HeadlineKey) && has(DraftList::BodyKey)
}

/// Parses ArchieML. Keys that a draft has no place for are left out.
pub(super) fn parse_archieml(text: &str, words: &DraftWords) -> WireText {
    let mut wire = WireText::default();
    let mut body: Vec<String> = Vec::new();
    for field in read_fields(text, words) {
        let value = field.value.trim();
        let is_known = !value.is_empty() && take_field(&mut wire, &mut body, (&field.key, value), words);
        if !is_known && !value.is_empty() {
            wire.left_out.push(format!("{}: {}", field.key, value.replace('\n', " ")));
        }
    }
    let lines = body.join("\n\n");
    wire.blocks = parse_lines(&lines.lines().collect::<Vec<_>>(), words);
    if wire.blocks.is_empty() {
        wire.blocks.push(Block::Paragraph(String::new()));
    }
    finish_blocks(&mut wire, words);
    wire
}

/// Takes a field into the parts of the text. Returns whether its key is known.
fn take_field(
    wire: &mut WireText,
    body: &mut Vec<String>,
    (key, value): (&str, &str),
    words: &DraftWords,
) -> bool {
    let name = key.rsplit('.').next().unwrap_or(key);
    let is = |list: DraftList| words.contains(list, name);
    match () {
        () if is(DraftList::HeadlineKey) && wire.headline.is_none() => wire.headline = Some(value.to_owned()),
        () if is(DraftList::BylineKey) => {
            let author = words.strip_start(DraftList::BylineStart, value).unwrap_or(value);
            wire.byline = Some(author.trim_start().to_owned());
        }
        () if is(DraftList::DayKey) && parse_day_line(value, words).is_some() => {
            wire.published_day = parse_day_line(value, words)
        }
        () if is(DraftList::PlaceKey) => return take_dateline(wire, value, words),
        () if is(DraftList::SourceKey) && Agency::from_list(value).is_some() => {
            wire.signature = Agency::from_list(value).map(|agency| (agency, value.to_owned()));
        }
        () if is(DraftList::EmbargoKey) => wire.embargo = Some(format!("Embargo: {value}")),
        () if is(DraftList::BodyKey) || is(DraftList::ParagraphKey) => body.push(value.to_owned()),
        () if is(DraftList::HeadingKey) => body.push(format!("{value}\n-----")),
        () => return false,
    }
    true
}

fn take_dateline(wire: &mut WireText, value: &str, words: &DraftWords) -> bool {
    let (opening, _) = super::opening::split_opening(value, words);
    let found = parse_dateline_line(value, words).or((!opening.written.is_empty()).then_some(opening));
    let found = found.or_else(|| super::opening::parse_place_line(value, words));
    found.map(|opening| wire.opening = opening).is_some()
}

/// Reads keys and values in order. Values in objects and arrays have the keys that they are written with; elements of
/// simple and freeform arrays have the name of the array.
fn read_fields(text: &str, words: &DraftWords) -> Vec<ArchieField> {
    let is_body = |scope: &str| words.contains(DraftList::BodyKey, scope.trim_matches(['+', '.']));
    let mut fields: Vec<ArchieField> = Vec::new();
    let mut scope = String::new();
    let mut is_skipped = false;
    // Index of the field that following lines belong to if `:end` comes.
    let mut pending: Option<(usize, String)> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        match trimmed.to_lowercase().as_str() {
            ":skip" => is_skipped = true,
            ":endskip" => is_skipped = false,
            ":ignore" => break,
            _ if is_skipped => {}
            ":end" => {
                if let Some((index, more)) = pending.take() {
                    fields[index].value.push_str(&more);
                }
            }
            _ => {
                if let Some(name) = scope_name(line) {
                    (scope, pending) = (name.to_lowercase(), None);
                } else if let Some((key, value)) =
                    split_key(line).filter(|(key, _)| !is_body(&scope) || is_block_key(key, words))
                {
                    pending = Some((fields.len(), String::new()));
                    fields.push(ArchieField { key: key.to_lowercase(), value: value.to_owned() });
                } else if let Some(item) = trimmed.strip_prefix("* ").filter(|_| !scope.is_empty()) {
                    pending = Some((fields.len(), String::new()));
                    fields.push(ArchieField { key: scope.clone(), value: item.to_owned() });
                } else if is_body(&scope) && !trimmed.is_empty() {
                    let key = scope.trim_matches(['+', '.']).to_owned();
                    fields.push(ArchieField { key, value: trimmed.to_owned() });
                } else if let Some((_, more)) = &mut pending {
                    more.push('\n');
                    more.push_str(trimmed.strip_prefix('\\').unwrap_or(trimmed));
                }
            }
        }
    }
    // Without `:end` ArchieML has only the first line of a value. In a pasted body the other lines are meant.
    if let Some((index, more)) = pending.filter(|(index, _)| is_body(&fields[*index].key)) {
        fields[index].value.push_str(&more);
    }
    fields
}

/// Returns whether a key is one of a freeform body. Other words before a colon are prose, as in `One thing: they left.`
fn is_block_key(key: &str, words: &DraftWords) -> bool {
    let key = key.to_lowercase();
    let lists = [DraftList::BodyKey, DraftList::ParagraphKey, DraftList::HeadingKey, DraftList::MediaKey];
    lists.iter().any(|list| words.contains(*list, &key))
}

/// Splits `key: value`.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim();
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    (is_key && !value.starts_with("//")).then_some((key, value.trim()))
}

/// Returns the name of `[array]` and `{object}`; empty for `[]` and `{}`, which end them.
fn scope_name(line: &str) -> Option<&str> {
    let line = line.trim();
    let inner = match line.strip_prefix('[') {
        Some(inner) => inner.strip_suffix(']')?,
        None => line.strip_prefix('{')?.strip_suffix('}')?,
    };
    let name = inner.trim().trim_start_matches(['.', '+']);
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns headline, byline, dateline and body, separated by bars.
    fn parts_text(text: &str) -> String {
        let words = &DraftWords::english();
        assert!(is_archieml(text, words), "{text}");
        let wire = parse_archieml(text, words);
        let head = [wire.headline.clone(), wire.byline.clone(), wire.opening.dateline_place.clone()];
        let head: Vec<String> = head.into_iter().map(Option::unwrap_or_default).collect();
        format!("{}|{}|{}", head.join("|"), wire.body().trim(), wire.left_out.join(";"))
    }

    #[test]
    fn archieml_is_parsed() {
        let cases = [
            (
                "headline: Talks open\nbyline: Ada Marten\n\n[+body]\nThey began.\n\nOne thing: they go on.\n[]\nslug: talks",
                "Talks open|Ada Marten||They began.\n\nOne thing: they go on.|slug: talks",
            ),
            (
                "hed: Talks open\ndateline: ROME\nbody: They began.\nThey go on.\n:end\n",
                "Talks open||Rome|They began.\n\nThey go on.|",
            ),
            (
                "title: Talks open\n[body]\n* One.\n* Two.\n[]\n{art}\nalt: A lake\n{}",
                "Talks open|||One.\n\nTwo.|alt: A lake",
            ),
            (
                "title: A b\n:skip\nnote: c\n:endskip\ntext: They began.\n:ignore\nall else",
                "A b|||They began.|",
            ),
            (
                "headline: A b\n[+story]\ntext: They began.\nsubhead: Later\ntext: They ended.\n[]",
                "A b|||They began.\n\n## Later\n\nThey ended.|",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parts_text(text), expected, "{text}");
        }
        for text in ["Title: Talks open\n\nThey began.", "[body]\nThey began."] {
            assert!(!is_archieml(text, &DraftWords::english()), "{text}");
        }
    }
}
