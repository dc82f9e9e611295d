//! From what was said to what is meant: each match, in order, against the day of publication and the dates before it.

mod clock;
mod dates;
mod guards;
mod lengths;
mod named;
mod periods;
mod relative;
mod results;
mod zone;

use jiff::civil;
use jiff::tz::TimeZone;

pub(super) use guards::mark_reversed;
pub(super) use named::{NamedDay, named_days};

use super::calendar;
use super::expression::{Checks, Direction, Kind, Modifier, Reason, SeenFrom};
use super::items::Item;
use super::meaning::Meaning;
use super::parts::Parts;
use super::table::Classes;
use super::tense::Tense;
use super::value::{Calendar, Length, Value, When, Zone};
use crate::facts::token::Token;

/// What the expressions so far have set.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// The day of publication.
    pub(super) today: civil::Date,
    /// The zone of the day of publication.
    pub(super) zone: TimeZone,
    /// The zone of all times of the text, where it tells one.
    pub(super) zone_of_times: Zone,
    /// Whether the text tells history, so that dates are seen from the date before rather than from today.
    pub(super) narrative: bool,
    /// The year in the middle of those the text names.
    pub(super) story: i32,
    /// The last date spoken of.
    pub(super) mentioned: Option<Calendar>,
    /// The paragraph it stands in.
    pub(super) paragraph: u32,
    /// The last quarter or half spoken of.
    pub(super) quarter: Option<Calendar>,
    /// The paragraph it stands in.
    pub(super) quarter_paragraph: u32,
    /// Whether that is one of a company's own year.
    pub(super) fiscal: bool,
    /// The months that results were told of since, where they make several quarters.
    pub(super) months: Option<Length>,
    /// The paragraph of the last date that names a day, and the day.
    pub(super) day: Option<(u32, civil::Date)>,
}

/// One expression before it is resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) meaning: Meaning,
    pub(super) parts: Parts,
    /// Its first item.
    pub(super) from: usize,
    /// One past its last item.
    pub(super) to: usize,
    /// The number of its paragraph.
    pub(super) paragraph: u32,
    /// Whether it is a later one of several that one rule found.
    pub(super) later: bool,
}

/// What an expression was resolved to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolved {
    pub(super) kind: Kind,
    pub(super) value: Value,
    pub(super) reason: Reason,
    pub(super) modifier: Option<Modifier>,
    pub(super) checks: Checks,
}

/// Resolves the expressions of one text.
pub(super) struct Resolver<'a> {
    pub(super) text: &'a str,
    pub(super) tense: Tense<'a>,
    pub(super) named: &'a [NamedDay],
    /// All that was found, and which of it is resolved now.
    pub(super) found: &'a [Found],
    pub(super) at: usize,
    pub(super) context: Context,
}

impl Resolved {
    fn new(value: Value) -> Self {
        let kind = match value {
            Value::When(When { time: Some(_), .. }) => Kind::Time,
            Value::Length(_) => Kind::Duration,
            Value::Every(_) => Kind::Set,
            _ => Kind::Date,
        };
        Self { kind, value, reason: Reason::default(), modifier: None, checks: Checks::default() }
    }

    /// A plain stretch of the calendar.
    fn on(calendar: Calendar) -> Self {
        Self::new(Value::When(When::plain(calendar)))
    }

    fn from(mut self, seen_from: SeenFrom, direction: Option<Direction>) -> Self {
        self.reason = Reason { seen_from, direction };
        self
    }

    /// Counted from the day of publication, by words that go stale.
    fn relative(mut self) -> Self {
        self.checks.relative = true;
        self.reason.seen_from = SeenFrom::Publication;
        self
    }

    fn mentioned(self) -> Self {
        self.from(SeenFrom::Mentioned, None)
    }

    /// The day, where it is one.
    fn day(&self) -> Option<civil::Date> {
        match self.value {
            Value::When(When { calendar: Calendar::Day(day), .. }) => Some(day),
            _ => None,
        }
    }
}

impl<'a> Resolver<'a> {
    /// Resolves an expression and remembers it; none where it turns out to be none.
    pub(super) fn resolve(&mut self, found: &Found) -> Option<Resolved> {
        let mut resolved = self.meaning(found)?;
        resolved.modifier = found.parts.modifier;
        if matches!(resolved.kind, Kind::Date | Kind::Time) {
            resolved.checks.tense = resolved.reason.direction.or_else(|| self.lean(found));
        }
        self.remember(found, &resolved);
        Some(resolved)
    }

    fn meaning(&self, found: &Found) -> Option<Resolved> {
        match found.meaning {
            Meaning::Calendar | Meaning::Range => self.calendar(found),
            Meaning::WeekOf => self.week_of_month(found),
            Meaning::Year => self.bare_year(found),
            Meaning::Years => {
                let year = found.parts.full_year(i32::from(self.context.today.year()))?;
                Some(Resolved::on(Calendar::Year(calendar::year(year))))
            }
            Meaning::Decade => self.decade(found),
            Meaning::Around => Some(Resolved::on(Calendar::Year(calendar::year(found.parts.year?)))),
            Meaning::Quarter => self.quarter(found),
            Meaning::YearAgo => self.year_ago(found),
            Meaning::Season => self.season(found),
            Meaning::Deictic => self.deictic(found),
            Meaning::TheUnit => self.the_unit(found),
            Meaning::DayWord => self.day_word(found),
            Meaning::Part => self.part_of_day(found),
            Meaning::Ago => self.ago(found),
            Meaning::Hence => self.hence(found),
            Meaning::Earlier => self.earlier_or_later(found, -1),
            Meaning::Later => self.earlier_or_later(found, 1),
            Meaning::FromEvent => self.beside_event(found),
            Meaning::Length => self.length(found),
            Meaning::Every => self.every(found),
            Meaning::Present => Some(Resolved::new(Value::Present).relative()),
            Meaning::Past => Some(Resolved::new(Value::Past).relative()),
            Meaning::Future => Some(Resolved::new(Value::Future).relative()),
            Meaning::Named(number) => self.named_day(found, number),
            Meaning::Nothing => None,
        }
    }

    fn remember(&mut self, found: &Found, resolved: &Resolved) {
        if let Some(months) = self.quarters_in_months(&found.parts, &resolved.value) {
            self.context.months = Some(months);
            self.context.quarter_paragraph = found.paragraph;
        }
        let Value::When(when) = resolved.value else { return };
        // What is only compared with is not spoken of.
        let compared = matches!(found.meaning, Meaning::YearAgo | Meaning::Ago | Meaning::FromEvent)
            || found.meaning == Meaning::Earlier && !self.context.narrative
            || found.meaning == Meaning::Quarter && found.parts.ordinal.is_none();
        if compared || self.is_aside(found, when.calendar) {
            return;
        }
        if matches!(when.calendar, Calendar::Quarter(..) | Calendar::Half(..)) {
            self.context.quarter = Some(when.calendar);
            self.context.quarter_paragraph = found.paragraph;
            self.context.months = None;
            self.context.fiscal =
                found.parts.fiscal || self.context.fiscal && found.meaning != Meaning::Quarter;
        }
        if let Calendar::Day(day) = when.calendar {
            self.context.day = Some((found.paragraph, day));
        }
        self.context.mentioned = Some(when.calendar);
        self.context.paragraph = found.paragraph;
    }

    /// A story of long ago does not move on with a word about today, nor with a bare year in the middle of a sentence.
    fn is_aside(&self, found: &Found, calendar: Calendar) -> bool {
        if !self.context.narrative {
            return false;
        }
        let year = i32::from(calendar::first_day(calendar).year());
        if (year - self.context.story).abs() > 30 {
            return true;
        }
        let bare = matches!(found.meaning, Meaning::Year | Meaning::Years) && found.parts.month.is_none();
        let finer = matches!(self.context.mentioned, Some(Calendar::Month(..) | Calendar::Day(_)));
        bare && finer && !self.leads_sentence(found)
    }

    /// Whether an expression stands at the beginning of its sentence, behind a preposition at most.
    fn leads_sentence(&self, found: &Found) -> bool {
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let near = self.tense.tokens.get(first.saturating_sub(2)..=first).unwrap_or(&[]);
        near.iter().any(|token| token.starts_sentence())
    }

    /// Past or coming, as the words around an expression say.
    fn lean(&self, found: &Found) -> Option<Direction> {
        self.tense.around(found.from, found.to).map(|lean| lean.direction)
    }

    /// As `lean`, but only where a verb that says so governs the expression.
    fn firm_lean(&self, found: &Found) -> Option<Direction> {
        self.tense.around(found.from, found.to).filter(|lean| lean.firm).map(|lean| lean.direction)
    }

    fn items(&self) -> &'a [Item] {
        self.tense.items
    }

    /// The classes of a token that is a word of the tables.
    fn classes(&self, token: &Token) -> Classes {
        let entry = self.tense.lexicon.find(token.text(self.text)).and_then(|at| self.tense.lexicon.get(at));
        entry.map_or_else(Classes::default, |entry| entry.classes)
    }

    /// The token after an expression; none at the end of its sentence.
    fn token_after(&self, found: &Found) -> Option<&'a Token> {
        let last = found.to.checked_sub(1).and_then(|at| self.items().get(at))?;
        self.tense.tokens.get(last.end as usize).filter(|token| !token.starts_sentence())
    }

    /// The classes of the word after an expression.
    fn classes_after(&self, found: &Found) -> Classes {
        self.token_after(found).map_or_else(Classes::default, |token| self.classes(token))
    }

    /// The token before an expression; none at the beginning of its sentence.
    fn token_before(&self, found: &Found) -> Option<&'a Token> {
        let first = self.items().get(found.from)?.token as usize;
        self.tense.tokens.get(first).filter(|token| !token.starts_sentence())?;
        self.tense.tokens.get(first.checked_sub(1)?)
    }

    /// The last item of an expression.
    fn last_item(&self, found: &Found) -> Option<&'a Item> {
        self.items().get(found.to.checked_sub(1)?)
    }

    /// What "the following" and "the same" are seen from: the last date spoken of, else today.
    fn mentioned_or_today(&self) -> (civil::Date, SeenFrom) {
        match self.context.mentioned {
            Some(mentioned) => (calendar::first_day(mentioned), SeenFrom::Mentioned),
            None => (self.context.today, SeenFrom::Publication),
        }
    }
}
