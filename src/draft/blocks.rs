//! Blocks of a wire text: paragraphs, headings, list items and speech.

use crate::facts::languages::DraftWords;

use super::characters::clean_line;
use super::escape::escape_markdown;
use super::signature::is_initials;
use super::transcript::split_label;

/// A block of the body. Texts are on one line, except those of `Markdown`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(String),
    Heading(String),
    /// Marker, such as `-` or `2.`, and text.
    Item(String, String),
    /// Speaker label and text of a transcript.
    Turn(String, String),
    /// Markdown, kept as it is.
    Markdown(String),
}

impl Block {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Paragraph(text) | Self::Heading(text) | Self::Markdown(text) => text,
            Self::Item(_, text) | Self::Turn(_, text) => text,
        }
    }

    pub(super) fn set_text(&mut self, changed: String) {
        match self {
            Self::Paragraph(text) | Self::Heading(text) | Self::Markdown(text) => *text = changed,
            Self::Item(_, text) | Self::Turn(_, text) => *text = changed,
        }
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self, Self::Item(..))
    }

    /// Returns whether the block is Markdown that begins with a mark of a heading, list, quote or table.
    pub(super) fn is_marked(&self) -> bool {
        matches!(self, Self::Markdown(text) if text.starts_with(['#', '-', '>', '|', '+', '<', '!']) || text.starts_with("* "))
    }

    /// Returns the block as Markdown.
    pub(super) fn markdown(&self) -> String {
        match self {
            Self::Paragraph(text) => escape_markdown(text),
            Self::Heading(text) => format!("## {}", escape_markdown(text)),
            Self::Item(marker, text) => format!("{marker} {}", escape_markdown(text)),
            Self::Turn(label, text) => format!("**{}:** {}", escape_markdown(label), escape_markdown(text)),
            Self::Markdown(text) => text.clone(),
        }
    }
}

pub(super) fn has_words(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

/// Splits Markdown at blank lines, except in fenced code.
pub(super) fn parse_chunks(lines: &[&str]) -> Vec<Block> {
    let text = lines.join("\n");
    if text.contains("```") || text.contains("~~~") {
        return vec![Block::Markdown(text.trim().to_owned())];
    }
    let mut chunks: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in lines {
        let is_blank = line.trim().is_empty();
        match chunks.last_mut().filter(|_| is_open) {
            Some(chunk) if !is_blank => {
                chunk.push('\n');
                chunk.push_str(line);
            }
            _ if is_blank => {}
            _ => chunks.push((*line).to_owned()),
        }
        is_open = !is_blank;
    }
    chunks.into_iter().map(Block::Markdown).collect()
}

/// Marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemMarker {
    /// A sign that is used for nothing else.
    Bullet,
    /// A dash or an asterisk, which is a marker only if several lines have it.
    Dash,
    Number(u32),
}

/// Splits the marker from a list item.
fn split_marker(line: &str) -> Option<(ItemMarker, &str)> {
    let first = line.chars().next()?;
    let after = line[first.len_utf8()..].strip_prefix(' ');
    if matches!(first, '•' | '·' | '‣' | '▪' | '◦' | '●' | '○' | '∙' | '■' | '\u{f0b7}') {
        return Some((ItemMarker::Bullet, line[first.len_utf8()..].trim_start()))
            .filter(|(_, text)| has_words(text));
    }
    if matches!(first, '-' | '–' | '—' | '*' | '+') {
        return Some((ItemMarker::Dash, after?)).filter(|(_, text)| has_words(text));
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let text = line[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = line[..digits].parse().ok().filter(|_| digits <= 2)?;
    Some((ItemMarker::Number(number), text)).filter(|(_, text)| has_words(text))
}

/// Which markers of a text are those of list items.
struct ListMarkers {
    has_dashes: bool,
    has_numbers: bool,
}

impl ListMarkers {
    fn new(lines: &[String]) -> Self {
        let markers = lines.iter().filter_map(|line| split_marker(line)).map(|(marker, _)| marker);
        let (mut dashes, mut numbers, mut has_one) = (0, 0, false);
        for marker in markers {
            dashes += usize::from(marker == ItemMarker::Dash);
            numbers += usize::from(matches!(marker, ItemMarker::Number(_)));
            has_one |= marker == ItemMarker::Number(1);
        }
        Self { has_dashes: dashes > 1, has_numbers: numbers > 1 && has_one }
    }

    /// Returns marker and text of a list item.
    fn item(&self, line: &str) -> Option<(String, String)> {
        let (marker, text) = split_marker(line)?;
        match marker {
            ItemMarker::Dash if !self.has_dashes => None,
            ItemMarker::Number(_) if !self.has_numbers => None,
            ItemMarker::Number(number) => Some((format!("{number}."), text.to_owned())),
            _ => Some(("-".to_owned(), text.to_owned())),
        }
    }
}

/// Joins the lines of a plain text to blocks. Paragraphs end at blank lines, before indents and at ends of sentences in
/// unwrapped text.
pub(super) fn parse_lines(lines: &[&str], words: &DraftWords) -> Vec<Block> {
    let width = max_line_chars(lines);
    let plain: Vec<String> = lines.iter().map(|line| clean_line(line)).collect();
    let markers = ListMarkers::new(&plain);
    let mut blocks: Vec<Block> = Vec::new();
    let mut before = "";
    // Whether lines of the last block were joined, so that it is wrapped.
    let mut is_joined = false;
    for (index, line) in plain.iter().enumerate() {
        let indented = lines[index].starts_with("  ") || lines[index].starts_with(['\t', '\u{3000}']);
        let in_item = blocks.last().is_some_and(Block::is_item);
        if !has_words(line)
            && !before.is_empty()
            && is_underline(line)
            && blocks.len() > 1
            && before.len() < 80
        {
            let heading = blocks.pop().map(|block| block.text().to_owned()).unwrap_or_default();
            blocks.push(Block::Heading(heading));
            before = "";
        } else if !has_words(line) {
            before = "";
        } else if let Some((marker, text)) = markers.item(line) {
            blocks.push(Block::Item(marker, text));
            is_joined = false;
            before = line;
        } else if is_heading(&plain, index, blocks.len(), words) {
            blocks.push(Block::Heading(line.clone()));
            before = "";
        } else if let Some(block) = blocks.last_mut().filter(|_| {
            !before.is_empty()
                && (!indented || in_item)
                && split_label(line, words).is_none()
                && (joins(before, line, width) || is_joined && !ends_sentence(before))
        }) {
            let joined = format!("{} {line}", block.text());
            block.set_text(joined);
            is_joined = true;
            before = line;
        } else {
            blocks.push(Block::Paragraph(line.clone()));
            is_joined = false;
            before = line;
        }
    }
    blocks
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '=' | '-' | '~' | '–'))
}

/// Returns whether a line is a heading inside the text: it stands alone, is short and has no final mark.
fn is_heading(lines: &[String], index: usize, block_count: usize, words: &DraftWords) -> bool {
    const MAX_HEADING_CHARS: usize = 60;
    const MAX_HEADING_WORDS: usize = 8;
    let line = &lines[index];
    let is_blank = |line: Option<&String>| line.is_none_or(|line| !has_words(line));
    let alphabetic = line.chars().filter(|c| c.is_alphabetic()).count();
    let after_blank = index == 0 || is_blank(lines.get(index - 1));
    let goes_on = lines[index + 1..].iter().take(3).find(|line| has_words(line));
    let fits = line.chars().count() <= MAX_HEADING_CHARS
        && !line.ends_with(['.', '!', '?', ':', ',', ';', '"', '”', ')', '…'])
        && !line.starts_with(['"', '“', '(', '-', '–', '*'])
        && !line.contains(['@', '/'])
        && alphabetic >= 4
        && !line.chars().any(|c| c.is_ascii_digit())
        && split_label(line, words).is_none();
    let is_capitals = !line.chars().any(char::is_lowercase);
    let is_alone = is_blank(lines.get(index + 1))
        && line.split(' ').count() <= MAX_HEADING_WORDS
        && line.starts_with(|c: char| c.is_uppercase())
        && goes_on
            .is_some_and(|next| next.chars().count() > MAX_HEADING_CHARS || next.starts_with(['•', '-']));
    let is_first = block_count == 0;
    after_blank && fits && goes_on.is_some() && (is_capitals || is_alone && !is_first)
}

/// Returns the length of the longest line in chars.
pub(super) fn max_line_chars(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Line lengths of wrapped text.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Returns whether a line continues in the next: the next word did not fit, or the sentence is incomplete.
pub(super) fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    const WRAP_SLACK: usize = 2;
    if is_initials(&next.to_lowercase()) {
        return false;
    }
    let goes_on = !ends_sentence(line) && next.starts_with(|c: char| c.is_lowercase());
    let word = next.split(' ').next().map_or(0, |word| word.chars().count());
    goes_on || WRAP_WIDTHS.contains(&width) && line.chars().count() + 1 + word + WRAP_SLACK > width
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?', ':', '…'])
}

/// Returns whether two lines of prose belong to one paragraph. A line of wrapped text may be short, so an incomplete
/// sentence goes on if its line is not much shorter.
fn joins(line: &str, next: &str, width: usize) -> bool {
    let long = 2 * line.chars().count() > width;
    let goes_on =
        WRAP_WIDTHS.contains(&width) && long && !ends_sentence(line) && !is_initials(&next.to_lowercase());
    goes_on || is_wrapped(line, next, width)
}
