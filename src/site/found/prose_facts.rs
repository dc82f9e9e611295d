//! What was found in the prose of a briefing, read when it is first asked for.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::facts::token::Token;
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
    reading: OnceLock<BriefingReading>,
}

impl ProseFacts {
    pub(super) fn new(basis: Arc<ProseBasis>, page: PageId, named: Arc<NamedBriefing>) -> Self {
        Self(Arc::new(ProseCell { basis, page, named, reading: OnceLock::new() }))
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
        cell.reading.get_or_init(|| cell.basis.reader().read_briefing(cell.page, &cell.named, tokens))
    }

    /// Returns the reading if the prose has been read.
    pub(super) fn known(&self) -> Option<&BriefingReading> {
        self.0.reading.get()
    }

    pub(super) fn named(&self) -> &NamedBriefing {
        &self.0.named
    }

    /// Returns whether the reading is the same at another instant.
    pub(super) fn is_valid_at(&self, as_of: Timestamp) -> bool {
        let read_at = self.0.basis.as_of;
        match self.known() {
            Some(reading) => read_at <= as_of && reading.until.is_none_or(|until| as_of < until),
            None => read_at == as_of,
        }
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
