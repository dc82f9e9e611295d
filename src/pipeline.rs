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

use jiff::Timestamp;
use rayon::prelude::*;

use crate::briefing::{Piece, brief};
use crate::diagnostic::{Diagnostic, NO_SETTINGS, Outcome, Place};
use crate::document::parse;
use crate::output::{Report, Stage};
use crate::page::{Page, PageKind, plan};
use crate::render::{Look, Show, Templates};
use crate::settings::{self, Settings};
use crate::site::{Audience, Held, Indexed, Site, index};
use crate::text::Source;
use crate::world::{World, read_source};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder that holds `site.toml`.
    pub root: PathBuf,
    /// The folder to write.
    pub output: PathBuf,
    /// The instant to build for; else that of `site.toml`, else the world's clock.
    pub as_of: Option<Timestamp>,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// What came of a build or a check.
#[derive(Debug, Default)]
pub struct Finished {
    /// What was found, sorted, with the severities of the site.
    pub diagnostics: Vec<Diagnostic>,
    /// The files read, for excerpts.
    pub sources: Vec<Source>,
    /// What is not public, by path.
    pub held: Vec<Held>,
    /// Files planned.
    pub pages: usize,
    /// What was written; none after a check, or where an error stopped the build.
    pub report: Option<Report>,
}

/// Everything read from a site's folder.
struct Sources {
    settings: Option<Source>,
    content: Vec<Source>,
    templates: Vec<Source>,
    look: Vec<String>,
    assets: Vec<Arc<str>>,
}

/// A site ready to be rendered.
struct Ready {
    site: Site,
    templates: Templates,
    look: Look,
    pages: Vec<Page>,
}

/// Builds the site.
pub fn build(world: &dyn World, request: &Request, progress: &(dyn Fn(usize, usize) + Sync)) -> Finished {
    let mut run = Run::default();
    let ready = run.prepare(world, request);
    if let Some(ready) = ready.filter(|_| !run.failed()) {
        match write(world, request, &ready, progress) {
            Ok(report) => run.finished.report = Some(report),
            Err(notes) => run.note(notes),
        }
    }
    run.finish()
}

/// Does everything but writing.
pub fn check(world: &dyn World, request: &Request) -> Finished {
    let mut run = Run::default();
    if let Some(ready) = run.prepare(world, request) {
        let show = Show::new(&ready.site);
        let templates = ready.templates.for_site(&show);
        let render = |page: &Page| show.page(page).and_then(|shown| templates.render(&shown, page, &ready.site).err());
        run.note(ready.pages.par_iter().filter_map(render).map(|note| *note).collect());
    }
    run.finish()
}

/// The site as linked, for whoever wants its facts and not its pages.
pub fn site(world: &dyn World, request: &Request) -> (Option<Site>, Finished) {
    let mut run = Run::default();
    let ready = run.prepare(world, request);
    (ready.map(|ready| ready.site), run.finish())
}

/// What has been found so far.
#[derive(Default)]
struct Run {
    finished: Finished,
    settings: Option<Arc<Settings>>,
}

impl Run {
    fn prepare(&mut self, world: &dyn World, request: &Request) -> Option<Ready> {
        let sources = self.take(read(world, &request.root));
        self.keep(&sources);
        let settings = self.settings(sources.settings.as_ref())?;
        let templates = self.take(Templates::load(&sources.templates));
        let look = Look::new(&sources.look);
        let pieces = self.pieces(sources.content);
        let audience = Audience {
            as_of: request.as_of.or(settings.as_of).unwrap_or_else(|| world.now()),
            drafts: request.drafts,
            zone: settings.time_zone.clone(),
        };
        let Indexed { site, held } = self.take(index(pieces, &sources.assets, settings, &audience));
        self.finished.held = held;
        let pages = self.take(plan(&site, look.files()));
        self.finished.pages = pages.len();
        Some(Ready { site, templates, look, pages })
    }

    fn settings(&mut self, source: Option<&Source>) -> Option<Arc<Settings>> {
        let settings = match source {
            Some(source) => self.take(settings::read(source)),
            None => self.take(Outcome::new(None, vec![no_settings()])),
        };
        self.settings = settings.map(Arc::new);
        self.settings.clone()
    }

    fn pieces(&mut self, content: Vec<Source>) -> Vec<Piece> {
        let typed: Vec<Outcome<Option<Piece>>> = content.into_par_iter().map(piece).collect();
        typed.into_iter().filter_map(|outcome| self.take(outcome)).collect()
    }

    fn keep(&mut self, sources: &Sources) {
        let all = sources.settings.iter().chain(&sources.content).chain(&sources.templates);
        self.finished.sources = all.cloned().collect();
    }

    fn take<T>(&mut self, outcome: Outcome<T>) -> T {
        outcome.collect(&mut self.finished.diagnostics)
    }

    fn note(&mut self, notes: Vec<Diagnostic>) {
        self.finished.diagnostics.extend(notes);
    }

    fn failed(&self) -> bool {
        self.finished.diagnostics.iter().any(Diagnostic::is_error) || {
            let settings = self.settings.as_deref();
            let weighed = self.finished.diagnostics.iter().filter_map(|note| settings?.weigh(note.clone()));
            weighed.into_iter().any(|note| note.is_error())
        }
    }

    fn finish(mut self) -> Finished {
        let notes = std::mem::take(&mut self.finished.diagnostics);
        let settings = self.settings.as_deref();
        let weighed = notes.into_iter().filter_map(|note| match settings {
            Some(settings) => settings.weigh(note),
            None => Some(note),
        });
        self.finished.diagnostics = weighed.collect();
        crate::diagnostic::sort(&mut self.finished.diagnostics);
        self.finished
    }
}

fn piece(source: Source) -> Outcome<Option<Piece>> {
    let Outcome { value: document, mut diagnostics } = parse(source);
    let typed = brief(document);
    diagnostics.extend(typed.diagnostics);
    Outcome::new(typed.value, diagnostics)
}

/// Renders every page into the stage, then shows the stage.
fn write(
    world: &dyn World,
    request: &Request,
    ready: &Ready,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, Vec<Diagnostic>> {
    let files: Vec<&str> = ready.pages.iter().map(|page| page.file.as_str()).collect();
    let protected = ["content", "templates", "site.toml", "src", "tests", ".git"].map(|part| request.root.join(part));
    let protected: Vec<&Path> = protected.iter().map(PathBuf::as_path).collect();
    let stage = Stage::open(world, &request.output, &protected, &files).map_err(|note| vec![note])?;
    let show = Show::new(&ready.site);
    let templates = ready.templates.for_site(&show);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let put = |page: &Page| -> Option<Diagnostic> {
        let put = output(&stage, request, ready, &show, &templates, page).err();
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, ready.pages.len());
        put
    };
    let notes: Vec<Diagnostic> = ready.pages.par_iter().filter_map(put).collect();
    if notes.is_empty() { stage.finish().map_err(|note| vec![note]) } else { Err(notes) }
}

fn no_settings() -> Diagnostic {
    Diagnostic::new(&NO_SETTINGS, "there is no `site.toml` in this folder")
        .at(Place::file("site.toml"))
        .mend("run `dateline init .` to make a site here, or name the site's folder with `--root`")
}
