//! Decides whether a build may write to an existing output folder.
//!
//! A build removes what earlier builds wrote and keeps all other files. Without a ledger, a withdrawn page would be kept
//! as a foreign file and stay public. Such a folder is therefore refused until the user has checked it.

use std::collections::{BTreeMap, BTreeSet};

use super::folders::{OutputFolders, published};
use super::io_error::io_diagnostic;
use super::ledger::{Ledger, LedgerState, LedgerTree, WrittenFile};
use super::plan::OutputPlan;
use super::target::{Consent, Edition, Target, command};
use super::tree::{TreeEntries, hash_file};
use crate::diagnostic::{Diagnostic, FILES_KEPT, MOST_PAGES_GONE, UNKNOWN_OUTPUT};
use crate::world::{FileKind, World};

/// Maximum number of files named in one message.
const MAX_NAMED: usize = 10;
/// Minimum number of removed pages that needs consent: a new site may change as a whole.
const MIN_REMOVED: usize = 20;

/// Returns the ledger's record of the output folder with this id. Fails if the folder holds files that are not in the
/// ledger.
pub(super) fn claim(
    world: &dyn World,
    folders: &OutputFolders,
    target: &Target<'_>,
    state: &mut LedgerState,
    id: u64,
    seen: &TreeEntries,
) -> Result<LedgerTree, Diagnostic> {
    let adopts = target.consent == Consent::Adoption && target.edition == Edition::Published;
    let files = seen.iter().filter(|(_, kind)| **kind != FileKind::Folder).count();
    let empty = LedgerTree { id, ..LedgerTree::default() };
    let ledger = match state {
        _ if files == 0 => return Ok(state.ledger().and_then(|ledger| ledger.take(id)).unwrap_or(empty)),
        LedgerState::Missing | LedgerState::Damaged if adopts => return Ok(empty),
        LedgerState::Missing => return Err(without_ledger(folders, target, files)),
        LedgerState::Damaged => return Err(damaged(folders, target)),
        LedgerState::Read(ledger) => ledger,
    };
    if !ledger.owner.is_same_site(&folders.owner) && !adopts {
        return Err(other_site(folders, target, ledger));
    }
    if let Some(tree) = ledger.take(id) {
        return Ok(tree);
    }
    let (files, unknown) = by_path(world, folders, ledger, seen)?;
    match unknown.as_slice() {
        [_, ..] if !adopts => Err(copied(folders, target, &unknown)),
        _ => Ok(LedgerTree { id, files, foreign: BTreeSet::new() }),
    }
}

/// Splits the files of a tree without a ledger record, such as a copy, into those a build wrote and unknown ones.
fn by_path(
    world: &dyn World,
    folders: &OutputFolders,
    ledger: &Ledger,
    seen: &TreeEntries,
) -> Result<(BTreeMap<String, WrittenFile>, Vec<String>), Diagnostic> {
    let (mut written_files, mut unknown) = (BTreeMap::new(), Vec::new());
    for (path, kind) in seen.iter().filter(|(_, kind)| **kind != FileKind::Folder) {
        let full = folders.output.join(path);
        let written = ledger.trees.iter().any(|tree| tree.files.contains_key(path));
        if written && *kind == FileKind::File {
            let stat = world.symlink_metadata(&full).map_err(|error| io_diagnostic("read", &full, &error))?;
            let hash = hash_file(world, &full)?;
            written_files.insert(path.clone(), WrittenFile { hash, len: stat.len, modified: stat.modified });
        } else if !ledger.trees.iter().any(|tree| tree.foreign.contains(path)) {
            unknown.push(path.clone());
        }
    }
    Ok((written_files, unknown))
}

/// Fails if a preview would overwrite a published output, even one whose files are gone.
pub(super) fn check_preview(
    folders: &OutputFolders,
    target: &Target<'_>,
    state: &LedgerState,
) -> Result<(), Diagnostic> {
    match state {
        LedgerState::Read(ledger) if target.edition != Edition::Published && !ledger.owner.preview => {
            Err(published(&folders.output))
        }
        _ => Ok(()),
    }
}

/// Fails if the build would remove more than half of the published pages without consent.
pub(super) fn check_removals(
    folders: &OutputFolders,
    target: &Target<'_>,
    current: &LedgerTree,
    plan: &OutputPlan,
) -> Result<(), Diagnostic> {
    let pages: Vec<&String> = current.files.keys().filter(|file| is_page(file)).collect();
    let removed = pages.iter().filter(|file| !plan.contains(file)).count();
    if target.consent != Consent::None || removed < MIN_REMOVED || removed * 2 <= pages.len() {
        return Ok(());
    }
    let output = folders.output.display();
    let message = format!("{removed} of the {} pages in `{output}` would be removed", pages.len());
    Err(Diagnostic::new(&MOST_PAGES_GONE, message).help(format!(
        "check that `--root` names the right folder and that `content/` is complete; if so, run `{}`",
        command(target, "--allow-removal")
    )))
}

/// Returns a diagnostic that names the foreign files of an adopted folder, pages first.
pub(super) fn kept(folders: &OutputFolders, foreign: &BTreeSet<String>) -> Option<Diagnostic> {
    if foreign.is_empty() {
        return None;
    }
    let mut files: Vec<&str> = foreign.iter().map(String::as_str).collect();
    files.sort_by_key(|file| !is_page(file));
    let (output, count) = (folders.output.display(), counted(files.len()));
    let message = format!("kept {count} in `{output}` that this build does not write: {}", named(&files));
    Some(Diagnostic::new(&FILES_KEPT, message).help(format!(
        "check `{output}` and delete pages that must not be public; later builds keep them without a warning"
    )))
}

fn is_page(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("html"))
}

fn counted(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

fn named<T: AsRef<str>>(files: &[T]) -> String {
    let mut named: Vec<String> =
        files.iter().take(MAX_NAMED).map(|file| format!("`{}`", file.as_ref())).collect();
    if files.len() > MAX_NAMED {
        named.push(format!("and {} more", files.len() - MAX_NAMED));
    }
    named.join(", ")
}

fn without_ledger(folders: &OutputFolders, target: &Target<'_>, files: usize) -> Diagnostic {
    let (output, ledger) = (folders.output.display(), folders.ledger_file());
    let message = format!(
        "`{output}` holds {}, but there is no ledger `{}` that lists them",
        counted(files),
        ledger.display()
    );
    refused(folders, target, message)
}

fn damaged(folders: &OutputFolders, target: &Target<'_>) -> Diagnostic {
    let (output, ledger) = (folders.output.display(), folders.ledger_file());
    refused(folders, target, format!("the ledger `{}` of `{output}` is damaged", ledger.display()))
}

fn copied(folders: &OutputFolders, target: &Target<'_>, unknown: &[String]) -> Diagnostic {
    let (output, names) = (folders.output.display(), named(unknown));
    let verb = if unknown.len() == 1 { "is" } else { "are" };
    let unknown = format!("{} in it {verb} not in the ledger: {names}", counted(unknown.len()));
    refused(folders, target, format!("`{output}` is not the folder that the last build wrote, and {unknown}"))
}

fn other_site(folders: &OutputFolders, target: &Target<'_>, ledger: &Ledger) -> Diagnostic {
    let output = folders.output.display();
    if ledger.owner.preview {
        return Diagnostic::new(&UNKNOWN_OUTPUT, format!("`{output}` holds a preview with drafts"))
            .help("choose another folder with `--output`");
    }
    let site = ledger.owner.address.as_ref().unwrap_or(&ledger.owner.location);
    refused(folders, target, format!("`{output}` is the output of another site (`{site}`)"))
}

/// Builds the diagnostic for a refused folder. The help says what `--adopt` does and how to avoid it with a restored output.
fn refused(folders: &OutputFolders, target: &Target<'_>, message: String) -> Diagnostic {
    let (output, ledger) = (folders.output.display(), folders.ledger_file());
    let staging = ledger.parent().unwrap_or(&ledger).display();
    if target.edition != Edition::Published {
        return Diagnostic::new(&UNKNOWN_OUTPUT, message).help("choose an empty folder with `--output`");
    }
    Diagnostic::new(&UNKNOWN_OUTPUT, message).help(format!(
        "check the files in `{output}`, then run `{}` once: pages of this site are overwritten, other files are kept;\n\
         if `{output}` is restored from a cache or a branch, restore `{staging}` with it, or build into an empty folder",
        command(target, "--adopt")
    ))
}
