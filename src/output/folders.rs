//! Where the two trees, the ledger and the lock lie, and where they must not.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fault::cannot;
use super::target::{Edition, Owner, Target};
use crate::diagnostic::{
    BUILD_RUNNING, CANNOT_WRITE, Diagnostic, OUTPUT_HOLDS_SOURCES, OUTPUT_IS_A_LINK, PREVIEW_IN_PUBLISHED,
};
use crate::world::{Kind, Lock, World};

/// Digits of the number of a process, at most.
const MOST_DIGITS: u64 = 20;

/// The output folder and the hidden folder beside it, which is on the same disk and not inside what is served.
pub(super) struct Folders {
    /// The output folder.
    pub(super) shown: PathBuf,
    /// The hidden folder: `.public.next` beside `public`.
    shelf: PathBuf,
    /// The site it is written for.
    pub(super) owner: Owner,
    /// Whether this build made the hidden folder.
    fresh: bool,
}

impl Folders {
    /// Refuses an output that lies in the sources or holds them, and links in place of folders. Makes the hidden folder.
    pub(super) fn new(world: &dyn World, target: &Target<'_>) -> Result<Self, Diagnostic> {
        let output = target.folder;
        let resolve = |path: &Path| resolve(world, path).map_err(|error| cannot("found", path, &error));
        let real = resolve(output)?;
        for part in target.sources {
            if let Some(how) = clash(&real, &resolve(part)?) {
                return Err(refused(output, how, part));
            }
        }
        if let Edition::Preview(public) = target.edition
            && clash(&real, &resolve(public)?).is_some()
        {
            return Err(published(output));
        }
        let owner = Owner::new(target, &real, &resolve(target.root)?);
        let shown = if output.file_name().is_some() { output.to_path_buf() } else { real };
        let Some(name) = shown.file_name() else {
            return Err(Diagnostic::new(
                &CANNOT_WRITE,
                format!("`{}` is no folder to write", shown.display()),
            ));
        };
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".next");
        let shelf = shown.with_file_name(hidden);
        let mut folders = Self { shown, shelf, owner, fresh: false };
        if is_folder(world, &folders.shown)? {
            is_no_mount_point(world, &folders.shown)?;
        }
        if !is_folder(world, &folders.shelf)? {
            world.create_dirs(&folders.shelf).map_err(|error| cannot("made", &folders.shelf, &error))?;
            folders.fresh = true;
        }
        // It holds what is not yet shown.
        let private = world.make_private(&folders.shelf);
        private.map_err(|error| cannot("made private", &folders.shelf, &error))?;
        Ok(folders)
    }

    /// Takes away the hidden folder of a build that was refused, if that build made it.
    pub(super) fn discard(&self, world: &dyn World) {
        if self.fresh {
            let _ = world.remove_file(&self.begun());
            let _ = world.remove_dir(&self.stage());
            let _ = world.remove_file(&self.shelf.join("lock"));
            let _ = world.remove_dir(&self.shelf);
        }
    }

    /// The hidden tree.
    pub(super) fn stage(&self) -> PathBuf {
        self.shelf.join("tree")
    }

    /// Where the shown tree waits while the hidden one is moved in, on systems that cannot exchange the two.
    pub(super) fn aside(&self) -> PathBuf {
        self.shelf.join("aside")
    }

    /// The memory of what was written.
    pub(super) fn ledger(&self) -> PathBuf {
        self.shelf.join("ledger")
    }

    /// Stands while a build changes the hidden tree.
    pub(super) fn begun(&self) -> PathBuf {
        self.shelf.join("begun")
    }

    /// Keeps other builds away for as long as the lock is held.
    pub(super) fn lock(&self, world: &dyn World) -> Result<Lock, Diagnostic> {
        let file = self.shelf.join("lock");
        world.lock(&file).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => running(world, &file, &self.shown),
            _ => cannot("locked", &file, &error),
        })
    }
}

fn running(world: &dyn World, file: &Path, shown: &Path) -> Diagnostic {
    let holder = world.read(file, MOST_DIGITS).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let holder = holder.filter(|pid| !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit()));
    let who =
        holder.map_or_else(|| "another build".to_owned(), |pid| format!("another build (process {pid})"));
    Diagnostic::new(&BUILD_RUNNING, format!("{who} is writing `{}`", shown.display()))
        .mend("wait until it has ended, or end it")
}

/// Whether a folder is there; a link or a file in its place is refused.
pub(super) fn is_folder(world: &dyn World, path: &Path) -> Result<bool, Diagnostic> {
    match world.look(path).map(|stat| stat.kind) {
        Ok(Kind::Folder) => Ok(true),
        Ok(Kind::Link) => Err(is_link(path)),
        Ok(_) => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{}` is no folder", path.display()))
            .mend("move it away, or choose another folder with `--output`")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(cannot("read", path, &error)),
    }
}

/// Refuses a folder that cannot be exchanged for another.
fn is_no_mount_point(world: &dyn World, path: &Path) -> Result<(), Diagnostic> {
    match world.is_mount_point(path) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Diagnostic::new(
            &CANNOT_WRITE,
            format!("`{}` is a mount point, and a build moves its output folder as a whole", path.display()),
        )
        .mend(format!("name a folder inside it: `--output {}`", path.join("public").display()))),
        Err(error) => Err(cannot("read", path, &error)),
    }
}

/// The finding that a link stands where a build writes.
pub(super) fn is_link(path: &Path) -> Diagnostic {
    Diagnostic::new(
        &OUTPUT_IS_A_LINK,
        format!("`{}` is a link, and a build writes through none", path.display()),
    )
    .mend("put a folder or nothing in its place, or choose another folder with `--output`")
}

/// How an output folder and a part of the sources are in each other's way.
fn clash(output: &Path, source: &Path) -> Option<&'static str> {
    if source.starts_with(output) {
        Some("holds")
    } else if output.starts_with(source) {
        Some("lies in")
    } else {
        None
    }
}

fn refused(output: &Path, how: &str, part: &Path) -> Diagnostic {
    let (output, part) = (output.display(), part.display());
    let message = format!("the output folder `{output}` {how} `{part}`, which belongs to the sources");
    Diagnostic::new(&OUTPUT_HOLDS_SOURCES, message)
        .mend("choose a folder of its own, such as `--output public`")
}

/// The finding that a preview would be written where readers may see it.
pub(super) fn published(output: &Path) -> Diagnostic {
    let message = format!(
        "`{}` is published, and a build with `--drafts` writes no published folder",
        output.display()
    );
    Diagnostic::new(&PREVIEW_IN_PUBLISHED, message)
        .mend("leave `--output` out, or choose a folder that is not published")
}

/// A path with its links followed, as far as it exists.
fn resolve(world: &dyn World, path: &Path) -> io::Result<PathBuf> {
    match (world.real(path), path.parent(), path.file_name()) {
        (Err(error), Some(parent), name) if error.kind() == ErrorKind::NotFound => {
            let mut real = resolve(world, parent)?;
            match name {
                Some(name) => real.push(name),
                // The path ends in `..`.
                None => _ = real.pop(),
            }
            Ok(real)
        }
        (real, ..) => real,
    }
}
