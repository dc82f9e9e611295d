//! The hidden tree after the exchange: it holds nothing that the shown one does not, lest a text that was withdrawn be
//! found there.

use rayon::prelude::*;

use super::folders::OutputFolders;
use super::ledger::LedgerTree;
use super::plan::folders_of;
use super::tree::{remove_entry, stat_if_exists};
use crate::diagnostic::{Diagnostic, LEFT_BEHIND};
use crate::world::{FileKind, World};

/// Removes from the hidden tree, which was shown before, every file that is not shown now with the same bytes. What was
/// removed is taken out of `was_shown`; and only that, as a file unknown to the ledger counts as somebody else's.
pub(super) fn clean(
    world: &dyn World,
    folders: &OutputFolders,
    now_shown: &LedgerTree,
    was_shown: &mut LedgerTree,
) -> Result<(), Diagnostic> {
    let stage = folders.staged_tree();
    if !stat_if_exists(world, &stage).is_ok_and(|stat| stat.is_some_and(|stat| stat.id == was_shown.id)) {
        return Err(left_over(format!("the tree shown before is not in `{}`", stage.display())));
    }
    let same = |file: &String, hash| now_shown.files.get(file).is_some_and(|now| now.hash == hash);
    let stale: Vec<&String> =
        was_shown.files.iter().filter(|(file, was)| !same(file, was.hash)).map(|(file, _)| file).collect();
    let removal = |file: &&String| (file.to_string(), remove_entry(world, &stage.join(file), FileKind::File));
    let tried: Vec<(String, Result<(), Diagnostic>)> = stale.par_iter().map(removal).collect();
    let stays = folders_of(now_shown.files.keys().chain(&now_shown.foreign).map(String::as_str));
    let mut failed = None;
    let folders = folders_of(was_shown.files.keys().map(String::as_str));
    for (file, done) in tried {
        match done {
            Ok(()) => _ = was_shown.files.remove(&file),
            Err(note) => failed = Some(note),
        }
    }
    for folder in folders.iter().rev().filter(|folder| !stays.contains(*folder)) {
        // Somebody else may have a file in it, or an empty folder.
        let _ = world.remove_dir(&stage.join(folder));
    }
    failed.map_or(Ok(()), |note| Err(left_behind(note)))
}

/// The new tree is shown, so that a failure is none of the build.
pub(super) fn left_behind(note: Diagnostic) -> Diagnostic {
    left_over(note.message)
}

fn left_over(why: String) -> Diagnostic {
    Diagnostic::new(
        &LEFT_BEHIND,
        format!("what is shown no more could not be removed from the hidden tree: {why}"),
    )
    .help("build again: the next build removes it first")
}
