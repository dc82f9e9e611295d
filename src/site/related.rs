//! Which briefings belong together: those that share actors, venues and topics, the rarer the better.

use super::{BriefingId, Site};

/// How many neighbours on each side in time are looked at in the list of each shared subject. This bounds the work
/// for a briefing, however many others name the same state.
const MAX_NEIGHBOURS: usize = 16;
/// How many related briefings are shown at most.
const MAX_RELATED: usize = 4;

/// A related briefing and the names it shares, rarest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The other briefing.
    pub briefing: BriefingId,
    /// Names of shared actors and venues; where there are none, those of shared topics. Not empty.
    pub shared_names: Vec<String>,
}

/// A subject of a briefing that others may share.
struct SharedSubject<'a> {
    briefings: &'a [BriefingId],
    weight: f32,
    name: &'a str,
    is_topic: bool,
}

/// The briefings most related to one, strongest first; may be empty.
pub fn related_briefings(site: &Site, id: BriefingId) -> Vec<Related> {
    let shared = shared_subjects(site, id);
    let ties = overlaps(&shared, id);
    let strength = |group: &[Overlap]| group.iter().map(|tie| shared[tie.rank()].weight).sum::<f32>();
    let mut groups: Vec<(f32, &[Overlap])> =
        ties.chunk_by(|a, b| a.briefing() == b.briefing()).map(|group| (strength(group), group)).collect();
    let distance = |group: &[Overlap]| group[0].briefing().at().abs_diff(id.at());
    let nearer = |(strong, group): &(f32, &[Overlap]), (other, than): &(f32, &[Overlap])| {
        other
            .total_cmp(strong)
            .then_with(|| distance(group).cmp(&distance(than)))
            .then(group[0].cmp(&than[0]))
    };
    if groups.len() > MAX_RELATED {
        groups.select_nth_unstable_by(MAX_RELATED, nearer);
        groups.truncate(MAX_RELATED);
    }
    groups.sort_unstable_by(nearer);
    groups.into_iter().map(|(_, group)| related_briefing(group, &shared)).collect()
}

fn related_briefing(ties: &[Overlap], shared: &[SharedSubject<'_>]) -> Related {
    // The name of a topic says little beside those of actors and venues.
    let (topics, subjects): (Vec<_>, Vec<_>) =
        ties.iter().map(|tie| &shared[tie.rank()]).partition(|subject| subject.is_topic);
    let named = if subjects.is_empty() { topics } else { subjects };
    let shared = named.iter().take(3).map(|subject| subject.name.to_owned()).collect();
    Related { briefing: ties[0].briefing(), shared_names: shared }
}

/// What a briefing may share, rarest first.
fn shared_subjects(site: &Site, id: BriefingId) -> Vec<SharedSubject<'_>> {
    let filed = site.briefing(id);
    let mut all = Vec::with_capacity(16);
    let actors = filed.named_actors().iter().map(|actor| site.actor(*actor));
    all.extend(actors.map(|actor| weighted_subject(&actor.briefings, 3.0, &actor.name)));
    let venues = filed.named_venues().iter().map(|venue| site.venue(*venue));
    all.extend(venues.map(|venue| weighted_subject(&venue.briefings, 2.0, &venue.name)));
    let topics = filed.distinct_topics().iter().map(|topic| site.topic(*topic));
    all.extend(topics.map(|topic| SharedSubject {
        is_topic: true,
        ..weighted_subject(&topic.briefings, 1.0, &topic.name)
    }));
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.name.cmp(b.name)));
    all
}

fn weighted_subject<'a>(briefings: &'a [BriefingId], worth: f32, name: &'a str) -> SharedSubject<'a> {
    SharedSubject { briefings, weight: worth / (1.0 + (briefings.len() as f32).ln()), name, is_topic: false }
}

/// One subject shared with another briefing: that briefing, and the subject's rank among those it may share. The two
/// stand in one number, for all ties of every briefing are sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Overlap(u64);

impl Overlap {
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
fn overlaps(shared: &[SharedSubject<'_>], id: BriefingId) -> Vec<Overlap> {
    let mut ties = Vec::with_capacity(256);
    for (rank, subject) in shared.iter().enumerate() {
        let Ok(at) = subject.briefings.binary_search(&id) else { continue };
        let near = &subject.briefings
            [at.saturating_sub(MAX_NEIGHBOURS)..(at + MAX_NEIGHBOURS + 1).min(subject.briefings.len())];
        ties.extend(near.iter().filter(|other| **other != id).map(|other| Overlap::new(*other, rank)));
    }
    ties.sort_unstable();
    ties
}
