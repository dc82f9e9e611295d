//! Who met whom: the actors of a topic by the facts that two of them share.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ViewBuilder;
use crate::render::view::{MeetingCellView, MeetingRowView, MeetingsView};
use crate::site::{ActorId, BriefingId, EventId, TopicId};

/// Minimum and maximum number of actors of the table.
const ACTORS: std::ops::RangeInclusive<usize> = 3..=8;
/// Facts with more actors say little about any two of them, and each would add many pairs.
const MAX_ACTORS_OF_FACT: usize = 12;

/// Two actors, the one with the lower id first.
type ActorPair = (ActorId, ActorId);

/// What two actors share.
#[derive(Clone, Copy)]
struct SharedFacts {
    count: usize,
    /// The newest briefing that reports one of the facts.
    briefing: BriefingId,
}

/// The cell of a pair that has one in another row.
const BLANK: MeetingCellView = MeetingCellView { count: 0, href: String::new(), weight: 0, blank: true };

impl ViewBuilder<'_> {
    /// Returns the table of a topic; `None` if fewer than three actors share facts.
    pub(super) fn meetings(&self, topic: TopicId) -> Option<MeetingsView> {
        if !self.site.settings.look.drawn.meetings {
            return None;
        }
        let pairs = self.shared_facts(&self.site.topic(topic).briefings);
        let actors = most_connected(&pairs);
        if !ACTORS.contains(&actors.len()) {
            return None;
        }
        let highest = pairs.values().map(|shared| shared.count).max().unwrap_or(1);
        let row = |index: usize| MeetingRowView {
            actor: self.actor_link(actors[index]),
            cells: (1..actors.len())
                .map(|column| {
                    let shared = pairs.get(&ordered(actors[index], actors[column]));
                    let cell = self.meeting_cell(shared, highest);
                    if column > index { cell } else { BLANK }
                })
                .collect(),
        };
        Some(MeetingsView {
            columns: actors[1..].iter().map(|actor| self.actor_link(*actor)).collect(),
            rows: (0..actors.len() - 1).map(row).collect(),
        })
    }

    fn meeting_cell(&self, shared: Option<&SharedFacts>, highest: usize) -> MeetingCellView {
        let count = shared.map_or(0, |shared| shared.count);
        MeetingCellView {
            count,
            href: shared
                .map(|shared| self.site.briefing(shared.briefing).permalink.href.to_string())
                .unwrap_or_default(),
            weight: (3 * count).div_ceil(highest.max(1)),
            blank: false,
        }
    }

    /// Counts the dated facts and statements of briefings that two actors share. An event that several briefings report
    /// counts once.
    fn shared_facts(&self, briefings: &[BriefingId]) -> BTreeMap<ActorPair, SharedFacts> {
        let mut pairs: BTreeMap<ActorPair, SharedFacts> = BTreeMap::new();
        let mut known: BTreeSet<EventId> = BTreeSet::new();
        for id in briefings {
            let resolved = self.site.briefing(*id);
            let events = resolved.events.iter().filter(|event| known.insert(**event));
            let of_events = events.map(|event| self.site.event_actors(self.site.event(*event)));
            let of_statements = resolved
                .statements
                .iter()
                .map(|statement| statement.speaker.into_iter().chain(statement.addressee).collect());
            for actors in of_events.chain(of_statements).filter(|actors| actors.len() <= MAX_ACTORS_OF_FACT) {
                for pair in distinct_pairs(&actors) {
                    // Briefings come newest first.
                    pairs.entry(pair).or_insert(SharedFacts { count: 0, briefing: *id }).count += 1;
                }
            }
        }
        pairs
    }
}

fn distinct_pairs(actors: &[ActorId]) -> BTreeSet<ActorPair> {
    let with_others = actors.iter().enumerate().flat_map(|(index, one)| {
        actors[..index].iter().filter(move |other| *other != one).map(move |other| ordered(*one, *other))
    });
    with_others.collect()
}

fn ordered(one: ActorId, other: ActorId) -> ActorPair {
    (one.min(other), one.max(other))
}

/// Returns the actors that share most facts with others, most first.
fn most_connected(pairs: &BTreeMap<ActorPair, SharedFacts>) -> Vec<ActorId> {
    let mut counts: BTreeMap<ActorId, usize> = BTreeMap::new();
    for ((one, other), shared) in pairs {
        *counts.entry(*one).or_default() += shared.count;
        *counts.entry(*other).or_default() += shared.count;
    }
    let mut actors: Vec<(ActorId, usize)> = counts.into_iter().collect();
    actors.sort_by_key(|(actor, count)| (Reverse(*count), *actor));
    actors.truncate(*ACTORS.end());
    actors.into_iter().map(|(actor, _)| actor).collect()
}
