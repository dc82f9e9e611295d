//! Dates and names found in prose, joined with declared facts.
//!
//! Input: briefings with their names resolved. Output: the facts found in each briefing, and diagnostics for prose that
//! contradicts the declared facts or the calendar. Declared facts are never changed.

mod basis;
mod checks;
mod dates;
mod declared;
mod facts;
mod grades;
mod memo;
mod names;
mod prose;
mod prose_facts;
mod reader;
mod role_terms;
mod rows;
mod same;

pub use declared::DeclaredTimes;
pub use facts::{FactIndex, FoundDate, FoundFacts, FoundName};
pub use grades::{grade_date_value, is_single_day};
pub use memo::BasisHash;
pub use prose::override_spans;
pub use prose_facts::{DatedReading, ProseFacts};
pub use reader::find_in_single_briefing;
pub use same::DateIndex;

pub(super) use memo::ProseMemo;

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::diagnostic::Outcome;
use crate::facts::languages::Languages;
use crate::settings::Settings;
use crate::text::Source;

use super::ids::{BriefingId, PageId};
use super::names::Registry;
use super::pages::Pages;
use super::resolve::NamedBriefing;
use basis::ProseBasis;
use reader::PageReading;

/// What readings depend on.
pub(super) struct ProseInput<'a> {
    pub(super) settings: &'a Arc<Settings>,
    pub(super) as_of: Timestamp,
    pub(super) registry: &'a Arc<Registry>,
    pub(super) languages: &'a Arc<Languages>,
}

/// What is found in the prose of a site.
pub(super) struct FoundInSite {
    /// The facts of each briefing.
    pub(super) of_briefings: Vec<ProseFacts>,
    /// The names in the prose of pages other than briefings; pages without any are left out.
    pub(super) of_other_pages: FxHashMap<PageId, Vec<FoundName>>,
}

/// Finds dates and names in the prose of all pages. Pages whose reading `memo` has are not read again, and briefings are read
/// when their facts are asked for. The diagnostics of briefings are in `memo`, the others are returned.
pub(super) fn find_all(
    input: ProseInput<'_>,
    briefings: &[Arc<NamedBriefing>],
    pages: &Pages<'_>,
    memo: &mut ProseMemo,
) -> Outcome<FoundInSite> {
    let ProseInput { settings, as_of, registry, languages } = input;
    let basis = memo.basis(settings, as_of, registry, languages);
    let mut of_briefing = |(id, named): (usize, &Arc<NamedBriefing>)| {
        let page = PageId::Briefing(BriefingId::new(id));
        let kept = memo.briefing(&named.briefing, as_of).cloned();
        let stored = || {
            let reading = memo.take_stored(named, as_of)?;
            Some(ProseFacts::stored(basis.clone(), page, named.clone(), reading))
        };
        kept.or_else(stored).unwrap_or_else(|| ProseFacts::new(basis.clone(), page, named.clone()))
    };
    let of_briefings: Vec<ProseFacts> = briefings.iter().enumerate().map(&mut of_briefing).collect();
    let other_readings = read_other_pages(&basis, pages, memo);
    let mut diagnostics = Vec::new();
    let mut of_other_pages = FxHashMap::default();
    for (page, (_, reading)) in pages.with_files().filter_map(|(page, _)| other_readings.get_key_value(&page))
    {
        let names = reading.clone().collect(&mut diagnostics);
        if !names.is_empty() {
            of_other_pages.insert(*page, names);
        }
    }
    memo.replace(&of_briefings, other_readings);
    Outcome::new(FoundInSite { of_briefings, of_other_pages }, diagnostics)
}

/// Finds names in the prose of pages other than briefings.
fn read_other_pages(
    basis: &ProseBasis,
    pages: &Pages<'_>,
    memo: &ProseMemo,
) -> FxHashMap<PageId, (Source, PageReading)> {
    let (mut reader, mut tokens) = (None, Vec::new());
    let others = pages.with_files().filter(|(page, _)| !matches!(page, PageId::Briefing(_)));
    let read = others.map(|(page, meta)| {
        let known = memo.other_page(page, &meta.source).cloned();
        let reading = known.unwrap_or_else(|| {
            reader.get_or_insert_with(|| basis.reader()).read_page(page, meta, &mut tokens)
        });
        (page, (meta.source.clone(), reading))
    });
    read.collect()
}
