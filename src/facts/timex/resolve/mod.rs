//! Resolution of matches to values, in order, against the reference day and the dates mentioned before.

mod brackets;
mod clock;
mod clock_ranges;
mod company_results;
mod counted;
mod dates;
mod durations;
mod guards;
mod named_days;
mod numeric;
mod periods;
mod regions;
mod relative;
mod same_time;
mod year_before;
mod year_of_month;
mod zone;

use jiff::civil;
use jiff::tz::TimeZone;

pub(super) use guards::mark_reversed_ranges;
pub(super) use named_days::{NamedDay, parse_named_days};

use super::calendar;
use super::expression::{
    Derivation, Direction, FiscalYear, NumericOrder, ReferencePoint, TimexChecks, TimexKind, TimexModifier,
};
use super::items::TimexItem;
use super::parts::ExpressionParts;
use super::rule_kind::RuleKind;
use super::table::ClassSet;
use super::tense::TenseAnalyzer;
use super::value::{CalendarPeriod, CalendarTime, TimexDuration, TimexValue, Zone};
use super::zone_names::ZoneNames;
use crate::facts::token::Token;

/// The state that earlier expressions of the text have set.
#[derive(Clone, Debug)]
pub(super) struct ResolutionContext {
    /// The day of publication.
    pub(super) today: civil::Date,
    /// The time of day of publication, if it is known.
    pub(super) clock: Option<civil::Time>,
    /// The fiscal year, if it is known.
    pub(super) fiscal_year: Option<FiscalYear>,
    /// The zone of the day of publication.
    pub(super) zone: TimeZone,
    /// The zone of all times of the text, if the text states one.
    pub(super) zone_of_times: Zone,
    /// Whether the day or the month comes first in numeric dates, if it is known.
    pub(super) numeric_order: Option<NumericOrder>,
    /// Whether the text is a narrative, in which dates count from the previous date rather than from today.
    pub(super) is_narrative: bool,
    /// The median of the years that the text names.
    pub(super) narrative_year: i32,
    /// The last date mentioned.
    pub(super) last_mentioned: Option<CalendarPeriod>,
    /// Its paragraph.
    pub(super) mentioned_paragraph: u32,
    /// Whether its year is uncertain.
    pub(super) is_mentioned_year_uncertain: bool,
    /// The last quarter or half mentioned.
    pub(super) quarter: Option<CalendarPeriod>,
    /// Its paragraph.
    pub(super) quarter_paragraph: u32,
    /// Whether it belongs to a fiscal year.
    pub(super) fiscal: bool,
    /// The months of the last results mentioned, if they span several quarters.
    pub(super) months: Option<TimexDuration>,
    /// The last day mentioned, with its paragraph.
    pub(super) day: Option<(u32, civil::Date)>,
}

/// An expression before resolution.
#[derive(Clone, Copy, Debug)]
pub(super) struct MatchedExpression {
    pub(super) rule_kind: RuleKind,
    pub(super) parts: ExpressionParts,
    /// Its first item.
    pub(super) from: usize,
    /// The index after its last item.
    pub(super) to: usize,
    /// The index of its paragraph.
    pub(super) paragraph: u32,
    /// Whether another expression of the same match precedes it.
    pub(super) is_later_one: bool,
}

/// The result of resolution.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResolvedTime {
    pub(super) kind: TimexKind,
    pub(super) value: TimexValue,
    pub(super) derivation: Derivation,
    pub(super) modifier: Option<TimexModifier>,
    pub(super) checks: TimexChecks,
}

/// Resolves the expressions of one text.
pub(super) struct TimeResolver<'a> {
    pub(super) text: &'a str,
    pub(super) tense: TenseAnalyzer<'a>,
    pub(super) named_days: &'a [NamedDay],
    pub(super) zone_names: &'a ZoneNames,
    /// All expressions of the text, and the index of the current one.
    pub(super) expressions: &'a [MatchedExpression],
    pub(super) index: usize,
    pub(super) context: ResolutionContext,
}

impl ResolvedTime {
    fn from_value(value: TimexValue) -> Self {
        let kind = match value {
            TimexValue::Calendar(CalendarTime { time: Some(_), .. }) => TimexKind::Time,
            TimexValue::Duration(_) => TimexKind::Duration,
            TimexValue::Set(_) => TimexKind::Set,
            _ => TimexKind::Date,
        };
        Self {
            kind,
            value,
            derivation: Derivation::default(),
            modifier: None,
            checks: TimexChecks::default(),
        }
    }

    /// Creates a value for a calendar period.
    fn for_period(calendar: CalendarPeriod) -> Self {
        Self::from_value(TimexValue::Calendar(CalendarTime::without_time(calendar)))
    }

    fn counted_from(mut self, reference: ReferencePoint, direction: Option<Direction>) -> Self {
        self.derivation = Derivation { reference, direction };
        self
    }

    /// Marks the value as relative to the reference day.
    fn mark_relative(mut self) -> Self {
        self.checks.is_relative = true;
        self.derivation.reference = ReferencePoint::Publication;
        self
    }

    fn counted_from_mentioned(self) -> Self {
        self.counted_from(ReferencePoint::LastMentioned, None)
    }

    /// Returns the day, if the value is one.
    fn single_day(&self) -> Option<civil::Date> {
        match self.value {
            TimexValue::Calendar(CalendarTime { period: CalendarPeriod::Day(day), .. }) => Some(day),
            _ => None,
        }
    }
}

impl<'a> TimeResolver<'a> {
    /// Resolves an expression and updates the context. Returns `None` if it is not a time expression.
    pub(super) fn resolve(&mut self, found: &MatchedExpression) -> Option<ResolvedTime> {
        let mut resolved = self.resolve_by_rule(found)?;
        resolved.modifier = found.parts.modifier;
        resolved.checks.is_unknown_fiscal_year = found.parts.fiscal && self.context.fiscal_year.is_none();
        if matches!(resolved.kind, TimexKind::Date | TimexKind::Time) {
            resolved.checks.is_of_noun = resolved.derivation.reference == ReferencePoint::Publication
                && self.tense.is_of_noun_after_infinitive(found.from);
            resolved.checks.tense = resolved.derivation.direction.or_else(|| self.direction_hint(found));
        }
        resolved.checks.is_year_uncertain |= self.context.is_mentioned_year_uncertain
            && resolved.derivation.reference == ReferencePoint::LastMentioned;
        self.update_context(found, &resolved);
        Some(resolved)
    }

    fn resolve_by_rule(&self, found: &MatchedExpression) -> Option<ResolvedTime> {
        match found.rule_kind {
            RuleKind::Calendar | RuleKind::SpokenClock | RuleKind::Range => self.resolve_calendar(found),
            RuleKind::WeekOf => self.resolve_week_of_month(found),
            RuleKind::Year => self.resolve_bare_year(found),
            RuleKind::Years if self.is_range_of_times(found) => None,
            RuleKind::Years => {
                let year = found.parts.full_year(i32::from(self.context.today.year()))?;
                Some(ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(year))))
            }
            RuleKind::Decade => self.resolve_decade(found),
            RuleKind::AroundYear => {
                Some(ResolvedTime::for_period(CalendarPeriod::Year(calendar::clamp_year(found.parts.year?))))
            }
            RuleKind::Fiscal => self.resolve_fiscal_year(found),
            RuleKind::Quarter => self.resolve_quarter(found),
            RuleKind::YearAgo => self.resolve_year_ago(found),
            RuleKind::Season => self.resolve_season(found),
            RuleKind::Deictic => self.resolve_deictic(found),
            RuleKind::DefiniteUnit => self.resolve_definite_unit(found),
            RuleKind::DayWord => self.resolve_day_word(found),
            RuleKind::DayPart => self.resolve_day_part(found),
            RuleKind::Ago => self.resolve_ago(found),
            RuleKind::Hence => self.resolve_hence(found),
            RuleKind::InDuration => self.resolve_in_duration(found),
            RuleKind::Earlier => self.resolve_earlier_or_later(found, -1),
            RuleKind::Later => self.resolve_earlier_or_later(found, 1),
            RuleKind::RelativeToEvent => self.resolve_relative_to_event(found),
            RuleKind::Duration => self.resolve_duration(found),
            RuleKind::Recurrence => self.resolve_recurrence(found),
            RuleKind::Present => Some(ResolvedTime::from_value(TimexValue::Present).mark_relative()),
            RuleKind::Past => Some(ResolvedTime::from_value(TimexValue::Past).mark_relative()),
            RuleKind::Future => Some(ResolvedTime::from_value(TimexValue::Future).mark_relative()),
            RuleKind::HistoricPast => self.resolve_adjective(found, TimexValue::Past),
            RuleKind::HistoricFuture => self.resolve_adjective(found, TimexValue::Future),
            RuleKind::Named(number) => self.resolve_named_day(found, number),
            RuleKind::Rejected => None,
        }
    }

    fn update_context(&mut self, found: &MatchedExpression, resolved: &ResolvedTime) {
        if let Some(months) = self.quarters_in_months(&found.parts, &resolved.value) {
            self.context.months = Some(months);
            self.context.quarter_paragraph = found.paragraph;
        }
        let TimexValue::Calendar(when) = resolved.value else { return };
        // Dates that serve only as a comparison do not become the last date mentioned.
        let compared =
            matches!(found.rule_kind, RuleKind::YearAgo | RuleKind::Ago | RuleKind::RelativeToEvent)
                || found.rule_kind == RuleKind::Earlier && !self.context.is_narrative
                || found.rule_kind == RuleKind::Quarter && found.parts.ordinal.is_none();
        if compared || self.repeats_preceding(found) || self.is_aside(found, when.period) {
            return;
        }
        if matches!(
            when.period,
            CalendarPeriod::Quarter(..) | CalendarPeriod::Half(..) | CalendarPeriod::Months(..)
        ) {
            self.context.quarter = Some(when.period);
            self.context.quarter_paragraph = found.paragraph;
            self.context.months = None;
            self.context.fiscal =
                found.parts.fiscal || self.context.fiscal && found.rule_kind != RuleKind::Quarter;
        }
        if let CalendarPeriod::Day(day) = when.period {
            self.context.day = Some((found.paragraph, day));
        }
        self.context.last_mentioned = Some(when.period);
        self.context.is_mentioned_year_uncertain = resolved.checks.is_year_uncertain;
        self.context.mentioned_paragraph = found.paragraph;
    }

    /// Returns whether a date leaves the context of a narrative unchanged: one far from its years, or a bare year in
    /// the middle of a sentence.
    fn is_aside(&self, found: &MatchedExpression, calendar: CalendarPeriod) -> bool {
        if !self.context.is_narrative {
            return false;
        }
        let year = i32::from(calendar::first_day(calendar).year());
        if (year - self.context.narrative_year).abs() > 30 {
            return true;
        }
        let bare = matches!(found.rule_kind, RuleKind::Year | RuleKind::Years) && found.parts.month.is_none();
        let finer =
            matches!(self.context.last_mentioned, Some(CalendarPeriod::Month(..) | CalendarPeriod::Day(_)));
        bare && finer && !self.leads_sentence(found)
    }

    /// Returns whether an expression begins its sentence, except for a preposition.
    fn leads_sentence(&self, found: &MatchedExpression) -> bool {
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let near = self.tense.tokens.get(first.saturating_sub(2)..=first).unwrap_or(&[]);
        near.iter().any(|token| token.starts_sentence())
    }

    /// Returns the direction that the words around an expression imply.
    fn direction_hint(&self, found: &MatchedExpression) -> Option<Direction> {
        self.tense.hint_around(found.from, found.to).map(|hint| hint.direction)
    }

    /// Returns the direction as `direction_hint` does, but only from a finite verb.
    fn firm_direction(&self, found: &MatchedExpression) -> Option<Direction> {
        self.tense.hint_around(found.from, found.to).filter(|hint| hint.is_firm).map(|hint| hint.direction)
    }

    fn items(&self) -> &'a [TimexItem] {
        self.tense.items
    }

    /// Returns the classes of a token. They are empty for unknown words.
    fn classes(&self, token: &Token) -> ClassSet {
        let entry = self
            .tense
            .lexicon
            .find_entry(token.text(self.text))
            .and_then(|index| self.tense.lexicon.entry(index));
        entry.map_or_else(ClassSet::default, |entry| entry.classes)
    }

    /// Returns the token after an expression, or `None` at the end of its sentence.
    fn token_after(&self, found: &MatchedExpression) -> Option<&'a Token> {
        let last = found.to.checked_sub(1).and_then(|index| self.items().get(index))?;
        self.tense.tokens.get(last.end as usize).filter(|token| !token.starts_sentence())
    }

    /// Returns the classes of the word after an expression.
    fn classes_after(&self, found: &MatchedExpression) -> ClassSet {
        self.token_after(found).map_or_else(ClassSet::default, |token| self.classes(token))
    }

    /// Returns the token before an expression, or `None` at the beginning of its sentence.
    fn token_before(&self, found: &MatchedExpression) -> Option<&'a Token> {
        let first = self.items().get(found.from)?.token as usize;
        self.tense.tokens.get(first).filter(|token| !token.starts_sentence())?;
        self.tense.tokens.get(first.checked_sub(1)?)
    }

    /// Returns the last item of an expression.
    fn last_item(&self, found: &MatchedExpression) -> Option<&'a TimexItem> {
        self.items().get(found.to.checked_sub(1)?)
    }

    /// Returns the day that "the following" and "the same" count from: the last date mentioned, else the reference day.
    fn mentioned_or_reference_day(&self) -> (civil::Date, ReferencePoint) {
        match self.context.last_mentioned {
            Some(mentioned) => (calendar::first_day(mentioned), ReferencePoint::LastMentioned),
            None => (self.context.today, ReferencePoint::Publication),
        }
    }
}
