//! The files of editors: `dateline init --editor` writes them, and `dateline check` names those that are out of date.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use super::build::count_of;
use super::schema::{SCHEMA_FOLDER, bare_schema_text};
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
        let folder = path.parent().map_or(Ok(()), |folder| world.create_dirs(folder));
        match folder.and_then(|()| world.create_new(&path, file.text.as_bytes())) {
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
        for file in editor_files(kind).iter().filter(|file| is_outdated(root, file.path, &file.text, world)) {
            let EditorFile { path, .. } = file;
            let _ = writeln!(
                text,
                "note: `{path}` was written for other keys; delete it and run `dateline init {} --editor {name}`",
                root.display()
            );
        }
    }
    let is_old = |(kind, name): (SchemaKind, &str)| {
        let path = format!("{SCHEMA_FOLDER}/{name}.schema.json");
        is_outdated(root, &path, &bare_schema_text(kind), world)
    };
    if SchemaKind::ALL.into_iter().any(is_old) {
        let _ = writeln!(text, "note: `{SCHEMA_FOLDER}/` was written for other keys; run `dateline schema`");
    }
    text
}

/// Returns whether a file states another fingerprint than the text that would be written now.
fn is_outdated(root: &Path, path: &str, text: &str, world: &dyn World) -> bool {
    let Some(current) = stated_fingerprint(text) else { return false };
    let file = world.read(&root.join(path), MAX_BYTES).ok();
    let written = file.and_then(|bytes| String::from_utf8(bytes).ok());
    written.is_some_and(|written| stated_fingerprint(&written).is_some_and(|stated| stated != current))
}
