//! Cleans the staged tree after the exchange: it keeps no file that is not in the output folder, so withdrawn texts cannot
//! be found there.

use rayon::prelude::*;

use super::folders::OutputFolders;
use super::ledger::LedgerTree;
use super::plan::folders_of;
use super::tree::{remove_entry, stat_if_exists};
use crate::diagnostic::{Diagnostic, LEFT_BEHIND};
use crate::world::{FileKind, World};

/// Removes every file of the staged tree, which holds the previous output, that is not in the new output with the same
/// bytes. Removed files are taken out of `previous`. Others stay there: a file unknown to the ledger counts as foreign.
pub(super) fn clean(
    world: &dyn World,
    folders: &OutputFolders,
    current: &LedgerTree,
    previous: &mut LedgerTree,
) -> Result<(), Diagnostic> {
    let stage = folders.staged_tree();
    if !stat_if_exists(world, &stage).is_ok_and(|stat| stat.is_some_and(|stat| stat.id == previous.id)) {
        return Err(left_over(&format!("the previous output is not in `{}`", stage.display())));
    }
    let same = |file: &String, hash| current.files.get(file).is_some_and(|file| file.hash == hash);
    let stale: Vec<&String> = previous
        .files
        .iter()
        .filter(|(file, written)| !same(file, written.hash))
        .map(|(file, _)| file)
        .collect();
    let removal = |file: &&String| (file.to_string(), remove_entry(world, &stage.join(file), FileKind::File));
    let tried: Vec<(String, Result<(), Diagnostic>)> = stale.par_iter().map(removal).collect();
    let kept_folders = folders_of(current.files.keys().chain(&current.foreign).map(String::as_str));
    let mut failed = None;
    let folders = folders_of(previous.files.keys().map(String::as_str));
    for (file, done) in tried {
        match done {
            Ok(()) => _ = previous.files.remove(&file),
            Err(diagnostic) => failed = Some(diagnostic),
        }
    }
    for folder in folders.iter().rev().filter(|folder| !kept_folders.contains(*folder)) {
        // Fails if the folder holds a foreign file, which is then kept.
        let _ = world.remove_dir(&stage.join(folder));
    }
    failed.map_or(Ok(()), |diagnostic| Err(left_behind(diagnostic)))
}

/// Turns a failure after the exchange into a warning: the new output is complete.
pub(super) fn left_behind(diagnostic: Diagnostic) -> Diagnostic {
    left_over(&diagnostic.message)
}

fn left_over(reason: &str) -> Diagnostic {
    Diagnostic::new(
        &LEFT_BEHIND,
        format!("outdated files could not be removed from the staging folder: {reason}"),
    )
    .help("build again: the next build removes them first")
}
