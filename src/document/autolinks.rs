//! Bare URLs and e-mail addresses, which become links as on GitHub.

use std::collections::VecDeque;
use std::ops::Range;

use memchr::memchr3_iter;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::events::SourceEvent;

/// The maximum length of a URL, in bytes.
const MAX_URL_LEN: usize = 2_000;

/// The maximum number of bytes before a URL in which an open template tag is searched for.
const MAX_LOOK_BEHIND: usize = 300;

/// Turns bare URLs in the events of a body into links.
pub(super) struct Autolinks<'t, 'e, I> {
    events: I,
    text: &'t str,
    /// Whether the body has anything to link.
    has_links: bool,
    /// Events that are ready to be returned.
    ready: VecDeque<SourceEvent<'e>>,
    /// An event that was read too far.
    held: Option<SourceEvent<'e>>,
    /// The number of links, images and code blocks around the event, in which nothing is linked.
    depth: usize,
}

impl<'t, 'e, I: Iterator<Item = SourceEvent<'e>>> Autolinks<'t, 'e, I> {
    /// Reads the events of the body that begins at an offset of `text`.
    pub(super) fn new(text: &'t str, start: usize, events: I) -> Self {
        let has_links = may_have_link(text.get(start..).unwrap_or_default());
        Self { events, text, has_links, ready: VecDeque::new(), held: None, depth: 0 }
    }

    /// Handles text that may have a URL: takes the text events that continue it, and splits them at links.
    fn split(&mut self, first: SourceEvent<'e>) {
        let mut run = vec![first];
        for next in self.events.by_ref() {
            let end = run.last().map_or(0, |(_, range)| range.end);
            if !matches!(next.0, Event::Text(_)) || next.1.start != end {
                self.held = Some(next);
                break;
            }
            run.push(next);
        }
        let end = run.last().map_or(0, |(_, range)| range.end);
        let mut links = find_links(self.text, run[0].1.start..end).into_iter().peekable();
        // The end of the last link, which may be in a later event than its beginning.
        let mut linked = 0;
        for (event, range) in run {
            let Event::Text(text) = event else { continue };
            while let Some(link) = links.next_if(|link| link.range.start < range.end) {
                self.push_part(&text, &range, range.start.max(linked)..link.range.start);
                linked = link.range.end;
                self.push_link(link);
            }
            self.push_part(&text, &range, range.start.max(linked)..range.end);
        }
    }

    /// Adds a part of a text event. Text that differs from its source is not divided.
    fn push_part(&mut self, text: &CowStr<'e>, whole: &Range<usize>, part: Range<usize>) {
        if part.is_empty() {
            return;
        }
        let slice = self.text.get(whole.clone()) == Some(&**text);
        let written = match slice {
            true => text.get(part.start - whole.start..part.end - whole.start),
            false => (part == *whole).then_some(&**text),
        };
        if let Some(written) = written {
            self.ready.push_back((Event::Text(written.to_owned().into()), part));
        }
    }

    fn push_link(&mut self, link: BareLink) {
        let written = self.text[link.range.clone()].replace("&amp;", "&");
        let tag = Tag::Link {
            link_type: if link.prefix == MAIL { LinkType::Email } else { LinkType::Autolink },
            dest_url: match link.prefix {
                WEB => format!("{WEB}{written}").into(),
                _ => written.clone().into(),
            },
            title: "".into(),
            id: "".into(),
        };
        self.ready.push_back((Event::Start(tag), link.range.clone()));
        self.ready.push_back((Event::Text(written.into()), link.range.clone()));
        self.ready.push_back((Event::End(TagEnd::Link), link.range));
    }

    fn track(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => self.depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.depth = self.depth.saturating_sub(1)
            }
            _ => {}
        }
    }
}

impl<'e, I: Iterator<Item = SourceEvent<'e>>> Iterator for Autolinks<'_, 'e, I> {
    type Item = SourceEvent<'e>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(event) = self.ready.pop_front() {
            return Some(event);
        }
        let (event, range) = self.held.take().or_else(|| self.events.next())?;
        if self.has_links && self.depth == 0 && matches!(&event, Event::Text(text) if may_have_link(text)) {
            self.split((event, range));
            return self.next();
        }
        self.track(&event);
        Some((event, range))
    }
}

/// Returns whether a text may contain a bare URL or e-mail address.
fn may_have_link(text: &str) -> bool {
    memchr3_iter(b':', b'@', b'w', text.as_bytes()).any(|offset| {
        let rest = &text.as_bytes()[offset..];
        [b"://".as_slice(), b"www.", b"@"].iter().any(|sign| rest.starts_with(sign))
    })
}

/// What completes a written link to a URL: nothing, `https://` or `mailto:`.
const COMPLETE: &str = "";
const WEB: &str = "https://";
const MAIL: &str = "mailto:";

struct BareLink {
    range: Range<usize>,
    prefix: &'static str,
}

/// Returns the links in a range of the source, in order.
fn find_links(source: &str, range: Range<usize>) -> Vec<BareLink> {
    let (mut found, mut from): (Vec<BareLink>, usize) = (Vec::new(), range.start);
    let bytes = source.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let rest = &source[at..range.end];
        let link = match bytes[at] {
            b':' if rest.starts_with("://") => url_around(source, from, at, range.end),
            b'w' if rest.starts_with("www.") => www_at(source, from, at, range.end),
            b'@' => email_around(source, from, at, range.end),
            _ => None,
        };
        at += 1;
        if let Some(link) = link.filter(|link| !in_template_tag(source, link.range.start)) {
            (from, at) = (link.range.end, link.range.end);
            found.push(link);
        }
        while !source.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

/// Reads a URL with `http` or `https` around its `://`.
fn url_around(source: &str, from: usize, colon: usize, end: usize) -> Option<BareLink> {
    let before = &source[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        before.len() >= scheme.len()
            && before.is_char_boundary(before.len() - scheme.len())
            && before[before.len() - scheme.len()..].eq_ignore_ascii_case(scheme)
    })?;
    let start = colon - scheme.len();
    let host = colon + "://".len();
    let range = start..link_end(source, host, end);
    let valid = begins_link(source, start) && is_domain(source.get(host..range.end)?);
    valid.then_some(BareLink { range, prefix: COMPLETE })
}

fn www_at(source: &str, from: usize, start: usize, end: usize) -> Option<BareLink> {
    let range = start..link_end(source, start, end);
    let valid = start >= from && begins_link(source, start) && is_domain(source.get(start + 4..range.end)?);
    valid.then_some(BareLink { range, prefix: WEB })
}

fn email_around(source: &str, from: usize, at: usize, end: usize) -> Option<BareLink> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let before = &source[from..at];
    let start = from + before.trim_end_matches(is_local).len();
    let host = &source[at + 1..end];
    let host = &host[..host.find(|c| !is_host(c)).unwrap_or(host.len())];
    let host = host.trim_end_matches(['.', '-']);
    let range = start..at + 1 + host.len();
    let followed = source[range.end..].starts_with(['@', '/', '_']);
    let valid = start < at && begins_link(source, start) && is_domain(host) && !followed;
    valid.then_some(BareLink { range, prefix: MAIL })
}

/// Returns whether a link may begin at an offset: not inside a word, a path or a value.
fn begins_link(source: &str, start: usize) -> bool {
    let before = source[..start].chars().next_back();
    before
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '=' | '@' | '.' | '-' | '+' | '&' | '\\'))
}

/// Returns whether a text begins with a domain of two parts or more.
fn is_domain(text: &str) -> bool {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let is_part =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let last_is_word = parts.last().is_some_and(|last| last.chars().any(char::is_alphabetic));
    let is_address = parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
    parts.len() >= 2 && parts.iter().all(is_part) && (last_is_word || is_address)
}

/// Returns the end of a URL: before a blank or `<`, without punctuation and unmatched brackets at its end.
fn link_end(source: &str, start: usize, end: usize) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '“' | '”' | '„' | '«' | '»' | '…')
    };
    let limit = (start..=end.min(start + MAX_URL_LEN)).rev().find(|offset| source.is_char_boundary(*offset));
    let url = &source[start..limit.unwrap_or(start)];
    let mut url = &url[..url.find(is_end).unwrap_or(url.len())];
    loop {
        let trimmed =
            url.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '’', '‘', '|', '\\']);
        let unmatched = |open: char, close: char| {
            trimmed.ends_with(close) && trimmed.matches(close).count() > trimmed.matches(open).count()
        };
        let cut = unmatched('(', ')') || unmatched('[', ']') || unmatched('{', '}');
        let next = if cut { &trimmed[..trimmed.len() - 1] } else { trimmed };
        if next.len() == url.len() {
            return start + url.len();
        }
        url = next;
    }
}

/// Returns whether an offset is inside a shortcode, a Liquid tag or an attribute list, which are shown as written.
fn in_template_tag(source: &str, offset: usize) -> bool {
    let mut start = offset.saturating_sub(MAX_LOOK_BEHIND);
    while !source.is_char_boundary(start) {
        start += 1;
    }
    let before = &source[start..offset];
    before.rfind('{').is_some_and(|open| before[open..].find('}').is_none())
}
