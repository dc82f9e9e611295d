//! Proposals for `dates`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::Timestamp;

use crate::briefing::yaml;
use crate::facts::Date;
use crate::facts::timex::TimeExpression;
use crate::site::DateIndex;
use crate::text::Span;

use super::super::dates::{DraftDate, draft_dates};
use super::super::participants::{ParticipantKind, acts_as_state};
use super::super::site_names::ProfileRef;
use super::{BriefingReview, Proposal, ProposalKind, grades, place};

/// Maximum number of words added to those of a date to tell it from another with the same words.
const MAX_MORE_WORDS: usize = 6;

impl BriefingReview<'_> {
    /// Returns the dates of the prose that no declared fact has.
    pub(super) fn dates(&self) -> Vec<Proposal> {
        let declared = DeclaredTimes::new(self);
        let found = draft_dates(self.reading);
        let unlisted: Vec<&DraftDate> = found.iter().filter(|date| !declared.has(self, &date.date)).collect();
        if unlisted.is_empty() {
            return Vec::new();
        }
        let words = WordsOfDates::new(self);
        unlisted.into_iter().filter_map(|date| self.date_proposal(date, &words)).collect()
    }

    fn date_proposal(&self, draft: &DraftDate, words: &WordsOfDates) -> Option<Proposal> {
        let expressions = &self.reading.expressions;
        let index = expressions.binary_search_by_key(&draft.span.start, |found| found.span.start).ok()?;
        let graded = grades::grade_date(expressions.get(index)?, draft);
        let mut rejected = words.of_date.get(&day_key(&draft.date)).cloned().unwrap_or_default();
        if rejected.is_empty() {
            rejected.insert(self.reading.slice(draft.span).to_owned());
        }
        let rejected = rejected.into_iter().collect();
        Some(self.proposal(ProposalKind::Date, draft.span, self.date_line(draft), graded, rejected))
    }

    fn date_line(&self, draft: &DraftDate) -> String {
        let (when, what) = (date_value(&draft.date), yaml::double_quoted(&draft.what));
        let mut line = format!("{{ when: {when}, what: {what}");
        let named: Vec<usize> = self.reading.mentions_in(draft.clause_span).collect();
        let venue = named.iter().filter_map(|index| self.venues.of_mention(*index));
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

/// The declared dates of a briefing.
struct DeclaredTimes {
    index: DateIndex,
    starts: BTreeSet<Timestamp>,
}

impl DeclaredTimes {
    fn new(review: &BriefingReview<'_>) -> Self {
        let zone = &review.reference.zone;
        let dates = || review.resolved.briefing.dates.iter().map(|fact| &fact.when.value);
        Self { index: DateIndex::of(dates(), zone), starts: dates().map(|date| date.start(zone)).collect() }
    }

    /// Returns whether a declared fact has the same date, or one within a month or year.
    fn has(&self, review: &BriefingReview<'_>, date: &Date) -> bool {
        let zone = &review.reference.zone;
        let is_longer = date.single_day(zone).is_none();
        self.index.find(date, zone).is_some()
            || is_longer
                && self.starts.range(date.start(zone)..).next().is_some_and(|day| *day < date.end(zone))
    }
}

/// Words of the prose that denote each date, to be ignored if it is rejected.
struct WordsOfDates {
    of_date: BTreeMap<String, BTreeSet<String>>,
}

impl WordsOfDates {
    fn new(review: &BriefingReview<'_>) -> Self {
        let expressions: Vec<(&TimeExpression, String)> = review
            .reading
            .expressions
            .iter()
            .filter_map(|expression| Some((expression, day_key(&expression.consistent_date()?))))
            .collect();
        let mut of_date: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut open: Vec<usize> = (0..expressions.len()).collect();
        // The words alone, or with as many words after them as tell one date from another.
        for more in 0..=MAX_MORE_WORDS {
            let text = |index: usize| review.words_after(expressions[index].0.span, more);
            let mut dates: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
            for index in &open {
                dates.entry(text(*index).to_lowercase()).or_default().insert(expressions[*index].1.as_str());
            }
            let is_clear = |index: &usize| {
                more == MAX_MORE_WORDS
                    || dates.get(&text(*index).to_lowercase()).is_some_and(|dates| dates.len() == 1)
            };
            let (clear, rest): (Vec<usize>, Vec<usize>) = open.iter().partition(|index| is_clear(index));
            for index in clear {
                of_date.entry(expressions[index].1.clone()).or_default().insert(text(index));
            }
            open = rest;
        }
        Self { of_date }
    }
}

impl BriefingReview<'_> {
    fn words_after(&self, span: Span, more: usize) -> String {
        self.reading.slice(place::extended(self.reading, span, more)).to_owned()
    }
}

fn day_key(date: &Date) -> String {
    date.to_string()
}
