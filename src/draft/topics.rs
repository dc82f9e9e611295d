//! What it is about: topics of the site that the text names, or whose actors it has.

use std::collections::BTreeMap;

use crate::site::{Profile, Site};
use crate::text::slugify;

use super::participants::{Grade, Participants};
use super::site_names::ProfileRef;

/// A topic of the site.
#[derive(Clone, Debug)]
pub(super) struct ProposedTopic {
    pub(super) slug: String,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Topics for a text, surest first. `headline` and `text` are searched for names of topics.
pub(super) fn propose_topics(
    site: &Site,
    headline: &str,
    text: &str,
    parties: &Participants,
) -> Vec<ProposedTopic> {
    let (headline, text) = (pad_words(headline), pad_words(text));
    let shared = count_by_actors(site, parties);
    let mut all: Vec<ProposedTopic> = Vec::new();
    for (at, topic) in site.topics.iter().enumerate() {
        let aliases = topic.profile.as_deref().map(|profile| profile.aliases()).unwrap_or_default();
        let names = std::iter::once(topic.name.as_str()).chain(aliases);
        let slug = topic.slug().to_owned();
        let named =
            names.filter_map(|name| grade_by_name(name, &headline, &text)).max_by_key(|(sure, _)| *sure);
        let company = shared.get(&at).map(|briefings| {
            (Grade::Doubtful, format!("{briefings} briefings on it have two of these actors or more"))
        });
        all.extend(named.or(company).map(|(sure, why)| ProposedTopic { slug, grade: sure, reason: why }));
    }
    all.sort_by(|one, other| other.grade.cmp(&one.grade).then_with(|| one.slug.cmp(&other.slug)));
    all
}

fn pad_words(text: &str) -> String {
    format!("-{}-", slugify(text))
}

/// How often a name stands in the text: in the headline or twice is enough, as is one of several words.
fn grade_by_name(name: &str, headline: &str, text: &str) -> Option<(Grade, String)> {
    let key = pad_words(name);
    if key.len() < 5 {
        return None;
    }
    let times = text.matches(&key).count();
    let several = key.trim_matches('-').contains('-');
    match times {
        _ if headline.contains(&key) => Some((Grade::Sure, format!("\"{name}\" is in the headline"))),
        2.. => Some((Grade::Sure, format!("\"{name}\" stands in the text {times} times"))),
        1 if several => Some((Grade::Likely, format!("\"{name}\" stands in the text"))),
        1 => Some((Grade::Doubtful, format!("\"{name}\" stands in the text once"))),
        _ => None,
    }
}

/// How many briefings on each topic have two or more of the actors.
fn count_by_actors(site: &Site, parties: &Participants) -> BTreeMap<usize, usize> {
    const MIN_SHARED_ACTORS: usize = 2;
    let slugs: Vec<&str> = parties
        .all
        .iter()
        .filter_map(|party| match &party.reference {
            ProfileRef::Known(slug) => Some(slug.as_str()),
            _ => None,
        })
        .collect();
    let mut shared = BTreeMap::new();
    for filed in &site.briefings {
        let actors = filed.named_actors().iter().map(|id| site.actor(*id).slug());
        if actors.filter(|slug| slugs.contains(slug)).count() >= MIN_SHARED_ACTORS {
            filed.distinct_topics().iter().for_each(|id| *shared.entry(id.at()).or_insert(0) += 1);
        }
    }
    shared
}
