//! The rules that give a value its grade.

use super::expression::{ReferencePoint, TimeExpression};
use super::grade_reason::GradeReason;
use super::tense::TenseHint;
use super::value::{Amount, CalendarPeriod, CalendarTime, TimexDuration, TimexValue};

/// Returns the reason for the grade of an expression. `hint` is the tense around it.
pub(super) fn grade_reason(expression: &TimeExpression, hint: Option<TenseHint>) -> GradeReason {
    let checks = &expression.checks;
    if checks.rules_out_date() || checks.is_impossible || checks.contradicts_tense || checks.is_year_uncertain
    {
        return GradeReason::Conflict;
    }
    let period = match expression.value {
        TimexValue::Duration(TimexDuration { amount: Amount::Tenths(_), .. }) => {
            return GradeReason::Duration;
        }
        TimexValue::Set(_) => return GradeReason::Recurrence,
        TimexValue::Calendar(CalendarTime { time: Some(_), .. })
            if expression.derivation.reference != ReferencePoint::Itself =>
        {
            return GradeReason::Time;
        }
        TimexValue::Calendar(CalendarTime { period, .. }) => period,
        _ => return GradeReason::Vague,
    };
    let is_day = matches!(period, CalendarPeriod::Day(_));
    let is_month = matches!(period, CalendarPeriod::Month(..));
    let is_plain = is_day || is_month || matches!(period, CalendarPeriod::Year(_));
    if checks.is_of_noun && expression.derivation.reference == ReferencePoint::Publication {
        return GradeReason::OfNoun;
    }
    match (expression.derivation.reference, expression.derivation.direction) {
        (ReferencePoint::Itself, _) if is_plain => GradeReason::Absolute,
        (ReferencePoint::Itself, _) => GradeReason::AbsolutePeriod,
        (ReferencePoint::LastMentioned, _) if is_day => GradeReason::Mentioned,
        (ReferencePoint::LastMentioned, _) => GradeReason::MentionedPeriod,
        (ReferencePoint::Publication, None) if checks.is_relative && (is_day || is_month) => {
            GradeReason::Publication
        }
        (ReferencePoint::Publication, None) if checks.is_relative => GradeReason::PublicationPeriod,
        // "In the second half" may be that of a match.
        (ReferencePoint::Publication, _) if matches!(period, CalendarPeriod::Half(..)) => {
            GradeReason::PublicationPeriod
        }
        (ReferencePoint::Publication, None) => GradeReason::NoHint,
        (ReferencePoint::Publication, Some(_)) => {
            if hint.is_some_and(|hint| hint.is_firm) {
                GradeReason::Verb
            } else {
                GradeReason::WeakHint
            }
        }
    }
}
