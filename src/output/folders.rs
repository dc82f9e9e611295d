//! Where the two trees, the ledger and the lock lie, and where they must not.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::io_error::io_diagnostic;
use super::target::{Edition, Owner, Target};
use crate::diagnostic::{
    BUILD_RUNNING, CANNOT_WRITE, Diagnostic, OUTPUT_HOLDS_SOURCES, OUTPUT_IS_A_LINK, PREVIEW_IN_PUBLISHED,
};
use crate::world::{FileKind, Lock, World};

/// Digits of the number of a process, at most.
const MAX_PID_DIGITS: u64 = 20;

/// The output folder and the hidden folder beside it, which is on the same disk and not inside what is served.
pub(super) struct OutputFolders {
    /// The output folder.
    pub(super) output: PathBuf,
    /// The hidden folder: `.public.next` beside `public`.
    staging: PathBuf,
    /// The site it is written for.
    pub(super) owner: Owner,
    /// Whether this build made the hidden folder.
    fresh: bool,
}

impl OutputFolders {
    /// Refuses an output that lies in the sources or holds them, and links in place of folders. Makes the hidden folder.
    pub(super) fn new(world: &dyn World, target: &Target<'_>) -> Result<Self, Diagnostic> {
        let output = target.folder;
        let resolve = |path: &Path| {
            canonicalize_existing(world, path).map_err(|error| io_diagnostic("found", path, &error))
        };
        let real = resolve(output)?;
        for part in target.sources {
            if let Some(how) = overlap(&real, &resolve(part)?) {
                return Err(overlap_diagnostic(output, how, part));
            }
        }
        if let Edition::Preview(public) = target.edition
            && overlap(&real, &resolve(public)?).is_some()
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
        let mut folders = Self { output: shown, staging: shelf, owner, fresh: false };
        if is_real_folder(world, &folders.output)? {
            is_no_mount_point(world, &folders.output)?;
        }
        if !is_real_folder(world, &folders.staging)? {
            world
                .create_dirs(&folders.staging)
                .map_err(|error| io_diagnostic("made", &folders.staging, &error))?;
            folders.fresh = true;
        }
        // It holds what is not yet shown.
        let private = world.make_private(&folders.staging);
        private.map_err(|error| io_diagnostic("made private", &folders.staging, &error))?;
        Ok(folders)
    }

    /// Takes away the hidden folder of a build that was refused, if that build made it.
    pub(super) fn discard(&self, world: &dyn World) {
        if self.fresh {
            let _ = world.remove_file(&self.in_progress_marker());
            let _ = world.remove_dir(&self.staged_tree());
            let _ = world.remove_file(&self.staging.join("lock"));
            let _ = world.remove_dir(&self.staging);
        }
    }

    /// The hidden tree.
    pub(super) fn staged_tree(&self) -> PathBuf {
        self.staging.join("tree")
    }

    /// Where the shown tree waits while the hidden one is moved in, on systems that cannot exchange the two.
    pub(super) fn displaced_tree(&self) -> PathBuf {
        self.staging.join("aside")
    }

    /// The memory of what was written.
    pub(super) fn ledger_file(&self) -> PathBuf {
        self.staging.join("ledger")
    }

    /// Stands while a build changes the hidden tree.
    pub(super) fn in_progress_marker(&self) -> PathBuf {
        self.staging.join("begun")
    }

    /// Keeps other builds away for as long as the lock is held.
    pub(super) fn lock(&self, world: &dyn World) -> Result<Lock, Diagnostic> {
        let file = self.staging.join("lock");
        world.lock(&file).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => already_running(world, &file, &self.output),
            _ => io_diagnostic("locked", &file, &error),
        })
    }
}

fn already_running(world: &dyn World, file: &Path, shown: &Path) -> Diagnostic {
    let holder = world.read(file, MAX_PID_DIGITS).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let holder = holder.filter(|pid| !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit()));
    let who =
        holder.map_or_else(|| "another build".to_owned(), |pid| format!("another build (process {pid})"));
    Diagnostic::new(&BUILD_RUNNING, format!("{who} is writing `{}`", shown.display()))
        .help("wait until it has ended, or end it")
}

/// Whether a folder is there; a link or a file in its place is refused.
pub(super) fn is_real_folder(world: &dyn World, path: &Path) -> Result<bool, Diagnostic> {
    match world.symlink_metadata(path).map(|stat| stat.kind) {
        Ok(FileKind::Folder) => Ok(true),
        Ok(FileKind::Link) => Err(symlink_diagnostic(path)),
        Ok(_) => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{}` is no folder", path.display()))
            .help("move it away, or choose another folder with `--output`")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io_diagnostic("read", path, &error)),
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
        .help(format!("name a folder inside it: `--output {}`", path.join("public").display()))),
        Err(error) => Err(io_diagnostic("read", path, &error)),
    }
}

/// The finding that a link stands where a build writes.
pub(super) fn symlink_diagnostic(path: &Path) -> Diagnostic {
    Diagnostic::new(
        &OUTPUT_IS_A_LINK,
        format!("`{}` is a link, and a build writes through none", path.display()),
    )
    .help("put a folder or nothing in its place, or choose another folder with `--output`")
}

/// How an output folder and a part of the sources are in each other's way.
fn overlap(output: &Path, source: &Path) -> Option<&'static str> {
    if source.starts_with(output) {
        Some("holds")
    } else if output.starts_with(source) {
        Some("lies in")
    } else {
        None
    }
}

fn overlap_diagnostic(output: &Path, how: &str, part: &Path) -> Diagnostic {
    let (output, part) = (output.display(), part.display());
    let message = format!("the output folder `{output}` {how} `{part}`, which belongs to the sources");
    Diagnostic::new(&OUTPUT_HOLDS_SOURCES, message)
        .help("choose a folder of its own, such as `--output public`")
}

/// The finding that a preview would be written where readers may see it.
pub(super) fn published(output: &Path) -> Diagnostic {
    let message = format!(
        "`{}` is published, and a build with `--drafts` writes no published folder",
        output.display()
    );
    Diagnostic::new(&PREVIEW_IN_PUBLISHED, message)
        .help("leave `--output` out, or choose a folder that is not published")
}

/// A path with its links followed, as far as it exists.
fn canonicalize_existing(world: &dyn World, path: &Path) -> io::Result<PathBuf> {
    match (world.canonicalize(path), path.parent(), path.file_name()) {
        (Err(error), Some(parent), name) if error.kind() == ErrorKind::NotFound => {
            let mut real = canonicalize_existing(world, parent)?;
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
