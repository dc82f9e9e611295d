//! What made a file of the output, and why the last build made it or used it again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use crate::facts::Origin;
use crate::page::{Page, PageKind};
use crate::site::{FactKind, FileReads, ResolvedBriefing, Site, Validity, listed_facts};
use crate::text::LineIndex;
use crate::world::World;

use super::file_states::{FileMemo, LastFiles};
use super::made_because::MadeBecause;
use super::planned_site::{FileContent, is_search_data};
use super::read_names::{ReadName, read_name};
use super::{BuildCache, BuildMemo, BuildRequest, BuildResult, BuildState, CacheUse, PlannedSite};

/// What made a file of the output.
#[derive(Debug, Serialize)]
pub struct FileExplanation {
    /// Its path under the output folder.
    pub file: String,
    /// Its template with all that it may use, each with where it comes from; empty for files that no template renders.
    pub templates: Vec<ExplainedTemplate>,
    /// The source files that it read, sorted.
    pub sources: Vec<String>,
    /// The lists that it read as a whole, and names without a file, sorted.
    pub lists: Vec<String>,
    /// The facts of the briefing that it shows.
    pub facts: Vec<ExplainedFact>,
    /// The instant in UTC before which `as_of` decides otherwise, if there is one.
    pub same_from: Option<String>,
    /// The first instant at which it decides otherwise, if there is one.
    pub same_until: Option<String>,
    /// What the last build did; `None` if no cache knows the file.
    pub last_build: Option<FileOutcome>,
    /// What the next build would do.
    pub next_build: FileOutcome,
}

/// A template of a file.
#[derive(Debug, Serialize)]
pub struct ExplainedTemplate {
    /// Its path.
    pub path: String,
    /// Whether it is a file of the site and not of the program.
    pub own: bool,
}

/// A fact, with the line where it is written.
#[derive(Debug, Serialize)]
pub struct ExplainedFact {
    /// `date`, `actor`, `venue`, `statement` or `source`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
    /// Whether it is found in prose and not declared in front matter.
    pub found: bool,
    /// Its line in the source file of the briefing.
    pub line: u32,
}

/// What a build does with a file.
#[derive(Debug, Serialize)]
pub struct FileOutcome {
    /// `made`, `used again` or `copied`.
    pub action: &'static str,
    /// Why it is made.
    pub reason: Option<String>,
}

/// What is known of a path.
#[derive(Debug)]
pub enum ExplainedPath {
    /// Files at this path, or made from the source at this path.
    Files(Vec<FileExplanation>),
    /// Files that use this template or, without a name, all files: their paths.
    UsedBy(Vec<String>),
    /// Nothing: all paths of files and sources.
    Unknown(Vec<String>),
}

/// Explains the output file at a path under the output folder, or the files that are made from a source. The cache is only read.
/// Returns `None` if the site has errors.
pub fn explain_path(
    world: &dyn World,
    request: &BuildRequest,
    paths: &[String],
) -> (Option<ExplainedPath>, BuildResult) {
    let request = BuildRequest { cache: CacheUse::On, ..request.clone() };
    let (mut run, mut memo) = (BuildState::default(), BuildMemo::default());
    let cache = BuildCache::open(world, &request);
    let scan = memo.scan(world, &request.root);
    let own = scan.sources.value.templates.iter().map(|source| source.path.to_string()).collect();
    cache.load(&mut memo, &scan);
    let planned = run.plan(world, &request, scan, &mut memo);
    let result = run.into_result();
    let explained = planned.filter(|_| !result.failed()).map(|planned| {
        let last = cache.last_files(LastFiles::read_states);
        let memo = cache.file_memo(&planned, &result.sources, last);
        SiteExplainer { planned: &planned, memo, own }.explain(paths)
    });
    (explained, result)
}

/// Explains the files of one site.
struct SiteExplainer<'a> {
    planned: &'a PlannedSite,
    memo: Option<FileMemo<'a>>,
    /// Paths of the templates of the site.
    own: BTreeSet<String>,
}

impl SiteExplainer<'_> {
    fn explain(&self, paths: &[String]) -> ExplainedPath {
        let files = paths.iter().find_map(|path| self.files(path));
        let used = paths.iter().find_map(|path| self.users(path));
        match (files, used) {
            (Some(files), _) => ExplainedPath::Files(files.into_iter().map(|page| self.file(page)).collect()),
            (None, Some(used)) => ExplainedPath::UsedBy(used),
            (None, None) => ExplainedPath::Unknown(self.known_paths()),
        }
    }

    /// Returns the file at a path, or those made from the source at it.
    fn files(&self, path: &str) -> Option<Vec<&Page>> {
        let in_folder = format!("{path}/index.html");
        let at_path = [path, in_folder.trim_start_matches('/')].into_iter();
        if let Some(page) = at_path.filter_map(|file| self.planned.page(file)).next() {
            return Some(vec![page]);
        }
        let is_source = |page: &&Page| self.source(page).is_some_and(|source| source == path);
        let mut made: Vec<&Page> = self.planned.pages().iter().filter(is_source).collect();
        made.sort_by_key(|page| (matches!(page.kind, PageKind::Redirect(_)), &page.file));
        (!made.is_empty()).then_some(made)
    }

    /// Returns the source file that a file shows or copies.
    fn source(&self, page: &Page) -> Option<String> {
        let site = self.planned.site();
        match page.kind {
            PageKind::Asset(_) | PageKind::Redirect(_) => Some(page.kind.location(site)?.path.to_string()),
            PageKind::ThemeFile(_) | PageKind::Picture(..) => match self.planned.content(page).ok()? {
                FileContent::Copy(path) => Some(path.to_owned()),
                FileContent::Picture(picture) => Some(picture.path().to_owned()),
                FileContent::Rendered(_) | FileContent::BuiltIn(_) | FileContent::Card(_) => None,
            },
            kind => Some(site.meta(kind.page_id()?)?.source.path.to_string()),
        }
    }

    /// Returns the files that use a template, or all files for settings and labels.
    fn users(&self, path: &str) -> Option<Vec<String>> {
        let is_for_all = path == "site.toml" || path.starts_with("templates/labels/");
        let uses = |page: &&Page| {
            is_for_all || self.planned.templates_of(page).iter().any(|template| **template == *path)
        };
        let mut files: Vec<String> =
            self.planned.pages().iter().filter(uses).map(|page| page.file.clone()).collect();
        files.sort_unstable();
        (!files.is_empty()).then_some(files)
    }

    fn known_paths(&self) -> Vec<String> {
        let pages = self.planned.pages().iter();
        let site = self.planned.site();
        let sources = site.content_files().map(|(_, meta)| meta.source.path.to_string());
        let templates =
            pages.clone().flat_map(|page| self.planned.templates_of(page)).map(ToString::to_string);
        let mut paths: Vec<String> =
            pages.map(|page| page.file.clone()).chain(sources).chain(templates).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    fn file(&self, page: &Page) -> FileExplanation {
        let last = self.memo.as_ref().and_then(|memo| memo.last_reason(page));
        let is_copy = matches!(page.kind, PageKind::Asset(_) | PageKind::ThemeFile(_));
        let reads =
            if is_copy || is_search_data(page) { None } else { Some(self.planned.recorded_content(page).1) };
        let validity = reads.as_ref().map_or(Validity::ALWAYS, |reads| reads.validity);
        let (mut sources, lists) = self.names(reads.as_ref());
        sources.extend(self.source(page));
        let [same_from, same_until] = [(validity.from, i64::MIN), (validity.until, i64::MAX)]
            .map(|(bound, none)| (bound != none).then(|| utc(bound)).flatten());
        FileExplanation {
            file: page.file.clone(),
            templates: self.planned.templates_of(page).iter().map(|path| self.template(path)).collect(),
            sources: sources.into_iter().collect(),
            lists: if is_search_data(page) { vec!["the whole site".to_owned()] } else { lists },
            facts: self.facts(page),
            same_from,
            same_until,
            last_build: if is_copy { None } else { last.map(last_outcome) },
            next_build: if is_copy {
                FileOutcome { action: "copied", reason: None }
            } else {
                self.next_outcome(page)
            },
        }
    }

    fn template(&self, path: &str) -> ExplainedTemplate {
        ExplainedTemplate { path: path.to_owned(), own: self.own.contains(path) }
    }

    /// Returns the names of what a file read: source files, and the rest.
    fn names(&self, reads: Option<&FileReads>) -> (BTreeSet<String>, Vec<String>) {
        let reads = reads.iter().flat_map(|reads| &reads.reads);
        let names: BTreeSet<ReadName> = reads.map(|read| read_name(self.planned.site(), *read)).collect();
        let (files, rest): (Vec<ReadName>, Vec<ReadName>) =
            names.into_iter().partition(|name| matches!(name, ReadName::File(_)));
        (files.into_iter().map(ReadName::text).collect(), rest.into_iter().map(ReadName::text).collect())
    }

    fn facts(&self, page: &Page) -> Vec<ExplainedFact> {
        match page.kind {
            PageKind::Briefing(id) => briefing_facts(self.planned.site(), self.planned.site().briefing(id)),
            _ => Vec::new(),
        }
    }

    fn next_outcome(&self, page: &Page) -> FileOutcome {
        match &self.memo {
            Some(memo) if memo.known(page).is_some() => FileOutcome { action: "used again", reason: None },
            Some(memo) => FileOutcome { action: "made", reason: Some(memo.made_because(page).text()) },
            None => FileOutcome { action: "made", reason: None },
        }
    }
}

/// Formats nanoseconds since 1970.
fn utc(nanoseconds: i64) -> Option<String> {
    Timestamp::from_nanosecond(nanoseconds.into()).ok().map(|instant| instant.to_string())
}

fn last_outcome(because: Option<&MadeBecause>) -> FileOutcome {
    let reason = because.map(MadeBecause::text);
    FileOutcome { action: if reason.is_some() { "made" } else { "used again" }, reason }
}

fn briefing_facts(site: &Site, resolved: &ResolvedBriefing) -> Vec<ExplainedFact> {
    let source = &resolved.briefing.meta.source;
    let lines = LineIndex::new(&source.text);
    let facts = listed_facts(site, resolved).into_iter();
    let explained = facts.map(|fact| ExplainedFact {
        kind: match fact.kind {
            FactKind::Date => "date",
            FactKind::Actor => "actor",
            FactKind::Venue => "venue",
            FactKind::Statement => "statement",
            FactKind::Source => "source",
        },
        line: lines.position(&source.text, fact.span.start).line,
        found: fact.origin == Origin::Found,
        text: fact.text,
    });
    explained.collect()
}
