//! Related briefings: those that share actors, venues and topics, weighted by rarity.

use super::ids::BriefingId;
use super::indexed_site::Site;

/// Number of neighbours on each side in time considered for each shared subject. It bounds the work for a briefing even
/// if thousands of others name the same state.
const MAX_NEIGHBOURS: usize = 16;
/// Maximum number of related briefings.
const MAX_RELATED: usize = 4;

/// A related briefing and the names of the shared subjects, rarest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The other briefing.
    pub briefing: BriefingId,
    /// Names of shared actors and venues, or of shared topics if there are none; never empty.
    pub shared_names: Vec<String>,
}

/// A subject of a briefing that other briefings may share.
struct SharedSubject<'a> {
    briefings: &'a [BriefingId],
    weight: f32,
    name: &'a str,
    is_topic: bool,
}

/// Returns the briefings most closely related to one, strongest first; may be empty.
pub fn related_briefings(site: &Site, id: BriefingId) -> Vec<Related> {
    let shared = shared_subjects(site, id);
    let overlaps = find_overlaps(&shared, id);
    let strength = |group: &[Overlap]| group.iter().map(|overlap| shared[overlap.rank()].weight).sum::<f32>();
    let mut groups: Vec<(f32, &[Overlap])> = overlaps
        .chunk_by(|a, b| a.briefing() == b.briefing())
        .map(|group| (strength(group), group))
        .collect();
    let distance = |group: &[Overlap]| group[0].briefing().index().abs_diff(id.index());
    let order = |(strength_a, a): &(f32, &[Overlap]), (strength_b, b): &(f32, &[Overlap])| {
        strength_b.total_cmp(strength_a).then_with(|| distance(a).cmp(&distance(b))).then(a[0].cmp(&b[0]))
    };
    if groups.len() > MAX_RELATED {
        groups.select_nth_unstable_by(MAX_RELATED, order);
        groups.truncate(MAX_RELATED);
    }
    groups.sort_unstable_by(order);
    groups.into_iter().map(|(_, group)| related_briefing(group, &shared)).collect()
}

fn related_briefing(overlaps: &[Overlap], shared: &[SharedSubject<'_>]) -> Related {
    // A topic is less specific than an actor or venue.
    let (topics, subjects): (Vec<_>, Vec<_>) =
        overlaps.iter().map(|overlap| &shared[overlap.rank()]).partition(|subject| subject.is_topic);
    let named = if subjects.is_empty() { topics } else { subjects };
    let shared = named.iter().take(3).map(|subject| subject.name.to_owned()).collect();
    Related { briefing: overlaps[0].briefing(), shared_names: shared }
}

/// Returns the subjects of a briefing, heaviest first.
fn shared_subjects(site: &Site, id: BriefingId) -> Vec<SharedSubject<'_>> {
    let resolved = site.briefing(id);
    let mut all = Vec::with_capacity(16);
    let actors = resolved.named_actors().iter().map(|actor| site.actor(*actor));
    all.extend(actors.map(|actor| weighted_subject(&actor.briefings, 3.0, &actor.name)));
    let venues = resolved.named_venues().iter().map(|venue| site.venue(*venue));
    all.extend(venues.map(|venue| weighted_subject(&venue.briefings, 2.0, &venue.name)));
    let topics = resolved.distinct_topics().iter().map(|topic| site.topic(*topic));
    all.extend(topics.map(|topic| SharedSubject {
        is_topic: true,
        ..weighted_subject(&topic.briefings, 1.0, &topic.name)
    }));
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.name.cmp(b.name)));
    all
}

fn weighted_subject<'a>(briefings: &'a [BriefingId], base_weight: f32, name: &'a str) -> SharedSubject<'a> {
    SharedSubject {
        briefings,
        weight: base_weight / (1.0 + (briefings.len() as f32).ln()),
        name,
        is_topic: false,
    }
}

/// One subject shared with another briefing: the id of that briefing in the upper half, the rank of the subject in the
/// lower. One number makes sorting fast, which every briefing needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Overlap(u64);

impl Overlap {
    fn new(briefing: BriefingId, rank: usize) -> Self {
        Self((briefing.index() as u64) << 32 | rank as u64)
    }

    fn briefing(self) -> BriefingId {
        BriefingId::new((self.0 >> 32) as usize)
    }

    fn rank(self) -> usize {
        (self.0 & u64::from(u32::MAX)) as usize
    }
}

/// Returns the overlaps with neighbouring briefings, grouped by briefing.
fn find_overlaps(shared: &[SharedSubject<'_>], id: BriefingId) -> Vec<Overlap> {
    let mut overlaps = Vec::with_capacity(256);
    for (rank, subject) in shared.iter().enumerate() {
        let Ok(index) = subject.briefings.binary_search(&id) else { continue };
        let neighbours = &subject.briefings
            [index.saturating_sub(MAX_NEIGHBOURS)..(index + MAX_NEIGHBOURS + 1).min(subject.briefings.len())];
        overlaps
            .extend(neighbours.iter().filter(|other| **other != id).map(|other| Overlap::new(*other, rank)));
    }
    overlaps.sort_unstable();
    overlaps
}
