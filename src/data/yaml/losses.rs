//! Texts that are valid YAML and yet not what was written: anchors, tags, comments, curly quotes, joined lines.

use rustc_hash::FxHashSet;

use super::MOST_MISTAKES as MOST;
use super::quotes::{quoted, within_curly};
use crate::data::{DataNode, DataValue};
use crate::diagnostic::{CURLY_QUOTES, Code, Diagnostic, LOST_TEXT, SourceLocation, WRONG_INDENT};
use crate::text::{Source, Span};

/// Every such text in a tree read from `span`. Where it is clear what was meant, that takes its place in the tree, so
/// that one mistake is reported once.
pub(super) fn find(source: &Source, span: Span, root: &mut DataNode) -> Vec<Diagnostic> {
    let after = source.slice(span).split('*').skip(1);
    let aliases =
        after.map(|rest| rest.split([' ', '\n', '\r', ',', ']', '}']).next().unwrap_or_default()).collect();
    let mut losses = Losses { source, from: span.start as usize, aliases, notes: Vec::new() };
    losses.walk("", root);
    losses.notes
}

struct Losses<'a> {
    source: &'a Source,
    /// Where the YAML begins.
    from: usize,
    /// Names of anchors that are used somewhere.
    aliases: FxHashSet<&'a str>,
    notes: Vec<Diagnostic>,
}

impl Losses<'_> {
    fn walk(&mut self, key: &str, node: &mut DataNode) {
        if self.notes.len() >= MOST {
            return;
        }
        let note = match &mut node.value {
            DataValue::List(items) => return items.iter_mut().for_each(|item| self.walk(key, item)),
            DataValue::Map(pairs) => {
                return pairs.iter_mut().for_each(|(key, value)| self.walk(&key.value, value));
            }
            DataValue::Null => self.property(key, node).or_else(|| self.nothing(key, node)),
            DataValue::Text(text) if text.is_empty() => {
                self.property(key, node).or_else(|| self.nothing(key, node))
            }
            DataValue::Text(_) => self.property(key, node).or_else(|| self.text(key, node)),
            DataValue::Bool(_) | DataValue::Number(_) => None,
        };
        self.notes.extend(note);
    }

    /// `title: &Sons talks`, `title: !important talks`.
    fn property(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let before = self.source.text[self.from..node.span.start as usize].trim_end();
        let at = before.rfind([' ', '\n', '[', '{', ',']).map_or(0, |at| at + 1);
        let (token, whole) = (&before[at..], Span::new(self.from + at, node.span.end as usize));
        self.is_lost(token).then(|| self.lost_property(key, node, token, whole))
    }

    /// Whether a token is an anchor nothing refers to, or a tag of no known kind.
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
        let message =
            format!("{} begins with `{token}`, which YAML takes for {kind} and leaves out", text_of(key));
        let start = whole.start as usize;
        let note = self.note(&LOST_TEXT, message, Span::new(start, start + token.len()));
        let note = note.label("left out").help(self.line_with(whole, &quoted(&text)));
        (node.value, node.span) = (DataValue::Text(text), whole);
        note
    }

    /// `title: &Sons`, `title: #1 in the talks`.
    fn nothing(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let rest = &self.source.text[node.span.end as usize..];
        let after = rest.trim_start_matches([':', ' ']);
        let start = node.span.end as usize + rest.len() - after.len();
        let bare = Some(after).filter(|after| after.starts_with(['#', '&', '!']))?.lines().next()?.trim_end();
        let whole = Span::new(start, start + bare.len());
        let mut letters = bare.chars();
        if letters.next() == Some('#') && letters.next().is_some_and(char::is_alphanumeric) {
            let message = format!("{} begins with `#`, which YAML takes for a comment", text_of(key));
            let note = self.note(&LOST_TEXT, message, whole).label("left out");
            (node.value, node.span) = (DataValue::Text(bare.to_owned()), whole);
            return Some(note.help(self.line_with(whole, &quoted(bare))));
        }
        let token = bare.split([' ', ',', ']', '}']).next().unwrap_or_default();
        let token_alone = Span::new(start, start + token.len());
        self.is_lost(token).then(|| self.lost_property(key, node, token, token_alone))
    }

    fn text(&self, key: &str, node: &mut DataNode) -> Option<Diagnostic> {
        let written = self.source.slice(node.span);
        if written.starts_with(['"', '\'', '|', '>', '*', '&', '!']) {
            return None;
        }
        if let Some(inner) = within_curly(written) {
            let message = format!("{} is in curly quotes, which are no quotes to YAML", text_of(key));
            let mut help = self.line_with(node.span, &quoted(inner));
            if !inner.contains("://") {
                help.push_str(&format!(
                    ", or `{}` where the curly quotes are part of the text",
                    quoted(written)
                ));
            }
            let note = self.note(&CURLY_QUOTES, message, node.span).help(help);
            node.value = DataValue::Text(inner.to_owned());
            return Some(note);
        }
        self.joined(written, node.span)
    }

    /// An entry of a list that is indented further than the one above, which makes it a part of that one.
    fn joined(&self, written: &str, span: Span) -> Option<Diagnostic> {
        let (above, below) = written.split_once('\n')?;
        let entry = below.lines().next()?.trim();
        if !entry.starts_with("- ") {
            return None;
        }
        let start = span.start as usize + above.len() + 1;
        let line_start = self.source.text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let lead = &self.source.text[line_start..span.start as usize];
        let indent = lead.len() - lead.trim_start().len();
        let note = self.note(
            &WRONG_INDENT,
            "this entry is indented further than the line above, and YAML joins the two".to_owned(),
            Span::new(start, start + below.lines().next()?.len()),
        );
        Some(match lead.trim_start().starts_with('-') {
            true => note.help(format!("write `{}{entry}`", " ".repeat(indent))),
            false => note.help("put every entry on a line of its own, after `- `"),
        })
    }

    fn note(&self, code: &'static Code, message: String, span: Span) -> Diagnostic {
        Diagnostic::new(code, message).at(SourceLocation::new(self.source, span))
    }

    /// A line to paste: the one that holds `span`, with another text in its place.
    fn line_with(&self, span: Span, value: &str) -> String {
        let text = &self.source.text;
        let (start, end) = (span.start as usize, span.end as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = text[end..].lines().next().unwrap_or_default().trim_end();
        format!("write `{}{value}{rest}`", &text[line_start..start])
    }
}

fn text_of(key: &str) -> String {
    if key.is_empty() { "a text".to_owned() } else { format!("the text of `{key}`") }
}
