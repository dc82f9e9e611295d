//! Dates and names found in prose, joined with declared facts.
//!
//! Input: briefings with their names resolved. Output: the facts found in each briefing, and diagnostics for prose that
//! contradicts the declared facts or the calendar. Briefings are read in parallel; declared facts are never changed.

mod checks;
mod dates;
mod declared;
mod facts;
mod grades;
mod lazy_reader;
mod memo;
mod names;
mod prose;
mod reader;
mod role_terms;
mod rows;
mod same;

pub use declared::DeclaredTimes;
pub use facts::{FactIndex, FoundDate, FoundFacts, FoundName};
pub use grades::{grade_date_value, is_single_day};
pub use memo::{BasisHash, DatedReading};
pub use prose::override_spans;
pub use reader::find_in_single_briefing;
pub use same::DateIndex;

pub(super) use lazy_reader::ProseInput;
pub(super) use memo::ProseMemo;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::Outcome;
use crate::facts::token::Token;
use crate::text::Source;

use super::ids::{BriefingId, PageId};
use super::pages::Pages;
use super::resolve::NamedBriefing;
use lazy_reader::LazyReader;
use reader::{BriefingReading, PageReading};

/// What was found in the prose of a site.
pub(super) struct FoundInSite {
    /// The facts of each briefing.
    pub(super) of_briefings: Vec<Arc<FoundFacts>>,
    /// The names in the prose of pages other than briefings; pages without any are left out.
    pub(super) of_other_pages: FxHashMap<PageId, Vec<FoundName>>,
}

/// Finds dates and names in the prose of all pages. Pages whose reading `memo` has are not read. The diagnostics of briefings
/// are in `memo` afterwards, the others are returned.
pub(super) fn find_all(
    input: ProseInput<'_>,
    briefings: &[NamedBriefing],
    pages: &Pages<'_>,
    memo: &mut ProseMemo,
) -> Outcome<FoundInSite> {
    memo.keep_valid(input.settings, input.registry);
    let as_of = input.as_of;
    let now = as_of.instant();
    let reader = LazyReader::new(input);
    let read_briefing = |tokens: &mut Vec<Token>, (id, briefing): (usize, &NamedBriefing)| {
        let known = memo.briefing(&briefing.briefing, now).cloned();
        let page = PageId::Briefing(BriefingId::new(id));
        known.unwrap_or_else(|| reader.get().read_briefing(page, briefing, tokens))
    };
    let indexed = briefings.par_iter().with_max_len(64).enumerate();
    let read: Vec<BriefingReading> = indexed.map_init(Vec::new, read_briefing).collect();
    let other_readings = read_other_pages(&reader, pages, memo);
    let mut diagnostics = Vec::new();
    let mut of_other_pages = FxHashMap::default();
    for (page, (_, reading)) in pages.with_files().filter_map(|(page, _)| other_readings.get_key_value(&page))
    {
        let names = reading.clone().collect(&mut diagnostics);
        if !names.is_empty() {
            of_other_pages.insert(*page, names);
        }
    }
    let of_briefings = read.iter().map(|reading| reading.facts.clone()).collect();
    let kept = briefings.iter().zip(read);
    let kept = kept.map(|(named, reading)| memo.kept(named, reading, as_of)).collect();
    memo.replace(kept, other_readings);
    Outcome::new(FoundInSite { of_briefings, of_other_pages }, diagnostics)
}

/// Finds names in the prose of pages other than briefings.
fn read_other_pages(
    reader: &LazyReader<'_>,
    pages: &Pages<'_>,
    memo: &ProseMemo,
) -> FxHashMap<PageId, (Source, PageReading)> {
    let mut tokens = Vec::new();
    let others = pages.with_files().filter(|(page, _)| !matches!(page, PageId::Briefing(_)));
    let read = others.map(|(page, meta)| {
        let known = memo.other_page(page, &meta.source).cloned();
        let reading = known.unwrap_or_else(|| reader.get().read_page(page, meta, &mut tokens));
        (page, (meta.source.clone(), reading))
    });
    read.collect()
}
