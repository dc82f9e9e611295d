//! Persons, organisations, states and places in English news prose, and which mentions are of one and the same.
//!
//! Takes plain text cut into tokens, and the names a site has declared. Gives mentions: where each stands, what it
//! is, whom or what it is of, the office it is mentioned with, and why it is taken for that. Says which of them may
//! become links. Reads no disk and no clock; knows no site.

mod annotated_text;
mod chunker;
mod class;
mod coreference;
mod declared;
mod described;
mod features;
mod gazetteer;
mod labels;
mod links;
mod metonym;
mod model;
mod prior;
mod role;
mod runs;
pub mod training;

pub(crate) use annotated_text::AnnotatedText;
pub(crate) use class::WordClasses;
pub use declared::{DeclaredKind, DeclaredName, DeclaredNames};
pub use gazetteer::{Gazetteer, StateId};
pub use labels::{LabelledRange, labelled_ranges};
pub use links::{AmbiguousName, NameLink, link_mentions};
pub use model::Label;

use std::ops::Range;

use crate::facts::token::Token;
use crate::text::Span;

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes; titles before it and a possessive after it are not part of it.
    pub span: Span,
    /// The tokens it is made of.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// The number of who or what it names: mentions of one and the same share it. Numbers have gaps.
    pub entity: u32,
    /// The declared name it stands for: a place in the registry. None for names that are not declared, and for
    /// those that several entries bear.
    pub declared: Option<usize>,
    /// The office it is mentioned with here.
    pub role: Option<MentionRole>,
    /// The state it names, or whose capital or government house it names.
    pub state: Option<StateId>,
    /// Whether a place stands for its government here: "Tehran denied". It is then an actor and no venue.
    pub metonym: bool,
    /// Whether something is said to be or to happen there: "in Rome", "at the embassy".
    pub located: bool,
    /// Whether it is a name by itself: no other word with a capital, titles apart, and no number stands right beside
    /// it, so that it is no part of a longer name; and it is no everyday word.
    pub standalone: bool,
    /// Why it is taken for what it is.
    pub reason: MentionReason,
}

impl Mention {
    /// Whether it may be the venue of what is told: a place within a state, that something is said to be in.
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

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A state.
    State,
    /// A city of over 15,000 people or a capital.
    City,
    /// Any other.
    Other,
}

/// Why a mention is taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionReason {
    /// The site has declared the name.
    Declared,
    /// The built-in tables know the name, and nothing around it speaks for anything else.
    Known,
    /// It is part of a full name that stands elsewhere in the text, or another mention of the same name decides.
    Coreferent,
    /// The words of the name and those around it.
    Context,
    /// It is told by a description: "the Italian capital".
    Described,
}

/// An office or part: "foreign minister" of Iran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRole {
    /// The title, in small letters but for names in it; never empty.
    pub title: String,
    /// What it is of.
    pub affiliation: Option<Affiliation>,
    /// Whether it is said to be past: "former".
    pub former: bool,
    /// Where the title stands, in bytes.
    pub span: Span,
}

/// What an office is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affiliation {
    /// A state.
    State(StateId),
    /// A name in the text: its bytes.
    Named(Span),
}

/// The names in a text, in order and without overlap. `tokens` are those of `text`.
pub fn read_mentions(
    text: &str,
    tokens: &[Token],
    registry: &DeclaredNames,
    tables: &Gazetteer,
) -> Vec<Mention> {
    read_mentions_with_model(text, tokens, registry, tables, &model::Model::built_in())
}

fn read_mentions_with_model(
    text: &str,
    tokens: &[Token],
    registry: &DeclaredNames,
    tables: &Gazetteer,
    learnt: &model::Model<'_>,
) -> Vec<Mention> {
    let page = AnnotatedText::new(text, tokens, tables);
    let segments = chunker::find_candidates(&page, registry);
    let scores = score_candidates(&page, &segments, registry, learnt);
    let memory = coreference::resolve_coreference(&page, &segments, &scores);
    let mut mentions = build_mentions(&page, &segments, &scores, &memory);
    described::add_described_places(&page, tables, &mut mentions);
    metonym::mark_metonyms(&page, &mut mentions);
    role::assign_roles(&page, &mut mentions);
    registry.resolve_mentions(&page, &mut mentions);
    mentions
}

fn score_candidates(
    page: &AnnotatedText<'_>,
    segments: &[chunker::Candidate],
    registry: &DeclaredNames,
    learnt: &model::Model<'_>,
) -> Vec<model::Score> {
    let mut signs = features::Features::default();
    let score = |number| {
        features::collect_features(page, learnt, segments, number, &mut signs);
        let mut score = model::Score::from_features(&signs, learnt);
        let segment: &chunker::Candidate = &segments[number];
        match registry.common_label(page, segment.from..segment.to) {
            // A title before it makes a person of any name.
            Some(label) if label == Label::Person || !segment.has_title => {
                let lone_place = label == Label::Place && segment.to == segment.from + 1;
                score.add_points(
                    label,
                    if lone_place { model::DECLARED_POINTS / 4 } else { model::DECLARED_POINTS },
                );
            }
            _ => {}
        }
        score
    };
    (0..segments.len()).map(score).collect()
}

fn build_mentions(
    page: &AnnotatedText<'_>,
    segments: &[chunker::Candidate],
    scores: &[model::Score],
    memory: &coreference::Coreference,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let known = segment.entry.classes;
        let kind = match memory.labels[at] {
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
            span: page.span(segment.from, segment.to),
            tokens: segment.from..segment.to,
            kind,
            entity: memory.entities[at],
            declared: None,
            role: None,
            state: segment.entry.state().filter(|_| is_place),
            metonym: false,
            located: is_place && metonym::is_located(page, segment.from),
            standalone: page.is_standalone(segment.from, segment.to),
            reason: match memory.labels[at] {
                label if label != scores[at].best_label() => MentionReason::Coreferent,
                _ if memory.entities[at] != at as u32 => MentionReason::Coreferent,
                _ if known.intersects(WordClasses::PLACE | WordClasses::ORGANISATION) => MentionReason::Known,
                _ => MentionReason::Context,
            },
        });
    }
    mentions
}
