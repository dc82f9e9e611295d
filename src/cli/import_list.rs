//! `dateline import-list`: makes profiles or the dates of a draft from a list of another program.

use std::fmt::Write;
use std::io::ErrorKind;

use jiff::tz::TimeZone;

use super::args::{ImportListArgs, ListChoice};
use super::build::{count_of, require_site};
use super::{Console, ExitStatus};
use crate::import::{ImportedKind, ImportedList, import_list};
use crate::text::Source;
use crate::world::World;

/// Maximum size of a list in bytes.
const MAX_LIST: u64 = 64 << 20;
/// Number of examples of each kind.
const SHOWN: usize = 10;

/// Imports a list.
pub(super) fn import(args: &ImportListArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Err(exit) = require_site(&args.root, world, console) {
        return exit;
    }
    let shown = args.file.display();
    let text = match world.read(&args.file, MAX_LIST).map(String::from_utf8) {
        Ok(Ok(text)) => Source::from_raw("", text).text,
        Ok(Err(_)) => return console.usage_error(&format!("`{shown}` is not UTF-8")),
        Err(error) => return console.disk_error(&format!("`{shown}` cannot be read: {error}")),
    };
    let kind = match args.kind {
        ListChoice::Actors => ImportedKind::Actors,
        ListChoice::Venues => ImportedKind::Venues,
        ListChoice::Events => ImportedKind::Events,
    };
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let today = TimeZone::UTC.to_datetime(world.now()).date();
    let mut list = match import_list(&name, &text, kind, today) {
        Ok(list) => list,
        Err(message) => return console.usage_error(&format!("`{shown}`: {message}")),
    };
    skip_existing(&mut list, args, world);
    console.print_escaped(&summary(&list));
    if !args.write {
        console.print("nothing was written; `--write` writes the files\n");
        return ExitStatus::Success;
    }
    write_files(&list, args, world, console)
}

/// Leaves out files that the site has.
fn skip_existing(list: &mut ImportedList, args: &ImportListArgs, world: &dyn World) {
    let files = std::mem::take(&mut list.files);
    for (path, text) in files {
        match world.exists(&args.root.join(&path)) {
            true => list.skipped.push((path, "the site has this file")),
            false => list.files.push((path, text)),
        }
    }
}

fn write_files(
    list: &ImportedList,
    args: &ImportListArgs,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    for (path, text) in &list.files {
        let file = args.root.join(path);
        match world.create_with_folders(&file, text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return console.disk_error(&format!("`{}` cannot be written: {error}", file.display()));
            }
            _ => {}
        }
    }
    console.print(&format!("wrote {}\n", count_of(list.files.len(), "file")));
    ExitStatus::Success
}

/// Returns what the list becomes, and what it has no place for.
fn summary(list: &ImportedList) -> String {
    let mut text = String::new();
    for (path, _) in list.files.iter().take(SHOWN) {
        let _ = writeln!(text, "+ {path}");
    }
    if list.files.len() > SHOWN {
        let _ = writeln!(text, "+ and {} more", list.files.len() - SHOWN);
    }
    if !list.skipped.is_empty() {
        let _ = writeln!(text, "not imported: {}", list.skipped.len());
    }
    for (entry, reason) in list.skipped.iter().take(SHOWN) {
        let _ = writeln!(text, "- {entry}: {reason}");
    }
    for (name, number) in &list.lost {
        let values = if *number == 1 { "value" } else { "values" };
        let _ = writeln!(text, "left out: {number} {values} of `{name}`");
    }
    text
}
