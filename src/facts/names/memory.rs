//! What a document remembers: the same name is the same thing, a surname belongs to the full name, an acronym to the
//! name it stands for.
//!
//! Takes segments with their scores. Gives each its entity, and lets all mentions of an entity speak for one label.

use rustc_hash::FxHashMap;

use crate::facts::token::Shape;

use super::class::Classes;
use super::cut::Segment;
use super::gazetteer::{EMPTY, hash_on};
use super::page::Page;
use super::weigh::{Label, Score};

/// Each segment's entity and label. Entities are numbered in order of first mention.
pub(crate) struct Memory {
    pub(crate) entities: Vec<u32>,
    pub(crate) labels: Vec<Label>,
}

struct Builder<'p, 't> {
    page: &'p Page<'t>,
    segments: &'p [Segment],
    scores: &'p [Score],
    /// The segment that stands for each segment's entity: itself or an earlier one.
    heads: Vec<u32>,
    /// What the mentions before have told, by entity: the full names by surname and so on.
    names: FxHashMap<u32, u32>,
    parts: FxHashMap<u32, Vec<u32>>,
}

/// Joins mentions to entities and decides their labels.
pub(crate) fn remember(page: &Page<'_>, segments: &[Segment], scores: &[Score]) -> Memory {
    let mut builder = Builder {
        page,
        segments,
        scores,
        heads: (0..segments.len() as u32).collect(),
        names: FxHashMap::default(),
        parts: FxHashMap::default(),
    };
    builder.same_names();
    builder.full_names();
    builder.short_names();
    builder.acronyms();
    let totals = builder.totals();
    let labels = builder.labels(&totals);
    Memory { entities: builder.heads, labels }
}

impl Builder<'_, '_> {
    /// The words of a name as one number; the same for `the Agency` and `Agency`, for all writings of case.
    fn key(&self, segment: &Segment) -> u32 {
        (segment.from..segment.to).fold(EMPTY, |key, at| {
            let word = self.page.hash(at);
            word.to_le_bytes().into_iter().fold(key, hash_on)
        })
    }

    fn same_names(&mut self) {
        for (at, segment) in self.segments.iter().enumerate() {
            let head = *self.names.entry(self.key(segment)).or_insert(at as u32);
            self.heads[at] = head;
        }
    }

    /// Notes the parts of every full name of a person.
    fn full_names(&mut self) {
        for (at, segment) in self.segments.iter().enumerate() {
            if self.heads[at] != at as u32 || segment.to - segment.from < 2 || !self.is_full_name(at) {
                continue;
            }
            let last = self.surname_at(segment);
            let words = [Some(last), (segment.from != last).then_some(segment.from)];
            for word in words.into_iter().flatten() {
                self.parts.entry(self.page.hash(word)).or_default().push(at as u32);
            }
        }
    }

    fn is_full_name(&self, at: usize) -> bool {
        self.scores[at].best() == Label::Person
    }

    /// The token of the surname: the last word that is no `Jr` or `III`.
    fn surname_at(&self, segment: &Segment) -> usize {
        let is_generation = |at: usize| {
            matches!(self.page.word(at).trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | ",")
        };
        (segment.from..segment.to).rev().find(|at| !is_generation(*at)).unwrap_or(segment.to - 1)
    }

    /// Gives a name of one word to the full name it is part of: the nearest before, else the first after.
    fn short_names(&mut self) {
        for at in 0..self.segments.len() {
            let segment = self.segments[at];
            let alone = segment.to == segment.from + 1;
            if !alone
                || segment.known.classes.any(Classes::STATE | Classes::NATION | Classes::ORGANISATION)
                    && !segment.titled
            {
                continue;
            }
            let Some(bearers) = self.parts.get(&self.page.hash(segment.from)) else { continue };
            let before = bearers.iter().rev().find(|bearer| **bearer < at as u32);
            if let Some(bearer) = before.or(bearers.first()) {
                self.heads[at] = *bearer;
            }
        }
    }

    /// `European Space Agency (ESA)`.
    fn acronyms(&mut self) {
        for at in 1..self.segments.len() {
            let (long, short) = (self.segments[at - 1], self.segments[at]);
            if short.from == long.to + 1
                && self.page.is(long.to, "(")
                && self.page.is(short.to, ")")
                && self.stands_for(&short, &long)
            {
                let (from, to) = (self.heads[at], self.heads[at - 1]);
                self.heads.iter_mut().filter(|head| **head == from).for_each(|head| *head = to);
            }
        }
    }

    fn stands_for(&self, short: &Segment, long: &Segment) -> bool {
        let one = short.to == short.from + 1
            && self.page.tokens.get(short.from).is_some_and(|token| token.shape != Shape::Capitalised);
        let first = |at: usize| self.page.word(at).chars().next().map(|letter| letter.to_ascii_uppercase());
        one && long.to > long.from + 1 && first(short.from) == first(long.from)
    }

    fn totals(&self) -> Vec<Score> {
        let mut totals = vec![Score::default(); self.segments.len()];
        for (head, score) in self.heads.iter().zip(self.scores) {
            totals[*head as usize].add(*score, 1, 1);
        }
        totals
    }

    fn labels(&self, totals: &[Score]) -> Vec<Label> {
        let mut labels = Vec::with_capacity(self.segments.len());
        for (head, score) in self.heads.iter().zip(self.scores) {
            let mut score = *score;
            score.add(totals[*head as usize], 1, 1);
            labels.push(score.best());
        }
        labels
    }
}
