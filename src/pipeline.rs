//! The whole program on one page.
//!
//! ```text
//! World -read-> Source -parse-> Document -brief-> Briefing -index-> Site -plan-> Page -render-> Output -commit-> disk
//! ```
//!
//! Only the first and the last arrow touch the machine. The five between are pure: a value and what was found. Reading,
//! parsing, typing and rendering run one file each, side by side; `index` and `plan` see everything and stay cheap.
//! An error anywhere stops the build before anything of the last good output is touched, and after everything else
//! that can be found has been found.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::briefing::{ContentItem, read_content_item as type_document};
use crate::diagnostic::{
    ACTIVE_SVG, CANNOT_WRITE, Diagnostic, NO_CONTENT, NO_SETTINGS, Outcome, SourceLocation, sort,
};
use crate::document::{active_svg, parse_document};
use crate::export::Exporter;
use crate::output::{Consent, Edition, OutputReport, Stage, Target};
use crate::page::{Export, Page, PageKind, plan};
use crate::render::{
    ImageSizes, MAX_IMAGE_BYTES, Templates, Theme, ThemeFile, ViewBuilder, each_failure_once,
};
use crate::settings::{self, Settings};
use crate::site::{IndexedSite, PublishFilter, Site, Unpublished, index, proposals};
use crate::text::Source;
use crate::world::{SiteSources, World, read_site};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The folder that holds `site.toml`.
    pub root: PathBuf,
    /// The folder to write.
    pub output: PathBuf,
    /// The instant to build for; else that of `site.toml`, else the world's clock.
    pub as_of: Option<Timestamp>,
    /// Whether drafts are shown: then a preview is built, which has no files for machines.
    pub include_drafts: bool,
    /// What the user has agreed to.
    pub consent: Consent,
}

/// The folder, in that of the site, that is published unless stated.
pub const PUBLISHED: &str = "public";
/// The folder, in that of the site, for a preview with drafts unless stated.
pub const PREVIEW: &str = "preview";

/// What came of a build or a check.
#[derive(Debug, Default)]
pub struct BuildResult {
    /// What was found, sorted, with the severities of the site.
    pub diagnostics: Vec<Diagnostic>,
    /// The files read, for excerpts.
    pub sources: Vec<Source>,
    /// What is not public, by path.
    pub unpublished: Vec<Unpublished>,
    /// The instant the site is made for.
    pub as_of: Timestamp,
    /// Files planned.
    pub page_count: usize,
    /// What was written; none after a check, or where an error stopped the build.
    pub report: Option<OutputReport>,
}

impl BuildResult {
    /// Whether anything found stops a build.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// How many files a thread takes on at most before it looks whether another is idle: pages differ in size so much that
/// one thread would be left with the last quarter of them.
const MAX_FILES_PER_TASK: usize = 16;

/// Told how many of how many pages are done; called from many threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Builds the site.
pub fn build(world: &dyn World, request: &BuildRequest, progress: Progress<'_>) -> BuildResult {
    let mut run = BuildState::default();
    if let Some(ready) = run.prepare(world, request) {
        if !run.result.failed() {
            match ready.write(world, request, progress) {
                Ok(mut report) => {
                    run.add_diagnostics(std::mem::take(&mut report.notes));
                    run.result.report = Some(report);
                }
                Err(notes) => run.add_diagnostics(notes),
            }
        }
        // To take a large site apart takes a while, and nobody needs to wait for it.
        rayon::spawn(|| drop(ready));
    }
    run.into_result()
}

/// Does everything but writing, and offers what the prose tells and no list has.
pub fn check(world: &dyn World, request: &BuildRequest) -> BuildResult {
    let mut run = BuildState::default();
    if let Some(ready) = run.prepare(world, request) {
        run.add_diagnostics(ready.dry_run());
        run.add_diagnostics(proposals(&ready.site));
    }
    run.into_result()
}

/// The site as linked, for whoever wants its facts and not its pages.
pub fn index_site(world: &dyn World, request: &BuildRequest) -> (Option<Site>, BuildResult) {
    let mut run = BuildState::default();
    let ready = run.prepare(world, request);
    (ready.map(|ready| ready.site), run.into_result())
}

/// One file by itself, outside any site, as it was read.
pub fn read_single_file(read: Outcome<Option<Source>>) -> (Option<ContentItem>, BuildResult) {
    let mut run = BuildState::default();
    let source = run.take_value(read);
    run.result.sources.extend(source.clone());
    let piece = source.and_then(|source| run.take_value(read_content_item(source)));
    (piece, run.into_result())
}

/// A site ready to be rendered.
struct PlannedSite {
    site: Site,
    templates: Templates,
    theme: Theme,
    image_sizes: ImageSizes,
    pages: Vec<Page>,
}

impl PlannedSite {
    /// Renders every page into the stage, then shows the stage.
    fn write(
        &self,
        world: &dyn World,
        request: &BuildRequest,
        progress: Progress<'_>,
    ) -> Result<OutputReport, Vec<Diagnostic>> {
        let files: Vec<&str> = self.pages.iter().map(|page| page.file.as_str()).collect();
        let sources = ["content", "templates", "site.toml"].map(|part| request.root.join(part));
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let published = request.root.join(PUBLISHED);
        let target = Target {
            folder: &request.output,
            sources: &sources,
            root: &request.root,
            address: self.site.settings.base_url.as_deref(),
            edition: if request.include_drafts { Edition::Preview(&published) } else { Edition::Published },
            consent: request.consent,
        };
        // Folders are made while what many pages share is: neither has work for every thread at every moment.
        let (stage, show) = rayon::join(
            || Stage::open(world, &target, &files).map_err(|note| vec![note]),
            || ViewBuilder::new(&self.site, &self.image_sizes),
        );
        let (stage, templates) = (stage?, self.templates.for_site(&show));
        let done = AtomicUsize::new(0);
        let writing =
            PageWriter { planned: self, root: &request.root, stage: &stage, views: &show, templates };
        let put = |exports: &Exporter<'_>, page: &Page| -> Option<Diagnostic> {
            let note = writing.write_page(exports, page).err();
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, self.pages.len());
            note.map(|note| *note)
        };
        // What search files come from is large, and let go before anything else is made.
        let (search, others): (Vec<&Page>, Vec<&Page>) =
            self.pages.iter().partition(|page| matches!(page.kind, PageKind::Export(Export::Search(_))));
        let put_all = |pages: Vec<&Page>, exports: Exporter<'_>| -> Vec<Diagnostic> {
            let pages = pages.par_iter().with_max_len(MAX_FILES_PER_TASK);
            pages.filter_map(|page| put(&exports, page)).collect()
        };
        let mut notes = put_all(search, Exporter::for_search(&show));
        notes.extend(put_all(others, Exporter::new(&show)));
        if !notes.is_empty() {
            return Err(each_failure_once(keep_first_write_error(notes)));
        }
        drop(writing);
        let (finished, ()) = rayon::join(|| stage.commit(), || drop(show));
        finished.map_err(|note| vec![note])
    }

    /// Renders every page and keeps none: what is found on the way.
    fn dry_run(&self) -> Vec<Diagnostic> {
        let show = ViewBuilder::new(&self.site, &self.image_sizes);
        let templates = self.templates.for_site(&show);
        let render = |page: &Page| templates.render(show.page_context(page)?, page, &self.site).err();
        let failed =
            self.pages.par_iter().with_max_len(MAX_FILES_PER_TASK).filter_map(render).map(|note| *note);
        each_failure_once(failed.collect())
    }
}

/// What pages are written with.
struct PageWriter<'a> {
    planned: &'a PlannedSite,
    root: &'a Path,
    stage: &'a Stage<'a>,
    views: &'a ViewBuilder<'a>,
    templates: Templates,
}

impl PageWriter<'_> {
    fn write_page(&self, exports: &Exporter<'_>, page: &Page) -> Result<(), Box<Diagnostic>> {
        let (file, site) = (&page.file, &self.planned.site);
        let written = match page.kind {
            PageKind::Asset(at) => self.stage.copy(file, self.root, &site.assets[at]),
            PageKind::ThemeFile(at) => match self.planned.theme.file(at) {
                Some(ThemeFile::BuiltIn(bytes)) => self.stage.write(file, bytes),
                Some(ThemeFile::Site(path)) => self.stage.copy(file, self.root, path),
                None => Ok(()),
            },
            PageKind::Export(export) => self.stage.write(file, &exports.bytes(export)),
            _ => match self.views.page_context(page) {
                Some(shown) => self.stage.write(file, &self.templates.render(shown, page, site)?),
                None => Ok(()),
            },
        };
        written.map_err(Box::new)
    }
}

/// What has been found so far.
#[derive(Default)]
struct BuildState {
    result: BuildResult,
    settings: Option<Arc<Settings>>,
}

impl BuildState {
    /// Everything up to the planned pages. None where there are no settings to go by.
    fn prepare(&mut self, world: &dyn World, request: &BuildRequest) -> Option<PlannedSite> {
        let sources = self.take_value(read_site(world, &request.root));
        if !sources.has_content && sources.settings.is_some() && request.consent != Consent::Removal {
            self.add_diagnostics(vec![no_content()]);
        }
        let settings = self.read_settings(sources.settings.as_ref(), request);
        let templates = self.take_value(Templates::load(&sources.templates));
        self.keep_sources(&sources, &templates);
        let pieces = self.read_content(sources.content);
        let settings = settings?;
        let as_of = request.as_of.or(settings.as_of).unwrap_or_else(|| world.now());
        let audience =
            PublishFilter { as_of, include_drafts: request.include_drafts, zone: settings.time_zone.clone() };
        let IndexedSite { site, unpublished: held } =
            self.take_value(index(pieces, &sources.assets, settings, &audience));
        self.add_diagnostics(active(world, &request.root, &site));
        let look = Theme::new(&sources.theme_files, site.settings.outputs);
        let pages = self.take_value(plan(&site, look.files()));
        (self.result.as_of, self.result.unpublished, self.result.page_count) = (as_of, held, pages.len());
        let pictures = measure_images(world, &request.root, &site);
        Some(PlannedSite { site, templates, theme: look, image_sizes: pictures, pages })
    }

    fn read_settings(&mut self, source: Option<&Source>, request: &BuildRequest) -> Option<Arc<Settings>> {
        let mut settings = self.take_value(source.map_or_else(missing_settings, settings::read_settings));
        if let Some(settings) = settings.as_mut().filter(|_| request.include_drafts) {
            settings.outputs = settings.outputs.of_preview();
        }
        self.settings = settings.map(Arc::new);
        self.settings.clone()
    }

    fn read_content(&mut self, content: Vec<Source>) -> Vec<ContentItem> {
        let typed: Vec<Outcome<Option<ContentItem>>> =
            content.into_par_iter().with_max_len(MAX_FILES_PER_TASK).map(read_content_item).collect();
        typed.into_iter().filter_map(|outcome| self.take_value(outcome)).collect()
    }

    fn keep_sources(&mut self, sources: &SiteSources, templates: &Templates) {
        let all = sources.settings.iter().chain(&sources.content).chain(templates.sources());
        self.result.sources = all.cloned().collect();
    }

    fn take_value<T>(&mut self, outcome: Outcome<T>) -> T {
        self.add_diagnostics(outcome.diagnostics);
        outcome.value
    }

    /// Keeps what was found, as grave as the site says. Nothing found before its settings are read can be adjusted.
    fn add_diagnostics(&mut self, notes: Vec<Diagnostic>) {
        let settings = self.settings.as_deref();
        let weighed = notes.into_iter().filter_map(|note| match settings {
            Some(settings) => settings.apply_severity(note),
            None => Some(note),
        });
        self.result.diagnostics.extend(weighed);
    }

    fn into_result(mut self) -> BuildResult {
        sort(&mut self.result.diagnostics);
        self.result
    }
}

/// The sizes of the pictures a site shows. One that cannot be read is told of where it is copied.
fn measure_images(world: &dyn World, root: &Path, site: &Site) -> ImageSizes {
    let measured = site.assets.par_iter().filter(|path| ImageSizes::can_measure(path));
    let read =
        measured.filter_map(|path| Some((&**path, world.read(&root.join(&**path), MAX_IMAGE_BYTES).ok()?)));
    ImageSizes::new(read.collect::<Vec<_>>())
}

/// Every SVG file that is published and could run something. One that is too large to be read is refused as well.
fn active(world: &dyn World, root: &Path, site: &Site) -> Vec<Diagnostic> {
    let is_svg = |path: &str| {
        settings::ending(path)
            .is_some_and(|end| ["svg", "svgz"].iter().any(|svg| end.eq_ignore_ascii_case(svg)))
    };
    let drawn = site.assets.par_iter().filter(|path| is_svg(path) && site.settings.publishes(path));
    let fault = |path: &Arc<str>| {
        let why = match world.read(&root.join(&**path), MAX_IMAGE_BYTES) {
            Ok(bytes) => active_svg(&bytes)?,
            Err(error) => format!("cannot be read: {error}"),
        };
        let note = Diagnostic::new(&ACTIVE_SVG, format!("this picture {why}"))
            .at(SourceLocation::file(path.clone()));
        Some(note.help("save it as plain SVG, without scripts and links, or as PNG"))
    };
    drawn.filter_map(fault).collect()
}

fn read_content_item(source: Source) -> Outcome<Option<ContentItem>> {
    let Outcome { value: document, mut diagnostics } = parse_document(source);
    let typed = type_document(document);
    diagnostics.extend(typed.diagnostics);
    Outcome::new(typed.value, diagnostics)
}

/// A full disk refuses every page alike: to say so once is enough.
fn keep_first_write_error(mut notes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut refused = false;
    notes.retain(|note| *note.code != CANNOT_WRITE || !std::mem::replace(&mut refused, true));
    notes
}

/// A site without content would remove all pages that are shown.
fn no_content() -> Diagnostic {
    Diagnostic::new(&NO_CONTENT, "there is no folder `content` beside `site.toml`").help(
        "name the site's folder with `--root`, or restore `content`;\n\
         where the site is to have no content, run `dateline build --allow-removal`",
    )
}

fn missing_settings() -> Outcome<Option<Settings>> {
    let note = Diagnostic::new(&NO_SETTINGS, "there is no `site.toml` in this folder")
        .at(SourceLocation::file("site.toml"))
        .help("run `dateline init .` to make a site here, or name the site's folder with `--root`");
    Outcome::new(None, vec![note])
}
