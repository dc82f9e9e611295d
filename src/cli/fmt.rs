//! `dateline fmt`: writes the entries of lists in front matter as single texts or as mappings.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::args::FmtArgs;
use super::build::{count_of, require_site, site_path};
use super::edited_file::EditedFile;
use super::{Console, ExitStatus};
use crate::edit::{EntryForm, reformat_entries};
use crate::text::{Source, visible_line};
use crate::world::{World, read_raw_text, read_site};

/// Changes the chosen files, or all content files of the site.
pub(super) fn fmt(args: &FmtArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Err(exit) = require_site(&args.root, world, console) {
        return exit;
    }
    let files = match chosen_files(args, world) {
        Ok(files) => files,
        Err(message) => return console.usage_error(&message),
    };
    let (mut changed, mut text) = (0, String::new());
    for path in &files {
        match format_file(args, path, world) {
            Ok((number, notes)) => {
                changed += number;
                if number > 0 {
                    let _ = writeln!(text, "{}: {}", visible_line(path), entries(number));
                }
                console.eprint(&notes);
            }
            Err(message) => return console.disk_error(&message),
        }
    }
    let verb = if args.dry_run { "to change" } else { "changed" };
    let _ = match changed {
        0 => writeln!(text, "nothing to change"),
        _ => writeln!(text, "{} {verb}", entries(changed)),
    };
    console.print(&text);
    if args.dry_run && changed > 0 { ExitStatus::Errors } else { ExitStatus::Success }
}

fn entries(number: usize) -> String {
    if number == 1 { count_of(1, "entry") } else { format!("{number} entries") }
}

fn chosen_files(args: &FmtArgs, world: &dyn World) -> Result<Vec<Arc<str>>, String> {
    let all = read_site(world, &args.root).value.content;
    if args.files.is_empty() {
        return Ok(all.into_iter().map(|source| source.path).collect());
    }
    let chosen = args.files.iter().map(|file| {
        let path = site_path(&args.root, file, world);
        let known = all.iter().find(|source| *source.path == *path);
        known.map(|source| source.path.clone()).ok_or(format!("`{path}` is not a content file of this site"))
    });
    chosen.collect()
}

/// Changes one file. Returns the number of changed entries, and a line for each entry that is left as it is.
fn format_file(args: &FmtArgs, path: &str, world: &dyn World) -> Result<(usize, String), String> {
    let real_path = args.root.join(path);
    // A link is kept, and its target replaced.
    let real_path = world.canonicalize(&real_path).unwrap_or(real_path);
    let raw =
        read_raw_text(world, &real_path).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
    let form = if args.flat { EntryForm::Flat } else { EntryForm::Nested };
    let formatted = match reformat_entries(&raw, form) {
        Ok(formatted) => formatted,
        Err(reason) => return Ok((0, format!("{}: left as it is: {reason}\n", visible_line(path)))),
    };
    let source = Source::from_raw(path, raw.clone());
    let mut notes = String::new();
    for entry in &formatted.left {
        let at = source.position(entry.span.start);
        let path = visible_line(path);
        let _ = writeln!(notes, "{path}:{}:{}: left as it is: {}", at.line, at.column, entry.value);
    }
    if formatted.changed > 0 && !args.dry_run {
        write_file(path, &real_path, world, &raw, &formatted.text)?;
    }
    Ok((formatted.changed, notes))
}

fn write_file(path: &str, real_path: &Path, world: &dyn World, raw: &str, text: &str) -> Result<(), String> {
    EditedFile { path, real_path, command: "fmt" }.replace(world, raw, text)
}
