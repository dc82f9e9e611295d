//! Dates in the prose of one briefing, with overrides applied and joined with its facts.

use crate::facts::timex::{ReferencePoint, ReferenceTime, TimeExpression, TimexReader};
use crate::facts::{Date, DateFact, DisplayMode, Grade, Override};

use super::declared::DeclaredTimes;
use super::facts::{FactIndex, FoundDate};
use super::grades::grade_date_value;
use super::prose::BriefingProse;
use super::rows::FoundRows;

/// Returns the dates of a briefing and the facts that no declared fact has, each in the order of the prose.
pub(super) fn find_dates(
    prose: &BriefingProse<'_>,
    expressions: &[TimeExpression],
    mode: DisplayMode,
) -> (Vec<FoundDate>, Vec<DateFact>) {
    let declared = prose.declared_dates();
    let mut rows = FoundRows::new(prose);
    let mut dates: Vec<FoundDate> = Vec::new();
    for expression in expressions {
        let Some(date) = prose.value_of(expression) else { continue };
        let same = declared.find(&date);
        let grade = prose.grade_of(expression, &date, same);
        let fact = match same.map(FactIndex::Declared) {
            None if mode == DisplayMode::Box && grade == Grade::Sure && !declared.has(&date) => {
                rows.find_or_add(prose, date, expression).map(FactIndex::Found)
            }
            same => same.filter(|_| grade == Grade::Sure),
        };
        let span = prose.plain.source_span(expression.span);
        let derivation = prose.override_at(expression.span).is_none().then_some(expression.derivation);
        dates.push(FoundDate { span, date, grade, fact, derivation });
    }
    // Found facts stay in memory until the last page is written.
    dates.shrink_to_fit();
    rows.all.shrink_to_fit();
    (dates, rows.all)
}

/// Returns the time expressions in the prose. Without a day of publication nothing is counted from it.
pub(super) fn time_expressions(reader: &TimexReader, prose: &BriefingProse<'_>) -> Vec<TimeExpression> {
    let reference = ReferenceTime::new(prose.reference_instant(), prose.times.zone.clone())
        .with_numeric_order(prose.times.numeric_order)
        .with_fiscal_year(prose.times.fiscal_year);
    let mut found = reader.read(&prose.plain.text, prose.tokens, &reference);
    if !prose.briefing.has_publication() {
        found.retain(|expression| expression.derivation.reference == ReferencePoint::Itself);
    }
    found
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

    /// Grades the value of an expression: sure if the editor set it, or if the declared fact at `same` has it too. In a
    /// quotation a date that is counted is doubtful, because the day on which it was said is unknown.
    fn grade_of(&self, expression: &TimeExpression, date: &Date, same: Option<usize>) -> Grade {
        let is_confirmed = same.is_some() && !expression.checks.is_impossible;
        if is_confirmed || self.override_at(expression.span).is_some() {
            return Grade::Sure;
        }
        if expression.derivation.reference != ReferencePoint::Itself && self.is_quoted(expression.span) {
            return Grade::Doubtful;
        }
        grade_date_value(expression.span.slice(&self.plain.text), expression, date).0
    }

    /// Indexes the dates of the declared facts.
    pub(super) fn declared_dates(&self) -> DeclaredTimes {
        DeclaredTimes::new(&self.briefing.dates, &self.times.zone)
    }
}
