//! Changes that the help of a diagnostic asks for.

use crate::diagnostic::{
    BAD_DATE, BAD_SLUG, CURLY_QUOTES, Code, Diagnostic, IMPLICIT_YAML_TYPE, LOST_TEXT, SPACE_IN_LINK,
    UNKNOWN_KEY, UNQUOTED_COLON, UNQUOTED_TEXT,
};
use crate::text::{Source, Span};

use super::splice::Splices;

/// A replacement of a part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpEdit {
    /// The replaced part of the normalized text.
    pub span: Span,
    /// The new text, without line ends.
    pub text: String,
}

/// The rules whose help states what was meant. The help of other rules may be a guess, such as the nearest name of a page.
static CERTAIN: [&Code; 9] = [
    &UNKNOWN_KEY,
    &UNQUOTED_COLON,
    &IMPLICIT_YAML_TYPE,
    &BAD_DATE,
    &BAD_SLUG,
    &LOST_TEXT,
    &UNQUOTED_TEXT,
    &CURLY_QUOTES,
    &SPACE_IN_LINK,
];

/// Returns the change that a help asks for. Returns `None` if the help may be a guess, or names not just one text to write.
///
/// A text that begins with the key of the line, or with a list entry, replaces the line; any other text replaces the span of
/// the diagnostic. A line with a possible comment is not replaced, because the comment could become text or be lost. A clock
/// time is not replaced, because its zone could be a guess.
pub fn help_edit(diagnostic: &Diagnostic, source: &Source) -> Option<HelpEdit> {
    if !CERTAIN.iter().any(|code| std::ptr::eq(*code, diagnostic.code)) {
        return None;
    }
    let span = diagnostic.location.as_ref()?.span?;
    let text = only_text_to_write(diagnostic.help.as_deref()?)?;
    let line = line_around(&source.text, span.start as usize)?;
    let replaces_line = text.trim_start().starts_with(['-', '{'])
        || key(text).is_some_and(|name| name == "slug" || key(line.slice(&source.text)) == Some(name));
    let span = if replaces_line { line } else { span };
    let (written, line_text) = (span.slice(&source.text), line.slice(&source.text));
    // Backticks in the text would end the quotation of the help early.
    let is_whole = !line_text.contains('`') && span.end <= line.end;
    let keeps_comment = !replaces_line || !line_text.contains(" #");
    let keeps_zone = *diagnostic.code != BAD_DATE || !text.contains(':');
    let is_safe = is_whole && keeps_comment && keeps_zone && written != text;
    is_safe.then(|| HelpEdit { span, text: text.to_owned() })
}

/// Applies changes to the text of a file, with any line ends. Of two changes that overlap, the first one counts. Returns
/// `None` if a change does not fit the text.
pub fn apply_help_edits(raw: &str, edits: &[HelpEdit]) -> Option<String> {
    let mut sorted: Vec<&HelpEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    let mut splices = Splices::default();
    for edit in sorted {
        if edit.span.start >= end {
            end = edit.span.end;
            splices = splices.and_replace(edit.span, edit.text.clone());
        }
    }
    splices.apply(raw)
}

/// Returns the text in backticks after "write" if the help has no other text that could be written.
fn only_text_to_write(help: &str) -> Option<&str> {
    const INTRODUCTIONS: [&str; 5] = ["write ", "mean ", "is it ", " or ", "quotes: "];
    let parts: Vec<&str> = help.split('`').collect();
    let is_offered = |index: &usize| INTRODUCTIONS.iter().any(|word| parts[index - 1].ends_with(word));
    let mut offered = (1..parts.len()).step_by(2).filter(is_offered);
    let (first, second) = (offered.next()?, offered.next());
    let text = parts[first];
    let is_only = first == 1 && parts[0] == "write " && second.is_none();
    (is_only && !text.is_empty() && !text.contains(['\n', '…'])).then_some(text)
}

/// Returns the span of the line of an offset, without its line end.
fn line_around(text: &str, offset: usize) -> Option<Span> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |end| offset + end);
    Some(Span::new(start, end))
}

/// Returns the key at the start of a line of YAML.
fn key(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches([' ', '-', '\t', '{']);
    let name = &bare[..bare.find(':')?];
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_single_text_is_taken() {
        let cases = [
            ("write `title`", Some("title")),
            ("write `title: \"A # b\"`, or move the comment to its own line", Some("title: \"A # b\"")),
            ("write `2025-04-05` or `2025-05-04`", None),
            ("did you mean `oman`?", None),
            ("write one of `a`, `b`", None),
            ("write `dates: […]`", None),
            ("write ``", None),
            ("remove this line", None),
        ];
        for (help, expected) in cases {
            assert_eq!(only_text_to_write(help), expected, "{help}");
        }
    }

    #[test]
    fn changes_keep_line_ends_and_do_not_overlap() {
        let edit = |start, end, text: &str| HelpEdit { span: Span::new(start, end), text: text.to_owned() };
        let raw = "\u{feff}one\r\ntwo\r\n";
        assert_eq!(
            apply_help_edits(raw, &[edit(4, 7, "2"), edit(0, 3, "1")]).as_deref(),
            Some("\u{feff}1\r\n2\r\n")
        );
        assert_eq!(
            apply_help_edits(raw, &[edit(0, 3, "1"), edit(1, 2, "x")]).as_deref(),
            Some("\u{feff}1\r\ntwo\r\n")
        );
        assert_eq!(apply_help_edits(raw, &[edit(90, 91, "x")]), None);
    }
}
