//! Icons by name, as the theme Material of MkDocs has them: `:material-check:`.

use super::report::{FileLog, ReportKind};
use super::spans::outside_code;

/// The sets of icons.
const SETS: [&str; 5] = [":material-", ":octicons-", ":fontawesome-", ":simple-", ":pg-"];

/// Words in names of icons that say something, with their sign.
const SIGNS: [(&str, &str); 10] = [
    ("check", "✓"),
    ("checkbox", "✓"),
    ("close", "✗"),
    ("cancel", "✗"),
    ("xmark", "✗"),
    ("x", "✗"),
    ("alert", "⚠"),
    ("warning", "⚠"),
    ("information", "ℹ"),
    ("info", "ℹ"),
];

/// Replaces icons: those with a meaning by a sign, those that fill a cell of a table by their name. Others are left out.
pub(super) fn without_icons(line: String, log: &mut FileLog) -> String {
    if !SETS.iter().any(|set| line.contains(set)) {
        return line;
    }
    outside_code(&line, |text| {
        let mut output = text.to_owned();
        for set in SETS {
            let mut from = 0;
            while let Some(start) = output[from..].find(set).map(|at| from + at) {
                from = start + 1;
                let length = output[from..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                let Some(end) =
                    length.map(|length| from + length).filter(|end| output[*end..].starts_with(':'))
                else {
                    continue;
                };
                replace(&mut output, start, end + 1, log);
                from = start;
            }
        }
        output
    })
}

/// Replaces the icon in a range.
fn replace(text: &mut String, start: usize, end: usize, log: &mut FileLog) {
    let icon = &text[start + 1..end - 1];
    let sign = icon.split('-').skip(1).find_map(|word| SIGNS.iter().find(|(known, _)| *known == word));
    let fills_cell = text[..start].trim_end().ends_with('|') && text[end..].trim_start().starts_with('|');
    let (kind, words) = match sign {
        Some((_, sign)) => (ReportKind::Dialect, (*sign).to_owned()),
        None if fills_cell => (ReportKind::Dialect, name(icon)),
        None => (ReportKind::LostMarkup, String::new()),
    };
    let begins = start == 0 || text[..start].ends_with(['[', '(', '*', '_', ' ']);
    let blank = usize::from(words.is_empty() && begins && text[end..].starts_with(' '));
    text.replace_range(start..end + blank, &words);
    log.push((kind, "icon".to_owned()));
}

/// Gives links whose text is an icon the text of their title, or else the name of the icon.
pub(super) fn named_links(text: &str) -> String {
    let (mut output, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find("[:") {
        output.push_str(&rest[..=open]);
        rest = &rest[open + 1..];
        let length =
            rest[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let Some(after) = rest[1 + length..].strip_prefix(":](").filter(|_| length > 0) else { continue };
        output.push_str(&link_title(after).unwrap_or_else(|| name(&rest[1..=length])));
        rest = &rest[length + 2..];
    }
    output + rest
}

/// Returns the title in the attribute list after a destination.
fn link_title(after: &str) -> Option<String> {
    let (_, list) = after.split_once(')')?;
    let (list, _) = list.strip_prefix('{')?.split_once('}')?;
    let title = list.split_once("title=\"")?.1.split('"').next()?;
    Some(title.replace(['[', ']'], "")).filter(|title| !title.trim().is_empty())
}

/// Returns the words in the name of an icon, without its set and size.
fn name(icon: &str) -> String {
    let words = icon.split('-').skip(1).filter(|word| word.parse::<u32>().is_err());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_become_signs() {
        let cases = [
            ("| a | :material-check: | :octicons-x-16: no | :simple-lake: |", "| a | ✓ | ✗ no | lake |"),
            ("- :material-alert-outline: Tide :material-home:\n", "- ⚠ Tide \n"),
            (
                ":material-open `:material-check:` :other-check:",
                ":material-open `:material-check:` :other-check:",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(without_icons(line.to_owned(), &mut FileLog::new()), expected, "{line}");
        }
    }
}
