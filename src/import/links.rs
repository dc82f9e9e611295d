//! Rewrites the links of a body, so that they lead to the new files.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::index::{LinkIndex, SourceTarget, UsedFiles};
use super::kind::SiteKind;
use super::pages::{ImportedPage, loose_id};
use super::report::{FileLog, ReportKind};
use super::tree::{extension, relative};
use crate::document::{is_safe_scheme, markdown_options, scheme};

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
        used_labels: BTreeSet::new(),
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
    let LinkRewriter { edits, files, log, .. } = rewriter;
    LinkedBody { text: apply(&page.body, edits), files, log }
}

/// Applies edits; those within an earlier one are left out.
fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let (mut output, mut end) = (String::with_capacity(text.len()), 0);
    for (range, replacement) in edits {
        if range.start < end {
            continue;
        }
        output.push_str(&text[end..range.start]);
        output.push_str(&replacement);
        end = range.end;
    }
    output + &text[end..]
}

/// A link whose end is not reached.
struct OpenLink {
    range: Range<usize>,
    link_type: LinkType,
    target: String,
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
    edits: Vec<(Range<usize>, String)>,
    open: Vec<OpenLink>,
    files: UsedFiles,
    log: FileLog,
    /// The labels of definitions that links use.
    used_labels: BTreeSet<String>,
}

impl LinkRewriter<'_> {
    fn handle_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => self.start(*link_type, dest_url, id, LinkShape::Text, range),
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => self.start(*link_type, dest_url, id, LinkShape::Image, range),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = self.open.pop() {
                    self.end(&link);
                }
                self.note_inner_end(range.end);
            }
            _ => self.note_inner_end(range.end),
        }
    }

    fn start(&mut self, link_type: LinkType, target: &CowStr<'_>, label: &CowStr<'_>, shape: LinkShape, range: Range<usize>) {
        let is_image = shape == LinkShape::Image;
        let inner_end = range.start + if is_image { 2 } else { 1 };
        let link = OpenLink { range, link_type, target: target.to_string(), label: label.to_string(), is_image, inner_end };
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

    fn inline_link(&mut self, link: &OpenLink) {
        let new = self.new_target(&link.target, link);
        let rest = &self.text[link.inner_end.min(link.range.end)..link.range.end];
        let Some(open) = rest.find("](") else { return };
        let close = link.inner_end + open;
        let Some(destination) = destination_range(self.text, close + 2, link.range.end) else { return };
        match new {
            NewTarget::Same => {}
            NewTarget::To(target) => self.edits.push((destination, written(&target))),
            NewTarget::Remote(target) => {
                self.edits.push((destination, written(&target)));
                self.image_to_link(link, close);
            }
            NewTarget::Text(kind) => {
                self.log.push((kind, link.target.clone()));
                let start = if link.is_image { 2 } else { 1 };
                self.edits.push((link.range.start..link.range.start + start, String::new()));
                self.edits.push((close..link.range.end, String::new()));
            }
        }
    }

    /// Makes a picture of another site a link; without alternative text the link has the name of the file.
    fn image_to_link(&mut self, link: &OpenLink, close: usize) {
        if !link.is_image {
            return;
        }
        let is_in_link = self.open.iter().any(|outer| !outer.is_image);
        let name = link.target.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        if is_in_link {
            self.edits.push((link.range.clone(), link_text(&self.text[link.range.start + 2..close], name)));
            return;
        }
        self.edits.push((link.range.start..link.range.start + 1, String::new()));
        if self.text[link.range.start + 2..close].trim().is_empty() {
            self.edits.push((close..close, name.replace(['[', ']', '*', '_'], " ")));
        }
    }

    fn reference_link(&mut self, link: &OpenLink) {
        self.used_labels.insert(folded(&link.label));
        let new = self.new_target(&link.target, link);
        let start = if link.is_image { 2 } else { 1 };
        if let NewTarget::Text(kind) = new {
            self.log.push((kind, link.target.clone()));
            self.edits.push((link.range.start..link.range.start + start, String::new()));
            let close = self.text[link.inner_end..link.range.end].find(']').map_or(link.range.end, |at| link.inner_end + at);
            self.edits.push((close..link.range.end, String::new()));
        } else if let (NewTarget::Remote(_), true) = (new, link.is_image) {
            self.edits.push((link.range.start..link.range.start + 1, String::new()));
        }
    }

    /// Rewrites a definition of a reference link, and removes it if no link uses it.
    fn definition(&mut self, label: &str, target: &str, span: Range<usize>) {
        if !self.used_labels.contains(&folded(label)) {
            let end = if self.text[span.end..].starts_with('\n') { span.end + 1 } else { span.end };
            return self.edits.push((span.start..end, String::new()));
        }
        let text = &self.text[span.clone()];
        let Some(colon) = text.find("]:") else { return };
        let before = text[colon + 2..].len() - text[colon + 2..].trim_start_matches([' ', '\n', '>']).len();
        let start = span.start + colon + 2 + before;
        let Some(destination) = destination_range(self.text, start, span.end) else { return };
        match self.resolve(target, LinkShape::Text) {
            NewTarget::To(target) | NewTarget::Remote(target) => self.edits.push((destination, written(&target))),
            NewTarget::Text(_) => self.edits.push((span, String::new())),
            NewTarget::Same => {}
        }
    }

    fn wiki_link(&mut self, link: &OpenLink) {
        let (name, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let inner = self.text[link.range.clone()].trim_start_matches(['!', '[']).trim_end_matches(']');
        let shown = inner.split_once('|').map(|(_, shown)| shown.trim());
        let is_size = shown.is_some_and(|shown| shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x'));
        let found = if name.trim().is_empty() { None } else { self.index.find_name(name.trim_end_matches('\\'), self.page) };
        let is_own = name.trim().is_empty() && !anchor.is_empty();
        if found.is_none() && !is_own && !self.kind.has_wiki_links() {
            self.edits.push((link.range.clone(), self.text[link.range.clone()].replace('[', "\\[").replace(']', "\\]")));
            return;
        }
        let title = match found {
            Some(SourceTarget::Page(number)) if anchor.is_empty() => self.index.pages[number].meta.title.clone(),
            _ => None,
        };
        let words = shown.filter(|_| !is_size).map(str::to_owned).or(title);
        let words = words.unwrap_or_else(|| if is_own { anchor.to_owned() } else { link.target.replace('#', " › ") });
        let is_picture = link.is_image && matches!(found, Some(SourceTarget::File(_)));
        if link.is_image && !is_picture {
            self.log.push((ReportKind::LostMarkup, "embedded note".to_owned()));
        }
        let target = if is_own { self.anchor_of(self.page, anchor) } else { found.and_then(|found| self.link_to(found, anchor)) };
        let mark = if is_picture { "!" } else { "" };
        let words = if is_picture { shown.filter(|_| !is_size).unwrap_or_default().to_owned() } else { words };
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

    fn new_target(&mut self, target: &str, link: &OpenLink) -> NewTarget {
        self.resolve(target, if link.is_image { LinkShape::Image } else { LinkShape::Text })
    }

    /// Returns what a destination of the source becomes.
    fn resolve(&mut self, target: &str, shape: LinkShape) -> NewTarget {
        let target = target.trim();
        if let Some(anchor) = target.strip_prefix('#') {
            return self.own_anchor(anchor);
        }
        if let Some(name) = target.strip_prefix("ref:") {
            return self.by_name(name);
        }
        if let Some(path) = target.strip_prefix("@/") {
            return self.by_name(path);
        }
        if let Some(rest) = target.strip_prefix("//") {
            return self.other_site(&format!("https://{rest}"), shape);
        }
        match scheme(target) {
            Some(scheme) if matches!(&*scheme, "http" | "https") => self.other_site(target, shape),
            Some(scheme) if is_safe_scheme(&scheme) => NewTarget::Same,
            Some(_) => NewTarget::Text(ReportKind::Unlinked),
            None if target.is_empty() => NewTarget::Text(ReportKind::Unlinked),
            None => self.path(target, shape),
        }
    }

    fn own_anchor(&mut self, anchor: &str) -> NewTarget {
        match self.anchor_of(self.page, anchor) {
            Some(target) if target[1..] == *anchor => NewTarget::Same,
            Some(target) => NewTarget::To(target),
            None => NewTarget::Text(ReportKind::MissingAnchor),
        }
    }

    /// Resolves a URL with scheme: a page of the old site is a page of the new one.
    fn other_site(&mut self, url: &str, shape: LinkShape) -> NewTarget {
        let (_, rest) = url.split_once("://").unwrap_or(("", url));
        let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let is_old = self.index.old_host().is_some_and(|old| host.trim_start_matches("www.").eq_ignore_ascii_case(old));
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let found = (is_old && path.len() > 1 && !path.contains('?')).then(|| self.index.find(path, self.page)).flatten();
        match found.and_then(|found| self.link_to(found, anchor)) {
            Some(target) => {
                self.log.push((ReportKind::Link, "full URL".to_owned()));
                NewTarget::To(target)
            }
            None if shape == LinkShape::Image => NewTarget::Remote(url.to_owned()),
            None if url.contains("://") && !host.is_empty() => NewTarget::Same,
            None => NewTarget::Text(ReportKind::Unlinked),
        }
    }

    /// Resolves the name of a page in the source, as `ref` has it.
    fn by_name(&mut self, name: &str) -> NewTarget {
        let (path, anchor) = name.split_once('#').unwrap_or((name, ""));
        if path.is_empty() {
            let target = self.anchor_of(self.page, anchor);
            return target.map_or(NewTarget::Text(ReportKind::MissingAnchor), NewTarget::To);
        }
        match self.index.find_name(path, self.page).and_then(|found| self.link_to(found, anchor)) {
            Some(target) => {
                self.log.push((ReportKind::Link, "reference".to_owned()));
                NewTarget::To(target)
            }
            None => match self.index.old_site_url(path, self.page).filter(|_| path.starts_with('/')) {
                Some(url) => {
                    self.log.push((ReportKind::OldSiteLink, path.to_owned()));
                    NewTarget::Remote(url)
                }
                None => NewTarget::Text(ReportKind::Unlinked),
            },
        }
    }

    /// Resolves a path.
    fn path(&mut self, target: &str, shape: LinkShape) -> NewTarget {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or(path);
        let mut found = self.index.find(path, self.page);
        if found.is_none() && path.starts_with("/_posts/") || extension(path) == "md" {
            found = found.or_else(|| self.index.find_name(path, self.page));
        }
        if let Some(new) = found.and_then(|found| self.link_to(found, anchor)) {
            self.log.push((ReportKind::Link, "path".to_owned()));
            return NewTarget::To(new);
        }
        if found.is_some() {
            return NewTarget::Text(ReportKind::Unlinked);
        }
        if is_bare_host(path) {
            self.log.push((ReportKind::Link, "host without scheme".to_owned()));
            return NewTarget::Remote(format!("https://{target}"));
        }
        let is_file = shape == LinkShape::Image || !matches!(&*extension(path), "" | "html" | "htm" | "md" | "php");
        // The URL of a picture beside the page is not known: templates may have taken it from elsewhere.
        let is_known = shape == LinkShape::Text || target.starts_with('/');
        match self.index.old_site_url(target, self.page).filter(|_| is_known) {
            Some(url) => {
                self.log.push((if is_file { ReportKind::MissingFile } else { ReportKind::OldSiteLink }, target.to_owned()));
                NewTarget::Remote(url)
            }
            None if is_file => NewTarget::Text(ReportKind::MissingFile),
            None => NewTarget::Text(ReportKind::Unlinked),
        }
    }

    /// Returns the new destination of a target; `None` if the new site does not show it.
    fn link_to(&mut self, found: SourceTarget<'_>, anchor: &str) -> Option<String> {
        match found {
            SourceTarget::Hidden => None,
            SourceTarget::Topic(slug) => Some(relative(&self.page.output, &format!("content/topics/{slug}.md"))),
            SourceTarget::File(path) => {
                let output = self.index.file_output(path);
                let target = relative(&self.page.output, &output);
                self.files.insert(output, path.to_owned());
                Some(target)
            }
            SourceTarget::Page(number) => {
                let page = &self.index.pages[number];
                let anchor = if anchor.is_empty() { None } else { self.anchor_of(page, anchor) };
                Some(format!("{}{}", relative(&self.page.output, &page.output), anchor.unwrap_or_default()))
            }
        }
    }

    /// Returns `#id` for a heading of a page, whose id may be made by other rules.
    fn anchor_of(&mut self, page: &ImportedPage, anchor: &str) -> Option<String> {
        let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        let last = decoded.rsplit('#').next().unwrap_or_default();
        let found = page.ids.get(last).cloned().or_else(|| page.loose_ids.get(&loose_id(last)).cloned());
        if found.is_none() {
            self.log.push((ReportKind::MissingAnchor, format!("#{anchor}")));
        }
        found.map(|id| format!("#{id}"))
    }
}

/// Whether a link is a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkShape {
    Text,
    Image,
}

/// Returns the range of a destination that begins at an offset.
fn destination_range(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(start..end)?;
    let start = start + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    if rest.starts_with('<') {
        let length = rest.find('>')? + 1;
        return Some(start..start + length);
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (index, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + index),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(start..start + index),
            _ => {}
        }
    }
    Some(start..start + rest.len())
}

/// Returns a destination as Markdown.
fn written(target: &str) -> String {
    let needs_brackets = target.is_empty() || target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    if !needs_brackets {
        return target.to_owned();
    }
    target
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            c if c.is_whitespace() => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

fn link_text(alt: &str, name: &str) -> String {
    if alt.trim().is_empty() { name.replace(['[', ']', '*', '_'], " ") } else { alt.to_owned() }
}

/// Returns whether a path begins with a host, such as `www.example.org/x` or `example.org`.
fn is_bare_host(path: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["com", "org", "net", "gov", "edu", "io", "eu", "uk", "de", "fr", "int", "info", "us", "dev"];
    let host = path.split('/').next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    is_plain && !host.starts_with('.') && (host.starts_with("www.") || ENDINGS.contains(&ending))
}

/// Folds the label of a reference link.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found() {
        let cases = [("[a](b \"c\")", 4, "b"), ("[a](<b c>)", 4, "<b c>"), ("[a](b(c)d)", 4, "b(c)d"), ("[a]( b )", 4, "b")];
        for (text, start, expected) in cases {
            let range = destination_range(text, start, text.len()).expect("a range");
            assert_eq!(&text[range], expected, "{text}");
        }
    }

    #[test]
    fn hosts_without_scheme_are_recognised() {
        for host in ["www.example.zz/a", "example.org", "a.example.gov/x"] {
            assert!(is_bare_host(host), "{host}");
        }
        for path in ["a/b.org", "notes.md", "../x.com", "a b.org", ""] {
            assert!(!is_bare_host(path), "{path}");
        }
    }
}
