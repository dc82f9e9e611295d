//! The files of editors: `dateline init --editor` writes them, and `dateline check` names those that are out of date.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use super::build::count_of;
use super::schema::{SCHEMA_FOLDER, schema_fingerprint};
use super::{Console, ExitStatus};
use crate::editors::{EditorFile, EditorKind, editor_files, stated_fingerprint};
use crate::schema::SchemaKind;
use crate::world::World;

/// Maximum size of a file of an editor, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Writes the files of editors that do not exist yet, and names the others.
pub(super) fn write_editor_files(
    root: &Path,
    kinds: &[EditorKind],
    world: &dyn World,
    console: &mut Console<'_>,
) -> Result<(), ExitStatus> {
    let (mut written, mut kept) = (0, String::new());
    for file in kinds.iter().flat_map(|kind| editor_files(*kind)) {
        let path = root.join(file.path);
        match world.create_with_folders(&path, file.text.as_bytes()) {
            Ok(_) => written += 1,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if world.read(&path, MAX_BYTES).is_ok_and(|bytes| bytes != file.text.as_bytes()) {
                    let _ = writeln!(kept, "  {} exists and is left as it is", file.path);
                }
            }
            Err(error) => {
                return Err(console.disk_error(&format!("`{}` cannot be written: {error}", path.display())));
            }
        }
    }
    let names = kinds.iter().filter_map(|kind| EditorKind::ALL.iter().find(|(other, _)| other == kind));
    let names: Vec<&str> = names.map(|(_, name)| *name).collect();
    console.print_escaped(&format!("wrote {} for {}\n{kept}", count_of(written, "file"), names.join(", ")));
    Ok(())
}

/// Returns a line for each file of the site that another version of the program wrote for an editor.
pub(super) fn outdated_files(root: &Path, world: &dyn World) -> String {
    let mut text = String::new();
    for (kind, name) in EditorKind::ALL {
        // Most sites have no files of editors, and making them takes a while.
        if !kind.stamped_paths().iter().any(|path| written_fingerprint(root, path, world).is_some()) {
            continue;
        }
        for EditorFile { path, .. } in editor_files(kind).iter().filter(|file| is_outdated(root, file, world))
        {
            let _ = writeln!(
                text,
                "note: `{path}` is out of date: another version of Dateline wrote it; delete it and run `dateline init {} --editor {name}`",
                root.display()
            );
        }
    }
    let is_old = |(kind, name): (SchemaKind, &str)| {
        let written = written_fingerprint(root, &format!("{SCHEMA_FOLDER}/{name}.schema.json"), world);
        written.is_some_and(|written| written != schema_fingerprint(kind))
    };
    if SchemaKind::ALL.into_iter().any(is_old) {
        let _ = writeln!(
            text,
            "note: `{SCHEMA_FOLDER}/` is out of date: another version of Dateline wrote it; run `dateline schema`"
        );
    }
    text
}

/// Returns whether a file of the site states another fingerprint than the text that would be written now.
fn is_outdated(root: &Path, file: &EditorFile, world: &dyn World) -> bool {
    let written = written_fingerprint(root, file.path, world);
    written.is_some_and(|written| stated_fingerprint(&file.text).is_some_and(|current| current != written))
}

/// Returns the fingerprint that a file of the site states.
fn written_fingerprint(root: &Path, path: &str, world: &dyn World) -> Option<String> {
    let bytes = world.read(&root.join(path), MAX_BYTES).ok()?;
    stated_fingerprint(std::str::from_utf8(&bytes).ok()?).map(str::to_owned)
}
