//! Diagnostics for I/O errors of the output.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::diagnostic::{CANNOT_WRITE, Diagnostic};

/// Returns the diagnostic for a failed operation on a path, with the system's message. `done` is a participle.
pub(super) fn io_diagnostic(done: &str, path: &Path, error: &Error) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&CANNOT_WRITE, format!("`{}` cannot be {done}: {error}", path.display()));
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            diagnostic.help("free disk space and build again")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            diagnostic.help("give this user write permission, or choose another folder with `--output`")
        }
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => diagnostic
            .help("choose with `--output` a folder that is not a mount point, such as one inside it"),
        _ => diagnostic,
    }
}
