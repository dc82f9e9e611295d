//! The site as it is served: the newest state without errors, the errors since then, and what has been rendered of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use hyper::body::Bytes;
use serde::Serialize;

use super::card::DiagnosticCards;
use super::editor::EditorLink;
use super::signal::ScanSignal;
use crate::diagnostic::Diagnostic;
use crate::draft::{Proposal, ProposalReader};
use crate::page::PageKind;
use crate::site::{ResolvedBriefing, Site};
use crate::workspace::{Snapshot, Workspace};
use crate::world::World;

/// Maximum number of rendered files that are kept.
const MAX_KEPT: usize = 64;
/// Maximum size of a rendered file that is kept, in bytes.
const MAX_KEPT_BYTES: usize = 1 << 20;
/// Length of a hash in hexadecimal digits.
const HASH_DIGITS: usize = 16;

/// The served site.
pub(super) struct LiveSite<'w> {
    pub(super) world: &'w dyn World,
    /// The canonical path of the site's folder.
    pub(super) root: PathBuf,
    pub(super) editor: EditorLink,
    pub(super) signal: Arc<ScanSignal>,
    pub(super) workspace: Mutex<Workspace>,
    /// Identifies the run of the server.
    run: String,
    /// Assets that have changed during the run.
    changed_assets: Mutex<BTreeSet<String>>,
    /// Held while a decision is written.
    pub(super) deciding: Mutex<()>,
    current: Mutex<Arc<Revision>>,
    /// The last bytes of pages that were rendered without errors, the newest last.
    last_good: Mutex<Vec<(String, Bytes)>>,
}

/// One state of the site.
#[derive(Default)]
pub(super) struct Revision {
    pub(super) number: u64,
    /// The newest site without errors.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// The errors of the newest state.
    pub(super) errors: DiagnosticCards,
    /// Hashes of the files that pages use: those of the theme, and assets that have changed.
    files: BTreeMap<String, String>,
    rendered: Mutex<BTreeMap<String, Arc<RenderedFile>>>,
    /// Reads proposals; made when they are first asked for.
    proposal_reader: OnceLock<ProposalReader>,
}

impl Revision {
    /// Returns the proposals for a briefing of its site.
    pub(super) fn proposals(&self, site: &Site, resolved: &ResolvedBriefing) -> Vec<Proposal> {
        self.proposal_reader.get_or_init(|| ProposalReader::new(site)).propose(site, resolved)
    }
}

/// The bytes of a file, as a build writes them.
pub(super) struct RenderedFile {
    pub(super) bytes: Bytes,
    pub(super) hash: String,
    /// The errors for which the bytes are those of an earlier state, or missing.
    pub(super) errors: DiagnosticCards,
}

/// What the page in a browser needs to know of the newest state.
#[derive(Serialize)]
pub(super) struct PageState<'r> {
    /// The hash of the page; absent if there is no such page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    files: &'r BTreeMap<String, String>,
    /// Identifies the run of the server.
    run: &'r str,
    errors: &'r DiagnosticCards,
}

impl<'w> LiveSite<'w> {
    pub(super) fn new(
        world: &'w dyn World,
        root: &Path,
        editor: EditorLink,
        signal: Arc<ScanSignal>,
        workspace: Workspace,
        token: &str,
    ) -> Self {
        Self {
            world,
            run: hash(token.as_bytes()),
            changed_assets: Mutex::default(),
            root: world.canonicalize(root).unwrap_or_else(|_| root.to_path_buf()),
            editor,
            signal,
            workspace: Mutex::new(workspace),
            deciding: Mutex::default(),
            current: Mutex::default(),
            last_good: Mutex::default(),
        }
    }

    /// Returns the newest state.
    pub(super) fn current(&self) -> Arc<Revision> {
        lock(&self.current).clone()
    }

    /// Makes a state of the workspace the newest one, and returns its number. `changed` are paths of sources.
    pub(super) fn publish(&self, workspace: &Workspace, changed: &[Arc<str>]) -> u64 {
        let errors: Vec<Diagnostic> = workspace.errors().cloned().collect();
        let errors = DiagnosticCards::new(&errors, workspace.sources(), &self.root, &self.editor);
        let snapshot = workspace.snapshot();
        let files = snapshot.as_deref().map_or_else(BTreeMap::new, |snapshot| self.hashes(snapshot, changed));
        let mut current = lock(&self.current);
        let number = current.number + 1;
        let newest = Arc::new(Revision { number, snapshot, errors, files, ..Revision::default() });
        let last = std::mem::replace(&mut *current, newest);
        // Dropping a large site takes a while, so it is done in the background.
        rayon::spawn(|| drop(last));
        number
    }

    /// Returns the hashes of the files that pages use.
    fn hashes(&self, snapshot: &Snapshot, changed: &[Arc<str>]) -> BTreeMap<String, String> {
        let has_kind = |file: &str, is_kind: fn(PageKind) -> bool| {
            snapshot.page(file).is_some_and(|page| is_kind(page.kind))
        };
        let mut assets = lock(&self.changed_assets);
        if !self.is_first() {
            let changed = changed.iter().filter_map(|path| path.strip_prefix("content/"));
            let changed = changed.filter(|file| has_kind(file, |kind| matches!(kind, PageKind::Asset(_))));
            assets.extend(changed.map(str::to_owned));
        }
        let theme = snapshot.theme_files();
        let hash = |file: &str| Some((file.to_owned(), hash(&snapshot.render(self.world, file)?.ok()?)));
        theme.chain(assets.iter().map(String::as_str)).filter_map(hash).collect()
    }

    fn is_first(&self) -> bool {
        self.current().number == 0
    }

    /// Returns a file of a state. `None` if there is no such file.
    pub(super) fn render(&self, revision: &Revision, file: &str) -> Option<Arc<RenderedFile>> {
        if let Some(kept) = lock(&revision.rendered).get(file) {
            return Some(kept.clone());
        }
        let snapshot = revision.snapshot.as_deref()?;
        let rendered = Arc::new(match snapshot.render(self.world, file)? {
            Ok(bytes) => self.rendered(file, bytes),
            Err(error) => self.failed(file, &error),
        });
        let mut kept = lock(&revision.rendered);
        if kept.len() < MAX_KEPT && rendered.bytes.len() <= MAX_KEPT_BYTES {
            kept.insert(file.to_owned(), rendered.clone());
        }
        Some(rendered)
    }

    fn rendered(&self, file: &str, bytes: Vec<u8>) -> RenderedFile {
        let (hash, bytes) = (hash(&bytes), Bytes::from(bytes));
        if file.ends_with(".html") && bytes.len() <= MAX_KEPT_BYTES {
            let mut last_good = lock(&self.last_good);
            last_good.retain(|(kept, _)| kept != file);
            if last_good.len() >= MAX_KEPT {
                last_good.remove(0);
            }
            last_good.push((file.to_owned(), bytes.clone()));
        }
        RenderedFile { bytes, hash, errors: DiagnosticCards::default() }
    }

    fn failed(&self, file: &str, error: &Diagnostic) -> RenderedFile {
        let error = std::slice::from_ref(error);
        let errors = DiagnosticCards::new(error, lock(&self.workspace).sources(), &self.root, &self.editor);
        let kept =
            lock(&self.last_good).iter().find(|(kept, _)| kept == file).map(|(_, bytes)| bytes.clone());
        let bytes = kept.unwrap_or_default();
        RenderedFile { hash: hash(&bytes), bytes, errors }
    }

    /// Returns what a page needs to know, as JSON.
    pub(super) fn page_state(&self, revision: &Revision, file: &str) -> String {
        let rendered = self.render(revision, file);
        let own_errors = rendered.as_ref().map(|rendered| &rendered.errors).filter(|errors| errors.count > 0);
        let state = PageState {
            page: rendered.as_ref().map(|rendered| rendered.hash.clone()),
            files: &revision.files,
            run: &self.run,
            errors: if revision.errors.count > 0 {
                &revision.errors
            } else {
                own_errors.unwrap_or(&revision.errors)
            },
        };
        serde_json::to_string(&state).unwrap_or_default()
    }
}

/// Locks a value, also after a panic of another thread.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the hash by which states of a file are compared.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..HASH_DIGITS].to_owned()
}
