//! What may be wrong with a body, in words.

use std::ops::Range;

use crate::diagnostic::{
    DANGEROUS_ADDRESS, DUPLICATE_ANCHOR, Diagnostic, MISSING_ALT, Place, RAW_HTML, TITLE_IN_BODY,
    UNDEFINED_FOOTNOTE,
};
use crate::text::{Source, Span};

pub(super) fn dangerous_address(source: &Source, span: Span, scheme: &str) -> Diagnostic {
    let scheme: String = scheme.chars().take(24).collect();
    Diagnostic::new(&DANGEROUS_ADDRESS, format!("no link may lead to a `{scheme}:` address"))
        .at(Place::of(source, span))
        .mend("write an address that begins with `https:`, `http:`, `mailto:` or `tel:`")
}

pub(super) fn missing_alt(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&MISSING_ALT, "the picture has no text for those who cannot see it")
        .at(Place::of(source, span))
        .mend("say in the brackets what it shows: `![Delegates at a long table](…)`")
}

pub(super) fn raw_html(source: &Source, at: Range<usize>) -> Diagnostic {
    let line = source.text.get(at.clone()).unwrap_or_default();
    let first = line.lines().next().unwrap_or_default().trim_end();
    Diagnostic::new(&RAW_HTML, "HTML in Markdown is shown as text")
        .at(Place::of(source, Span::new(at.start, at.start + first.len())))
        .label("readers see this as it stands")
        .mend("write it in Markdown, or pass HTML on with `raw_html = true` in `site.toml`")
}

pub(super) fn undefined_footnote(source: &Source, span: Span) -> Diagnostic {
    let written = source.slice(span);
    Diagnostic::new(&UNDEFINED_FOOTNOTE, format!("the footnote `{written}` is not written"))
        .at(Place::of(source, span))
        .mend(format!("write it on a line of its own:\n{written}: …"))
}

pub(super) fn title_in_body(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&TITLE_IN_BODY, "the page has its title already, and this is a second one")
        .at(heading(source, span))
        .label("shown one level lower, with all headings below it")
        .mend("take it out where it repeats the title; else begin headings with `##`")
}

pub(super) fn duplicate_anchor(source: &Source, span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` is given twice"))
        .at(heading(source, span))
        .also(heading(source, first), "first given here")
        .mend("give one of them another id")
}

pub(super) fn reserved_anchor(source: &Source, span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` belongs to the page around the text"))
        .at(heading(source, span))
        .mend("give the heading another id")
}

pub(super) fn duplicate_footnote(source: &Source, span: Span, first: Span, label: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the footnote `[^{label}]` is written twice"))
        .at(heading(source, span))
        .also(heading(source, first), "first written here")
        .mend("give one of them another label")
}

/// The first line of a block.
fn heading(source: &Source, span: Span) -> Place {
    let text = source.slice(span);
    let line = text.lines().next().unwrap_or_default().trim_end();
    let start = span.start as usize;
    Place::of(source, Span::new(start, start + line.len()))
}
