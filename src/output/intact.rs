//! Whether an output is still as a build left it.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::folders::{OutputFolders, is_real_folder, staging_folder};
use super::ledger::{Ledger, WrittenFile};
use super::target::Target;
use crate::output::OutputReport;
use crate::world::World;

/// Identifies the state of an output after a build: the hash of its ledger.
pub type OutputState = [u8; 32];

/// Returns the staging folder of an output folder; `None` for a path without a name.
pub fn staging_of(output: &Path) -> Option<PathBuf> {
    output.file_name().map(|_| staging_folder(output))
}

/// Returns the report of a build that changes nothing, if the output is still in this state: the ledger is the same, no build
/// is running or has been killed, and all files have the length and time that they were written with.
pub fn unchanged_output(world: &dyn World, target: &Target<'_>, state: OutputState) -> Option<OutputReport> {
    let folders = OutputFolders::new(world, target).ok()?;
    let _lock = folders.lock(world).ok()?;
    let bytes = world.read(&folders.ledger_file(), u64::MAX).ok()?;
    if *blake3::hash(&bytes).as_bytes() != state
        || world.exists(&folders.in_progress_marker())
        || world.exists(&folders.displaced_tree())
        || !is_real_folder(world, &folders.output).ok()?
    {
        return None;
    }
    let mut ledger = Ledger::decode(&bytes)?;
    let owner = &ledger.owner;
    if owner.location != folders.owner.location || owner.preview != folders.owner.preview {
        return None;
    }
    let tree = ledger.take(world.symlink_metadata(&folders.output).ok()?.id)?;
    let is_intact =
        |(file, written): (&String, &WrittenFile)| written.is_intact(world, &folders.output.join(file));
    let sizes = || tree.files.values().map(|written| written.len);
    tree.files.par_iter().all(is_intact).then(|| OutputReport {
        unchanged: tree.files.len(),
        bytes: sizes().sum(),
        largest: sizes().max().unwrap_or_default(),
        ..OutputReport::default()
    })
}
