//! The dates of one briefing's prose: read, set right by its editor, and joined with its facts.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::Briefing;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, PlainText};
use crate::facts::date::{Point, Within};
use crate::facts::timex::{Anchor, Expression, Reader};
use crate::facts::token::{Token, tokens_into};
use crate::facts::{Date, DateFact, Origin, Verdict};
use crate::text::{Span, Spanned};

use crate::facts::clause::clause;
use super::{FactPlace, Found, FoundDate, checks};

/// From where and when a briefing speaks.
pub(super) struct Standpoint {
    /// The zone that decides which day it was.
    pub(super) zone: TimeZone,
    /// The instant its publication begins.
    pub(super) published: Timestamp,
    /// The instant the site is built for.
    pub(super) as_of: Timestamp,
}

/// One briefing being read.
pub(super) struct Reading<'a> {
    pub(super) briefing: &'a Briefing,
    pub(super) plain: PlainText,
    pub(super) at: Standpoint,
    /// What the editor said of words, with each place of the plain text they stand at.
    verdicts: Vec<(Span, Verdict)>,
}

/// Reads one briefing. `tokens` is working space.
pub(super) fn read(
    reader: &Reader,
    tokens: &mut Vec<Token>,
    briefing: &Briefing,
    at: Standpoint,
    in_box: bool,
) -> (Found, Vec<Diagnostic>) {
    let plain = PlainText::of(&briefing.leaf.source, &briefing.leaf.body);
    tokens_into(&plain.text, tokens);
    let anchor = Anchor::new(noon_of_a_day(briefing, &at), at.zone.clone());
    let expressions = reader.read(&plain.text, tokens, &anchor);
    let verdicts = verdicts(briefing, &plain.text);
    let reading = Reading { briefing, plain, at, verdicts };
    let found = reading.found(&expressions, tokens, in_box);
    let notes = checks::check(&reading, &expressions, tokens);
    (found, notes)
}

/// The instant of publication; of a plain day its noon, so that no zone makes another day of it.
fn noon_of_a_day(briefing: &Briefing, at: &Standpoint) -> Timestamp {
    match briefing.published.value {
        Date::Point(point) => at.zone.to_timestamp(point.first_day().at(12, 0, 0, 0)).unwrap_or(at.published),
        _ => at.published,
    }
}

/// Where in the text stand the words an editor said something of, however they are capitalised.
fn verdicts(briefing: &Briefing, text: &str) -> Vec<(Span, Verdict)> {
    if briefing.verdicts.is_empty() {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    let said = briefing.verdicts.iter();
    said.flat_map(|(words, verdict)| {
        let words = words.value.to_ascii_lowercase();
        let places: Vec<usize> = text.match_indices(&words).map(|(at, _)| at).collect();
        places.into_iter().map(move |at| (Span::new(at, at + words.len()), *verdict))
    })
    .collect()
}

impl Reading<'_> {
    /// What the editor said of a stretch of the plain text.
    pub(super) fn verdict(&self, span: Span) -> Option<Verdict> {
        let meets = |words: &Span| words.start < span.end && span.start < words.end;
        self.verdicts.iter().find(|(words, _)| meets(words)).map(|(_, verdict)| *verdict)
    }

    /// What an expression means, once the editor has been heard.
    fn meaning(&self, expression: &Expression) -> Option<Date> {
        match self.verdict(expression.span) {
            Some(Verdict::Ignore) => None,
            Some(Verdict::Means(date)) => Some(date),
            None => expression.date,
        }
    }

    fn found(&self, expressions: &[Expression], tokens: &[Token], in_box: bool) -> Found {
        let mut found = Found::default();
        for expression in expressions {
            let Some(date) = self.meaning(expression) else { continue };
            let fact = match self.declared(&date) {
                Some(place) => Some(FactPlace::Declared(place)),
                None if in_box && is_precise(&date) => self.fact(&mut found, date, expression, tokens),
                None => None,
            };
            let span = self.plain.source_span(expression.span);
            let reason = self.verdict(expression.span).is_none().then_some(expression.reason);
            found.dates.push(FoundDate { span, date, fact, reason });
        }
        found
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
    fn fact(
        &self,
        found: &mut Found,
        date: Date,
        expression: &Expression,
        tokens: &[Token],
    ) -> Option<FactPlace> {
        if let Some(place) = found.facts.iter().position(|fact| self.is_same(&fact.when.value, &date)) {
            return Some(FactPlace::Found(place));
        }
        let block = self.plain.block_at(expression.span.start)?;
        if block.kind == BlockKind::Heading {
            return None;
        }
        let (what, span) = clause(&self.plain.text, tokens, expression.span);
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
