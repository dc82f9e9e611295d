//! `build`, `check` and `facts`.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::args::{BuildArgs, FactsArgs, Format, SiteArgs};
use super::{Console, Exit, stream};
use crate::diagnostic::{Diagnostic, LeftOut, Printer, Severity, fold};
use crate::export;
use crate::output::Consent;
use crate::pipeline::{self, Finished, Request};
use crate::site::{Held, Reason};
use crate::text::{visible, visible_line};
use crate::world::{World, input_source};

/// Work that takes longer than this gets a bar.
const LONG_WORK: Duration = Duration::from_millis(500);

/// Builds the site and tells what was written.
pub(super) fn build(args: &BuildArgs, world: &dyn World, console: &mut Console<'_>) -> Exit {
    let begun = Instant::now();
    let request = Request { consent: consent(args), ..request(&args.site, args.output.as_deref()) };
    let bar = console.bar();
    let progress = |done: usize, all: usize| {
        if begun.elapsed() > LONG_WORK {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    };
    let finished = pipeline::build(world, &request, &progress);
    bar.finish_and_clear();
    tell_findings(&args.site, &finished, console);
    let exit = exit(&finished);
    if let Some(report) = &finished.report {
        let mut text = built(&finished, &request, report, begun.elapsed());
        text.push_str(&summary(&finished.diagnostics));
        let home = args_output(args).join("index.html");
        let _ = match request.drafts {
            true => {
                writeln!(text, "This is a preview with drafts, not for publication. Open {}", home.display())
            }
            false => writeln!(text, "Open {}", home.display()),
        };
        result(&args.site, &text, console);
    } else {
        console.tell(&format!("{}nothing was written\n", summary(&finished.diagnostics)));
    }
    exit
}

/// Finds every mistake.
pub(super) fn check(args: &SiteArgs, world: &dyn World, console: &mut Console<'_>) -> Exit {
    let finished = pipeline::check(world, &request(args, None));
    tell_findings(args, &finished, console);
    let mut text = format!("checked {}\n", count(finished.pages, "page"));
    text.push_str(&held(&finished.held));
    text.push_str(&summary(&finished.diagnostics));
    result(args, &text, console);
    exit(&finished)
}

/// Prints the store.
pub(super) fn facts(args: &FactsArgs, world: &dyn World, console: &mut Console<'_>) -> Exit {
    if let Some(what) = args.stream {
        return stream::stream(what, world, console);
    }
    if args.file.as_deref() == Some(Path::new("-")) {
        return facts_of_input(args, world, console);
    }
    let (site, finished) = pipeline::site(world, &request(&args.site, None));
    if finished.failed() {
        tell_findings(&args.site, &finished, console);
        return exit(&finished);
    }
    let Some(site) = site else { return exit(&finished) };
    let only = args.file.as_deref().map(|file| site_path(&args.site.root, file));
    let is_public = |path: &str| site.briefings.iter().any(|filed| *filed.briefing.leaf.source.path == *path);
    if let Some(path) = only.as_deref().filter(|path| !is_public(path)) {
        return console.refuse(&not_public(path, &finished.held));
    }
    console.say(&export::print(&site, only.as_deref()));
    Exit::Good
}

/// Why a file has no facts to print.
fn not_public(path: &str, held: &[Held]) -> String {
    let reason = held.iter().find(|file| *file.path == *path).map(|file| file.reason);
    match reason {
        Some(Reason::Draft) => format!("`{path}` is a draft; add `--drafts` to print its facts"),
        Some(Reason::Embargo(until) | Reason::NotYetPublished(until)) => format!(
            "`{path}` is held back until {}; add `--as-of {}` to print its facts",
            moment(until),
            until.strftime("%Y-%m-%dT%H:%M:%SZ")
        ),
        Some(Reason::Entries(..)) | None => {
            format!("`{path}` is no briefing of this site; briefings are files under `content/briefings/`")
        }
    }
}

/// What a briefing from standard input is called; its address, unless it says one.
const INPUT: &str = "content/briefings/standard-input.md";

fn facts_of_input(args: &FactsArgs, world: &dyn World, console: &mut Console<'_>) -> Exit {
    let (piece, finished) = pipeline::alone(input_source(world, INPUT));
    tell_findings(&args.site, &finished, console);
    match piece {
        Some(piece) if !finished.failed() => {
            console.say(&export::print_alone(&piece));
            Exit::Good
        }
        _ => exit(&finished),
    }
}

/// A file as the site names it: given from where the command is run, or already site-relative.
fn site_path(root: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> =
        inside.components().filter(|part| matches!(part, std::path::Component::Normal(_))).collect();
    parts.iter().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn request(args: &SiteArgs, output: Option<&Path>) -> Request {
    let folder = if args.drafts { pipeline::PREVIEW } else { pipeline::PUBLISHED };
    Request {
        root: args.root.clone(),
        output: output.map_or_else(|| args.root.join(folder), Path::to_path_buf),
        as_of: args.as_of,
        drafts: args.drafts,
        consent: Consent::None,
    }
}

fn consent(args: &BuildArgs) -> Consent {
    match (args.adopt, args.allow_removal) {
        (true, _) => Consent::Adoption,
        (false, true) => Consent::Removal,
        (false, false) => Consent::None,
    }
}

fn args_output(args: &BuildArgs) -> std::path::PathBuf {
    let output = request(&args.site, args.output.as_deref()).output;
    output.strip_prefix(".").map(Path::to_path_buf).unwrap_or(output)
}

/// JSON is the result where it is asked for, so that the rest must not stand in its way.
fn result(args: &SiteArgs, text: &str, console: &mut Console<'_>) {
    match args.format {
        Format::Json => console.tell(&visible(text)),
        Format::Human | Format::Short => console.say_plainly(text),
    }
}

fn tell_findings(args: &SiteArgs, finished: &Finished, console: &mut Console<'_>) {
    let printer = Printer::new(&finished.sources, &finished.diagnostics);
    match args.format {
        Format::Json => console.say(&printer.json(&finished.diagnostics)),
        Format::Short => console.tell(&printer.short(&finished.diagnostics)),
        Format::Human => {
            let folded = fold(&finished.diagnostics);
            let mut text = printer.human(folded.shown, console.colour(args.color));
            text.extend(folded.left_out.iter().map(left_out));
            console.tell(&text);
        }
    }
}

/// What is said of findings that are not shown.
fn left_out(line: &LeftOut<'_>) -> String {
    let more = count(line.count, &format!("more {}", line.severity.word()));
    let file = line.file.map_or_else(String::new, |file| format!(" in {}", visible_line(file)));
    format!("and {more}{file} ({}); `--format short` lists all\n\n", line.code.name)
}

fn built(finished: &Finished, request: &Request, report: &crate::output::Report, took: Duration) -> String {
    let mut text = String::new();
    let output = request.output.strip_prefix(".").unwrap_or(&request.output).display();
    let _ = writeln!(
        text,
        "{} in {output}: {} written, {} unchanged, {} removed",
        count(finished.pages, "file"),
        report.written,
        report.unchanged,
        report.removed
    );
    let _ = writeln!(text, "as of {}, in {:.2} s", moment(finished.as_of), took.as_secs_f64());
    text.push_str(&held(&finished.held));
    text
}

fn held(held: &[Held]) -> String {
    let mut text = String::new();
    for file in held {
        let reason = match file.reason {
            Reason::Draft => "draft".to_owned(),
            Reason::Embargo(until) => format!("embargo until {}", moment(until)),
            Reason::NotYetPublished(from) => format!("to be published {}", moment(from)),
            Reason::Entries(key, number, from) => {
                format!("{} of `{key}`, from {}", count_of(number, "entry", "entries"), moment(from))
            }
        };
        let _ = writeln!(text, "held back: {} ({reason})", visible_line(&file.path));
    }
    text
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// "2 errors, 1 warning", as a line; empty where there is nothing.
fn summary(notes: &[Diagnostic]) -> String {
    let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let counted =
        parts.map(|(severity, word)| (notes.iter().filter(|note| note.severity == severity).count(), word));
    let told: Vec<String> =
        counted.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)).collect();
    if told.is_empty() { String::new() } else { told.join(", ") + "\n" }
}

pub(super) fn count(number: usize, word: &str) -> String {
    count_of(number, word, &format!("{word}s"))
}

fn count_of(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", plural(number, one, many))
}

fn plural<'w>(number: usize, one: &'w str, many: &'w str) -> &'w str {
    if number == 1 { one } else { many }
}

/// What the shell is told: findings of the output stage mean the disk, all others the site's files.
fn exit(finished: &Finished) -> Exit {
    let mut errors = finished.diagnostics.iter().filter(|note| note.is_error());
    match finished.failed() {
        false => Exit::Good,
        true if errors.all(|note| note.code.id.starts_with('O')) => Exit::Disk,
        true => Exit::Errors,
    }
}
