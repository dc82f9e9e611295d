//! The dates of one briefing's prose: read, set right by its editor, and joined with its facts.

use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::facts::clause::extract_clause;
use crate::facts::date::Precision;
use crate::facts::timex::{ReferenceTime, TimeExpression, TimexReader};
use crate::facts::{Date, DateFact, Origin, Override};
use crate::text::{Span, Spanned};

use super::prose::BriefingProse;
use super::same::Places;
use super::{FactIndex, FoundDate, FoundFacts, checks};

/// Reads the dates of a briefing into `found`, and notes what does not fit.
pub(super) fn find_dates(
    reader: &TimexReader,
    reading: &BriefingProse<'_>,
    in_box: bool,
    found: &mut FoundFacts,
    notes: &mut Vec<Diagnostic>,
) {
    let expressions = time_expressions(reader, reading);
    reading.add_dates(&expressions, in_box, found);
    notes.extend(checks::check_dates(reading, &expressions));
}

/// The expressions of time in the prose.
pub(super) fn time_expressions(reader: &TimexReader, reading: &BriefingProse<'_>) -> Vec<TimeExpression> {
    let anchor = ReferenceTime::new(reading.reference_instant(), reading.times.zone.clone());
    reader.read(&reading.plain.text, reading.tokens, &anchor)
}

impl BriefingProse<'_> {
    /// What an expression means, once the editor has been heard.
    pub(super) fn value_of(&self, expression: &TimeExpression) -> Option<Date> {
        match self.override_at(expression.span) {
            Some(Override::Ignore | Override::Name(_)) => None,
            Some(Override::Date(date)) => Some(*date),
            None => expression.consistent_date(),
        }
    }

    fn add_dates(&self, expressions: &[TimeExpression], in_box: bool, found: &mut FoundFacts) {
        let (declared, mut known) = (self.declared_dates(), Places::default());
        for expression in expressions {
            let Some(date) = self.value_of(expression) else { continue };
            let fact = match self.declared_fact(&declared, &date) {
                Some(place) => Some(FactIndex::Declared(place)),
                None if in_box && is_precise(&date) => self.found_fact(found, &mut known, date, expression),
                None => None,
            };
            let span = self.plain.source_span(expression.span);
            let reason = self.override_at(expression.span).is_none().then_some(expression.derivation);
            found.dates.push(FoundDate { span, date, fact, derivation: reason });
        }
    }

    /// The declared fact a date means: the one of the same date, else the only one that falls in the month or year.
    fn declared_fact(&self, declared: &Places, date: &Date) -> Option<usize> {
        let same = declared.find(date, &self.times.zone);
        if same.is_some() || !is_longer_than_a_day(date) {
            return same;
        }
        let facts = self.briefing.dates.iter().enumerate();
        let (start, end) = (date.start(&self.times.zone), date.end(&self.times.zone));
        let within = |when: &Date| start <= when.start(&self.times.zone) && when.end(&self.times.zone) <= end;
        let mut inside = facts.filter(|(_, fact)| within(&fact.when.value));
        match (inside.next(), inside.next()) {
            (Some((place, _)), None) => Some(place),
            _ => None,
        }
    }

    /// The dates of the declared facts.
    pub(super) fn declared_dates(&self) -> Places {
        Places::of(self.briefing.dates.iter().map(|fact| &fact.when.value), &self.times.zone)
    }

    /// The fact found for a date; told once however often the prose comes back to it. A heading tells no fact.
    fn found_fact(
        &self,
        found: &mut FoundFacts,
        known: &mut Places,
        date: Date,
        expression: &TimeExpression,
    ) -> Option<FactIndex> {
        if let Some(place) = known.find(&date, &self.times.zone) {
            return Some(FactIndex::Found(place));
        }
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = extract_clause(&self.plain.text, self.tokens, expression.span);
        if !tells_more(&self.plain.text, span, expression.span) {
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

/// Whether a clause has words beside the date in it.
fn tells_more(text: &str, clause: Span, date: Span) -> bool {
    let has_words = |start: u32, end: u32| {
        text.get(start as usize..end as usize).is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    has_words(clause.start, date.start) || has_words(date.end, clause.end)
}

/// Whether a date is an instant, a day or a month: what a box shows of what was found.
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
