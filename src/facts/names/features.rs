//! What speaks for a segment being a person, an organisation, a place or nothing.
//!
//! Takes a page and its segments. Gives for each the numbers of the signs that hold; what a sign weighs is in the
//! table of weights. A sign is what the tables say of the words of the name and of those around it, and how it is
//! written; words themselves count only in a few places, so that little depends on the texts the weights come from.

use crate::facts::token::{TokenKind, TokenShape};

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::model::{Model, Score};
use super::prior;

/// Number of rows of the table of weights; signs are spread over it by their hash.
pub(crate) const ROW_BITS: u32 = 13;

/// The signs that hold for one segment.
#[derive(Debug, Default)]
pub(crate) struct Features {
    /// The rows of the table of weights.
    pub(crate) rows: Vec<u16>,
    /// What holds before anything is learnt.
    pub(crate) prior: Score,
}

impl Features {
    fn add_feature(&mut self, template: u32, value: u32) {
        let mixed = (value ^ template.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
        self.rows.push((mixed >> (32 - ROW_BITS)) as u16);
    }

    /// One sign for each class.
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

    fn add_feature_if(&mut self, template: u32, holds: bool) {
        if holds {
            self.add_feature(template, 1);
        }
    }
}

/// Collects the signs of the segment `number` into `signs`, which is emptied first.
pub(crate) fn collect_features(
    page: &AnnotatedText<'_>,
    learnt: &Model<'_>,
    segments: &[Candidate],
    number: usize,
    signs: &mut Features,
) {
    signs.rows.clear();
    let Some(segment) = segments.get(number) else { return };
    signs.prior = prior::prior_score(page, segment);
    signs.add_feature(0, 0);
    form_features(page, segment, signs);
    lowercase_features(page, learnt, segment, signs);
    word_features(page, segment, signs);
    features_before(page, segment, signs);
    features_after(page, segment, signs);
    apposition_features(page, segment, signs);
    neighbour_features(page, segments, number, signs);
}

/// How the name is written.
fn form_features(page: &AnnotatedText<'_>, segment: &Candidate, signs: &mut Features) {
    let (from, to) = (segment.from, segment.to);
    let capitals = (from..to).filter(|at| page.is_capital(*at)).count().min(5);
    signs.add_feature(1, capitals as u32);
    let shape = |at: usize| page.tokens.get(at).map_or(0, |token| token.shape as u32);
    signs.add_feature(2, shape(from) * 8 + capitals as u32);
    signs.add_feature(3, shape(to - 1) * 8 + capitals as u32);
    if to == from + 1 && page.tokens.get(from).is_some_and(|token| token.shape == TokenShape::Capitals) {
        signs.add_feature(4, page.word(from).len().min(7) as u32);
    }
    let initial = (from + 1..to).any(|at| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Initials && token.span.range().len() == 2)
    });
    signs.add_feature_if(5, initial);
    signs.add_feature_if(6, segment.has_title);
    for (template, word) in [(7, "of"), (8, "and"), (9, "&"), (10, "-"), (11, "for"), (12, "'s")] {
        signs.add_feature_if(template, (from + 1..to).any(|at| page.has_word(at, word)));
    }
    signs.add_feature_if(13, page.starts_sentence(from));
    let alone = to == from + 1;
    signs.add_feature_if(14, alone && page.is_seen_lowercase(from));
    signs.add_feature_if(15, alone && page.starts_sentence(from) && page.is_seen_lowercase(from));
    signs.add_feature_if(
        16,
        alone && page.starts_sentence(from) && page.classes(from).intersects(WordClasses::COMMON_WORD),
    );
    signs.add_feature_if(17, page.tokens.get(from).is_some_and(|token| token.is_quoted()));
    let digits = page.word(to - 1).bytes().any(|byte| byte.is_ascii_digit());
    signs.add_feature_if(18, digits);
    let small_particle =
        (from + 1..to).any(|at| page.classes(at).intersects(WordClasses::PARTICLE) && page.is_lower(at));
    signs.add_feature_if(19, small_particle);
}

/// Whether its words are everyday words that may only open a sentence.
fn lowercase_features(
    page: &AnnotatedText<'_>,
    learnt: &Model<'_>,
    segment: &Candidate,
    signs: &mut Features,
) {
    let (from, to) = (segment.from, segment.to);
    let small = |at: usize| learnt.is_lowercase_word(page.hash(at));
    let all = (from..to).filter(|at| page.is_capital(*at)).all(small);
    let alone = u32::from(to == from + 1);
    let opens = u32::from(page.starts_sentence(from));
    signs.add_feature(60, u32::from(all) * 4 + alone * 2 + opens);
    signs.add_feature(61, u32::from(small(from)) * 4 + alone * 2 + opens);
    signs.add_feature(62, u32::from(small(to - 1)) * 4 + alone * 2 + opens);
}

/// What the tables know of its words.
fn word_features(page: &AnnotatedText<'_>, segment: &Candidate, signs: &mut Features) {
    let (from, to) = (segment.from, segment.to);
    let alone = u32::from(to == from + 1);
    signs.add_class_features(20 + alone, segment.entry.classes);
    if alone == 0 {
        signs.add_class_features(22, page.classes(from));
        signs.add_class_features(23, page.classes(to - 1));
        let inner = (from..to).fold(WordClasses::NONE, |all, at| all | page.classes(at));
        signs.add_class_features(24, inner);
        if let Some(of) = (from + 1..to).find(|at| page.has_word(*at, "of")) {
            signs.add_class_features(25, page.classes(of - 1));
        }
        signs.add_feature(26, page.hash(from));
    }
    signs.add_feature(27, page.hash(to - 1));
    let last = page.word(to - 1).as_bytes();
    for (template, length) in [(28, 2), (29, 3), (30, 4)] {
        if last.len() > length + 1 {
            signs.add_feature(template + 40 * alone, suffix_hash(last, length));
        }
    }
}

fn suffix_hash(word: &[u8], length: usize) -> u32 {
    word[word.len() - length..]
        .iter()
        .fold(length as u32, |all, byte| all.wrapping_mul(257) + u32::from(*byte))
}

/// The words before it.
fn features_before(page: &AnnotatedText<'_>, segment: &Candidate, signs: &mut Features) {
    let from = segment.from;
    if page.starts_sentence(from) || from == 0 {
        return signs.add_feature(31, 0);
    }
    let one = u32::from(segment.to == from + 1);
    let previous = from - 1;
    signs.add_class_features(32, page.classes(previous));
    signs.add_feature(33, page.hash(previous));
    signs.add_feature(34, punctuation_code(page, previous) * 2 + one);
    if previous == 0 || page.starts_sentence(previous) {
        return signs.add_feature(35, 0);
    }
    let earlier = previous - 1;
    signs.add_class_features(36, page.classes(earlier));
    signs.add_feature(37, page.hash(earlier));
    if page.has_word(previous, "the") || page.has_word(previous, "The") {
        signs.add_feature(38 + one, 0);
        signs.add_feature(40, page.hash(earlier));
    }
    if page.has_word(previous, "and") || page.has_word(previous, ",") {
        signs.add_class_features(41, page.classes(earlier));
    }
}

/// The words after it.
fn features_after(page: &AnnotatedText<'_>, segment: &Candidate, signs: &mut Features) {
    let next = segment.to;
    let one = u32::from(next == segment.from + 1);
    if next >= page.len() || page.starts_sentence(next) {
        return signs.add_feature(42, one);
    }
    signs.add_class_features(43, page.classes(next));
    signs.add_feature(44, page.hash(next));
    signs.add_feature(45, punctuation_code(page, next) * 2 + one);
    if page.starts_sentence(next + 1) {
        return;
    }
    signs.add_class_features(46, page.classes(next + 1));
    signs.add_feature(47, page.hash(next + 1));
    if page.has_word(next, "'s") || page.has_word(next, "’s") {
        signs.add_feature(48, one);
        signs.add_class_features(49, page.classes(next + 1));
    }
}

/// The mark that a token is; 0 for words.
fn punctuation_code(page: &AnnotatedText<'_>, at: usize) -> u32 {
    match page.tokens.get(at) {
        Some(token) if token.kind == TokenKind::Mark => page.word(at).bytes().next().map_or(1, u32::from),
        Some(token) if token.kind == TokenKind::Possessive => 2,
        Some(token) if token.kind == TokenKind::Number => 3,
        _ => 0,
    }
}

/// `, a company …`, `is a village …`: the first noun of a class within a few words after a comma or `is`.
fn apposition_features(page: &AnnotatedText<'_>, segment: &Candidate, signs: &mut Features) {
    let next = segment.to;
    let kind = match page.word(next) {
        "," | "(" | "–" | "—" => 0,
        "is" | "was" | "are" | "were" => 1,
        _ => return,
    };
    for at in next + 1..next + 8 {
        let classes = page.classes(at);
        if page.starts_sentence(at) || at > next + 1 && matches!(page.word(at), "," | ")") {
            return;
        }
        let nouns =
            WordClasses::ORGANISATION_NOUN | WordClasses::PLACE_NOUN | WordClasses::TITLE | WordClasses::KIN;
        if page.is_lower(at) && classes.intersects(nouns) {
            return signs.add_class_features(50 + kind, classes.intersection(nouns));
        }
    }
}

/// The names beside it in a list.
fn neighbour_features(page: &AnnotatedText<'_>, segments: &[Candidate], number: usize, signs: &mut Features) {
    let segment = &segments[number];
    let previous = number.checked_sub(1).and_then(|at| segments.get(at));
    if let Some((previous, link)) =
        previous.and_then(|previous| Some((previous, list_separator(page, previous.to, segment.from)?)))
    {
        signs.add_class_features(52 + link, previous.entry.classes);
    }
    let next = segments.get(number + 1);
    if let Some((next, link)) =
        next.and_then(|next| Some((next, list_separator(page, segment.to, next.from)?)))
    {
        signs.add_class_features(54 + link, next.entry.classes);
    }
}

/// What stands between two names: 0 for a comma, 1 for `and`.
fn list_separator(page: &AnnotatedText<'_>, from: usize, to: usize) -> Option<u32> {
    match to.checked_sub(from)? {
        1 if page.has_word(from, ",") => Some(0),
        1 if page.has_word(from, "and") || page.has_word(from, "or") => Some(1),
        2 if page.has_word(from, ",") && page.has_word(from + 1, "and") => Some(1),
        _ => None,
    }
}
