//! `dateline init` and `dateline new`: create files, and never overwrite existing ones.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use jiff::tz::TimeZone;

use super::args::{EditorChoice, InitArgs, NewArgs, NewKind};
use super::schema::{self, SCHEMA_FOLDER};
use super::{Console, ExitStatus};
use super::{editors, scaffold};
use crate::draft::DraftFile;
use crate::editors::EditorKind;
use crate::pipeline;
use crate::settings;
use crate::text::capitalize_first;
use crate::world::{World, read_source};

/// Creates a site.
pub(super) fn init(args: &InitArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let settings = args.dir.join("site.toml");
    let editors: Vec<EditorKind> = args.editor.iter().map(|editor| EditorKind::from(*editor)).collect();
    if world.exists(&settings) && !editors.is_empty() && args.look.is_none() {
        let written = editors::write_editor_files(&args.dir, &editors, world, console);
        return written.map_or_else(|exit| exit, |()| ExitStatus::Success);
    }
    if world.exists(&settings) {
        return console.usage_error(&format!("`{}` already has a site", args.dir.display()));
    }
    let title = args.title.clone().filter(|title| !title.trim().is_empty());
    let title = title.unwrap_or_else(|| title_from_folder(&args.dir));
    let files = scaffold::starter_site(&title, args.look, world.now());
    if let Some(taken) = files.iter().find(|file| world.exists(&args.dir.join(&file.path))) {
        return console.usage_error(&format!(
            "`{}` already exists; choose an empty folder",
            args.dir.join(&taken.path).display()
        ));
    }
    for file in &files {
        if let Err(exit) = write_new_file(&args.dir, file, world, console) {
            return exit;
        }
    }
    match schema::write_schemas(&args.dir, &args.dir.join(SCHEMA_FOLDER), world) {
        Ok(schemas) => console.print_escaped(&next_steps(args, files.len() + schemas)),
        Err(message) => return console.disk_error(&message),
    }
    if editors.is_empty() {
        return ExitStatus::Success;
    }
    let written = editors::write_editor_files(&args.dir, &editors, world, console);
    written.map_or_else(|exit| exit, |()| ExitStatus::Success)
}

impl From<EditorChoice> for EditorKind {
    fn from(choice: EditorChoice) -> Self {
        match choice {
            EditorChoice::Sveltia => Self::Sveltia,
            EditorChoice::Decap => Self::Decap,
            EditorChoice::Pages => Self::Pages,
            EditorChoice::Vscode => Self::VsCode,
            EditorChoice::Obsidian => Self::Obsidian,
        }
    }
}

fn next_steps(args: &InitArgs, files: usize) -> String {
    let mut text = format!("created a site in {} ({files} files)\n", args.dir.display());
    if args.dir != Path::new(".") {
        let dir = args.dir.display().to_string();
        let is_word = dir.chars().all(|c| c.is_alphanumeric() || "/._-\\:".contains(c));
        let _ = if is_word { writeln!(text, "  cd {dir}") } else { writeln!(text, "  cd \"{dir}\"") };
    }
    text.push_str("  dateline new briefing \"Title\"    create a briefing\n");
    text.push_str("  dateline                         build the site in public/\n");
    text
}

/// Returns the folder name with spaces for hyphens and a capital, or `Briefings`.
pub(super) fn title_from_folder(dir: &Path) -> String {
    let name =
        dir.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    match name.trim() {
        "" => "Briefings".to_owned(),
        name => capitalize_first(name),
    }
}

/// Creates a content file.
pub(super) fn new(args: &NewArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if !world.exists(&args.root.join("site.toml")) {
        return console.usage_error(&format!(
            "`{}` is not a site; create one with `dateline init DIR`",
            args.root.display()
        ));
    }
    let item = scaffold::content_item(
        args.kind,
        &args.title,
        args.slug.as_deref(),
        world.now(),
        &site_zone(&args.root, world),
    );
    let file = match item {
        Ok(file) => file,
        Err(message) => return console.usage_error(&message),
    };
    match write_new_file(&args.root, &file, world, console) {
        Ok(()) => {
            console.print_escaped(&created_message(args, &file));
            ExitStatus::Success
        }
        Err(exit) => exit,
    }
}

fn created_message(args: &NewArgs, file: &DraftFile) -> String {
    let mut text = format!(
        "created {}\n",
        args.root
            .join(&file.path)
            .strip_prefix(".")
            .map_or_else(|_| args.root.join(&file.path), Path::to_path_buf)
            .display()
    );
    if args.kind == NewKind::Briefing {
        let root = if args.root == Path::new(".") {
            String::new()
        } else {
            format!(" --root {}", args.root.display())
        };
        let _ = writeln!(
            text,
            "it is a draft: `dateline build --drafts{root}` builds a preview in {}/",
            pipeline::PREVIEW
        );
        text.push_str("remove `draft: true` to publish it\n");
    }
    text
}

/// Returns the site's zone, or UTC if its settings cannot be read, which a build reports.
fn site_zone(root: &Path, world: &dyn World) -> TimeZone {
    let source = read_source(world, root, "site.toml").value;
    source
        .and_then(|source| settings::read_settings(&source).value)
        .map_or(TimeZone::UTC, |settings| settings.time_zone)
}

fn write_new_file(
    root: &Path,
    file: &DraftFile,
    world: &dyn World,
    console: &mut Console<'_>,
) -> Result<(), ExitStatus> {
    let path = root.join(&file.path);
    world.create_with_folders(&path, file.text.as_bytes()).map(drop).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => console.usage_error(&format!("`{}` already exists", path.display())),
        _ => console.disk_error(&format!("`{}` cannot be written: {error}", path.display())),
    })
}
