//! Named entity recognition for news: persons, organisations, states and places.
//!
//! Takes tokenized plain text and the names that a site declares. Returns mentions, each with its span, kind, entity,
//! role and the reason for its classification, and says which of them may become links. Reads neither disk nor clock,
//! and does not depend on the site.

mod annotated_text;
mod calendar_words;
mod chunker;
mod class;
#[cfg(test)]
mod compile;
mod coreference;
mod declared;
mod described;
mod features;
mod gazetteer;
mod labels;
mod links;
mod metonym;
mod model;
mod name_key;
mod preceding;
mod prior;
mod role;
mod runs;
pub mod training;

pub(crate) use annotated_text::AnnotatedText;
pub(crate) use class::WordClasses;
#[cfg(test)]
pub(in crate::facts) use compile::compile_gazetteer;
pub use declared::{DeclaredKind, DeclaredName, DeclaredNames};
pub use gazetteer::{Gazetteer, StateId};
pub use labels::{LabelledRange, labelled_ranges};
pub use links::{AmbiguousName, NameLink, find_links, first_links, link_mentions};
pub use model::Label;
pub(in crate::facts) use model::Model;

use std::ops::Range;

use crate::facts::Grade;
use crate::facts::languages::Language;
use crate::facts::token::Token;
use crate::text::Span;

/// A mention of an entity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Byte range, without titles before the name or a possessive after it.
    pub span: Span,
    /// Range of tokens.
    pub tokens: Range<usize>,
    /// Kind of the entity.
    pub kind: EntityKind,
    /// Number of the entity; all mentions of an entity share it. Numbers may have gaps.
    pub entity: u32,
    /// Index in the declared names. `None` if the name is not declared or belongs to several entries.
    pub declared: Option<usize>,
    /// The role stated with this mention.
    pub role: Option<MentionRole>,
    /// The state that it names, or whose capital or government building it names.
    pub state: Option<StateId>,
    /// Whether a place means its government, as in "Tehran denied". Such a mention is an actor and not a venue.
    pub metonym: bool,
    /// Whether something is or happens there: "in Rome", "at the embassy".
    pub located: bool,
    /// Whether it is a complete name: no capitalised word (except titles) and no number is directly next to it, and it
    /// is not an everyday word.
    pub standalone: bool,
    /// Lead of its kind over the best other kind or no name, in sixteenths of a unit of log-odds.
    pub margin: i32,
    /// Reason for the classification.
    pub reason: MentionReason,
}

impl Mention {
    /// Grades its kind and bounds. The limits were set on the half of annotated news on which errors were read.
    pub fn grade(&self) -> Grade {
        const CLEAR: i32 = 64;
        const VERY_CLEAR: i32 = 128;
        let is_declared = self.declared.is_some() || self.reason == MentionReason::Declared;
        let is_known = self.reason == MentionReason::Known;
        let is_one_word = self.tokens.len() == 1;
        match self.kind {
            _ if is_declared || self.reason == MentionReason::Described => Grade::Sure,
            _ if !self.standalone => Grade::Doubtful,
            EntityKind::Person if self.margin >= CLEAR => Grade::Sure,
            EntityKind::Person if is_one_word && self.margin >= CLEAR / 2 => Grade::Likely,
            EntityKind::Organisation if self.margin >= VERY_CLEAR => Grade::Sure,
            EntityKind::Organisation if is_known && self.margin >= VERY_CLEAR - CLEAR / 2 => Grade::Likely,
            EntityKind::Place(_) if is_known && self.located && self.margin >= CLEAR => Grade::Sure,
            // A city that nothing is said to be in may be a team or a government.
            EntityKind::Place(PlaceKind::State | PlaceKind::Other)
                if is_known && self.margin >= VERY_CLEAR =>
            {
                Grade::Likely
            }
            _ => Grade::Doubtful,
        }
    }

    /// Returns whether it may be the venue of an event: a located place within a state.
    pub fn is_venue(&self) -> bool {
        matches!(self.kind, EntityKind::Place(PlaceKind::City | PlaceKind::Other))
            && !self.metonym
            && self.located
    }
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place(PlaceKind),
}

/// Kind of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A state.
    State,
    /// A capital or a city with more than 15,000 inhabitants.
    City,
    /// Any other place.
    Other,
}

/// Reason for the classification of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionReason {
    /// The site declares the name.
    Declared,
    /// The gazetteer has the name, and the context does not contradict it.
    Known,
    /// Another mention of the same entity decides.
    Coreferent,
    /// The words of the name and its context.
    Context,
    /// It is a description: "the Italian capital".
    Described,
}

/// A role of a person or state, such as "foreign minister" of Iran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRole {
    /// The title in lowercase except for names in it; never empty.
    pub title: String,
    /// The state or organisation that the role belongs to.
    pub affiliation: Option<Affiliation>,
    /// Whether the role is past: "former".
    pub former: bool,
    /// Byte range of the title.
    pub span: Span,
}

/// The state or organisation that a role belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affiliation {
    /// A state.
    State(StateId),
    /// A name in the text, by its byte range.
    Named(Span),
}

/// Returns the mentions in a text, in order and without overlap. `tokens` are those of `text`.
pub fn read_mentions(
    text: &str,
    tokens: &[Token],
    declared_names: &DeclaredNames,
    language: &Language,
) -> Vec<Mention> {
    read_mentions_with_model(text, tokens, declared_names, language, &language.model)
}

fn read_mentions_with_model(
    text: &str,
    tokens: &[Token],
    declared_names: &DeclaredNames,
    language: &Language,
    model: &model::Model<'_>,
) -> Vec<Mention> {
    let annotated = AnnotatedText::new(text, tokens, language);
    let candidates = chunker::find_candidates(&annotated, declared_names);
    let scores = score_candidates(&annotated, &candidates, declared_names, model);
    let coreference = coreference::resolve_coreference(&annotated, &candidates, &scores);
    let mut mentions = build_mentions(&annotated, &candidates, &scores, &coreference);
    described::add_described_places(&annotated, &mut mentions);
    metonym::mark_metonyms(&annotated, &mut mentions);
    role::assign_roles(&annotated, &mut mentions);
    declared_names.resolve_mentions(&annotated, &mut mentions);
    mentions
}

fn score_candidates(
    annotated: &AnnotatedText<'_>,
    candidates: &[chunker::Candidate],
    declared_names: &DeclaredNames,
    model: &model::Model<'_>,
) -> Vec<model::Score> {
    let mut features = features::Features::default();
    let score = |number| {
        features::collect_features(annotated, model, candidates, number, &mut features);
        let mut score = model::Score::from_features(&features, model);
        let candidate: &chunker::Candidate = &candidates[number];
        match declared_names.common_label(annotated, candidate.from..candidate.to) {
            // A title makes any name a person.
            Some(label) if label == Label::Person || !candidate.has_title => {
                let lone_place = label == Label::Place && candidate.to == candidate.from + 1;
                score.add_points(
                    label,
                    if lone_place { model::DECLARED_POINTS / 4 } else { model::DECLARED_POINTS },
                );
            }
            _ => {}
        }
        score
    };
    (0..candidates.len()).map(score).collect()
}

/// Returns whether the gazetteer has a name of this kind: "Bay" is a city, but no organisation.
fn is_known_as(kind: EntityKind, known: WordClasses) -> bool {
    match kind {
        EntityKind::Organisation => known.intersects(WordClasses::ORGANISATION),
        _ => known.intersects(WordClasses::PLACE | WordClasses::ORGANISATION),
    }
}

fn build_mentions(
    annotated: &AnnotatedText<'_>,
    candidates: &[chunker::Candidate],
    scores: &[model::Score],
    coreference: &coreference::Coreference,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let known = candidate.entry.classes;
        let kind = match coreference.labels[index] {
            Label::Person => EntityKind::Person,
            Label::Organisation => EntityKind::Organisation,
            Label::Place if known.intersects(WordClasses::STATE) => EntityKind::Place(PlaceKind::State),
            Label::Place if known.intersects(WordClasses::CITY | WordClasses::CAPITAL) => {
                EntityKind::Place(PlaceKind::City)
            }
            Label::Place => EntityKind::Place(PlaceKind::Other),
            Label::Nothing => continue,
        };
        let is_place = matches!(kind, EntityKind::Place(_)) || known.intersects(WordClasses::METONYM);
        mentions.push(Mention {
            span: annotated.span(candidate.from, candidate.to),
            tokens: candidate.from..candidate.to,
            kind,
            entity: coreference.entities[index],
            declared: None,
            role: None,
            state: candidate.entry.state().filter(|_| is_place),
            metonym: false,
            located: is_place && metonym::is_located(annotated, candidate.from),
            standalone: annotated.is_standalone(candidate.from, candidate.to),
            margin: coreference.margins[index],
            reason: match coreference.labels[index] {
                label if label != scores[index].best_label() => MentionReason::Coreferent,
                _ if coreference.entities[index] != index as u32 => MentionReason::Coreferent,
                _ if is_known_as(kind, known) => MentionReason::Known,
                _ => MentionReason::Context,
            },
        });
    }
    mentions
}
