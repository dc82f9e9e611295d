//! Who may pass: drafts, embargoes, what is not yet published, and the entries of a briefing that are dated ahead are
//! taken out here, once, before anything else sees them. No later stage can leak what it never receives.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, Piece};
use crate::facts::Date;

/// A file, or an entry of one, that is not public, and why.
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
    /// Entries of a public briefing are dated ahead: the key that lists them, how many, and the first instant of the
    /// earliest.
    Entries(&'static str, usize, Timestamp),
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

/// Pieces after the gate; all lists in the order given.
#[derive(Default)]
pub(super) struct Admitted {
    /// What is public, without the entries dated ahead.
    pub(super) public: Vec<Piece>,
    /// The pieces held back.
    pub(super) held: Vec<(Piece, Reason)>,
    /// What the editor is told of all that is held back, entries of public briefings included.
    pub(super) report: Vec<Held>,
}

/// Parts pieces into those that are public and those held back.
pub(super) fn admit(pieces: Vec<Piece>, audience: &Audience) -> Admitted {
    let mut admitted = Admitted { public: Vec::with_capacity(pieces.len()), ..Admitted::default() };
    for mut piece in pieces {
        if let Some(reason) = reason(&piece, audience) {
            admitted.report.push(hold(&piece, reason));
            admitted.held.push((piece, reason));
            continue;
        }
        let ahead = match &mut piece {
            Piece::Briefing(briefing) => remove_entries_ahead(briefing, audience),
            _ => Vec::new(),
        };
        admitted.report.extend(ahead.into_iter().map(|reason| hold(&piece, reason)));
        admitted.public.push(piece);
    }
    admitted
}

/// Removes the changes, corrections and statements that begin after the instant of the build, and an `updated` that
/// does.
fn remove_entries_ahead(briefing: &mut Briefing, audience: &Audience) -> Vec<Reason> {
    let ahead = |date: &Date| Some(date.start(&audience.zone)).filter(|start| *start > audience.as_of);
    if briefing.updated.as_ref().is_some_and(|date| ahead(&date.value).is_some()) {
        briefing.updated = None;
    }
    let changes = remove(&mut briefing.changes, |change| ahead(&change.when.value));
    let corrections = remove(&mut briefing.corrections, |made| ahead(&made.when.value));
    let statements = remove(&mut briefing.statements, |said| ahead(&said.when.as_ref()?.value));
    let lists = [("changes", changes), ("corrections", corrections), ("statements", statements)];
    let reason = |(key, removed): (&'static str, Vec<Timestamp>)| {
        Some(Reason::Entries(key, removed.len(), removed.into_iter().min()?))
    };
    lists.into_iter().filter_map(reason).collect()
}

/// Removes the items that are dated ahead, and gives the instants at which they become public.
fn remove<T>(items: &mut Vec<T>, ahead: impl Fn(&T) -> Option<Timestamp>) -> Vec<Timestamp> {
    let mut removed = Vec::new();
    items.retain(|item| {
        let start = ahead(item);
        removed.extend(start);
        start.is_none()
    });
    removed
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
    let start = |date: &Date| date.start(&audience.zone);
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
