//! Makes changes round by round, because one error may hide others, and checks each round.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{DUPLICATE_KEY, Diagnostic};
use crate::edit::{HelpEdit, apply_help_edits, help_edit};
use crate::pipeline::{BuildMemo, BuildRequest, BuildResult, plan_site};
use crate::text::{LineIndex, Source};
use crate::world::{World, read_raw_text};

/// Maximum number of rounds.
const MAX_ROUNDS: usize = 20;

/// A file with its changes. Both texts have the line ends of the file.
pub(super) struct FixedFile {
    pub(super) path: Arc<str>,
    pub(super) before: String,
    pub(super) after: String,
    /// Number of changes; not 0.
    pub(super) changes: usize,
}

/// The changes of a run.
pub(super) struct Fixes {
    /// The changed files, by path.
    pub(super) files: Vec<FixedFile>,
    /// Number of errors that remain.
    pub(super) left: usize,
}

/// A site whose files are changed in memory.
pub(super) struct FixRun<'a> {
    world: &'a dyn World,
    request: &'a BuildRequest,
    /// Site-relative paths of the files that may be changed; all if it is empty.
    chosen: &'a BTreeSet<String>,
    memo: BuildMemo,
    files: BTreeMap<Arc<str>, FixedFile>,
    /// Diagnostics whose help does not remove them, by path, code and message.
    refused: BTreeSet<FixTarget>,
    /// Files in which changes are tried one by one, because some of them failed together.
    one_by_one: BTreeSet<Arc<str>>,
}

type FixTarget = (Arc<str>, &'static str, String);

/// The changes tried in a file, each with its diagnostic.
type Attempt = Vec<(FixTarget, HelpEdit)>;

impl<'a> FixRun<'a> {
    pub(super) fn new(world: &'a dyn World, request: &'a BuildRequest, chosen: &'a BTreeSet<String>) -> Self {
        Self {
            world,
            request,
            chosen,
            memo: BuildMemo::default(),
            files: BTreeMap::new(),
            refused: BTreeSet::new(),
            one_by_one: BTreeSet::new(),
        }
    }

    /// Makes all changes in memory.
    pub(super) fn run(mut self) -> Fixes {
        let mut checked = self.check();
        for _ in 0..MAX_ROUNDS {
            let attempts = self.attempts(&checked);
            if attempts.is_empty() {
                break;
            }
            let before = self.apply(&attempts);
            let after = self.check();
            let failed = failed_files(&attempts, &checked, &after, &edited_lines(&attempts, &checked));
            checked = if failed.is_empty() { after } else { self.take_back(&attempts, before, &failed) };
        }
        let left = checked.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        let files = self.files.into_values().filter(|file| file.changes > 0).collect();
        Fixes { files, left }
    }

    /// Runs all stages up to planning with the changed texts.
    fn check(&mut self) -> BuildResult {
        let source = |file: &FixedFile| Source::from_raw(file.path.clone(), file.after.clone());
        let texts = self.files.iter().map(|(path, file)| (path.clone(), source(file))).collect();
        let scan = self.memo.scan(self.world, &self.request.root).with_texts(&texts);
        plan_site(self.world, self.request, scan, &mut self.memo).1
    }

    /// Returns the changes to try next, by file.
    fn attempts(&self, checked: &BuildResult) -> BTreeMap<Arc<str>, Attempt> {
        let sources: BTreeMap<&Arc<str>, &Source> =
            checked.sources.iter().map(|source| (&source.path, source)).collect();
        let mut attempts: BTreeMap<Arc<str>, Attempt> = BTreeMap::new();
        for diagnostic in &checked.diagnostics {
            let Some(key) = key_of(diagnostic).filter(|key| self.may_change(key)) else { continue };
            let Some(edit) = sources.get(&key.0).and_then(|source| help_edit(diagnostic, source)) else {
                continue;
            };
            let attempt = attempts.entry(key.0.clone()).or_default();
            if attempt.is_empty() || !self.one_by_one.contains(&key.0) {
                attempt.push((key, edit));
            }
        }
        attempts
    }

    fn may_change(&self, key: &FixTarget) -> bool {
        (self.chosen.is_empty() || self.chosen.contains(&*key.0)) && !self.refused.contains(key)
    }

    /// Applies changes and returns the texts and numbers of changes from before.
    fn apply(&mut self, attempts: &BTreeMap<Arc<str>, Attempt>) -> BTreeMap<Arc<str>, (String, usize)> {
        let mut before = BTreeMap::new();
        for (path, attempt) in attempts {
            let Some(file) = self.open(path) else { continue };
            before.insert(path.clone(), (file.after.clone(), file.changes));
            let edits: Vec<HelpEdit> = attempt.iter().map(|(_, edit)| edit.clone()).collect();
            if let Some(edited) = apply_help_edits(&file.after, &edits) {
                file.changes += edits.len();
                file.after = edited;
            }
        }
        before
    }

    /// Returns a file, which is read at first. Returns `None` if it cannot be read.
    fn open(&mut self, path: &Arc<str>) -> Option<&mut FixedFile> {
        if !self.files.contains_key(path) {
            let raw = read_raw_text(self.world, &self.request.root.join(&**path)).ok()?;
            let file = FixedFile { path: path.clone(), before: raw.clone(), after: raw, changes: 0 };
            self.files.insert(path.clone(), file);
        }
        self.files.get_mut(path)
    }

    /// Takes the changes of files back, and checks again. A change that failed alone is refused.
    fn take_back(
        &mut self,
        attempts: &BTreeMap<Arc<str>, Attempt>,
        mut before: BTreeMap<Arc<str>, (String, usize)>,
        failed: &BTreeSet<Arc<str>>,
    ) -> BuildResult {
        for path in failed {
            if let (Some(file), Some((text, changes))) = (self.files.get_mut(path), before.remove(path)) {
                (file.after, file.changes) = (text, changes);
            }
            match attempts.get(path).map(Vec::as_slice) {
                Some([(key, _)]) => _ = self.refused.insert(key.clone()),
                _ => _ = self.one_by_one.insert(path.clone()),
            }
        }
        self.check()
    }
}

/// Returns the files whose changes must be taken back: they leave their diagnostic, add an error in an edited line, or add a
/// key that exists. Any other error in another line of the file was hidden by the one that is gone. If an error is added to
/// a file that was not changed, all files are returned.
fn failed_files(
    attempts: &BTreeMap<Arc<str>, Attempt>,
    before: &BuildResult,
    after: &BuildResult,
    edited_lines: &BTreeSet<FileLine>,
) -> BTreeSet<Arc<str>> {
    let known: BTreeSet<FixTarget> = before.diagnostics.iter().filter_map(key_of).collect();
    let present: BTreeSet<FixTarget> = after.diagnostics.iter().filter_map(key_of).collect();
    let is_added = |diagnostic: &&Diagnostic| {
        diagnostic.is_error() && key_of(diagnostic).is_some_and(|key| !known.contains(&key))
    };
    let lines = SourceLines::new(&after.sources);
    let errors: Vec<&Diagnostic> = after.diagnostics.iter().filter(is_added).collect();
    let added: Vec<FileLine> = errors.iter().filter_map(|error| lines.line_of(error)).collect();
    let doubled = errors.iter().filter(|error| *error.code == DUPLICATE_KEY);
    let doubled: BTreeSet<Arc<str>> = doubled.filter_map(|error| Some(key_of(error)?.0)).collect();
    if added.iter().any(|(path, _)| !attempts.contains_key(path)) {
        return attempts.keys().cloned().collect();
    }
    let is_wrong =
        |path: &Arc<str>| added.iter().any(|place| place.0 == *path && edited_lines.contains(place));
    let is_left = |attempt: &Attempt| attempt.iter().any(|(key, _)| present.contains(key));
    let failed = attempts
        .iter()
        .filter(|(path, attempt)| is_left(attempt) || is_wrong(path) || doubled.contains(*path));
    failed.map(|(path, _)| path.clone()).collect()
}

/// Returns the lines that attempts change. A change never adds or removes a line.
fn edited_lines(attempts: &BTreeMap<Arc<str>, Attempt>, checked: &BuildResult) -> BTreeSet<FileLine> {
    let lines = SourceLines::new(&checked.sources);
    let edits = attempts.iter().flat_map(|(path, attempt)| attempt.iter().map(move |(_, edit)| (path, edit)));
    edits.filter_map(|(path, edit)| lines.line(path, edit.span.start)).collect()
}

/// A line of a file, from 1.
type FileLine = (Arc<str>, u32);

/// Finds lines in sources.
struct SourceLines<'s>(BTreeMap<&'s Arc<str>, (&'s Source, LineIndex)>);

impl<'s> SourceLines<'s> {
    fn new(sources: &'s [Source]) -> Self {
        Self(sources.iter().map(|source| (&source.path, (source, LineIndex::new(&source.text)))).collect())
    }

    fn line(&self, path: &Arc<str>, offset: u32) -> Option<FileLine> {
        let (source, lines) = self.0.get(path)?;
        Some((path.clone(), lines.position(&source.text, offset).line))
    }

    /// Returns the line of a diagnostic; line 1 if it concerns a whole file.
    fn line_of(&self, diagnostic: &Diagnostic) -> Option<FileLine> {
        let location = diagnostic.location.as_ref()?;
        let offset = location.span.map_or(0, |span| span.start);
        self.line(&location.path, offset).or_else(|| Some((location.path.clone(), 1)))
    }
}

fn key_of(diagnostic: &Diagnostic) -> Option<FixTarget> {
    let location = diagnostic.location.as_ref()?;
    Some((location.path.clone(), diagnostic.code.id, diagnostic.message.to_string()))
}
