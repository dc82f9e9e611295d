//! Proposals for the front matter of a briefing of the site: dates, actors, venues and statements of its prose that it
//! does not list. Each has the line to add, a grade and a reason. Pure.

mod dates;
mod decision;
mod grades;
mod hints;
mod names;
mod place;
mod proposal;
mod statements;
mod words;

pub use decision::ProposalDecision;
pub use hints::proposal_diagnostics;
pub use proposal::{Proposal, ProposalKind, ProposedName, ProposedText};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::document::PlainText;
use crate::facts::languages::Languages;
use crate::facts::timex::ReferenceTime;
use crate::facts::{Date, DisplayMode, Grade, Override};
use crate::site::{ActorId, ResolvedBriefing, Site, override_spans};
use crate::text::Span;

use super::analysis::{DraftProse, DraftReading};
use super::initials;
use super::participants::Participants;
use super::site_names::SiteNames;
use super::venues::DraftVenues;

/// Returns the proposals for each of these briefings of a site.
pub fn propose(site: &Site, briefings: &[&ResolvedBriefing]) -> Vec<Vec<Proposal>> {
    let reader = ProposalReader::new(site);
    briefings.par_iter().with_max_len(16).map(|resolved| reader.propose(site, resolved)).collect()
}

/// Reads the proposals of one briefing after another. It is made once for a site and does not borrow it.
pub struct ProposalReader {
    languages: Languages,
    /// The names of the site for each language, in the same order.
    site_names: Vec<SiteNames>,
    /// The actors by slug.
    actors: BTreeMap<String, ActorId>,
    /// The slugs of the actors whose names have these initials.
    initials: BTreeMap<String, Vec<String>>,
}

impl ProposalReader {
    /// Collects the names of a site.
    pub fn new(site: &Site) -> Self {
        let languages = Languages::all();
        let site_names = languages.iter().map(|language| SiteNames::from_site(site, language)).collect();
        let slugs = site.actors.iter().map(|subject| subject.slug().to_owned());
        let actors = slugs.enumerate().map(|(index, slug)| (slug, ActorId::new(index))).collect();
        let mut initials: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for subject in site.actors.iter() {
            if let Some(letters) = initials::initials(&subject.name) {
                initials.entry(letters).or_default().push(subject.slug().to_owned());
            }
        }
        Self { languages, site_names, actors, initials }
    }

    /// Returns the proposals for a briefing of the site: dates in time order, then actors, venues and statements in the
    /// order of the text. `site` is that of [`new`](Self::new). Prose in another language has none, nor has a briefing with
    /// `found: off`.
    pub fn propose(&self, site: &Site, resolved: &ResolvedBriefing) -> Vec<Proposal> {
        if resolved.briefing.display == Some(DisplayMode::Off) {
            return Vec::new();
        }
        let own = resolved.briefing.meta.language.as_ref().map(|language| &*language.value);
        let tag = own.unwrap_or(&site.settings.language);
        let mut read = self.languages.iter().zip(&self.site_names);
        let Some((language, site_names)) = read.find(|(language, _)| language.has_tag(tag)) else {
            return Vec::new();
        };
        let meta = &resolved.briefing.meta;
        let plain = PlainText::new(&meta.source, &meta.body);
        let prose = DraftProse::from_plain_text(&plain, &meta.source, language);
        let reference = reference_time(site, resolved).with_numeric_order(language.numeric_order(tag));
        let mut reading = DraftReading::with_reference(&prose, &reference, site_names);
        let overrides = OverrideSpans::new(resolved, &reading);
        overrides.apply_to_dates(&mut reading);
        let participants = Participants::new(&reading, site_names, None);
        let venues = DraftVenues::new(&reading, site_names);
        let review = BriefingReview {
            site,
            reader: self,
            site_names,
            resolved,
            plain: &plain,
            reading: &reading,
            reference,
            overrides,
            participants,
            venues,
        };
        review.all()
    }
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
    reader: &'r ProposalReader,
    site_names: &'r SiteNames,
    resolved: &'r ResolvedBriefing,
    plain: &'r PlainText,
    reading: &'r DraftReading<'r>,
    reference: ReferenceTime,
    overrides: OverrideSpans<'r>,
    participants: Participants,
    venues: DraftVenues,
}

/// An entry that is proposed.
struct ProposedEntry {
    kind: ProposalKind,
    line: String,
    about: Option<ProposedName>,
}

impl BriefingReview<'_> {
    /// Returns all proposals, each once.
    fn all(&self) -> Vec<Proposal> {
        let mut proposals = self.dates();
        proposals.extend(self.actors());
        proposals.extend(self.venues());
        proposals.extend(self.statements());
        let (mut ids, mut subjects) = (BTreeSet::new(), BTreeSet::new());
        proposals.retain(|proposal| {
            ids.insert(proposal.id.clone())
                && listed_subject(proposal).is_none_or(|subject| subjects.insert(subject))
        });
        proposals
    }

    /// Creates a proposal for a span of the plain text.
    fn proposal(
        &self,
        ProposedEntry { kind, line, about }: ProposedEntry,
        words: Span,
        (grade, reason): (Grade, String),
        rejected_words: Vec<String>,
    ) -> Proposal {
        let text = place::proposed_text(self.plain, self.reading, words);
        let key = format!("{}\0{}\0{line}", kind.as_str(), text.words());
        let id = blake3::hash(key.as_bytes()).to_hex()[..12].to_owned();
        Proposal { id, kind, text, line, grade, reason, about, rejected_words }
    }
}

/// Returns what a proposal would list as an actor or a venue. Several names of one are proposed once.
fn listed_subject(proposal: &Proposal) -> Option<(&'static str, String)> {
    let is_listed = matches!(proposal.kind, ProposalKind::Actor | ProposalKind::Venue);
    let slug = proposal.about.as_ref().and_then(|about| about.slug.clone());
    is_listed.then(|| (proposal.kind.as_str(), slug.unwrap_or_else(|| proposal.line.clone())))
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
