//! Divides what briefings say about a subject into pages, so that no page grows with the site.
//!
//! Each page covers consecutive briefings, newest first. An event or statement is on the page of the newest briefing that
//! reports it.

use super::ids::{BriefingId, EventId, PageId, StatementId};

/// Maximum number of rows of a page: briefings, events and statements, which gives 50 to 85 KB. A briefing is not divided.
pub const MAX_ROWS: usize = 150;

/// The pages of a subject.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SubjectPages {
    /// The first briefing of each page but the first.
    starts: Vec<BriefingId>,
    /// Number of briefings that list the subject or link to it.
    pub briefings: usize,
    events: PageLists<EventId>,
    statements: PageLists<StatementId>,
    other_backlinks: PageLists<PageId>,
}

/// The entries of each page, in the order of pages; within a page in the order given.
#[derive(Clone, Debug, serde::Serialize)]
struct PageLists<T>(Vec<(u32, T)>);

impl SubjectPages {
    /// Divides briefings into pages. `listed` and `backlinks` are in order, `rows` has the briefing of each event and
    /// statement, in any order.
    pub(super) fn new(
        listed: &[BriefingId],
        backlinks: &[PageId],
        rows: impl Iterator<Item = BriefingId>,
        per_page: usize,
    ) -> Self {
        let mut naming: Vec<BriefingId> = listed.to_vec();
        naming.extend(backlinks.iter().filter_map(|page| match page {
            PageId::Briefing(id) => Some(*id),
            _ => None,
        }));
        naming.sort_unstable();
        naming.dedup();
        let mut counts = vec![1; naming.len()];
        for row in rows {
            let index = naming.partition_point(|id| *id <= row).saturating_sub(1);
            counts.get_mut(index).into_iter().for_each(|count| *count += 1);
        }
        let starts = page_starts(&naming, &counts, per_page.max(1));
        let mut pages = Self { starts, briefings: naming.len(), ..Self::default() };
        let others = backlinks.iter().filter_map(|page| match page {
            PageId::Briefing(id) if listed.binary_search(id).is_ok() => None,
            PageId::Briefing(id) => Some((pages.page_of(*id), *page)),
            _ => Some((1, *page)),
        });
        pages.other_backlinks = PageLists::new(others.collect());
        pages
    }

    /// Adds events and statements, each with the newest briefing that reports it.
    pub(super) fn with_facts(
        mut self,
        events: impl Iterator<Item = (BriefingId, EventId)>,
        statements: &[StatementId],
    ) -> Self {
        self.events = PageLists::new(events.map(|(briefing, id)| (self.page_of(briefing), id)).collect());
        let statements = statements.iter().map(|id| (self.page_of(id.briefing), *id));
        self.statements = PageLists::new(statements.collect());
        self
    }

    /// Returns the events on a page, in time order.
    pub fn events_on(&self, number: usize) -> Vec<EventId> {
        self.events.on_page(number)
    }

    /// Returns the statements on a page, in time order.
    pub fn statements_on(&self, number: usize) -> Vec<StatementId> {
        self.statements.on_page(number)
    }

    /// Returns the backlinks on a page, from pages that do not list the subject. Those that are no briefings are on the first
    /// page.
    pub fn other_backlinks_on(&self, number: usize) -> Vec<PageId> {
        self.other_backlinks.on_page(number)
    }

    /// Returns the number of pages, at least one.
    pub fn count(&self) -> usize {
        self.starts.len() + 1
    }

    /// Returns the page that shows a briefing, counted from 1.
    pub fn page_of(&self, briefing: BriefingId) -> usize {
        self.starts.partition_point(|start| *start <= briefing) + 1
    }

    /// Returns the part of a list in order of briefings that is on a page.
    pub fn part<'a, T>(&self, list: &'a [T], number: usize, briefing: impl Fn(&T) -> BriefingId) -> &'a [T] {
        let bound = |number: usize| list.partition_point(|entry| self.page_of(briefing(entry)) <= number);
        &list[bound(number.saturating_sub(1))..bound(number)]
    }
}

impl<T> Default for PageLists<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> PageLists<T> {
    fn new(entries: Vec<(usize, T)>) -> Self {
        let mut entries: Vec<(u32, T)> = entries.into_iter().map(|(page, id)| (page as u32, id)).collect();
        entries.sort_by_key(|(page, _)| *page);
        Self(entries)
    }

    fn on_page(&self, number: usize) -> Vec<T> {
        let bound = |number: usize| self.0.partition_point(|(page, _)| *page as usize <= number);
        let part = &self.0[bound(number.saturating_sub(1))..bound(number)];
        part.iter().map(|(_, id)| *id).collect()
    }
}

fn page_starts(naming: &[BriefingId], counts: &[usize], per_page: usize) -> Vec<BriefingId> {
    let mut starts = Vec::new();
    let (mut briefings, mut rows) = (0, 0);
    for (id, count) in naming.iter().zip(counts) {
        if briefings > 0 && (briefings == per_page || rows + count > MAX_ROWS) {
            starts.push(*id);
            (briefings, rows) = (0, 0);
        }
        briefings += 1;
        rows += count;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(indices: &[usize]) -> Vec<BriefingId> {
        indices.iter().map(|index| BriefingId::new(*index)).collect()
    }

    #[test]
    fn a_page_has_a_limited_number_of_briefings_and_rows() {
        let many = |index: usize, count: usize| std::iter::repeat_n(BriefingId::new(index), count);
        type Case<'a> = (&'a [usize], &'a [usize], &'a [(usize, usize)], &'a [usize]);
        let cases: [Case<'_>; 6] = [
            (&[], &[], &[], &[]),
            (&[1, 2, 3], &[], &[], &[]),
            (&[1, 2, 3, 5], &[], &[], &[5]),
            (&[1, 5], &[2, 4], &[], &[5]),
            (&[1, 2, 3], &[], &[(1, 110), (2, 60)], &[2]),
            (&[1, 2], &[], &[(1, 300), (0, 300), (9, 300)], &[2]),
        ];
        for (listed, linking, rows, expected) in cases {
            let linking: Vec<PageId> = ids(linking).into_iter().map(PageId::Briefing).collect();
            let rows = rows.iter().flat_map(|(index, count)| many(*index, *count));
            let pages = SubjectPages::new(&ids(listed), &linking, rows, 3);
            assert_eq!(pages.starts, ids(expected), "{listed:?}");
            assert_eq!(pages.briefings, listed.len() + linking.len(), "{listed:?}");
        }
    }

    proptest! {
        #[test]
        fn every_entry_is_on_one_page(
            listed in prop::collection::btree_set(0usize..200, 0..60),
            rows in prop::collection::vec(0usize..200, 0..400),
            per_page in 1usize..9,
        ) {
            let listed = ids(&listed.into_iter().collect::<Vec<_>>());
            let pages = SubjectPages::new(&listed, &[], rows.iter().map(|row| BriefingId::new(*row)), per_page);
            let parts = (1..=pages.count()).map(|number| pages.part(&listed, number, |id| *id));
            prop_assert!(parts.clone().all(|part| part.len() <= per_page));
            prop_assert_eq!(parts.flatten().copied().collect::<Vec<_>>(), listed);
        }
    }
}
