//! From front matter to typed facts.

mod briefing;
mod checks;
mod entries;
mod keys;
mod leaf;
mod profile;
mod unfinished;

use crate::data::{Data, Keys, Node, Pairs, Reader};
use crate::diagnostic::{Diagnostic, Outcome, Place, UNKNOWN_KEY};
use crate::document::Document;
use crate::text::{Source, Span};

use super::Piece;
use leaf::Stem;

pub(crate) use leaf::is_language_tag;
pub(crate) use profile::time_zone;
#[cfg(test)]
pub(crate) use unfinished::{EXAMPLE_PROSE, EXAMPLE_VALUES};

/// Types one document; which kind it is follows from its path. Where front matter cannot be read, or what must be
/// there is missing, stand-ins are used, so that links to the page are not reported as broken besides.
pub fn brief(document: Document) -> Outcome<Option<Piece>> {
    let Document { source, front, body } = document;
    let mut notes = Vec::new();
    let readable = front.is_some();
    let stem = Stem { source: source.clone(), body };
    let piece = piece(&source, front, stem, &mut notes);
    if !readable {
        // Why it cannot be read has been said; that everything is missing need not be.
        notes.clear();
    }
    Outcome::new(Some(piece), notes)
}

fn piece(source: &Source, front: Option<Node>, stem: Stem, notes: &mut Vec<Diagnostic>) -> Piece {
    let (mut pairs, span) = match front {
        Some(Node { value: Data::Map(pairs), span }) => (pairs, span),
        _ => (Vec::new(), Span::at(0)),
    };
    let kind = Kind::of(&source.path);
    if !pairs.iter().any(|(key, value)| key.value == "draft" && value.value == Data::Bool(true)) {
        notes.extend(unfinished::find(source, &pairs, &stem.body));
    }
    if matches!(kind, Kind::Plain) {
        notes.extend(misplaced_briefing(source, &mut pairs));
    }
    let mut reader = Reader::new(source, kind.keys(), pairs, span, notes);
    match kind {
        Kind::Briefing => Piece::Briefing(Box::new(briefing::read(&mut reader, stem))),
        Kind::Actor => Piece::Actor(Box::new(profile::actor(&mut reader, stem))),
        Kind::Venue => Piece::Venue(Box::new(profile::venue(&mut reader, stem))),
        Kind::Topic => Piece::Topic(Box::new(profile::topic(&mut reader, stem))),
        Kind::Plain => Piece::Plain(Box::new(profile::plain(&mut reader, stem))),
    }
}

/// Takes the keys only briefings have out of a plain page, and says where briefings belong.
fn misplaced_briefing(source: &Source, pairs: &mut Pairs) -> Option<Diagnostic> {
    let has = |keys: &Keys, key: &str| keys.known.contains(&key);
    let of_briefings = |key: &str| has(&keys::BRIEFING, key) && !has(&keys::PLAIN, key);
    let (key, _) = pairs.iter().find(|(key, _)| of_briefings(&key.value))?;
    let message = format!("`{}` is a key of briefings, and this file is a plain page", key.value);
    let note = Diagnostic::new(&UNKNOWN_KEY, message).at(Place::of(source, key.span));
    pairs.retain(|(key, _)| !of_briefings(&key.value));
    let name = source.path.rsplit('/').next().unwrap_or_default();
    Some(
        note.mend(format!(
            "briefings live under `content/briefings/`: move it to `content/briefings/{name}`"
        )),
    )
}

#[derive(Clone, Copy)]
enum Kind {
    Briefing,
    Actor,
    Venue,
    Topic,
    Plain,
}

impl Kind {
    fn of(path: &str) -> Self {
        let mut parts = path.split('/').skip(1);
        match (parts.next(), parts.next()) {
            (Some("briefings"), Some(_)) => Self::Briefing,
            (Some("actors"), Some(_)) => Self::Actor,
            (Some("venues"), Some(_)) => Self::Venue,
            (Some("topics"), Some(_)) => Self::Topic,
            _ => Self::Plain,
        }
    }

    fn keys(self) -> &'static Keys {
        match self {
            Self::Briefing => &keys::BRIEFING,
            Self::Actor => &keys::ACTOR,
            Self::Venue => &keys::VENUE,
            Self::Topic => &keys::TOPIC,
            Self::Plain => &keys::PLAIN,
        }
    }
}
