//! What cannot be done to the output, in words.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};

/// The finding that something could not be done to a path, with the system's own words. `done` is a participle.
pub(super) fn io_diagnostic(done: &str, path: &Path, error: &Error) -> Diagnostic {
    let note = Diagnostic::new(&CANNOT_WRITE, format!("`{}` cannot be {done}: {error}", path.display()));
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            note.help("make room on the disk, and build again")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            note.help("let this user write there, or choose another folder with `--output`")
        }
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            note.help("choose with `--output` a folder that is no disk of its own, such as one inside it")
        }
        _ => note,
    }
}
