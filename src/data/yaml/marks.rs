//! Marks that word processors write in place of those of YAML: no-break spaces before a line, dashes and bullets before entries.

use crate::diagnostic::{Diagnostic, SourceLocation, YAML_SYNTAX};
use crate::text::{Source, Span};

use super::MAX_DIAGNOSTICS;

/// Marks before entries of lists.
const ENTRY_MARKS: [&str; 4] = ["– ", "— ", "• ", "· "];

/// Finds such marks in `span`. The text may be valid YAML with another meaning, or none.
pub(super) fn find(source: &Source, span: Span) -> Vec<Diagnostic> {
    let text = source.slice(span);
    if text.is_ascii() {
        return Vec::new();
    }
    let (mut found, mut start, mut may_be_entry) = (Vec::new(), span.start as usize, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let mark = indentation(bare).or_else(|| entry_mark(bare).filter(|_| may_be_entry));
        may_be_entry = mark.is_some() || begins_list(bare) || may_be_entry && bare.trim().is_empty();
        if let Some((range, name, fixed)) = mark.filter(|_| found.len() < MAX_DIAGNOSTICS) {
            let message =
                format!("the line begins with {name}, which YAML does not read as {}", name_in_yaml(name));
            let at = Span::new(start + range.start, start + range.end);
            let diagnostic = Diagnostic::new(&YAML_SYNTAX, message).at(SourceLocation::new(source, at));
            found.push(diagnostic.help(format!("write `{fixed}`")));
        }
        start += line.len();
    }
    found
}

/// A mark: its place in the line, its name, and the line as YAML.
type FoundMark = (std::ops::Range<usize>, &'static str, String);

fn name_in_yaml(name: &str) -> &'static str {
    if name == NO_BREAK { "a space" } else { "the hyphen of a list" }
}

const NO_BREAK: &str = "a no-break space";

/// Finds a space of another kind before a key or an entry.
fn indentation(line: &str) -> Option<FoundMark> {
    let rest = line.trim_start();
    let before = &line[..line.len() - rest.len()];
    let first = before.find(|c: char| !c.is_ascii())?;
    let key = rest.trim_start_matches("- ").split(':').next().filter(|key| key.len() < rest.len());
    let is_key = key.is_some_and(|key| !key.is_empty() && key.bytes().all(is_key_byte));
    (is_key || rest.starts_with("- ")).then(|| {
        let spaces = " ".repeat(before.chars().count());
        (first..before.len(), NO_BREAK, format!("{spaces}{rest}"))
    })
}

fn entry_mark(line: &str) -> Option<FoundMark> {
    let rest = line.trim_start();
    let start = line.len() - rest.len();
    let mark = ENTRY_MARKS.iter().find(|mark| rest.starts_with(**mark))?;
    let entry = rest[mark.len()..].trim_start();
    let name = if mark.starts_with(['–', '—']) { "a dash" } else { "a bullet" };
    Some((start..start + mark.trim_end().len(), name, format!("{}- {entry}", &line[..start])))
}

/// Returns whether a line is a key without a value, or an entry of a list.
fn begins_list(line: &str) -> bool {
    let bare = line.trim();
    let is_key = bare.strip_suffix(':').is_some_and(|key| !key.is_empty() && key.bytes().all(is_key_byte));
    is_key || bare.starts_with("- ")
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_written_as_yaml() {
        let cases: [(&str, &[&str]); 7] = [
            ("byline:\n  – Ada Marten\n  – Iva Horvat\n", &["  - Ada Marten", "  - Iva Horvat"]),
            ("dates:\n  • when: 2025\n    what: x\n", &["  - when: 2025"]),
            ("topics:\n  - water\n  — trade\n", &["  - trade"]),
            (
                "dates:\n\u{a0}\u{a0}- when: 2025\n\u{a0}\u{a0}\u{a0}\u{a0}what: é\n",
                &["  - when: 2025", "    what: é"],
            ),
            ("summary: |\n  They said:\n  – yes\n  – no\n", &[]),
            ("title: – Talks –\nsummary: >\n  \u{a0}They met\n", &[]),
            ("title: Gespräche\n", &[]),
        ];
        for (text, expected) in cases {
            let found = find(&Source::new("content/a.md", text), Span::new(0, text.len()));
            let helps: Vec<String> = found.into_iter().filter_map(|it| Some(it.help?.to_string())).collect();
            let expected: Vec<String> = expected.iter().map(|line| format!("write `{line}`")).collect();
            assert_eq!(helps, expected, "{text}");
        }
    }
}
