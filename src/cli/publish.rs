//! `dateline publish`: prints what a host needs or what would be sent, and does it with `--write`.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::args::{PublishArgs, PublishHost};
use super::build::{count_of, format_utc, reading_request, require_site};
use super::host_limits::format_bytes;
use super::{Console, ExitStatus};
use crate::pipeline::{self, BuildRequest, BuildResult, CacheUse};
use crate::publish::{
    BuildHost, FolderPlace, LocalFile, Place, PublishPlan, SftpPlace, cron_line, files_below, host_files,
    next_change, plan, releases_url,
};
use crate::settings::read_settings;
use crate::text::Source;
use crate::world::{MAX_ASSET_BYTES, World};

/// Number of files that a plan shows of each kind.
const SHOWN: usize = 10;

/// Publishes the output folder, or sets up a host.
pub(super) fn publish(args: &PublishArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Err(exit) = require_site(&args.root, world, console) {
        return exit;
    }
    let host = match args.to {
        PublishHost::Github => BuildHost::GitHub,
        PublishHost::Gitlab => BuildHost::GitLab,
        PublishHost::Netlify => BuildHost::Netlify,
        PublishHost::Cloudflare => BuildHost::Cloudflare,
        PublishHost::S3 | PublishHost::Sftp | PublishHost::Folder => return send(args, world, console),
    };
    set_up_host(host, args, world, console)
}

/// Returns a hint if the site does not know its URL. A new site is not reminded of it by builds.
fn url_note(args: &PublishArgs, world: &dyn World) -> &'static str {
    let bytes = world.read(&args.root.join("site.toml"), MAX_ASSET_BYTES).unwrap_or_default();
    let source = Source::new("site.toml", String::from_utf8_lossy(&bytes).into_owned());
    match read_settings(&source).value.is_some_and(|settings| settings.base_url.is_none()) {
        true => {
            "hint: `base_url` is not set in site.toml, so the site has no feeds, sitemaps and link previews; set it and \
             build again\n"
        }
        false => "",
    }
}

/// Prints or writes the file of a host.
fn set_up_host(
    host: BuildHost,
    args: &PublishArgs,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let releases = match releases_url(args.releases.as_deref()) {
        Ok(releases) => releases,
        Err(message) => return console.usage_error(&message),
    };
    let (_, finished) = pipeline::index_site(
        world,
        &pipeline::BuildRequest { include_drafts: false, ..reading_request(&args.root) },
    );
    let cron = next_change(&finished.unpublished, finished.next_event, finished.as_of).map(cron_line);
    let file = host_files(host, &releases, cron.as_deref());
    console.eprint(url_note(args, world));
    if !args.write {
        console.print(&format!("# {}\n{}", file.path, file.text));
        console.eprint(&format!("nothing was written; `--write` writes {}\n", file.path));
        return ExitStatus::Success;
    }
    let path = args.root.join(file.path);
    match world.create_with_folders(&path, file.text.as_bytes()) {
        Ok(_) => {
            console.print_escaped(&format!("wrote {}\n{}", path.display(), file.steps));
            ExitStatus::Success
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            console.usage_error(&format!("`{}` exists and is left as it is", path.display()))
        }
        Err(error) => console.disk_error(&format!("`{}` cannot be written: {error}", path.display())),
    }
}

/// Sends the output folder to a place.
fn send(args: &PublishArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let mut place = match place_of(args, world) {
        Ok(place) => place,
        Err(message) => return console.usage_error(&message),
    };
    let output = args.output.clone().unwrap_or_else(|| args.root.join(pipeline::PUBLISHED));
    let files = match local_files(world, &output) {
        Ok(files) => files,
        Err(message) => return console.disk_error(&message),
    };
    let plan = match plan_for(args, &mut *place, files, world) {
        Ok(plan) => plan,
        Err(message) => return console.disk_error(&message),
    };
    console.print_escaped(&plan_text(&plan));
    console.eprint(outdated_note(args, &output, world));
    console.eprint(url_note(args, world));
    if !args.write {
        console.print("nothing was sent; `--write` publishes\n");
        return ExitStatus::Success;
    }
    if plan.is_empty() {
        return ExitStatus::Success;
    }
    match place.publish(world, &output, &plan) {
        Ok(()) => {
            console.print("published\n");
            ExitStatus::Success
        }
        Err(message) => console.disk_error(&message),
    }
}

/// Returns a hint if the output is older than the content.
fn outdated_note(args: &PublishArgs, output: &Path, world: &dyn World) -> &'static str {
    let cache = CacheUse::On;
    let output = output.to_path_buf();
    let request = BuildRequest { output, include_drafts: false, cache, ..reading_request(&args.root) };
    match pipeline::is_outdated(world, &request) {
        true => {
            "hint: content has changed or has become due since the last build; run `dateline build` first\n"
        }
        false => "",
    }
}

fn place_of(args: &PublishArgs, world: &dyn World) -> Result<Box<dyn Place>, String> {
    let place =
        args.place.as_deref().ok_or("name the place: s3://bucket, sftp://user@host/path, or a folder")?;
    Ok(match args.to {
        PublishHost::Sftp => Box::new(SftpPlace::parse(place, &args.root.join(".dateline-publish"))?),
        PublishHost::S3 => s3_place(place, args, world)?,
        _ => Box::new(folder_place(place, args, world)?),
    })
}

/// Returns the place of a folder, which must not be the output folder or a folder around it.
fn folder_place(place: &str, args: &PublishArgs, world: &dyn World) -> Result<FolderPlace, String> {
    let output = args.output.clone().unwrap_or_else(|| args.root.join(pipeline::PUBLISHED));
    let (place_path, output) = (real_path(Path::new(place), world), real_path(&output, world));
    if output.starts_with(&place_path) || place_path.starts_with(&output) {
        return Err(format!("`{place}` contains the output folder or is in it; choose another folder"));
    }
    Ok(FolderPlace::new(&PathBuf::from(place)))
}

/// Returns a path without links and `..`, as far as its folders exist.
fn real_path(path: &Path, world: &dyn World) -> PathBuf {
    let existing = path.ancestors().find_map(|folder| {
        let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Some(world.canonicalize(named).ok()?.join(path.strip_prefix(folder).ok()?))
    });
    existing.unwrap_or_else(|| path.to_path_buf())
}

#[cfg(feature = "s3")]
fn s3_place(place: &str, args: &PublishArgs, world: &dyn World) -> Result<Box<dyn Place>, String> {
    let variable = |name: &str| world.variable(name).filter(|value| !value.is_empty());
    let required = |name: &str| variable(name).ok_or_else(|| format!("the variable {name} is not set"));
    let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
    let access = crate::publish::S3Access {
        key: required("AWS_ACCESS_KEY_ID")?,
        secret: required("AWS_SECRET_ACCESS_KEY")?,
        token: variable("AWS_SESSION_TOKEN"),
        region: region.unwrap_or_else(|| "us-east-1".to_owned()),
        endpoint: args.endpoint.clone().or_else(|| variable("AWS_ENDPOINT_URL")),
    };
    Ok(Box::new(crate::publish::S3Place::parse(place, &access)?))
}

#[cfg(not(feature = "s3"))]
fn s3_place(_place: &str, _args: &PublishArgs, _world: &dyn World) -> Result<Box<dyn Place>, String> {
    Err("this program was built without the feature `s3`; releases have it, and so has a program that is compiled with \
         `cargo install --path . --features s3`"
        .to_owned())
}

/// Returns the files of the output folder with their hashes.
fn local_files(world: &dyn World, output: &Path) -> Result<Vec<LocalFile>, String> {
    if !world.exists(&output.join("index.html")) {
        return Err(format!("`{}` has no site; run `dateline build` first", output.display()));
    }
    let mut files = Vec::new();
    for path in files_below(world, output)?.into_keys() {
        let file = output.join(&path);
        let bytes =
            world.read(&file, MAX_ASSET_BYTES).map_err(|error| format!("`{}`: {error}", file.display()))?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        files.push(LocalFile { path, hash, bytes: bytes.len() as u64 });
    }
    Ok(files)
}

/// Plans, and refuses to replace files that are not listed.
fn plan_for(
    args: &PublishArgs,
    place: &mut dyn Place,
    files: Vec<LocalFile>,
    world: &dyn World,
) -> Result<PublishPlan, String> {
    let mut before = place.manifest(world)?;
    if let Some(manifest) = before.as_mut().filter(|_| args.repair || args.to != PublishHost::Sftp) {
        let listed: Vec<&str> = manifest.files.keys().map(String::as_str).collect();
        let sizes = place.sizes(world, &listed)?;
        manifest.mark_changed(&files, &sizes);
    }
    let plan = plan(files, before.as_ref());
    let new = plan.new_paths(before.as_ref());
    if args.adopt || new.is_empty() {
        return Ok(plan);
    }
    let foreign = place.sizes(world, &new)?;
    match foreign.keys().next() {
        None => Ok(plan),
        Some(first) => Err(would_replace(foreign.len(), first)),
    }
}

/// Returns the error for files at the place that no run has published.
fn would_replace(count: usize, first: &str) -> String {
    let rest = match count {
        1 => "is at the place and was not published by Dateline; move it, or add `--adopt` to replace it",
        _ => {
            "are at the place and were not published by Dateline; move them, or add `--adopt` to replace them"
        }
    };
    match count {
        1 => format!("`{first}` {rest}"),
        _ => format!("{}, such as `{first}`, {rest}", count_of(count, "file")),
    }
}

fn plan_text(plan: &PublishPlan) -> String {
    let mut text = format!(
        "{} ({}) to send, {} to remove, {} unchanged\n",
        count_of(plan.sent.len(), "file"),
        format_bytes(plan.bytes()),
        plan.removed.len(),
        plan.unchanged
    );
    let sent: Vec<&str> = plan.sent.iter().map(|file| &*file.path).collect();
    let removed: Vec<&str> = plan.removed.iter().map(String::as_str).collect();
    for (sign, paths) in [('+', sent), ('-', removed)] {
        for path in paths.iter().take(SHOWN) {
            let _ = writeln!(text, "  {sign} {path}");
        }
        if paths.len() > SHOWN {
            let _ = writeln!(text, "  {sign} and {} more", paths.len() - SHOWN);
        }
    }
    text
}

/// Returns the line that a build prints about the next build that is due.
pub(super) fn next_build_note(finished: &BuildResult) -> String {
    let next = next_change(&finished.unpublished, finished.next_event, finished.as_of);
    next.map_or_else(String::new, |next| {
        format!("next build due {}; in cron, in UTC: {}\n", format_utc(next), cron_line(next))
    })
}
