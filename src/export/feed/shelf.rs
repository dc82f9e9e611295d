//! Briefings ready for feeds. One stands in the feeds of its topics, actors and venues, each in up to three forms, so
//! what was made once is kept for as long as somebody will ask for it, as far as memory allows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::page::{Channel, channels};
use crate::render::Show;
use crate::site::{BriefingId, Site};

use super::{Entry, channel, entry};

/// The most bytes of prose kept. What finds no room is made anew for each channel.
const ROOM: usize = 16 * 1024 * 1024;

/// Entries made so far. Which of them are kept depends on what was asked for first; what they say does not.
#[derive(Default)]
pub(in crate::export) struct Shelf {
    /// In how many forms each channel is written.
    forms: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// What the channels tell that are not yet written in all forms, and in how many they are to be written still.
    begun: FxHashMap<Channel, (Vec<Arc<Entry>>, usize)>,
    entries: FxHashMap<BriefingId, Arc<Entry>>,
    /// How many channels are yet to ask for a briefing; none where it is not named.
    asking: FxHashMap<BriefingId, usize>,
    /// Bytes of prose of the entries.
    bytes: usize,
}

impl Shelf {
    /// Counts how often each briefing will be asked for.
    pub(in crate::export) fn new(site: &Site) -> Self {
        let mut asking = FxHashMap::default();
        for id in channels(site).flat_map(|channel| channel::newest(site, channel)) {
            *asking.entry(id).or_default() += 1;
        }
        let kept = Kept { asking, ..Kept::default() };
        Self { forms: site.settings.feeds.forms.len(), kept: Mutex::new(kept) }
    }

    /// What a channel tells, which `make` makes where no other form of it was asked for before.
    pub(super) fn entries(
        &self,
        channel: Channel,
        make: impl FnOnce() -> Vec<Arc<Entry>>,
    ) -> Vec<Arc<Entry>> {
        let begun = self.kept().begun.get(&channel).map(|(entries, _)| entries.clone());
        let entries = begun.unwrap_or_else(make);
        self.kept().written(channel, &entries, self.forms);
        entries
    }

    /// The entry of a briefing, once for each channel; none where the site has no address.
    pub(super) fn entry(&self, id: BriefingId, show: &Show<'_>) -> Option<Arc<Entry>> {
        if let Some(entry) = self.kept().take(id) {
            return Some(entry);
        }
        let entry = Arc::new(entry::briefing(id, show)?);
        self.kept().keep(id, &entry);
        Some(entry)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Entries are put in whole, so what a thread that failed left behind is sound.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn written(&mut self, channel: Channel, entries: &[Arc<Entry>], forms: usize) {
        let (_, left) = self.begun.entry(channel).or_insert_with(|| (entries.to_vec(), forms));
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.begun.remove(&channel);
        }
    }

    fn take(&mut self, id: BriefingId) -> Option<Arc<Entry>> {
        let entry = self.entries.get(&id)?.clone();
        if self.is_last(id) {
            self.entries.remove(&id);
            self.bytes -= entry.html.len();
        }
        Some(entry)
    }

    fn keep(&mut self, id: BriefingId, entry: &Arc<Entry>) {
        let bytes = self.bytes + entry.html.len();
        if !self.is_last(id) && bytes <= ROOM && self.entries.insert(id, entry.clone()).is_none() {
            self.bytes = bytes;
        }
    }

    /// Whether nobody will ask for it after this time.
    fn is_last(&mut self, id: BriefingId) -> bool {
        let Some(asking) = self.asking.get_mut(&id) else { return true };
        *asking -= 1;
        let last = *asking == 0;
        if last {
            self.asking.remove(&id);
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
        let entry = Arc::new(Entry { html: "<p>News.</p>".to_owned(), ..Entry::default() });
        let mut kept = Kept { asking: [(id, 3), (other, 1)].into_iter().collect(), ..Kept::default() };
        kept.keep(other, &entry);
        assert!(kept.take(other).is_none());
        kept.keep(id, &entry);
        assert_eq!((kept.entries.len(), kept.bytes), (1, entry.html.len()));
        assert!(kept.take(id).is_some() && kept.take(id).is_some() && kept.take(id).is_none());
        kept.keep(id, &entry);
        assert!(kept.entries.is_empty() && kept.asking.is_empty() && kept.bytes == 0);
    }

    #[test]
    fn what_a_channel_tells_is_made_once_for_all_forms() {
        let shelf = Shelf { forms: 3, kept: Mutex::default() };
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
