//! Features of a candidate.
//!
//! Takes a text and its candidates. Returns for each the rows of the weight table for the features that hold. Features
//! describe the gazetteer classes of the name and its context, and its spelling. Words themselves are used in a few
//! places only, so that the model depends little on its training texts.

use crate::facts::token::{TokenKind, TokenShape};

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::model::{Model, Score};
use super::{metonym, prior};
use crate::facts::languages::WordList;

/// Number of bits of a row of the weight table; features are assigned to rows by hash.
pub(crate) const ROW_BITS: u32 = 13;

/// Features of one candidate.
#[derive(Debug, Default)]
pub(crate) struct Features {
    /// Rows of the weight table.
    pub(crate) rows: Vec<u16>,
    /// Score of the rules, before the learned weights.
    pub(crate) prior: Score,
}

impl Features {
    fn add_feature(&mut self, template: u32, value: u32) {
        let mixed = (value ^ template.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
        self.rows.push((mixed >> (32 - ROW_BITS)) as u16);
    }

    /// Adds one feature for each class.
    fn add_class_features(&mut self, template: u32, classes: WordClasses) {
        let mut left = classes.0;
        if left == 0 {
            self.add_feature(template, 99);
        }
        while left != 0 {
            self.add_feature(template, left.trailing_zeros());
            left &= left - 1;
        }
    }

    /// Adds one feature for each template whose condition holds.
    fn add_binary_features(&mut self, conditions: &[(u32, bool)]) {
        for (template, _) in conditions.iter().filter(|(_, holds)| *holds) {
            self.add_feature(*template, 1);
        }
    }
}

/// Collects the features of candidate `number` into `features`, which is cleared first.
pub(crate) fn collect_features(
    annotated: &AnnotatedText<'_>,
    model: &Model<'_>,
    candidates: &[Candidate],
    number: usize,
    features: &mut Features,
) {
    features.rows.clear();
    let Some(candidate) = candidates.get(number) else { return };
    features.prior = prior::prior_score(annotated, candidate);
    features.add_feature(0, 0);
    form_features(annotated, candidate, features);
    lowercase_features(annotated, model, candidate, features);
    word_features(annotated, candidate, features);
    features_before(annotated, candidate, features);
    features_after(annotated, candidate, features);
    apposition_features(annotated, candidate, features);
    neighbour_features(annotated, candidates, number, features);
}

/// Features of the spelling.
fn form_features(annotated: &AnnotatedText<'_>, candidate: &Candidate, features: &mut Features) {
    let (from, to) = (candidate.from, candidate.to);
    let capitals = (from..to).filter(|index| annotated.is_capital(*index)).count().min(5);
    features.add_feature(1, capitals as u32);
    let shape = |index: usize| annotated.tokens.get(index).map_or(0, |token| token.shape as u32);
    features.add_feature(2, shape(from) * 8 + capitals as u32);
    features.add_feature(3, shape(to - 1) * 8 + capitals as u32);
    if to == from + 1 && annotated.tokens.get(from).is_some_and(|token| token.shape == TokenShape::Capitals) {
        features.add_feature(4, annotated.word(from).len().min(7) as u32);
    }
    let initial = (from + 1..to).any(|index| {
        annotated
            .tokens
            .get(index)
            .is_some_and(|token| token.kind == TokenKind::Initials && token.span.range().len() == 2)
    });
    let has_inner = |word: &str| (from + 1..to).any(|index| annotated.has_word(index, word));
    let has_inner_of = |list: WordList| (from + 1..to).any(|index| annotated.is(index, list));
    let has_possessive = (from + 1..to)
        .any(|index| annotated.is_lower_possessive(index) && annotated.word(index).starts_with('\''));
    let alone = to == from + 1;
    let starts = annotated.starts_sentence(from);
    let is_seen_lowercase = annotated.is_seen_lowercase(from);
    let has_digits = annotated.word(to - 1).bytes().any(|byte| byte.is_ascii_digit());
    let has_lowercase_particle = (from + 1..to)
        .any(|index| annotated.classes(index).intersects(WordClasses::PARTICLE) && annotated.is_lower(index));
    features.add_binary_features(&[
        (5, initial),
        (6, candidate.has_title),
        (7, has_inner_of(WordList::Of)),
        (8, has_inner_of(WordList::And)),
        (9, has_inner("&")),
        (10, has_inner("-")),
        (11, has_inner_of(WordList::For)),
        (12, has_possessive),
        (13, starts),
        (14, alone && is_seen_lowercase),
        (15, alone && starts && is_seen_lowercase),
        (16, alone && starts && annotated.classes(from).intersects(WordClasses::COMMON_WORD)),
        (17, annotated.is_quoted(from)),
        (18, has_digits),
        (19, has_lowercase_particle),
        (63, alone && prior::has_officer(annotated, candidate)),
        (64, !alone && prior::has_officer(annotated, candidate)),
    ]);
}

/// Features of words that are known to occur in lowercase.
fn lowercase_features(
    annotated: &AnnotatedText<'_>,
    model: &Model<'_>,
    candidate: &Candidate,
    features: &mut Features,
) {
    let (from, to) = (candidate.from, candidate.to);
    let is_lowercase_word = |index: usize| model.is_lowercase_word(annotated.hash(index));
    let all = (from..to).filter(|index| annotated.is_capital(*index)).all(is_lowercase_word);
    let alone = u32::from(to == from + 1);
    let opens = u32::from(annotated.starts_sentence(from));
    features.add_feature(60, u32::from(all) * 4 + alone * 2 + opens);
    features.add_feature(61, u32::from(is_lowercase_word(from)) * 4 + alone * 2 + opens);
    features.add_feature(62, u32::from(is_lowercase_word(to - 1)) * 4 + alone * 2 + opens);
}

/// Features of the gazetteer classes and hashes of the words.
fn word_features(annotated: &AnnotatedText<'_>, candidate: &Candidate, features: &mut Features) {
    let (from, to) = (candidate.from, candidate.to);
    let alone = u32::from(to == from + 1);
    features.add_class_features(20 + alone, candidate.entry.classes);
    if alone == 0 {
        features.add_class_features(22, annotated.classes(from));
        features.add_class_features(23, annotated.classes(to - 1));
        let inner = (from..to).fold(WordClasses::NONE, |all, index| all | annotated.classes(index));
        features.add_class_features(24, inner);
        if let Some(of) = (from + 1..to).find(|index| annotated.is(*index, WordList::Of)) {
            features.add_class_features(25, annotated.classes(of - 1));
        }
        features.add_feature(26, annotated.hash(from));
    }
    features.add_feature(27, annotated.hash(to - 1));
    let last = annotated.word(to - 1).as_bytes();
    for (template, length) in [(28, 2), (29, 3), (30, 4)] {
        if last.len() > length + 1 {
            features.add_feature(template + 40 * alone, suffix_hash(last, length));
        }
    }
}

fn suffix_hash(word: &[u8], length: usize) -> u32 {
    word[word.len() - length..]
        .iter()
        .fold(length as u32, |all, byte| all.wrapping_mul(257) + u32::from(*byte))
}

/// Features of the words before.
fn features_before(annotated: &AnnotatedText<'_>, candidate: &Candidate, features: &mut Features) {
    let from = candidate.from;
    if annotated.starts_sentence(from) || from == 0 {
        return features.add_feature(31, 0);
    }
    let one = u32::from(candidate.to == from + 1);
    let previous = from - 1;
    features.add_class_features(32, annotated.classes(previous));
    features.add_feature(33, annotated.hash(previous));
    features.add_feature(34, punctuation_code(annotated, previous) * 2 + one);
    if previous == 0 || annotated.starts_sentence(previous) {
        return features.add_feature(35, 0);
    }
    let earlier = previous - 1;
    features.add_class_features(36, annotated.classes(earlier));
    features.add_feature(37, annotated.hash(earlier));
    if annotated.lists(previous).contains_any([WordList::The, WordList::OpeningThe]) {
        features.add_feature(38 + one, 0);
        features.add_feature(40, annotated.hash(earlier));
    }
    if annotated.is(previous, WordList::And) || annotated.has_word(previous, ",") {
        features.add_class_features(41, annotated.classes(earlier));
    }
}

/// Features of the words after.
fn features_after(annotated: &AnnotatedText<'_>, candidate: &Candidate, features: &mut Features) {
    let next = candidate.to;
    let one = u32::from(next == candidate.from + 1);
    if next >= annotated.len() || annotated.starts_sentence(next) {
        return features.add_feature(42, one);
    }
    features.add_class_features(43, annotated.classes(next));
    features.add_feature(44, annotated.hash(next));
    features.add_feature(45, punctuation_code(annotated, next) * 2 + one);
    if annotated.starts_sentence(next + 1) {
        return;
    }
    features.add_class_features(46, annotated.classes(next + 1));
    features.add_feature(47, annotated.hash(next + 1));
    if annotated.is_lower_possessive(next) {
        features.add_feature(48, one);
        features.add_class_features(49, annotated.classes(next + 1));
    }
}

/// Returns a code for punctuation; 0 for words.
fn punctuation_code(annotated: &AnnotatedText<'_>, index: usize) -> u32 {
    match annotated.tokens.get(index) {
        Some(token) if token.kind == TokenKind::Mark => {
            annotated.word(index).bytes().next().map_or(1, u32::from)
        }
        Some(token) if token.kind == TokenKind::Possessive => 2,
        Some(token) if token.kind == TokenKind::Number => 3,
        _ => 0,
    }
}

/// Features of an apposition or predicate: `, a company …`, `is a village …`. Uses the first noun of a class within a
/// few words.
fn apposition_features(annotated: &AnnotatedText<'_>, candidate: &Candidate, features: &mut Features) {
    let next = candidate.to;
    let kind = match annotated.word(next) {
        "," | "(" | "–" | "—" => 0,
        _ if annotated.is(next, WordList::Is) => 1,
        _ => return,
    };
    for index in next + 1..next + 8 {
        let classes = annotated.classes(index);
        if annotated.starts_sentence(index) || index > next + 1 && matches!(annotated.word(index), "," | ")")
        {
            return;
        }
        let nouns =
            WordClasses::ORGANISATION_NOUN | WordClasses::PLACE_NOUN | WordClasses::TITLE | WordClasses::KIN;
        if annotated.is_lower(index) && classes.intersects(nouns) {
            return features.add_class_features(50 + kind, classes.intersection(nouns));
        }
    }
}

/// Features of adjacent names in a list.
fn neighbour_features(
    annotated: &AnnotatedText<'_>,
    candidates: &[Candidate],
    number: usize,
    features: &mut Features,
) {
    let candidate = &candidates[number];
    let previous = number.checked_sub(1).and_then(|index| candidates.get(index));
    if let Some((previous, link)) = previous
        .and_then(|previous| Some((previous, list_separator(annotated, previous.to, candidate.from)?)))
    {
        features.add_class_features(52 + link, previous.entry.classes);
        if metonym::is_located(annotated, previous.from) {
            features.add_feature(65, u32::from(candidate.to == candidate.from + 1));
        }
    }
    let next = candidates.get(number + 1);
    if let Some((next, link)) =
        next.and_then(|next| Some((next, list_separator(annotated, candidate.to, next.from)?)))
    {
        features.add_class_features(54 + link, next.entry.classes);
    }
}

/// Returns the separator of two names: 0 for a comma, 1 for `and`.
fn list_separator(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<u32> {
    match to.checked_sub(from)? {
        1 if annotated.has_word(from, ",") => Some(0),
        1 if annotated.lists(from).contains_any([WordList::And, WordList::Or]) => Some(1),
        2 if annotated.has_word(from, ",") && annotated.is(from + 1, WordList::And) => Some(1),
        _ => None,
    }
}
