//! Wire text that is Markdown already: its title and opening are taken off, the rest stays as it is.

use crate::diagnostic::Diagnostic;
use crate::document::{Link, LinkKind, parse};
use crate::text::Source;

use super::escape::escaped;
use super::opening;
use super::wire::{self, Wire};

/// Whether a text has headings or links as Markdown writes them.
pub(super) fn is_likely(text: &str) -> bool {
    let is_heading = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ') && line.len() > marks + 1
    };
    text.lines().any(is_heading) && !text.contains('\t') || text.contains("](http")
}

/// Cuts a text into its parts. What would be an error in a briefing makes plain text of it.
pub(super) fn cut(text: &str) -> Wire {
    let mut wire = Wire::default();
    let mut rest = text.trim_start_matches(['\n', ' ']);
    let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
    if let Some(title) = first.strip_prefix("# ") {
        wire.headline = Some(plain(title)).filter(|title| !title.is_empty());
        rest = after.trim_start_matches('\n');
    }
    let unmarked = unmarked(rest);
    let (opening, body) = match opening::read(&unmarked) {
        (opening, _) if opening.written.is_empty() => (opening, rest),
        read => read,
    };
    wire.signed = opening.agency.map(|agency| (agency, opening.written.clone()));
    wire.opening = opening;
    let body = without_links(body.trim());
    if is_faulty(&body) {
        return wire::cut(text);
    }
    wire.markdown = Some(body);
    wire
}

/// A text without the marks of bold or slanted words right at its beginning: `**ROME, April 19** - The talks …`.
fn unmarked(text: &str) -> String {
    let mark: String = text.chars().take_while(|letter| matches!(letter, '*' | '_')).collect();
    let inside = text.strip_prefix(&*mark).filter(|_| !mark.is_empty());
    match inside.and_then(|inside| inside.split_once(&*mark)) {
        Some((words, rest)) => format!("{words}{rest}"),
        None => text.to_owned(),
    }
}

/// A heading without its marks.
fn plain(title: &str) -> String {
    title.trim().trim_end_matches('#').replace(['*', '`'], "").trim().to_owned()
}

/// Links within a site, and pictures, would lead nowhere: their words stay as text.
fn without_links(body: &str) -> String {
    const PASSES: usize = 4;
    let mut text = body.to_owned();
    for _ in 0..PASSES {
        let source = framed(&text);
        let links = parse(source.clone()).value.body.links.clone();
        let mut whole = source.text.to_string();
        let mut from = whole.len();
        // A picture inside a link is met first, and its link in the next pass.
        for link in links.iter().rev().filter(|link| !leads(link)) {
            let at = link.span.range();
            if at.end <= from {
                from = at.start;
                whole.replace_range(at.clone(), &words(link.span.slice(&source.text)));
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

/// Whether a link leads to an address that is one from anywhere.
fn leads(link: &Link) -> bool {
    let begins = ["http://", "https://", "mailto:", "tel:"];
    link.kind == LinkKind::Markdown && begins.iter().any(|begin| link.target.starts_with(begin))
}

/// The words of a link as it is written: `[words](target)`, `[[target|words]]`, `![words](target)`.
fn words(written: &str) -> String {
    let inner = written.trim_start_matches('!');
    match inner.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) {
        Some(wiki) => escaped(wiki.rsplit('|').next().unwrap_or(wiki)),
        None => match inner.strip_prefix('[').and_then(|inner| inner.rsplit_once("](")) {
            Some((words, _)) => words.to_owned(),
            None => escaped(written),
        },
    }
}

fn framed(body: &str) -> Source {
    Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}\n"))
}

fn is_faulty(body: &str) -> bool {
    parse(framed(body)).diagnostics.iter().any(Diagnostic::is_error)
}
