//! Coreference: equal names, surnames of full names, and acronyms of full names are one entity.
//!
//! Takes scored candidates. Assigns an entity to each and decides one label for all mentions of an entity.

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::gazetteer::{EMPTY_HASH, hash_byte};
use super::metonym;
use super::model::{Label, Score};
use crate::facts::languages::WordList;

/// Points for [`Label::Nothing`]: a wrong mention is worse than a missing one.
const NOTHING_POINTS: i32 = 8;
/// Minimum lead of the place label for a word that is also a surname to stay a place.
const MIN_PLACE_MARGIN: i32 = 64;

/// Minimum lead of the organisation label for a name to lend its first word.
const MIN_ORGANISATION_MARGIN: i32 = 16;

/// Entity and label of each candidate. An entity's number is the index of its representative candidate.
pub(crate) struct Coreference {
    pub(crate) entities: Vec<u32>,
    pub(crate) labels: Vec<Label>,
    /// Lead of each label over the best other label.
    pub(crate) margins: Vec<i32>,
}

/// Full names that contain a word as last or first word, in order of first mention.
#[derive(Default)]
struct NameBearers {
    last: Vec<u32>,
    first: Vec<u32>,
}

struct CoreferenceResolver<'p, 't> {
    annotated: &'p AnnotatedText<'t>,
    candidates: &'p [Candidate],
    scores: &'p [Score],
    /// Representative candidate of the entity of each candidate.
    representatives: Vec<u32>,
    bearers: FxHashMap<u32, NameBearers>,
    /// Candidates of one word that were joined to a full name.
    joined: FxHashSet<u32>,
    /// Those of them that were joined to an organisation. Their own scores do not count.
    shortened: FxHashSet<u32>,
    /// Number of occurrences of each full name.
    counts: Vec<u32>,
}

/// Assigns entities and labels to candidates.
pub(crate) fn resolve_coreference(
    annotated: &AnnotatedText<'_>,
    candidates: &[Candidate],
    scores: &[Score],
) -> Coreference {
    let representatives = (0..candidates.len() as u32).collect();
    let counts = vec![0; candidates.len()];
    let mut resolver = CoreferenceResolver {
        annotated,
        candidates,
        scores,
        representatives,
        bearers: FxHashMap::default(),
        joined: FxHashSet::default(),
        shortened: FxHashSet::default(),
        counts,
    };
    resolver.join_same_names();
    resolver.collect_full_names();
    resolver.join_long_surnames();
    resolver.join_short_names();
    resolver.join_short_organisations();
    resolver.join_acronyms();
    let (labels, margins) = resolver.decide_labels();
    Coreference { entities: resolver.representatives, labels, margins }
}

/// Returns the token of the surname: the last word except `Jr`, `III` and the like.
pub(crate) fn surname_index(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> usize {
    let is_generation = |index: usize| {
        annotated.has_word(index, ",") || annotated.is_abbreviated(index, WordList::Generation)
    };
    (candidate.from..candidate.to).rev().find(|index| !is_generation(*index)).unwrap_or(candidate.to - 1)
}

impl CoreferenceResolver<'_, '_> {
    /// Returns the hash of a name without regard to case. For a person with a middle initial, only the first and last
    /// word are hashed.
    fn name_hash(&self, index: usize) -> u32 {
        let candidate = &self.candidates[index];
        let add = |key: u32, index: usize| {
            self.annotated.hash(index).to_le_bytes().into_iter().fold(key, hash_byte)
        };
        if candidate.entry.classes.intersects(WordClasses::STATE) {
            return state_hash(candidate);
        }
        let has_nickname = (candidate.from + 1..candidate.to)
            .any(|index| self.annotated.is_quotation_mark(index) || self.annotated.has_word(index, "("));
        if has_nickname {
            return add(add(EMPTY_HASH, candidate.from), candidate.to - 1);
        }
        let plain = self.is_full_name(index)
            && (candidate.from..candidate.to).all(|index| self.annotated.is_capital(index));
        if plain
            && candidate.to - candidate.from == 3
            && self.annotated.word(candidate.from + 1).ends_with('.')
        {
            return add(add(EMPTY_HASH, candidate.from), candidate.to - 1);
        }
        (candidate.from..candidate.to).fold(EMPTY_HASH, add)
    }

    fn join_same_names(&mut self) {
        let mut names: FxHashMap<u32, u32> = FxHashMap::default();
        for index in 0..self.candidates.len() {
            let representative = *names.entry(self.name_hash(index)).or_insert(index as u32);
            self.representatives[index] = representative;
            self.counts[representative as usize] += 1;
        }
    }

    fn is_full_name(&self, index: usize) -> bool {
        self.candidates[index].to > self.candidates[index].from + 1
            && self.scores[index].best_label() == Label::Person
    }

    /// Indexes the first and last word of every full name of a person.
    fn collect_full_names(&mut self) {
        for (index, candidate) in self.candidates.iter().enumerate() {
            if self.representatives[index] != index as u32 || !self.is_full_name(index) {
                continue;
            }
            let last = surname_index(self.annotated, candidate);
            self.bearers.entry(self.annotated.hash(last)).or_default().last.push(index as u32);
            if candidate.from != last {
                self.bearers.entry(self.annotated.hash(candidate.from)).or_default().first.push(index as u32);
            }
        }
    }

    /// Joins a multiword surname to a longer name that ends with it: `García de la Torre` to `María José García de la
    /// Torre`.
    fn join_long_surnames(&mut self) {
        let mut longer_names: FxHashMap<u32, u32> = FxHashMap::default();
        for index in 0..self.candidates.len() {
            if self.representatives[index] != index as u32 || !self.is_full_name(index) {
                continue;
            }
            let last = self.annotated.hash(surname_index(self.annotated, &self.candidates[index]));
            let bearers = self.bearers.get(&last).map_or(&[][..], |bearers| &bearers.last);
            let longer: Vec<u32> =
                bearers.iter().copied().filter(|bearer| self.is_suffix_of(index, *bearer as usize)).collect();
            if let Some(bearer) = self.pick_bearer(&longer, index) {
                longer_names.insert(index as u32, bearer);
            }
        }
        for representative in &mut self.representatives {
            // Each step leads to a longer name, so the loop ends.
            while let Some(longer) = longer_names.get(representative) {
                *representative = *longer;
            }
        }
    }

    /// Returns whether a name is a proper suffix of another.
    fn is_suffix_of(&self, short: usize, long: usize) -> bool {
        let (short, long) = (self.candidates[short], self.candidates[long]);
        let length = short.to - short.from;
        length < long.to - long.from
            && (0..length).all(|index| {
                self.annotated.hash(short.to - 1 - index) == self.annotated.hash(long.to - 1 - index)
            })
    }

    /// Joins one-word names to the full name that contains them, as surname first and as given name second.
    fn join_short_names(&mut self) {
        for index in 0..self.candidates.len() {
            let candidate = self.candidates[index];
            if candidate.to != candidate.from + 1 || self.is_other_entity(index) {
                continue;
            }
            let Some(bearers) = self.bearers.get(&self.annotated.hash(candidate.from)) else { continue };
            let last = self.pick_bearer(&bearers.last, index);
            let first = || {
                self.pick_bearer(&bearers.first, index).filter(|_| {
                    !candidate.entry.classes.intersects(WordClasses::PLACE.difference(WordClasses::CITY))
                })
            };
            if let Some(bearer) = last.or_else(first) {
                self.representatives[index] = self.representatives[bearer as usize];
                self.joined.insert(index as u32);
            }
        }
    }

    /// Joins a name of one word to the organisation whose name it opens: `Norvik` to `Norvik Shipping Group`. The word
    /// must be unknown, because known words and given names open the names of others.
    fn join_short_organisations(&mut self) {
        let mut full_names: FxHashMap<u32, u32> = FxHashMap::default();
        for (index, candidate) in self.candidates.iter().enumerate() {
            if candidate.to > candidate.from + 1
                && self.scores[index].margin(Label::Organisation) > MIN_ORGANISATION_MARGIN
                && self.is_distinctive(candidate.from)
                && self.annotated.is_capital(candidate.from + 1)
            {
                let first = self.annotated.hash(candidate.from);
                full_names.entry(first).or_insert(self.representatives[index]);
            }
        }
        if full_names.is_empty() {
            return;
        }
        // "In Norvik" is a place, and so is each `Norvik`.
        for candidate in self.candidates.iter().filter(|candidate| candidate.to == candidate.from + 1) {
            if metonym::is_located(self.annotated, candidate.from) {
                full_names.remove(&self.annotated.hash(candidate.from));
            }
        }
        for (index, candidate) in self.candidates.iter().enumerate() {
            if candidate.to == candidate.from + 1
                && !candidate.has_title
                && !self.joined.contains(&(index as u32))
                && let Some(full) = full_names.get(&self.annotated.hash(candidate.from))
            {
                self.representatives[index] = *full;
                self.joined.insert(index as u32);
                self.shortened.insert(index as u32);
            }
        }
    }

    /// Returns whether a word is unknown to the gazetteer and not in lower case elsewhere in the text.
    fn is_distinctive(&self, index: usize) -> bool {
        let known = self.annotated.classes(index).difference(WordClasses::OPENS_PHRASE);
        known == WordClasses::NONE && !self.annotated.is_seen_lowercase(index)
    }

    /// Returns whether a word names a people, an organisation or a located place, and so is not a surname.
    fn is_other_entity(&self, index: usize) -> bool {
        let Candidate { from, entry, has_title, .. } = self.candidates[index];
        let place = entry.classes.intersects(WordClasses::PLACE)
            && self.scores[index].margin(Label::Place) > 0
            && (metonym::is_located(self.annotated, from)
                || self.scores[index].margin(Label::Place) > MIN_PLACE_MARGIN);
        !has_title && (entry.classes.intersects(WordClasses::NATION | WordClasses::ORGANISATION) || place)
    }

    /// Returns the bearer named most often before the mention, or else the first one after it.
    fn pick_bearer(&self, bearers: &[u32], index: usize) -> Option<u32> {
        let before = bearers.iter().filter(|bearer| (**bearer as usize) < index);
        before.max_by_key(|bearer| (self.counts[**bearer as usize], **bearer)).or(bearers.first()).copied()
    }

    /// Joins an acronym to its full name: `European Space Agency (ESA)`.
    fn join_acronyms(&mut self) {
        let mut full_names: FxHashMap<u32, u32> = FxHashMap::default();
        for index in 1..self.candidates.len() {
            let (long, short) = (self.candidates[index - 1], self.candidates[index]);
            let in_brackets = short.from == long.to + 1
                && self.annotated.has_word(long.to, "(")
                && self.annotated.has_word(short.to, ")");
            if in_brackets
                && self.is_acronym_of(&short, &long)
                && self.representatives[index] != self.representatives[index - 1]
            {
                full_names.entry(self.representatives[index]).or_insert(self.representatives[index - 1]);
            }
        }
        for representative in &mut self.representatives {
            *representative = full_names.get(representative).copied().unwrap_or(*representative);
        }
    }

    fn is_acronym_of(&self, short: &Candidate, long: &Candidate) -> bool {
        let one = short.to == short.from + 1 && !self.annotated.is_only_first_capital(short.from);
        let first = |index: usize| self.annotated.word(index).chars().next().map(|c| c.to_ascii_uppercase());
        one && long.to > long.from + 1 && first(short.from) == first(long.from)
    }

    /// Returns the label of each candidate and its lead, from its own score and the scores of all mentions of its entity.
    fn decide_labels(&self) -> (Vec<Label>, Vec<i32>) {
        let mut totals = vec![Score::default(); self.candidates.len()];
        for (index, (representative, score)) in self.representatives.iter().zip(self.scores).enumerate() {
            if !self.shortened.contains(&(index as u32)) {
                totals[*representative as usize].add_score(*score);
            }
        }
        let label = |(index, (representative, score)): (usize, (&u32, &Score))| {
            let mut sum = totals[*representative as usize];
            // The score of a bare surname is unreliable if the full name is known.
            if !self.joined.contains(&(index as u32)) {
                sum.add_score(*score);
            }
            sum.add_points(Label::Nothing, NOTHING_POINTS);
            (sum.best_label(), sum.margin(sum.best_label()))
        };
        self.representatives.iter().zip(self.scores).enumerate().map(label).unzip()
    }
}

/// Returns one hash for all names of a state.
fn state_hash(candidate: &Candidate) -> u32 {
    candidate
        .entry
        .state()
        .map_or(EMPTY_HASH, |state| state.0.to_le_bytes().into_iter().fold(!EMPTY_HASH, hash_byte))
}
