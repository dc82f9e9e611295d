//! Proposals for the front matter of a briefing of the site: dates, actors, venues and statements of its prose that it
//! does not list. Each has the line to add, a grade and a reason. Pure.

mod dates;
mod grades;
mod names;
mod place;
mod statements;
mod words;

use rayon::prelude::*;

use crate::document::PlainText;
use crate::facts::languages::{Language, Languages};
use crate::facts::timex::ReferenceTime;
use crate::facts::{Date, Grade, Override};
use crate::site::{ResolvedBriefing, Site, override_spans};
use crate::text::Span;

use super::analysis::{DraftProse, DraftReading};
use super::participants::Participants;
use super::site_names::SiteNames;
use super::venues::DraftVenues;

/// What a proposal adds to front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// An entry of `dates`.
    Date,
    /// An entry of `actors`.
    Actor,
    /// An entry of `venues`.
    Venue,
    /// An entry of `statements`.
    Statement,
}

impl ProposalKind {
    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Statement => "statement",
        }
    }
}

/// The words of the prose that a proposal is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedText {
    /// Their span in the source.
    pub span: Span,
    /// Their sentence on one line, or the sentences around them.
    pub sentence: String,
    /// Their span in the sentence.
    pub words: Span,
}

impl ProposedText {
    /// Returns the words.
    pub fn words(&self) -> &str {
        self.words.slice(&self.sentence)
    }
}

/// A fact of the prose that front matter does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Identifies it in its file as long as its words and its line stay the same: 12 hexadecimal digits.
    pub id: String,
    /// What it adds.
    pub kind: ProposalKind,
    /// Where it is read from.
    pub text: ProposedText,
    /// The entry as one line of YAML.
    pub line: String,
    /// How certain it is.
    pub grade: Grade,
    /// The reason for the grade.
    pub reason: String,
    /// Words to override with `ignore` if an editor rejects it; never empty.
    pub rejected_words: Vec<String>,
}

/// Returns the proposals for each of these briefings: dates in time order, then actors, venues and statements in the order
/// of the text.
pub fn propose(site: &Site, briefings: &[&ResolvedBriefing]) -> Vec<Vec<Proposal>> {
    let languages = Languages::all();
    let site_names: Vec<(&Language, SiteNames)> =
        languages.iter().map(|language| (language, SiteNames::from_site(site, language))).collect();
    let of_briefing = |resolved: &&ResolvedBriefing| {
        let own = resolved.briefing.meta.language.as_ref().map(|language| &*language.value);
        let tag = own.unwrap_or(&site.settings.language);
        let read = site_names.iter().find(|(language, _)| language.has_tag(tag));
        read.map_or_else(Vec::new, |(language, names)| propose_for_briefing(site, names, language, resolved))
    };
    briefings.par_iter().with_max_len(16).map(of_briefing).collect()
}

fn propose_for_briefing(
    site: &Site,
    site_names: &SiteNames,
    language: &Language,
    resolved: &ResolvedBriefing,
) -> Vec<Proposal> {
    let meta = &resolved.briefing.meta;
    let plain = PlainText::new(&meta.source, &meta.body);
    let prose = DraftProse::from_plain_text(plain.text.clone(), language);
    let reference = reference_time(site, resolved);
    let mut reading = DraftReading::with_reference(&prose, &reference, site_names);
    let overrides = OverrideSpans::new(resolved, &reading);
    overrides.apply_to_dates(&mut reading);
    let participants = Participants::new(&reading, site_names, None);
    let venues = DraftVenues::new(&reading, site_names);
    let review = BriefingReview {
        site,
        site_names,
        resolved,
        plain: &plain,
        reading: &reading,
        reference,
        overrides,
        participants,
        venues,
    };
    let mut proposals = review.dates();
    proposals.extend(review.actors());
    proposals.extend(review.venues());
    proposals.extend(review.statements());
    proposals
}

/// Returns the reference time: the instant of publication, or noon if only the day is given.
fn reference_time(site: &Site, resolved: &ResolvedBriefing) -> ReferenceTime {
    let zone = site.zone_of_briefing(resolved);
    let published = match resolved.briefing.published.value {
        Date::Calendar(point) => zone.to_timestamp(point.first_day().at(12, 0, 0, 0)).ok(),
        _ => None,
    };
    ReferenceTime::new(published.unwrap_or(resolved.published), zone)
        .with_fiscal_year(site.settings.found.fiscal_year)
}

/// A briefing with everything that was read in its prose.
struct BriefingReview<'r> {
    site: &'r Site,
    site_names: &'r SiteNames,
    resolved: &'r ResolvedBriefing,
    plain: &'r PlainText,
    reading: &'r DraftReading<'r>,
    reference: ReferenceTime,
    overrides: OverrideSpans<'r>,
    participants: Participants,
    venues: DraftVenues,
}

impl BriefingReview<'_> {
    /// Creates a proposal for a span of the plain text.
    fn proposal(
        &self,
        kind: ProposalKind,
        words: Span,
        line: String,
        (grade, reason): (Grade, String),
        rejected_words: Vec<String>,
    ) -> Proposal {
        let text = place::proposed_text(self.plain, self.reading, words);
        let key = format!("{}\0{}\0{line}", kind.as_str(), text.words());
        let id = blake3::hash(key.as_bytes()).to_hex()[..12].to_owned();
        Proposal { id, kind, text, line, grade, reason, rejected_words }
    }
}

/// Overrides of the editor, with the spans of the plain text that they apply to, in order.
struct OverrideSpans<'r> {
    spans: Vec<(Span, &'r Override)>,
}

impl<'r> OverrideSpans<'r> {
    fn new(resolved: &'r ResolvedBriefing, reading: &DraftReading<'_>) -> Self {
        let (text, tokens) = (reading.annotated.text, reading.annotated.tokens);
        Self { spans: override_spans(&resolved.briefing.overrides, text, tokens) }
    }

    /// Returns the override that applies to any part of a span.
    fn touching(&self, span: Span) -> Option<&'r Override> {
        let after = self.spans.partition_point(|(words, _)| words.start < span.end);
        let near = self.spans[..after].iter().rev().take(MAX_NEAR);
        near.rev().find(|(words, _)| span.start < words.end).map(|(_, value)| *value)
    }

    /// Returns whether a whole span is decided by an override.
    fn covers(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|(words, _)| words.start <= span.start);
        self.spans[..after].iter().rev().take(MAX_NEAR).any(|(words, _)| span.end <= words.end)
    }

    /// Returns the longest override that begins at an offset.
    fn beginning_at(&self, start: u32) -> Option<Span> {
        let from = self.spans.partition_point(|(words, _)| words.start < start);
        let here = self.spans[from..].iter().take_while(|(words, _)| words.start == start);
        here.map(|(words, _)| *words).max_by_key(|words| words.end)
    }

    /// Removes the dates that an editor ignores, and sets those that an editor has given.
    fn apply_to_dates(&self, reading: &mut DraftReading<'_>) {
        reading.expressions.retain_mut(|expression| match self.touching(expression.span) {
            None => true,
            Some(Override::Date(date)) => {
                (expression.date, expression.checks) = (Some(*date), Default::default());
                expression.derivation = Default::default();
                true
            }
            Some(Override::Ignore | Override::Name(_)) => false,
        });
    }
}

/// Maximum number of overrides compared with one span: overrides are single words, so few overlap.
const MAX_NEAR: usize = 16;
