//! What a document remembers: the same name is the same thing, a surname belongs to the full name, an acronym to the
//! name it stands for.
//!
//! Takes segments with their scores. Gives each its entity, and lets all mentions of an entity speak for one label.

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::gazetteer::{EMPTY_HASH, hash_byte};
use super::metonym;
use super::model::{Label, Score};

/// Points for being no name: a wrong entry is worse than a missing one.
const NOTHING_POINTS: i32 = 8;
/// How clearly the place must lead before a word that is also a surname stays a place.
const MIN_PLACE_MARGIN: i32 = 64;

/// Each segment's entity and label. An entity's number is that of the segment that stands for it.
pub(crate) struct Coreference {
    pub(crate) entities: Vec<u32>,
    pub(crate) labels: Vec<Label>,
}

/// The full names in which a word is the last or the first, in order of their first mention.
#[derive(Default)]
struct NameBearers {
    last: Vec<u32>,
    first: Vec<u32>,
}

struct CoreferenceResolver<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    candidates: &'p [Candidate],
    scores: &'p [Score],
    /// The segment that stands for each segment's entity: itself or another.
    representatives: Vec<u32>,
    bearers: FxHashMap<u32, NameBearers>,
    /// The short names that were given to a full name.
    joined: FxHashSet<u32>,
    /// How often each full name stands in the text.
    counts: Vec<u32>,
}

/// Joins mentions to entities and decides their labels.
pub(crate) fn resolve_coreference(
    page: &AnnotatedText<'_>,
    segments: &[Candidate],
    scores: &[Score],
) -> Coreference {
    let heads = (0..segments.len() as u32).collect();
    let counts = vec![0; segments.len()];
    let mut builder = CoreferenceResolver {
        annotated: page,
        candidates: segments,
        scores,
        representatives: heads,
        bearers: FxHashMap::default(),
        joined: FxHashSet::default(),
        counts,
    };
    builder.join_same_names();
    builder.collect_full_names();
    builder.join_long_surnames();
    builder.join_short_names();
    builder.join_acronyms();
    let labels = builder.decide_labels();
    Coreference { entities: builder.representatives, labels }
}

/// The token of a surname: the last word that is no `Jr` or `III`.
pub(crate) fn surname_index(page: &AnnotatedText<'_>, segment: &Candidate) -> usize {
    let is_generation =
        |at: usize| matches!(page.word(at).trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | ",");
    (segment.from..segment.to).rev().find(|at| !is_generation(*at)).unwrap_or(segment.to - 1)
}

impl CoreferenceResolver<'_, '_> {
    /// The words of a name as one number, the same for all writings of case. Names of persons count by their first
    /// and last word, so that an initial between them makes no other person.
    fn name_hash(&self, at: usize) -> u32 {
        let segment = &self.candidates[at];
        let add =
            |key: u32, at: usize| self.annotated.hash(at).to_le_bytes().into_iter().fold(key, hash_byte);
        if segment.entry.classes.intersects(WordClasses::STATE) {
            return state_hash(segment);
        }
        let plain =
            self.is_full_name(at) && (segment.from..segment.to).all(|at| self.annotated.is_capital(at));
        if plain && segment.to - segment.from == 3 && self.annotated.word(segment.from + 1).ends_with('.') {
            return add(add(EMPTY_HASH, segment.from), segment.to - 1);
        }
        (segment.from..segment.to).fold(EMPTY_HASH, add)
    }

    fn join_same_names(&mut self) {
        let mut names: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 0..self.candidates.len() {
            let head = *names.entry(self.name_hash(at)).or_insert(at as u32);
            self.representatives[at] = head;
            self.counts[head as usize] += 1;
        }
    }

    fn is_full_name(&self, at: usize) -> bool {
        self.candidates[at].to > self.candidates[at].from + 1 && self.scores[at].best_label() == Label::Person
    }

    /// Notes the first and last word of every full name of a person.
    fn collect_full_names(&mut self) {
        for (at, segment) in self.candidates.iter().enumerate() {
            if self.representatives[at] != at as u32 || !self.is_full_name(at) {
                continue;
            }
            let last = surname_index(self.annotated, segment);
            self.bearers.entry(self.annotated.hash(last)).or_default().last.push(at as u32);
            if segment.from != last {
                self.bearers.entry(self.annotated.hash(segment.from)).or_default().first.push(at as u32);
            }
        }
    }

    /// `García de la Torre` after `María José García de la Torre`: a name of several words that closes a longer one.
    fn join_long_surnames(&mut self) {
        let mut meant: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 0..self.candidates.len() {
            if self.representatives[at] != at as u32 || !self.is_full_name(at) {
                continue;
            }
            let last = self.annotated.hash(surname_index(self.annotated, &self.candidates[at]));
            let bearers = self.bearers.get(&last).map_or(&[][..], |bearers| &bearers.last);
            let longer: Vec<u32> =
                bearers.iter().copied().filter(|bearer| self.is_suffix_of(at, *bearer as usize)).collect();
            if let Some(bearer) = self.pick_bearer(&longer, at) {
                meant.insert(at as u32, bearer);
            }
        }
        for head in &mut self.representatives {
            // Each step leads to a longer name, so that there is a last one.
            while let Some(longer) = meant.get(head) {
                *head = *longer;
            }
        }
    }

    /// Whether the words of one name are the last words of another, longer one.
    fn is_suffix_of(&self, short: usize, long: usize) -> bool {
        let (short, long) = (self.candidates[short], self.candidates[long]);
        let length = short.to - short.from;
        length < long.to - long.from
            && (0..length)
                .all(|at| self.annotated.hash(short.to - 1 - at) == self.annotated.hash(long.to - 1 - at))
    }

    /// Gives a name of one word to the full name it is part of: surnames before given names.
    fn join_short_names(&mut self) {
        for at in 0..self.candidates.len() {
            let segment = self.candidates[at];
            if segment.to != segment.from + 1 || self.is_other_entity(at) {
                continue;
            }
            let Some(bearers) = self.bearers.get(&self.annotated.hash(segment.from)) else { continue };
            let last = self.pick_bearer(&bearers.last, at);
            let first = || {
                self.pick_bearer(&bearers.first, at).filter(|_| {
                    !segment.entry.classes.intersects(WordClasses::PLACE.difference(WordClasses::CITY))
                })
            };
            if let Some(bearer) = last.or_else(first) {
                self.representatives[at] = self.representatives[bearer as usize];
                self.joined.insert(at as u32);
            }
        }
    }

    /// Whether a word names a people or an organisation, or a place that something is located in.
    fn is_other_entity(&self, at: usize) -> bool {
        let Candidate { from, entry: known, has_title: titled, .. } = self.candidates[at];
        let place = known.classes.intersects(WordClasses::PLACE)
            && self.scores[at].margin(Label::Place) > 0
            && (metonym::is_located(self.annotated, from)
                || self.scores[at].margin(Label::Place) > MIN_PLACE_MARGIN);
        !titled && (known.classes.intersects(WordClasses::NATION | WordClasses::ORGANISATION) || place)
    }

    /// Of the bearers named before the mention `at` the one named most often, else the first after it.
    fn pick_bearer(&self, bearers: &[u32], at: usize) -> Option<u32> {
        let before = bearers.iter().filter(|bearer| (**bearer as usize) < at);
        before.max_by_key(|bearer| (self.counts[**bearer as usize], **bearer)).or(bearers.first()).copied()
    }

    /// `European Space Agency (ESA)`: all mentions of the acronym are of the full name.
    fn join_acronyms(&mut self) {
        let mut meant: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 1..self.candidates.len() {
            let (long, short) = (self.candidates[at - 1], self.candidates[at]);
            let in_brackets = short.from == long.to + 1
                && self.annotated.has_word(long.to, "(")
                && self.annotated.has_word(short.to, ")");
            if in_brackets
                && self.is_acronym_of(&short, &long)
                && self.representatives[at] != self.representatives[at - 1]
            {
                meant.entry(self.representatives[at]).or_insert(self.representatives[at - 1]);
            }
        }
        for head in &mut self.representatives {
            *head = meant.get(head).copied().unwrap_or(*head);
        }
    }

    fn is_acronym_of(&self, short: &Candidate, long: &Candidate) -> bool {
        let one = short.to == short.from + 1 && !self.annotated.is_only_first_capital(short.from);
        let first =
            |at: usize| self.annotated.word(at).chars().next().map(|letter| letter.to_ascii_uppercase());
        one && long.to > long.from + 1 && first(short.from) == first(long.from)
    }

    /// The label of each segment: what speaks for it here, and what speaks for all mentions of its entity.
    fn decide_labels(&self) -> Vec<Label> {
        let mut totals = vec![Score::default(); self.candidates.len()];
        for (head, score) in self.representatives.iter().zip(self.scores) {
            totals[*head as usize].add_score(*score);
        }
        let label = |(at, (head, score)): (usize, (&u32, &Score))| {
            let mut sum = totals[*head as usize];
            // A surname alone says little of itself where the full name is known.
            if !self.joined.contains(&(at as u32)) {
                sum.add_score(*score);
            }
            sum.add_points(Label::Nothing, NOTHING_POINTS);
            sum.best_label()
        };
        self.representatives.iter().zip(self.scores).enumerate().map(label).collect()
    }
}

/// All names of a state are one.
fn state_hash(segment: &Candidate) -> u32 {
    segment
        .entry
        .state()
        .map_or(EMPTY_HASH, |state| state.0.to_le_bytes().into_iter().fold(!EMPTY_HASH, hash_byte))
}
