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

use crate::briefing::{Piece, brief};
use crate::diagnostic::{
    ACTIVE_SVG, CANNOT_WRITE, Diagnostic, NO_CONTENT, NO_SETTINGS, Outcome, Place, sort,
};
use crate::document::{active_svg, parse};
use crate::export::Exports;
use crate::output::{Consent, Edition, Report, Stage, Target};
use crate::page::{Export, Page, PageKind, plan};
use crate::render::{Look, LookFile, MOST_PICTURE, Pictures, Show, Templates, each_failure_once};
use crate::settings::{self, Settings};
use crate::site::{Audience, Held, Indexed, Site, index, offers};
use crate::text::Source;
use crate::world::{Sources, World, read};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder that holds `site.toml`.
    pub root: PathBuf,
    /// The folder to write.
    pub output: PathBuf,
    /// The instant to build for; else that of `site.toml`, else the world's clock.
    pub as_of: Option<Timestamp>,
    /// Whether drafts are shown: then a preview is built, which has no files for machines.
    pub drafts: bool,
    /// What the user has agreed to.
    pub consent: Consent,
}

/// The folder, in that of the site, that is published unless stated.
pub const PUBLISHED: &str = "public";
/// The folder, in that of the site, for a preview with drafts unless stated.
pub const PREVIEW: &str = "preview";

/// What came of a build or a check.
#[derive(Debug, Default)]
pub struct Finished {
    /// What was found, sorted, with the severities of the site.
    pub diagnostics: Vec<Diagnostic>,
    /// The files read, for excerpts.
    pub sources: Vec<Source>,
    /// What is not public, by path.
    pub held: Vec<Held>,
    /// The instant the site is made for.
    pub as_of: Timestamp,
    /// Files planned.
    pub pages: usize,
    /// What was written; none after a check, or where an error stopped the build.
    pub report: Option<Report>,
}

impl Finished {
    /// Whether anything found stops a build.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// How many files a thread takes on at most before it looks whether another is idle: pages differ in size so much that
/// one thread would be left with the last quarter of them.
const AT_ONCE: usize = 16;

/// Told how many of how many pages are done; called from many threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Builds the site.
pub fn build(world: &dyn World, request: &Request, progress: Progress<'_>) -> Finished {
    let mut run = Run::default();
    if let Some(ready) = run.prepare(world, request) {
        if !run.finished.failed() {
            match ready.write(world, request, progress) {
                Ok(mut report) => {
                    run.note(std::mem::take(&mut report.notes));
                    run.finished.report = Some(report);
                }
                Err(notes) => run.note(notes),
            }
        }
        // To take a large site apart takes a while, and nobody needs to wait for it.
        rayon::spawn(|| drop(ready));
    }
    run.finish()
}

/// Does everything but writing, and offers what the prose tells and no list has.
pub fn check(world: &dyn World, request: &Request) -> Finished {
    let mut run = Run::default();
    if let Some(ready) = run.prepare(world, request) {
        run.note(ready.rehearse());
        run.note(offers(&ready.site));
    }
    run.finish()
}

/// The site as linked, for whoever wants its facts and not its pages.
pub fn site(world: &dyn World, request: &Request) -> (Option<Site>, Finished) {
    let mut run = Run::default();
    let ready = run.prepare(world, request);
    (ready.map(|ready| ready.site), run.finish())
}

/// One file by itself, outside any site, as it was read.
pub fn alone(read: Outcome<Option<Source>>) -> (Option<Piece>, Finished) {
    let mut run = Run::default();
    let source = run.take(read);
    run.finished.sources.extend(source.clone());
    let piece = source.and_then(|source| run.take(piece(source)));
    (piece, run.finish())
}

/// A site ready to be rendered.
struct Ready {
    site: Site,
    templates: Templates,
    look: Look,
    pictures: Pictures,
    pages: Vec<Page>,
}

impl Ready {
    /// Renders every page into the stage, then shows the stage.
    fn write(
        &self,
        world: &dyn World,
        request: &Request,
        progress: Progress<'_>,
    ) -> Result<Report, Vec<Diagnostic>> {
        let files: Vec<&str> = self.pages.iter().map(|page| page.file.as_str()).collect();
        let sources = ["content", "templates", "site.toml"].map(|part| request.root.join(part));
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let published = request.root.join(PUBLISHED);
        let target = Target {
            folder: &request.output,
            sources: &sources,
            root: &request.root,
            address: self.site.settings.base_url.as_deref(),
            edition: if request.drafts { Edition::Preview(&published) } else { Edition::Published },
            consent: request.consent,
        };
        // Folders are made while what many pages share is: neither has work for every thread at every moment.
        let (stage, show) = rayon::join(
            || Stage::open(world, &target, &files).map_err(|note| vec![note]),
            || Show::new(&self.site, &self.pictures),
        );
        let (stage, templates) = (stage?, self.templates.for_site(&show));
        let done = AtomicUsize::new(0);
        let writing = Writing { ready: self, root: &request.root, stage: &stage, show: &show, templates };
        let put = |exports: &Exports<'_>, page: &Page| -> Option<Diagnostic> {
            let note = writing.put(exports, page).err();
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, self.pages.len());
            note.map(|note| *note)
        };
        // What search files come from is large, and let go before anything else is made.
        let (search, others): (Vec<&Page>, Vec<&Page>) =
            self.pages.iter().partition(|page| matches!(page.kind, PageKind::Export(Export::Search(_))));
        let put_all = |pages: Vec<&Page>, exports: Exports<'_>| -> Vec<Diagnostic> {
            let pages = pages.par_iter().with_max_len(AT_ONCE);
            pages.filter_map(|page| put(&exports, page)).collect()
        };
        let mut notes = put_all(search, Exports::of_search(&show));
        notes.extend(put_all(others, Exports::new(&show)));
        if !notes.is_empty() {
            return Err(each_failure_once(once(notes)));
        }
        drop(writing);
        let (finished, ()) = rayon::join(|| stage.finish(), || drop(show));
        finished.map_err(|note| vec![note])
    }

    /// Renders every page and keeps none: what is found on the way.
    fn rehearse(&self) -> Vec<Diagnostic> {
        let show = Show::new(&self.site, &self.pictures);
        let templates = self.templates.for_site(&show);
        let render = |page: &Page| templates.render(show.page(page)?, page, &self.site).err();
        let failed = self.pages.par_iter().with_max_len(AT_ONCE).filter_map(render).map(|note| *note);
        each_failure_once(failed.collect())
    }
}

/// What pages are written with.
struct Writing<'a> {
    ready: &'a Ready,
    root: &'a Path,
    stage: &'a Stage<'a>,
    show: &'a Show<'a>,
    templates: Templates,
}

impl Writing<'_> {
    fn put(&self, exports: &Exports<'_>, page: &Page) -> Result<(), Box<Diagnostic>> {
        let (file, site) = (&page.file, &self.ready.site);
        let written = match page.kind {
            PageKind::Asset(at) => self.stage.copy(file, self.root, &site.assets[at]),
            PageKind::Look(at) => match self.ready.look.file(at) {
                Some(LookFile::BuiltIn(bytes)) => self.stage.put(file, bytes),
                Some(LookFile::Own(path)) => self.stage.copy(file, self.root, path),
                None => Ok(()),
            },
            PageKind::Export(export) => self.stage.put(file, &exports.bytes(export)),
            _ => match self.show.page(page) {
                Some(shown) => self.stage.put(file, &self.templates.render(shown, page, site)?),
                None => Ok(()),
            },
        };
        written.map_err(Box::new)
    }
}

/// What has been found so far.
#[derive(Default)]
struct Run {
    finished: Finished,
    settings: Option<Arc<Settings>>,
}

impl Run {
    /// Everything up to the planned pages. None where there are no settings to go by.
    fn prepare(&mut self, world: &dyn World, request: &Request) -> Option<Ready> {
        let sources = self.take(read(world, &request.root));
        if !sources.has_content && sources.settings.is_some() && request.consent != Consent::Removal {
            self.note(vec![no_content()]);
        }
        let settings = self.settings(sources.settings.as_ref(), request);
        let templates = self.take(Templates::load(&sources.templates));
        self.keep(&sources, &templates);
        let pieces = self.pieces(sources.content);
        let settings = settings?;
        let as_of = request.as_of.or(settings.as_of).unwrap_or_else(|| world.now());
        let audience = Audience { as_of, drafts: request.drafts, zone: settings.time_zone.clone() };
        let Indexed { site, held } = self.take(index(pieces, &sources.assets, settings, &audience));
        self.note(active(world, &request.root, &site));
        let look = Look::new(&sources.look, site.settings.outputs);
        let pages = self.take(plan(&site, look.files()));
        (self.finished.as_of, self.finished.held, self.finished.pages) = (as_of, held, pages.len());
        let pictures = pictures(world, &request.root, &site);
        Some(Ready { site, templates, look, pictures, pages })
    }

    fn settings(&mut self, source: Option<&Source>, request: &Request) -> Option<Arc<Settings>> {
        let mut settings = self.take(source.map_or_else(no_settings, settings::read));
        if let Some(settings) = settings.as_mut().filter(|_| request.drafts) {
            settings.outputs = settings.outputs.of_preview();
        }
        self.settings = settings.map(Arc::new);
        self.settings.clone()
    }

    fn pieces(&mut self, content: Vec<Source>) -> Vec<Piece> {
        let typed: Vec<Outcome<Option<Piece>>> =
            content.into_par_iter().with_max_len(AT_ONCE).map(piece).collect();
        typed.into_iter().filter_map(|outcome| self.take(outcome)).collect()
    }

    fn keep(&mut self, sources: &Sources, templates: &Templates) {
        let all = sources.settings.iter().chain(&sources.content).chain(templates.sources());
        self.finished.sources = all.cloned().collect();
    }

    fn take<T>(&mut self, outcome: Outcome<T>) -> T {
        self.note(outcome.diagnostics);
        outcome.value
    }

    /// Keeps what was found, as grave as the site says. Nothing found before its settings are read can be adjusted.
    fn note(&mut self, notes: Vec<Diagnostic>) {
        let settings = self.settings.as_deref();
        let weighed = notes.into_iter().filter_map(|note| match settings {
            Some(settings) => settings.weigh(note),
            None => Some(note),
        });
        self.finished.diagnostics.extend(weighed);
    }

    fn finish(mut self) -> Finished {
        sort(&mut self.finished.diagnostics);
        self.finished
    }
}

/// The sizes of the pictures a site shows. One that cannot be read is told of where it is copied.
fn pictures(world: &dyn World, root: &Path, site: &Site) -> Pictures {
    let measured = site.assets.par_iter().filter(|path| Pictures::can_measure(path));
    let read =
        measured.filter_map(|path| Some((&**path, world.read(&root.join(&**path), MOST_PICTURE).ok()?)));
    Pictures::new(read.collect::<Vec<_>>())
}

/// Every SVG file that is published and could run something. One that is too large to be read is refused as well.
fn active(world: &dyn World, root: &Path, site: &Site) -> Vec<Diagnostic> {
    let is_svg = |path: &str| {
        settings::ending(path)
            .is_some_and(|end| ["svg", "svgz"].iter().any(|svg| end.eq_ignore_ascii_case(svg)))
    };
    let drawn = site.assets.par_iter().filter(|path| is_svg(path) && site.settings.publishes(path));
    let fault = |path: &Arc<str>| {
        let why = match world.read(&root.join(&**path), MOST_PICTURE) {
            Ok(bytes) => active_svg(&bytes)?,
            Err(error) => format!("cannot be read: {error}"),
        };
        let note = Diagnostic::new(&ACTIVE_SVG, format!("this picture {why}")).at(Place::file(path.clone()));
        Some(note.mend("save it as plain SVG, without scripts and links, or as PNG"))
    };
    drawn.filter_map(fault).collect()
}

fn piece(source: Source) -> Outcome<Option<Piece>> {
    let Outcome { value: document, mut diagnostics } = parse(source);
    let typed = brief(document);
    diagnostics.extend(typed.diagnostics);
    Outcome::new(typed.value, diagnostics)
}

/// A full disk refuses every page alike: to say so once is enough.
fn once(mut notes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut refused = false;
    notes.retain(|note| *note.code != CANNOT_WRITE || !std::mem::replace(&mut refused, true));
    notes
}

/// A site without content would remove all pages that are shown.
fn no_content() -> Diagnostic {
    Diagnostic::new(&NO_CONTENT, "there is no folder `content` beside `site.toml`").mend(
        "name the site's folder with `--root`, or restore `content`;\n\
         where the site is to have no content, run `dateline build --allow-removal`",
    )
}

fn no_settings() -> Outcome<Option<Settings>> {
    let note = Diagnostic::new(&NO_SETTINGS, "there is no `site.toml` in this folder")
        .at(Place::file("site.toml"))
        .mend("run `dateline init .` to make a site here, or name the site's folder with `--root`");
    Outcome::new(None, vec![note])
}
