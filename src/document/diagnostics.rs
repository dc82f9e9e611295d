//! What may be wrong with a body, in words.

use std::ops::Range;

use crate::diagnostic::{
    DANGEROUS_ADDRESS, DUPLICATE_ANCHOR, Diagnostic, FOREIGN_SYNTAX, MISSING_ALT, RAW_HTML, SourceLocation,
    TITLE_IN_BODY, UNCLOSED_COMMENT, UNDEFINED_FOOTNOTE, UNDEFINED_REFERENCE,
};
use crate::document::{Foreign, ForeignKind};
use crate::text::{Source, Span};

pub(super) fn dangerous_address(source: &Source, span: Span, scheme: &str) -> Diagnostic {
    let scheme: String = scheme.chars().take(24).collect();
    Diagnostic::new(&DANGEROUS_ADDRESS, format!("no link may lead to a `{scheme}:` address"))
        .at(SourceLocation::new(source, span))
        .help("write an address that begins with `https:`, `http:`, `mailto:` or `tel:`")
}

pub(super) fn missing_alt(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&MISSING_ALT, "the picture has no text for those who cannot see it")
        .at(SourceLocation::new(source, span))
        .help("say in the brackets what it shows: `![Delegates at a long table](…)`")
}

pub(super) fn raw_html(source: &Source, at: Range<usize>) -> Diagnostic {
    let line = source.text.get(at.clone()).unwrap_or_default();
    let first = line.lines().next().unwrap_or_default().trim_end();
    Diagnostic::new(&RAW_HTML, "HTML in Markdown is shown as text")
        .at(SourceLocation::new(source, Span::new(at.start, at.start + first.len())))
        .label("readers see this as it stands")
        .help("write it in Markdown, or pass HTML on with `raw_html = true` in `site.toml`")
}

pub(super) fn undefined_footnote(source: &Source, span: Span) -> Diagnostic {
    let written = source.slice(span);
    Diagnostic::new(&UNDEFINED_FOOTNOTE, format!("the footnote `{written}` is not written"))
        .at(SourceLocation::new(source, span))
        .help(format!("write it on a line of its own:\n{written}: …"))
}

pub(super) fn title_in_body(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&TITLE_IN_BODY, "the page has its title already, and this is a second one")
        .at(first_line(source, span))
        .label("shown one level lower, with all headings below it")
        .help("take it out where it repeats the title; else begin headings with `##`")
}

pub(super) fn duplicate_anchor(source: &Source, span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` is given twice"))
        .at(first_line(source, span))
        .related(first_line(source, first), "first given here")
        .help("give one of them another id")
}

pub(super) fn reserved_anchor(source: &Source, span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` belongs to the page around the text"))
        .at(first_line(source, span))
        .help("give the heading another id")
}

pub(super) fn duplicate_footnote(source: &Source, span: Span, first: Span, label: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the footnote `[^{label}]` is written twice"))
        .at(first_line(source, span))
        .related(first_line(source, first), "first written here")
        .help("give one of them another label")
}

/// One finding for each kind of foreign syntax in a file, and one for each reference and open comment.
pub(super) fn foreign(source: &Source, found: &[Foreign]) -> Vec<Diagnostic> {
    let mut kinds: Vec<Vec<Foreign>> = Vec::new();
    let mut notes = Vec::new();
    for one in found {
        match one.kind {
            ForeignKind::Reference => notes.push(undefined_reference(source, one.span)),
            ForeignKind::OpenComment => notes.push(unclosed_comment(source, one.span)),
            kind => match kinds.iter_mut().find(|all| all[0].kind == kind) {
                Some(all) => all.push(*one),
                None => kinds.push(vec![*one]),
            },
        }
    }
    notes.extend(kinds.iter().map(|all| foreign_syntax(source, all)));
    notes
}

/// How many names, and how many further places, a finding lists.
const MOST_LISTED: usize = 5;

fn foreign_syntax(source: &Source, all: &[Foreign]) -> Diagnostic {
    let opening: Vec<Foreign> =
        all.iter().filter(|one| !is_closing(one.span.slice(&source.text))).copied().collect();
    let all = if opening.is_empty() { all } else { &opening };
    let (one, many, help) = match all[0].kind {
        ForeignKind::Shortcode => ("a Hugo shortcode", "Hugo shortcodes", IN_MARKDOWN),
        ForeignKind::Tag => ("a Liquid tag", "Liquid tags", IN_MARKDOWN),
        ForeignKind::Variable => ("a template variable", "template variables", IN_MARKDOWN),
        ForeignKind::Attributes => ("an attribute list", "attribute lists", ATTRIBUTES),
        ForeignKind::Fence => ("a `:::` fence", "`:::` fences", ALERT),
        _ => ("an admonition", "admonitions", ALERT),
    };
    let mut names: Vec<&str> = all.iter().map(|one| foreign_name(one.span.slice(&source.text))).collect();
    names.dedup();
    names.retain(|name| !name.is_empty());
    let more = if names.len() > MOST_LISTED { ", …" } else { "" };
    let names: Vec<String> = names.iter().take(MOST_LISTED).map(|name| format!("`{name}`")).collect();
    let names = if names.is_empty() { String::new() } else { format!(": {}{more}", names.join(", ")) };
    let message = match all.len() {
        1 => format!("{one} is shown as text{names}"),
        count => format!("{count} {many} are shown as text{names}"),
    };
    let note = Diagnostic::new(&FOREIGN_SYNTAX, message).at(first_line(source, all[0].span));
    let others = all.iter().skip(1).take(MOST_LISTED);
    let note = others.fold(note, |note, one| note.related(first_line(source, one.span), "and this"));
    note.label("readers see this as it stands").help(help)
}

const IN_MARKDOWN: &str =
    "Dateline runs no templates in Markdown: write the content in Markdown, or mark it as code";
const ATTRIBUTES: &str = "remove it; only a heading may have an id, as in `## What we know {#known}`";
const ALERT: &str = "write an alert:\n> [!NOTE]\n> The text.";

/// Whether a construct only closes another, such as `{{% /notice %}}`.
fn is_closing(written: &str) -> bool {
    written.trim_end() == ":::"
        || written.trim_start_matches(['{', '<', '%', '-', ' ']).starts_with(['/'])
        || written.trim_start_matches(['{', '%', '-', ' ']).starts_with("end")
}

/// The word that names a construct; empty where it has none.
fn foreign_name(written: &str) -> &str {
    let is_mark = |letter: char| "{<%:!?/-+>} \t".contains(letter);
    let name = written.trim_start_matches(is_mark);
    let end = name.find(|letter: char| letter.is_whitespace() || "%>}|\"(".contains(letter));
    &name[..end.unwrap_or(name.len())]
}

fn undefined_reference(source: &Source, label: Span) -> Diagnostic {
    let before = source.text.get(..label.start as usize).unwrap_or_default();
    // Nobody writes longer texts in brackets, and to look further takes long where there are many.
    let near = before.len().saturating_sub(300);
    let bracket = before.as_bytes()[near..].iter().rposition(|byte| *byte == b'[');
    let start = bracket.map_or(label.start as usize, |at| near + at);
    let span = Span::new(start, label.end as usize);
    let written = label.slice(&source.text);
    let name = if written == "[]" { &before[start..] } else { written };
    Diagnostic::new(&UNDEFINED_REFERENCE, format!("the reference `{name}` is not defined"))
        .at(SourceLocation::new(source, span))
        .label("readers see the brackets")
        .help(format!(
            "define it on a line of its own:\n{name}: https://example.org/\nor write `[text](address)`"
        ))
}

fn unclosed_comment(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&UNCLOSED_COMMENT, "a comment is opened and never closed")
        .at(SourceLocation::new(source, span))
        .label("opened here")
        .help("close it as it was opened; for two per cent signs write `\\%%`")
}

/// The first line of a block.
fn first_line(source: &Source, span: Span) -> SourceLocation {
    let text = source.slice(span);
    let line = text.lines().next().unwrap_or_default().trim_end();
    let start = span.start as usize;
    SourceLocation::new(source, Span::new(start, start + line.len()))
}
