//! Files of note programs that are no notes, and code that only these programs run.

use serde_json::{Map, Value};

use super::inline_marks::by_line;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::CodeFence;

/// Returns what a file is, if it is no note: a drawing, a template.
pub(super) fn not_a_note(values: &Map<String, Value>, body: &str, kind: SiteKind) -> Option<&'static str> {
    const BLANKS: [&str; 4] = ["{{title}}", "{{date", "{{time", "<%"];
    match kind {
        SiteKind::Obsidian | SiteKind::Quartz if values.contains_key("excalidraw-plugin") => {
            Some("drawing of Excalidraw")
        }
        SiteKind::Obsidian if BLANKS.iter().any(|blank| body.contains(blank)) && !body.contains("```") => {
            Some("template of notes")
        }
        _ => None,
    }
}

/// Returns the tags in the text of a note, such as `#boats` and `#boats/old`.
pub(super) fn inline_tags(body: &str, kind: SiteKind) -> Vec<String> {
    let mut tags = Vec::new();
    if !matches!(kind, SiteKind::Obsidian | SiteKind::Quartz) || !body.contains('#') {
        return tags;
    }
    by_line(body, |text| {
        for (at, _) in text.match_indices('#') {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
            let tag = &text[at + 1..];
            let tag = &tag[..tag.find(|c: char| !is_part(c)).unwrap_or(tag.len())];
            let begins = text[..at].chars().next_back().is_none_or(char::is_whitespace);
            let tag = tag.trim_end_matches('/');
            if begins && tag.contains(char::is_alphabetic) && !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        text.to_owned()
    });
    tags
}

/// Leaves out the queries of plug-ins, whose results are not known.
pub(super) fn without_queries(body: &str, kind: SiteKind, log: &mut FileLog) -> String {
    if !matches!(kind, SiteKind::Obsidian | SiteKind::Quartz) || !body.contains("```") {
        return body.to_owned();
    }
    let (mut output, mut fence, mut in_query) =
        (String::with_capacity(body.len()), CodeFence::default(), false);
    for line in body.split_inclusive('\n') {
        let was_code = fence.is_open();
        let is_code = fence.has(line.trim_end());
        let language = line.trim_start_matches([' ', '>', '\t', '`']).trim_end();
        let is_query = matches!(language, "dataview" | "dataviewjs" | "tasks" | "query" | "base");
        if is_code && !was_code && is_query {
            in_query = true;
            log.push((ReportKind::LeftOut, format!("query of {language}")));
        }
        if !in_query {
            output.push_str(line);
        }
        in_query &= fence.is_open();
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_left_out() {
        let body = "a\n```dataview\nTABLE x\n```\nb\n```js\ndataview\n```\n";
        let mut log = FileLog::new();
        let expected = "a\nb\n```js\ndataview\n```\n";
        assert_eq!(without_queries(body, SiteKind::Obsidian, &mut log), expected);
        assert_eq!(log, [(ReportKind::LeftOut, "query of dataview".to_owned())]);
        assert_eq!(without_queries(body, SiteKind::Hugo, &mut log), body);
    }

    #[test]
    fn tags_in_the_text_are_found() {
        let body = "#boats and #boats/old, x#y #12 [a](#b) `#c`\n# Heading\n#boats\n";
        assert_eq!(inline_tags(body, SiteKind::Quartz), ["boats", "boats/old"]);
        assert!(inline_tags(body, SiteKind::Hugo).is_empty());
    }

    #[test]
    fn drawings_and_templates_are_no_notes() {
        let drawing = Map::from_iter([("excalidraw-plugin".to_owned(), Value::from("parsed"))]);
        let none = Map::new();
        let cases = [
            (&drawing, "", SiteKind::Obsidian, Some("drawing of Excalidraw")),
            (&none, "# {{title}}\n", SiteKind::Obsidian, Some("template of notes")),
            (&none, "```\n{{title}}\n```\n", SiteKind::Obsidian, None),
            (&none, "{{title}}", SiteKind::Hugo, None),
        ];
        for (values, body, kind, expected) in cases {
            assert_eq!(not_a_note(values, body, kind), expected, "{body}");
        }
    }
}
