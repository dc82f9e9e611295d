//! Valid YAML that loses or changes text: anchors, tags, comments, curly quotes, joined lines.

use rustc_hash::FxHashSet;

use super::MAX_DIAGNOSTICS;
use super::quotes::{quoted, within_curly};
use crate::data::{DataNode, DataValue};
use crate::diagnostic::{CURLY_QUOTES, Code, Diagnostic, LOST_TEXT, SourceLocation, WRONG_INDENT};
use crate::text::{Source, Span};

/// Finds such texts in the tree parsed from `span`. If the intended text is clear, it replaces the parsed value, so
/// later checks do not report the same problem again.
pub(super) fn find(source: &Source, span: Span, root: &mut DataNode) -> Vec<Diagnostic> {
    let after = source.slice(span).split('*').skip(1);
    let aliases =
        after.map(|rest| rest.split([' ', '\n', '\r', ',', ']', '}']).next().unwrap_or_default()).collect();
    let mut losses = Losses { source, yaml_start: span.start as usize, aliases, diagnostics: Vec::new() };
    losses.walk("", root);
    losses.diagnostics
}

struct Losses<'a> {
    source: &'a Source,
    /// Byte offset of the YAML in the source.
    yaml_start: usize,
    /// Names of anchors that an alias refers to.
    aliases: FxHashSet<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

impl Losses<'_> {
    fn walk(&mut self, key: &str, node: &mut DataNode) {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let diagnostic = match &mut node.value {
            DataValue::List(items) => return items.iter_mut().for_each(|item| self.walk(key, item)),
            DataValue::Map(pairs) => {
                return pairs.iter_mut().for_each(|(key, value)| self.walk(&key.value, value));
            }
            DataValue::Null => self.unused_property(key, node).or_else(|| self.lost_value(key, node)),
            DataValue::Text(text) if text.is_empty() => {
                self.unused_property(key, node).or_else(|| self.lost_value(key, node))
            }
            DataValue::Text(_) => self.unused_property(key, node).or_else(|| self.changed_text(key, node)),
            DataValue::Bool(_) | DataValue::Number(_) => None,
        };
        self.diagnostics.extend(diagnostic);
    }

    /// Reports an unused anchor or tag before a text: `title: &Sons talks`, `title: !important talks`.
    fn unused_property(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let before = self.source.text[self.yaml_start..node.span.start as usize].trim_end();
        let offset = before.rfind([' ', '\n', '[', '{', ',']).map_or(0, |delimiter| delimiter + 1);
        let (token, whole) = (&before[offset..], Span::new(self.yaml_start + offset, node.span.end as usize));
        self.is_lost(token).then(|| self.lost_property(key, node, token, whole))
    }

    /// Returns whether a token is an anchor without an alias, or a tag that is not built in.
    fn is_lost(&self, token: &str) -> bool {
        match token.split_at_checked(1) {
            Some(("&", name)) => !self.aliases.contains(name),
            Some(("!", name)) => !name.starts_with('!'),
            _ => false,
        }
    }

    fn lost_property(&self, key: &str, node: &mut DataNode, token: &str, whole: Span) -> Diagnostic {
        let kind = if token.starts_with('&') { "an anchor" } else { "a tag" };
        let text = self.source.slice(whole).to_owned();
        let message = format!("{} starts with `{token}`, which YAML reads as {kind} and drops", text_of(key));
        let start = whole.start as usize;
        let diagnostic = self.diagnostic(&LOST_TEXT, message, Span::new(start, start + token.len()));
        let diagnostic = diagnostic.label("not read").help(self.line_with(whole, &quoted(&text)));
        (node.value, node.span) = (DataValue::Text(text), whole);
        diagnostic
    }

    /// Reports a value that is only an anchor, a tag or a comment: `title: &Sons`, `title: #1 in the talks`.
    fn lost_value(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let rest = &self.source.text[node.span.end as usize..];
        let after = rest.trim_start_matches([':', ' ']);
        let start = node.span.end as usize + rest.len() - after.len();
        let bare = Some(after).filter(|after| after.starts_with(['#', '&', '!']))?.lines().next()?.trim_end();
        let whole = Span::new(start, start + bare.len());
        let mut chars = bare.chars();
        if chars.next() == Some('#') && chars.next().is_some_and(char::is_alphanumeric) {
            let message = format!("{} starts with `#`, which YAML reads as a comment", text_of(key));
            let diagnostic = self.diagnostic(&LOST_TEXT, message, whole).label("not read");
            (node.value, node.span) = (DataValue::Text(bare.to_owned()), whole);
            return Some(diagnostic.help(self.line_with(whole, &quoted(bare))));
        }
        let token = bare.split([' ', ',', ']', '}']).next().unwrap_or_default();
        let token_alone = Span::new(start, start + token.len());
        self.is_lost(token).then(|| self.lost_property(key, node, token, token_alone))
    }

    /// Reports curly quotes and joined list entries in a plain scalar.
    fn changed_text(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let written = self.source.slice(node.span);
        if written.starts_with(['"', '\'', '|', '>', '*', '&', '!']) {
            return None;
        }
        if let Some(inner) = within_curly(written) {
            let message = format!("{} is in curly quotes, which YAML does not treat as quotes", text_of(key));
            let mut help = self.line_with(node.span, &quoted(inner));
            if !inner.contains("://") {
                help.push_str(&format!(
                    ", or `{}` if the curly quotes are part of the text",
                    quoted(written)
                ));
            }
            let diagnostic = self.diagnostic(&CURLY_QUOTES, message, node.span).help(help);
            node.value = DataValue::Text(inner.to_owned());
            return Some(diagnostic);
        }
        self.joined(written, node.span)
    }

    /// Reports a list entry that YAML joins to the entry above because it is indented further.
    fn joined(&self, written: &str, span: Span) -> Option<Diagnostic> {
        let (above, below) = written.split_once('\n')?;
        let entry = below.lines().next()?.trim();
        if !entry.starts_with("- ") {
            return None;
        }
        let start = span.start as usize + above.len() + 1;
        let line_start = self.source.text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
        let before = &self.source.text[line_start..span.start as usize];
        let indent = before.len() - before.trim_start().len();
        let diagnostic = self.diagnostic(
            &WRONG_INDENT,
            "this entry is indented further than the line above, so YAML joins the two".to_owned(),
            Span::new(start, start + below.lines().next()?.len()),
        );
        Some(match before.trim_start().starts_with('-') {
            true => diagnostic.help(format!("write `{}{entry}`", " ".repeat(indent))),
            false => diagnostic.help("write each entry on its own line, after `- `"),
        })
    }

    fn diagnostic(&self, code: &'static Code, message: String, span: Span) -> Diagnostic {
        Diagnostic::new(code, message).at(SourceLocation::new(self.source, span))
    }

    /// Returns a help with the line of `span` to paste, with `value` in place of the span.
    fn line_with(&self, span: Span, value: &str) -> String {
        let text = &self.source.text;
        let (start, end) = (span.start as usize, span.end as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text[end..].lines().next().unwrap_or_default().trim_end();
        format!("write `{}{value}{rest}`", &text[line_start..start])
    }
}

fn text_of(key: &str) -> String {
    if key.is_empty() { "a text".to_owned() } else { format!("the text of `{key}`") }
}
