//! The planned files, kept between runs.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Outcome;
use crate::page::{Page, SearchFileCounts, SearchPlan, plan};
use crate::picture::PictureTable;
use crate::site::{IndexChange, Site};

/// The planned files with a look-up by path.
pub(super) struct PageTable {
    pub(super) pages: Vec<Page>,
    /// Indices of the pages, sorted by file; made for the first look-up.
    by_file: OnceLock<Vec<usize>>,
}

impl PageTable {
    /// Returns the file at a path under the output folder.
    pub(super) fn find(&self, file: &str) -> Option<&Page> {
        let name = |index: usize| self.pages[index].file.as_str();
        let by_file = self.by_file.get_or_init(|| {
            let mut indices: Vec<usize> = (0..self.pages.len()).collect();
            indices.sort_unstable_by(|one, other| name(*one).cmp(name(*other)));
            indices
        });
        let found = by_file.binary_search_by(|index| name(*index).cmp(file));
        found.ok().map(|position| &self.pages[by_file[position]])
    }
}

/// The last plan with what it depends on besides the front matter of content files.
#[derive(Default)]
pub(super) struct PlanMemo {
    last: Option<KnownPlan>,
}

/// A plan with what it depends on: theme files, the number of files of the search index, copies of pictures, and
/// card images.
struct KnownPlan {
    theme_files: Vec<String>,
    search: Option<SearchFileCounts>,
    pictures: PictureTable,
    cards: Vec<Page>,
    planned: Outcome<Arc<PageTable>>,
}

impl PlanMemo {
    /// Plans all files, or returns the last plan if it is the same. `theme_files` are paths under the output folder.
    pub(super) fn plan(
        &mut self,
        site: &Site,
        change: IndexChange,
        theme_files: &[String],
        pictures: &PictureTable,
        cards: Vec<Page>,
    ) -> Outcome<Arc<PageTable>> {
        // The number of the files of the search index is the only part of the plan that depends on bodies.
        let search = site.settings.outputs.search.then(|| SearchPlan::new(site).file_counts());
        let is_same = |last: &&KnownPlan| {
            change == IndexChange::OnlyBodies
                && last.theme_files == theme_files
                && last.search == search
                && last.pictures == *pictures
                && last.cards == cards
        };
        if let Some(last) = self.last.as_ref().filter(is_same) {
            return last.planned.clone();
        }
        let Outcome { value: pages, diagnostics } = plan(site, theme_files, pictures, &cards);
        let planned = Outcome::new(Arc::new(PageTable { pages, by_file: OnceLock::new() }), diagnostics);
        let (theme_files, pictures) = (theme_files.to_vec(), pictures.clone());
        self.last = Some(KnownPlan { theme_files, search, pictures, cards, planned: planned.clone() });
        planned
    }
}
