//! Briefings ready for feeds. One stands in the feeds of its topics, actors and venues, each in up to three forms, so
//! what was made once is kept, as far as memory allows.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::render::Show;
use crate::site::BriefingId;

use super::{Entry, entry};

/// The most bytes of prose kept. What finds no room is made anew each time.
const ROOM: usize = 24 * 1024 * 1024;

/// Entries made so far. Which of them are kept depends on what was asked for first; what they say does not.
#[derive(Default)]
pub(in crate::export) struct Shelf {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    entries: FxHashMap<BriefingId, Arc<Entry>>,
    bytes: usize,
}

impl Shelf {
    /// The entry of a briefing; none where the site has no address.
    pub(super) fn entry(&self, id: BriefingId, show: &Show<'_>) -> Option<Arc<Entry>> {
        if let Some(entry) = self.kept().entries.get(&id) {
            return Some(entry.clone());
        }
        let entry = Arc::new(entry::briefing(id, show)?);
        let mut kept = self.kept();
        if kept.bytes + entry.html.len() <= ROOM {
            kept.bytes += entry.html.len();
            kept.entries.insert(id, entry.clone());
        }
        Some(entry)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        // Entries are put in whole, so what a thread that failed left behind is sound.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
