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
    /// Names of shared actors and venues.
    pub shared: Vec<String>,
}

/// One subject shared with another briefing.
struct Tie<'a> {
    briefing: BriefingId,
    weight: f32,
    name: &'a str,
}

/// The briefings most related to one, strongest first; may be empty.
pub fn related(site: &Site, id: BriefingId) -> Vec<Related> {
    let mut ties = ties(site, id);
    ties.sort_unstable_by(|a, b| {
        a.briefing.cmp(&b.briefing).then(b.weight.total_cmp(&a.weight)).then(a.name.cmp(b.name))
    });
    let mut groups: Vec<&[Tie<'_>]> = ties.chunk_by(|a, b| a.briefing == b.briefing).collect();
    let strength = |group: &[Tie<'_>]| group.iter().map(|tie| tie.weight).sum::<f32>();
    let distance = |group: &[Tie<'_>]| group[0].briefing.at().abs_diff(id.at());
    groups.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(distance(a).cmp(&distance(b))));
    groups.into_iter().take(SHOWN).map(related_by).collect()
}

fn related_by(ties: &[Tie<'_>]) -> Related {
    let shared = ties.iter().filter(|tie| !tie.name.is_empty()).map(|tie| tie.name.to_owned());
    Related { briefing: ties[0].briefing, shared: shared.take(3).collect() }
}

fn ties(site: &Site, id: BriefingId) -> Vec<Tie<'_>> {
    let filed = site.briefing(id);
    let mut ties = Vec::with_capacity(256);
    for &actor in filed.all_actors() {
        let subject = site.actor(actor);
        tie(&mut ties, id, &subject.briefings, 3.0, &subject.name);
    }
    for &venue in filed.all_venues() {
        let subject = site.venue(venue);
        tie(&mut ties, id, &subject.briefings, 2.0, &subject.name);
    }
    for &topic in filed.all_topics() {
        // A shared topic counts, but its name says little beside those of actors and venues.
        tie(&mut ties, id, &site.topic(topic).briefings, 1.0, "");
    }
    ties
}

fn tie<'a>(ties: &mut Vec<Tie<'a>>, id: BriefingId, briefings: &[BriefingId], worth: f32, name: &'a str) {
    let Ok(at) = briefings.binary_search(&id) else { return };
    let weight = worth / (1.0 + (briefings.len() as f32).ln());
    let near = &briefings[at.saturating_sub(REACH)..(at + REACH + 1).min(briefings.len())];
    ties.extend(near.iter().filter(|other| **other != id).map(|briefing| Tie {
        briefing: *briefing,
        weight,
        name,
    }));
}
