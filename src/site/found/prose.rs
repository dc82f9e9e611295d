//! The prose of a page with its tokens and overrides, and the reference time of a briefing.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, ContentMeta};
use crate::diagnostic::{Code, Diagnostic, SourceLocation};
use crate::document::PlainText;
use crate::facts::date::DateWords;
use crate::facts::languages::Language;
use crate::facts::timex::{FiscalYear, NumericOrder};
use crate::facts::token::{Token, tokenize_into};
use crate::facts::{Date, Override};
use crate::text::{Span, Spanned};

/// The instants and the zone that dates of a briefing are resolved against.
pub(super) struct BriefingTimes {
    /// The zone that decides on which calendar day an instant falls.
    pub(super) zone: TimeZone,
    /// The first instant of publication.
    pub(super) published: Timestamp,
    /// The instant the site is built for.
    pub(super) as_of: Timestamp,
    /// The order of numeric dates in the language of the page.
    pub(super) numeric_order: Option<NumericOrder>,
    /// The fiscal year that the prose refers to.
    pub(super) fiscal_year: Option<FiscalYear>,
    /// The words of dates in diagnostics.
    pub(super) words: Arc<DateWords>,
}

/// The prose of a page.
pub(super) struct PageProse<'a> {
    pub(super) meta: &'a ContentMeta,
    pub(super) plain: PlainText,
    pub(super) tokens: &'a [Token],
    /// Overrides of the editor, with each span of the plain text they apply to; in the order of the prose.
    overrides: Vec<(Span, &'a Override)>,
}

/// The prose of a briefing.
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
    /// Tokenizes the prose of a briefing; `tokens` is a buffer to reuse.
    pub(super) fn new(
        briefing: &'a Briefing,
        times: BriefingTimes,
        language: &Language,
        tokens: &'a mut Vec<Token>,
    ) -> Self {
        Self { prose: PageProse::new(&briefing.meta, &briefing.overrides, language, tokens), briefing, times }
    }

    /// Returns the reference time: the instant of publication, or noon if only the day is given, so that it falls on that
    /// day in every zone.
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
    /// Tokenizes the prose of a page; `tokens` is a buffer to reuse.
    pub(super) fn new(
        meta: &'a ContentMeta,
        overrides: &'a [(Spanned<String>, Override)],
        language: &Language,
        tokens: &'a mut Vec<Token>,
    ) -> Self {
        let plain = PlainText::new(&meta.source, &meta.body);
        tokenize_into(&plain.text, language, tokens);
        let overrides = override_spans(overrides, &plain.text, tokens);
        Self { meta, plain, tokens, overrides }
    }

    /// Returns the override that applies to any part of a span of the plain text.
    pub(super) fn override_at(&self, span: Span) -> Option<&'a Override> {
        let meets = |words: &Span| words.start < span.end && span.start < words.end;
        self.overrides.iter().find(|(words, _)| meets(words)).map(|(_, value)| *value)
    }

    /// Returns the override of a whole name: an override of a surname does not apply to full names.
    pub(super) fn override_of_name(&self, span: Span) -> Option<&'a Override> {
        let covers = |words: &Span| words.start <= span.start && span.end <= words.end;
        self.overrides.iter().find(|(words, _)| covers(words)).map(|(_, value)| *value)
    }

    /// Iterates over the overrides that name an actor or venue, in order.
    pub(super) fn name_overrides(&self) -> impl Iterator<Item = (Span, &'a Spanned<String>)> {
        self.overrides.iter().filter_map(|(span, value)| match value {
            Override::Name(name) => Some((*span, name)),
            Override::Ignore | Override::Date(_) => None,
        })
    }

    /// Creates a diagnostic at a span of the plain text.
    pub(super) fn diagnostic(&self, code: &'static Code, message: String, span: Span) -> Diagnostic {
        Diagnostic::new(code, message)
            .at(SourceLocation::new(&self.meta.source, self.plain.source_span(span)))
    }
}

/// Finds the overridden words in the text, ignoring case; only whole words match.
pub fn override_spans<'a>(
    overrides: &'a [(Spanned<String>, Override)],
    text: &str,
    tokens: &[Token],
) -> Vec<(Span, &'a Override)> {
    if overrides.is_empty() {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    let mut spans = Vec::new();
    for (words, value) in overrides {
        let words = words.value.to_ascii_lowercase();
        let found = text.match_indices(&words).map(|(offset, _)| Span::new(offset, offset + words.len()));
        spans.extend(found.filter(|span| is_token_aligned(*span, tokens)).map(|span| (span, value)));
    }
    spans.sort_by_key(|(span, _)| (span.start, span.end));
    spans
}

/// Returns whether a span begins and ends at token bounds.
fn is_token_aligned(span: Span, tokens: &[Token]) -> bool {
    let begins = tokens.binary_search_by_key(&span.start, |token| token.span.start).is_ok();
    begins && tokens.binary_search_by_key(&span.end, |token| token.span.end).is_ok()
}
