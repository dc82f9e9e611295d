//! Headings of a body: the title, repeated ids, sections without text.

use std::collections::BTreeSet;

use super::html::plain_text;
use super::report::{FileLog, ReportKind};
use crate::document::{is_reserved_id, scan_body, without_comments};
use crate::text::{Source, slugify};

/// Takes the first heading of the first level if nothing precedes it.
pub(super) fn take_title(body: &str) -> Option<(String, &str)> {
    let start = body.trim_start_matches(['\n', ' ']);
    let (line, rest) = start.split_once('\n').unwrap_or((start, ""));
    if let Some(title) = line.strip_prefix("# ") {
        let title = title.trim().trim_end_matches('#').trim_end();
        let title =
            title.rsplit_once("{#").filter(|(_, id)| id.ends_with('}')).map_or(title, |(title, _)| title);
        return Some((plain_text(title), rest));
    }
    let (underline, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_setext = underline.len() > 2 && underline.trim_end().bytes().all(|byte| byte == b'=');
    (is_setext && !line.trim().is_empty()).then(|| (plain_text(line), rest))
}

/// Returns the body without a first heading that repeats the title.
pub(super) fn without_title<'b>(body: &'b str, title: &str, log: &mut FileLog) -> &'b str {
    match take_title(body) {
        Some((heading, rest)) if slugify(&heading) == slugify(title) => {
            log.push((ReportKind::TitleHeading, "first heading".to_owned()));
            rest
        }
        _ => body,
    }
}

/// Removes ids that are repeated or reserved, and makes headings without text bold text.
pub(super) fn repaired(body: String, log: &mut FileLog) -> String {
    let body = if body.contains("{#") { without_repeated_ids(&body, log) } else { body };
    if !body.lines().any(|line| line.trim_start_matches(['>', ' ', '-']).starts_with(['#', '=', '-'])) {
        return body;
    }
    without_empty_sections(body, log)
}

fn without_repeated_ids(body: &str, log: &mut FileLog) -> String {
    let mut seen = BTreeSet::new();
    let mut output = String::with_capacity(body.len());
    for line in body.lines() {
        let id = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once("{#"));
        match id.filter(|_| line.trim_start().starts_with('#')) {
            Some((heading, id)) if is_reserved_id(id) || id.contains(' ') || !seen.insert(id.to_owned()) => {
                log.push((ReportKind::LostMarkup, "repeated id of a heading".to_owned()));
                output.push_str(heading.trim_end());
            }
            _ => output.push_str(line),
        }
        output.push('\n');
    }
    output
}

/// A published page must not contain a heading without text below it.
fn without_empty_sections(body: String, log: &mut FileLog) -> String {
    let source = Source::new("content/page.md", body.as_str());
    let headings = scan_body(&source, 0).value.headings;
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let next = headings.get(index + 1);
        let end = next.map_or(body.len(), |next| next.span.start as usize);
        let section = body.get(heading.span.end as usize..end).unwrap_or_default();
        let has_subheading = next.is_some_and(|next| next.level > heading.level);
        if has_subheading || !without_comments(section).trim().is_empty() {
            continue;
        }
        log.push((ReportKind::LostMarkup, "heading without text".to_owned()));
        let (start, end) = (heading.span.start as usize, heading.span.end as usize);
        let text = marked_text(body.get(start..end).unwrap_or_default());
        let is_empty = heading.text.trim().is_empty() && !text.contains("](");
        edits.push((start, end, if is_empty { String::new() } else { format!("**{text}**\n") }));
    }
    let (mut output, mut from) = (String::with_capacity(body.len()), 0);
    for (start, end, text) in edits {
        output.push_str(body.get(from..start).unwrap_or_default());
        output.push_str(&text);
        from = end;
    }
    output + body.get(from..).unwrap_or_default()
}

/// Returns the text of a heading on one line, with its links.
fn marked_text(heading: &str) -> String {
    let heading = heading.trim().trim_matches('#').trim();
    let heading =
        heading.rsplit_once("{#").filter(|(_, id)| id.ends_with('}')).map_or(heading, |(text, _)| text);
    let lines = heading.lines().filter(|line| !line.trim().bytes().all(|byte| matches!(byte, b'=' | b'-')));
    lines.collect::<Vec<_>>().join(" ").replace('*', "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_repaired() {
        let cases = [
            ("## A {#x}\n\na\n\n## B {#x}\n\nb\n", "## A {#x}\n\na\n\n## B\n\nb\n"),
            ("## A\n\n## B\n\nb\n", "**A**\n\n## B\n\nb\n"),
            ("## [A](x.md) *b* ##\n\n## B\n\nb\n", "**[A](x.md) b**\n\n## B\n\nb\n"),
            ("[A](x.md)\n---\n\n## B {#c}\n", "**[A](x.md)**\n\n**B**\n"),
            ("## A\n\n### B\n\nb\n", "## A\n\n### B\n\nb\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(repaired(body.to_owned(), &mut FileLog::new()), expected, "{body}");
        }
    }

    #[test]
    fn the_title_is_taken_once() {
        let mut log = FileLog::new();
        assert_eq!(without_title("\n# The *talks* {#t}\n\nA", "The Talks", &mut log), "\nA");
        assert_eq!(without_title("Talks\n=====\nA", "Talks", &mut log), "A");
        assert_eq!(without_title("# Other\nA", "Talks", &mut log), "# Other\nA");
        assert_eq!(log.len(), 2);
    }
}
