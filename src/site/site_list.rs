//! A list of a site, which records what is read of it.

use std::ops::{Deref, Index};
use std::sync::Arc;

use super::reads::{ListKind, SharedRecord, SiteRead};

/// A list of a site. One entry and the length are read on their own; any other use reads all entries.
#[derive(Debug)]
pub struct SiteList<T> {
    entries: Arc<[T]>,
    kind: ListKind,
    record: SharedRecord,
}

impl<T> Clone for SiteList<T> {
    fn clone(&self) -> Self {
        self.recorded(&self.record)
    }
}

impl<T> SiteList<T> {
    pub(super) fn new(kind: ListKind, entries: Vec<T>) -> Self {
        Self { entries: entries.into(), kind, record: None }
    }

    /// Returns the same list with a record.
    pub(super) fn recorded(&self, record: &SharedRecord) -> Self {
        Self { entries: self.entries.clone(), kind: self.kind, record: record.clone() }
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.add(SiteRead::Length(self.kind));
        self.entries.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the entries without a record of it, to hash them.
    pub(super) fn unrecorded(&self) -> &[T] {
        &self.entries
    }

    fn add(&self, read: SiteRead) {
        if let Some(record) = &self.record {
            record.add(read);
        }
    }
}

impl<T: Clone> SiteList<T> {
    /// Replaces an entry.
    pub(super) fn replace(&mut self, index: usize, entry: T) {
        if let Some(place) = Arc::make_mut(&mut self.entries).get_mut(index) {
            *place = entry;
        }
    }
}

impl<T> Deref for SiteList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.add(SiteRead::Whole(self.kind));
        &self.entries
    }
}

impl<T> Index<usize> for SiteList<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        self.add(SiteRead::Entry(self.kind, index as u32));
        &self.entries[index]
    }
}

impl<'a, T> IntoIterator for &'a SiteList<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.deref().iter()
    }
}
