//! What others put into the output, such as `CNAME` or `.git`: it is kept, in whichever tree is shown.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::fault::cannot;
use super::folders::Folders;
use super::ledger::Tree;
use super::plan::folders_of;
use super::prepare::Prepared;
use super::tree::{Seen, at, below, list};
use crate::diagnostic::Diagnostic;
use crate::world::{Kind, World};

/// Gives the files of others in the shown tree a second name in the hidden one. Gives their paths, without what its owner
/// has removed in the meantime.
pub(super) fn carry(
    world: &dyn World,
    folders: &Folders,
    foreign: &BTreeSet<String>,
    hidden: &Prepared,
) -> Result<BTreeSet<String>, Diagnostic> {
    let stage = folders.stage();
    let carry = |file: &String| {
        let (from, to) = (folders.shown.join(file), stage.join(file));
        match link(world, &from, &to, hidden.has(file)) {
            Ok(there) => Ok(there.then(|| file.clone())),
            Err(error) => Err(cannot("kept", &from, &error)),
        }
    };
    let kept: Vec<Option<String>> = foreign.par_iter().map(carry).collect::<Result<_, _>>()?;
    Ok(kept.into_iter().flatten().collect())
}

/// Whether there is still such a file. `had` where the hidden tree had something there before.
fn link(world: &dyn World, from: &Path, to: &Path, had: bool) -> io::Result<bool> {
    let stat = at(world, from)?;
    if had {
        let old = world.look(to)?;
        if stat.is_some_and(|stat| stat.id == old.id) {
            return Ok(true);
        }
        world.remove_file(to)?;
    }
    match stat {
        None => Ok(false),
        // Some file systems know one name a file only.
        Some(stat) => match world.hard_link(from, to) {
            Err(_) if stat.kind == Kind::File => world.copy(from, to).map(|()| true),
            linked => linked.map(|()| true),
        },
    }
}

/// Moves into the shown tree what is in the hidden one and neither written nor carried there by a build. Gives the paths.
pub(super) fn rescue(
    world: &dyn World,
    folders: &Folders,
    hidden: &Tree,
    seen: &Seen,
) -> Result<Vec<String>, Diagnostic> {
    let unknown = |(file, kind): &(&String, &Kind)| {
        **kind != Kind::Folder && !hidden.files.contains_key(*file) && !hidden.kept.contains(*file)
    };
    let mut moved = Vec::new();
    for (file, _) in seen.iter().filter(unknown) {
        let (from, to) = (folders.stage().join(file), folders.shown.join(file));
        if bring_back(world, &from, &to).map_err(|error| cannot("kept", &from, &error))? {
            moved.push(file.clone());
        }
    }
    Ok(moved)
}

/// Moves a file to where nothing is; whether it did.
fn bring_back(world: &dyn World, from: &Path, to: &Path) -> io::Result<bool> {
    if at(world, to)?.is_some() {
        return Ok(false);
    }
    to.parent().map_or(Ok(()), |folder| world.create_dirs(folder))?;
    world.rename(from, to).map(|()| true)
}

/// Brings over what others changed while the trees were exchanged: what they had put there before, and what is new
/// beside it. The new tree is shown already and is whole, so that a failure here is none of the build; anything new in
/// the old tree that is not seen here is found by the next build.
pub(super) fn catch_up(world: &dyn World, folders: &Folders, was_shown: &Tree) {
    let stage = folders.stage();
    for file in &was_shown.kept {
        let (old, new) = (stage.join(file), folders.shown.join(file));
        if let (Ok(left), Ok(carried)) = (world.look(&old), world.look(&new))
            && left.id != carried.id
            && left.modified > carried.modified
        {
            let _ = world.rename(&old, &new);
        }
    }
    let theirs = folders_of(was_shown.kept.iter().map(String::as_str));
    for folder in theirs.iter().map(String::as_str).chain([""]) {
        let _ = news(world, &stage, folder, was_shown).map(|seen| rescue(world, folders, was_shown, &seen));
    }
}

/// What lies in a folder, and in those of its folders in which nothing is known.
fn news(world: &dyn World, stage: &Path, folder: &str, known: &Tree) -> Result<Seen, Diagnostic> {
    let mut seen = Seen::new();
    for (path, kind) in list(world, stage, folder)? {
        let inside = format!("{path}/");
        let holds = |file: Option<&String>| file.is_some_and(|file| file.starts_with(&inside));
        let ours = holds(known.files.range(inside.clone()..).next().map(|(file, _)| file));
        match kind {
            Kind::Folder if ours || holds(known.kept.range(inside.clone()..).next()) => {}
            Kind::Folder => seen.extend(below(world, stage, &path)?),
            _ => _ = seen.insert(path, kind),
        }
    }
    Ok(seen)
}
