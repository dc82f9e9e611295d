//! A site whose files are planned: renders each of them on its own, in any order and from any thread.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, SourceLocation, UNREADABLE};
use crate::export::{Exporter, SharedExports};
use crate::page::{Export, Page, PageKind, SearchFile};
use crate::picture::CardImage;
use crate::render::view::View;
use crate::render::{
    ImageSizes, SharedViews, TemplateHash, Templates, Theme, ThemeFile, ViewBuilder, each_failure_once,
};
use crate::site::{BriefingId, FileReads, ListKind, Site, SiteRead};
use crate::world::{World, read_asset};

use super::MAX_FILES_PER_TASK;
use super::cards::draw;
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
    /// A card image, which is not drawn yet.
    Card(CardImage<'p>),
}

impl PlannedSite {
    pub(super) fn new(parts: PlannedParts) -> Self {
        let PlannedParts { site, templates, theme, image_sizes, table } = parts;
        // Shared views keep what was read to make them, so views that are made without a record are not shared.
        let templates = templates.for_site(&ViewBuilder::new(&site, &image_sizes, &SharedViews::new(&site)));
        let shared_views = SharedViews::new(&site);
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
        self.make(page, &self.views())
    }

    /// As [`content`](Self::content), with all that the file read from the site.
    pub(super) fn recorded_content(
        &self,
        page: &Page,
    ) -> (Result<FileContent<'_>, Box<Diagnostic>>, FileReads) {
        let (site, record) = self.site.recorded();
        let views = ViewBuilder::new(&site, &self.image_sizes, &self.shared_views);
        let content = self.make(page, &views);
        match page.kind {
            // The numbers of pages depend on the lengths of all lists.
            PageKind::Export(Export::Search(SearchFile::Entries(_))) => {
                ListKind::ALL.into_iter().for_each(|kind| record.add(SiteRead::Length(kind)));
            }
            // The rest of the search index is made once, from the whole site.
            PageKind::Export(Export::Search(_)) => record.add(SiteRead::All),
            _ => {}
        }
        (content, record.take())
    }

    fn make(&self, page: &Page, views: &ViewBuilder<'_>) -> Result<FileContent<'_>, Box<Diagnostic>> {
        Ok(match page.kind {
            PageKind::Asset(index) => FileContent::Copy(&self.site.assets[index]),
            PageKind::Picture(index, copy) => {
                match ResizedPicture::new(&self.image_sizes.pictures, index, copy) {
                    Some(picture) => FileContent::Picture(picture.one_at_a_time(&self.large_pictures)),
                    None => FileContent::BuiltIn(&[]),
                }
            }
            PageKind::Card(id) => match self.card_image(views, id) {
                Some(card) => FileContent::Card(card),
                None => FileContent::BuiltIn(&[]),
            },
            PageKind::ThemeFile(index) => match self.theme.file(index) {
                Some(ThemeFile::BuiltIn(bytes)) => FileContent::BuiltIn(bytes),
                Some(ThemeFile::Site(path)) => FileContent::Copy(path),
                None => FileContent::BuiltIn(&[]),
            },
            PageKind::Export(export) => {
                FileContent::Rendered(Exporter::new(views, &self.shared_exports).bytes(export))
            }
            _ => FileContent::Rendered(self.render_page(page, views)?),
        })
    }

    /// Returns the card image of a briefing. What it shows is read by `views`.
    fn card_image(&self, views: &ViewBuilder<'_>, id: BriefingId) -> Option<CardImage<'_>> {
        let fonts = self.image_sizes.card_fonts.as_ref()?;
        views.card_image(id).map(|card| CardImage { fonts, ..card })
    }

    /// Renders a page with its template. Files without a template are empty.
    fn render_page(&self, page: &Page, views: &ViewBuilder<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let context = views.page_context(page);
        context.map_or_else(|| Ok(Vec::new()), |context| self.templates.render(context, page, views.site()))
    }

    /// Returns the bytes that a build writes to a file. `root` is the site's folder. Fails if a template fails, or if a copied file
    /// cannot be read.
    pub fn bytes(&self, page: &Page, world: &dyn World, root: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self.content(page)? {
            FileContent::Rendered(bytes) => Ok(bytes),
            FileContent::BuiltIn(bytes) => Ok(bytes.to_vec()),
            FileContent::Copy(path) => read_asset(world, root, path).map_err(|error| {
                let message = format!("`{path}` cannot be read: {error}");
                Box::new(Diagnostic::new(&UNREADABLE, message).at(SourceLocation::file(path)))
            }),
            FileContent::Picture(picture) => picture.make(world, root),
            FileContent::Card(card) => draw(&card),
        }
    }

    /// Returns the hash of the template of a file and all that it may use; `None` for files without a template.
    pub(super) fn template_hash(&self, page: &Page) -> Option<TemplateHash> {
        self.templates.hash_of(page.kind.template()?)
    }

    /// Returns the paths of the template of a file and of all that it may use.
    pub(super) fn templates_of(&self, page: &Page) -> &[Arc<str>] {
        page.kind.template().map_or(&[], |template| self.templates.used_by(template))
    }

    /// Renders all pages, and returns the diagnostics.
    pub(super) fn dry_run(&self) -> Vec<Diagnostic> {
        self.views().share_dates();
        let render = |page: &Page| {
            self.render_page(page, &self.views())
                .err()
                .filter(|failure| !self.templates.has_reported(failure))
        };
        let pages = self.table.pages.par_iter().with_max_len(MAX_FILES_PER_TASK);
        each_failure_once(pages.filter_map(render).map(|diagnostic| *diagnostic).collect())
    }

    /// Calls `write` for every page, in parallel, and collects the errors. The search index comes first: its data are large and
    /// are freed before the rest. `make_search` makes it, unless all of its files are known, and `store_search` takes what it
    /// returns while the files of the index are written.
    pub(super) fn for_each_page<T: Send>(
        &self,
        is_known: impl Fn(&Page) -> bool + Sync,
        (make_search, store_search): (impl FnOnce(&Exporter<'_>) -> T, impl FnOnce(T) + Send),
        write: impl Fn(&Page) -> Option<Diagnostic> + Sync,
    ) -> Vec<Diagnostic> {
        let (search, others): (Vec<&Page>, Vec<&Page>) =
            self.table.pages.iter().partition(|page| is_search_data(page));
        // Files that are made from the whole site take long, and would follow each other in one task.
        let (large, others): (Vec<&Page>, Vec<&Page>) =
            others.into_iter().partition(|page| is_of_whole_site(page));
        let write_all = |pages: Vec<&Page>, at_once: usize| -> Vec<Diagnostic> {
            let pages = pages.par_iter().with_max_len(at_once);
            pages.filter_map(|page| write(page)).collect()
        };
        let must_make = !search.iter().all(|page| is_known(page));
        let made = must_make.then(|| make_search(&Exporter::new(&self.views(), &self.shared_exports)));
        let store = || {
            if let Some(made) = made {
                store_search(made);
            }
        };
        let (mut errors, ()) = rayon::join(|| write_all(search, MAX_FILES_PER_TASK), store);
        self.shared_exports.free_search();
        self.views().share_dates();
        let (of_large, of_others) =
            rayon::join(|| write_all(large, 1), || write_all(others, MAX_FILES_PER_TASK));
        errors.extend(of_large.into_iter().chain(of_others));
        errors
    }

    /// Returns the sizes of all images.
    pub(super) fn image_sizes(&self) -> &ImageSizes {
        &self.image_sizes
    }

    /// Returns the value that all templates see, as text.
    pub(super) fn site_value(&self) -> String {
        let views = SharedViews::new(&self.site);
        let value = ViewBuilder::new(&self.site, &self.image_sizes, &views).site_view().value();
        serde_json::to_string(&value).unwrap_or_else(|_| format!("{value:?}"))
    }

    fn views(&self) -> ViewBuilder<'_> {
        ViewBuilder::new(&self.site, &self.image_sizes, &self.shared_views)
    }
}

/// Returns whether a file is made from the whole site.
fn is_of_whole_site(page: &Page) -> bool {
    matches!(page.kind, PageKind::Export(Export::Data(_) | Export::Sitemap(_)))
}

/// Returns whether a file is a part of the search index.
pub(super) fn is_search_data(page: &Page) -> bool {
    matches!(page.kind, PageKind::Export(Export::Search(_)))
}
