//! Who may pass: drafts, embargoes, what is not yet published, and the entries of a briefing that are dated ahead are
//! taken out here, once, before anything else sees them. No later stage can leak what it never receives.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{Briefing, ContentItem};
use crate::facts::Date;

/// A file, or an entry of one, that is not public, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpublished {
    /// Site-relative path.
    pub path: Arc<str>,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: UnpublishedReason,
}

/// Why a file is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnpublishedReason {
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
pub struct PublishFilter {
    /// The instant it is built for.
    pub as_of: Timestamp,
    /// Whether drafts are shown.
    pub include_drafts: bool,
    /// The zone in which a plain day of publication begins.
    pub zone: TimeZone,
}

/// Pieces after the gate; all lists in the order given.
#[derive(Default)]
pub(super) struct Admitted {
    /// What is public, without the entries dated ahead.
    pub(super) public: Vec<ContentItem>,
    /// The pieces held back.
    pub(super) held: Vec<(ContentItem, UnpublishedReason)>,
    /// What the editor is told of all that is held back, entries of public briefings included.
    pub(super) report: Vec<Unpublished>,
}

/// Parts pieces into those that are public and those held back.
pub(super) fn partition_public(pieces: Vec<ContentItem>, audience: &PublishFilter) -> Admitted {
    let mut admitted = Admitted { public: Vec::with_capacity(pieces.len()), ..Admitted::default() };
    for mut piece in pieces {
        if let Some(reason) = unpublished_reason(&piece, audience) {
            admitted.report.push(unpublished_file(&piece, reason));
            admitted.held.push((piece, reason));
            continue;
        }
        let ahead = match &mut piece {
            ContentItem::Briefing(briefing) => remove_entries_ahead(briefing, audience),
            _ => Vec::new(),
        };
        admitted.report.extend(ahead.into_iter().map(|reason| unpublished_file(&piece, reason)));
        admitted.public.push(piece);
    }
    admitted
}

/// Removes the changes, corrections and statements that begin after the instant of the build, and an `updated` that
/// does.
fn remove_entries_ahead(briefing: &mut Briefing, audience: &PublishFilter) -> Vec<UnpublishedReason> {
    let ahead = |date: &Date| Some(date.start(&audience.zone)).filter(|start| *start > audience.as_of);
    if briefing.updated.as_ref().is_some_and(|date| ahead(&date.value).is_some()) {
        briefing.updated = None;
    }
    let changes = remove(&mut briefing.changes, |change| ahead(&change.when.value));
    let corrections = remove(&mut briefing.corrections, |made| ahead(&made.when.value));
    let statements = remove(&mut briefing.statements, |said| ahead(&said.when.as_ref()?.value));
    let lists = [("changes", changes), ("corrections", corrections), ("statements", statements)];
    let reason = |(key, removed): (&'static str, Vec<Timestamp>)| {
        Some(UnpublishedReason::Entries(key, removed.len(), removed.into_iter().min()?))
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

fn unpublished_reason(piece: &ContentItem, audience: &PublishFilter) -> Option<UnpublishedReason> {
    if piece.meta().draft && !audience.include_drafts {
        return Some(UnpublishedReason::Draft);
    }
    match piece {
        ContentItem::Briefing(briefing) => time_reason(briefing, audience),
        _ => None,
    }
}

fn time_reason(briefing: &Briefing, audience: &PublishFilter) -> Option<UnpublishedReason> {
    let start = |date: &Date| date.start(&audience.zone);
    let embargo = briefing.embargo.as_ref().map(|date| start(&date.value));
    let published = start(&briefing.published.value);
    match embargo {
        Some(until) if until > audience.as_of => Some(UnpublishedReason::Embargo(until)),
        _ if published > audience.as_of => Some(UnpublishedReason::NotYetPublished(published)),
        _ => None,
    }
}

fn unpublished_file(piece: &ContentItem, reason: UnpublishedReason) -> Unpublished {
    let leaf = piece.meta();
    Unpublished { path: leaf.source.path.clone(), title: leaf.title.value.clone(), reason }
}
