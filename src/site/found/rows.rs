//! Rows of the fact box for dates of the prose: only where a whole sentence says what happened, and each once.

use std::collections::BTreeSet;

use crate::document::BlockKind;
use crate::facts::clause::extract_clause;
use crate::facts::date::Precision;
use crate::facts::timex::TimeExpression;
use crate::facts::token::Token;
use crate::facts::{Date, DateFact, Origin};
use crate::text::{Span, Spanned, slugify};

use super::prose::BriefingProse;
use super::same::DateIndex;

/// Minimum number of words besides the date in a row.
const MIN_WORDS: usize = 3;

/// Found facts, each date and each clause once.
pub(super) struct FoundRows {
    pub(super) all: Vec<DateFact>,
    by_date: DateIndex,
    /// Texts of declared and found facts, as slugs.
    texts: BTreeSet<String>,
}

impl FoundRows {
    pub(super) fn new(prose: &BriefingProse<'_>) -> Self {
        let texts = prose.briefing.dates.iter().map(|fact| slugify(&fact.what.value)).collect();
        Self { all: Vec::new(), by_date: DateIndex::default(), texts }
    }

    /// Returns the index of the row for a date, and creates it at the first occurrence that says what happened.
    pub(super) fn find_or_add(
        &mut self,
        prose: &BriefingProse<'_>,
        date: Date,
        expression: &TimeExpression,
    ) -> Option<usize> {
        let known = self.by_date.find(&date, &prose.times.zone);
        if known.is_some() {
            return known;
        }
        let fact = prose.stated_fact(date, expression)?;
        if !self.texts.insert(slugify(&fact.what.value)) {
            return None;
        }
        self.all.push(fact);
        self.by_date.add(&date, self.all.len() - 1, &prose.times.zone);
        Some(self.all.len() - 1)
    }
}

impl BriefingProse<'_> {
    /// Returns the fact that the clause of a date states, if the clause says what happened.
    fn stated_fact(&self, date: Date, expression: &TimeExpression) -> Option<DateFact> {
        let (what, clause) = extract_clause(&self.plain.text, self.tokens, expression.span);
        let is_event = is_precise(&date)
            && !self.is_quoted(expression.span)
            && self.is_in_running_text(expression.span)
            // A clause without a verb names something and says nothing about it.
            && expression.checks.tense.is_some()
            && self.is_whole(clause, &what)
            && count_words(&self.plain.text, clause, expression.span) >= MIN_WORDS;
        is_event.then(|| DateFact {
            when: Spanned::new(date, self.plain.source_span(expression.span)),
            what: Spanned::new(what, self.plain.source_span(clause)),
            venue: None,
            actors: Vec::new(),
            status: None,
            source: None,
            origin: Origin::Found,
        })
    }

    /// Returns whether a span is in a block of sentences, and not in a heading or table.
    fn is_in_running_text(&self, span: Span) -> bool {
        let block = self.plain.block_at(span.start);
        block.is_some_and(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Cell))
    }

    /// Returns whether a span is in quotation marks or a block quote.
    pub(super) fn is_quoted(&self, span: Span) -> bool {
        let index = self.tokens.partition_point(|token| token.span.start < span.start);
        self.plain.block_at(span.start).is_some_and(|block| block.kind == BlockKind::Quote)
            || self.tokens.get(index).is_some_and(Token::is_quoted)
    }

    /// Returns whether a clause is a sentence, or a part of one up to a semicolon, and its text is neither shortened nor
    /// ends inside a quotation.
    fn is_whole(&self, clause: Span, what: &str) -> bool {
        let text = &self.plain.text;
        let first = self.tokens.partition_point(|token| token.span.start < clause.start);
        let begins_sentence =
            self.tokens.get(first).is_some_and(|token| token.starts_sentence() || token.starts_paragraph());
        let ends_sentence = clause.slice(text).ends_with(['.', '!', '?']);
        let before = text[..clause.start as usize].chars().rev().find(|c| !c.is_whitespace());
        let before = before.filter(|_| !begins_sentence);
        let after = text[clause.end as usize..].chars().find(|c| !c.is_whitespace());
        let after = after.filter(|_| !ends_sentence);
        let is_cut = |c: Option<char>| matches!(c, Some('-' | '–' | '—' | ':' | '\u{fffc}'));
        let count = |mark: char| what.matches(mark).count();
        let is_balanced =
            count('"').is_multiple_of(2) && count('“') == count('”') && count('(') == count(')');
        !is_cut(before) && !is_cut(after) && is_balanced && !what.ends_with('…')
    }
}

/// Counts the words of a clause besides the date.
fn count_words(text: &str, clause: Span, date: Span) -> usize {
    let words = |start: u32, end: u32| {
        let part = text.get(start as usize..end as usize).unwrap_or_default();
        part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    };
    words(clause.start, date.start) + words(date.end, clause.end)
}

/// Returns whether a date is precise enough for the fact box: an instant, a day or a month.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Instant(_) => true,
        Date::Calendar(point) => matches!(point.precision, Precision::Day(..) | Precision::Month(_)),
        Date::Interval(..) => false,
    }
}
