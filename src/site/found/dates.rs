//! Dates in the prose of one briefing, with overrides applied and joined with its facts.

use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::facts::clause::extract_clause;
use crate::facts::date::Precision;
use crate::facts::timex::{ReferenceTime, TimeExpression, TimexReader};
use crate::facts::{Date, DateFact, DisplayMode, Origin, Override};
use crate::text::{Span, Spanned};

use super::prose::BriefingProse;
use super::same::DateIndex;
use super::{FactIndex, FoundDate, FoundFacts, checks};

/// Adds the dates of a briefing to `found`, and reports contradictions.
pub(super) fn find_dates(
    reader: &TimexReader,
    prose: &BriefingProse<'_>,
    mode: DisplayMode,
    found: &mut FoundFacts,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let expressions = time_expressions(reader, prose);
    prose.add_dates(&expressions, mode, found);
    diagnostics.extend(checks::check_dates(prose, &expressions));
}

/// Returns the time expressions in the prose.
pub(super) fn time_expressions(reader: &TimexReader, prose: &BriefingProse<'_>) -> Vec<TimeExpression> {
    let reference = ReferenceTime::new(prose.reference_instant(), prose.times.zone.clone());
    reader.read(&prose.plain.text, prose.tokens, &reference)
}

impl BriefingProse<'_> {
    /// Returns the value of an expression after overrides.
    pub(super) fn value_of(&self, expression: &TimeExpression) -> Option<Date> {
        match self.override_at(expression.span) {
            Some(Override::Ignore | Override::Name(_)) => None,
            Some(Override::Date(date)) => Some(*date),
            None => expression.consistent_date(),
        }
    }

    fn add_dates(&self, expressions: &[TimeExpression], mode: DisplayMode, found: &mut FoundFacts) {
        let (declared, mut known) = (self.declared_dates(), DateIndex::default());
        for expression in expressions {
            let Some(date) = self.value_of(expression) else { continue };
            let fact = match self.declared_fact(&declared, &date) {
                Some(index) => Some(FactIndex::Declared(index)),
                None if mode == DisplayMode::Box && is_precise(&date) => {
                    self.found_fact(found, &mut known, date, expression)
                }
                None => None,
            };
            let span = self.plain.source_span(expression.span);
            let derivation = self.override_at(expression.span).is_none().then_some(expression.derivation);
            found.dates.push(FoundDate { span, date, fact, derivation });
        }
    }

    /// Returns the index of the declared fact with the same date, else of the only one within that month or year.
    fn declared_fact(&self, declared: &DateIndex, date: &Date) -> Option<usize> {
        let same = declared.find(date, &self.times.zone);
        if same.is_some() || !is_longer_than_a_day(date) {
            return same;
        }
        let facts = self.briefing.dates.iter().enumerate();
        let (start, end) = (date.start(&self.times.zone), date.end(&self.times.zone));
        let within = |when: &Date| start <= when.start(&self.times.zone) && when.end(&self.times.zone) <= end;
        let mut inside = facts.filter(|(_, fact)| within(&fact.when.value));
        match (inside.next(), inside.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    }

    /// Indexes the dates of the declared facts.
    pub(super) fn declared_dates(&self) -> DateIndex {
        DateIndex::of(self.briefing.dates.iter().map(|fact| &fact.when.value), &self.times.zone)
    }

    /// Returns the found fact for a date, and creates it at its first occurrence. Headings state no facts.
    fn found_fact(
        &self,
        found: &mut FoundFacts,
        known: &mut DateIndex,
        date: Date,
        expression: &TimeExpression,
    ) -> Option<FactIndex> {
        if let Some(index) = known.find(&date, &self.times.zone) {
            return Some(FactIndex::Found(index));
        }
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = extract_clause(&self.plain.text, self.tokens, expression.span);
        if !has_other_words(&self.plain.text, span, expression.span) {
            return None;
        }
        let what = Spanned::new(what, self.plain.source_span(span));
        let when = Spanned::new(date, self.plain.source_span(expression.span));
        let (venue, actors) = (None, Vec::new());
        known.add(&date, found.facts.len(), &self.times.zone);
        found.facts.push(DateFact {
            when,
            what,
            venue,
            actors,
            status: None,
            source: None,
            origin: Origin::Found,
        });
        Some(FactIndex::Found(found.facts.len() - 1))
    }
}

/// Returns whether a clause contains words besides the date.
fn has_other_words(text: &str, clause: Span, date: Span) -> bool {
    let has_words = |start: u32, end: u32| {
        text.get(start as usize..end as usize).is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    has_words(clause.start, date.start) || has_words(date.end, clause.end)
}

/// Returns whether a date is precise enough for the fact box: an instant, a day or a month.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Instant(_) => true,
        Date::Calendar(point) => matches!(point.precision, Precision::Day(..) | Precision::Month(_)),
        Date::Interval(..) => false,
    }
}

fn is_longer_than_a_day(date: &Date) -> bool {
    matches!(date, Date::Calendar(point) if !matches!(point.precision, Precision::Day(..)))
}
