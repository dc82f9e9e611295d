//! The terms of a site, kept for the next index: only pages that read something else are indexed again.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::page::SearchPlan;
use crate::site::{AnswerHash, FileReads, PageId, Site, SiteAnswers};

use super::terms::{IndexedPages, Term, index_pages, replace_pages};

/// If more than one in this many pages have changed, all are indexed.
const MAX_CHANGED_SHARE: usize = 4;

/// The terms of all pages, with what each page read of the site.
#[derive(Serialize, Deserialize)]
pub struct StoredTerms {
    /// In the order of their numbers.
    pages: Vec<StoredPage>,
    pub(super) terms: Vec<Term>,
}

#[derive(Serialize, Deserialize)]
struct StoredPage {
    page: PageId,
    reads: FileReads,
    /// The hash of the answers to all that it read.
    answers: AnswerHash,
}

impl StoredTerms {
    /// Indexes all pages.
    fn new(site: &Site, plan: &SearchPlan, answers: &SiteAnswers<'_>) -> Self {
        let IndexedPages { terms, reads } = index_pages(site, plan, &all_numbers(plan));
        let pages = plan.pages.par_iter().zip(reads);
        Self { pages: pages.map(|(page, reads)| StoredPage::new(*page, reads, answers)).collect(), terms }
    }

    /// Returns the terms of a site whose settings and labels are those of `last`. `answers` are those of the site.
    pub(super) fn after(
        last: Option<Self>,
        site: &Site,
        plan: &SearchPlan,
        answers: &SiteAnswers<'_>,
    ) -> Self {
        let Some(last) = last.filter(|last| last.pages.iter().map(|known| &known.page).eq(&plan.pages))
        else {
            return Self::new(site, plan, answers);
        };
        let changed = last.changed(site, answers);
        if changed.len() * MAX_CHANGED_SHARE > plan.pages.len() {
            return Self::new(site, plan, answers);
        }
        let Self { mut pages, terms } = last;
        let IndexedPages { terms: new, reads } = index_pages(site, plan, &changed);
        for (number, reads) in changed.iter().zip(reads) {
            let number = *number as usize;
            pages[number] = StoredPage::new(plan.pages[number], reads, answers);
        }
        Self { pages, terms: replace_pages(terms, &changed, new) }
    }

    /// Returns the numbers of the pages that read something else now, sorted.
    fn changed(&self, site: &Site, answers: &SiteAnswers<'_>) -> Vec<u32> {
        let is_same = |known: &StoredPage| {
            known.reads.validity.contains(site.as_of.instant()) && answers.of(&known.reads) == known.answers
        };
        let pages = self.pages.par_iter().enumerate().filter(|(_, known)| !is_same(known));
        pages.map(|(number, _)| number as u32).collect()
    }
}

impl StoredPage {
    fn new(page: PageId, reads: FileReads, answers: &SiteAnswers<'_>) -> Self {
        Self { page, answers: answers.of(&reads), reads }
    }
}

/// Returns the numbers of all pages.
pub(super) fn all_numbers(plan: &SearchPlan) -> Vec<u32> {
    (0..plan.pages.len() as u32).collect()
}
