//! `dateline explain` of a file: what made it, and what builds did with it.

use std::fmt::Write;
use std::path::Path;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::args::{DiagnosticFormat, ExplainArgs};
use super::build::{build_request, count_of, print_diagnostics, site_path, why_unpublished};
use super::{Console, ExitStatus};
use crate::pipeline::{self, BuildRequest, ExplainedPath, FileExplanation, FileOutcome, PREVIEW, PUBLISHED};
use crate::text::nearest;
use crate::world::World;

/// Maximum number of files that are explained or listed as text.
const MAX_FILES: usize = 10;

/// Returns whether a word is a path and not a rule.
pub(super) fn is_path(word: &str) -> bool {
    word.contains(['/', '\\', '.'])
}

/// Explains the file at a path, or the files that are made from it.
pub(super) fn explain(
    path: &str,
    args: &ExplainArgs,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let request = build_request(&args.site, args.output.as_deref());
    let paths = candidates(path, &request, world);
    let (explained, result) = pipeline::explain_path(world, &request, &paths);
    let Some(explained) = explained else {
        print_diagnostics(&args.site, &result, console);
        return ExitStatus::Errors;
    };
    let is_json = args.site.format == DiagnosticFormat::Json;
    match explained {
        ExplainedPath::Files(files) if is_json => console.print(&json(&files)),
        ExplainedPath::UsedBy(files) if is_json => console.print(&json(&files)),
        ExplainedPath::Files(files) => console.print_escaped(&files_text(&files)),
        ExplainedPath::UsedBy(files) => console.print_escaped(&used_text(&files)),
        ExplainedPath::Unknown(known) => {
            let unpublished = paths.iter().find_map(|path| why_unpublished(path, &result.unpublished));
            return console.usage_error(&unpublished.unwrap_or_else(|| unknown_path(path, &paths, &known)));
        }
    }
    ExitStatus::Success
}

/// Returns the paths that a word may mean, relative to the output folder or to the site's folder.
fn candidates(word: &str, request: &BuildRequest, world: &dyn World) -> Vec<String> {
    if let Some((_, rest)) = word.split_once("://") {
        return url_candidates(rest);
    }
    let word = Path::new(word);
    let inside = site_path(&request.root, word, world);
    let below = [PUBLISHED, PREVIEW].into_iter().filter_map(|folder| below(&inside, folder));
    let in_output = word.strip_prefix(&request.output).ok().map(|path| site_path(&request.root, path, world));
    let decoded = decode(inside.split(['?', '#']).next().unwrap_or_default());
    let mut all: Vec<String> = in_output.into_iter().chain(below).collect();
    all.extend([inside.clone(), decoded]);
    all
}

/// Returns the part of a path below a folder; empty for the folder.
fn below(path: &str, folder: &str) -> Option<String> {
    let rest = path.strip_prefix(folder)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/').to_owned())
}

/// Returns the path of a URL after its host, and after each of its folders: a host may have the site in a folder.
fn url_candidates(after_scheme: &str) -> Vec<String> {
    let path = after_scheme.split(['?', '#']).next().unwrap_or_default();
    let mut rest = path.split_once('/').map_or("", |(_, path)| path).trim_end_matches('/');
    let mut all = vec![decode(rest)];
    while let Some((_, below)) = rest.split_once('/') {
        all.push(decode(below));
        rest = below;
    }
    all
}

fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

fn unknown_path(word: &str, paths: &[String], known: &[String]) -> String {
    let known = || known.iter().flat_map(|path| [path.as_str(), path.trim_end_matches("/index.html")]);
    match paths.iter().find_map(|path| nearest(path, known())) {
        Some(suggestion) => format!("no file of the site is at `{word}`; did you mean `{suggestion}`?"),
        None => format!("no file of the site is at `{word}`, and none is made from it"),
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn used_text(files: &[String]) -> String {
    let mut text = format!("{} made with it\n", count_of(files.len(), "file"));
    files.iter().take(MAX_FILES).for_each(|file| _ = writeln!(text, "  {file}"));
    text + &more_files(files.len())
}

fn files_text(files: &[FileExplanation]) -> String {
    let shown: Vec<String> = files.iter().take(MAX_FILES).map(file_text).collect();
    shown.join("\n") + &more_files(files.len())
}

fn more_files(all: usize) -> String {
    match all.saturating_sub(MAX_FILES) {
        0 => String::new(),
        more => format!("and {}; `--format json` lists all\n", count_of(more, "more file")),
    }
}

fn file_text(file: &FileExplanation) -> String {
    let mut text = format!("{}\n", file.file);
    let templates = file.templates.iter();
    let templates = templates.map(|it| it.path.clone() + if it.own { " (of this site)" } else { "" });
    add_lines(&mut text, "templates", templates);
    add_lines(&mut text, "sources", file.sources.iter().cloned());
    add_lines(&mut text, "also read", file.lists.iter().cloned());
    add_lines(&mut text, "settings", ["site.toml".to_owned()].into_iter());
    let fact = |fact: &pipeline::ExplainedFact| {
        let found = if fact.found { ", found in prose" } else { "" };
        format!("line {}: {}, {}{found}", fact.line, fact.kind, fact.text)
    };
    add_lines(&mut text, "facts", file.facts.iter().map(fact));
    add_lines(&mut text, "same from", file.same_from.iter().cloned());
    add_lines(&mut text, "same until", file.same_until.iter().cloned());
    let unknown = "not known: no cache has this file".to_owned();
    let copied = file.next_build.action == "copied";
    let last = file.last_build.as_ref().map_or(unknown, outcome).to_owned();
    add_lines(&mut text, "last build", [last].into_iter().filter(|_| !copied));
    add_lines(&mut text, "next build", [outcome(&file.next_build)].into_iter());
    text
}

fn outcome(outcome: &FileOutcome) -> String {
    match &outcome.reason {
        Some(reason) => format!("{}: {reason}", outcome.action),
        None => outcome.action.to_owned(),
    }
}

/// Adds lines under a name, which the first of them has.
fn add_lines(text: &mut String, name: &str, lines: impl Iterator<Item = String>) {
    for (index, line) in lines.enumerate() {
        let name = if index == 0 { name } else { "" };
        let _ = writeln!(text, "  {name:<10}  {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_a_slash_or_a_dot() {
        let cases =
            [("D001", false), ("unknown-key", false), ("/", true), ("site.toml", true), ("a/b", true)];
        for (word, expected) in cases {
            assert_eq!(is_path(word), expected, "{word}");
        }
    }

    #[test]
    fn a_url_may_have_the_site_in_a_folder() {
        assert_eq!(url_candidates("desk.example/"), [""]);
        assert_eq!(url_candidates("desk.example"), [""]);
        assert_eq!(url_candidates("h/desk/a%20b/?q#f"), ["desk/a b", "a b"]);
    }

    #[test]
    fn a_path_below_a_folder_is_a_whole_component() {
        assert_eq!(below("public/a", "public").as_deref(), Some("a"));
        assert_eq!(below("public", "public").as_deref(), Some(""));
        assert_eq!(below("publications/a", "public"), None);
    }
}
