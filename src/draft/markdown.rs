//! Wire text that is Markdown already: its title and opening are taken off, the rest stays as it is.

use crate::diagnostic::Diagnostic;
use crate::document::{LinkKind, parse};
use crate::text::Source;

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
    let (opening, body) = opening::read(rest);
    wire.signed = opening.agency.map(|agency| (agency, opening.written.clone()));
    wire.opening = opening;
    let body = without_links(body.trim());
    if is_faulty(&body) {
        return wire::cut(text);
    }
    wire.markdown = Some(body);
    wire
}

/// A heading without its marks.
fn plain(title: &str) -> String {
    title.trim().trim_end_matches('#').replace(['*', '`'], "").trim().to_owned()
}

/// Links to pages of another site would lead nowhere: their brackets become text.
fn without_links(body: &str) -> String {
    let source = framed(body);
    let document = parse(source).value;
    let leads = |target: &str| ["http://", "https://", "mailto:", "tel:", "#"].iter().any(|begin| target.starts_with(begin));
    let mut text = document.source.text.to_string();
    for link in document.body.links.iter().rev() {
        let inside = link.kind == LinkKind::Markdown && leads(&link.target) && !link.target.starts_with('#');
        if !inside {
            let at = link.span.range().start;
            let marks = if text[at..].starts_with('!') { [at + 1, at] } else { [at, at] };
            text.insert(marks[0], '\\');
        }
    }
    text[document.body.start..].to_owned()
}

fn framed(body: &str) -> Source {
    Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}\n"))
}

fn is_faulty(body: &str) -> bool {
    parse(framed(body)).diagnostics.iter().any(Diagnostic::is_error)
}
