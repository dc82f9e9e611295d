//! The most common causes of invalid YAML: tabs, unquoted colons, YAML indicators, quotes and indentation.

use rustc_hash::FxHashSet;

use super::lines::{ScalarText, YamlLine, lines, opens_block, rest_after_closing};
use super::quotes::{quoted, requoted, within_curly};
use super::{MAX_DIAGNOSTICS, indent};
use crate::diagnostic::{
    Code, Diagnostic, LOST_TEXT, SourceLocation, TAB_INDENT, UNQUOTED_COLON, UNQUOTED_TEXT, YAML_SYNTAX,
};
use crate::text::{Source, Span};

/// Finds common errors in `span`; checks the indentation only if there are no others.
pub(super) fn find_common_errors(source: &Source, span: Span) -> Vec<Diagnostic> {
    let text = source.slice(span);
    let checker = LineChecker { source, anchors: anchors(text) };
    let lines = lines(text, span.start as usize);
    let above = std::iter::once(None).chain(lines.iter().map(Some));
    let found: Vec<_> = lines
        .iter()
        .zip(above)
        .flat_map(|(line, above)| checker.check(line, above))
        .take(MAX_DIAGNOSTICS)
        .collect();
    if found.is_empty() { indent::find(source, &lines).into_iter().collect() } else { found }
}

fn anchors(text: &str) -> FxHashSet<&str> {
    let after = text.split('&').skip(1);
    after.map(|rest| rest.split([' ', '\n', ',', ']', '}']).next().unwrap_or_default().trim_end()).collect()
}

struct LineChecker<'a> {
    source: &'a Source,
    /// Names that an alias may refer to.
    anchors: FxHashSet<&'a str>,
}

impl LineChecker<'_> {
    fn check(&self, line: &YamlLine<'_>, above: Option<&YamlLine<'_>>) -> Vec<Diagnostic> {
        if let Some(diagnostic) = self.find_tab_indent(line, above).or_else(|| self.find_missing_space(line))
        {
            return vec![diagnostic];
        }
        let check = |scalar: &ScalarText<'_>| {
            self.find_trailing_text(line, scalar)
                .or_else(|| self.find_indicator(line, scalar))
                .or_else(|| self.find_colon_or_comment(line, scalar))
        };
        line.scalars().iter().filter_map(check).take(MAX_DIAGNOSTICS).collect()
    }

    fn diagnostic(
        &self,
        code: &'static Code,
        message: String,
        line: &YamlLine<'_>,
        column: usize,
        length: usize,
    ) -> Diagnostic {
        let start = line.start + column;
        Diagnostic::new(code, message).at(SourceLocation::new(self.source, Span::new(start, start + length)))
    }

    fn find_tab_indent(&self, line: &YamlLine<'_>, above: Option<&YamlLine<'_>>) -> Option<Diagnostic> {
        let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        let column = line.text[..indent].find('\t')?;
        // A key below a key with a complete value belongs to the same mapping.
        let sibling = above.filter(|above| {
            line.hyphens.is_empty() && above.is_complete() && !above.text.starts_with([' ', '\t'])
        });
        let spaces = match sibling {
            Some(above) => " ".repeat(above.column),
            None => line.text[..indent].replace('\t', "  "),
        };
        let fixed = format!("{spaces}{}", &line.text[indent..]);
        let diagnostic = self.diagnostic(
            &TAB_INDENT,
            "a tab is used for indentation".to_owned(),
            line,
            column,
            indent - column,
        );
        Some(diagnostic.label("tab").help(format!("write `{fixed}`, with two spaces for each level")))
    }

    /// Reports a missing space or a no-break space after the colon of a key: `title:Talks`.
    fn find_missing_space(&self, line: &YamlLine<'_>) -> Option<Diagnostic> {
        let bare = &line.text[line.column..];
        let end = bare.find(|c: char| !c.is_ascii_lowercase() && c != '_').filter(|end| *end > 0)?;
        let after = bare[end..].strip_prefix(':')?;
        let first = after.chars().next().filter(|first| *first != ' ' && !after.starts_with("//"))?;
        let (message, length) = match first.is_whitespace() {
            true => {
                ("the colon is followed by a no-break space; YAML needs an ordinary space", first.len_utf8())
            }
            false => ("the space after the colon of a key is missing", 0),
        };
        let diagnostic =
            self.diagnostic(&YAML_SYNTAX, message.to_owned(), line, line.column + end + 1, length);
        let value = after.trim_start();
        let safe = value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '"'));
        let value = if safe { value.to_owned() } else { requoted(value) };
        Some(diagnostic.help(format!("write `{}{}: {value}`", &line.text[..line.column], &bare[..end])))
    }

    /// Reports text after a closing quote or bracket: `"Talks" open`, `'It's fine'`, `[Exclusive] Talks`.
    fn find_trailing_text(&self, line: &YamlLine<'_>, scalar: &ScalarText<'_>) -> Option<Diagnostic> {
        let first = scalar.value.chars().next().filter(|first| matches!(first, '"' | '\'' | '[' | '{'))?;
        let rest = rest_after_closing(scalar.value)?;
        let closing = match first {
            '"' | '\'' => "quote",
            _ => "bracket",
        };
        let message = format!("{} continues after the closing {closing}", text_of(scalar));
        let column = scalar.column + scalar.value.len() - rest.len();
        let diagnostic = self.diagnostic(&UNQUOTED_TEXT, message, line, column, rest.len());
        Some(
            diagnostic
                .label("unexpected text")
                .help(format!("write `{}`", line.with(scalar, &requoted(scalar.value)))),
        )
    }

    /// Reports text that starts with a YAML indicator.
    fn find_indicator(&self, line: &YamlLine<'_>, scalar: &ScalarText<'_>) -> Option<Diagnostic> {
        let value = scalar.value;
        let first = value.chars().next()?;
        let name = value[first.len_utf8()..].split([' ', ',', ']', '}']).next().unwrap_or_default();
        let is_indicator = match first {
            '@' | '`' | '%' | ',' | ']' | '}' => true,
            '*' => !self.anchors.contains(name),
            '|' | '>' => !opens_block(value),
            '-' | '?' => scalar.key.is_some() && (name.is_empty() && value.len() > 1),
            _ => false,
        };
        let message = format!(
            "{} starts with `{first}`, which has a special meaning in YAML, and needs quotes",
            text_of(scalar)
        );
        let diagnostic = self.diagnostic(&UNQUOTED_TEXT, message, line, scalar.column, first.len_utf8());
        is_indicator.then(|| diagnostic.help(format!("write `{}`", line.with(scalar, &quoted(value)))))
    }

    /// Reports an unquoted colon, as in `title: Talks: round two`, or a comment that hides a closing bracket, as in
    /// `{ what: Deal # 2 signed }`.
    fn find_colon_or_comment(&self, line: &YamlLine<'_>, scalar: &ScalarText<'_>) -> Option<Diagnostic> {
        let value = scalar.value;
        if value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!', '#']) {
            return None;
        }
        let help = format!("write `{}`", line.with(scalar, &requoted(value)));
        let hash = value.find(" #").filter(|_| line.continues);
        if let Some(index) = hash {
            let message = format!("{} ends at ` #`, where a comment begins", text_of(scalar));
            let diagnostic = self.diagnostic(
                &LOST_TEXT,
                message,
                line,
                scalar.column + index + 1,
                value.len() - index - 1,
            );
            return Some(diagnostic.label("not read, including the closing bracket").help(help));
        }
        // An entry written as one text has bars.
        if scalar.key.is_none() && !value.contains(" | ") {
            return None;
        }
        // A colon in a comment is harmless.
        let read = value.split(" #").next().unwrap_or(value).trim_end();
        let index = read.find(": ").or_else(|| read.ends_with(':').then(|| read.len() - 1))?;
        let text = text_of(scalar);
        let message = match within_curly(value) {
            Some(_) => {
                format!("{text} contains a colon and is in curly quotes, which YAML does not treat as quotes")
            }
            None => format!("{text} contains a colon and needs quotes"),
        };
        let diagnostic = self.diagnostic(&UNQUOTED_COLON, message, line, scalar.column + index, 1);
        Some(diagnostic.label("YAML reads this as a second key").help(help))
    }
}

fn text_of(scalar: &ScalarText<'_>) -> String {
    scalar.key.map_or("a text".to_owned(), |key| format!("the text of `{key}`"))
}
