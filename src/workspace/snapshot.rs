//! One state of a site, which renders its files on demand.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::page::{Page, PageKind};
use crate::pipeline::PlannedSite;
use crate::site::{ProseFacts, Site};
use crate::world::World;

/// Number of briefings that a thread reads before it takes more.
const BRIEFINGS_PER_TASK: usize = 16;

/// An immutable state of a site. Threads share it.
pub struct Snapshot {
    planned: PlannedSite,
    root: PathBuf,
}

impl Snapshot {
    pub(super) fn new(planned: PlannedSite, root: PathBuf) -> Self {
        Self { planned, root }
    }

    /// Returns the site.
    pub fn site(&self) -> &Site {
        self.planned.site()
    }

    /// Reads the prose of briefings that no page has been asked for, in parallel, while `goes_on` is true. Returns the number of
    /// those that had not been read.
    pub fn read_prose(&self, goes_on: &(dyn Fn() -> bool + Sync)) -> usize {
        let briefings = self.site().briefings.iter();
        let unread: Vec<&ProseFacts> =
            briefings.map(|resolved| &resolved.found).filter(|found| !found.is_read()).collect();
        let tasks = unread.par_iter().with_max_len(BRIEFINGS_PER_TASK);
        tasks.filter(|_| goes_on()).for_each(|found| found.read());
        unread.len()
    }

    /// Iterates over the planned files that are part of the theme.
    pub fn theme_files(&self) -> impl Iterator<Item = &str> {
        let pages = self.planned.pages().iter();
        pages.filter(|page| matches!(page.kind, PageKind::ThemeFile(_))).map(|page| page.file.as_str())
    }

    /// Iterates over the planned files: paths under the output folder with `/` as separator, in no particular order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.planned.pages().iter().map(|page| page.file.as_str())
    }

    /// Returns the planned file at a path under the output folder.
    pub fn page(&self, file: &str) -> Option<&Page> {
        self.planned.page(file)
    }

    /// Returns the bytes that a build would write to a file; `None` if it is not planned. Fails if a template fails, or if a
    /// copied file cannot be read.
    pub fn render(&self, world: &dyn World, file: &str) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        let page = self.planned.page(file)?;
        Some(self.planned.bytes(page, world, &self.root))
    }
}
