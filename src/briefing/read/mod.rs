//! Reads front matter into typed facts.

mod author;
mod briefing;
mod checks;
mod day_or_instant;
mod entries;
mod flat;
mod keys;
mod meta;
mod midnight;
mod options;
mod profile;
mod references;
#[cfg(test)]
mod tests;
mod unfinished;

use std::sync::Arc;

use crate::data::{DataMap, DataNode, DataValue, KeySchema, MappingReader};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, UNKNOWN_KEY};
use crate::document::Document;
use crate::text::{Source, Span};

use super::ContentItem;
use meta::SourceAndBody;

pub(crate) use flat::flat_form;
#[cfg(test)]
pub(crate) use keys::key_schemas;
pub(crate) use meta::as_language_tag;
pub use options::FrontMatterOptions;
pub(crate) use profile::read_time_zone;
#[cfg(test)]
pub(crate) use unfinished::{EXAMPLE_PARAGRAPHS, EXAMPLE_VALUES};

/// Reads one document into a content item; its path determines the kind. Placeholders replace front matter that cannot
/// be read and values that are missing, so links to the page are not reported as broken.
pub fn read_content_item(document: Document, options: &FrontMatterOptions) -> Outcome<Option<ContentItem>> {
    let Document { source, front_matter: front, body } = document;
    let mut diagnostics = Vec::new();
    let is_readable = front.is_some();
    let file = SourceAndBody { source: source.clone(), body };
    let item = read_by_kind(&source, front, file, options, &mut diagnostics);
    if !is_readable {
        // The front matter has a diagnostic already, so missing keys are not reported too.
        diagnostics.clear();
    }
    Outcome::new(Some(item), diagnostics)
}

fn read_by_kind(
    source: &Source,
    front: Option<DataNode>,
    file: SourceAndBody,
    options: &FrontMatterOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> ContentItem {
    let (mut pairs, span) = match front {
        Some(DataNode { value: DataValue::Map(pairs), span }) => (pairs, span),
        _ => (Vec::new(), Span::empty_at(0)),
    };
    let kind = ContentKind::from_path(&source.path);
    if !pairs.iter().any(|(key, value)| key.value == "draft" && is_true(&value.value)) {
        diagnostics.extend(unfinished::find(source, &pairs, &file.body));
    }
    if matches!(kind, ContentKind::Standalone) {
        diagnostics.extend(misplaced_briefing(source, &mut pairs));
    }
    pairs.retain(|(key, _)| kind.keys().known.contains(&&*key.value) || !options.ignores(&key.value));
    let reader = MappingReader::new(source, kind.keys(), pairs, span, diagnostics);
    let mut reader = reader.with_zone(options.time_zone.as_ref());
    match kind {
        ContentKind::Briefing => ContentItem::Briefing(Arc::new(briefing::read_briefing(&mut reader, file))),
        ContentKind::Actor => ContentItem::Actor(Arc::new(profile::read_actor(&mut reader, file))),
        ContentKind::Venue => ContentItem::Venue(Arc::new(profile::read_venue(&mut reader, file))),
        ContentKind::Topic => ContentItem::Topic(Arc::new(profile::read_topic(&mut reader, file))),
        ContentKind::Author => ContentItem::Author(Arc::new(author::read_author(&mut reader, file))),
        ContentKind::Series => ContentItem::Series(Arc::new(author::read_series(&mut reader, file))),
        ContentKind::Standalone => {
            ContentItem::Standalone(Arc::new(profile::read_standalone_page(&mut reader, file)))
        }
    }
}

fn is_true(value: &DataValue) -> bool {
    match value {
        DataValue::Bool(flag) => *flag,
        DataValue::Text(text) => text.trim().eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Removes the keys of briefings from a standalone page, and reports where briefings belong.
fn misplaced_briefing(source: &Source, pairs: &mut DataMap) -> Option<Diagnostic> {
    let has = |keys: &KeySchema, key: &str| keys.known.contains(&key);
    let of_briefings = |key: &str| has(&keys::BRIEFING, key) && !has(&keys::STANDALONE_PAGE, key);
    let (key, _) = pairs.iter().find(|(key, _)| of_briefings(&key.value))?;
    let message = format!("`{}` is a key of briefings, but this file is a standalone page", key.value);
    let diagnostic = Diagnostic::new(&UNKNOWN_KEY, message).at(SourceLocation::new(source, key.span));
    pairs.retain(|(key, _)| !of_briefings(&key.value));
    let name = source.path.rsplit('/').next().unwrap_or_default();
    Some(diagnostic.help(format!("move the file to `content/briefings/{name}`")))
}

#[derive(Clone, Copy)]
enum ContentKind {
    Briefing,
    Actor,
    Venue,
    Topic,
    Author,
    Series,
    Standalone,
}

impl ContentKind {
    fn from_path(path: &str) -> Self {
        let mut parts = path.split('/').skip(1);
        match (parts.next(), parts.next()) {
            (Some("briefings"), Some(_)) => Self::Briefing,
            (Some("actors"), Some(_)) => Self::Actor,
            (Some("venues"), Some(_)) => Self::Venue,
            (Some("topics"), Some(_)) => Self::Topic,
            (Some("people"), Some(_)) => Self::Author,
            (Some("series"), Some(_)) => Self::Series,
            _ => Self::Standalone,
        }
    }

    fn keys(self) -> &'static KeySchema {
        match self {
            Self::Briefing => &keys::BRIEFING,
            Self::Actor => &keys::ACTOR,
            Self::Venue => &keys::VENUE,
            Self::Topic => &keys::TOPIC,
            Self::Author => &keys::AUTHOR,
            Self::Series => &keys::SERIES,
            Self::Standalone => &keys::STANDALONE_PAGE,
        }
    }
}
