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
    let name = &named_signs(name);
    let slug = slugify(name);
    let slug = if slug.len() > 120 { crate::text::title_slug(name) } else { slug };
    if crate::text::name_problem(&slug).is_some() || slug == "index" { String::new() } else { slug }
}

/// Writes signs after a letter as words, so that `C`, `C#` and `C++` are three topics.
fn named_signs(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut is_after_name = false;
    for c in name.chars() {
        match c {
            '#' if is_after_name => words.push_str(" sharp"),
            '+' if is_after_name => words.push_str(" plus"),
            c => words.push(c),
        }
        is_after_name = c.is_alphanumeric() || is_after_name && matches!(c, '+' | '#');
    }
    words
}

/// Returns the file of a topic.
pub(super) fn topic_file(topic: &ImportedTopic, old_urls: &[String]) -> String {
    let mut front = FrontMatterText::default();
    front.text("title", &topic.title);
    front.list("old_addresses", old_urls);
    front.with_body("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_signs_are_different_topics() {
        let cases = [
            ("C", "c"),
            ("C#", "c-sharp"),
            ("C++", "c-plus-plus"),
            ("#lakes", "lakes"),
            ("rivers + lakes", "rivers-lakes"),
            ("Q&A", "q-a"),
        ];
        for (name, slug) in cases {
            assert_eq!(topic_slug(name), slug, "{name}");
        }
    }
}
