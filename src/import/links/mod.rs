//! Rewrites the links of a body, so that they lead to the new files.

mod destination;
mod resolve;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::edits::{TextEdit, applied};
use super::html::{escaped, plain_text};
use super::index::{LinkIndex, SourceTarget, UsedFiles};
use super::kind::SiteKind;
use super::pages::ImportedPage;
use super::report::{FileLog, ReportKind};
use super::tree::{extension, stem};
use crate::document::{is_safe_scheme, markdown_options, scheme};
use destination::{destination_range, link_text, written};

pub(super) use destination::folded;

/// A body with the links of the new site.
pub(super) struct LinkedBody {
    pub(super) text: String,
    pub(super) files: UsedFiles,
    pub(super) log: FileLog,
}

/// Rewrites the links of a page.
pub(super) fn rewrite(page: &ImportedPage, index: &LinkIndex<'_>, kind: SiteKind) -> LinkedBody {
    let mut rewriter = LinkRewriter {
        page,
        index,
        kind,
        text: &page.body,
        edits: Vec::new(),
        open: Vec::new(),
        files: UsedFiles::new(),
        log: FileLog::new(),
        used_labels: BTreeMap::new(),
    };
    let parser = Parser::new_ext(&page.body, markdown_options());
    let definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_owned(), definition.dest.to_string(), definition.span.clone()))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        rewriter.handle_event(&event, range);
    }
    definitions.into_iter().for_each(|(label, target, span)| rewriter.definition(&label, &target, span));
    let LinkRewriter { mut edits, files, log, .. } = rewriter;
    // An edit within another one is left out.
    edits.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    // What is no link, such as in code, shows the path as written.
    let text = applied(&page.body, edits).replace("](ref:", "](").replace("=\"ref:", "=\"");
    LinkedBody { text, files, log }
}

/// Returns a range with the blanks before it and the line end after it, if it fills its lines.
fn whole_line(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text[..span.start].trim_end_matches(' ').len();
    let starts_line = start == 0 || text[..start].ends_with('\n');
    match text[span.end..].starts_with('\n') {
        true if starts_line => start..span.end + 1,
        true => span.start..span.end + 1,
        false => span,
    }
}

/// A link whose end is not reached.
struct OpenLink {
    range: Range<usize>,
    link_type: LinkType,
    target: String,
    title: String,
    label: String,
    is_image: bool,
    /// The end of the last event inside the link.
    inner_end: usize,
}

/// What a link of the source becomes.
#[derive(Debug, PartialEq, Eq)]
enum NewTarget {
    /// It stays as it is.
    Same,
    /// It gets another destination.
    To(String),
    /// It gets the URL of another site, to which pictures become links.
    Remote(String),
    /// It becomes text.
    Text(ReportKind),
}

struct LinkRewriter<'a> {
    page: &'a ImportedPage,
    index: &'a LinkIndex<'a>,
    kind: SiteKind,
    text: &'a str,
    edits: Vec<TextEdit>,
    open: Vec<OpenLink>,
    files: UsedFiles,
    log: FileLog,
    /// The labels of definitions that links use.
    used_labels: BTreeMap<String, LinkShape>,
}

impl LinkRewriter<'_> {
    fn handle_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.start(*link_type, [dest_url, title, id], LinkShape::Text, range)
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                self.start(*link_type, [dest_url, title, id], LinkShape::Image, range)
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = self.open.pop() {
                    self.end(&link);
                }
                self.note_inner_end(range.end);
            }
            _ => self.note_inner_end(range.end),
        }
    }

    fn start(
        &mut self,
        link_type: LinkType,
        [target, title, label]: [&CowStr<'_>; 3],
        shape: LinkShape,
        range: Range<usize>,
    ) {
        let is_image = shape == LinkShape::Image;
        let inner_end = range.start + if is_image { 2 } else { 1 };
        let link = OpenLink {
            range,
            link_type,
            target: target.to_string(),
            title: title.to_string(),
            label: label.to_string(),
            is_image,
            inner_end,
        };
        self.open.push(link);
    }

    fn note_inner_end(&mut self, end: usize) {
        if let Some(link) = self.open.last_mut().filter(|link| end <= link.range.end) {
            link.inner_end = link.inner_end.max(end);
        }
    }

    fn end(&mut self, link: &OpenLink) {
        match link.link_type {
            LinkType::WikiLink { .. } => self.wiki_link(link),
            LinkType::Inline => self.inline_link(link),
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => self.reference_link(link),
            LinkType::Autolink if scheme(&link.target).is_some_and(|scheme| !is_safe_scheme(&scheme)) => {
                self.edits.push((link.range.start..link.range.start + 1, "\\<".to_owned()));
            }
            _ => {}
        }
    }

    /// Separates a link from the words behind it, if its text was a picture that became words.
    fn separate(&mut self, link: &OpenLink) {
        let inner = link.range.start + 1;
        let was_picture = !link.is_image
            && self.edits.iter().rev().any(|(range, text)| range.start == inner && text.is_empty());
        let is_joined = self.text[link.range.end..].starts_with(char::is_alphanumeric);
        if was_picture && is_joined && self.text[inner..].starts_with("![") {
            self.edits.push((link.range.end..link.range.end, " ".to_owned()));
        }
    }

    fn inline_link(&mut self, link: &OpenLink) {
        self.separate(link);
        let new = self.new_target(&link.target, link);
        let rest = &self.text[link.inner_end.min(link.range.end)..link.range.end];
        let Some(open) = rest.find("](") else { return };
        let close = link.inner_end + open;
        let Some(destination) = destination_range(self.text, close + 2, link.range.end) else { return };
        match new {
            NewTarget::Same => {}
            NewTarget::To(target) => self.edits.push((destination, written(&target))),
            NewTarget::Remote(target) => {
                let caption = self.caption(link, close);
                if !caption.is_empty() {
                    self.edits.push((destination.end..link.range.end - 1, String::new()));
                    self.edits.push((link.range.end..link.range.end, caption));
                }
                self.edits.push((destination, written(&target)));
                self.image_to_link(link, close);
            }
            NewTarget::Text(kind) => {
                self.log.push((kind, link.target.clone()));
                let start = if link.is_image { 2 } else { 1 };
                self.edits.push((link.range.start..link.range.start + start, String::new()));
                let after = self.caption(link, close) + &self.blank_after(link);
                self.edits.push((close..link.range.end, after));
            }
        }
    }

    /// Returns what the caption of a picture that becomes words or a link adds to its alternative text.
    fn caption(&self, link: &OpenLink, close: usize) -> String {
        let is_in_link = self.open.iter().any(|outer| !outer.is_image);
        if !link.is_image || is_in_link {
            return String::new();
        }
        let alt = plain_text(&self.text[link.range.start + 2..close]);
        let caption = link.title.strip_prefix(&*alt).unwrap_or(&link.title);
        let caption = escaped(caption.trim_start_matches([' ', '—', ':']).trim_end());
        match caption.is_empty() {
            true => caption,
            false if alt.is_empty() => caption,
            false => format!(" — {caption}"),
        }
    }

    /// Makes a picture of another site a link; without alternative text the link has the name of the file.
    fn image_to_link(&mut self, link: &OpenLink, close: usize) {
        if !link.is_image {
            return;
        }
        let is_in_link = self.open.iter().any(|outer| !outer.is_image);
        let name =
            link.target.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        if is_in_link {
            self.edits.push((link.range.clone(), link_text(&self.text[link.range.start + 2..close], name)));
            return;
        }
        self.edits.push((link.range.start..link.range.start + 1, String::new()));
        if self.text[link.range.start + 2..close].trim().is_empty() {
            self.edits.push((close..close, name.replace(['[', ']', '*', '_'], " ")));
        }
    }

    /// Returns the blank between a picture that becomes words and the words after it.
    fn blank_after(&self, link: &OpenLink) -> String {
        let next = self.text[link.range.end..].chars().next();
        let is_joined = link.is_image && next.is_some_and(char::is_alphanumeric);
        if is_joined { " ".to_owned() } else { String::new() }
    }

    fn reference_link(&mut self, link: &OpenLink) {
        let shape = if link.is_image { LinkShape::Image } else { LinkShape::Text };
        self.used_labels.entry(folded(&link.label)).or_insert(shape);
        let new = self.new_target(&link.target, link);
        let start = if link.is_image { 2 } else { 1 };
        if let NewTarget::Text(kind) = new {
            self.log.push((kind, link.target.clone()));
            self.edits.push((link.range.start..link.range.start + start, String::new()));
            let close = self.text[link.inner_end..link.range.end]
                .find(']')
                .map_or(link.range.end, |at| link.inner_end + at);
            self.edits.push((close..link.range.end, String::new()));
        } else if let (NewTarget::Remote(_), true) = (new, link.is_image) {
            self.edits.push((link.range.start..link.range.start + 1, String::new()));
        }
    }

    /// Rewrites a definition of a reference link, and removes it if no link uses it.
    fn definition(&mut self, label: &str, target: &str, span: Range<usize>) {
        let Some(shape) = self.used_labels.get(&folded(label)).copied() else {
            return self.edits.push((whole_line(self.text, span), String::new()));
        };
        let text = &self.text[span.clone()];
        let Some(colon) = text.find("]:") else { return };
        let before = text[colon + 2..].len() - text[colon + 2..].trim_start_matches([' ', '\n', '>']).len();
        let start = span.start + colon + 2 + before;
        let Some(destination) = destination_range(self.text, start, span.end) else { return };
        match self.resolve(target, shape) {
            NewTarget::To(target) | NewTarget::Remote(target) => {
                self.edits.push((destination, written(&target)))
            }
            NewTarget::Text(_) => self.edits.push((span, String::new())),
            NewTarget::Same => {}
        }
    }

    /// Returns the range of the destination in parentheses that begin at an offset.
    fn destination_after(&self, offset: usize) -> Option<Range<usize>> {
        let line = self.text[offset..].lines().next()?;
        let destination = destination_range(self.text, offset + 1, offset + line.len())?;
        (line.starts_with('(') && self.text[destination.end..].starts_with(')')).then_some(destination)
    }

    /// Rewrites `[[1]](url)`, a link whose text is in brackets.
    fn bracketed_link(&mut self, link: &OpenLink, inner: &str, destination: Range<usize>) {
        let whole = link.range.start..destination.end + 1;
        let target = self.text[destination].to_owned();
        let new = match self.resolve(&target, LinkShape::Text) {
            NewTarget::Same => format!("[{inner}]({target})"),
            NewTarget::To(target) | NewTarget::Remote(target) => format!("[{inner}]({})", written(&target)),
            NewTarget::Text(kind) => {
                self.log.push((kind, target));
                format!("\\[{inner}\\]")
            }
        };
        self.edits.push((whole, new));
    }

    fn wiki_link(&mut self, link: &OpenLink) {
        let (name, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let inner = self.text[link.range.clone()].trim_start_matches(['!', '[']).trim_end_matches(']');
        let shown = inner.split_once('|').map(|(_, shown)| shown.trim());
        let is_size =
            shown.is_some_and(|shown| shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x'));
        let found = if name.trim().is_empty() {
            None
        } else {
            self.index.find_name(name.trim_end_matches('\\'), self.page)
        };
        let is_own = name.trim().is_empty() && !anchor.is_empty();
        if found.is_none() && !is_own && !self.kind.has_wiki_links() {
            let escaped = self.text[link.range.clone()].replace('[', "\\[").replace(']', "\\]");
            return match self.destination_after(link.range.end) {
                Some(destination) => self.bracketed_link(link, inner, destination),
                None => self.edits.push((link.range.clone(), escaped)),
            };
        }
        let title = match found {
            Some(SourceTarget::Page(number)) if anchor.is_empty() => {
                self.index.pages[number].meta.title.clone()
            }
            _ => None,
        };
        let words = shown.filter(|_| !is_size).map(str::to_owned).or(title);
        let words =
            words.unwrap_or_else(|| if is_own { anchor.to_owned() } else { link.target.replace('#', " › ") });
        let is_file = matches!(found, Some(SourceTarget::File(_)));
        let is_picture = link.is_image && matches!(found, Some(SourceTarget::File(path)) if is_picture(path));
        if link.is_image && !is_file {
            self.log.push((ReportKind::LostMarkup, "embedded note".to_owned()));
        }
        let target = if is_own {
            self.anchor_of(self.page, anchor)
        } else {
            found.and_then(|found| self.link_to(found, anchor))
        };
        let mark = if is_picture { "!" } else { "" };
        let words =
            if is_picture { shown.filter(|_| !is_size).unwrap_or(stem(name)).to_owned() } else { words };
        let words = words.replace(['[', ']'], "");
        match target {
            Some(target) => {
                self.log.push((ReportKind::Link, "wiki link".to_owned()));
                self.edits.push((link.range.clone(), format!("{mark}[{words}]({})", written(&target))));
            }
            None => {
                self.log.push((ReportKind::Unlinked, link.target.clone()));
                self.edits.push((link.range.clone(), words));
            }
        }
    }
}

/// Returns whether browsers show a file as a picture. Other embedded files become links.
fn is_picture(path: &str) -> bool {
    const PICTURES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "ico"];
    PICTURES.contains(&&*extension(path))
}

/// Whether a link is a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkShape {
    Text,
    Image,
}
