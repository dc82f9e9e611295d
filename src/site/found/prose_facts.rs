//! What was found in the prose of a briefing, read when it is first asked for.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::facts::stored_time::timestamp;
use crate::facts::token::Token;
use crate::site::as_of::AsOf;
use crate::site::ids::PageId;
use crate::site::resolve::NamedBriefing;

use super::basis::ProseBasis;
use super::facts::FoundFacts;
use super::reader::BriefingReading;

/// The facts found in the prose of a briefing. The prose is read when they are first asked for; what they are does not depend
/// on when that is.
#[derive(Clone)]
pub struct ProseFacts(Arc<ProseCell>);

struct ProseCell {
    basis: Arc<ProseBasis>,
    page: PageId,
    named: Arc<NamedBriefing>,
    reading: OnceLock<DatedReading>,
}

/// The reading of a briefing, and the instant of the site that it was read for.
#[derive(Clone, Serialize, Deserialize)]
pub struct DatedReading {
    reading: BriefingReading,
    #[serde(with = "timestamp")]
    as_of: Timestamp,
}

impl DatedReading {
    /// Returns the instant of the site: seconds and nanoseconds since 1970.
    pub fn read_at(&self) -> (i64, i32) {
        (self.as_of.as_second(), self.as_of.subsec_nanosecond())
    }

    /// Returns whether the reading is the same at another instant.
    pub(super) fn is_valid_at(&self, as_of: Timestamp) -> bool {
        self.as_of <= as_of && self.reading.until.is_none_or(|until| as_of < until)
    }

    /// Records when the reading is the same.
    pub(super) fn record_validity(&self, as_of: &AsOf) {
        as_of.is_same_from(self.as_of);
        self.reading.until.iter().for_each(|until| as_of.is_same_until(*until));
    }
}

impl ProseFacts {
    pub(super) fn new(basis: Arc<ProseBasis>, page: PageId, named: Arc<NamedBriefing>) -> Self {
        Self(Arc::new(ProseCell { basis, page, named, reading: OnceLock::new() }))
    }

    /// Creates facts that have been read.
    pub(super) fn stored(
        basis: Arc<ProseBasis>,
        page: PageId,
        named: Arc<NamedBriefing>,
        reading: DatedReading,
    ) -> Self {
        Self(Arc::new(ProseCell { basis, page, named, reading: OnceLock::from(reading) }))
    }

    /// Returns whether the prose has been read.
    pub fn is_read(&self) -> bool {
        self.0.reading.get().is_some()
    }

    /// Reads the prose, if it has not been read.
    pub fn read(&self) {
        self.reading(&mut Vec::new());
    }

    /// Reads the prose, if it has not been read; `tokens` is a buffer to reuse.
    pub(super) fn read_with(&self, tokens: &mut Vec<Token>) {
        self.reading(tokens);
    }

    fn reading(&self, tokens: &mut Vec<Token>) -> &BriefingReading {
        let cell = &self.0;
        let read = || DatedReading {
            reading: cell.basis.reader().read_briefing(cell.page, &cell.named, tokens),
            as_of: cell.basis.as_of,
        };
        &cell.reading.get_or_init(read).reading
    }

    /// Returns the reading if the prose has been read.
    pub(super) fn known(&self) -> Option<&BriefingReading> {
        self.dated().map(|dated| &dated.reading)
    }

    /// Returns the reading with its instant if the prose has been read.
    pub(super) fn dated(&self) -> Option<&DatedReading> {
        self.0.reading.get()
    }

    pub(super) fn named(&self) -> &NamedBriefing {
        &self.0.named
    }

    /// Returns whether the reading is the same at another instant.
    pub(super) fn is_valid_at(&self, as_of: Timestamp) -> bool {
        self.dated().map_or(self.0.basis.as_of == as_of, |dated| dated.is_valid_at(as_of))
    }
}

impl Deref for ProseFacts {
    type Target = FoundFacts;

    fn deref(&self) -> &FoundFacts {
        &self.reading(&mut Vec::new()).facts
    }
}

impl fmt::Debug for ProseFacts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.known().map(|reading| &reading.facts).fmt(formatter)
    }
}
