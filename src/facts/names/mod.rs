//! Persons, organisations, states and places in English news prose, and which mentions are of one and the same.
//!
//! Takes plain text cut into tokens, and the names a site has declared. Gives mentions: where each stands, what it
//! is, whom or what it is of, the office it is mentioned with, and why it is taken for that. Says which of them may
//! become links. Reads no disk and no clock; knows no site.

mod class;
mod cut;
mod described;
mod evidence;
mod gazetteer;
mod links;
mod memory;
mod metonym;
mod page;
mod prior;
mod registry;
mod role;
mod runs;
mod stream;
pub mod training;
mod weigh;

pub(crate) use class::Classes;
pub use gazetteer::{Gazetteer, State};
pub use links::{Ambiguous, Link, links};
pub(crate) use page::Page;
pub use registry::{Declared, DeclaredKind, Registry};
pub use stream::{Labelled, labelled};
pub use weigh::Label;

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
    pub kind: Kind,
    /// The number of who or what it names: mentions of one and the same share it. Numbers have gaps.
    pub entity: u32,
    /// The declared name it stands for: a place in the registry. None for names that are not declared, and for
    /// those that several entries bear.
    pub declared: Option<usize>,
    /// The office it is mentioned with here.
    pub role: Option<Role>,
    /// The state it names, or whose capital or government house it names.
    pub state: Option<State>,
    /// Whether a place stands for its government here: "Tehran denied". It is then an actor and no venue.
    pub metonym: bool,
    /// Whether something is said to be or to happen there: "in Rome", "at the embassy".
    pub located: bool,
    /// Whether it is a name by itself: no other word with a capital, titles apart, and no number stands right beside
    /// it, so that it is no part of a longer name; and it is no everyday word.
    pub alone: bool,
    /// Why it is taken for what it is.
    pub why: Why,
}

impl Mention {
    /// Whether it may be the venue of what is told: a place within a state, that something is said to be in.
    pub fn is_venue(&self) -> bool {
        matches!(self.kind, Kind::Place(Sort::City | Sort::Other)) && !self.metonym && self.located
    }
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place(Sort),
}

/// What sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A state.
    State,
    /// A city of over 15,000 people or a capital.
    City,
    /// Any other.
    Other,
}

/// Why a mention is taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The site has declared the name.
    Declared,
    /// The built-in tables know the name, and nothing around it speaks for anything else.
    Known,
    /// It is part of a full name that stands elsewhere in the text, or another mention of the same name decides.
    Remembered,
    /// The words of the name and those around it.
    Context,
    /// It is told by a description: "the Italian capital".
    Described,
}

/// An office or part: "foreign minister" of Iran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The title, in small letters but for names in it; never empty.
    pub title: String,
    /// What it is of.
    pub of: Option<Of>,
    /// Whether it is said to be past: "former".
    pub former: bool,
    /// Where the title stands, in bytes.
    pub span: Span,
}

/// What an office is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A state.
    State(State),
    /// A name in the text: its bytes.
    Named(Span),
}

/// The names in a text, in order and without overlap. `tokens` are those of `text`.
pub fn read(text: &str, tokens: &[Token], registry: &Registry, tables: &Gazetteer) -> Vec<Mention> {
    read_with(text, tokens, registry, tables, &weigh::Learnt::built_in())
}

fn read_with(
    text: &str,
    tokens: &[Token],
    registry: &Registry,
    tables: &Gazetteer,
    learnt: &weigh::Learnt<'_>,
) -> Vec<Mention> {
    let page = Page::new(text, tokens, tables);
    let segments = cut::segments(&page, registry);
    let scores = scores(&page, &segments, registry, learnt);
    let memory = memory::remember(&page, &segments, &scores);
    let mut mentions = mentions(&page, &segments, &scores, &memory);
    described::add(&page, tables, &mut mentions);
    metonym::mark(&page, &mut mentions);
    role::give(&page, &mut mentions);
    registry.resolve(&page, &mut mentions);
    mentions
}

fn scores(
    page: &Page<'_>,
    segments: &[cut::Segment],
    registry: &Registry,
    learnt: &weigh::Learnt<'_>,
) -> Vec<weigh::Score> {
    let mut signs = evidence::Signs::default();
    let score = |number| {
        evidence::collect(page, learnt, segments, number, &mut signs);
        let mut score = weigh::Score::of(&signs, learnt);
        let segment: &cut::Segment = &segments[number];
        match registry.label(page, segment.from..segment.to) {
            // A title before it makes a person of any name.
            Some(label) if label == Label::Person || !segment.titled => {
                let lone_place = label == Label::Place && segment.to == segment.from + 1;
                score.favour(label, if lone_place { weigh::DECLARED / 4 } else { weigh::DECLARED });
            }
            _ => {}
        }
        score
    };
    (0..segments.len()).map(score).collect()
}

fn mentions(
    page: &Page<'_>,
    segments: &[cut::Segment],
    scores: &[weigh::Score],
    memory: &memory::Memory,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let known = segment.known.classes;
        let kind = match memory.labels[at] {
            Label::Person => Kind::Person,
            Label::Organisation => Kind::Organisation,
            Label::Place if known.any(Classes::STATE) => Kind::Place(Sort::State),
            Label::Place if known.any(Classes::CITY | Classes::CAPITAL) => Kind::Place(Sort::City),
            Label::Place => Kind::Place(Sort::Other),
            Label::Nothing => continue,
        };
        let is_place = matches!(kind, Kind::Place(_)) || known.any(Classes::METONYM);
        mentions.push(Mention {
            span: page.span(segment.from, segment.to),
            tokens: segment.from..segment.to,
            kind,
            entity: memory.entities[at],
            declared: None,
            role: None,
            state: segment.known.state().filter(|_| is_place),
            metonym: false,
            located: is_place && metonym::is_located(page, segment.from),
            alone: page.stands_alone(segment.from, segment.to),
            why: match memory.labels[at] {
                label if label != scores[at].best() => Why::Remembered,
                _ if memory.entities[at] != at as u32 => Why::Remembered,
                _ if known.any(Classes::PLACE | Classes::ORGANISATION) => Why::Known,
                _ => Why::Context,
            },
        });
    }
    mentions
}
