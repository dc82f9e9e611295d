//! Prose being read: its tokens, what its editor said of words in it, and of a briefing, from where and when it speaks.

use std::ops::Deref;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, ContentMeta};
use crate::diagnostic::{Code, Diagnostic, SourceLocation};
use crate::document::PlainText;
use crate::facts::token::{Token, tokenize_into};
use crate::facts::{Date, Override};
use crate::text::{Span, Spanned};

/// From where and when a briefing speaks.
pub(super) struct BriefingTimes {
    /// The zone that decides which day it was.
    pub(super) zone: TimeZone,
    /// The instant its publication begins.
    pub(super) published: Timestamp,
    /// The instant the site is built for.
    pub(super) as_of: Timestamp,
}

/// The prose of a page being read.
pub(super) struct PageProse<'a> {
    pub(super) meta: &'a ContentMeta,
    pub(super) plain: PlainText,
    pub(super) tokens: &'a [Token],
    /// What the editor said of words, with each place of the plain text they stand at; in the order of the prose.
    overrides: Vec<(Span, &'a Override)>,
}

/// One briefing being read.
pub(super) struct BriefingProse<'a> {
    prose: PageProse<'a>,
    pub(super) briefing: &'a Briefing,
    pub(super) times: BriefingTimes,
}

impl<'a> Deref for BriefingProse<'a> {
    type Target = PageProse<'a>;

    fn deref(&self) -> &PageProse<'a> {
        &self.prose
    }
}

impl<'a> BriefingProse<'a> {
    /// Cuts the prose of a briefing into tokens, for which `tokens` is working space.
    pub(super) fn new(briefing: &'a Briefing, at: BriefingTimes, tokens: &'a mut Vec<Token>) -> Self {
        Self { prose: PageProse::new(&briefing.meta, &briefing.overrides, tokens), briefing, times: at }
    }

    /// The instant of publication; of a plain day its noon, so that no zone makes another day of it.
    pub(super) fn reference_instant(&self) -> Timestamp {
        match self.briefing.published.value {
            Date::Calendar(point) => self
                .times
                .zone
                .to_timestamp(point.first_day().at(12, 0, 0, 0))
                .unwrap_or(self.times.published),
            _ => self.times.published,
        }
    }
}

impl<'a> PageProse<'a> {
    /// Cuts the prose of a page into tokens, for which `tokens` is working space.
    pub(super) fn new(
        leaf: &'a ContentMeta,
        verdicts: &'a [(Spanned<String>, Override)],
        tokens: &'a mut Vec<Token>,
    ) -> Self {
        let plain = PlainText::new(&leaf.source, &leaf.body);
        tokenize_into(&plain.text, tokens);
        let verdicts = override_spans(verdicts, &plain.text, tokens);
        Self { meta: leaf, plain, tokens, overrides: verdicts }
    }

    /// What the editor said of a stretch of the plain text.
    pub(super) fn override_at(&self, span: Span) -> Option<&'a Override> {
        let meets = |words: &Span| words.start < span.end && span.start < words.end;
        self.overrides.iter().find(|(words, _)| meets(words)).map(|(_, verdict)| *verdict)
    }

    /// What the editor said of a name: of the whole of it, for a surname says nothing of full names.
    pub(super) fn override_of_name(&self, span: Span) -> Option<&'a Override> {
        let covers = |words: &Span| words.start <= span.start && span.end <= words.end;
        self.overrides.iter().find(|(words, _)| covers(words)).map(|(_, verdict)| *verdict)
    }

    /// Words of which the editor said whom or what they name, in order.
    pub(super) fn name_overrides(&self) -> impl Iterator<Item = (Span, &'a Spanned<String>)> {
        self.overrides.iter().filter_map(|(span, verdict)| match verdict {
            Override::Name(name) => Some((*span, name)),
            Override::Ignore | Override::Date(_) => None,
        })
    }

    /// A finding at a stretch of the plain text.
    pub(super) fn diagnostic(&self, code: &'static Code, message: String, span: Span) -> Diagnostic {
        Diagnostic::new(code, message)
            .at(SourceLocation::new(&self.meta.source, self.plain.source_span(span)))
    }
}

/// Where in the text stand the words an editor said something of, however they are capitalised; whole words only.
fn override_spans<'a>(
    verdicts: &'a [(Spanned<String>, Override)],
    text: &str,
    tokens: &[Token],
) -> Vec<(Span, &'a Override)> {
    if verdicts.is_empty() {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    let mut places = Vec::new();
    for (words, verdict) in verdicts {
        let words = words.value.to_ascii_lowercase();
        let found = text.match_indices(&words).map(|(at, _)| Span::new(at, at + words.len()));
        places.extend(found.filter(|span| is_token_aligned(*span, tokens)).map(|span| (span, verdict)));
    }
    places.sort_by_key(|(span, _)| (span.start, span.end));
    places
}

/// Whether a stretch begins and ends where tokens do.
fn is_token_aligned(span: Span, tokens: &[Token]) -> bool {
    let begins = tokens.binary_search_by_key(&span.start, |token| token.span.start).is_ok();
    begins && tokens.binary_search_by_key(&span.end, |token| token.span.end).is_ok()
}
