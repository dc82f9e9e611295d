//! Runs cut into names: titles, days, peoples and the words that open sentences are taken off.
//!
//! Takes a page and a run. Gives the segments in it that may be names; what they are is decided later.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::declared::DeclaredNames;
use super::gazetteer::GazetteerEntry;
use super::runs;

/// Tokens that may be a name: `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// What the tables know of the whole.
    pub(crate) entry: GazetteerEntry,
    /// A title stands right before it.
    pub(crate) has_title: bool,
}

/// Every segment of a page, in order, without overlap.
pub(crate) fn find_candidates(page: &AnnotatedText<'_>, registry: &DeclaredNames) -> Vec<Candidate> {
    let mut found = Vec::with_capacity(page.len() / 12 + 4);
    let mut at = 0;
    while at < page.len() {
        if runs::may_begin_run(page, at) {
            let end = runs::run_end(page, registry, at);
            Chunker { annotated: page, registry, candidates: &mut found }.cut_range(at, end, false);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

struct Chunker<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    registry: &'p DeclaredNames,
    candidates: &'p mut Vec<Candidate>,
}

impl Chunker<'_, '_> {
    /// Cuts `from..to` at the first seam that applies; what has none is a segment.
    fn cut_range(&mut self, from: usize, to: usize, titled: bool) {
        let page = self.annotated;
        let (from, to) = trim_joining_words(page, from, to);
        if from >= to {
            return;
        }
        if !self.registry.entries_named(page, from..to).is_empty() {
            return self.push_candidate(from, to, titled);
        }
        let known = page.phrase_entry(from, to);
        if is_demonym(known.classes) && !titled || titled && is_title_alone(page, from, to) {
            return;
        }
        if known.classes.intersects(WordClasses::NAME) && !known.classes.intersects(WordClasses::CALENDAR) {
            return self.push_candidate(from, to, titled);
        }
        self.cut_at_seam(from, to, titled);
    }

    fn cut_at_seam(&mut self, from: usize, to: usize, titled: bool) {
        let page = self.annotated;
        if let Some(day) = find_calendar_word(page, from, to, titled) {
            self.cut_range(from, day, titled);
            return self.cut_range(day + 1, to, false);
        }
        if let Some(next) = name_start_after_opening(page, from, to) {
            return self.cut_range(next, to, titled);
        }
        if let Some((before, after)) = find_title(page, from, to) {
            self.cut_range(from, before, titled);
            return self.cut_range(after, to, true);
        }
        if let Some(office) = find_office_after_place(page, from, to) {
            return self.push_candidate(from, office, titled);
        }
        if let Some(next) = leading_name_end(page, from, to) {
            if !page.phrase_entry(from, next).classes.intersects(WordClasses::NATION) {
                self.push_candidate(from, next, titled);
            }
            return self.cut_range(next, to, titled);
        }
        self.push_candidate(from, to, titled);
    }

    fn push_candidate(&mut self, from: usize, to: usize, titled: bool) {
        self.candidates.push(Candidate {
            from,
            to,
            entry: self.annotated.phrase_entry(from, to),
            has_title: titled,
        });
    }
}

/// `Secretary` in `General Secretary`, where no name follows.
fn is_title_alone(page: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| {
        page.classes(at).intersects(WordClasses::OFFICE)
            && !page.classes(at).intersects(WordClasses::GIVEN_NAME)
    })
}

/// `Iranian` and `Finns`, where they are nothing else besides.
fn is_demonym(classes: WordClasses) -> bool {
    let people = classes.intersects(WordClasses::DEMONYM)
        || classes.intersects(WordClasses::PEOPLE) && classes.intersects(WordClasses::COMMON_WORD);
    people && !classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION | WordClasses::GIVEN_NAME)
}

/// Without joining words at the edges.
fn trim_joining_words(page: &AnnotatedText<'_>, mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && !runs::may_begin_run(page, from) {
        from += 1;
    }
    while from < to && !page.is_capital(to - 1) && !(to > from + 2 && page.has_word(to - 2, "-")) {
        to -= 1;
    }
    (from, to)
}

/// A month or weekday, unless it is somebody's name: `Theresa May`.
fn find_calendar_word(page: &AnnotatedText<'_>, from: usize, to: usize, titled: bool) -> Option<usize> {
    (from..to).find(|at| {
        page.classes(*at).intersects(WordClasses::CALENDAR)
            && page.is_capital(*at)
            && !(*at > from
                && page.classes(at - 1).intersects(WordClasses::GIVEN_NAME | WordClasses::HONORIFIC))
            && !(page.has_word(*at, "May") && to == from + 1 && is_before_agent_verb(page, to))
            && !(titled && to == from + 1)
    })
}

/// Whether a verb of persons follows: `May told reporters`.
fn is_before_agent_verb(page: &AnnotatedText<'_>, next: usize) -> bool {
    page.is_lower(next)
        && (page.classes(next).intersects(WordClasses::SPEECH_VERB) || page.has_word(next, "has"))
}

/// Where the name begins after words that only open the sentence; none where they belong to it.
fn name_start_after_opening(page: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    if page.longest_phrase(from).is_some_and(|(end, _)| end <= to) {
        return None;
    }
    let classes = page.classes(from);
    if classes.intersects(WordClasses::FUNCTION_WORD)
        && !classes.intersects(WordClasses::CALENDAR)
        && !page.is_glued(from + 1)
    {
        return Some(from + 1);
    }
    let everyday = classes.intersects(WordClasses::COMMON_WORD)
        && !classes.intersects(WordClasses::GIVEN_NAME)
        || page.word(from).len() > 5
            && page.word(from).ends_with("ly")
            && !classes.intersects(WordClasses::NAME);
    let sheds = everyday && page.starts_sentence(from) && to > from + 1 && !has_head_noun(page, from, to)
        || is_portfolio(page, from, to)
        || page.has_word(from, "Former");
    sheds.then_some(from + 1)
}

/// `StateId` in `Secretary of State John Vane`: what an office is for, before the name of who holds it.
fn is_portfolio(page: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    from >= 2
        && to >= from + 3
        && matches!(page.word(from - 1), "of" | "for")
        && page.classes(from - 2).intersects(WordClasses::OFFICE)
        && page
            .classes(from)
            .intersects(WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PLACE_HEAD)
}

/// Whether the run is the name of an organisation, place or thing by its last word, or by a head before `of`.
fn has_head_noun(page: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    let heads = WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::THING_HEAD
        | WordClasses::ORGANISATION_SUFFIX;
    let last = page.classes(to - 1);
    last.intersects(heads) && !last.intersects(WordClasses::GIVEN_NAME)
        || (from..to).any(|at| page.has_word(at, "of") && at > from && page.classes(at - 1).intersects(heads))
}

/// The last title that a name follows: where the words before it end, and where the name begins.
fn find_title(page: &AnnotatedText<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_title = |at: usize| {
        let classes = page.classes(at);
        classes.intersects(WordClasses::TITLE | WordClasses::KIN)
            && !classes.intersects(WordClasses::GIVEN_NAME)
            && !(classes.intersects(WordClasses::PLACE_LEAD) && classes.intersects(WordClasses::HONORIFIC))
            && page.is_capital(at)
    };
    if has_head_noun(page, from, to) && page.classes(to - 1).intersects(WordClasses::ORGANISATION_HEAD) {
        return None;
    }
    let at = (from..to.saturating_sub(1)).rev().find(|at| is_title(*at) && page.is_spaced(at + 1))?;
    let after = at + 1;
    if !page.is_capital(after) && !runs::may_begin_run(page, after) {
        return None;
    }
    let mut before = at;
    while before > from && (is_title(before - 1) || is_title_modifier(page, before - 1)) {
        before -= 1;
    }
    Some((before, after))
}

/// Words that narrow a title: `Foreign`, `Prime`, `Deputy`, `Defence`.
fn is_title_modifier(page: &AnnotatedText<'_>, at: usize) -> bool {
    page.classes(at)
        .intersects(WordClasses::COMMON_WORD | WordClasses::ORGANISATION_HEAD | WordClasses::PARTICLE)
        && !page.classes(at).intersects(WordClasses::NAME)
        || matches!(
            page.word(at),
            "Vice" | "Deputy" | "Prime" | "Supreme" | "Crown" | "-" | "Acting" | "Interim"
        )
}

/// Where an office begins that closes the run after a place: `Los Angeles | Sheriff`.
fn find_office_after_place(page: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    let (end, known) = page.longest_phrase(from)?;
    (end < to && known.classes.intersects(WordClasses::PLACE) && is_title_alone(page, end, to)).then_some(end)
}

/// Where a known name ends that another name follows: `Iranian | Hossein Vahidi`, `US | Middle East`.
fn leading_name_end(page: &AnnotatedText<'_>, from: usize, to: usize) -> Option<usize> {
    let state_of_thing = page.classes(from).intersects(WordClasses::STATE)
        && page.classes(to - 1).intersects(WordClasses::THING_HEAD);
    if has_head_noun(page, from, to) && !state_of_thing {
        return None;
    }
    let (next, known) =
        page.longest_phrase(from).filter(|(end, _)| *end < to).unwrap_or((from + 1, page.entry(from)));
    if next >= to || !page.is_spaced(next) || !page.is_capital(next) {
        return None;
    }
    let rest = page.phrase_entry(next, to).classes;
    let initials = page.word(from).bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    let firm = WordClasses::STATE | WordClasses::ORGANISATION | WordClasses::CAPITAL;
    let parts = known.classes.intersects(WordClasses::NATION)
        && !known.classes.intersects(WordClasses::GIVEN_NAME)
        || known.classes.intersects(WordClasses::STATE) && initials
        || known.classes.intersects(WordClasses::STATE | WordClasses::ORGANISATION)
            && page.classes(next).intersects(WordClasses::GIVEN_NAME)
        || known.classes.intersects(WordClasses::STATE) && rest.intersects(firm | WordClasses::REGION)
        || known.classes.intersects(firm | WordClasses::REGION) && rest.intersects(WordClasses::ORGANISATION);
    parts.then_some(next)
}
