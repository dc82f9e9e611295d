//! A site whose files are planned: renders each of them on its own, in any order and from any thread.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::export::{Exporter, SharedExports};
use crate::page::{Export, Page, PageKind};
use crate::render::{ImageSizes, SharedViews, Templates, Theme, ThemeFile, ViewBuilder, each_failure_once};
use crate::site::Site;

use super::MAX_FILES_PER_TASK;
use super::page_table::PageTable;
use super::resized_picture::ResizedPicture;

/// A site with planned files. Each file depends on this value alone, except copies of source files.
pub struct PlannedSite {
    site: Site,
    templates: Templates,
    theme: Theme,
    image_sizes: Arc<ImageSizes>,
    table: Arc<PageTable>,
    shared_views: SharedViews,
    shared_exports: SharedExports,
    large_pictures: Mutex<()>,
}

/// The values that files are made from.
pub(super) struct PlannedParts {
    pub(super) site: Site,
    pub(super) templates: Arc<Templates>,
    pub(super) theme: Theme,
    pub(super) image_sizes: Arc<ImageSizes>,
    pub(super) table: Arc<PageTable>,
}

/// The content of a planned file.
#[derive(Debug, PartialEq, Eq)]
pub enum FileContent<'p> {
    /// Rendered bytes.
    Rendered(Vec<u8>),
    /// A file of the theme that is built into the program.
    BuiltIn(&'static [u8]),
    /// A copy of a source file, by its path relative to the site's folder.
    Copy(&'p str),
    /// A resized copy of a picture.
    Picture(ResizedPicture<'p>),
}

impl PlannedSite {
    pub(super) fn new(parts: PlannedParts) -> Self {
        let PlannedParts { site, templates, theme, image_sizes, table } = parts;
        let shared_views = SharedViews::new(&site);
        let templates = templates.for_site(&ViewBuilder::new(&site, &image_sizes, &shared_views));
        let (shared_exports, large_pictures) = Default::default();
        Self { site, templates, theme, image_sizes, table, shared_views, shared_exports, large_pictures }
    }

    /// Returns the site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns the planned files, in no particular order.
    pub fn pages(&self) -> &[Page] {
        &self.table.pages
    }

    /// Returns the planned file at a path under the output folder.
    pub fn page(&self, file: &str) -> Option<&Page> {
        self.table.find(file)
    }

    /// Returns the site alone.
    pub(super) fn into_site(self) -> Site {
        self.site
    }

    /// Returns the content of a file. `page` is one of [`pages`](Self::pages). Fails if a template fails.
    pub fn content(&self, page: &Page) -> Result<FileContent<'_>, Box<Diagnostic>> {
        Ok(match page.kind {
            PageKind::Asset(index) => FileContent::Copy(&self.site.assets[index]),
            PageKind::Picture(index, copy) => {
                match ResizedPicture::new(&self.image_sizes.pictures, index, copy) {
                    Some(picture) => FileContent::Picture(picture.one_at_a_time(&self.large_pictures)),
                    None => FileContent::BuiltIn(&[]),
                }
            }
            PageKind::ThemeFile(index) => match self.theme.file(index) {
                Some(ThemeFile::BuiltIn(bytes)) => FileContent::BuiltIn(bytes),
                Some(ThemeFile::Site(path)) => FileContent::Copy(path),
                None => FileContent::BuiltIn(&[]),
            },
            PageKind::Export(export) => {
                FileContent::Rendered(Exporter::new(&self.views(), &self.shared_exports).bytes(export))
            }
            _ => FileContent::Rendered(self.render_page(page).unwrap_or_else(|| Ok(Vec::new()))?),
        })
    }

    /// Renders a page with its template; `None` for files that no template renders.
    fn render_page(&self, page: &Page) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        Some(self.templates.render(self.views().page_context(page)?, page, &self.site))
    }

    /// Renders all pages, and returns the diagnostics.
    pub(super) fn dry_run(&self) -> Vec<Diagnostic> {
        let render = |page: &Page| self.render_page(page)?.err();
        let pages = self.table.pages.par_iter().with_max_len(MAX_FILES_PER_TASK);
        each_failure_once(pages.filter_map(render).map(|diagnostic| *diagnostic).collect())
    }

    /// Calls `write` for every page, in parallel, and collects the errors. The search index comes first: its data are large and
    /// are freed before the rest.
    pub(super) fn for_each_page(
        &self,
        write: impl Fn(&Page) -> Option<Diagnostic> + Sync,
    ) -> Vec<Diagnostic> {
        let (search, others): (Vec<&Page>, Vec<&Page>) = self
            .table
            .pages
            .iter()
            .partition(|page| matches!(page.kind, PageKind::Export(Export::Search(_))));
        let write_all = |pages: Vec<&Page>| -> Vec<Diagnostic> {
            let pages = pages.par_iter().with_max_len(MAX_FILES_PER_TASK);
            pages.filter_map(|page| write(page)).collect()
        };
        Exporter::new(&self.views(), &self.shared_exports).make_search();
        let mut errors = write_all(search);
        self.shared_exports.free_search();
        errors.extend(write_all(others));
        errors
    }

    fn views(&self) -> ViewBuilder<'_> {
        ViewBuilder::new(&self.site, &self.image_sizes, &self.shared_views)
    }
}
