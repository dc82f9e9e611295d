//! Grades of proposals: one rule for each kind.

use crate::facts::date::{CalendarDate, Precision};
use crate::facts::quote::NamedBy;
use crate::facts::timex::{ReferencePoint, TimeExpression};
use crate::facts::{Date, Grade};
use crate::site::{grade_date_value, is_single_day};

use super::super::dates::DraftDate;
use super::super::site_names::ProfileRef;

/// Grades a date as the time of an event: like its value, but never sure without a day, and doubtful for a year alone.
pub(super) fn grade_date(written: &str, expression: &TimeExpression, draft: &DraftDate) -> (Grade, String) {
    let is_year = matches!(draft.date, Date::Calendar(CalendarDate { precision: Precision::Year, .. }));
    let (value, why) = grade_date_value(written, expression, &draft.date);
    let is_counted_from_other = expression.derivation.reference == ReferencePoint::LastMentioned;
    let (grade, why) = match value {
        _ if draft.grade == Grade::Doubtful => (Grade::Doubtful, ""),
        _ if expression.modifier.is_some() || is_counted_from_other => (value, why),
        // Most years alone tell which thing is meant, and not when something happened.
        _ if is_year => (Grade::Doubtful, "; a year alone"),
        Grade::Sure if !is_single_day(&draft.date) => match expression.derivation.reference {
            ReferencePoint::Itself => (Grade::Likely, "; the day is not given"),
            _ => (Grade::Likely, ""),
        },
        _ => (value, why),
    };
    (grade, format!("{}{why}", draft.reason))
}

/// How the text names an actor or venue.
pub(super) struct NameEvidence<'n> {
    /// Whether the text has a name or alias of the profile in full.
    pub(super) is_exact: bool,
    /// Grade and reason without knowledge of the site.
    pub(super) without_site: (Grade, &'n str),
}

/// Grades an actor or venue. Sure is a name or alias that the site declares; likely is a short form of one. The grade of a
/// name without a page says how certain it is that the words are a whole name of this kind.
pub(super) fn grade_name(reference: &ProfileRef, evidence: &NameEvidence<'_>) -> (Grade, String) {
    let (grade, reason) = evidence.without_site;
    match reference {
        ProfileRef::Known(slug) if evidence.is_exact => (Grade::Sure, format!("a name of `{slug}`")),
        ProfileRef::Known(slug) => (Grade::Likely, format!("taken to mean `{slug}`")),
        ProfileRef::Ambiguous { slugs, .. } if !slugs.is_empty() => {
            (Grade::Doubtful, format!("{reason}; similar to `{}`", slugs.join("` and `")))
        }
        ProfileRef::New(_) => (grade, format!("{reason}; no page yet")),
        ProfileRef::Ambiguous { .. } => (Grade::Doubtful, format!("{reason}; no page yet")),
    }
}

/// How the text names the speaker of a statement.
pub(super) struct SpeakerEvidence<'n> {
    pub(super) name: &'n str,
    pub(super) verb: &'n str,
    pub(super) named_by: NamedBy,
    /// The grade of the reader of statements.
    pub(super) grade: Grade,
    /// How certain it is whom the name means.
    pub(super) name_grade: Grade,
}

/// Grades a statement: as the reader of statements does, whose grades are measured on speakers without a page, but not better than the
/// reference to the speaker.
pub(super) fn grade_statement(evidence: &SpeakerEvidence<'_>) -> (Grade, String) {
    let SpeakerEvidence { name, verb, named_by, grade, name_grade } = evidence;
    let reason = match named_by {
        NamedBy::Signature => format!("{name} after a dash at the end"),
        // Without a speaker there is no proposal.
        NamedBy::Noun => format!("\"{verb}\" next to a noun"),
        NamedBy::UnclearPronoun | NamedBy::PronounOfSpeaker | NamedBy::PronounOfSubject => {
            format!("\"{verb}\" with a pronoun, which is taken to mean {name}")
        }
        NamedBy::SharedName => format!("\"{name} {verb}\"; several people in the text have this name"),
        NamedBy::LastFullName => format!("\"{verb}\" next to the surname of {name}, named last in full"),
        NamedBy::Office => format!("\"{verb}\" next to the office of {name}"),
        NamedBy::FullName | NamedBy::PartOfName | NamedBy::OneWord | NamedBy::Body => {
            format!("\"{verb}\" next to {name}")
        }
    };
    (*grade.min(name_grade), reason)
}
