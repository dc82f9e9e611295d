//! Whether a build may write into the output that is there.
//!
//! A build removes what earlier builds wrote and keeps all other files. Where nobody knows what earlier builds wrote,
//! a page that was withdrawn would be kept with them and stay public. So such a folder is refused until its user has
//! looked through it.

use std::collections::{BTreeMap, BTreeSet};

use super::folders::{OutputFolders, published};
use super::io_error::io_diagnostic;
use super::ledger::{Ledger, LedgerTree, Memory, WrittenFile};
use super::plan::OutputPlan;
use super::target::{Consent, Edition, Target, command};
use super::tree::{TreeEntries, hash_file};
use crate::diagnostic::{Diagnostic, FILES_KEPT, MOST_PAGES_GONE, UNKNOWN_OUTPUT};
use crate::world::{FileKind, World};

/// Files named in one message.
const MOST_NAMED: usize = 10;
/// Pages that must go before a build asks: a site just begun may change as a whole.
const LEAST_GONE: usize = 20;

/// What is known of the shown tree with this number. Refuses a tree that holds files nobody knows.
pub(super) fn claim(
    world: &dyn World,
    folders: &OutputFolders,
    target: &Target<'_>,
    memory: &mut Memory,
    id: u64,
    seen: &TreeEntries,
) -> Result<LedgerTree, Diagnostic> {
    let adopts = target.consent == Consent::Adoption && target.edition == Edition::Published;
    let files = seen.iter().filter(|(_, kind)| **kind != FileKind::Folder).count();
    let nothing = LedgerTree { id, ..LedgerTree::default() };
    let ledger = match memory {
        _ if files == 0 => return Ok(memory.ledger().and_then(|ledger| ledger.take(id)).unwrap_or(nothing)),
        Memory::None | Memory::Damaged if adopts => return Ok(nothing),
        Memory::None => return Err(without_ledger(folders, target, files)),
        Memory::Damaged => return Err(damaged(folders, target)),
        Memory::Of(ledger) => ledger,
    };
    if !ledger.owner.is(&folders.owner) && !adopts {
        return Err(of_another(folders, target, ledger));
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

/// The files of a tree the ledger does not know, such as a copy: those a build wrote, and those it does not know.
fn by_path(
    world: &dyn World,
    folders: &OutputFolders,
    ledger: &Ledger,
    seen: &TreeEntries,
) -> Result<(BTreeMap<String, WrittenFile>, Vec<String>), Diagnostic> {
    let (mut ours, mut unknown) = (BTreeMap::new(), Vec::new());
    for (path, kind) in seen.iter().filter(|(_, kind)| **kind != FileKind::Folder) {
        let full = folders.output.join(path);
        let written = ledger.trees.iter().any(|tree| tree.files.contains_key(path));
        if written && *kind == FileKind::File {
            let stat = world.symlink_metadata(&full).map_err(|error| io_diagnostic("read", &full, &error))?;
            let hash = hash_file(world, &full)?;
            ours.insert(path.clone(), WrittenFile { hash, len: stat.len, modified: stat.modified });
        } else if !ledger.trees.iter().any(|tree| tree.foreign.contains(path)) {
            unknown.push(path.clone());
        }
    }
    Ok((ours, unknown))
}

/// Refuses to write a preview where a published output is known to be, also where its files are gone.
pub(super) fn is_no_preview_of_published(
    folders: &OutputFolders,
    target: &Target<'_>,
    memory: &Memory,
) -> Result<(), Diagnostic> {
    match memory {
        Memory::Of(ledger) if target.edition != Edition::Published && !ledger.owner.preview => {
            Err(published(&folders.output))
        }
        _ => Ok(()),
    }
}

/// Refuses to remove more than half of the pages that are shown.
pub(super) fn keeps_most(
    folders: &OutputFolders,
    target: &Target<'_>,
    shown: &LedgerTree,
    plan: &OutputPlan,
) -> Result<(), Diagnostic> {
    let pages: Vec<&String> = shown.files.keys().filter(|file| is_page(file)).collect();
    let gone = pages.iter().filter(|file| !plan.contains(file)).count();
    if target.consent != Consent::None || gone < LEAST_GONE || gone * 2 <= pages.len() {
        return Ok(());
    }
    let shown = folders.output.display();
    let message = format!("{gone} of the {} pages in `{shown}` would be removed", pages.len());
    Err(Diagnostic::new(&MOST_PAGES_GONE, message).help(format!(
        "look whether `--root` names the right folder and its `content/` is whole; if so, run `{}`",
        command(target, "--allow-removal")
    )))
}

/// What an adopted folder still holds that this build did not write, pages first.
pub(super) fn kept(folders: &OutputFolders, foreign: &BTreeSet<String>) -> Option<Diagnostic> {
    if foreign.is_empty() {
        return None;
    }
    let mut files: Vec<&str> = foreign.iter().map(String::as_str).collect();
    files.sort_by_key(|file| !is_page(file));
    let (shown, count) = (folders.output.display(), counted(files.len()));
    let message = format!("{count} in `{shown}` kept that this build does not write: {}", named(&files));
    Some(Diagnostic::new(&FILES_KEPT, message).help(format!(
        "look through `{shown}` and delete pages that must not be public; later builds keep them without a word"
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
        files.iter().take(MOST_NAMED).map(|file| format!("`{}`", file.as_ref())).collect();
    if files.len() > MOST_NAMED {
        named.push(format!("and {} more", files.len() - MOST_NAMED));
    }
    named.join(", ")
}

fn without_ledger(folders: &OutputFolders, target: &Target<'_>, files: usize) -> Diagnostic {
    let (shown, ledger) = (folders.output.display(), folders.ledger_file());
    let message =
        format!("`{shown}` holds {}, and there is no `{}` that knows them", counted(files), ledger.display());
    refused(folders, target, message)
}

fn damaged(folders: &OutputFolders, target: &Target<'_>) -> Diagnostic {
    let (shown, ledger) = (folders.output.display(), folders.ledger_file());
    refused(
        folders,
        target,
        format!("`{}`, which knows the files in `{shown}`, is damaged", ledger.display()),
    )
}

fn copied(folders: &OutputFolders, target: &Target<'_>, unknown: &[String]) -> Diagnostic {
    let (shown, names) = (folders.output.display(), named(unknown));
    let verb = if unknown.len() == 1 { "is" } else { "are" };
    let unknown = format!("{} in it {verb} not known: {names}", counted(unknown.len()));
    refused(folders, target, format!("`{shown}` is not the folder the last build wrote, and {unknown}"))
}

fn of_another(folders: &OutputFolders, target: &Target<'_>, ledger: &Ledger) -> Diagnostic {
    let shown = folders.output.display();
    if ledger.owner.preview {
        return Diagnostic::new(&UNKNOWN_OUTPUT, format!("`{shown}` holds a preview with drafts"))
            .help("choose another folder with `--output`");
    }
    let site = ledger.owner.address.as_ref().unwrap_or(&ledger.owner.place);
    refused(folders, target, format!("`{shown}` is the output of another site (`{site}`)"))
}

/// Says what is kept and what goes, and how those who restore an output from elsewhere avoid this.
fn refused(folders: &OutputFolders, target: &Target<'_>, message: String) -> Diagnostic {
    let (shown, ledger) = (folders.output.display(), folders.ledger_file());
    let shelf = ledger.parent().unwrap_or(&ledger).display();
    if target.edition != Edition::Published {
        return Diagnostic::new(&UNKNOWN_OUTPUT, message).help("choose an empty folder with `--output`");
    }
    Diagnostic::new(&UNKNOWN_OUTPUT, message).help(format!(
        "look through `{shown}`, then run `{}` once: pages of this site are written over, other files stay;\n\
         where `{shown}` is restored from a cache or a branch, restore `{shelf}` with it, or build into an empty folder",
        command(target, "--adopt")
    ))
}
