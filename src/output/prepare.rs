//! The hidden tree, made ready: nothing in it but what will be shown, and every folder there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use rayon::prelude::*;

use super::attributes;
use super::carry;
use super::fault::cannot;
use super::folders::Folders;
use super::ledger::{Memory, Tree, Written};
use super::plan::{Plan, folders_of};
use super::survey::Survey;
use super::tree::{Seen, at, remove, scan};
use crate::diagnostic::Diagnostic;
use crate::world::{Kind, World};

/// The hidden tree before the first file is written.
pub(super) struct Prepared {
    /// The number of its folder.
    pub(super) id: u64,
    /// What earlier builds wrote into it, as far as they came to an end.
    files: BTreeMap<String, Written>,
    /// The files in it.
    seen: BTreeSet<String>,
}

impl Prepared {
    /// Removes what will not be shown, and makes the folders that are missing.
    pub(super) fn new(
        world: &dyn World,
        folders: &Folders,
        plan: &Plan,
        memory: &mut Memory,
        shown: &mut Survey,
    ) -> Result<Self, Diagnostic> {
        let id = stand_up(world, folders)?;
        let mut seen = scan(world, &folders.stage())?;
        let tree = memory.take(id);
        rescue(world, folders, tree.as_ref(), &mut seen, shown)?;
        begin(world, folders)?;
        let wanted = wanted_folders(plan, shown);
        sweep(world, folders, plan, shown, &wanted, &mut seen)?;
        make(world, folders, &wanted, &seen, shown)?;
        let seen = seen.into_iter().filter(|(_, kind)| *kind != Kind::Folder).map(|(path, _)| path).collect();
        Ok(Self { id, files: tree.unwrap_or_default().files, seen })
    }

    /// Whether something stands where this file is to be.
    pub(super) fn has(&self, file: &str) -> bool {
        self.seen.contains(file)
    }

    /// What an earlier build wrote there.
    pub(super) fn known(&self, file: &str) -> Option<&Written> {
        self.files.get(file)
    }
}

/// Makes the tree's folder where there is none, and gives its number.
fn stand_up(world: &dyn World, folders: &Folders) -> Result<u64, Diagnostic> {
    let stage = folders.stage();
    match at(world, &stage).map_err(|error| cannot("read", &stage, &error))? {
        Some(stat) if stat.kind == Kind::Folder => return Ok(stat.id),
        Some(stat) => remove(world, &stage, stat.kind)?,
        None => {}
    }
    let made = world.create_dir(&stage).and_then(|()| world.look(&stage));
    made.map(|stat| stat.id).map_err(|error| cannot("made", &stage, &error))
}

/// Brings back what others put into the shown tree in the very moment it was exchanged for this one. Once a build has
/// begun to change this tree, what is unknown in it is that build's own; and of a tree the ledger does not know, such as
/// a copy, nothing can be said.
fn rescue(
    world: &dyn World,
    folders: &Folders,
    tree: Option<&Tree>,
    seen: &mut Seen,
    shown: &mut Survey,
) -> Result<(), Diagnostic> {
    let begun = at(world, &folders.begun()).map_err(|error| cannot("read", &folders.begun(), &error))?;
    let Some(tree) = tree.filter(|_| shown.there && begun.is_none()) else { return Ok(()) };
    for file in carry::rescue(world, folders, tree, seen)? {
        seen.remove(&file);
        shown.foreign.insert(file);
    }
    Ok(())
}

/// Notes that this tree is being changed.
fn begin(world: &dyn World, folders: &Folders) -> Result<(), Diagnostic> {
    match world.create_new(&folders.begun(), b"") {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(cannot("written", &folders.begun(), &error))
        }
        _ => Ok(()),
    }
}

fn wanted_folders(plan: &Plan, shown: &Survey) -> BTreeSet<String> {
    let theirs = shown.foreign.iter().chain(&shown.foreign_folders);
    let mut wanted = folders_of(theirs.map(String::as_str));
    wanted.extend(shown.foreign_folders.iter().cloned());
    wanted.extend(plan.folders.iter().cloned());
    wanted
}

/// Removes what will not be shown, the inmost first.
fn sweep(
    world: &dyn World,
    folders: &Folders,
    plan: &Plan,
    shown: &Survey,
    wanted: &BTreeSet<String>,
    seen: &mut Seen,
) -> Result<(), Diagnostic> {
    let stays = |path: &str, kind: Kind| match kind {
        Kind::Folder => wanted.contains(path),
        Kind::File => plan.has(path) || shown.foreign.contains(path),
        Kind::Link | Kind::Odd(_) => shown.foreign.contains(path),
    };
    let stage = folders.stage();
    let gone: Vec<(String, Kind)> = seen
        .iter()
        .filter(|(path, kind)| !stays(path, **kind))
        .map(|(path, kind)| (path.clone(), *kind))
        .collect();
    for (path, kind) in gone.iter().rev() {
        remove(world, &stage.join(path), *kind)?;
        seen.remove(path);
    }
    Ok(())
}

/// Makes the folders that are missing, and gives all of them the attributes they have in the shown tree: those of one depth side by side, the outermost first.
fn make(
    world: &dyn World,
    folders: &Folders,
    wanted: &BTreeSet<String>,
    seen: &Seen,
    shown: &Survey,
) -> Result<(), Diagnostic> {
    let mut depths: Vec<Vec<&str>> = Vec::new();
    for folder in wanted {
        let depth = folder.matches('/').count();
        depths.resize_with(depths.len().max(depth + 1), Vec::new);
        depths[depth].push(folder);
    }
    let stage = folders.stage();
    let ready = |folder: &&str| {
        if !seen.contains_key(*folder) {
            let path = stage.join(folder);
            world.create_dir(&path).map_err(|error| cannot("made", &path, &error))?;
        }
        // New folders take their group from the one they are made in, so that one comes first.
        if shown.folders.contains(*folder) { attributes::copy(world, folders, folder) } else { Ok(()) }
    };
    if shown.there {
        attributes::copy(world, folders, "")?;
    }
    depths.iter().try_for_each(|depth| depth.par_iter().try_for_each(ready))
}
