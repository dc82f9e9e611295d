//! `dateline schema`: writes JSON Schemas for editors.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::args::{SchemaArgs, SchemaFile};
use super::build::{reading_request, require_site};
use super::{Console, ExitStatus};
use crate::editors::{FINGERPRINT, fingerprint};
use crate::pipeline;
use crate::schema::{KnownNames, SchemaKind, json_schema};
use crate::site::{Profile, Site, Subject};
use crate::world::{World, replace_file};

/// Folder of the schemas, relative to the site's folder.
pub(super) const SCHEMA_FOLDER: &str = "schema";

/// Writes the schemas of all kinds of files, or prints one.
pub(super) fn schema(args: &SchemaArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Err(exit) = require_site(&args.root, world, console) {
        return exit;
    }
    if let Some(file) = args.print {
        console.print(&schema_text(kind_of(file), &site_names(&args.root, world)));
        return ExitStatus::Success;
    }
    let folder = args.into.clone().unwrap_or_else(|| args.root.join(SCHEMA_FOLDER));
    match write_schemas(&args.root, &folder, world) {
        Ok(number) => {
            console.print_escaped(&format!("wrote {number} schemas to {}\n", folder.display()));
            ExitStatus::Success
        }
        Err(message) => console.disk_error(&message),
    }
}

/// Writes the schemas of the site in `root` and returns their number, or the message of the first file that cannot be written.
pub(super) fn write_schemas(root: &Path, folder: &Path, world: &dyn World) -> Result<usize, String> {
    let names = site_names(root, world);
    let failed = |path: &Path, error: io::Error| format!("`{}` cannot be written: {error}", path.display());
    world.create_dirs(folder).map_err(|error| failed(folder, error))?;
    for (kind, name) in SchemaKind::ALL {
        let path = folder.join(format!("{name}.schema.json"));
        write_file(world, &path, &schema_text(kind, &names)).map_err(|error| failed(&path, error))?;
    }
    Ok(SchemaKind::ALL.len())
}

fn write_file(world: &dyn World, path: &Path, text: &str) -> io::Result<()> {
    match world.create_new(path, text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => replace_file(world, path, text.as_bytes()),
        written => written.map(drop),
    }
}

fn schema_text(kind: SchemaKind, names: &KnownNames) -> String {
    let keys = schema_fingerprint(kind);
    let mut schema = json_schema(kind, names);
    schema["$comment"] = format!("Written by `dateline schema`. {FINGERPRINT}{keys}").into();
    format!("{schema:#}\n")
}

/// Returns the fingerprint of a schema without names of the site.
pub(super) fn schema_fingerprint(kind: SchemaKind) -> String {
    fingerprint(&json_schema(kind, &KnownNames::default()).to_string())
}

fn kind_of(file: SchemaFile) -> SchemaKind {
    match file {
        SchemaFile::Briefing => SchemaKind::Briefing,
        SchemaFile::Actor => SchemaKind::Actor,
        SchemaFile::Venue => SchemaKind::Venue,
        SchemaFile::Topic => SchemaKind::Topic,
        SchemaFile::Author => SchemaKind::Author,
        SchemaFile::Series => SchemaKind::Series,
        SchemaFile::Page => SchemaKind::Page,
        SchemaFile::Site => SchemaKind::Site,
    }
}

/// Returns the slugs of the site, with drafts. Files with errors count as far as they can be read.
fn site_names(root: &Path, world: &dyn World) -> KnownNames {
    pipeline::index_site(world, &reading_request(root)).0.map(|site| known_names(&site)).unwrap_or_default()
}

fn known_names(site: &Site) -> KnownNames {
    KnownNames {
        actors: slugs(&site.actors),
        venues: slugs(&site.venues),
        topics: slugs(&site.topics),
        authors: slugs(&site.authors),
        series: slugs(&site.series),
    }
}

fn slugs<P: Profile>(subjects: &[Subject<P>]) -> Vec<String> {
    let mut slugs: Vec<String> = subjects.iter().map(|subject| subject.slug().to_owned()).collect();
    slugs.sort_unstable();
    slugs
}
