//! Grades of proposals: one rule for each kind.

use crate::facts::date::{CalendarDate, Precision};
use crate::facts::timex::{ReferencePoint, TimeExpression};
use crate::facts::{Date, Grade};

use super::super::dates::DraftDate;
use super::super::site_names::ProfileRef;

/// Grades a date. Sure is what the text states in full or counts from the day of publication in one way only; likely is
/// what the tense of the verb decides; the rest is doubtful.
pub(super) fn grade_date(written: &str, expression: &TimeExpression, draft: &DraftDate) -> (Grade, String) {
    let words = draft.reason.as_str();
    let is_day = matches!(
        draft.date,
        Date::Instant(_) | Date::Calendar(CalendarDate { precision: Precision::Day(..), .. })
    );
    let is_year = matches!(draft.date, Date::Calendar(CalendarDate { precision: Precision::Year, .. }));
    let derivation = expression.derivation;
    let tense = expression.checks.tense;
    // "Yesterday" and "last week" say themselves whether they are past or future; a weekday does not.
    let is_one_way = expression.checks.is_relative && derivation.direction.is_none() && !has_weekday(written);
    let (grade, why) = match derivation.reference {
        _ if draft.grade == Grade::Doubtful => (Grade::Doubtful, ""),
        _ if expression.modifier.is_some() => (Grade::Doubtful, "; the text is vague"),
        ReferencePoint::LastMentioned => (Grade::Doubtful, ""),
        ReferencePoint::Itself if is_day => (Grade::Sure, "; a full date"),
        // Most years alone tell which thing is meant, and not when something happened.
        _ if is_year => (Grade::Doubtful, "; a year alone"),
        ReferencePoint::Itself => (Grade::Likely, "; the day is not given"),
        ReferencePoint::Publication if is_one_way && is_day => (Grade::Sure, ""),
        ReferencePoint::Publication if is_one_way => (Grade::Likely, ""),
        ReferencePoint::Publication if tense.is_some() && tense == derivation.direction => {
            (Grade::Likely, ", as the verb says past or future")
        }
        ReferencePoint::Publication => (Grade::Doubtful, "; no verb says past or future"),
    };
    (grade, format!("{words}{why}"))
}

/// Returns whether a text has the name of a weekday.
fn has_weekday(text: &str) -> bool {
    let is_weekday = |word: &str| {
        let word = word.to_lowercase();
        word.len() > "day".len() && word.ends_with("day") && !matches!(word.as_str(), "yesterday" | "today")
    };
    text.split(|c: char| !c.is_alphabetic()).any(is_weekday)
}

/// How the text names an actor or venue.
pub(super) struct NameEvidence<'n> {
    /// Whether the text has a name or alias of the profile in full.
    pub(super) is_exact: bool,
    /// Grade and reason without knowledge of the site.
    pub(super) without_site: (Grade, &'n str),
}

/// Grades an actor or venue. Sure is a name or alias that the site declares; likely is a short form of one, and a name
/// that the text or the tables explain; the rest is doubtful.
pub(super) fn grade_name(reference: &ProfileRef, evidence: &NameEvidence<'_>) -> (Grade, String) {
    let (grade, reason) = evidence.without_site;
    match reference {
        ProfileRef::Known(slug) if evidence.is_exact => (Grade::Sure, format!("a name of `{slug}`")),
        ProfileRef::Known(slug) => (Grade::Likely, format!("taken to mean `{slug}`")),
        ProfileRef::Ambiguous { slugs, .. } if !slugs.is_empty() => {
            (Grade::Doubtful, format!("{reason}; similar to `{}`", slugs.join("` and `")))
        }
        ProfileRef::New(_) if grade == Grade::Sure => (Grade::Likely, format!("{reason}; no page yet")),
        _ => (Grade::Doubtful, format!("{reason}; no page yet")),
    }
}

/// How the text names the speaker of a statement.
pub(super) struct SpeakerEvidence<'n> {
    pub(super) name: &'n str,
    pub(super) verb: &'n str,
    /// The actor that speaks.
    pub(super) reference: &'n ProfileRef,
    pub(super) naming: SpeakerNaming,
}

/// The form of a speaker's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SpeakerNaming {
    /// A full name next to the verb.
    Full,
    /// A part of a name, or a name away from the verb.
    Partial,
    /// "he" or "she".
    Pronoun,
    /// A name that several persons of the text have.
    Shared,
}

/// Grades a statement. Sure is a full name of a known actor next to the verb; likely is another name of one; a pronoun, a
/// shared name and an unknown speaker are doubtful.
pub(super) fn grade_statement(evidence: &SpeakerEvidence<'_>) -> (Grade, String) {
    let SpeakerEvidence { name, verb, reference, naming } = evidence;
    let is_known = matches!(reference, ProfileRef::Known(_));
    match naming {
        SpeakerNaming::Pronoun => {
            (Grade::Doubtful, format!("\"{verb}\" with a pronoun, which is taken to mean {name}"))
        }
        SpeakerNaming::Shared => {
            (Grade::Doubtful, format!("\"{name} {verb}\"; several people in the text have this name"))
        }
        _ if !is_known => (Grade::Doubtful, format!("\"{verb}\" beside {name}, who has no page yet")),
        SpeakerNaming::Full => (Grade::Sure, format!("\"{verb}\" next to {name}")),
        SpeakerNaming::Partial => (Grade::Likely, format!("\"{verb}\" beside {name}")),
    }
}
