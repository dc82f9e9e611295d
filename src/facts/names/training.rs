//! Access to candidates and features for the program that trains the model.
//!
//! Takes a tokenized text. Returns all candidates with the rows of their features.

use crate::facts::languages::Language;
use crate::facts::token::Token;
use crate::text::Span;

use super::annotated_text::AnnotatedText;
use super::chunker;
use super::declared::DeclaredNames;
use super::features::{self, Features};
use super::model::{self, Model};

/// Number of rows of the weight table; a row has one byte for each label.
pub const ROWS: usize = 1 << features::ROW_BITS;
/// Stored weights per unit of log-odds.
pub const UNIT: f32 = 16.0;

/// Size in bytes of the set of lowercase words, which follows the weights.
pub const LOWERCASE_BYTES: usize = (1 << model::LOWERCASE_BITS) / 8;

/// A candidate for training.
#[derive(Clone, Debug)]
pub struct TrainingCandidate {
    /// Byte range.
    pub span: Span,
    /// Rows of the features.
    pub features: Vec<u16>,
    /// Score of the rules for each label, in units of log-odds.
    pub prior: [f32; 4],
}

/// Returns all candidates of a text. `tokens` are those of `text`.
pub fn training_candidates(
    text: &str,
    tokens: &[Token],
    language: &Language,
    model: &[u8],
) -> Vec<TrainingCandidate> {
    let model = Model::new(model);
    let annotated = AnnotatedText::new(text, tokens, language);
    let candidates = chunker::find_candidates(&annotated, &DeclaredNames::default());
    let mut features = Features::default();
    let mut training_candidates = Vec::with_capacity(candidates.len());
    for (number, candidate) in candidates.iter().enumerate() {
        features::collect_features(&annotated, &model, &candidates, number, &mut features);
        let span = tokens[candidate.from].span.start as usize..tokens[candidate.to - 1].span.end as usize;
        training_candidates.push(TrainingCandidate {
            span: span.into(),
            features: features.rows.clone(),
            prior: features.prior.0.map(|points| points as f32 / UNIT),
        });
    }
    training_candidates
}

/// Returns the mentions of a text with other weights. `tokens` are those of `text`.
pub fn read_mentions_with_weights(
    text: &str,
    tokens: &[Token],
    language: &Language,
    weights: &[u8],
) -> Vec<super::Mention> {
    super::read_mentions_with_model(text, tokens, &DeclaredNames::default(), language, &Model::new(weights))
}

/// Returns the bits of the words that occur in lowercase in a text.
pub fn lowercase_bits(text: &str, tokens: &[Token], language: &Language) -> Vec<usize> {
    let annotated = AnnotatedText::new(text, tokens, language);
    (0..annotated.len())
        .filter(|index| annotated.is_lower(*index))
        .map(|index| model::lowercase_bit(annotated.hash(index)))
        .collect()
}
