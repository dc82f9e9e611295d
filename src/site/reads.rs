//! What a file reads of a site, recorded while the file is made.
//!
//! A recorded site is a copy whose lists and whose instant write down what they are asked for. A file is the same as long as
//! all that it read is the same.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::ids::PageId;
use super::validity::Validity;

/// One question to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SiteRead {
    /// An entry of a list.
    Entry(ListKind, u32),
    /// The number of entries of a list.
    Length(ListKind),
    /// All entries of a list.
    Whole(ListKind),
    /// The link targets of the prose of a page.
    Targets(PageId),
    /// The names in the prose of a page other than a briefing.
    Names(PageId),
    /// The relations between profiles, the time zones of venues, the order of series, and the portraits of authors.
    Relations,
    /// Everything.
    All,
}

/// The lists of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ListKind {
    /// Briefings.
    Briefings,
    /// Actors.
    Actors,
    /// Venues.
    Venues,
    /// Topics.
    Topics,
    /// Authors.
    Authors,
    /// Series.
    Series,
    /// Standalone pages.
    StandalonePages,
    /// Events.
    Events,
    /// Years of the timeline.
    Timeline,
    /// Redirects.
    Redirects,
    /// Corrections.
    Corrections,
}

impl ListKind {
    /// All lists.
    pub const ALL: [Self; 11] = [
        Self::Briefings,
        Self::Actors,
        Self::Venues,
        Self::Topics,
        Self::Authors,
        Self::Series,
        Self::StandalonePages,
        Self::Events,
        Self::Timeline,
        Self::Redirects,
        Self::Corrections,
    ];
}

/// All that a file read, each question once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReads {
    /// The questions, sorted.
    pub reads: Vec<SiteRead>,
    /// The time in which all answers of `as_of` are the same.
    pub validity: Validity,
}

/// A record of what is read. Parts of it can be taken apart while they are written.
#[derive(Debug)]
pub struct ReadRecord {
    /// The parts that are not finished, innermost last.
    parts: Mutex<Vec<ReadPart>>,
}

#[derive(Debug)]
struct ReadPart {
    reads: FxHashSet<SiteRead>,
    validity: Validity,
}

impl Default for ReadPart {
    fn default() -> Self {
        Self { reads: FxHashSet::default(), validity: Validity::ALWAYS }
    }
}

impl ReadPart {
    fn finish(self) -> FileReads {
        let wholes: Vec<ListKind> =
            ListKind::ALL.into_iter().filter(|kind| self.reads.contains(&SiteRead::Whole(*kind))).collect();
        let is_needed = |read: &SiteRead| match read {
            SiteRead::Entry(kind, _) | SiteRead::Length(kind) => !wholes.contains(kind),
            _ => true,
        };
        let mut reads: Vec<SiteRead> = self.reads.into_iter().filter(is_needed).collect();
        reads.sort_unstable();
        FileReads { reads, validity: self.validity }
    }
}

impl Default for ReadRecord {
    fn default() -> Self {
        Self { parts: Mutex::new(vec![ReadPart::default()]) }
    }
}

impl ReadRecord {
    fn change(&self, change: impl FnOnce(&mut ReadPart)) {
        if let Some(part) = self.lock().last_mut() {
            change(part);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ReadPart>> {
        // Every change is complete when the lock is released, so a poisoned lock is harmless.
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a question.
    pub fn add(&self, read: SiteRead) {
        self.change(|part| _ = part.reads.insert(read));
    }

    /// Records all that another file or a part of it read.
    pub fn add_all(&self, other: &FileReads) {
        self.change(|part| {
            part.reads.extend(&other.reads);
            part.validity = part.validity.and(other.validity);
        });
    }

    pub(super) fn is_same_from(&self, instant: Timestamp) {
        self.change(|part| part.validity = part.validity.and(Validity::from_instant(instant)));
    }

    pub(super) fn is_same_until(&self, instant: Timestamp) {
        self.change(|part| part.validity = part.validity.and(Validity::until_instant(instant)));
    }

    /// Calls `make`, and returns what it reads apart from the rest.
    pub fn apart<T>(&self, make: impl FnOnce() -> T) -> (T, FileReads) {
        self.lock().push(ReadPart::default());
        let made = make();
        let part = self.lock().pop().unwrap_or_default();
        (made, part.finish())
    }

    /// Returns all that was read so far, and forgets it.
    pub fn take(&self) -> FileReads {
        self.lock().pop().unwrap_or_default().finish()
    }
}

/// The record of a site, if it has one.
pub(super) type SharedRecord = Option<Arc<ReadRecord>>;
