//! Removes unpublished content before any other stage sees it: drafts, embargoed briefings, briefings dated after
//! `as_of`, and entries of a briefing dated after `as_of`. Later stages cannot leak what they never receive.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::briefing::{Briefing, ContentItem};
use crate::facts::Date;
use crate::facts::stored_time::timestamp;

use super::as_of::AsOf;
use super::entry_key::{self, EntryKey, KEYS};

/// An unpublished file, or unpublished entries of one, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublished {
    /// Path relative to the site.
    #[serde(with = "crate::text::shared_text")]
    pub path: Arc<str>,
    /// Its title.
    pub title: String,
    /// The reason.
    pub reason: UnpublishedReason,
}

/// The reason why something is unpublished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnpublishedReason {
    /// It is marked as a draft.
    Draft,
    /// Embargoed until this instant.
    Embargo(#[serde(with = "timestamp")] Timestamp),
    /// `published` is after `as_of`; holds its first instant.
    NotYetPublished(#[serde(with = "timestamp")] Timestamp),
    /// Entries of a published briefing are dated after `as_of`: the key that lists them, their count, and the first
    /// instant of the earliest.
    Entries(#[serde(with = "entry_key")] EntryKey, usize, #[serde(with = "timestamp")] Timestamp),
}

impl UnpublishedReason {
    /// Returns the instant at which it becomes public; `None` for a draft.
    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Draft => None,
            Self::Embargo(until) | Self::NotYetPublished(until) | Self::Entries(_, _, until) => Some(until),
        }
    }
}

/// The conditions under which content is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishFilter {
    /// The instant the site is built for.
    pub as_of: AsOf,
    /// Whether drafts are included.
    pub include_drafts: bool,
    /// The zone in which a day of publication begins.
    pub zone: TimeZone,
}

/// Content items after filtering; all lists keep the input order.
#[derive(Default)]
pub(super) struct Admitted {
    /// Published items, without entries dated after `as_of`.
    pub(super) public: Vec<ContentItem>,
    /// Unpublished items.
    pub(super) unpublished: Vec<(ContentItem, UnpublishedReason)>,
    /// Everything unpublished, including entries of published briefings, for the report of the build.
    pub(super) report: Vec<Unpublished>,
}

/// Separates published from unpublished items.
pub(super) fn partition_public(items: Vec<ContentItem>, filter: &PublishFilter) -> Admitted {
    let mut admitted = Admitted { public: Vec::with_capacity(items.len()), ..Admitted::default() };
    for mut item in items {
        if let Some(reason) = unpublished_reason(&item, filter) {
            admitted.report.push(unpublished_file(&item, reason));
            admitted.unpublished.push((item, reason));
            continue;
        }
        let ahead = match &mut item {
            ContentItem::Briefing(briefing) => remove_entries_ahead(briefing, filter),
            _ => Vec::new(),
        };
        admitted.report.extend(ahead.into_iter().map(|reason| unpublished_file(&item, reason)));
        admitted.public.push(item);
    }
    admitted
}

/// Returns whether entries of a briefing are dated after `as_of`.
pub(super) fn has_entries_ahead(briefing: &Briefing, filter: &PublishFilter) -> bool {
    dates_of_entries(briefing).any(|date| !filter.as_of.has_reached(date.start(&filter.zone)))
}

/// Removes changes, corrections, statements and an `updated` dated after `as_of`.
fn remove_entries_ahead(briefing: &mut Arc<Briefing>, filter: &PublishFilter) -> Vec<UnpublishedReason> {
    let ahead =
        |date: &Date| Some(date.start(&filter.zone)).filter(|start| !filter.as_of.has_reached(*start));
    if !has_entries_ahead(briefing, filter) {
        return Vec::new();
    }
    let briefing = Arc::make_mut(briefing);
    if briefing.updated.as_ref().is_some_and(|date| ahead(&date.value).is_some()) {
        briefing.updated = None;
    }
    let changes = remove(&mut briefing.changes, |change| ahead(&change.when.value));
    let corrections = remove(&mut briefing.corrections, |correction| ahead(&correction.when.value));
    let statements = remove(&mut briefing.statements, |statement| ahead(&statement.when.as_ref()?.value));
    let lists = KEYS.into_iter().zip([changes, corrections, statements]);
    let reason = |(key, removed): (EntryKey, Vec<Timestamp>)| {
        Some(UnpublishedReason::Entries(key, removed.len(), removed.into_iter().min()?))
    };
    lists.filter_map(reason).collect()
}

/// Returns the dates of all entries that may be dated after `as_of`.
fn dates_of_entries(briefing: &Briefing) -> impl Iterator<Item = &Date> {
    let updated = briefing.updated.iter().map(|date| &date.value);
    let changes = briefing.changes.iter().map(|change| &change.when.value);
    let corrections = briefing.corrections.iter().map(|correction| &correction.when.value);
    let statements = briefing.statements.iter().filter_map(|statement| Some(&statement.when.as_ref()?.value));
    updated.chain(changes).chain(corrections).chain(statements)
}

/// Removes the items dated after `as_of` and returns the instants at which they become public.
fn remove<T>(items: &mut Vec<T>, ahead: impl Fn(&T) -> Option<Timestamp>) -> Vec<Timestamp> {
    let mut removed = Vec::new();
    items.retain(|item| {
        let start = ahead(item);
        removed.extend(start);
        start.is_none()
    });
    removed
}

fn unpublished_reason(item: &ContentItem, filter: &PublishFilter) -> Option<UnpublishedReason> {
    if item.meta().draft && !filter.include_drafts {
        return Some(UnpublishedReason::Draft);
    }
    match item {
        ContentItem::Briefing(briefing) => time_reason(briefing, filter),
        _ => None,
    }
}

fn time_reason(briefing: &Briefing, filter: &PublishFilter) -> Option<UnpublishedReason> {
    let start = |date: &Date| date.start(&filter.zone);
    let embargo = briefing.embargo.as_ref().map(|date| start(&date.value));
    let published = start(&briefing.published.value);
    match embargo {
        Some(until) if !filter.as_of.has_reached(until) => Some(UnpublishedReason::Embargo(until)),
        _ if !filter.as_of.has_reached(published) => Some(UnpublishedReason::NotYetPublished(published)),
        _ => None,
    }
}

fn unpublished_file(item: &ContentItem, reason: UnpublishedReason) -> Unpublished {
    let meta = item.meta();
    Unpublished { path: meta.source.path.clone(), title: meta.title.value.clone(), reason }
}
