//! Footnotes that converters of word processor files leave as links in Markdown: `[\[1\]](#_ftn1)`, and at the start of the note
//! `[\[1\]](#_ftnref1)`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::html_tokens::attribute;

/// Maximum number of bytes of a target, with the brackets before it.
const MAX_TARGET: usize = 60;

/// A link with a number as its text.
struct NumberLink<'t> {
    range: Range<usize>,
    number: &'t str,
    target: &'t str,
}

impl NumberLink<'_> {
    fn leads_back(&self) -> bool {
        self.target.contains("ref")
    }

    /// Returns what the links to a note and back have in common.
    fn key(&self) -> (String, &str) {
        (self.target.replace("ref", "").replace(['_', '-'], ""), self.number)
    }
}

/// Replaces such links by footnotes. Returns `None` if there are none.
pub fn with_linked_footnotes(text: &str) -> Option<String> {
    let links = number_links(text);
    let begins_line = |link: &NumberLink<'_>| {
        let before = text[..link.range.start].trim_end_matches([' ', '>']);
        before.is_empty() || before.ends_with('\n')
    };
    let is_note = |link: &&NumberLink<'_>| link.leads_back() && begins_line(link);
    let notes: BTreeSet<_> = links.iter().filter(is_note).map(NumberLink::key).collect();
    let targets: BTreeSet<_> = links.iter().filter(|link| !link.leads_back()).map(NumberLink::key).collect();
    let (mut output, mut end) = (String::new(), 0);
    for link in &links {
        let key = link.key();
        if !notes.contains(&key) || !targets.contains(&key) || link.leads_back() && !begins_line(link) {
            continue;
        }
        output.push_str(&text[end..link.range.start]);
        output.push_str(&format!("[^{}]{}", link.number, if link.leads_back() { ":" } else { "" }));
        end = link.range.end;
    }
    (end > 0).then(|| output + &text[end..])
}

fn number_links(text: &str) -> Vec<NumberLink<'_>> {
    let mut links = Vec::new();
    for (at, _) in text.match_indices("](#") {
        let Some(length) = text.as_bytes()[at..].iter().take(MAX_TARGET).position(|byte| *byte == b')')
        else {
            continue;
        };
        let inner = &text[..at];
        let inner = inner.strip_suffix("\\]").or_else(|| inner.strip_suffix(']')).unwrap_or(inner);
        let before = inner.trim_end_matches(|c: char| c.is_ascii_digit());
        let opening = ["[\\[", "[[", "["].into_iter().find(|opening| before.ends_with(opening));
        let (Some(opening), number) = (opening, &inner[before.len()..]) else { continue };
        if number.is_empty() {
            continue;
        }
        let mut range = before.len() - opening.len()..at + length + 1;
        if text[..range.start].ends_with("<sup>") && text[range.end..].starts_with("</sup>") {
            range = range.start - 5..range.end + 6;
        }
        links.push(NumberLink { range, number, target: &text[at + 3..at + length] });
    }
    links.extend(number_anchors(text));
    links.sort_by_key(|link| link.range.start);
    links
}

/// Returns the same links in HTML: `<a href="#_ftn1" id="_ftnref1">[1]</a>`.
fn number_anchors(text: &str) -> Vec<NumberLink<'_>> {
    const MAX_TAG: usize = 200;
    let anchor = |(at, _): (usize, &str)| {
        let length = text.as_bytes()[at..].iter().take(MAX_TAG).position(|byte| *byte == b'>')? + 1;
        let target = attribute(text.get(at..at + length)?, "href")?.strip_prefix('#')?;
        let rest = &text[at + length..];
        let end = rest.as_bytes().iter().take(MAX_TARGET).position(|byte| *byte == b'<')?;
        let words = rest.get(..end).filter(|_| rest[end..].starts_with("</a>"))?;
        let number = words.trim_matches(['[', ']', '\\', ' ']);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let range = at..at + length + end + "</a>".len();
        is_number.then_some(NumberLink { range, number, target })
    };
    text.match_indices("<a ").filter_map(anchor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_do_not_take_long() {
        assert_eq!(with_linked_footnotes(&"](#".repeat(300_000)), None);
        assert_eq!(with_linked_footnotes(&"a [1](#_ftnref1)".repeat(60_000)), None);
        assert_eq!(with_linked_footnotes(&"<a href=\"#".repeat(60_000)), None);
    }

    #[test]
    fn links_to_notes_are_footnotes() {
        let cases = [
            (
                "Lake[\\[1\\]](#_ftn1) and[\\[2\\]](#_ftn2).\n\n[\\[1\\]](#_ftnref1) North.\n\n[\\[2\\]](#_ftnref2) South.\n",
                Some("Lake[^1] and[^2].\n\n[^1]: North.\n\n[^2]: South.\n"),
            ),
            (
                "Lake<sup>[[1]](#ftnt1)</sup>.\n\n[[1]](#ftnt_ref1) North.\n",
                Some("Lake[^1].\n\n[^1]: North.\n"),
            ),
            ("Lake[1](#_edn1).\n\n[1](#_ednref1) North.\n", Some("Lake[^1].\n\n[^1]: North.\n")),
            (
                "Lake,<a href=\"#_ftn1\" id=\"_ftnref1\">[1]</a> so.\n\n<a href=\"#_ftnref1\" id=\"_ftn1\">\\[1\\]</a> North.\n",
                Some("Lake,[^1] so.\n\n[^1]: North.\n"),
            ),
            ("<a href=\"#part-1\">1</a> <a href=\"#\">2</a> <a href", None),
            ("See [1](#part-1) and [2](#part-2).\n", None),
            ("See [1](#_ftn1).\n", None),
            ("[1](#_ftnref1) North\n", None),
            ("Lake[1](#_ftn1). Back: [1](#_ftnref1)\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(with_linked_footnotes(text).as_deref(), expected, "{text}");
        }
    }
}
