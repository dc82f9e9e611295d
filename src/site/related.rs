//! Which briefings belong together: those that share actors, venues and topics, the rarer the better.

use super::{BriefingId, Site};

/// How many neighbours on each side in time are looked at in the list of each shared subject. This bounds the work
/// for a briefing, however many others name the same state.
const REACH: usize = 16;
/// How many related briefings are shown at most.
const SHOWN: usize = 4;

/// A related briefing and the names it shares, rarest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The other briefing.
    pub briefing: BriefingId,
    /// Names of shared actors and venues; where there are none, those of shared topics. Not empty.
    pub shared: Vec<String>,
}

/// A subject of a briefing that others may share.
struct Shared<'a> {
    briefings: &'a [BriefingId],
    weight: f32,
    name: &'a str,
    is_topic: bool,
}

/// The briefings most related to one, strongest first; may be empty.
pub fn related(site: &Site, id: BriefingId) -> Vec<Related> {
    let shared = shared(site, id);
    let ties = ties(&shared, id);
    let strength = |group: &[Tie]| group.iter().map(|tie| shared[tie.rank()].weight).sum::<f32>();
    let mut groups: Vec<(f32, &[Tie])> =
        ties.chunk_by(|a, b| a.briefing() == b.briefing()).map(|group| (strength(group), group)).collect();
    let distance = |group: &[Tie]| group[0].briefing().at().abs_diff(id.at());
    let nearer = |(strong, group): &(f32, &[Tie]), (other, than): &(f32, &[Tie])| {
        other
            .total_cmp(strong)
            .then_with(|| distance(group).cmp(&distance(than)))
            .then(group[0].cmp(&than[0]))
    };
    if groups.len() > SHOWN {
        groups.select_nth_unstable_by(SHOWN, nearer);
        groups.truncate(SHOWN);
    }
    groups.sort_unstable_by(nearer);
    groups.into_iter().map(|(_, group)| related_by(group, &shared)).collect()
}

fn related_by(ties: &[Tie], shared: &[Shared<'_>]) -> Related {
    // The name of a topic says little beside those of actors and venues.
    let (topics, subjects): (Vec<_>, Vec<_>) =
        ties.iter().map(|tie| &shared[tie.rank()]).partition(|subject| subject.is_topic);
    let named = if subjects.is_empty() { topics } else { subjects };
    let shared = named.iter().take(3).map(|subject| subject.name.to_owned()).collect();
    Related { briefing: ties[0].briefing(), shared }
}

/// What a briefing may share, rarest first.
fn shared(site: &Site, id: BriefingId) -> Vec<Shared<'_>> {
    let filed = site.briefing(id);
    let mut all = Vec::with_capacity(16);
    let actors = filed.all_actors().iter().map(|actor| site.actor(*actor));
    all.extend(actors.map(|actor| worth(&actor.briefings, 3.0, &actor.name)));
    let venues = filed.all_venues().iter().map(|venue| site.venue(*venue));
    all.extend(venues.map(|venue| worth(&venue.briefings, 2.0, &venue.name)));
    let topics = filed.all_topics().iter().map(|topic| site.topic(*topic));
    all.extend(topics.map(|topic| Shared { is_topic: true, ..worth(&topic.briefings, 1.0, &topic.name) }));
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.name.cmp(b.name)));
    all
}

fn worth<'a>(briefings: &'a [BriefingId], worth: f32, name: &'a str) -> Shared<'a> {
    Shared { briefings, weight: worth / (1.0 + (briefings.len() as f32).ln()), name, is_topic: false }
}

/// One subject shared with another briefing: that briefing, and the subject's rank among those it may share. The two
/// stand in one number, for all ties of every briefing are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tie(u64);

impl Tie {
    fn new(briefing: BriefingId, rank: usize) -> Self {
        Self((briefing.at() as u64) << 32 | rank as u64)
    }

    fn briefing(self) -> BriefingId {
        BriefingId::new((self.0 >> 32) as usize)
    }

    fn rank(self) -> usize {
        (self.0 & u64::from(u32::MAX)) as usize
    }
}

/// Every tie within reach, those to one briefing side by side.
fn ties(shared: &[Shared<'_>], id: BriefingId) -> Vec<Tie> {
    let mut ties = Vec::with_capacity(256);
    for (rank, subject) in shared.iter().enumerate() {
        let Ok(at) = subject.briefings.binary_search(&id) else { continue };
        let near =
            &subject.briefings[at.saturating_sub(REACH)..(at + REACH + 1).min(subject.briefings.len())];
        ties.extend(near.iter().filter(|other| **other != id).map(|other| Tie::new(*other, rank)));
    }
    ties.sort_unstable();
    ties
}
