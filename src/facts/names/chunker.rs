//! Splitting of runs into candidates: titles, calendar words, demonyms and sentence openers are removed.
//!
//! Takes a text and a run. Returns the candidates in it; they are classified later.

use super::annotated_text::AnnotatedText;
use super::calendar_words;
use super::class::WordClasses;
use super::declared::DeclaredNames;
use super::gazetteer::GazetteerEntry;
use super::preceding::Preceding;
use super::runs;
use crate::facts::languages::WordList;
use crate::facts::token::TokenKind;

/// A range of tokens that may be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Gazetteer entry of the whole range.
    pub(crate) entry: GazetteerEntry,
    /// Whether a title is directly before it.
    pub(crate) has_title: bool,
}

/// Returns all candidates of a text, in order and without overlap.
pub(crate) fn find_candidates(
    annotated: &AnnotatedText<'_>,
    declared_names: &DeclaredNames,
) -> Vec<Candidate> {
    let mut found = Vec::with_capacity(annotated.len() / 12 + 4);
    let mut index = 0;
    while index < annotated.len() {
        if runs::may_begin_run(annotated, index) {
            let end = runs::run_end(annotated, declared_names, index);
            let preceding = preceding_of(annotated, index);
            Chunker { annotated, declared_names, candidates: &mut found }.cut_range(index, end, preceding);
            index = end;
        } else {
            index += 1;
        }
    }
    found
}

/// Returns what is before a run: a rank with a number, as in `Sgt. 1st Class Ann Poe` and `Warrant Officer 2 Ann Poe`,
/// is a title.
fn preceding_of(annotated: &AnnotatedText<'_>, from: usize) -> Preceding {
    let is_numbered = from >= 2
        && annotated.is_spaced(from)
        && annotated
            .tokens
            .get(from - 1)
            .is_some_and(|token| matches!(token.kind, TokenKind::Number | TokenKind::Mixed))
        && annotated.is_capital(from - 2)
        && annotated.classes(from - 2).intersects(WordClasses::HONORIFIC | WordClasses::OFFICE);
    let is_rank =
        is_numbered && (annotated.is(from, WordList::RankNoun) || annotated.word(from - 1).len() == 1);
    if is_rank { Preceding::Title } else { Preceding::Other }
}

struct Chunker<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    declared_names: &'p DeclaredNames,
    candidates: &'p mut Vec<Candidate>,
}

impl Chunker<'_, '_> {
    /// Splits `from..to` at the first seam that applies. A range without a seam is a candidate.
    fn cut_range(&mut self, from: usize, to: usize, preceding: Preceding) {
        let annotated = self.annotated;
        let (from, to) = trim_joining_words(annotated, from, to);
        if from >= to {
            return;
        }
        if !self.declared_names.entries_named(annotated, from..to).is_empty() {
            return self.push_candidate(from, to, preceding);
        }
        let entry = annotated.phrase_entry(from, to);
        if is_demonym(entry.classes) && preceding == Preceding::Other
            || preceding == Preceding::Title
                && is_title_alone(annotated, from, to)
                && !is_surname_after_courtesy(annotated, from, to)
        {
            return;
        }
        if entry.classes.intersects(WordClasses::NAME) && !entry.classes.intersects(WordClasses::CALENDAR) {
            return self.push_candidate(from, to, preceding);
        }
        self.cut_at_seam(from, to, preceding);
    }

    fn cut_at_seam(&mut self, from: usize, to: usize, preceding: Preceding) {
        let annotated = self.annotated;
        if let Some(day) = calendar_words::find_calendar_word(annotated, from, to, preceding) {
            self.cut_range(from, day, preceding);
            return self.cut_range(day + 1, to, Preceding::Other);
        }
        if let Some(next) = name_start_after_opening(annotated, from, to) {
            return self.cut_range(next, to, preceding);
        }
        if let Some(verb) = find_headline_verb(annotated, from, to) {
            self.cut_range(from, verb, preceding);
            return self.cut_range(verb + 1, to, Preceding::Other);
        }
        if let Some((before, after)) = find_title(annotated, from, to) {
            self.cut_range(from, before, preceding);
            return self.cut_range(after, to, Preceding::Title);
        }
        if let Some(title) = find_title_after_name(annotated, from, to) {
            return self.push_candidate(from, title, preceding);
        }
        if let Some(next) = leading_name_end(annotated, from, to) {
            if !annotated.phrase_entry(from, next).classes.intersects(WordClasses::NATION) {
                self.push_candidate(from, next, preceding);
            }
            return self.cut_range(next, to, preceding);
        }
        self.push_candidate(from, to, preceding);
    }

    fn push_candidate(&mut self, from: usize, to: usize, preceding: Preceding) {
        self.candidates.push(Candidate {
            from,
            to,
            entry: self.annotated.phrase_entry(from, to),
            has_title: preceding == Preceding::Title,
        });
    }
}

/// Returns whether the range is only a title, such as `Secretary` in `General Secretary`.
fn is_title_alone(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    let is_office = |index: usize| {
        annotated.classes(index).intersects(WordClasses::OFFICE)
            && !annotated.classes(index).intersects(WordClasses::GIVEN_NAME)
    };
    is_office(to - 1)
        && (from..to - 1).all(|index| is_office(index) || annotated.is(index, WordList::TitleModifier))
}

/// Returns whether the range is a title that is a family name here: `King` in `Mr. King`.
fn is_surname_after_courtesy(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    to == from + 1
        && annotated.is(from, WordList::TitleOrSurname)
        && from.checked_sub(1).is_some_and(|title| annotated.is_abbreviated(title, WordList::Courtesy))
}

/// Returns the verb between two names of a headline: `Ada Marten | Calls | Ola Strand`.
fn find_headline_verb(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    const MIN_WORDS: usize = 4;
    let names = WordClasses::NAME
        | WordClasses::GIVEN_NAME
        | WordClasses::TITLE
        | WordClasses::KIN
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::ORGANISATION_SUFFIX
        | WordClasses::PLACE_HEAD
        | WordClasses::THING_HEAD;
    if to < from + MIN_WORDS || has_head_noun(annotated, from, to) {
        return None;
    }
    (from + 1..to - 1).find(|index| {
        let classes = annotated.classes(*index);
        let is_verb = classes.intersects(WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB)
            && annotated.has_ending(*index, WordList::HeadlineVerbEnding);
        (is_verb || annotated.is(*index, WordList::HeadlineVerb))
            && !classes.intersects(names)
            && annotated.is_only_first_capital(*index)
            && annotated.is_spaced(*index)
            && annotated.is_capital(index + 1)
    })
}

/// Returns whether the classes are those of a demonym only, such as `Iranian` or `Finns`.
fn is_demonym(classes: WordClasses) -> bool {
    let people = classes.intersects(WordClasses::DEMONYM)
        || classes.intersects(WordClasses::PEOPLE) && classes.intersects(WordClasses::COMMON_WORD);
    people && !classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION | WordClasses::GIVEN_NAME)
}

/// Trims joining words at the ends of the range.
fn trim_joining_words(annotated: &AnnotatedText<'_>, mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && !runs::may_begin_run(annotated, from) {
        from += 1;
    }
    while from < to && !annotated.is_capital(to - 1) && !(to > from + 2 && annotated.has_word(to - 2, "-")) {
        to -= 1;
    }
    (from, to)
}

/// Returns the start of the name after words that only open the sentence.
fn name_start_after_opening(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    if annotated.longest_phrase(from).is_some_and(|(end, _)| end <= to) {
        return None;
    }
    let classes = annotated.classes(from);
    if classes.intersects(WordClasses::FUNCTION_WORD)
        && !classes.intersects(WordClasses::CALENDAR)
        && !annotated.is_glued(from + 1)
        && !follows_title(annotated, from)
    {
        return Some(from + 1);
    }
    let everyday = classes.intersects(WordClasses::COMMON_WORD)
        && !classes.intersects(WordClasses::GIVEN_NAME)
        || annotated.word(from).len() > 5
            && annotated.has_ending(from, WordList::AdverbEnding)
            && !classes.intersects(WordClasses::NAME);
    let sheds = everyday
        && annotated.starts_sentence(from)
        && to > from + 1
        && !annotated.is(from + 1, WordList::BodyNoun)
        && !has_head_noun(annotated, from, to)
        || is_portfolio(annotated, from, to)
        || is_rank_noun(annotated, from, to)
        || annotated.is(from, WordList::OpeningFormer);
    sheds.then_some(from + 1)
}

/// Returns whether a word in a sentence follows a title in lowercase: "Will" of "minister Will Green" is a name.
fn follows_title(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    !annotated.starts_sentence(index)
        && index.checked_sub(1).is_some_and(|before| {
            annotated.is_lower(before) && annotated.classes(before).intersects(WordClasses::OFFICE)
        })
}

/// Returns whether the first word belongs to a portfolio: `State` in `Secretary of State John Vane`, `Affairs` in
/// `Minister of Foreign Affairs Ann Roe`.
fn is_portfolio(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    const MAX_PORTFOLIO_WORDS: usize = 6;
    let is_preposition = |index: usize| annotated.lists(index).contains_any([WordList::Of, WordList::For]);
    let is_join = |index: usize| {
        annotated.is_capital(index) && annotated.is_spaced(index)
            || annotated.is(index, WordList::And)
            || annotated.has_word(index, ",")
    };
    let lowest = from.saturating_sub(MAX_PORTFOLIO_WORDS);
    let Some(of) = (lowest..from).rev().find(|index| !is_join(*index)) else { return false };
    let field = WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PLACE_HEAD;
    let is_unknown = annotated.classes(from) == WordClasses::NONE
        && annotated.classes(from + 1).intersects(WordClasses::GIVEN_NAME);
    of >= 1
        && to >= from + 3
        && is_preposition(of)
        && annotated.classes(of - 1).intersects(WordClasses::OFFICE)
        && (annotated.classes(from).intersects(field) || is_unknown)
}

/// Returns whether the first word belongs to a rank: `Class` in `Private First Class Ann Poe`.
fn is_rank_noun(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    let ordinal = |index: usize| {
        annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
            || annotated.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Mixed)
    };
    to > from + 1
        && from >= 2
        && annotated.is(from, WordList::RankNoun)
        && ordinal(from - 1)
        && annotated.classes(from - 2).intersects(WordClasses::HONORIFIC | WordClasses::OFFICE)
}

/// Returns whether the range names an organisation, place or thing by its last word or by the word before `of`.
fn has_head_noun(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    let heads = WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::THING_HEAD
        | WordClasses::ORGANISATION_SUFFIX;
    let last = annotated.classes(to - 1);
    last.intersects(heads) && !last.intersects(WordClasses::GIVEN_NAME)
        || (from..to).any(|index| {
            annotated.is(index, WordList::Of)
                && index > from
                && annotated.classes(index - 1).intersects(heads)
        })
}

/// Returns the last title that a name follows: the end of the words before it and the start of the name.
fn find_title(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_title = |index: usize| {
        let classes = annotated.classes(index);
        classes.intersects(WordClasses::TITLE | WordClasses::KIN)
            && !classes.intersects(WordClasses::GIVEN_NAME)
            && !(classes.intersects(WordClasses::PLACE_LEAD) && classes.intersects(WordClasses::HONORIFIC))
            && annotated.is_capital(index)
    };
    if has_head_noun(annotated, from, to)
        && annotated.classes(to - 1).intersects(WordClasses::ORGANISATION_HEAD)
    {
        return None;
    }
    let index = (from..to.saturating_sub(1))
        .rev()
        .find(|index| is_title(*index) && annotated.is_spaced(index + 1))?;
    let after = index + 1;
    if !annotated.is_capital(after) && !runs::may_begin_run(annotated, after) {
        return None;
    }
    let mut before = index;
    while before > from && (is_title(before - 1) || is_title_modifier(annotated, before - 1)) {
        before -= 1;
    }
    Some((before, after))
}

/// Returns whether a word modifies a title: `Foreign`, `Prime`, `Deputy`, `Defence`.
fn is_title_modifier(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated
        .classes(index)
        .intersects(WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PARTICLE)
        && !annotated.classes(index).intersects(WordClasses::NAME | WordClasses::ORGANISATION_SUFFIX)
        && !annotated.is(index, WordList::BodyNoun)
        || annotated.has_word(index, "-")
        || annotated.is(index, WordList::TitleModifier)
}

/// Returns the start of a title after the name of a place or organisation at the end of the range: `Los Angeles |
/// Sheriff`, `ILO | Director`, `National Assembly | Speaker`.
fn find_title_after_name(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    let known = annotated
        .longest_phrase(from)
        .filter(|(_, entry)| entry.classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION))
        .map(|(end, _)| end);
    let titles =
        (from + 1..to).rev().take_while(|index| is_title_alone(annotated, *index, index + 1)).count();
    let start = to - titles;
    let is_body = |index: usize| {
        annotated.is_acronym(index) && annotated.word(index).len() > 1
            || annotated.is(index, WordList::BodyNoun) && index > from
            || annotated.classes(index).intersects(WordClasses::ORGANISATION_SUFFIX) && index > from
    };
    (titles > 0 && (known == Some(start) || is_body(start - 1))).then_some(start)
}

/// Returns the start of a person after the name of a body: `University of Lima | Carla Soto`.
fn person_after_body(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    let heads = WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::THING_HEAD
        | WordClasses::ORGANISATION_SUFFIX;
    let is_given = |index: usize| annotated.classes(index).intersects(WordClasses::GIVEN_NAME);
    let is_body = |index: usize| annotated.is(index, WordList::BodyNoun);
    let last = annotated.classes(to - 1);
    let person = (from + 1..to - 1).find(|index| {
        is_given(*index)
            && annotated.is_spaced(*index)
            && annotated.is_capital(index - 1)
            && !is_given(index - 1)
            && annotated.is_capital(index + 1)
            && (is_body(index - 1)
                || annotated.classes(index - 1).intersects(WordClasses::PLACE)
                    && annotated.is(index.saturating_sub(2), WordList::Of)
                    && (from..*index).any(is_body))
    })?;
    (to - person <= 3 && person > from + 1 && !last.intersects(heads)).then_some(person)
}

/// Returns the end of a known name that another name follows: `Iranian | Hossein Vahidi`, `US | Middle East`.
fn leading_name_end(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    if let Some(person) = person_after_body(annotated, from, to) {
        return Some(person);
    }
    let state_of_thing = annotated.classes(from).intersects(WordClasses::STATE)
        && annotated.classes(to - 1).intersects(WordClasses::THING_HEAD);
    if has_head_noun(annotated, from, to) && !state_of_thing {
        return None;
    }
    let (next, entry) = annotated
        .longest_phrase(from)
        .filter(|(end, _)| *end < to)
        .unwrap_or((from + 1, annotated.entry(from)));
    if next >= to || !annotated.is_spaced(next) || !annotated.is_capital(next) {
        return None;
    }
    let rest = annotated.phrase_entry(next, to).classes;
    let initials = annotated.word(from).bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    let firm = WordClasses::STATE | WordClasses::ORGANISATION | WordClasses::CAPITAL;
    let parts = entry.classes.intersects(WordClasses::NATION)
        && !entry.classes.intersects(WordClasses::GIVEN_NAME)
        || entry.classes.intersects(WordClasses::STATE) && initials
        || entry.classes.intersects(WordClasses::STATE | WordClasses::ORGANISATION)
            && annotated.classes(next).intersects(WordClasses::GIVEN_NAME)
        || entry.classes.intersects(WordClasses::STATE) && rest.intersects(firm | WordClasses::REGION)
        || entry.classes.intersects(firm | WordClasses::REGION) && rest.intersects(WordClasses::ORGANISATION);
    parts.then_some(next)
}
