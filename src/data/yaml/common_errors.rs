//! The slips that make front matter unreadable most often: tabs, bare colons, signs of YAML, quotes, indentation.

use rustc_hash::FxHashSet;

use super::lines::{Line, Piece, lines, opens_block, rest_after_closing};
use super::quotes::{quoted, requoted, within_curly};
use super::{MOST_MISTAKES, indent};
use crate::diagnostic::{
    Code, Diagnostic, LOST_TEXT, SourceLocation, TAB_INDENT, UNQUOTED_COLON, UNQUOTED_TEXT, YAML_SYNTAX,
};
use crate::text::{Source, Span};

/// Every such slip in `span`.
pub(super) fn find_common_errors(source: &Source, span: Span) -> Vec<Diagnostic> {
    let text = source.slice(span);
    let slips = Slips { source, anchors: anchors(text) };
    let lines = lines(text, span.start as usize);
    let above = std::iter::once(None).chain(lines.iter().map(Some));
    let found: Vec<_> =
        lines.iter().zip(above).flat_map(|(line, above)| slips.of(line, above)).take(MOST_MISTAKES).collect();
    if found.is_empty() { indent::find(source, &lines).into_iter().collect() } else { found }
}

fn anchors(text: &str) -> FxHashSet<&str> {
    let after = text.split('&').skip(1);
    after.map(|rest| rest.split([' ', '\n', ',', ']', '}']).next().unwrap_or_default().trim_end()).collect()
}

struct Slips<'a> {
    source: &'a Source,
    /// Names that aliases may use.
    anchors: FxHashSet<&'a str>,
}

impl Slips<'_> {
    fn of(&self, line: &Line<'_>, above: Option<&Line<'_>>) -> Vec<Diagnostic> {
        if let Some(note) = self.find_tab_indent(line, above).or_else(|| self.no_blank(line)) {
            return vec![note];
        }
        let slip = |piece: &Piece<'_>| {
            self.rest(line, piece).or_else(|| self.sign(line, piece)).or_else(|| self.plain(line, piece))
        };
        line.pieces().iter().filter_map(slip).take(MOST_MISTAKES).collect()
    }

    fn note(
        &self,
        code: &'static Code,
        message: String,
        line: &Line<'_>,
        column: usize,
        length: usize,
    ) -> Diagnostic {
        let start = line.start + column;
        Diagnostic::new(code, message).at(SourceLocation::new(self.source, Span::new(start, start + length)))
    }

    fn find_tab_indent(&self, line: &Line<'_>, above: Option<&Line<'_>>) -> Option<Diagnostic> {
        let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        let at = line.text[..indent].find('\t')?;
        // A key below a key that has its value is not indented further.
        let beside = above.filter(|above| {
            line.hyphens.is_empty() && above.is_complete() && !above.text.starts_with([' ', '\t'])
        });
        let spaces = match beside {
            Some(above) => " ".repeat(above.column),
            None => line.text[..indent].replace('\t', "  "),
        };
        let fixed = format!("{spaces}{}", &line.text[indent..]);
        let note =
            self.note(&TAB_INDENT, "a tab stands where YAML wants spaces".to_owned(), line, at, indent - at);
        Some(note.label("a tab").help(format!("write `{fixed}`, with two spaces a step")))
    }

    /// `title:Talks`, or a no-break space, which looks like a blank and is none.
    fn no_blank(&self, line: &Line<'_>) -> Option<Diagnostic> {
        let bare = &line.text[line.column..];
        let end =
            bare.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').filter(|end| *end > 0)?;
        let after = bare[end..].strip_prefix(':')?;
        let first = after.chars().next().filter(|first| *first != ' ' && !after.starts_with("//"))?;
        let (message, length) = match first.is_whitespace() {
            true => ("a no-break space follows the colon, and YAML wants an ordinary one", first.len_utf8()),
            false => ("YAML wants a space after the colon of a key", 0),
        };
        let note = self.note(&YAML_SYNTAX, message.to_owned(), line, line.column + end + 1, length);
        let value = after.trim_start();
        let safe =
            value.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.' | '"'));
        let value = if safe { value.to_owned() } else { requoted(value) };
        Some(note.help(format!("write `{}{}: {value}`", &line.text[..line.column], &bare[..end])))
    }

    /// `"Talks" open`, `'It's fine'`, `[Exclusive] Talks`.
    fn rest(&self, line: &Line<'_>, piece: &Piece<'_>) -> Option<Diagnostic> {
        let first = piece.value.chars().next().filter(|first| matches!(first, '"' | '\'' | '[' | '{'))?;
        let rest = rest_after_closing(piece.value)?;
        let what = match first {
            '"' | '\'' => "the quotes",
            _ => "the brackets",
        };
        let message = format!("{} goes on after {what} that YAML takes for the whole", text_of(piece));
        let column = piece.column + piece.value.len() - rest.len();
        let note = self.note(&UNQUOTED_TEXT, message, line, column, rest.len());
        Some(note.label("this follows").help(format!("write `{}`", line.with(piece, &requoted(piece.value)))))
    }

    /// A text that begins with a sign of YAML.
    fn sign(&self, line: &Line<'_>, piece: &Piece<'_>) -> Option<Diagnostic> {
        let value = piece.value;
        let first = value.chars().next()?;
        let name = value[first.len_utf8()..].split([' ', ',', ']', '}']).next().unwrap_or_default();
        let is_sign = match first {
            '@' | '`' | '%' | ',' | ']' | '}' => true,
            '*' => !self.anchors.contains(name),
            '|' | '>' => !opens_block(value),
            '-' | '?' => piece.key.is_some() && (name.is_empty() && value.len() > 1),
            _ => false,
        };
        let message = format!("{} begins with `{first}`, a sign of YAML, and needs quotes", text_of(piece));
        let note = self.note(&UNQUOTED_TEXT, message, line, piece.column, first.len_utf8());
        is_sign.then(|| note.help(format!("write `{}`", line.with(piece, &quoted(value)))))
    }

    /// `title: Talks: round two`, and `{ what: Deal # 2 signed }`, where the comment swallows the bracket.
    fn plain(&self, line: &Line<'_>, piece: &Piece<'_>) -> Option<Diagnostic> {
        let value = piece.value;
        if value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!', '#']) {
            return None;
        }
        let help = format!("write `{}`", line.with(piece, &requoted(value)));
        let hash = value.find(" #").filter(|_| line.goes_on);
        if let Some(at) = hash {
            let message = format!("{} ends at ` #`, where a comment begins", text_of(piece));
            let note = self.note(&LOST_TEXT, message, line, piece.column + at + 1, value.len() - at - 1);
            return Some(note.label("left out, with the closing bracket").help(help));
        }
        let key = piece.key?;
        let at = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        let message = match within_curly(value) {
            Some(_) => {
                format!("the text of `{key}` is in curly quotes, which YAML does not know, and holds a colon")
            }
            None => format!("the text of `{key}` holds a colon and needs quotes"),
        };
        let note = self.note(&UNQUOTED_COLON, message, line, piece.column + at, 1);
        Some(note.label("YAML takes this for a second key").help(help))
    }
}

fn text_of(piece: &Piece<'_>) -> String {
    piece.key.map_or("a text".to_owned(), |key| format!("the text of `{key}`"))
}
