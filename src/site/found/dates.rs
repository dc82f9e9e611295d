//! Dates in the prose of one briefing, with overrides applied and joined with its facts.

use crate::document::BlockKind;
use crate::facts::clause::extract_clause;
use crate::facts::date::Precision;
use crate::facts::timex::{ReferenceTime, TimeExpression, TimexReader};
use crate::facts::{Date, DateFact, DisplayMode, Origin, Override};
use crate::text::{Span, Spanned};

use super::facts::{FactIndex, FoundDate};
use super::prose::BriefingProse;
use super::same::DateIndex;

/// Returns the dates of a briefing and the facts that no declared fact has, each in the order of the prose.
pub(super) fn find_dates(
    prose: &BriefingProse<'_>,
    expressions: &[TimeExpression],
    mode: DisplayMode,
) -> (Vec<FoundDate>, Vec<DateFact>) {
    let declared = prose.declared_dates();
    let mut facts = FactList::default();
    let mut dates: Vec<FoundDate> = Vec::new();
    for expression in expressions {
        let Some(date) = prose.value_of(expression) else { continue };
        let fact = match prose.declared_fact(&declared, &date) {
            Some(index) => Some(FactIndex::Declared(index)),
            None if mode == DisplayMode::Box && is_precise(&date) => {
                facts.find_or_add(prose, date, expression).map(FactIndex::Found)
            }
            None => None,
        };
        let span = prose.plain.source_span(expression.span);
        let derivation = prose.override_at(expression.span).is_none().then_some(expression.derivation);
        dates.push(FoundDate { span, date, fact, derivation });
    }
    // Found facts stay in memory until the last page is written.
    dates.shrink_to_fit();
    facts.all.shrink_to_fit();
    (dates, facts.all)
}

/// Found facts, each date once.
#[derive(Default)]
struct FactList {
    all: Vec<DateFact>,
    by_date: DateIndex,
}

impl FactList {
    /// Returns the index of the fact for a date, and creates it at its first occurrence. Headings state no facts.
    fn find_or_add(
        &mut self,
        prose: &BriefingProse<'_>,
        date: Date,
        expression: &TimeExpression,
    ) -> Option<usize> {
        let known = self.by_date.find(&date, &prose.times.zone);
        if known.is_some() {
            return known;
        }
        self.all.push(prose.found_fact(date, expression)?);
        self.by_date.add(&date, self.all.len() - 1, &prose.times.zone);
        Some(self.all.len() - 1)
    }
}

/// Returns the time expressions in the prose.
pub(super) fn time_expressions(reader: &TimexReader, prose: &BriefingProse<'_>) -> Vec<TimeExpression> {
    let reference = ReferenceTime::new(prose.reference_instant(), prose.times.zone.clone())
        .with_numeric_order(prose.times.numeric_order);
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

    /// Returns the fact that the clause of a date states, if it is not in a heading and has other words.
    fn found_fact(&self, date: Date, expression: &TimeExpression) -> Option<DateFact> {
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = extract_clause(&self.plain.text, self.tokens, expression.span);
        if !has_other_words(&self.plain.text, span, expression.span) {
            return None;
        }
        Some(DateFact {
            when: Spanned::new(date, self.plain.source_span(expression.span)),
            what: Spanned::new(what, self.plain.source_span(span)),
            venue: None,
            actors: Vec::new(),
            status: None,
            source: None,
            origin: Origin::Found,
        })
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
