//! Who may pass: drafts, embargoes and what is not yet published are taken out here, once, before anything else
//! sees them. No later stage can leak what it never receives.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, Piece};

/// A file that is not public, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Site-relative path.
    pub path: Arc<str>,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: Reason,
}

/// Why a file is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its editor says so.
    Draft,
    /// Embargoed until this instant.
    Embargo(Timestamp),
    /// `published` lies ahead.
    NotYetPublished(Timestamp),
}

/// For whom the site is built.
#[derive(Clone, Debug)]
pub struct Audience {
    /// The instant it is built for.
    pub as_of: Timestamp,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The zone in which a plain day of publication begins.
    pub zone: TimeZone,
}

/// Parts pieces into those that are public and those held back; both in the order given.
pub(super) fn admit(pieces: Vec<Piece>, audience: &Audience) -> (Vec<Piece>, Vec<(Piece, Reason)>) {
    let mut public = Vec::with_capacity(pieces.len());
    let mut held = Vec::new();
    for piece in pieces {
        match reason(&piece, audience) {
            Some(reason) => held.push((piece, reason)),
            None => public.push(piece),
        }
    }
    (public, held)
}

/// What may be told to the editor of what was held back.
pub(super) fn held(pieces: Vec<(Piece, Reason)>) -> Vec<Held> {
    pieces.iter().map(|(piece, reason)| hold(piece, *reason)).collect()
}

fn reason(piece: &Piece, audience: &Audience) -> Option<Reason> {
    if piece.leaf().draft && !audience.drafts {
        return Some(Reason::Draft);
    }
    match piece {
        Piece::Briefing(briefing) => not_yet(briefing, audience),
        _ => None,
    }
}

fn not_yet(briefing: &Briefing, audience: &Audience) -> Option<Reason> {
    let start = |date: &crate::facts::Date| date.start(&audience.zone);
    let embargo = briefing.embargo.as_ref().map(|date| start(&date.value));
    let published = start(&briefing.published.value);
    match embargo {
        Some(until) if until > audience.as_of => Some(Reason::Embargo(until)),
        _ if published > audience.as_of => Some(Reason::NotYetPublished(published)),
        _ => None,
    }
}

fn hold(piece: &Piece, reason: Reason) -> Held {
    let leaf = piece.leaf();
    Held { path: leaf.source.path.clone(), title: leaf.title.value.clone(), reason }
}
