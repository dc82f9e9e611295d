//! `dateline fix`: makes the changes that the help of diagnostics asks for.
//!
//! A change is made only if the help names one text to write, and if a check with it has neither the same diagnostic nor a
//! new error.

mod rounds;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use super::args::FixArgs;
use super::build::{reading_request, require_site, site_path};
use super::edited_file::EditedFile;
use super::{Console, ExitStatus};
use crate::text::visible_line;
use crate::world::{FileKind, World};

use rounds::{FixRun, FixedFile};

/// Shows the changes, and writes them if asked to.
pub(super) fn fix(args: &FixArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Err(exit) = require_site(&args.root, world, console) {
        return exit;
    }
    let request = reading_request(&args.root);
    let chosen: BTreeSet<String> = args.files.iter().map(|file| site_path(&args.root, file, world)).collect();
    if let Some(missing) = chosen.iter().find(|path| !is_file(world, &args.root.join(path))) {
        return console.usage_error(&format!("`{missing}` is not a file of this site"));
    }
    let run = FixRun::new(world, &request, &chosen).run();
    let mut text = String::new();
    run.files.iter().for_each(|file| text.push_str(&differences(file)));
    let number = run.files.iter().map(|file| file.changes).sum();
    console.print(&text);
    if args.write
        && let Err(message) = run.files.iter().try_for_each(|file| write_file(args, file, world))
    {
        return console.disk_error(&message);
    }
    console.print(&summary(number, run.left, args));
    if run.left == 0 { ExitStatus::Success } else { ExitStatus::Errors }
}

fn is_file(world: &dyn World, path: &Path) -> bool {
    let path = world.canonicalize(path);
    path.and_then(|path| world.symlink_metadata(&path)).is_ok_and(|stat| stat.kind == FileKind::File)
}

/// Returns the changed lines of a file. A change never adds or removes a line.
fn differences(file: &FixedFile) -> String {
    let mut text = String::new();
    let lines = file.before.lines().zip(file.after.lines()).enumerate();
    for (index, (before, after)) in lines.filter(|(_, (before, after))| before != after) {
        let (path, before, after) = (visible_line(&file.path), visible_line(before), visible_line(after));
        let _ = writeln!(text, "{path}:{}\n- {before}\n+ {after}", index + 1);
    }
    text
}

fn write_file(args: &FixArgs, file: &FixedFile, world: &dyn World) -> Result<(), String> {
    let path = args.root.join(&*file.path);
    // A link is kept, and its target replaced.
    let path = world.canonicalize(&path).unwrap_or(path);
    let edited = EditedFile { path: &file.path, real_path: &path, command: "fix" };
    edited.replace(world, &file.before, &file.after)
}

fn summary(number: usize, left: usize, args: &FixArgs) -> String {
    let changes = if number == 1 { "1 change".to_owned() } else { format!("{number} changes") };
    let mut text = match (number, args.write) {
        (0, _) => "nothing to change\n".to_owned(),
        (_, true) => format!("made {changes}\n"),
        (_, false) => format!("{changes} shown; `dateline fix --write` makes them\n"),
    };
    if left > 0 {
        let errors = if left == 1 { "1 error is".to_owned() } else { format!("{left} errors are") };
        let _ = writeln!(text, "{errors} left; `dateline check` lists them");
    }
    text
}
