//! Briefings ready for feeds. One stands in the feeds of its topics, actors and venues, each in up to three forms, so
//! what was made once is kept for as long as somebody will ask for it, as far as memory allows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::page::{Channel, channels};
use crate::render::ViewBuilder;
use crate::site::{BriefingId, Site};

use super::{FeedEntry, channel, entry};

/// The most bytes of prose kept. What finds no room is made anew for each channel.
const MAX_CACHED_BYTES: usize = 16 * 1024 * 1024;

/// Entries made so far. Which of them are kept depends on what was asked for first; what they say does not.
#[derive(Default)]
pub(in crate::export) struct EntryCache {
    /// In how many forms each channel is written.
    format_count: usize,
    state: Mutex<CacheState>,
}

#[derive(Default)]
struct CacheState {
    /// What the channels tell that are not yet written in all forms, and in how many they are to be written still.
    unfinished_channels: FxHashMap<Channel, (Vec<Arc<FeedEntry>>, usize)>,
    entries: FxHashMap<BriefingId, Arc<FeedEntry>>,
    /// How many channels are yet to ask for a briefing; none where it is not named.
    remaining_uses: FxHashMap<BriefingId, usize>,
    /// Bytes of prose of the entries.
    bytes: usize,
}

impl EntryCache {
    /// Counts how often each briefing will be asked for.
    pub(in crate::export) fn new(site: &Site) -> Self {
        let mut asking = FxHashMap::default();
        for id in channels(site).flat_map(|channel| channel::newest_briefings(site, channel)) {
            *asking.entry(id).or_default() += 1;
        }
        let kept = CacheState { remaining_uses: asking, ..CacheState::default() };
        Self { format_count: site.settings.feeds.formats.len(), state: Mutex::new(kept) }
    }

    /// What a channel tells, which `make` makes where no other form of it was asked for before.
    pub(super) fn entries(
        &self,
        channel: Channel,
        make: impl FnOnce() -> Vec<Arc<FeedEntry>>,
    ) -> Vec<Arc<FeedEntry>> {
        let begun = self.lock().unfinished_channels.get(&channel).map(|(entries, _)| entries.clone());
        let entries = begun.unwrap_or_else(make);
        self.lock().mark_written(channel, &entries, self.format_count);
        entries
    }

    /// The entry of a briefing, once for each channel; none where the site has no address.
    pub(super) fn entry(&self, id: BriefingId, show: &ViewBuilder<'_>) -> Option<Arc<FeedEntry>> {
        if let Some(entry) = self.lock().take_entry(id) {
            return Some(entry);
        }
        let entry = Arc::new(entry::briefing_entry(id, show)?);
        self.lock().keep_entry(id, &entry);
        Some(entry)
    }

    fn lock(&self) -> MutexGuard<'_, CacheState> {
        // Entries are put in whole, so what a thread that failed left behind is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CacheState {
    fn mark_written(&mut self, channel: Channel, entries: &[Arc<FeedEntry>], forms: usize) {
        let (_, left) = self.unfinished_channels.entry(channel).or_insert_with(|| (entries.to_vec(), forms));
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

    /// Whether nobody will ask for it after this time.
    fn is_last_use(&mut self, id: BriefingId) -> bool {
        let Some(asking) = self.remaining_uses.get_mut(&id) else { return true };
        *asking -= 1;
        let last = *asking == 0;
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
    fn nothing_is_kept_that_nobody_will_ask_for() {
        let (id, other) = (BriefingId::new(0), BriefingId::new(1));
        let entry = Arc::new(FeedEntry { html: "<p>News.</p>".to_owned(), ..FeedEntry::default() });
        let mut kept = CacheState {
            remaining_uses: [(id, 3), (other, 1)].into_iter().collect(),
            ..CacheState::default()
        };
        kept.keep_entry(other, &entry);
        assert!(kept.take_entry(other).is_none());
        kept.keep_entry(id, &entry);
        assert_eq!((kept.entries.len(), kept.bytes), (1, entry.html.len()));
        assert!(
            kept.take_entry(id).is_some() && kept.take_entry(id).is_some() && kept.take_entry(id).is_none()
        );
        kept.keep_entry(id, &entry);
        assert!(kept.entries.is_empty() && kept.remaining_uses.is_empty() && kept.bytes == 0);
    }

    #[test]
    fn what_a_channel_tells_is_made_once_for_all_forms() {
        let shelf = EntryCache { format_count: 3, state: Mutex::default() };
        let mut made = 0;
        for _ in 0..4 {
            shelf.entries(Channel::Site, || {
                made += 1;
                Vec::new()
            });
        }
        assert_eq!(made, 2);
    }
}
