//! The sources of the last scan of a site, so that only changed files are read again.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::site_sources::{SourceSorter, hash_file, is_text, read_text, unreadable};
use super::source_states::{SourceState, SourceStates};
use super::walk::{SourceFile, SourceWalk, is_hidden_or_backup_path};
use super::{FileKind, SiteSources, Stat, World};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::text::Source;

/// A file that was modified less than this before it was read may change again without a new time: file systems count time
/// in steps of up to two seconds.
const TIME_STEP: SignedDuration = SignedDuration::from_secs(2);

/// Reads the site in the folder `root`. Unreadable files are skipped with a diagnostic, missing ones without.
pub fn read_site(world: &dyn World, root: &Path) -> Outcome<SiteSources> {
    SourceCache::default().read_site(world, root)
}

/// The files of the last scan of one site.
#[derive(Default)]
pub struct SourceCache {
    /// By path relative to the site's folder.
    files: FxHashMap<Arc<str>, ScannedFile>,
    changed: Vec<Arc<str>>,
    /// The sources as of the last scan, if every file was reached without links.
    without_links: Option<Outcome<SiteSources>>,
    has_content: bool,
}

/// A file as the last scan saw it.
struct ScannedFile {
    stat: io::Result<Stat>,
    /// Whether a later change would change the metadata.
    is_settled: bool,
    /// The text; `None` for a file that is not read as text.
    text: Option<Result<Source, Diagnostic>>,
    /// The hash of a file that is not read as text, if its metadata do not tell whether it has changed.
    hash: Option<blake3::Hash>,
}

impl SourceCache {
    /// Reads the site in the folder `root`. A file with the length, time and file number of the last scan is not read
    /// again; a text that is the same as before is the same value. Unreadable files are skipped with a diagnostic, missing
    /// ones without.
    pub fn read_site(&mut self, world: &dyn World, root: &Path) -> Outcome<SiteSources> {
        let (walk, has_content) = SourceWalk::of_site(world, root);
        let SourceWalk { files, diagnostics, has_links, .. } = walk;
        let now = world.now();
        let files = files.into_par_iter().with_max_len(64);
        let scanned = files.map(|file| (Arc::from(&*file.path), self.scan(world, &file, now)));
        let scanned: Vec<(Arc<str>, ScannedFile)> = scanned.collect();
        let mut sorter = SourceSorter::new(diagnostics);
        for (path, file) in &scanned {
            match &file.text {
                Some(text) => sorter.add_text(text.clone()),
                None => sorter.add_other(path, &file.stat),
            }
        }
        let scanned: FxHashMap<_, _> = scanned.into_iter().collect();
        self.changed = self.differences(&scanned);
        self.files = scanned;
        let mut sources = sorter.finish();
        sources.value.has_content = has_content;
        self.has_content = has_content;
        self.without_links = (!has_links).then(|| sources.clone());
        sources
    }

    /// Returns the states of all files as the last scan found them; `None` if one of them could not be read.
    pub fn states(&self) -> Option<SourceStates> {
        let state = |(path, file): (&Arc<str>, &ScannedFile)| {
            let content = match &file.text {
                Some(text) => Some(text.as_ref().ok()?.text_hash()),
                None => file.hash.map(blake3::Hash::into),
            };
            let settled = SourceState::settled(path, file.stat.as_ref().ok()?, content);
            Some(SourceState { is_settled: file.is_settled, ..settled })
        };
        let files: Option<Vec<SourceState>> = self.files.par_iter().map(state).collect();
        let mut files = files?;
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Some(SourceStates { files, has_content: self.has_content })
    }

    /// Reads these files again, and takes all others as the last scan found them. `root` is the folder of the last scan,
    /// `files` are canonical paths. The files are read even if their metadata are the same. Returns `None` if only a whole
    /// scan can tell what has changed: a file may be new or gone, or a link leads to it.
    pub fn read_files(
        &mut self,
        world: &dyn World,
        root: &Path,
        files: &BTreeSet<PathBuf>,
    ) -> Option<Outcome<SiteSources>> {
        let mut sources = self.without_links.take()?;
        let (root, now) = (world.canonicalize(root).ok()?, world.now());
        let mut read = Vec::new();
        for file in files {
            let inside = file.strip_prefix(&root).ok()?;
            let path = path_in_site(inside)?;
            match self.files.get_key_value(&*path) {
                Some((path, known)) => read.push((path.clone(), self.read_known(world, file, known, now)?)),
                None if self.is_of_no_source(world, file, &path) => {}
                None => return None,
            }
        }
        read.retain(|(path, file)| !self.files.get(path).is_some_and(|known| known.is_same(file)));
        for (path, file) in &read {
            if let Some(Ok(text)) = &file.text {
                *sources.value.text_mut(path)? = text.clone();
            }
        }
        self.changed = read.iter().map(|(path, _)| path.clone()).collect();
        self.files.extend(read);
        self.without_links = Some(sources.clone());
        Some(sources)
    }

    /// Reads a text file of the last scan. Returns `None` if it is no text file any more, or cannot be read.
    fn read_known(
        &self,
        world: &dyn World,
        file: &Path,
        known: &ScannedFile,
        now: Timestamp,
    ) -> Option<ScannedFile> {
        let Some(Ok(last)) = &known.text else { return None };
        let stat = world.symlink_metadata(file).ok().filter(|stat| stat.kind == FileKind::File)?;
        let read = read_text(world, &SourceFile { path: last.path.to_string(), real_path: file.to_owned() });
        let text = read.ok().map(|text| if text == *last { last.clone() } else { text })?;
        let is_settled = is_older_than_time_step(&stat, now);
        Some(ScannedFile { stat: Ok(stat), is_settled, text: Some(Ok(text)), hash: None })
    }

    /// Returns whether nothing at a path has been a source or is one now: a temporary file of an editor, for example.
    fn is_of_no_source(&self, world: &dyn World, file: &Path, path: &str) -> bool {
        let is_below = |known: &Arc<str>| known.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        let is_missing =
            || world.symlink_metadata(file).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        is_hidden_or_backup_path(path) || is_missing() && !self.files.keys().any(is_below)
    }

    /// Returns the paths of the files that the last scan found new, changed or gone, sorted.
    pub fn changed(&self) -> &[Arc<str>] {
        &self.changed
    }

    fn scan(&self, world: &dyn World, file: &SourceFile, now: Timestamp) -> ScannedFile {
        let stat = world.symlink_metadata(&file.real_path);
        let known = self.files.get(&*file.path);
        let is_settled = stat.as_ref().is_ok_and(|stat| is_older_than_time_step(stat, now));
        if !is_text(&file.path) {
            let is_known = is_settled && known.is_none_or(|known| known.is_settled);
            let hash = if is_known { None } else { hash_file(world, &file.real_path) };
            return ScannedFile { stat, is_settled, text: None, hash };
        }
        if let (Some(known), Ok(stat)) = (known, &stat)
            && known.is_settled
            && known.stat.as_ref().is_ok_and(|last| last == stat)
            && let Some(Ok(text)) = &known.text
        {
            return ScannedFile { stat: Ok(*stat), is_settled, text: Some(Ok(text.clone())), hash: None };
        }
        let read = match &stat {
            Ok(_) => read_text(world, file),
            Err(error) => Err(unreadable(&file.path, error)),
        };
        let text = match (read, known.and_then(|known| known.text.as_ref())) {
            (Ok(text), Some(Ok(last))) if text == *last => Ok(last.clone()),
            (text, _) => text,
        };
        ScannedFile { stat, is_settled, text: Some(text), hash: None }
    }

    fn differences(&self, scanned: &FxHashMap<Arc<str>, ScannedFile>) -> Vec<Arc<str>> {
        let is_same = |path: &Arc<str>, file: &ScannedFile| {
            self.files.get(path).is_some_and(|known| known.is_same(file))
        };
        let new = scanned.iter().filter(|(path, file)| !is_same(path, file)).map(|(path, _)| path);
        let gone = self.files.keys().filter(|path| !scanned.contains_key(*path));
        let mut changed: Vec<Arc<str>> = new.chain(gone).cloned().collect();
        changed.sort_unstable();
        changed
    }
}

/// Returns whether a later change of a file would change its time.
fn is_older_than_time_step(stat: &Stat, now: Timestamp) -> bool {
    stat.modified.max(stat.changed) < (now - TIME_STEP).as_nanosecond() as i64
}

/// Returns a path inside the site with `/` as separator; `None` if it is not UTF-8.
fn path_in_site(inside: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

impl ScannedFile {
    fn is_same(&self, other: &Self) -> bool {
        match (&self.text, &other.text) {
            (Some(Ok(text)), Some(Ok(other))) => Arc::ptr_eq(&text.text, &other.text),
            (Some(Err(error)), Some(Err(other))) => error == other,
            (None, None) => {
                let stats = self.stat.as_ref().ok().zip(other.stat.as_ref().ok());
                let has_same_hash = self.hash.is_some() && self.hash == other.hash;
                stats.is_some_and(|(stat, other)| stat == other) && (self.is_settled || has_same_hash)
            }
            _ => false,
        }
    }
}
