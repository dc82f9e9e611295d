//! Footnotes of HTML, as word processors, converters and wikis write them: a link to a note, which stands further down and has
//! the id that the link names.
//!
//! [`take_footnotes`] replaces references and notes by marks that pass through any conversion to Markdown;
//! [`HtmlFootnotes::restore`] replaces the marks by footnotes of Markdown.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::html_tokens::{HtmlToken, attribute, tag_name, tokens};

/// Begins the mark of a reference.
const REFERENCE: char = '\u{e000}';
/// Begins the mark of a note.
const NOTE: char = '\u{e002}';
/// Ends a mark.
const END: char = '\u{e001}';
/// Maximum number of tokens in a link to a note, and between a note and the start of its block.
const MAX_NEAR: usize = 24;
/// Maximum number of tokens in a note.
const MAX_NOTE: usize = 2_000;

/// HTML with marks in place of footnotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlFootnotes {
    /// The HTML without the notes.
    pub html: String,
    /// The HTML of the notes, in source order.
    pub notes: Vec<String>,
    /// What labels begin with, so that they differ from those of Markdown.
    label: &'static str,
}

impl HtmlFootnotes {
    /// Replaces the marks in Markdown that was made from `html`; `convert` makes Markdown of a note.
    pub fn restore(&self, markdown: &str, mut convert: impl FnMut(&str) -> String) -> String {
        let with_notes = self.replaced(markdown, NOTE, |number, before| {
            let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
            let note = self.notes.get(number - 1).map(|note| convert(note)).unwrap_or_default();
            let mut text = format!("[^{}{number}]:", self.label);
            for (index, part) in note.trim().lines().enumerate() {
                match (index, part.is_empty()) {
                    (0, _) => text.push_str(&format!(" {part}")),
                    (_, true) => text.push_str(&format!("\n{}", line.trim_end())),
                    _ => text.push_str(&format!("\n{line}    {part}")),
                }
            }
            text
        });
        self.replaced(&with_notes, REFERENCE, |number, _| format!("[^{}{number}]", self.label))
    }

    /// Replaces the marks of a kind; `write` gets the number, and all that precedes the mark.
    fn replaced(&self, text: &str, kind: char, mut write: impl FnMut(usize, &str) -> String) -> String {
        let (mut output, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find(kind) {
            output.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some((number, length)) = number_of(rest).filter(|(number, _)| *number <= self.notes.len())
            else {
                output.push(kind);
                rest = &rest[kind.len_utf8()..];
                continue;
            };
            let written = write(number, &output);
            output.push_str(&written);
            rest = &rest[length..];
        }
        output + rest
    }
}

fn mark(kind: char, number: usize) -> String {
    format!("{kind}{number}{END}")
}

/// Returns the number in the mark at the start of a text, and the length of the mark.
fn number_of(text: &str) -> Option<(usize, usize)> {
    let digits = &text[NOTE.len_utf8()..];
    let digits = &digits[..digits.bytes().take(9).take_while(u8::is_ascii_digit).count()];
    let number: usize = digits.parse().ok()?;
    let length = NOTE.len_utf8() + digits.len();
    (number > 0 && text[length..].starts_with(END)).then_some((number, length + END.len_utf8()))
}

/// Takes the footnotes out of HTML, or of Markdown with HTML. Returns `None` if it has none.
pub fn take_footnotes(html: &str) -> Option<HtmlFootnotes> {
    if !html.contains("=\"#") && !html.contains("='#") && !html.contains("=#") {
        return None;
    }
    let tokens = tokens(html);
    let page = NotePage { ids: ids(&tokens), tokens: &tokens };
    let mut notes: Vec<FoundNote> = Vec::new();
    let mut numbers: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    let mut references = Vec::new();
    for link in page.links() {
        let known = *numbers.entry(link.target).or_insert_with(|| {
            notes.push(page.note(&link)?);
            Some(notes.len() - 1)
        });
        references.extend(known.map(|note| (link.range, note)));
    }
    remove_overlaps(&mut notes);
    let label = if html.contains("[^") { "note-" } else { "" };
    (notes.iter().any(|note| note.is_kept)).then(|| page.written(&notes, &references, label))
}

/// Drops notes that contain others, and those whose text is not theirs alone.
fn remove_overlaps(notes: &mut [FoundNote]) {
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|note| (notes[*note].block.start, std::cmp::Reverse(notes[*note].block.end)));
    let mut kept: Vec<usize> = Vec::new();
    for note in order {
        while let Some(outer) = kept.pop_if(|outer| notes[*outer].block.end > notes[note].block.start) {
            notes[outer].is_kept = false;
        }
        kept.push(note);
    }
}

/// A link that may lead to a note.
#[derive(Clone, Debug)]
struct NoteLink<'t> {
    /// Its tokens, with a `sup` around it.
    range: Range<usize>,
    target: &'t str,
    text: String,
}

/// A note: its tokens.
#[derive(Clone, Debug)]
struct FoundNote {
    block: Range<usize>,
    /// The text of the links to it.
    text: String,
    is_kept: bool,
}

/// The tokens of a text, and the first token with each id.
struct NotePage<'p, 't> {
    tokens: &'p [HtmlToken<'t>],
    ids: FxHashMap<&'t str, usize>,
}

fn ids<'t>(tokens: &[HtmlToken<'t>]) -> FxHashMap<&'t str, usize> {
    let mut ids = FxHashMap::default();
    for (index, token) in tokens.iter().enumerate() {
        if let HtmlToken::Start(tag) = token {
            for id in ["id", "name"].into_iter().filter_map(|name| attribute(tag, name)) {
                ids.entry(id).or_insert(index);
            }
        }
    }
    ids
}

impl<'t> NotePage<'_, 't> {
    /// Returns the links whose text is a number or a sign, set high or in brackets, and leads further down.
    fn links(&self) -> impl Iterator<Item = NoteLink<'t>> {
        (0..self.tokens.len()).filter_map(|index| {
            let target = self.link_target(index)?;
            let end = self.link_end(index)?;
            let written = self.text_of(index..end);
            let text = written.trim().trim_matches(['[', ']', '(', ')', '\\']).trim();
            let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶');
            let is_label = !text.is_empty()
                && text.len() <= 6
                && (text.bytes().all(|byte| byte.is_ascii_digit()) || text.chars().all(is_sign));
            let range = self.with_superscript(index..end);
            let has_superscript = range.len() > end - index
                || self.tokens[index..end].iter().any(|token| is_tag(*token, "sup"));
            let names_note = ["fn", "ftn", "edn", "note"].iter().any(|part| target.contains(part));
            let is_marked = has_superscript || written.trim().starts_with(['[', '(']) || names_note;
            let leads_down = self.ids.get(target).is_some_and(|note| *note > index);
            (is_label && is_marked && leads_down).then(|| NoteLink { range, target, text: text.to_owned() })
        })
    }

    fn link_target(&self, index: usize) -> Option<&'t str> {
        let HtmlToken::Start(tag) = self.tokens[index] else { return None };
        let target = attribute(tag, "href").filter(|_| tag_name(tag) == "a")?;
        target.strip_prefix('#').filter(|target| !target.is_empty())
    }

    /// Returns the end of the link that begins at a token.
    fn link_end(&self, index: usize) -> Option<usize> {
        let near = self.tokens[index..].iter().take(MAX_NEAR);
        let length = near.enumerate().skip(1).find(|(_, token)| is_tag(**token, "a"))?.0;
        matches!(self.tokens[index + length], HtmlToken::End(_)).then_some(index + length + 1)
    }

    /// Returns the range with the `sup` around it.
    fn with_superscript(&self, range: Range<usize>) -> Range<usize> {
        let is_start =
            |index: usize| matches!(self.tokens[index], HtmlToken::Start(tag) if tag_name(tag) == "sup");
        let is_end = |token: &HtmlToken<'_>| matches!(token, HtmlToken::End(tag) if tag_name(tag) == "sup");
        match range.start.checked_sub(1).filter(|before| is_start(*before)) {
            Some(start) if self.tokens.get(range.end).is_some_and(is_end) => start..range.end + 1,
            _ => range,
        }
    }

    fn text_of(&self, range: Range<usize>) -> String {
        let texts = self.tokens[range].iter().filter(|token| matches!(token, HtmlToken::Text(_)));
        texts.map(|token| token.text()).collect()
    }

    /// Returns the note that a link leads to: the block with its id, or around it.
    fn note(&self, link: &NoteLink<'_>) -> Option<FoundNote> {
        let named = *self.ids.get(link.target)?;
        let first = named.saturating_sub(MAX_NEAR).max(link.range.end);
        let start = (first..=named).rev().find(|index| block_name(self.tokens[*index]).is_some())?;
        // The id of an element after the end of a block is in no block.
        let is_inside = (start..named)
            .all(|index| !matches!(self.tokens[index], HtmlToken::End(tag) if is_block(&tag_name(tag))));
        let block = start..self.block_end(start)?;
        let has_text = self.text_of(block.clone()).chars().filter(|c| c.is_alphabetic()).count() > 1;
        (is_inside && has_text).then(|| FoundNote { block, text: link.text.clone(), is_kept: true })
    }

    /// Returns the end of the block that begins at a token.
    fn block_end(&self, start: usize) -> Option<usize> {
        let name = block_name(self.tokens[start])?;
        let has_optional_end = matches!(&*name, "p" | "li" | "dd");
        let (mut depth, mut lists) = (1usize, 0usize);
        for (index, token) in self.tokens.iter().enumerate().skip(start + 1).take(MAX_NOTE) {
            let (HtmlToken::Start(tag) | HtmlToken::End(tag)) = token else { continue };
            let (found, is_start) = (tag_name(tag), matches!(token, HtmlToken::Start(_)));
            match &*found {
                "ul" | "ol" | "dl" if is_start => lists += 1,
                "ul" | "ol" | "dl" if lists == 0 => return has_optional_end.then_some(index),
                "ul" | "ol" | "dl" => lists -= 1,
                found if found != name || lists > 0 => {}
                _ if is_start && has_optional_end => return Some(index),
                _ if is_start => depth += 1,
                _ => depth -= 1,
            }
            if depth == 0 {
                return Some(index + 1);
            }
        }
        (has_optional_end && self.tokens.len() - start <= MAX_NOTE).then_some(self.tokens.len())
    }

    /// Writes the text with marks, and the notes.
    fn written(
        &self,
        notes: &[FoundNote],
        references: &[(Range<usize>, usize)],
        label: &'static str,
    ) -> HtmlFootnotes {
        let numbers: Vec<usize> = notes
            .iter()
            .scan(0, |number, note| {
                *number += usize::from(note.is_kept);
                Some(*number)
            })
            .collect();
        let mut texts: Vec<String> = self.tokens.iter().map(|token| token.text().to_owned()).collect();
        for (range, note) in references.iter().filter(|(_, note)| notes[*note].is_kept) {
            texts[range.clone()].iter_mut().for_each(String::clear);
            texts[range.start] = mark(REFERENCE, numbers[*note]);
        }
        let mut bodies = Vec::new();
        for (note, number) in notes.iter().zip(&numbers).filter(|(note, _)| note.is_kept) {
            self.remove_label(note, &mut texts);
            let inner = note.block.start + 1..note.block.end;
            bodies.push(texts[inner].concat());
            texts[note.block.clone()].iter_mut().for_each(String::clear);
            texts[note.block.start] = format!("<p>{}</p>", mark(NOTE, *number));
        }
        HtmlFootnotes { html: texts.concat(), notes: bodies, label }
    }

    /// Removes from a note the links back, and the number that it begins with.
    fn remove_label(&self, note: &FoundNote, texts: &mut [String]) {
        for index in note.block.clone() {
            let Some(end) = self.link_target(index).and_then(|_| self.link_end(index)) else { continue };
            let words = self.text_of(index..end.min(note.block.end));
            if words.trim().chars().count() <= 5 && end <= note.block.end {
                texts[index..end].iter_mut().for_each(String::clear);
            }
        }
        let mut inner = note.block.clone().filter(|index| matches!(self.tokens[*index], HtmlToken::Text(_)));
        let Some(first) = inner.find(|index| !texts[*index].trim().is_empty()) else { return };
        let text = texts[first].trim_start().trim_start_matches(['[', '(']);
        if let Some(rest) = text.strip_prefix(note.text.as_str())
            && (rest.is_empty() || rest.starts_with(AFTER_NUMBER))
        {
            texts[first] = rest.trim_start_matches(AFTER_NUMBER).to_owned();
        }
    }
}

/// What may follow the number of a note in its text.
const AFTER_NUMBER: [char; 7] = ['.', ')', ']', ':', ' ', '\n', '\u{a0}'];

fn is_tag(token: HtmlToken<'_>, name: &str) -> bool {
    matches!(token, HtmlToken::Start(tag) | HtmlToken::End(tag) if tag_name(tag) == name)
}

fn block_name(token: HtmlToken<'_>) -> Option<String> {
    let HtmlToken::Start(tag) = token else { return None };
    Some(tag_name(tag)).filter(|name| is_block(name))
}

fn is_block(name: &str) -> bool {
    matches!(name, "p" | "li" | "div" | "aside" | "dd" | "section" | "td" | "blockquote")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with marks as footnotes, and the notes as they are.
    fn shown(html: &str) -> Option<String> {
        let found = take_footnotes(html)?;
        Some(found.restore(&found.html, |note| note.to_owned()))
    }

    #[test]
    fn notes_of_word_processors_and_converters_are_footnotes() {
        let cases = [
            // A converter.
            (
                "<p>Lake<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\"><sup>1</sup></a>.</p><ol><li id=\"fn1\"><p>The <b>north</b>.<a href=\"#fnref1\">↩︎</a></p></li></ol>",
                "<p>Lake[^1].</p><ol><p>[^1]: <p>The <b>north</b>.</p></li></p></ol>",
            ),
            // By hand, without a link back.
            (
                "<p>Lake<sup><a href='#n1'>1</a></sup>.</p><p id='n1'>1. North.</p>",
                "<p>Lake[^1].</p><p>[^1]: North.</p></p>",
            ),
            // A word processor.
            (
                "<p>Lake<a href=\"#_ftn1\" name=\"_ftnref1\"><span>[1]</span></a>.</p><div id=ftn1><p class=Note><a href=\"#_ftnref1\" name=\"_ftn1\"><span>[1]</span></a> North.</p></div>",
                "<p>Lake[^1].</p><div id=ftn1><p>[^1]: North.</p></p></div>",
            ),
            // A wiki: two links to one note.
            (
                "<p>A<sup id=\"r1\"><a href=\"#cite_note-1\">[1]</a></sup> b<sup id=\"r2\"><a href=\"#cite_note-1\">[1]</a></sup></p><ul><li id=\"cite_note-1\"><a href=\"#r1\">^</a> North</ul>",
                "<p>A[^1] b[^1]</p><ul><p>[^1]: North</p></ul>",
            ),
            // Beside a footnote of Markdown.
            (
                "A[^1] b<sup><a href=\"#x\">*</a></sup>\n\n[^1]: C\n\n<p id=\"x\">* North</p>",
                "A[^1] b[^note-1]\n\n[^1]: C\n\n<p>[^note-1]: North</p></p>",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(shown(html).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn signs_of_private_use_stay() {
        let html = "<p>\u{e002}x \u{e000}9\u{e001}A<sup><a href=\"#n\">1</a></sup></p><p id=\"n\">North</p>";
        let expected = "<p>\u{e002}x \u{e000}9\u{e001}A[^1]</p><p>[^1]: North</p></p>";
        assert_eq!(shown(html).as_deref(), Some(expected));
    }

    #[test]
    fn other_links_stay() {
        let cases = [
            "<p>See <a href=\"#s1\">1</a></p><p id=\"s1\">Section</p>",
            "<p>See<sup><a href=\"#s1\">1</a></sup></p>",
            "<p id=\"s1\">Top</p><p>See<sup><a href=\"#s1\">1</a></sup></p>",
            "<p>See<sup><a href=\"#s1\">the part</a></sup></p><p id=\"s1\">Part</p>",
            "<p>See<sup><a href=\"#s1\">1</a></sup></p><p id=\"s1\">1</p>",
            "<p>See<sup><a href=\"#s1\">1</a></sup></p><p>a</p><span id=\"s1\">b c</span>",
            "<p>See<sup><a href=\"https://lake.example/#s1\">1</a></sup></p><p id=\"s1\">Part</p>",
        ];
        for html in cases {
            assert_eq!(shown(html), None, "{html}");
        }
    }

    #[test]
    fn long_and_nested_notes_do_not_take_long() {
        let links: String = (0..2_000).map(|n| format!("<sup><a href=\"#n{n}\">1</a></sup>")).collect();
        let nested: String = (0..2_000).map(|n| format!("<div id=\"n{n}\">ab")).collect();
        let _ = take_footnotes(&format!("<p>{links}</p>{nested}"));
        let flat: String = (0..2_000).map(|n| format!("<a id=\"n{n}\">")).collect();
        assert_eq!(take_footnotes(&format!("<p>{links}</p>{flat}")), None);
    }
}
