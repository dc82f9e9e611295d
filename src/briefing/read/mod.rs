//! From front matter to typed facts.

mod briefing;
mod checks;
mod entries;
mod keys;
mod leaf;
mod profile;

use crate::data::{Data, Keys, Node, Reader};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::document::Document;
use crate::text::{Source, Span};

use super::Piece;
use leaf::Stem;

pub(crate) use leaf::is_language_tag;
pub(crate) use profile::time_zone;

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
    let (pairs, span) = match front {
        Some(Node { value: Data::Map(pairs), span }) => (pairs, span),
        _ => (Vec::new(), Span::at(0)),
    };
    let kind = Kind::of(&source.path);
    let mut reader = Reader::new(source, kind.keys(), pairs, span, notes);
    match kind {
        Kind::Briefing => Piece::Briefing(Box::new(briefing::read(&mut reader, stem))),
        Kind::Actor => Piece::Actor(Box::new(profile::actor(&mut reader, stem))),
        Kind::Venue => Piece::Venue(Box::new(profile::venue(&mut reader, stem))),
        Kind::Topic => Piece::Topic(Box::new(profile::topic(&mut reader, stem))),
        Kind::Plain => Piece::Plain(Box::new(profile::plain(&mut reader, stem))),
    }
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
