//! Dates and names found in prose, joined with declared facts.
//!
//! Input: briefings with their names resolved. Output: the facts found in each briefing, and diagnostics for prose that
//! contradicts the declared facts or the calendar. Briefings are read in parallel; declared facts are never changed.

mod checks;
mod dates;
mod declared;
mod facts;
mod grades;
mod names;
mod prose;
mod reader;
mod role_terms;
mod rows;
mod same;

pub use declared::DeclaredTimes;
pub use facts::{FactIndex, FoundDate, FoundFacts, FoundName};
pub use grades::{grade_date_value, is_single_day};
pub use prose::override_spans;
pub use reader::find_in_single_briefing;
pub(super) use reader::{BriefingReading, ProseReader};
pub use same::DateIndex;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::Outcome;

use super::ids::{BriefingId, PageId};
use super::pages::Pages;
use super::resolve::NamedBriefing;

/// What was found in the prose of a site.
pub(super) struct FoundInSite {
    /// The facts of each briefing.
    pub(super) of_briefings: Vec<FoundFacts>,
    /// The names in the prose of pages other than briefings; pages without any are left out.
    pub(super) of_other_pages: FxHashMap<PageId, Vec<FoundName>>,
}

/// Finds dates and names in the prose of all pages.
pub(super) fn find_all(
    reader: &ProseReader<'_>,
    briefings: &[NamedBriefing],
    pages: &Pages<'_>,
) -> Outcome<FoundInSite> {
    let briefings = briefings.par_iter().with_max_len(64).enumerate();
    let read: Vec<BriefingReading> = briefings
        .map_init(Vec::new, |tokens, (id, briefing)| {
            reader.read_briefing(PageId::Briefing(BriefingId::new(id)), briefing, tokens)
        })
        .collect();
    let mut diagnostics = Vec::new();
    let of_other_pages = find_in_other_pages(reader, pages).collect(&mut diagnostics);
    let mut of_briefings = Vec::with_capacity(read.len());
    for reading in read {
        of_briefings.push(reading.facts);
        diagnostics.extend(reading.diagnostics);
    }
    Outcome::new(FoundInSite { of_briefings, of_other_pages }, diagnostics)
}

/// Finds names in the prose of pages other than briefings.
fn find_in_other_pages(
    reader: &ProseReader<'_>,
    pages: &Pages<'_>,
) -> Outcome<FxHashMap<PageId, Vec<FoundName>>> {
    let (mut found, mut diagnostics, mut tokens) = (FxHashMap::default(), Vec::new(), Vec::new());
    for (page, meta) in pages.with_files().filter(|(page, _)| !matches!(page, PageId::Briefing(_))) {
        let names = reader.read_page(page, meta, &mut tokens).collect(&mut diagnostics);
        if !names.is_empty() {
            found.insert(page, names);
        }
    }
    Outcome::new(found, diagnostics)
}
