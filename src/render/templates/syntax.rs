//! Syntax errors of single templates. For a tag that is not closed, Tera reports the place where it notices this, and the
//! help names the tag.

use tera::{ErrorKind, ReportError, Tera};

use super::lexer::{TemplateTokenKind, tags};
use super::template_name;
use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_SYNTAX};
use crate::text::{Source, Span};

/// Returns the syntax error of a template, if it has one.
pub(super) fn syntax_error(source: &Source) -> Option<Diagnostic> {
    let mut tera = Tera::new();
    let error = tera.add_raw_template(template_name(source), &source.text).err()?;
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    let message = report.message().trim_end_matches('.');
    let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, format!("invalid template: {message}"));
    let span = error_span(report);
    let word = source.slice(span);
    let is_at_end = span.end as usize >= source.text.trim_end().len();
    let open = (word.starts_with("end") || is_at_end).then(|| open_tag_help(source, span.start)).flatten();
    let help = open.unwrap_or_else(|| syntax_help(word).to_owned());
    Some(diagnostic.at(SourceLocation::new(source, span)).help(help))
}

/// Returns what to write instead of a tag; `word` is where Tera stopped reading.
fn syntax_help(word: &str) -> &'static str {
    match word {
        "import" | "macro" | "endmacro" | "from" | "call" => {
            "there are no macros and imports; define a component with `{% component name() %}`, or write the part in \
             a template of its own and `{% include \"part.html\" %}` it"
        }
        _ => "see docs/templates.md for the syntax of tags",
    }
}

pub(super) fn error_span(report: &ReportError) -> Span {
    Span::from(report.span().range.clone())
}

/// Returns the help for a tag that is open at `end`, such as "close the `if` of line 3 with `{% endif %}`".
fn open_tag_help(source: &Source, end: u32) -> Option<String> {
    let mut open: Vec<(&str, u32)> = Vec::new();
    for tag in tags(&source.text).iter().filter(|tag| tag.is_statement) {
        let words = tag.tokens.iter().filter_map(|token| match token.kind {
            TemplateTokenKind::Word(word) => Some((word, token.span.start)),
            _ => None,
        });
        let Some((word, start)) = words.clone().next().filter(|(_, start)| *start < end) else { continue };
        let has_value = tag.tokens.iter().any(|token| token.kind == TemplateTokenKind::Symbol("="));
        match word {
            "if" | "for" | "block" | "filter" | "component" => open.push((word, start)),
            "set" | "set_global" if !has_value => open.push(("set", start)),
            _ if word
                .strip_prefix("end")
                .is_some_and(|name| open.last().is_some_and(|(top, _)| *top == name)) =>
            {
                open.pop();
            }
            _ => {}
        }
    }
    let (word, start) = open.last()?;
    let line = source.position(*start).line;
    Some(format!("close the `{word}` of line {line} with `{{% end{word} %}}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_open_tag_is_found() {
        let cases = [
            ("{% block a %}\n{% if b %}x", "close the `if` of line 2 with `{% endif %}`"),
            (
                "{% block a %}\n{%- for b in c -%}{% endfor %}x",
                "close the `block` of line 1 with `{% endblock %}`",
            ),
            ("{% set a = 1 %}{% set b %}x", "close the `set` of line 1 with `{% endset %}`"),
            ("{% if a %}{% elif b %}{% else %}{% endif %}", ""),
            ("{# {% if a %} #}{{ a }}", ""),
        ];
        for (text, help) in cases {
            let source = Source::new("templates/a.html", text);
            assert_eq!(open_tag_help(&source, text.len() as u32).unwrap_or_default(), help, "{text}");
        }
    }
}
