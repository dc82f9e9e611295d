//! From front matter to typed facts.

mod briefing;
mod checks;
mod entries;
mod keys;
mod meta;
mod profile;
mod unfinished;

use crate::data::{DataMap, DataNode, DataValue, KeySchema, MappingReader};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, UNKNOWN_KEY};
use crate::document::Document;
use crate::text::{Source, Span};

use super::ContentItem;
use meta::SourceAndBody;

pub(crate) use meta::is_language_tag;
pub(crate) use profile::read_time_zone;
#[cfg(test)]
pub(crate) use unfinished::{EXAMPLE_PROSE, EXAMPLE_VALUES};

/// Types one document; which kind it is follows from its path. Where front matter cannot be read, or what must be
/// there is missing, stand-ins are used, so that links to the page are not reported as broken besides.
pub fn read_content_item(document: Document) -> Outcome<Option<ContentItem>> {
    let Document { source, front_matter: front, body } = document;
    let mut notes = Vec::new();
    let readable = front.is_some();
    let stem = SourceAndBody { source: source.clone(), body };
    let piece = read_by_kind(&source, front, stem, &mut notes);
    if !readable {
        // Why it cannot be read has been said; that everything is missing need not be.
        notes.clear();
    }
    Outcome::new(Some(piece), notes)
}

fn read_by_kind(
    source: &Source,
    front: Option<DataNode>,
    stem: SourceAndBody,
    notes: &mut Vec<Diagnostic>,
) -> ContentItem {
    let (mut pairs, span) = match front {
        Some(DataNode { value: DataValue::Map(pairs), span }) => (pairs, span),
        _ => (Vec::new(), Span::empty_at(0)),
    };
    let kind = ContentKind::from_path(&source.path);
    if !pairs.iter().any(|(key, value)| key.value == "draft" && value.value == DataValue::Bool(true)) {
        notes.extend(unfinished::find(source, &pairs, &stem.body));
    }
    if matches!(kind, ContentKind::Standalone) {
        notes.extend(misplaced_briefing(source, &mut pairs));
    }
    let mut reader = MappingReader::new(source, kind.keys(), pairs, span, notes);
    match kind {
        ContentKind::Briefing => ContentItem::Briefing(Box::new(briefing::read_briefing(&mut reader, stem))),
        ContentKind::Actor => ContentItem::Actor(Box::new(profile::read_actor(&mut reader, stem))),
        ContentKind::Venue => ContentItem::Venue(Box::new(profile::read_venue(&mut reader, stem))),
        ContentKind::Topic => ContentItem::Topic(Box::new(profile::read_topic(&mut reader, stem))),
        ContentKind::Standalone => {
            ContentItem::Standalone(Box::new(profile::read_standalone_page(&mut reader, stem)))
        }
    }
}

/// Takes the keys only briefings have out of a plain page, and says where briefings belong.
fn misplaced_briefing(source: &Source, pairs: &mut DataMap) -> Option<Diagnostic> {
    let has = |keys: &KeySchema, key: &str| keys.known.contains(&key);
    let of_briefings = |key: &str| has(&keys::BRIEFING, key) && !has(&keys::STANDALONE_PAGE, key);
    let (key, _) = pairs.iter().find(|(key, _)| of_briefings(&key.value))?;
    let message = format!("`{}` is a key of briefings, and this file is a plain page", key.value);
    let note = Diagnostic::new(&UNKNOWN_KEY, message).at(SourceLocation::new(source, key.span));
    pairs.retain(|(key, _)| !of_briefings(&key.value));
    let name = source.path.rsplit('/').next().unwrap_or_default();
    Some(
        note.help(format!(
            "briefings live under `content/briefings/`: move it to `content/briefings/{name}`"
        )),
    )
}

#[derive(Clone, Copy)]
enum ContentKind {
    Briefing,
    Actor,
    Venue,
    Topic,
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
            _ => Self::Standalone,
        }
    }

    fn keys(self) -> &'static KeySchema {
        match self {
            Self::Briefing => &keys::BRIEFING,
            Self::Actor => &keys::ACTOR,
            Self::Venue => &keys::VENUE,
            Self::Topic => &keys::TOPIC,
            Self::Standalone => &keys::STANDALONE_PAGE,
        }
    }
}
