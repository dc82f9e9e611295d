//! The diagnostics of a body.

use std::ops::Range;

use super::foreign::without_title;
use crate::diagnostic::{
    BAD_FORMULA, DUPLICATE_ANCHOR, Diagnostic, FOREIGN_SYNTAX, H1_IN_BODY, MISSING_ALT, RAW_HTML,
    SPACE_IN_LINK, SourceLocation, UNCLOSED_COMMENT, UNDEFINED_FOOTNOTE, UNDEFINED_REFERENCE, UNSAFE_URL,
};
use crate::document::{Foreign, ForeignKind};
use crate::text::{Source, Span};

pub(super) fn dangerous_address(source: &Source, span: Span, scheme: &str) -> Diagnostic {
    let scheme: String = scheme.chars().take(24).collect();
    Diagnostic::new(&UNSAFE_URL, format!("links to `{scheme}:` URLs are not allowed"))
        .at(SourceLocation::new(source, span))
        .help("write a URL that begins with `https:`, `http:`, `mailto:` or `tel:`")
}

pub(super) fn missing_alt(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&MISSING_ALT, "the image has no alternative text")
        .at(SourceLocation::new(source, span))
        .help("describe the image in the brackets: `![Delegates at a long table](…)`")
}

pub(super) fn raw_html(source: &Source, range: Range<usize>) -> Diagnostic {
    let html = source.text.get(range.clone()).unwrap_or_default();
    let first = html.lines().next().unwrap_or_default().trim_end();
    Diagnostic::new(&RAW_HTML, "HTML in Markdown is shown as text")
        .at(SourceLocation::new(source, Span::new(range.start, range.start + first.len())))
        .label("shown as text")
        .help("write it in Markdown, or allow HTML with `raw_html = true` in `site.toml`")
}

pub(super) fn bad_formula(source: &Source, range: Range<usize>, reason: &str) -> Diagnostic {
    Diagnostic::new(&BAD_FORMULA, format!("the formula cannot be read: {reason}"))
        .at(first_line(source, Span::new(range.start, range.end)))
        .label("shown as it is written")
        .help("correct the TeX, or write dollar signs that are no formula as `\\$`")
}

pub(super) fn undefined_footnote(source: &Source, span: Span) -> Diagnostic {
    let written = source.slice(span);
    Diagnostic::new(&UNDEFINED_FOOTNOTE, format!("the footnote `{written}` is not defined"))
        .at(SourceLocation::new(source, span))
        .help(format!("define it on a line of its own:\n{written}: …"))
}

pub(super) fn title_in_body(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(&H1_IN_BODY, "the body has a second title")
        .at(first_line(source, span))
        .label("shown one level lower, with all headings below it")
        .help("remove it if it repeats the title, or begin headings with `##`")
}

pub(super) fn duplicate_anchor(source: &Source, span: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` is used twice"))
        .at(first_line(source, span))
        .related(first_line(source, first), "first used here")
        .help("give one of them another id")
}

pub(super) fn reserved_anchor(source: &Source, span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the id `{id}` is reserved for the page template"))
        .at(first_line(source, span))
        .help("give the heading another id")
}

pub(super) fn duplicate_footnote(source: &Source, span: Span, first: Span, label: &str) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_ANCHOR, format!("the footnote `[^{label}]` is defined twice"))
        .at(first_line(source, span))
        .related(first_line(source, first), "first defined here")
        .help("give one of them another label")
}

/// Returns one diagnostic for each kind of foreign syntax, and one for each undefined reference and open comment.
pub(super) fn foreign(source: &Source, found: &[Foreign]) -> Vec<Diagnostic> {
    let mut kinds: Vec<Vec<Foreign>> = Vec::new();
    let mut diagnostics = Vec::new();
    for one in found {
        match one.kind {
            ForeignKind::Reference => diagnostics.push(undefined_reference(source, one.span)),
            ForeignKind::SpacedTarget => diagnostics.push(space_in_link(source, one.span)),
            ForeignKind::OpenComment => diagnostics.push(unclosed_comment(source, one.span)),
            kind => match kinds.iter_mut().find(|all| all[0].kind == kind) {
                Some(all) => all.push(*one),
                None => kinds.push(vec![*one]),
            },
        }
    }
    diagnostics.extend(kinds.iter().map(|all| foreign_syntax(source, all)));
    diagnostics
}

/// The number of names, and of further positions, that a diagnostic lists.
const MAX_NAMED: usize = 5;

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
    let more = if names.len() > MAX_NAMED { ", …" } else { "" };
    let names: Vec<String> = names.iter().take(MAX_NAMED).map(|name| format!("`{name}`")).collect();
    let names = if names.is_empty() { String::new() } else { format!(": {}{more}", names.join(", ")) };
    let message = match all.len() {
        1 => format!("{one} is shown as text{names}"),
        count => format!("{count} {many} are shown as text{names}"),
    };
    let diagnostic = Diagnostic::new(&FOREIGN_SYNTAX, message).at(first_line(source, all[0].span));
    let others = all.iter().skip(1).take(MAX_NAMED);
    let diagnostic = others
        .fold(diagnostic, |diagnostic, one| diagnostic.related(first_line(source, one.span), "also here"));
    diagnostic.label("shown as text").help(help)
}

const IN_MARKDOWN: &str =
    "write the content in Markdown, or mark it as code: Dateline does not run templates in Markdown";
const ATTRIBUTES: &str = "remove it: only headings can have an id, as in `## What we know {#known}`";
const ALERT: &str = "write an alert:\n> [!NOTE]\n> The text.";

/// Returns whether a construct is a closing tag, such as `{{% /notice %}}`.
fn is_closing(written: &str) -> bool {
    written.trim_end() == ":::"
        || written.trim_start_matches(['{', '<', '%', '-', ' ']).starts_with(['/'])
        || written.trim_start_matches(['{', '%', '-', ' ']).starts_with("end")
}

/// Returns the name of a construct, or an empty string.
fn foreign_name(written: &str) -> &str {
    let is_mark = |c: char| "{<%:!?/-+>} \t".contains(c);
    let name = written.trim_start_matches(is_mark);
    let end = name.find(|c: char| c.is_whitespace() || "%>}|\"(".contains(c));
    &name[..end.unwrap_or(name.len())]
}

fn undefined_reference(source: &Source, label: Span) -> Diagnostic {
    let before = source.text.get(..label.start as usize).unwrap_or_default();
    // The limit keeps the search linear if there are many references.
    let limit = before.len().saturating_sub(300);
    let bracket = before.as_bytes()[limit..].iter().rposition(|byte| *byte == b'[');
    let start = bracket.map_or(label.start as usize, |index| limit + index);
    let span = Span::new(start, label.end as usize);
    let written = label.slice(&source.text);
    let name = if written == "[]" { &before[start..] } else { written };
    Diagnostic::new(&UNDEFINED_REFERENCE, format!("the reference `{name}` is not defined"))
        .at(SourceLocation::new(source, span))
        .label("shown with its brackets")
        .help(format!(
            "define it on a line of its own:\n{name}: https://example.org/\nor write `[text](url)`"
        ))
}

fn space_in_link(source: &Source, span: Span) -> Diagnostic {
    let inside = span.slice(&source.text).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.unwrap_or_default().trim();
    let target = without_title(inside);
    let title = &inside[target.len()..];
    Diagnostic::new(
        &SPACE_IN_LINK,
        format!("the target `{target}` has a space, so the link is shown as text"),
    )
    .at(SourceLocation::new(source, span))
    .label("shown as text")
    .help(format!("write `(<{target}>{title})`"))
}

pub(super) fn unclosed_comment(source: &Source, span: Span) -> Diagnostic {
    let help = match source.slice(span) {
        "<!--" => "close it with `-->`, or write it in backticks if it is not a comment",
        _ => "close it with the matching delimiter; write two per cent signs as `\\%%`",
    };
    Diagnostic::new(&UNCLOSED_COMMENT, "the comment is not closed")
        .at(SourceLocation::new(source, span))
        .label("opened here")
        .help(help)
}

/// Returns the location of the first line of a block.
fn first_line(source: &Source, span: Span) -> SourceLocation {
    let text = source.slice(span);
    let line = text.lines().next().unwrap_or_default().trim_end();
    let start = span.start as usize;
    SourceLocation::new(source, Span::new(start, start + line.len()))
}
