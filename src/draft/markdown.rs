//! Wire text in Markdown: title and opening are removed, the rest is kept.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Link, LinkKind, parse_document, with_linked_footnotes};
use crate::facts::languages::DraftWords;
use crate::text::Source;

use super::escape::escape_markdown;
use super::wire::{self, WireForm, WireText};

/// Returns whether a text has Markdown headings, links or footnotes.
pub(super) fn is_likely_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ') && line.len() > marks + 1
    };
    text.lines().any(is_heading) && !text.contains('\t')
        || text.contains("](http")
        || has_footnote(text)
        || with_linked_footnotes(text).is_some()
}

/// Returns whether a text has a footnote and a reference to it.
fn has_footnote(text: &str) -> bool {
    let labels = text.split("[^").skip(1).filter_map(|rest| rest.split_once(']').map(|(label, _)| label));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    labels.for_each(|label| *counts.entry(label).or_default() += 1);
    let label_of = |line| str::strip_prefix(line, "[^").and_then(|rest| rest.split_once("]:"));
    text.lines().filter_map(label_of).any(|(label, _)| counts.get(label).is_some_and(|count| *count > 1))
}

/// Splits a text into its parts. A text that would be an error in a briefing is parsed as plain text.
pub(super) fn parse_markdown(text: &str, words: &DraftWords) -> WireText {
    let whole = without_links(with_linked_footnotes(text).as_deref().unwrap_or(text).trim());
    let wire = wire::parse_wire(&whole, WireForm::Markdown, words);
    match has_errors(&wire.body()) {
        true => wire::parse_wire(text, WireForm::Plain, words),
        false => wire,
    }
}

/// Removes the emphasis at the start of a text, as in `**ROME, April 19** - The talks …`.
pub(super) fn strip_emphasis(text: &str) -> String {
    let mark: String = text.chars().take_while(|c| matches!(c, '*' | '_')).collect();
    let inside = text.strip_prefix(&*mark).filter(|_| !mark.is_empty());
    match inside.and_then(|inside| inside.split_once(&*mark)) {
        Some((words, rest)) => format!("{words}{rest}"),
        None => text.to_owned(),
    }
}

/// Replaces relative links and images, which would be broken on the site, with their text.
fn without_links(body: &str) -> String {
    const MAX_PASSES: usize = 4;
    let mut text = body.to_owned();
    for _ in 0..MAX_PASSES {
        let source = with_front_matter(&text);
        let links = parse_document(source.clone()).value.body.links.clone();
        let mut whole = source.text.to_string();
        let mut from = whole.len();
        // An image inside a link is replaced first, and its link in the next pass.
        for link in links.iter().rev().filter(|link| !is_absolute(link)) {
            let range = link.span.range();
            if range.end <= from {
                from = range.start;
                whole.replace_range(range.clone(), &link_text(link.span.slice(&source.text)));
            }
        }
        let start = source.text.len() - text.len() - 1;
        let next = whole.get(start..).unwrap_or_default().trim_end().to_owned();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Returns whether a link has an absolute URL.
fn is_absolute(link: &Link) -> bool {
    let schemes = ["http://", "https://", "mailto:", "tel:"];
    link.kind == LinkKind::Markdown && schemes.iter().any(|scheme| link.target.starts_with(scheme))
}

/// Returns the text of a link: `[text](target)`, `[[target|text]]` or `![text](target)`.
fn link_text(written: &str) -> String {
    let inner = written.trim_start_matches('!');
    match inner.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) {
        Some(wiki) => escape_markdown(wiki.rsplit('|').next().unwrap_or(wiki)),
        None => match inner.strip_prefix('[').and_then(|inner| inner.rsplit_once("](")) {
            Some((words, _)) => words.to_owned(),
            None => escape_markdown(written),
        },
    }
}

fn with_front_matter(body: &str) -> Source {
    Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}\n"))
}

fn has_errors(body: &str) -> bool {
    parse_document(with_front_matter(body)).diagnostics.iter().any(Diagnostic::is_error)
}
