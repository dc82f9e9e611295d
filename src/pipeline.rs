//! The stages of a build.
//!
//! ```text
//! World -read-> Source -parse-> Document -brief-> Briefing -index-> Site -plan-> Page -render-> Output -commit-> disk
//! ```
//!
//! Only the first and the last stage access the file system. The others are pure functions that return a value and
//! diagnostics. Reading, parsing, typing and rendering run in parallel per file; `index` and `plan` see all files and are
//! cheap. All stages before writing run even after an error, to report as many diagnostics as possible. The previous output
//! is not touched if there is any error.

mod build_record;
mod cached_build;
mod cards;
mod explanation;
mod file_states;
mod images;
mod made_because;
mod memo;
mod page_table;
mod planned_site;
mod progress;
mod read_names;
mod request;
mod resized_picture;
mod source_memo;
mod stored_items;
mod theme_memo;
mod verify;
mod write;

pub use explanation::{
    ExplainedFact, ExplainedPath, ExplainedTemplate, FileExplanation, FileOutcome, explain_path,
};
pub use memo::{BuildMemo, Scan};
pub use planned_site::{FileContent, PlannedSite};
pub use progress::{BuildEvent, BuildStage, Events};
pub use request::{BuildRequest, BuildResult, CacheUse, PREVIEW, PUBLISHED};
pub use resized_picture::ResizedPicture;
pub use verify::verify;

use std::sync::Arc;

use crate::briefing::{ContentItem, FrontMatterOptions};
use crate::diagnostic::{Diagnostic, NO_CONTENT, NO_SETTINGS, Outcome, SourceLocation, sort};
use crate::draft::{proposal_diagnostics, propose};
use crate::facts::DisplayMode;
use crate::labels::{PageLabels, untranslated_labels};
use crate::output::{Consent, KnownFolders, OutputState};
use crate::render::{Templates, Theme};
use crate::settings::Settings;
use crate::site::{IndexInput, IndexedSite, PublishFilter, ResolvedBriefing, Site, index};
use crate::text::Source;
use crate::world::{SiteSources, World};

use cached_build::BuildCache;
use cards::plan_cards;
use file_states::LastFiles;
use planned_site::PlannedParts;
use source_memo::{ItemMemo, read_content_item};
use stored_items::StoredHeads;
use theme_memo::ThemeMemo;
use write::{Written, open_stage, write};

/// Maximum number of files per task of the thread pool. Larger tasks leave threads idle at the end, as pages differ in size.
const MAX_FILES_PER_TASK: usize = 16;

/// Builds the site, and calls `events` with each event of the build.
pub fn build(world: &dyn World, request: &BuildRequest, events: Events<'_>) -> BuildResult {
    let (mut run, mut memo) = (BuildState::new(events), BuildMemo::default());
    run.begins(BuildStage::Read);
    let cache = BuildCache::open(world, request);
    if let Some(unchanged) = cache.unchanged(request) {
        return unchanged;
    }
    let scan = memo.scan(world, &request.root);
    let stored = cache.load(&mut memo, &scan);
    let plan = || run.plan(world, request, scan, &mut memo);
    let (planned, last) = rayon::join(plan, || cache.last_files(LastFiles::read));
    let mut result = run.into_result();
    if let Some(planned) = planned {
        if !result.failed() {
            let cached = (&cache, &memo, (last, &stored));
            let diagnostics = write_cached(&planned, (world, request), cached, events, &mut result);
            let settings = &planned.site().settings;
            result.diagnostics.extend(diagnostics.into_iter().filter_map(|it| settings.apply_severity(it)));
            sort(&mut result.diagnostics);
        }
        // Dropping a large site takes a while, so it is done in the background.
        rayon::spawn(|| drop((planned, memo)));
    }
    result
}

/// Returns whether the output is older than its sources, or other files are due; `false` if that is not known, as the last build
/// kept no cache.
pub fn is_outdated(world: &dyn World, request: &BuildRequest) -> bool {
    BuildCache::open(world, request).is_outdated(&request.root)
}

/// Writes the output with what the cache knows of the last one, and updates the cache. Returns the diagnostics.
fn write_cached(
    planned: &PlannedSite,
    (world, request): (&dyn World, &BuildRequest),
    (cache, memo, (mut last, stored)): (&BuildCache<'_>, &BuildMemo, (Option<LastFiles>, &StoredHeads)),
    events: Events<'_>,
    result: &mut BuildResult,
) -> Vec<Diagnostic> {
    events(BuildEvent::Stage(BuildStage::Render));
    let folders = last.as_mut().map(LastFiles::take_folders).unwrap_or_default();
    let (files, stage) = rayon::join(
        || cache.file_memo(planned, &result.sources, last),
        || open_stage(planned, (world, request), folders),
    );
    let stage = match stage {
        Ok(stage) => stage,
        Err(diagnostic) => return vec![diagnostic],
    };
    let keep = |output| cache.keep(request, || memo.sources.states(), (result, planned.site()), output);
    let store = |output: Option<OutputState>, folders: &KnownFolders| {
        let store_files = || files.iter().for_each(|files| files.store(folders));
        let store_items = || cache.store(memo, &result.unpublished, stored);
        rayon::join(|| output.into_iter().for_each(keep), || rayon::join(store_files, store_items));
    };
    match write(planned, stage, (world, request), (files.as_ref(), store), events) {
        Ok(Written { mut report, made }) => {
            let notes = std::mem::take(&mut report.notes);
            (result.report, result.made) = (Some(report), made);
            notes
        }
        Err(diagnostics) => diagnostics,
    }
}

/// Runs all stages except writing, and proposes facts found in prose that no list has.
pub fn check(world: &dyn World, request: &BuildRequest) -> BuildResult {
    let mut run = BuildState::default();
    if let Some(ready) = run.prepare(world, request) {
        run.add_diagnostics(ready.dry_run());
        let reads_names = ready.site().settings.found.names != DisplayMode::Off;
        let briefings = ready.site().briefings.iter().map(|resolved| &**resolved);
        let briefings: Vec<&ResolvedBriefing> =
            briefings.filter(|resolved| reads_names || resolved.briefing.display.is_some()).collect();
        run.add_diagnostics(proposal_diagnostics(&briefings, &propose(ready.site(), &briefings)));
    }
    run.into_result()
}

/// Returns the indexed site, without rendering pages.
pub fn index_site(world: &dyn World, request: &BuildRequest) -> (Option<Site>, BuildResult) {
    let mut run = BuildState::default();
    let ready = run.prepare(world, request);
    (ready.map(|ready| ready.into_site()), run.into_result())
}

/// Runs all stages from parsing to planning, with what `memo` knows of earlier runs. The result is the same as without.
/// Returns no site without valid settings.
pub fn plan_site(
    world: &dyn World,
    request: &BuildRequest,
    scan: Scan,
    memo: &mut BuildMemo,
) -> (Option<PlannedSite>, BuildResult) {
    let mut run = BuildState::default();
    let planned = run.plan(world, request, scan, memo);
    (planned, run.into_result())
}

/// Gives a memo that knows no earlier run what the cache of the requested output has of the sources, if the request uses it.
pub fn load_stored(world: &dyn World, request: &BuildRequest, memo: &mut BuildMemo, scan: &Scan) {
    if request.cache == CacheUse::On {
        BuildCache::open(world, request).load(memo, scan);
    }
}

/// Parses one source outside of a site.
pub fn read_single_file(read: Outcome<Option<Source>>) -> (Option<ContentItem>, BuildResult) {
    let mut run = BuildState::default();
    let source = run.take_value(read);
    run.result.sources.extend(source.clone());
    let options = FrontMatterOptions::default();
    let item = source.and_then(|source| run.take_value(read_content_item(source, &options)));
    (item, run.into_result())
}

/// The diagnostics and settings so far.
struct BuildState<'p> {
    result: BuildResult,
    settings: Option<Arc<Settings>>,
    events: Events<'p>,
}

impl Default for BuildState<'_> {
    fn default() -> Self {
        Self::new(&|_| ())
    }
}

impl<'p> BuildState<'p> {
    fn new(events: Events<'p>) -> Self {
        Self { result: BuildResult::default(), settings: None, events }
    }

    fn begins(&self, stage: BuildStage) {
        (self.events)(BuildEvent::Stage(stage));
    }

    /// Runs all stages up to planning, without knowledge of earlier runs. Returns `None` without valid settings.
    fn prepare(&mut self, world: &dyn World, request: &BuildRequest) -> Option<PlannedSite> {
        let mut memo = BuildMemo::default();
        self.begins(BuildStage::Read);
        let scan = memo.scan(world, &request.root);
        self.plan(world, request, scan, &mut memo)
    }

    /// Runs all stages from parsing to planning.
    fn plan(
        &mut self,
        world: &dyn World,
        request: &BuildRequest,
        scan: Scan,
        memo: &mut BuildMemo,
    ) -> Option<PlannedSite> {
        self.begins(BuildStage::Parse);
        let sources = self.take_value(scan.sources);
        if !sources.has_content && sources.settings.is_some() && request.consent != Consent::Removal {
            self.add_diagnostics(vec![no_content()]);
        }
        let settings = self.read_settings(sources.settings.as_ref(), request, &mut memo.theme);
        let labels = self.read_labels(&sources, &mut memo.theme);
        let templates = self.take_value(memo.theme.templates(&sources.templates, &labels));
        self.keep_sources(&sources, &templates);
        let items = self.read_content(sources.content, &mut memo.items);
        let settings = settings?;
        let as_of = request.as_of.or(settings.as_of).unwrap_or_else(|| memo.now(world));
        let filter = PublishFilter {
            as_of: as_of.into(),
            include_drafts: request.include_drafts,
            zone: settings.time_zone.clone(),
        };
        let input = IndexInput { items, assets: sources.assets.clone(), settings, labels, filter };
        self.begins(BuildStage::Index);
        let IndexedSite { site, unpublished, change } = self.take_value(index(input, &mut memo.index));
        self.begins(BuildStage::Plan);
        let image_sizes = self.take_value(memo.images.read(world, &request.root, &site));
        let theme = Theme::new(&sources.theme_files, site.settings.outputs);
        let cards = self.take_value(plan_cards(&site, &image_sizes));
        let table =
            self.take_value(memo.plan.plan(&site, change, theme.files(), &image_sizes.pictures, cards));
        let begun = site.events.partition_point(|event| site.as_of.has_reached(event.start));
        self.result.next_event = site.events.get(begun).map(|event| event.start);
        (self.result.as_of, self.result.unpublished, self.result.page_count) =
            (as_of, unpublished, table.pages.len());
        Some(PlannedSite::new(PlannedParts { site, templates, theme, image_sizes, table }))
    }

    fn read_settings(
        &mut self,
        source: Option<&Source>,
        request: &BuildRequest,
        memo: &mut ThemeMemo,
    ) -> Option<Arc<Settings>> {
        self.settings = self.take_value(match source {
            Some(source) => memo.settings(source, request),
            None => missing_settings(),
        });
        self.settings.clone()
    }

    /// Reads the labels in the language of the site.
    fn read_labels(&mut self, sources: &SiteSources, memo: &mut ThemeMemo) -> Arc<PageLabels> {
        let settings = self.settings.clone();
        let language = settings.as_ref().map_or("en", |settings| &settings.language);
        let labels = self.take_value(memo.labels(&sources.labels, language));
        let span = settings.as_ref().and_then(|settings| settings.language_span);
        let location = sources.settings.as_ref().zip(span).filter(|_| !labels.are_in(language));
        self.add_diagnostics(
            location
                .map(|(source, span)| untranslated_labels(language, SourceLocation::new(source, span)))
                .into_iter()
                .collect(),
        );
        labels
    }

    fn read_content(&mut self, content: Vec<Source>, memo: &mut ItemMemo) -> Vec<ContentItem> {
        let options = self.settings.as_ref().map(|settings| settings.front_matter.clone());
        let typed = memo.read(content, &options.unwrap_or_default());
        typed.into_iter().filter_map(|outcome| self.take_value(outcome)).collect()
    }

    fn keep_sources(&mut self, sources: &SiteSources, templates: &Templates) {
        let all = sources.settings.iter().chain(&sources.content).chain(&sources.labels);
        let all = all.chain(templates.sources());
        self.result.sources = all.cloned().collect();
    }

    fn take_value<T>(&mut self, outcome: Outcome<T>) -> T {
        self.add_diagnostics(outcome.diagnostics);
        outcome.value
    }

    /// Adds diagnostics with the severities of the site's settings. Those from before the settings are read are kept as they
    /// are.
    fn add_diagnostics(&mut self, diagnostics: Vec<Diagnostic>) {
        let settings = self.settings.as_deref();
        self.result.diagnostics.reserve(diagnostics.len());
        let adjusted = diagnostics.into_iter().filter_map(|diagnostic| match settings {
            Some(settings) => settings.apply_severity(diagnostic),
            None => Some(diagnostic),
        });
        self.result.diagnostics.extend(adjusted);
    }

    fn into_result(mut self) -> BuildResult {
        sort(&mut self.result.diagnostics);
        self.result
    }
}

/// Returns the error for a site without content, whose build would remove all published pages.
fn no_content() -> Diagnostic {
    Diagnostic::new(&NO_CONTENT, "the folder `content` beside `site.toml` is missing").help(
        "name the site's folder with `--root`, or restore `content`;\n\
         if the site is meant to have no content, run `dateline build --allow-removal`",
    )
}

fn missing_settings() -> Outcome<Option<Arc<Settings>>> {
    let diagnostic = Diagnostic::new(&NO_SETTINGS, "`site.toml` is missing in this folder")
        .at(SourceLocation::file("site.toml"))
        .help("run `dateline init .` to create a site here, or name the site's folder with `--root`");
    Outcome::new(None, vec![diagnostic])
}
