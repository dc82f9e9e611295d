//! Paths of the output folder, the staging folder, the ledger and the lock, and the places where they are refused.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::io_error::io_diagnostic;
use super::target::{Edition, Owner, Target};
use crate::diagnostic::{
    BUILD_RUNNING, CANNOT_WRITE, Diagnostic, OUTPUT_HOLDS_SOURCES, OUTPUT_IS_SYMLINK, PREVIEW_IN_PUBLISHED,
};
use crate::world::{FileKind, Lock, World};

/// Maximum number of digits of a process ID.
const MAX_PID_DIGITS: u64 = 20;

/// The output folder and the staging folder beside it, which is on the same disk and outside of what is served.
pub(super) struct OutputFolders {
    /// The output folder.
    pub(super) output: PathBuf,
    /// The staging folder: `.public.next` beside `public`.
    staging: PathBuf,
    /// The site that the output belongs to.
    pub(super) owner: Owner,
    /// Whether this build created the staging folder.
    fresh: bool,
}

impl OutputFolders {
    /// Resolves the folders and creates the staging folder. Fails if the output folder and the sources overlap, or if one of
    /// the folders is a symbolic link.
    pub(super) fn new(world: &dyn World, target: &Target<'_>) -> Result<Self, Diagnostic> {
        let output = target.folder;
        let resolve = |path: &Path| {
            canonicalize_existing(world, path).map_err(|error| io_diagnostic("found", path, &error))
        };
        let real = resolve(output)?;
        for part in target.sources {
            if let Some(relation) = overlap(&real, &resolve(part)?) {
                return Err(overlap_diagnostic(output, relation, part));
            }
        }
        if let Edition::Preview(public) = target.edition
            && overlap(&real, &resolve(public)?).is_some()
        {
            return Err(published(output));
        }
        let owner = Owner::new(target, &real, &resolve(target.root)?);
        let output = if output.file_name().is_some() { output.to_path_buf() } else { real };
        if output.file_name().is_none() {
            let message = format!("`{}` cannot be the output folder", output.display());
            return Err(Diagnostic::new(&CANNOT_WRITE, message));
        }
        let staging = staging_folder(&output);
        let mut folders = Self { output, staging, owner, fresh: false };
        if is_real_folder(world, &folders.output)? {
            check_not_mount_point(world, &folders.output)?;
        }
        if !is_real_folder(world, &folders.staging)? {
            world
                .create_dirs(&folders.staging)
                .map_err(|error| io_diagnostic("made", &folders.staging, &error))?;
            folders.fresh = true;
        }
        // It holds pages that are not public yet.
        let private = world.make_private(&folders.staging);
        private.map_err(|error| io_diagnostic("made private", &folders.staging, &error))?;
        Ok(folders)
    }

    /// Removes the staging folder after a refused build, if that build created it.
    pub(super) fn discard(&self, world: &dyn World) {
        if self.fresh {
            let _ = world.remove_file(&self.in_progress_marker());
            let _ = world.remove_dir(&self.staged_tree());
            let _ = world.remove_file(&self.staging.join("lock"));
            let _ = world.remove_dir(&self.staging);
        }
    }

    /// The folder that a build writes to.
    pub(super) fn staged_tree(&self) -> PathBuf {
        self.staging.join("tree")
    }

    /// Where the output folder is kept while the staged tree is moved in, on systems that cannot exchange the two.
    pub(super) fn displaced_tree(&self) -> PathBuf {
        self.staging.join("aside")
    }

    /// The list of what builds wrote.
    pub(super) fn ledger_file(&self) -> PathBuf {
        self.staging.join("ledger")
    }

    /// A file that exists while a build changes the staged tree.
    pub(super) fn in_progress_marker(&self) -> PathBuf {
        self.staging.join("begun")
    }

    /// Takes the lock, which keeps other builds out until it is dropped.
    pub(super) fn lock(&self, world: &dyn World) -> Result<Lock, Diagnostic> {
        let file = self.staging.join("lock");
        world.lock(&file).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => already_running(world, &file, &self.output),
            _ => io_diagnostic("locked", &file, &error),
        })
    }
}

fn already_running(world: &dyn World, file: &Path, output: &Path) -> Diagnostic {
    let holder = world.read(file, MAX_PID_DIGITS).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let holder = holder.filter(|pid| !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit()));
    let who =
        holder.map_or_else(|| "another build".to_owned(), |pid| format!("another build (process {pid})"));
    Diagnostic::new(&BUILD_RUNNING, format!("{who} is writing `{}`", output.display()))
        .help("wait for it to finish, or stop it")
}

/// Returns the staging folder of an output folder.
pub(super) fn staging_folder(output: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".next");
    output.with_file_name(name)
}

/// Returns whether a folder exists. Fails if a link or a file has its path.
pub(super) fn is_real_folder(world: &dyn World, path: &Path) -> Result<bool, Diagnostic> {
    match world.symlink_metadata(path).map(|stat| stat.kind) {
        Ok(FileKind::Folder) => Ok(true),
        Ok(FileKind::Link) => Err(symlink_diagnostic(path)),
        Ok(_) => Err(Diagnostic::new(&CANNOT_WRITE, format!("`{}` is not a folder", path.display()))
            .help("move it away, or choose another folder with `--output`")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io_diagnostic("read", path, &error)),
    }
}

/// Fails if a folder is a mount point, which cannot be exchanged.
fn check_not_mount_point(world: &dyn World, path: &Path) -> Result<(), Diagnostic> {
    match world.is_mount_point(path) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Diagnostic::new(
            &CANNOT_WRITE,
            format!(
                "`{}` is a mount point, but a build must be able to move its output folder",
                path.display()
            ),
        )
        .help(format!("name a folder inside it: `--output {}`", path.join("public").display()))),
        Err(error) => Err(io_diagnostic("read", path, &error)),
    }
}

/// Returns the diagnostic for a symbolic link at a path that a build writes to.
pub(super) fn symlink_diagnostic(path: &Path) -> Diagnostic {
    Diagnostic::new(
        &OUTPUT_IS_SYMLINK,
        format!("`{}` is a symbolic link, and a build does not write through links", path.display()),
    )
    .help("replace it with a folder or remove it, or choose another folder with `--output`")
}

/// Returns how the output folder and a part of the sources overlap, as a verb phrase.
fn overlap(output: &Path, source: &Path) -> Option<&'static str> {
    if source.starts_with(output) {
        Some("contains")
    } else if output.starts_with(source) {
        Some("is inside")
    } else {
        None
    }
}

fn overlap_diagnostic(output: &Path, relation: &str, part: &Path) -> Diagnostic {
    let (output, part) = (output.display(), part.display());
    let message = format!("the output folder `{output}` {relation} `{part}`, which belongs to the sources");
    Diagnostic::new(&OUTPUT_HOLDS_SOURCES, message)
        .help("choose a separate folder, such as `--output public`")
}

/// Returns the diagnostic for a preview that would be written to a published folder.
pub(super) fn published(output: &Path) -> Diagnostic {
    let message = format!(
        "`{}` is the published folder, and a build with `--drafts` must not write to it",
        output.display()
    );
    Diagnostic::new(&PREVIEW_IN_PUBLISHED, message)
        .help("omit `--output`, or choose a folder that is not published")
}

/// Resolves the links of a path, as far as the path exists.
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
