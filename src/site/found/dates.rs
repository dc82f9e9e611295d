//! The dates of one briefing's prose: read, set right by its editor, and joined with its facts.

use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::facts::clause::clause;
use crate::facts::date::Within;
use crate::facts::timex::{Anchor, Expression, Reader};
use crate::facts::{Date, DateFact, Origin, Verdict};
use crate::text::{Span, Spanned};

use super::reading::Reading;
use super::same::Places;
use super::{FactPlace, Found, FoundDate, checks};

/// Reads the dates of a briefing into `found`, and notes what does not fit.
pub(super) fn read(
    reader: &Reader,
    reading: &Reading<'_>,
    in_box: bool,
    found: &mut Found,
    notes: &mut Vec<Diagnostic>,
) {
    let expressions = expressions(reader, reading);
    reading.find_dates(&expressions, in_box, found);
    notes.extend(checks::check(reading, &expressions));
}

/// The expressions of time in the prose.
pub(super) fn expressions(reader: &Reader, reading: &Reading<'_>) -> Vec<Expression> {
    let anchor = Anchor::new(reading.noon_of_a_day(), reading.at.zone.clone());
    reader.read(&reading.plain.text, reading.tokens, &anchor)
}

impl Reading<'_> {
    /// What an expression means, once the editor has been heard.
    pub(super) fn meaning(&self, expression: &Expression) -> Option<Date> {
        match self.verdict(expression.span) {
            Some(Verdict::Ignore | Verdict::Names(_)) => None,
            Some(Verdict::Means(date)) => Some(*date),
            None => expression.consistent_date(),
        }
    }

    fn find_dates(&self, expressions: &[Expression], in_box: bool, found: &mut Found) {
        let (declared, mut known) = (self.declared_dates(), Places::default());
        for expression in expressions {
            let Some(date) = self.meaning(expression) else { continue };
            let fact = match self.declared(&declared, &date) {
                Some(place) => Some(FactPlace::Declared(place)),
                None if in_box && is_precise(&date) => self.fact(found, &mut known, date, expression),
                None => None,
            };
            let span = self.plain.source_span(expression.span);
            let reason = self.verdict(expression.span).is_none().then_some(expression.reason);
            found.dates.push(FoundDate { span, date, fact, reason });
        }
    }

    /// The declared fact a date means: the one of the same date, else the only one that falls in the month or year.
    fn declared(&self, declared: &Places, date: &Date) -> Option<usize> {
        let same = declared.find(date, &self.at.zone);
        if same.is_some() || !is_longer_than_a_day(date) {
            return same;
        }
        let facts = self.briefing.dates.iter().enumerate();
        let (start, end) = (date.start(&self.at.zone), date.end(&self.at.zone));
        let within = |when: &Date| start <= when.start(&self.at.zone) && when.end(&self.at.zone) <= end;
        let mut inside = facts.filter(|(_, fact)| within(&fact.when.value));
        match (inside.next(), inside.next()) {
            (Some((place, _)), None) => Some(place),
            _ => None,
        }
    }

    /// The dates of the declared facts.
    pub(super) fn declared_dates(&self) -> Places {
        Places::of(self.briefing.dates.iter().map(|fact| &fact.when.value), &self.at.zone)
    }

    /// The fact found for a date; told once however often the prose comes back to it. A heading tells no fact.
    fn fact(
        &self,
        found: &mut Found,
        known: &mut Places,
        date: Date,
        expression: &Expression,
    ) -> Option<FactPlace> {
        if let Some(place) = known.find(&date, &self.at.zone) {
            return Some(FactPlace::Found(place));
        }
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = clause(&self.plain.text, self.tokens, expression.span);
        if !tells_more(&self.plain.text, span, expression.span) {
            return None;
        }
        let what = Spanned::new(what, self.plain.source_span(span));
        let when = Spanned::new(date, self.plain.source_span(expression.span));
        let (venue, actors) = (None, Vec::new());
        known.add(&date, found.facts.len(), &self.at.zone);
        found.facts.push(DateFact {
            when,
            what,
            venue,
            actors,
            status: None,
            source: None,
            origin: Origin::Found,
        });
        Some(FactPlace::Found(found.facts.len() - 1))
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
        Date::Moment(_) => true,
        Date::Point(point) => matches!(point.within, Within::Day(..) | Within::Month(_)),
        Date::Interval(..) => false,
    }
}

fn is_longer_than_a_day(date: &Date) -> bool {
    matches!(date, Date::Point(point) if !matches!(point.within, Within::Day(..)))
}
