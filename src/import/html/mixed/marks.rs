//! Tags within text: marks of emphasis and links, line breaks, superscripts.

use std::ops::Range;

use super::super::concealed::is_void;
use super::super::inline::{destination, mark};
use super::super::script::{is_script, script_text};
use super::{MAX_DEPTH, MixedText, OpenTag, convert};
use crate::document::html_tokens::{HtmlToken, attribute, is_element, tag_name, tokens};
use crate::import::report::{FileLog, ReportKind};

/// Maximum number of open tags in a paragraph.
const MAX_OPEN: usize = 64;

impl MixedText<'_, '_> {
    pub(super) fn line_break(&mut self, range: Range<usize>) {
        let rest = &self.text[range.end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let after = &rest[blanks..];
        let line_start = self.text[..range.start].rfind('\n').map_or(0, |index| index + 1);
        let lead: &str = &self.text[line_start..range.start];
        let is_first = lead.trim_matches([' ', '>', '-', '*']).is_empty();
        let replacement = if after.is_empty() || after.starts_with("\n\n") || is_first {
            String::new()
        } else if after.starts_with('\n') {
            "\\".to_owned()
        } else {
            let indent: String = lead.chars().take_while(|c| matches!(c, ' ' | '>')).collect();
            format!("\\\n{indent}")
        };
        self.edits.push((range.start..range.end + blanks, replacement));
    }

    /// Replaces a tag by its mark, or removes it.
    pub(super) fn mark_tag(&mut self, name: &str, tag: &str, range: Range<usize>) {
        if !tag.starts_with("</") {
            let target = attribute(tag, "href").filter(|_| name == "a").map(str::to_owned);
            let edit = self.edits.len();
            self.edits.push((range.clone(), String::new()));
            if self.open.len() < MAX_OPEN
                && !tag.ends_with("/>")
                && (target.is_some() || mark(name).is_some() || is_script(name))
            {
                self.open.push(OpenTag { name: name.to_owned(), edit, target, range });
            }
            return;
        }
        let index = self.open.iter().rposition(|open| open.name == name);
        let Some(open) = index.map(|index| self.open.remove(index)) else {
            return self.edits.push((range, String::new()));
        };
        let words = &self.text[open.range.end..range.start];
        if !has_content(words) {
            return self.edits.push((range, String::new()));
        }
        if is_script(name) {
            return self.script(&open, range.end, words);
        }
        if mark(name) == Some("`") && words.contains(['<', '`', '*', '[']) {
            return self.code(&open, range.end, words);
        }
        let lead = words.len() - words.trim_start().len();
        let trail = words.len() - words.trim_end().len();
        let (start, end) = match &open.target {
            Some(target) => ("[", format!("]({})", destination(target))),
            None => (mark(name).unwrap_or_default(), mark(name).unwrap_or_default().to_owned()),
        };
        let inner_lead = self.blanks_after(open.edit, open.range.end + lead);
        if let Some(edit) = self.edits.get_mut(open.edit) {
            let blanks = format!("{}{inner_lead}", &words[..lead]);
            *edit = (open.range.start..open.range.end + lead, format!("{blanks}{start}"));
        }
        if let Some(line_break) = self.line_break_before(range.start) {
            self.edits.push((line_break..line_break, end));
            return self.edits.push((range, String::new()));
        }
        let blanks = format!("{}{}", self.blanks_before(range.start - trail), &words[words.len() - trail..]);
        self.edits.push((range.start - trail..range.end, format!("{end}{blanks}")));
    }

    /// Returns the start of the line break directly before an end tag: the mark belongs before it.
    fn line_break_before(&self, end: usize) -> Option<usize> {
        let (last, text) = self.edits.last()?;
        (last.end == end && text.starts_with("\\\n")).then_some(last.start)
    }

    /// Writes code that contains other marks as their text.
    fn code(&mut self, open: &OpenTag, end: usize, words: &str) {
        let plain = super::super::plain_text(words);
        self.log.push((ReportKind::LostMarkup, "marks in code".to_owned()));
        self.replace_element(open, end, format!("`{}`", plain.replace('`', "'")));
    }

    /// Replaces an element, with all edits in it.
    fn replace_element(&mut self, open: &OpenTag, end: usize, text: String) {
        while self.edits.last().is_some_and(|(edit, _)| edit.start >= open.range.start) {
            self.edits.pop();
        }
        self.open.retain(|inner| inner.edit < open.edit);
        self.edits.push((open.range.start..end, text));
    }

    /// Takes the blanks that the mark directly after a start tag begins with: they belong before both marks.
    fn blanks_after(&mut self, edit: usize, start: usize) -> String {
        match self.edits.get_mut(edit + 1) {
            Some((next, mark)) if next.start == start => {
                let words = mark.trim_start().to_owned();
                let blanks = mark[..mark.len() - words.len()].to_owned();
                *mark = words;
                blanks
            }
            _ => String::new(),
        }
    }

    /// Takes the blanks that the mark directly before an end tag ends with: they belong behind both marks.
    fn blanks_before(&mut self, end: usize) -> String {
        match self.edits.last_mut() {
            Some((last, mark)) if last.end == end => {
                let blanks = mark.split_off(mark.trim_end().len());
                if blanks.contains('\n') {
                    mark.push_str(&blanks);
                    return String::new();
                }
                blanks
            }
            _ => String::new(),
        }
    }

    /// Replaces a superscript or subscript that ends at an offset.
    fn script(&mut self, open: &OpenTag, end: usize, words: &str) {
        // The log has the tags inside already.
        let words = match words.trim() {
            words if self.depth < MAX_DEPTH => convert(words, &mut FileLog::new(), MAX_DEPTH),
            words => super::super::plain_text(words),
        };
        let script = script_text(&words, &open.name, &self.text[..open.range.start]);
        self.log.extend(script.lost.map(|what| (ReportKind::LostMarkup, what.to_owned())));
        self.replace_element(open, end, script.text);
    }
}

/// Returns whether a text has words or pictures besides tags.
fn has_content(text: &str) -> bool {
    !text.trim().is_empty()
        && tokens(text).iter().any(|token| match token {
            HtmlToken::Text(text) => !text.trim().is_empty(),
            HtmlToken::Start(tag) => {
                let name = tag_name(tag);
                !is_element(&name) || is_void(tag) && name != "br"
            }
            HtmlToken::End(_) | HtmlToken::Comment(_) => false,
        })
}
