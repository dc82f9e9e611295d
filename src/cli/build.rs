//! `build`, `check` and `facts`.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::args::{BuildArgs, DiagnosticFormat, FactsArgs, SiteArgs};
use super::host_limits::{format_bytes, host_notes};
use super::timings::Timings;
use super::{Console, ExitStatus, stream};
use crate::diagnostic::{Color, Diagnostic, LeftOut, Printer, Severity, fold};
use crate::export;
use crate::output::Consent;
use crate::pipeline::{self, BuildEvent, BuildRequest, BuildResult, CacheUse};
use crate::site::{Unpublished, UnpublishedReason};
use crate::text::{visible, visible_line};
use crate::world::{World, input_source};

/// Time after which a progress bar is shown.
const PROGRESS_DELAY: Duration = Duration::from_millis(500);

/// Builds the site and prints what was written.
pub(super) fn build(args: &BuildArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let start = Instant::now();
    let request = BuildRequest {
        consent: consent(args),
        cache: cache(args),
        ..build_request(&args.site, args.output.as_deref())
    };
    let bar = console.progress_bar();
    let timings = args.timings.then(Timings::start);
    let progress = |event: BuildEvent<'_>| {
        timings.iter().for_each(|timings| timings.take(event));
        if let BuildEvent::FileEnds { done, all, .. } = event
            && start.elapsed() > PROGRESS_DELAY
        {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    };
    let mut finished = pipeline::build(world, &request, &progress);
    if args.verify && finished.report.is_some() {
        finished.diagnostics.extend(pipeline::verify(world, &request, finished.as_of));
    }
    bar.finish_and_clear();
    print_diagnostics(&args.site, &finished, console);
    timings.into_iter().for_each(|timings| console.eprint(&visible(&timings.finish())));
    let exit = exit_status(&finished);
    if let Some(report) = &finished.report {
        let mut text = build_report(&finished, &request, report, start.elapsed());
        text.push_str(&count_by_severity(&finished.diagnostics));
        let home_page = output_folder(args).join("index.html");
        let _ = match request.include_drafts {
            true => {
                writeln!(
                    text,
                    "This is a preview with drafts, not for publication. Open {}",
                    home_page.display()
                )
            }
            false => writeln!(text, "Open {}", home_page.display()),
        };
        print_result(&args.site, &text, console);
    } else {
        console.eprint(&format!("{}nothing was written\n", count_by_severity(&finished.diagnostics)));
    }
    exit
}

/// Checks the site and prints all diagnostics.
pub(super) fn check(args: &SiteArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let finished = pipeline::check(world, &build_request(args, None));
    print_diagnostics(args, &finished, console);
    let mut text = format!("checked {}\n", count_of(finished.page_count, "output file"));
    text.push_str(&unpublished_list(&finished.unpublished));
    text.push_str(&super::editors::outdated_files(&args.root, world));
    text.push_str(&count_by_severity(&finished.diagnostics));
    print_result(args, &text, console);
    exit_status(&finished)
}

/// Prints the facts of the site or of one file as JSON.
pub(super) fn facts(args: &FactsArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Some(kind) = args.stream {
        return stream::annotate_stream(kind, world, console);
    }
    if args.file.as_deref() == Some(Path::new("-")) {
        return facts_from_stdin(args, world, console);
    }
    let (site, finished) = pipeline::index_site(world, &build_request(&args.site, None));
    if finished.failed() {
        print_diagnostics(&args.site, &finished, console);
        return exit_status(&finished);
    }
    let Some(site) = site else { return exit_status(&finished) };
    let only = args.file.as_deref().map(|file| site_path(&args.site.root, file, world));
    let is_public =
        |path: &str| site.briefings.iter().any(|resolved| *resolved.briefing.meta.source.path == *path);
    if let Some(path) = only.as_deref().filter(|path| !is_public(path)) {
        return console.usage_error(&not_public(path, &finished.unpublished));
    }
    console.print(&export::store_json(&site, only.as_deref()));
    ExitStatus::Success
}

/// Returns why a file has no public facts.
pub(super) fn not_public(path: &str, unpublished: &[Unpublished]) -> String {
    match why_unpublished(path, unpublished) {
        Some(reason) => format!("{reason} to print its facts"),
        None => {
            format!("`{path}` is not a briefing of this site; briefings are files under `content/briefings/`")
        }
    }
}

/// Returns why a file is unpublished, and the option with which it is read.
pub(super) fn why_unpublished(path: &str, unpublished: &[Unpublished]) -> Option<String> {
    match unpublished.iter().find(|file| *file.path == *path)?.reason {
        UnpublishedReason::Draft => Some(format!("`{path}` is a draft; add `--drafts`")),
        UnpublishedReason::Embargo(until) | UnpublishedReason::NotYetPublished(until) => Some(format!(
            "`{path}` is unpublished until {}; add `--as-of {}`",
            format_utc(until),
            until.strftime("%Y-%m-%dT%H:%M:%SZ")
        )),
        UnpublishedReason::Entries(..) => None,
    }
}

/// Path of a briefing from standard input, which gives its default permalink.
const INPUT: &str = "content/briefings/standard-input.md";

fn facts_from_stdin(args: &FactsArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let (item, finished) = pipeline::read_single_file(input_source(world, INPUT));
    print_diagnostics(&args.site, &finished, console);
    match item {
        Some(item) if !finished.failed() => {
            console.print(&export::single_briefing_json(&item));
            ExitStatus::Success
        }
        _ => exit_status(&finished),
    }
}

/// Returns the site-relative path of a file, given relative to the current folder or to the site.
pub(super) fn site_path(root: &Path, file: &Path, world: &dyn World) -> String {
    let absolute =
        file.is_absolute().then(|| world.canonicalize(root).ok().zip(world.canonicalize(file).ok()));
    let absolute = absolute.flatten();
    let inside = absolute.as_ref().and_then(|(root, file)| file.strip_prefix(root).ok());
    let inside = inside.or_else(|| file.strip_prefix(root).ok()).unwrap_or(file);
    let parts: Vec<_> =
        inside.components().filter(|part| matches!(part, std::path::Component::Normal(_))).collect();
    parts.iter().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

pub(super) fn build_request(args: &SiteArgs, output: Option<&Path>) -> BuildRequest {
    let folder = if args.drafts { pipeline::PREVIEW } else { pipeline::PUBLISHED };
    BuildRequest {
        root: args.root.clone(),
        output: output.map_or_else(|| args.root.join(folder), Path::to_path_buf),
        as_of: args.as_of,
        include_drafts: args.drafts,
        consent: Consent::None,
        cache: CacheUse::Off,
    }
}

/// Reports a folder that is not a site.
pub(super) fn require_site(
    root: &Path,
    world: &dyn World,
    console: &mut Console<'_>,
) -> Result<(), ExitStatus> {
    if world.exists(&root.join("site.toml")) {
        return Ok(());
    }
    Err(console.usage_error(&format!("`{}` is not a site; name its folder with --root", root.display())))
}

/// Returns the request of a command that reads a site with its drafts and writes no output.
pub(super) fn reading_request(root: &Path) -> BuildRequest {
    BuildRequest {
        root: root.to_path_buf(),
        output: root.join(pipeline::PREVIEW),
        as_of: None,
        include_drafts: true,
        consent: Consent::None,
        cache: CacheUse::Off,
    }
}

fn consent(args: &BuildArgs) -> Consent {
    match (args.adopt, args.allow_removal) {
        (true, _) => Consent::Adoption,
        (false, true) => Consent::Removal,
        (false, false) => Consent::None,
    }
}

fn cache(args: &BuildArgs) -> CacheUse {
    if args.no_cache { CacheUse::Off } else { CacheUse::On }
}

fn output_folder(args: &BuildArgs) -> std::path::PathBuf {
    let output = build_request(&args.site, args.output.as_deref()).output;
    output.strip_prefix(".").map(Path::to_path_buf).unwrap_or(output)
}

/// Prints a summary: to standard error if standard output has the JSON diagnostics.
fn print_result(args: &SiteArgs, text: &str, console: &mut Console<'_>) {
    match args.format {
        DiagnosticFormat::Json => console.eprint(&visible(text)),
        DiagnosticFormat::Human | DiagnosticFormat::Short => console.print_escaped(text),
    }
}

pub(super) fn print_diagnostics(args: &SiteArgs, finished: &BuildResult, console: &mut Console<'_>) {
    let printer = Printer::new(&finished.sources, &finished.diagnostics);
    match args.format {
        DiagnosticFormat::Json => console.print(&printer.render_json(&finished.diagnostics)),
        DiagnosticFormat::Short => console.eprint(&printer.render_short(&finished.diagnostics)),
        DiagnosticFormat::Human => {
            let folded = fold(&finished.diagnostics);
            let mut text = printer.render_text(
                folded.shown,
                if console.use_color(args.color) { Color::Ansi } else { Color::Plain },
            );
            text.extend(folded.left_out.iter().map(left_out));
            console.eprint(&text);
        }
    }
}

/// Returns the line that counts diagnostics that are not shown.
fn left_out(line: &LeftOut<'_>) -> String {
    let more = count_of(line.count, &format!("more {}", line.severity.as_str()));
    let file = line.file.map_or_else(String::new, |file| format!(" in {}", visible_line(file)));
    format!("and {more}{file} ({}); `--format short` lists all\n\n", line.code.name)
}

fn build_report(
    finished: &BuildResult,
    request: &BuildRequest,
    report: &crate::output::OutputReport,
    duration: Duration,
) -> String {
    let mut text = String::new();
    let output = request.output.strip_prefix(".").unwrap_or(&request.output).display();
    let _ = writeln!(
        text,
        "{} ({}) in {output}: {} written, {} unchanged, {} removed",
        count_of(finished.page_count, "file"),
        format_bytes(report.bytes),
        report.written,
        report.unchanged,
        report.removed
    );
    let _ = writeln!(text, "as of {}, in {:.2} s", format_utc(finished.as_of), duration.as_secs_f64());
    text.push_str(&unpublished_list(&finished.unpublished));
    text.push_str(&super::publish::next_build_note(finished));
    text.push_str(&host_notes(finished.page_count, report.bytes, report.largest));
    text
}

fn unpublished_list(unpublished: &[Unpublished]) -> String {
    let mut text = String::new();
    for file in unpublished {
        let reason = match file.reason {
            UnpublishedReason::Draft => "draft".to_owned(),
            UnpublishedReason::Embargo(until) => format!("embargo until {}", format_utc(until)),
            UnpublishedReason::NotYetPublished(from) => format!("to be published {}", format_utc(from)),
            UnpublishedReason::Entries(key, number, from) => {
                format!("{} of `{key}`, from {}", count_with(number, "entry", "entries"), format_utc(from))
            }
        };
        let _ = writeln!(text, "unpublished: {} ({reason})", visible_line(&file.path));
    }
    text
}

pub(super) fn format_utc(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Returns a line such as "2 errors, 1 warning", or an empty string without diagnostics.
pub(super) fn count_by_severity(diagnostics: &[Diagnostic]) -> String {
    let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let counted =
        parts.map(|(severity, word)| (diagnostics.iter().filter(|it| it.severity == severity).count(), word));
    let parts: Vec<String> = counted
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count_of(*number, word))
        .collect();
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}

pub(super) fn count_of(number: usize, word: &str) -> String {
    count_with(number, word, &format!("{word}s"))
}

fn count_with(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", plural(number, one, many))
}

fn plural<'w>(number: usize, one: &'w str, many: &'w str) -> &'w str {
    if number == 1 { one } else { many }
}

/// Returns the exit status: errors of the output stage mean the file system, all others the site's files.
fn exit_status(finished: &BuildResult) -> ExitStatus {
    let mut errors = finished.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    match finished.failed() {
        false => ExitStatus::Success,
        true if errors.all(|error| error.code.id.starts_with('O')) => ExitStatus::Disk,
        true => ExitStatus::Errors,
    }
}
