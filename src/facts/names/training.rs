//! The way in for the program that makes the table of weights: what is weighed, before it is weighed.
//!
//! Takes a text cut into tokens. Gives every segment that may be a name with the numbers of the signs that hold.

use crate::facts::token::Token;
use crate::text::Span;

use super::cut;
use super::evidence::{self, Signs};
use super::gazetteer::Gazetteer;
use super::page::Page;
use super::registry::Registry;
use super::weigh::{self, Learnt};

/// Number of rows of the table of weights; a row has one byte for each label.
pub const ROWS: usize = 1 << evidence::ROWS_BITS;
/// Weights are stored in parts of one unit of log-odds.
pub const UNIT: f32 = 16.0;

/// Number of bytes of the set of small words, which follows the weights.
pub const SMALL_BYTES: usize = (1 << weigh::SMALL_BITS) / 8;

/// Something that may be a name.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The rows of the signs that hold.
    pub signs: Vec<u16>,
    /// What speaks for each label before anything is learnt, in units of log-odds.
    pub prior: [f32; 4],
}

/// Everything in a text that may be a name. `tokens` are those of `text`.
pub fn candidates(text: &str, tokens: &[Token], tables: &Gazetteer, learnt: &[u8]) -> Vec<Candidate> {
    let learnt = Learnt::new(learnt);
    let page = Page::new(text, tokens, tables);
    let segments = cut::segments(&page, &Registry::default());
    let mut signs = Signs::default();
    let mut candidates = Vec::with_capacity(segments.len());
    for (number, segment) in segments.iter().enumerate() {
        evidence::collect(&page, &learnt, &segments, number, &mut signs);
        let span = tokens[segment.from].span.start as usize..tokens[segment.to - 1].span.end as usize;
        candidates.push(Candidate {
            span: span.into(),
            signs: signs.rows.clone(),
            prior: signs.prior.0.map(|points| points as f32 / UNIT),
        });
    }
    candidates
}

/// The names in a text by another table of weights, to try it out. `tokens` are those of `text`.
pub fn read_with(text: &str, tokens: &[Token], tables: &Gazetteer, weights: &[u8]) -> Vec<super::Mention> {
    super::read_with(text, tokens, &Registry::default(), tables, &Learnt::new(weights))
}

/// The bits, within the set of small words, of the words that stand in a text without a capital.
pub fn small_words(text: &str, tokens: &[Token], tables: &Gazetteer) -> Vec<usize> {
    let page = Page::new(text, tokens, tables);
    (0..page.len()).filter(|at| page.is_lower(*at)).map(|at| weigh::small_bit(page.hash(at))).collect()
}
