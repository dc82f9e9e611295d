//! The way in for the program that makes the table of weights: what is weighed, before it is weighed.
//!
//! Takes a text cut into tokens. Gives every segment that may be a name with the numbers of the signs that hold.

use crate::facts::token::Token;
use crate::text::Span;

use super::annotated_text::AnnotatedText;
use super::chunker;
use super::declared::DeclaredNames;
use super::features::{self, Features};
use super::gazetteer::Gazetteer;
use super::model::{self, Model};

/// Number of rows of the table of weights; a row has one byte for each label.
pub const ROWS: usize = 1 << features::ROW_BITS;
/// Weights are stored in parts of one unit of log-odds.
pub const UNIT: f32 = 16.0;

/// Number of bytes of the set of small words, which follows the weights.
pub const LOWERCASE_BYTES: usize = (1 << model::LOWERCASE_BITS) / 8;

/// Something that may be a name.
#[derive(Clone, Debug)]
pub struct TrainingCandidate {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The rows of the signs that hold.
    pub features: Vec<u16>,
    /// What speaks for each label before anything is learnt, in units of log-odds.
    pub prior: [f32; 4],
}

/// Everything in a text that may be a name. `tokens` are those of `text`.
pub fn training_candidates(
    text: &str,
    tokens: &[Token],
    tables: &Gazetteer,
    learnt: &[u8],
) -> Vec<TrainingCandidate> {
    let learnt = Model::new(learnt);
    let page = AnnotatedText::new(text, tokens, tables);
    let segments = chunker::find_candidates(&page, &DeclaredNames::default());
    let mut signs = Features::default();
    let mut candidates = Vec::with_capacity(segments.len());
    for (number, segment) in segments.iter().enumerate() {
        features::collect_features(&page, &learnt, &segments, number, &mut signs);
        let span = tokens[segment.from].span.start as usize..tokens[segment.to - 1].span.end as usize;
        candidates.push(TrainingCandidate {
            span: span.into(),
            features: signs.rows.clone(),
            prior: signs.prior.0.map(|points| points as f32 / UNIT),
        });
    }
    candidates
}

/// The names in a text by another table of weights, to try it out. `tokens` are those of `text`.
pub fn read_mentions_with_weights(
    text: &str,
    tokens: &[Token],
    tables: &Gazetteer,
    weights: &[u8],
) -> Vec<super::Mention> {
    super::read_mentions_with_model(text, tokens, &DeclaredNames::default(), tables, &Model::new(weights))
}

/// The bits, within the set of small words, of the words that stand in a text without a capital.
pub fn lowercase_bits(text: &str, tokens: &[Token], tables: &Gazetteer) -> Vec<usize> {
    let page = AnnotatedText::new(text, tokens, tables);
    (0..page.len()).filter(|at| page.is_lower(*at)).map(|at| model::lowercase_bit(page.hash(at))).collect()
}
