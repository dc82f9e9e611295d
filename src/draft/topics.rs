//! What it is about: topics of the site that the text names, or whose actors it has.

use std::collections::BTreeMap;

use crate::site::{Profile, Site};
use crate::text::slugify;

use super::known::Reference;
use super::people::{Parties, Sure};

/// A topic of the site.
#[derive(Clone, Debug)]
pub(super) struct Proposed {
    pub(super) slug: String,
    pub(super) sure: Sure,
    pub(super) why: String,
}

/// Topics for a text, surest first. `headline` and `text` are searched for names of topics.
pub(super) fn of(site: &Site, headline: &str, text: &str, parties: &Parties) -> Vec<Proposed> {
    let (headline, text) = (padded(headline), padded(text));
    let shared = by_actors(site, parties);
    let mut all: Vec<Proposed> = Vec::new();
    for (at, topic) in site.topics.iter().enumerate() {
        let aliases = topic.profile.as_deref().map(|profile| profile.aliases()).unwrap_or_default();
        let names = std::iter::once(topic.name.as_str()).chain(aliases);
        let slug = topic.slug().to_owned();
        let named = names.filter_map(|name| by_name(name, &headline, &text)).max_by_key(|(sure, _)| *sure);
        let company = shared.get(&at).map(|briefings| {
            (Sure::Doubtful, format!("{briefings} briefings on it have two of these actors or more"))
        });
        all.extend(named.or(company).map(|(sure, why)| Proposed { slug, sure, why }));
    }
    all.sort_by(|one, other| other.sure.cmp(&one.sure).then_with(|| one.slug.cmp(&other.slug)));
    all
}

fn padded(text: &str) -> String {
    format!("-{}-", slugify(text))
}

/// How often a name stands in the text: in the headline or twice is enough, as is one of several words.
fn by_name(name: &str, headline: &str, text: &str) -> Option<(Sure, String)> {
    let key = padded(name);
    if key.len() < 5 {
        return None;
    }
    let times = text.matches(&key).count();
    let several = key.trim_matches('-').contains('-');
    match times {
        _ if headline.contains(&key) => Some((Sure::Told, format!("\"{name}\" is in the headline"))),
        2.. => Some((Sure::Told, format!("\"{name}\" stands in the text {times} times"))),
        1 if several => Some((Sure::Likely, format!("\"{name}\" stands in the text"))),
        1 => Some((Sure::Doubtful, format!("\"{name}\" stands in the text once"))),
        _ => None,
    }
}

/// How many briefings on each topic have two or more of the actors.
fn by_actors(site: &Site, parties: &Parties) -> BTreeMap<usize, usize> {
    const COMPANY: usize = 2;
    let slugs: Vec<&str> = parties
        .all
        .iter()
        .filter_map(|party| match &party.reference {
            Reference::Known(slug) => Some(slug.as_str()),
            _ => None,
        })
        .collect();
    let mut shared = BTreeMap::new();
    for filed in &site.briefings {
        let actors = filed.all_actors().iter().map(|id| site.actor(*id).slug());
        if actors.filter(|slug| slugs.contains(slug)).count() >= COMPANY {
            filed.all_topics().iter().for_each(|id| *shared.entry(id.at()).or_insert(0) += 1);
        }
    }
    shared
}
