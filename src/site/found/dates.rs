//! The dates of one briefing's prose: read, set right by its editor, and joined with its facts.

use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::facts::clause::clause;
use crate::facts::date::{Point, Within};
use crate::facts::timex::{Anchor, Expression, Reader};
use crate::facts::{Date, DateFact, Origin, Verdict};
use crate::text::Spanned;

use super::reading::Reading;
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
            None => expression.date,
        }
    }

    fn find_dates(&self, expressions: &[Expression], in_box: bool, found: &mut Found) {
        for expression in expressions {
            let Some(date) = self.meaning(expression) else { continue };
            let fact = match self.declared(&date) {
                Some(place) => Some(FactPlace::Declared(place)),
                None if in_box && is_precise(&date) => self.fact(found, date, expression),
                None => None,
            };
            let span = self.plain.source_span(expression.span);
            let reason = self.verdict(expression.span).is_none().then_some(expression.reason);
            found.dates.push(FoundDate { span, date, fact, reason });
        }
    }

    /// The declared fact a date means: the one of the same date, else the only one that falls in the month or year.
    fn declared(&self, date: &Date) -> Option<usize> {
        let facts = || self.briefing.dates.iter().enumerate();
        let same = facts().find(|(_, fact)| self.is_same(&fact.when.value, date));
        if let Some((place, _)) = same {
            return Some(place);
        }
        if !is_longer_than_a_day(date) {
            return None;
        }
        let (start, end) = (date.start(&self.at.zone), date.end(&self.at.zone));
        let within = |when: &Date| start <= when.start(&self.at.zone) && when.end(&self.at.zone) <= end;
        let mut inside = facts().filter(|(_, fact)| within(&fact.when.value));
        match (inside.next(), inside.next()) {
            (Some((place, _)), None) => Some(place),
            _ => None,
        }
    }

    /// Whether a declared and a found date are one: the same instant, the same day where one of them says no more, or
    /// the same month, season or year, doubt apart.
    pub(super) fn is_same(&self, declared: &Date, found: &Date) -> bool {
        if let (Date::Moment(one), Date::Moment(other)) = (declared, found) {
            return one.at == other.at;
        }
        if let (Some(one), Some(other)) = (declared.day(&self.at.zone), found.day(&self.at.zone)) {
            return one == other;
        }
        match (declared, found) {
            (Date::Point(one), Date::Point(other)) => {
                Point { doubt: None, ..*one } == Point { doubt: None, ..*other }
            }
            _ => declared == found,
        }
    }

    /// The fact found for a date; told once however often the prose comes back to it. A heading tells no fact.
    fn fact(&self, found: &mut Found, date: Date, expression: &Expression) -> Option<FactPlace> {
        if let Some(place) = found.facts.iter().position(|fact| self.is_same(&fact.when.value, &date)) {
            return Some(FactPlace::Found(place));
        }
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = clause(&self.plain.text, self.tokens, expression.span);
        let what = Spanned::new(what, self.plain.source_span(span));
        let when = Spanned::new(date, self.plain.source_span(expression.span));
        let (venue, actors) = (None, Vec::new());
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
