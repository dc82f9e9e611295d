//! `dateline draft`: creates a draft briefing from wire text.

use std::fmt::Write;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::civil;

use super::args::DraftArgs;
use super::build::reading_request;
use super::{Console, ExitStatus};
use crate::draft::{self, Draft, DraftFile, DraftRequest, MAX_WIRE_BYTES};
use crate::output::Consent;
use crate::pipeline;
use crate::site::Site;
use crate::text::Source;
use crate::world::{World, read_input};

/// Drafts a briefing and prints the remaining tasks.
pub(super) fn draft(args: &DraftArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let has_site = world.exists(&args.root.join("site.toml"));
    if !has_site && (args.out.is_none() || args.with_profiles) {
        return console.usage_error(&format!(
            "`{}` is not a site; create one with `dateline init DIR`, or write the draft anywhere with `--out FILE`",
            args.root.display()
        ));
    }
    let text = match read_text(args, world, console) {
        Ok(text) => text,
        Err(exit) => return exit,
    };
    let site = if has_site { load_site(args, world, console) } else { None };
    let request = DraftRequest {
        text: &text,
        is_markdown: is_markdown(args.file.as_deref()),
        published: args.published,
        today: today(site.as_ref(), world),
        slug: args.slug.as_deref(),
        with_profiles: args.with_profiles,
    };
    let drafted = match draft::draft(&request, site.as_ref()) {
        Ok(drafted) => drafted,
        Err(message) => return console.usage_error(&format!("{}: {message}", input_name(args))),
    };
    match args.out.as_deref() {
        Some(out) if out == Path::new("-") => {
            console.eprint(&undated(&request, &drafted));
            console.print(&drafted.briefing.text);
            ExitStatus::Success
        }
        _ => write_draft(args, &request, &drafted, world, console),
    }
}

/// Reads the text and normalizes line ends. Prints an error with help if it is not text.
fn read_text(args: &DraftArgs, world: &dyn World, console: &mut Console<'_>) -> Result<String, ExitStatus> {
    let limit = MAX_WIRE_BYTES as u64 + 1;
    let raw = match args.file.as_deref().filter(|file| *file != Path::new("-")) {
        None => read_input(world, limit),
        Some(file) => world.read(&follow_link(world, file), limit),
    };
    let raw =
        raw.and_then(|bytes| String::from_utf8(bytes).map_err(|_| io::Error::from(ErrorKind::InvalidData)));
    let name = input_name(args);
    let raw = raw.map_err(|error| match error.kind() {
        ErrorKind::InvalidData => console.usage_error(&format!(
            "{name} is not UTF-8 text; save it as UTF-8, or copy the text of the document into a text file"
        )),
        ErrorKind::FileTooLarge => console.usage_error(&format!(
            "{name} is larger than {} KB, the limit for a wire text; shorten it",
            MAX_WIRE_BYTES >> 10
        )),
        ErrorKind::NotFound => console.usage_error(&format!("{name} does not exist")),
        _ => console.disk_error(&format!("{name} cannot be read: {error}")),
    })?;
    Ok(Source::from_raw("wire", raw).text.to_string())
}

/// Resolves a link at the end of the path, which the user chose.
fn follow_link(world: &dyn World, file: &Path) -> PathBuf {
    world.canonicalize(file).unwrap_or_else(|_| file.to_path_buf())
}

/// Returns the name of the input for messages.
fn input_name(args: &DraftArgs) -> String {
    match args.file.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => format!("`{}`", file.display()),
        None => "standard input".to_owned(),
    }
}

fn is_markdown(file: Option<&Path>) -> bool {
    let end = file.and_then(Path::extension);
    end.is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown"))
}

/// Indexes the public part of the site for its names: proposals in drafts are no evidence. Prints one line if the site has
/// errors.
fn load_site(args: &DraftArgs, world: &dyn World, console: &mut Console<'_>) -> Option<Site> {
    let request = pipeline::BuildRequest {
        include_drafts: false,
        consent: Consent::Removal,
        cache: pipeline::CacheUse::Off,
        ..reading_request(&args.root)
    };
    let (site, finished) = pipeline::index_site(world, &request);
    if finished.failed() {
        console.eprint(
            "the site has errors, so some of its names may be missing; `dateline check` shows them\n",
        );
    }
    site
}

/// Returns the current day in the site's zone, or the day of `as_of` if the settings have one.
fn today(site: Option<&Site>, world: &dyn World) -> civil::Date {
    match site {
        Some(site) => site.settings.time_zone.to_datetime(site.as_of.instant()).date(),
        None => jiff::tz::Offset::UTC.to_datetime(world.now()).date(),
    }
}

/// Writes the draft and its profiles; existing profiles are kept. A draft that exists is kept too: then only profiles that are
/// missing are written.
fn write_draft(
    args: &DraftArgs,
    request: &DraftRequest<'_>,
    drafted: &Draft,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let briefing = args.out.clone().unwrap_or_else(|| args.root.join(&drafted.briefing.path));
    let profiles = drafted.profiles.iter().map(|file| (args.root.join(&file.path), file));
    let (mut kept, mut files): (Vec<_>, Vec<_>) = profiles.partition(|(path, _)| world.exists(path));
    let has_draft = world.exists(&briefing);
    if has_draft && files.is_empty() {
        return console.usage_error(&format!(
            "`{}` already exists, and nothing was written; choose another --slug or --out",
            briefing.display()
        ));
    }
    let group = if has_draft { &mut kept } else { &mut files };
    group.insert(0, (briefing, &drafted.briefing));
    for (path, file) in &files {
        if let Err(error) = world.create_with_folders(path, file.text.as_bytes()) {
            return console.disk_error(&format!("`{}` cannot be written: {error}", path.display()));
        }
    }
    let kept: String = kept.iter().map(|(path, _)| format!("kept {}\n", display_path(path))).collect();
    console.print_escaped(&format!("{}{}", undated(request, drafted), draft_report(&files, &kept, drafted)));
    ExitStatus::Success
}

fn display_path(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(".").unwrap_or(path).display()
}

/// Returns a warning if the publication date is unknown, else an empty string.
fn undated(request: &DraftRequest<'_>, drafted: &Draft) -> String {
    match drafted.summary.is_dated {
        true => String::new(),
        false => format!(
            "the text has no publication date, so all dates are relative to today, {}; delete this draft and run again with \
             `--published DATE`\n",
            request.today
        ),
    }
}

/// Returns the report: files created and kept, facts found, and remaining tasks.
fn draft_report(files: &[(PathBuf, &DraftFile)], kept: &str, drafted: &Draft) -> String {
    let mut text = String::new();
    for (path, _) in files {
        let _ = writeln!(text, "created {}", display_path(path));
    }
    text.push_str(kept);
    let found = &drafted.summary;
    let [dates, actors, venues, statements] = found.listed_counts;
    let counted = [(dates, "date"), (actors, "actor"), (venues, "venue"), (statements, "statement")];
    let counted: Vec<String> =
        counted.into_iter().map(|(number, word)| super::build::count_of(number, word)).collect();
    let from = found.dateline.as_ref().map_or(String::new(), |place| format!(", filed from {place}"));
    let agency = found.agency.map_or(String::new(), |agency| format!(", signed {agency}"));
    let _ = writeln!(text, "found {}{from}{agency}", counted.join(", "));
    text.push_str(&remaining_tasks(drafted));
    text
}

fn remaining_tasks(drafted: &Draft) -> String {
    let found = &drafted.summary;
    let mut text = "next steps:\n".to_owned();
    if !found.is_english {
        text.push_str("  fill in the lists: the text does not look English, the only supported language\n");
    }
    if !found.has_headline {
        text.push_str("  check the title: the text has no headline, so one is proposed\n");
    }
    text.push_str("  write the summary, and check each proposal: its comment gives the reason\n");
    if found.ambiguous_count > 0 {
        let lines = super::build::count_of(found.ambiguous_count, "line");
        let _ = writeln!(text, "  check {lines} of doubtful proposals, which are commented out");
    }
    if found.missing_profile_count > 0 {
        let names = super::build::count_of(found.missing_profile_count, "name");
        let _ = writeln!(
            text,
            "  {names} without a profile: run `dateline new` for one; for all, run again with `--with-profiles`"
        );
    }
    text.push_str("  build a preview with `dateline build --drafts`\n");
    text.push_str("  remove `draft: true` to publish it\n");
    text
}
