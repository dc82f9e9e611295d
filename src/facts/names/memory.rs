//! What a document remembers: the same name is the same thing, a surname belongs to the full name, an acronym to the
//! name it stands for.
//!
//! Takes segments with their scores. Gives each its entity, and lets all mentions of an entity speak for one label.

use rustc_hash::{FxHashMap, FxHashSet};

use super::class::Classes;
use super::cut::Segment;
use super::gazetteer::{EMPTY, hash_on};
use super::metonym;
use super::page::Page;
use super::weigh::{Label, Score};

/// Points for being no name: a wrong entry is worse than a missing one.
const DOUBT: i32 = 8;
/// How clearly the place must lead before a word that is also a surname stays a place.
const CLEAR: i32 = 64;

/// Each segment's entity and label. An entity's number is that of the segment that stands for it.
pub(crate) struct Memory {
    pub(crate) entities: Vec<u32>,
    pub(crate) labels: Vec<Label>,
}

/// The full names in which a word is the last or the first, in order of their first mention.
#[derive(Default)]
struct Bearers {
    last: Vec<u32>,
    first: Vec<u32>,
}

struct Builder<'p, 't> {
    page: &'p Page<'t>,
    segments: &'p [Segment],
    scores: &'p [Score],
    /// The segment that stands for each segment's entity: itself or another.
    heads: Vec<u32>,
    bearers: FxHashMap<u32, Bearers>,
    /// The short names that were given to a full name.
    joined: FxHashSet<u32>,
    /// How often each full name stands in the text.
    counts: Vec<u32>,
}

/// Joins mentions to entities and decides their labels.
pub(crate) fn remember(page: &Page<'_>, segments: &[Segment], scores: &[Score]) -> Memory {
    let heads = (0..segments.len() as u32).collect();
    let counts = vec![0; segments.len()];
    let mut builder = Builder {
        page,
        segments,
        scores,
        heads,
        bearers: FxHashMap::default(),
        joined: FxHashSet::default(),
        counts,
    };
    builder.same_names();
    builder.full_names();
    builder.long_surnames();
    builder.short_names();
    builder.acronyms();
    let labels = builder.labels();
    Memory { entities: builder.heads, labels }
}

/// The token of a surname: the last word that is no `Jr` or `III`.
pub(crate) fn surname_at(page: &Page<'_>, segment: &Segment) -> usize {
    let is_generation =
        |at: usize| matches!(page.word(at).trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | ",");
    (segment.from..segment.to).rev().find(|at| !is_generation(*at)).unwrap_or(segment.to - 1)
}

impl Builder<'_, '_> {
    /// The words of a name as one number, the same for all writings of case. Names of persons count by their first
    /// and last word, so that an initial between them makes no other person.
    fn key(&self, at: usize) -> u32 {
        let segment = &self.segments[at];
        let add = |key: u32, at: usize| self.page.hash(at).to_le_bytes().into_iter().fold(key, hash_on);
        if segment.known.classes.any(Classes::STATE) {
            return add_state(segment);
        }
        let plain = self.is_full_name(at) && (segment.from..segment.to).all(|at| self.page.is_capital(at));
        if plain && segment.to - segment.from == 3 && self.page.word(segment.from + 1).ends_with('.') {
            return add(add(EMPTY, segment.from), segment.to - 1);
        }
        (segment.from..segment.to).fold(EMPTY, add)
    }

    fn same_names(&mut self) {
        let mut names: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 0..self.segments.len() {
            let head = *names.entry(self.key(at)).or_insert(at as u32);
            self.heads[at] = head;
            self.counts[head as usize] += 1;
        }
    }

    fn is_full_name(&self, at: usize) -> bool {
        self.segments[at].to > self.segments[at].from + 1 && self.scores[at].best() == Label::Person
    }

    /// Notes the first and last word of every full name of a person.
    fn full_names(&mut self) {
        for (at, segment) in self.segments.iter().enumerate() {
            if self.heads[at] != at as u32 || !self.is_full_name(at) {
                continue;
            }
            let last = surname_at(self.page, segment);
            self.bearers.entry(self.page.hash(last)).or_default().last.push(at as u32);
            if segment.from != last {
                self.bearers.entry(self.page.hash(segment.from)).or_default().first.push(at as u32);
            }
        }
    }

    /// `García de la Torre` after `María José García de la Torre`: a name of several words that closes a longer one.
    fn long_surnames(&mut self) {
        let mut meant: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 0..self.segments.len() {
            if self.heads[at] != at as u32 || !self.is_full_name(at) {
                continue;
            }
            let last = self.page.hash(surname_at(self.page, &self.segments[at]));
            let bearers = self.bearers.get(&last).map_or(&[][..], |bearers| &bearers.last);
            let longer: Vec<u32> =
                bearers.iter().copied().filter(|bearer| self.closes(at, *bearer as usize)).collect();
            if let Some(bearer) = self.pick(&longer, at) {
                meant.insert(at as u32, bearer);
            }
        }
        for head in &mut self.heads {
            // Each step leads to a longer name, so that there is a last one.
            while let Some(longer) = meant.get(head) {
                *head = *longer;
            }
        }
    }

    /// Whether the words of one name are the last words of another, longer one.
    fn closes(&self, short: usize, long: usize) -> bool {
        let (short, long) = (self.segments[short], self.segments[long]);
        let length = short.to - short.from;
        length < long.to - long.from
            && (0..length).all(|at| self.page.hash(short.to - 1 - at) == self.page.hash(long.to - 1 - at))
    }

    /// Gives a name of one word to the full name it is part of: surnames before given names.
    fn short_names(&mut self) {
        for at in 0..self.segments.len() {
            let segment = self.segments[at];
            if segment.to != segment.from + 1 || self.is_something_else(at) {
                continue;
            }
            let Some(bearers) = self.bearers.get(&self.page.hash(segment.from)) else { continue };
            let last = self.pick(&bearers.last, at);
            let first = || {
                self.pick(&bearers.first, at)
                    .filter(|_| !segment.known.classes.any(Classes::PLACE.without(Classes::CITY)))
            };
            if let Some(bearer) = last.or_else(first) {
                self.heads[at] = self.heads[bearer as usize];
                self.joined.insert(at as u32);
            }
        }
    }

    /// Whether a word names a people or an organisation, or a place that something is located in.
    fn is_something_else(&self, at: usize) -> bool {
        let Segment { from, known, titled, .. } = self.segments[at];
        let place = known.classes.any(Classes::PLACE)
            && self.scores[at].lead(Label::Place) > 0
            && (metonym::is_located(self.page, from) || self.scores[at].lead(Label::Place) > CLEAR);
        !titled && (known.classes.any(Classes::NATION | Classes::ORGANISATION) || place)
    }

    /// Of the bearers named before the mention `at` the one named most often, else the first after it.
    fn pick(&self, bearers: &[u32], at: usize) -> Option<u32> {
        let before = bearers.iter().filter(|bearer| (**bearer as usize) < at);
        before.max_by_key(|bearer| (self.counts[**bearer as usize], **bearer)).or(bearers.first()).copied()
    }

    /// `European Space Agency (ESA)`: all mentions of the acronym are of the full name.
    fn acronyms(&mut self) {
        let mut meant: FxHashMap<u32, u32> = FxHashMap::default();
        for at in 1..self.segments.len() {
            let (long, short) = (self.segments[at - 1], self.segments[at]);
            let in_brackets =
                short.from == long.to + 1 && self.page.is(long.to, "(") && self.page.is(short.to, ")");
            if in_brackets && self.stands_for(&short, &long) && self.heads[at] != self.heads[at - 1] {
                meant.entry(self.heads[at]).or_insert(self.heads[at - 1]);
            }
        }
        for head in &mut self.heads {
            *head = meant.get(head).copied().unwrap_or(*head);
        }
    }

    fn stands_for(&self, short: &Segment, long: &Segment) -> bool {
        let one = short.to == short.from + 1 && !self.page.is_plainly_capitalised(short.from);
        let first = |at: usize| self.page.word(at).chars().next().map(|letter| letter.to_ascii_uppercase());
        one && long.to > long.from + 1 && first(short.from) == first(long.from)
    }

    /// The label of each segment: what speaks for it here, and what speaks for all mentions of its entity.
    fn labels(&self) -> Vec<Label> {
        let mut totals = vec![Score::default(); self.segments.len()];
        for (head, score) in self.heads.iter().zip(self.scores) {
            totals[*head as usize].add(*score);
        }
        let label = |(at, (head, score)): (usize, (&u32, &Score))| {
            let mut sum = totals[*head as usize];
            // A surname alone says little of itself where the full name is known.
            if !self.joined.contains(&(at as u32)) {
                sum.add(*score);
            }
            sum.favour(Label::Nothing, DOUBT);
            sum.best()
        };
        self.heads.iter().zip(self.scores).enumerate().map(label).collect()
    }
}

/// All names of a state are one.
fn add_state(segment: &Segment) -> u32 {
    segment.known.state().map_or(EMPTY, |state| state.0.to_le_bytes().into_iter().fold(!EMPTY, hash_on))
}
