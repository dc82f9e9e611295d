//! Proposals for `dates`.

use std::fmt::Write as _;

use crate::briefing::yaml;
use crate::facts::Date;
use crate::site::DeclaredTimes;

use super::super::dates::{DraftDate, draft_dates};
use super::super::event_place::places_of_event;
use super::super::participants::{ParticipantKind, acts_as_state};
use super::super::site_names::ProfileRef;
use super::words::WordsOfDates;
use super::{BriefingReview, Proposal, ProposalKind, ProposedEntry, grades};

impl BriefingReview<'_> {
    /// Returns the dates of the prose that no declared fact has.
    pub(super) fn dates(&self) -> Vec<Proposal> {
        let declared = DeclaredTimes::new(&self.resolved.briefing.dates, &self.reference.zone);
        let found = draft_dates(self.reading);
        let unlisted: Vec<&DraftDate> = found.iter().filter(|date| !declared.has(&date.date)).collect();
        if unlisted.is_empty() {
            return Vec::new();
        }
        let words = WordsOfDates::new(self.reading);
        unlisted.into_iter().filter_map(|date| self.date_proposal(date, &words)).collect()
    }

    fn date_proposal(&self, draft: &DraftDate, words: &WordsOfDates) -> Option<Proposal> {
        let expressions = &self.reading.expressions;
        let index = expressions.binary_search_by_key(&draft.span.start, |found| found.span.start).ok()?;
        let graded = grades::grade_date(self.reading.slice(draft.span), expressions.get(index)?, draft);
        let mut rejected = words.of_date.get(&day_key(&draft.date)).cloned().unwrap_or_default();
        if rejected.is_empty() {
            rejected.insert(self.reading.slice(draft.span).to_owned());
        }
        let rejected = rejected.into_iter().collect();
        let entry = ProposedEntry { kind: ProposalKind::Date, line: self.date_line(draft), about: None };
        Some(self.proposal(entry, draft.span, graded, rejected))
    }

    fn date_line(&self, draft: &DraftDate) -> String {
        let (when, what) = (date_value(&draft.date), yaml::double_quoted(&draft.what));
        let mut line = format!("{{ when: {when}, what: {what}");
        let named: Vec<usize> = self.reading.mentions_in(draft.clause_span).collect();
        let venue = places_of_event(self.reading, draft).filter_map(|index| self.venues.of_mention(index));
        if let Some(slug) = venue.filter_map(|venue| known_slug(&venue.reference)).next() {
            let _ = write!(line, ", where: {}", yaml::slug_or_quoted(slug));
        }
        let mut actors: Vec<String> = Vec::new();
        for slug in draft.subject.iter().chain(&named).filter_map(|index| self.acting_slug(*index)) {
            let slug = yaml::slug_or_quoted(slug);
            if !actors.contains(&slug) {
                actors.push(slug);
            }
        }
        if !actors.is_empty() {
            let _ = write!(line, ", who: [{}]", actors.join(", "));
        }
        line.push_str(if draft.is_claimed { ", status: claimed }" } else { " }" });
        line
    }

    /// Returns the slug of the known actor that a mention names, if it acts there.
    fn acting_slug(&self, index: usize) -> Option<&str> {
        let participant = self.participants.of_mention(self.reading.mentions.get(index)?)?;
        let acts = participant.kind != ParticipantKind::State || acts_as_state(self.reading, index);
        let slug = known_slug(&participant.reference)?;
        (acts && !self.reading.is_shared_name(index)).then_some(slug)
    }
}

/// Returns a date for a mapping on one line, where a final mark needs quotes.
pub(super) fn date_value(date: &Date) -> String {
    let written = date.to_string();
    if written.ends_with(['?', '%']) { yaml::double_quoted(&written) } else { written }
}

pub(super) fn known_slug(reference: &ProfileRef) -> Option<&str> {
    match reference {
        ProfileRef::Known(slug) => Some(slug),
        ProfileRef::New(_) | ProfileRef::Ambiguous { .. } => None,
    }
}

pub(super) fn day_key(date: &Date) -> String {
    date.to_string()
}
