//! The topics that briefings name, as profiles.

use std::collections::BTreeMap;

use super::pages::{ImportedPage, PageRole};
use super::yaml_text::FrontMatterText;
use crate::text::slugify;

/// A topic of the new site.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportedTopic {
    /// Its name as most briefings write it first.
    pub(super) title: String,
    /// Its URLs on the old site.
    pub(super) old_urls: Vec<String>,
}

/// The topics by slug.
pub(super) type Topics = BTreeMap<String, ImportedTopic>;

/// Returns the topics of all pages.
pub(super) fn topics(pages: &[ImportedPage]) -> Topics {
    let mut topics = Topics::new();
    for page in pages.iter().filter(|page| page.role == PageRole::Briefing) {
        for (name, key) in &page.meta.topics {
            let slug = topic_slug(name);
            if slug.is_empty() {
                continue;
            }
            let topic = topics.entry(slug.clone()).or_default();
            if topic.title.is_empty() {
                topic.title.clone_from(name);
            }
            let plural = if key.ends_with('s') { key.clone() } else { format!("{key}s") };
            let old = format!("{plural}/{slug}");
            if plural != "topics" && !topic.old_urls.contains(&old) {
                topic.old_urls.push(old);
            }
        }
    }
    topics
}

/// Returns the slug of a topic.
pub(super) fn topic_slug(name: &str) -> String {
    let slug = slugify(name);
    let slug = if slug.len() > 120 { crate::text::title_slug(name) } else { slug };
    if crate::text::name_problem(&slug).is_some() || slug == "index" { String::new() } else { slug }
}

/// Returns the file of a topic.
pub(super) fn topic_file(topic: &ImportedTopic, old_urls: &[String]) -> String {
    let mut front = FrontMatterText::default();
    front.text("title", &topic.title);
    front.list("old_addresses", old_urls);
    front.with_body("")
}
