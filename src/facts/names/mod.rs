//! Persons, organisations, states and places in English news prose, and which mentions are of one and the same.
//!
//! Takes plain text cut into tokens, and the names a site has declared. Gives mentions: where each stands, what it
//! is, whom or what it is of, and the office it is mentioned with. Reads no disk and no clock; knows no site.

mod class;
mod cut;
mod evidence;
mod gazetteer;
mod memory;
mod page;
mod prior;
mod runs;
mod stream;
pub mod training;
mod weigh;

pub use gazetteer::{Gazetteer, State};
pub use stream::{Labelled, labelled};
pub use weigh::Label;

use crate::facts::token::Token;
use crate::text::Span;

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes; titles before it and a possessive after it are not part of it.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
    /// The number of who or what it names: mentions of one and the same share it.
    pub entity: u32,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

/// The names in a text. `tokens` are those of `text`.
pub fn read(text: &str, tokens: &[Token], tables: &Gazetteer) -> Vec<Mention> {
    read_with(text, tokens, tables, &weigh::Learnt::built_in())
}

fn read_with(text: &str, tokens: &[Token], tables: &Gazetteer, learnt: &weigh::Learnt<'_>) -> Vec<Mention> {
    let page = page::Page::new(text, tokens, tables);
    let segments = cut::segments(&page);
    let mut signs = evidence::Signs::default();
    let scores: Vec<weigh::Score> = (0..segments.len())
        .map(|number| {
            evidence::collect(&page, learnt, &segments, number, &mut signs);
            weigh::Score::of(&signs, learnt)
        })
        .collect();
    let memory = memory::remember(&page, &segments, &scores);
    let mut mentions = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let kind = match memory.labels[at] {
            Label::Person => Kind::Person,
            Label::Organisation => Kind::Organisation,
            Label::Place => Kind::Place,
            Label::Nothing => continue,
        };
        let span =
            Span::new(tokens[segment.from].span.start as usize, tokens[segment.to - 1].span.end as usize);
        mentions.push(Mention { span, kind, entity: memory.entities[at] });
    }
    mentions
}
