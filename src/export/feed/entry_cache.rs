//! Cache of feed entries. A briefing appears in the feeds of its topics, actors and venues, each in up to three formats, so
//! its entry is kept until its last use, within a memory limit.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::page::{Channel, channels, entry_text};
use crate::render::ViewBuilder;
use crate::settings::EntryText;
use crate::site::{BriefingId, FileReads, Site};

use super::{FeedEntry, channel, entry};

/// Maximum number of bytes of prose state. Entries beyond it are built again for each channel.
const MAX_CACHED_BYTES: usize = 16 * 1024 * 1024;

/// The entries built so far. Which of them are kept depends on the order of requests; their content does not.
#[derive(Default)]
pub(in crate::export) struct EntryCache {
    state: Mutex<CacheState>,
}

/// The entries of a channel, and what was read to choose and make them.
type ChannelEntries = (Vec<Arc<FeedEntry>>, Option<FileReads>);

#[derive(Default)]
struct CacheState {
    /// Entries of the channels not yet written in all formats, with the number of formats left.
    unfinished_channels: FxHashMap<Channel, (ChannelEntries, usize)>,
    entries: FxHashMap<BriefingId, Arc<FeedEntry>>,
    /// Number of channels that still need each briefing.
    remaining_uses: FxHashMap<BriefingId, usize>,
    /// Bytes of prose of all entries.
    bytes: usize,
}

impl EntryCache {
    /// Creates a cache and counts how often each briefing will be needed.
    pub(in crate::export) fn new(site: &Site) -> Self {
        let mut uses = FxHashMap::default();
        let whole = channels(site).filter(|channel| entry_text(site, *channel) == EntryText::Whole);
        for id in whole.flat_map(|channel| channel::newest_briefings(site, channel)) {
            *uses.entry(id).or_default() += 1;
        }
        let state = CacheState { remaining_uses: uses, ..CacheState::default() };
        Self { state: Mutex::new(state) }
    }

    /// Returns the entries of a channel with a number of formats; `build` builds them for the first format.
    pub(super) fn entries(
        &self,
        site: &Site,
        (channel, formats): (Channel, usize),
        build: impl FnOnce() -> Vec<Arc<FeedEntry>>,
    ) -> Vec<Arc<FeedEntry>> {
        let known = self.lock().unfinished_channels.get(&channel).map(|(entries, _)| entries.clone());
        let entries = known.unwrap_or_else(|| site.read_apart(build));
        site.add_reads(entries.1.as_ref());
        self.lock().mark_written(channel, &entries, formats);
        entries.0
    }

    /// Returns the entry of a briefing, to be called once for each channel; `None` without a `base_url`.
    pub(super) fn entry(&self, id: BriefingId, views: &ViewBuilder<'_>) -> Option<Arc<FeedEntry>> {
        if let Some(entry) = self.lock().take_entry(id) {
            views.site().add_reads(entry.reads.as_ref());
            return Some(entry);
        }
        let (entry, reads) = views.site().read_apart(|| entry::briefing_entry(id, views));
        views.site().add_reads(reads.as_ref());
        let entry = Arc::new(FeedEntry { reads, ..entry? });
        self.lock().keep_entry(id, &entry);
        Some(entry)
    }

    fn lock(&self) -> MutexGuard<'_, CacheState> {
        // Every update is complete when the lock is released, so a poisoned lock is harmless.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CacheState {
    fn mark_written(&mut self, channel: Channel, entries: &ChannelEntries, formats: usize) {
        let (_, left) = self.unfinished_channels.entry(channel).or_insert_with(|| (entries.clone(), formats));
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.unfinished_channels.remove(&channel);
        }
    }

    fn take_entry(&mut self, id: BriefingId) -> Option<Arc<FeedEntry>> {
        let entry = self.entries.get(&id)?.clone();
        if self.is_last_use(id) {
            self.entries.remove(&id);
            self.bytes -= entry.html.len();
        }
        Some(entry)
    }

    fn keep_entry(&mut self, id: BriefingId, entry: &Arc<FeedEntry>) {
        let bytes = self.bytes + entry.html.len();
        if !self.is_last_use(id)
            && bytes <= MAX_CACHED_BYTES
            && self.entries.insert(id, entry.clone()).is_none()
        {
            self.bytes = bytes;
        }
    }

    /// Counts a use and returns whether it was the last.
    fn is_last_use(&mut self, id: BriefingId) -> bool {
        let Some(uses) = self.remaining_uses.get_mut(&id) else { return true };
        *uses -= 1;
        let last = *uses == 0;
        if last {
            self.remaining_uses.remove(&id);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_dropped_after_their_last_use() {
        let (id, other) = (BriefingId::new(0), BriefingId::new(1));
        let entry = Arc::new(FeedEntry { html: "<p>News.</p>".to_owned(), ..FeedEntry::default() });
        let mut state = CacheState {
            remaining_uses: [(id, 3), (other, 1)].into_iter().collect(),
            ..CacheState::default()
        };
        state.keep_entry(other, &entry);
        assert!(state.take_entry(other).is_none());
        state.keep_entry(id, &entry);
        assert_eq!((state.entries.len(), state.bytes), (1, entry.html.len()));
        assert!(
            state.take_entry(id).is_some()
                && state.take_entry(id).is_some()
                && state.take_entry(id).is_none()
        );
        state.keep_entry(id, &entry);
        assert!(state.entries.is_empty() && state.remaining_uses.is_empty() && state.bytes == 0);
    }

    #[test]
    fn entries_of_a_channel_are_kept_until_its_last_format() {
        let mut state = CacheState::default();
        for _ in 0..2 {
            for left in [2, 1, 0] {
                state.mark_written(Channel::Site, &(Vec::new(), None), 3);
                assert_eq!(state.unfinished_channels.contains_key(&Channel::Site), left > 0);
            }
        }
    }
}
