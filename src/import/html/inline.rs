//! Inline Markdown from HTML: emphasis, links, pictures, code.

use std::ops::Range;

use super::script::{is_script, script_text};
use super::writer::TextStyle;
use crate::document::html_tokens::attribute;

/// Maximum number of open inline elements.
const MAX_OPEN: usize = 32;

/// An open inline element.
#[derive(Clone, Debug)]
struct OpenInline {
    name: String,
    /// Mark of emphasis or code; empty for a link.
    mark: &'static str,
    target: Option<String>,
    /// Where its text begins.
    start: usize,
}

/// The text of the open block.
#[derive(Clone, Debug, Default)]
pub(super) struct InlineText {
    text: String,
    open: Vec<OpenInline>,
    /// Superscripts and subscripts that are plain text now.
    pub(super) lost: Vec<&'static str>,
}

impl InlineText {
    /// Adds text, with its white space reduced to single blanks.
    pub(super) fn push_text(&mut self, text: &str, style: TextStyle) {
        if style == TextStyle::Linked {
            return self.push_linked(text);
        }
        let in_code = self.open.iter().any(|open| open.mark == "`");
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            match style {
                TextStyle::Plain if !in_code => escape_into(word, &mut self.text),
                _ => self.text.push_str(word),
            }
            if word.len() < piece.len() {
                self.space();
            }
        }
    }

    /// Adds text, and its links and pictures as they are.
    fn push_linked(&mut self, text: &str) {
        let mut from = 0;
        for link in markdown_links(text) {
            self.push_text(&text[from..link.start], TextStyle::Plain);
            self.text.push_str(&text[link.clone()]);
            from = link.end;
        }
        self.push_text(&text[from..], TextStyle::Plain);
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Separates what follows, as blocks do within a table cell.
    pub(super) fn separate(&mut self) {
        self.space();
    }

    /// Adds a hard line break.
    pub(super) fn line_break(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\\\n");
        }
    }

    /// Opens an element; those without a Markdown form are ignored.
    pub(super) fn open(&mut self, name: &str, tag: &str) {
        if name == "q" {
            self.text.push('“');
        }
        let mark = mark(name);
        let target = attribute(tag, "href").filter(|_| name == "a").map(str::to_owned);
        if (mark.is_none() && target.is_none() && !is_script(name)) || self.open.len() >= MAX_OPEN {
            return;
        }
        let start = self.text.len();
        self.open.push(OpenInline { name: name.to_owned(), mark: mark.unwrap_or_default(), target, start });
    }

    /// Returns the innermost open link, with the last part of its path as text.
    pub(super) fn open_link(&self) -> Option<String> {
        let target = self.open.iter().rev().find_map(|open| open.target.as_deref())?;
        let path = target.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(name, _)| name).replace(['-', '_'], " ");
        let name = if name.is_empty() { target.to_owned() } else { name };
        Some(format!("[{}]({})", name.replace(['[', ']'], ""), destination(target)))
    }

    /// Closes the last open element of this name, and those inside it.
    pub(super) fn close(&mut self, name: &str) {
        if name == "q" {
            self.text.push('”');
        }
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > index {
            if let Some(open) = self.open.pop() {
                self.wrap(&open);
            }
        }
    }

    /// Puts the marks of an element around the text since its start, without the blanks at its ends.
    fn wrap(&mut self, open: &OpenInline) {
        let start = open.start.min(self.text.len());
        let inner = self.text.split_off(start);
        let words = inner.trim_matches([' ', '\n', '\\']);
        let is_repeated = !open.mark.is_empty() && self.open.iter().any(|outer| outer.mark == open.mark);
        if words.is_empty() || is_repeated {
            self.text.push_str(&inner);
            return;
        }
        let lead = inner.len() - inner.trim_start().len();
        let trail = inner.trim_end_matches([' ', '\n', '\\']).len();
        self.text.push_str(&inner[..lead]);
        let words = &inner[lead..trail.max(lead)];
        match &open.target {
            Some(target) => {
                let words = words.replace("\\\n", " ");
                self.text.push_str(&format!("[{words}]({})", destination(target)));
            }
            None if is_script(&open.name) => {
                let script = script_text(words, &open.name, &self.text);
                self.text.push_str(&script.text);
                self.lost.extend(script.lost);
            }
            None => self.text.extend([open.mark, words, open.mark]),
        }
        self.text.push_str(&inner[trail.max(lead)..]);
    }

    /// Adds a picture.
    pub(super) fn image(&mut self, tag: &str) {
        if let Some(image) = image_markdown(tag) {
            self.text.push_str(&image);
        }
    }

    /// Adds a link to an embedded page.
    pub(super) fn link_to_embedded(&mut self, target: &str) {
        self.space();
        self.text.push_str(&embedded_link(target));
    }

    /// Takes the text of the block. Elements that are open stay open in the next block.
    pub(super) fn take(&mut self) -> String {
        let open = std::mem::take(&mut self.open);
        for (index, element) in open.iter().enumerate().rev() {
            self.open = open[..index].to_vec();
            self.wrap(element);
        }
        self.open = open;
        self.open.iter_mut().for_each(|element| element.start = 0);
        let text = std::mem::take(&mut self.text);
        text.trim().trim_end_matches('\\').trim_end().to_owned()
    }

    /// Discards the text of the block.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.open.clear();
    }

    /// Escapes the start of a paragraph that Markdown would read as a list, heading or quote.
    pub(super) fn escaped_start(&self, text: &str, style: TextStyle) -> String {
        if style == TextStyle::Markdown {
            return text.to_owned();
        }
        let lines: Vec<String> = text.lines().map(escaped_line).collect();
        lines.join("\n")
    }
}

fn escaped_line(line: &str) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && matches!(&first[digits..], "." | ")");
    let is_mark = matches!(first, "-" | "+" | "=" | ":")
        || first.starts_with(['>', '~'])
        || !first.is_empty() && first.bytes().all(|byte| matches!(byte, b'#' | b'=' | b'-'));
    match (is_number, is_mark) {
        (true, _) => format!("{}\\{}", &line[..digits], &line[digits..]),
        (_, true) => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// Returns the mark of an element.
pub(super) fn mark(name: &str) -> Option<&'static str> {
    match name {
        "b" | "strong" => Some("**"),
        "i" | "em" | "cite" | "dfn" | "var" => Some("*"),
        "del" | "s" | "strike" => Some("~~"),
        "code" | "tt" | "samp" | "kbd" => Some("`"),
        _ => None,
    }
}

/// Returns the Markdown of an `img`.
pub(super) fn image_markdown(tag: &str) -> Option<String> {
    let source = attribute(tag, "src").or_else(|| attribute(tag, "data-src"))?;
    if source.trim().is_empty() || source.starts_with("data:") {
        return None;
    }
    let alt = attribute(tag, "alt").unwrap_or_default().replace(['[', ']'], "");
    let class = attribute(tag, "class").unwrap_or_default();
    let is_emoji = class.split_whitespace().any(|class| matches!(class, "emoji" | "wp-smiley"));
    if is_emoji && !alt.trim().is_empty() {
        return Some(alt.trim().to_owned());
    }
    Some(format!("![{}]({})", crate::text::on_one_line(&alt), destination(source)))
}

/// Returns a link to an embedded page, named after its host.
pub(super) fn embedded_link(target: &str) -> String {
    let target = target.trim();
    let target =
        target.strip_prefix("//").map_or_else(|| target.to_owned(), |rest| format!("https://{rest}"));
    let host = target.split("://").nth(1).unwrap_or(&target).split(['/', '?']).next().unwrap_or_default();
    let target = match host {
        "www.youtube.com" | "www.youtube-nocookie.com" => {
            target.replace("-nocookie", "").replacen("/embed/", "/watch?v=", 1).replacen("?rel=", "&rel=", 1)
        }
        _ => target.clone(),
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().filter(|file| !target.contains("://") || is_media(file));
    let name = file.unwrap_or(host).trim_start_matches("www.").replace(['[', ']'], "");
    format!("[{name}]({})", destination(&target))
}

/// Returns whether a name is that of a file with sound or film.
fn is_media(name: &str) -> bool {
    const ENDS: [&str; 9] = [".mp3", ".m4a", ".ogg", ".oga", ".wav", ".mp4", ".webm", ".ogv", ".mov"];
    ENDS.iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

/// Returns a link destination, in angle brackets if Markdown needs them.
pub(super) fn destination(target: &str) -> String {
    let target = crate::text::on_one_line(target.trim());
    if target.contains([' ', '(', ')']) || target.is_empty() {
        format!("<{}>", target.replace(['<', '>'], ""))
    } else {
        target.replace(['<', '>'], "")
    }
}

/// Returns the ranges of `[text](url)`, `![text](url)` and `![text](url "title")` in a text.
fn markdown_links(text: &str) -> Vec<Range<usize>> {
    let (mut links, mut from) = (Vec::new(), 0);
    while let Some(middle) = text[from..].find("](").map(|at| from + at) {
        let open = text[from..middle].rfind('[').map(|at| from + at);
        let end = link_end(&text[middle + 2..]).map(|length| middle + 2 + length);
        from = middle + 2;
        if let (Some(open), Some(end)) = (open, end) {
            links.push(open - usize::from(text[..open].ends_with('!'))..end);
            from = end;
        }
    }
    links
}

/// Returns the length of a destination with the title and the parenthesis after it.
fn link_end(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).filter(|end| *end > 0)?;
    match text[end..].strip_prefix(" \"") {
        Some(title) => Some(end + 2 + title.find('"').filter(|at| title[*at..].starts_with("\")"))? + 2),
        None => text[end..].starts_with(')').then_some(end + 1),
    }
}

/// Returns a text with the chars escaped that mean something in Markdown.
pub(in crate::import) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    text.split_inclusive(' ').for_each(|word| escape_into(word, &mut escaped));
    escaped
}

/// Adds a word with the chars escaped that mean something in Markdown.
fn escape_into(word: &str, text: &mut String) {
    for (index, c) in word.char_indices() {
        let is_mark = match c {
            '\\' | '*' | '`' | '[' | ']' | '<' | '|' => true,
            '_' => index == 0 || index + 1 == word.len(),
            '~' => word[index..].starts_with("~~"),
            _ => false,
        };
        if is_mark {
            text.push('\\');
        }
        text.push(c);
    }
}
