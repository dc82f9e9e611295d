//! Topics of a draft: those of the site that the text names or that share its actors.

use std::collections::BTreeMap;

use crate::site::{Profile, Site};
use crate::text::slugify;

use super::participants::{Grade, Participants};
use super::site_names::ProfileRef;

/// A proposed topic of the site.
#[derive(Clone, Debug)]
pub(super) struct ProposedTopic {
    pub(super) slug: String,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Proposes topics for a text, best grade first. Topic names are searched for in `headline` and `text`.
pub(super) fn propose_topics(
    site: &Site,
    headline: &str,
    text: &str,
    participants: &Participants,
) -> Vec<ProposedTopic> {
    let (headline, text) = (pad_words(headline), pad_words(text));
    let shared = count_by_actors(site, participants);
    let mut all: Vec<ProposedTopic> = Vec::new();
    for (index, topic) in site.topics.iter().enumerate() {
        let aliases = topic.profile.as_deref().map(|profile| profile.aliases()).unwrap_or_default();
        let names = std::iter::once(topic.name.as_str()).chain(aliases);
        let slug = topic.slug().to_owned();
        let by_name =
            names.filter_map(|name| grade_by_name(name, &headline, &text)).max_by_key(|(grade, _)| *grade);
        let by_actors = shared.get(&index).map(|briefings| {
            (
                Grade::Doubtful,
                format!("{briefings} briefings on this topic have at least two of these actors"),
            )
        });
        all.extend(by_name.or(by_actors).map(|(grade, reason)| ProposedTopic { slug, grade, reason }));
    }
    all.sort_by(|one, other| other.grade.cmp(&one.grade).then_with(|| one.slug.cmp(&other.slug)));
    all
}

fn pad_words(text: &str) -> String {
    format!("-{}-", slugify(text))
}

/// Grades a topic by the occurrences of its name: sure in the headline or twice, likely once if it has several words.
fn grade_by_name(name: &str, headline: &str, text: &str) -> Option<(Grade, String)> {
    let key = pad_words(name);
    if key.len() < 5 {
        return None;
    }
    let times = text.matches(&key).count();
    let several = key.trim_matches('-').contains('-');
    match times {
        _ if headline.contains(&key) => Some((Grade::Sure, format!("\"{name}\" is in the headline"))),
        2.. => Some((Grade::Sure, format!("\"{name}\" is in the text {times} times"))),
        1 if several => Some((Grade::Likely, format!("\"{name}\" is in the text"))),
        1 => Some((Grade::Doubtful, format!("\"{name}\" is in the text once"))),
        _ => None,
    }
}

/// Counts the briefings of each topic that share two or more actors with the draft.
fn count_by_actors(site: &Site, participants: &Participants) -> BTreeMap<usize, usize> {
    const MIN_SHARED_ACTORS: usize = 2;
    let slugs: Vec<&str> = participants
        .all
        .iter()
        .filter_map(|participant| match &participant.reference {
            ProfileRef::Known(slug) => Some(slug.as_str()),
            _ => None,
        })
        .collect();
    let mut shared = BTreeMap::new();
    for briefing in &site.briefings {
        let actors = briefing.named_actors().iter().map(|id| site.actor(*id).slug());
        if actors.filter(|slug| slugs.contains(slug)).count() >= MIN_SHARED_ACTORS {
            briefing.distinct_topics().iter().for_each(|id| *shared.entry(id.index()).or_insert(0) += 1);
        }
    }
    shared
}
