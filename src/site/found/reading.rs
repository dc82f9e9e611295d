//! Prose being read: its tokens, what its editor said of words in it, and of a briefing, from where and when it speaks.

use std::ops::Deref;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, Leaf};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::PlainText;
use crate::facts::token::{Token, tokens_into};
use crate::facts::{Date, Verdict};
use crate::text::{Span, Spanned};

/// From where and when a briefing speaks.
pub(super) struct Standpoint {
    /// The zone that decides which day it was.
    pub(super) zone: TimeZone,
    /// The instant its publication begins.
    pub(super) published: Timestamp,
    /// The instant the site is built for.
    pub(super) as_of: Timestamp,
}

/// The prose of a page being read.
pub(super) struct Prose<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) plain: PlainText,
    pub(super) tokens: &'a [Token],
    /// What the editor said of words, with each place of the plain text they stand at; in the order of the prose.
    verdicts: Vec<(Span, &'a Verdict)>,
}

/// One briefing being read.
pub(super) struct Reading<'a> {
    prose: Prose<'a>,
    pub(super) briefing: &'a Briefing,
    pub(super) at: Standpoint,
}

impl<'a> Deref for Reading<'a> {
    type Target = Prose<'a>;

    fn deref(&self) -> &Prose<'a> {
        &self.prose
    }
}

impl<'a> Reading<'a> {
    /// Cuts the prose of a briefing into tokens, for which `tokens` is working space.
    pub(super) fn new(briefing: &'a Briefing, at: Standpoint, tokens: &'a mut Vec<Token>) -> Self {
        Self { prose: Prose::new(&briefing.leaf, &briefing.verdicts, tokens), briefing, at }
    }

    /// The instant of publication; of a plain day its noon, so that no zone makes another day of it.
    pub(super) fn noon_of_a_day(&self) -> Timestamp {
        match self.briefing.published.value {
            Date::Point(point) => {
                self.at.zone.to_timestamp(point.first_day().at(12, 0, 0, 0)).unwrap_or(self.at.published)
            }
            _ => self.at.published,
        }
    }
}

impl<'a> Prose<'a> {
    /// Cuts the prose of a page into tokens, for which `tokens` is working space.
    pub(super) fn new(
        leaf: &'a Leaf,
        verdicts: &'a [(Spanned<String>, Verdict)],
        tokens: &'a mut Vec<Token>,
    ) -> Self {
        let plain = PlainText::of(&leaf.source, &leaf.body);
        tokens_into(&plain.text, tokens);
        let verdicts = places(verdicts, &plain.text, tokens);
        Self { leaf, plain, tokens, verdicts }
    }

    /// What the editor said of a stretch of the plain text.
    pub(super) fn verdict(&self, span: Span) -> Option<&'a Verdict> {
        let meets = |words: &Span| words.start < span.end && span.start < words.end;
        self.verdicts.iter().find(|(words, _)| meets(words)).map(|(_, verdict)| *verdict)
    }

    /// What the editor said of a name: of the whole of it, for a surname says nothing of full names.
    pub(super) fn verdict_of_name(&self, span: Span) -> Option<&'a Verdict> {
        let covers = |words: &Span| words.start <= span.start && span.end <= words.end;
        self.verdicts.iter().find(|(words, _)| covers(words)).map(|(_, verdict)| *verdict)
    }

    /// Words of which the editor said whom or what they name, in order.
    pub(super) fn named(&self) -> impl Iterator<Item = (Span, &'a Spanned<String>)> {
        self.verdicts.iter().filter_map(|(span, verdict)| match verdict {
            Verdict::Names(name) => Some((*span, name)),
            Verdict::Ignore | Verdict::Means(_) => None,
        })
    }

    /// A finding at a stretch of the plain text.
    pub(super) fn note(&self, code: &'static Code, message: String, span: Span) -> Diagnostic {
        Diagnostic::new(code, message).at(Place::of(&self.leaf.source, self.plain.source_span(span)))
    }
}

/// Where in the text stand the words an editor said something of, however they are capitalised; whole words only.
fn places<'a>(
    verdicts: &'a [(Spanned<String>, Verdict)],
    text: &str,
    tokens: &[Token],
) -> Vec<(Span, &'a Verdict)> {
    if verdicts.is_empty() {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    let mut places = Vec::new();
    for (words, verdict) in verdicts {
        let words = words.value.to_ascii_lowercase();
        let found = text.match_indices(&words).map(|(at, _)| Span::new(at, at + words.len()));
        places.extend(found.filter(|span| is_whole(*span, tokens)).map(|span| (span, verdict)));
    }
    places.sort_by_key(|(span, _)| (span.start, span.end));
    places
}

/// Whether a stretch begins and ends where tokens do.
fn is_whole(span: Span, tokens: &[Token]) -> bool {
    let begins = tokens.binary_search_by_key(&span.start, |token| token.span.start).is_ok();
    begins && tokens.binary_search_by_key(&span.end, |token| token.span.end).is_ok()
}
