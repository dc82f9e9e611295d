//! After any edits, a workspace and a cached build have every file with the bytes of a clean build. `EDIT_SCRIPTS=2000` tries more scripts.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, read_tree, write_files};
use dateline::diagnostic::Diagnostic;
use dateline::output::Consent;
use dateline::pipeline::{self, BuildRequest, BuildResult, CacheUse};
use dateline::workspace::Workspace;
use dateline::world::OsWorld;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// One edit; numbers select files and texts.
#[derive(Clone, Debug)]
enum Edit {
    Word(usize, usize),
    Title(usize, usize),
    Link(usize, usize),
    Heading(usize),
    Name(usize, usize),
    Create(usize),
    Delete(usize),
    Rename(usize, usize),
    Break(usize),
    Template(usize),
    Settings(usize),
    Label(usize),
    Image(usize),
}

const SENTENCES: [&str; 8] = [
    "The delegations met again on 14 May 2025.",
    "Ada Marten said the ferry would sail on Friday.",
    "The Harbour Office closed the quay [for repairs](harbour.md).",
    "See [[talks]] and [[talks#plan]].",
    "\n## Plan\n\nThe plan has two parts.",
    "![Quay](quay.svg)",
    "A note.[^1]\n\n[^1]: The note.",
    "Nothing else is known.",
];

const SETTINGS: [&str; 4] = [
    "",
    "per_page = 2\n",
    "[outputs]\nsearch = false\n",
    "[found]\ndates = \"box\"\nnames = \"box\"\ntimeline = true\n",
];

fn settings(number: usize) -> String {
    format!("title = \"Desk\"\nbase_url = \"https://desk.example/\"\n{}", SETTINGS[number % SETTINGS.len()])
}

fn briefing(number: usize) -> String {
    let day = 1 + number % 28;
    let sentence = SENTENCES[number % SENTENCES.len()];
    format!(
        "---\ntitle: Briefing {number}\npublished: 2025-04-{day:02}\ntopics: [Harbour]\nactors:\n  - ada-marten\ndates:\n  \
         - when: 2025-05-{day:02}\n    what: Meeting {number}\n---\n\nThe day began.\n\n{sentence}\n"
    )
}

fn start(root: &Path) {
    let names = ["talks", "harbour", "ferry", "storm", "quay", "pilot"];
    let mut files: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(number, name)| (format!("content/briefings/{name}.md"), briefing(number)))
        .collect();
    files.push(("site.toml".to_owned(), settings(0)));
    files.push((
        "content/about.md".to_owned(),
        "---\ntitle: About\n---\n\nAda Marten edits this.\n".to_owned(),
    ));
    let actor = "---\nname: Ada Marten\nkind: person\n---\n\nA pilot.\n";
    files.push(("content/actors/ada-marten.md".to_owned(), actor.to_owned()));
    files.push(("content/briefings/quay.svg".to_owned(), image(1)));
    write_files(root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
}

fn image(size: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"10\"></svg>")
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let numbers = || (0..6_usize, 0..16_usize);
    let edit = prop_oneof![
        4 => numbers().prop_map(|(file, text)| Edit::Word(file, text)),
        2 => numbers().prop_map(|(file, text)| Edit::Title(file, text)),
        2 => numbers().prop_map(|(file, text)| Edit::Link(file, text)),
        1 => (0..6_usize).prop_map(Edit::Heading),
        2 => numbers().prop_map(|(file, text)| Edit::Name(file, text)),
        2 => (0..16_usize).prop_map(Edit::Create),
        1 => (0..6_usize).prop_map(Edit::Delete),
        1 => numbers().prop_map(|(file, name)| Edit::Rename(file, name)),
        1 => (0..6_usize).prop_map(Edit::Break),
        1 => (0..4_usize).prop_map(Edit::Template),
        1 => (0..4_usize).prop_map(Edit::Settings),
        1 => (0..3_usize).prop_map(Edit::Label),
        1 => (1..9_usize).prop_map(Edit::Image),
    ];
    prop::collection::vec(edit, 1..9)
}

fn briefings(root: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(root.join("content/briefings")).expect("a folder").flatten();
    let mut files: Vec<PathBuf> = listed
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    files
}

fn change(path: &Path, edit: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(path).expect("a file");
    fs::write(path, edit(&text)).expect("a file");
}

fn apply(root: &Path, edit: &Edit) {
    let files = briefings(root);
    let file = |number: usize| files.get(number % files.len().max(1)).cloned();
    let with_file = |number: usize, edit: &dyn Fn(&Path)| file(number).iter().for_each(|path| edit(path));
    let append = |number, text: &str| {
        with_file(number, &|path| change(path, |old| format!("{old}\n{text}\n")));
    };
    match edit {
        Edit::Word(number, text) => append(*number, &format!("One more word: {text}.")),
        Edit::Link(number, text) => append(*number, SENTENCES[text % SENTENCES.len()]),
        Edit::Heading(number) => append(*number, "\n## Another heading\n\nText."),
        Edit::Title(number, text) => {
            with_file(*number, &|path| {
                change(path, |old| old.replacen("title: ", &format!("title: {text} "), 1))
            });
        }
        Edit::Name(number, text) => with_file(*number, &|path| {
            change(path, |old| {
                old.replacen("  - ada-marten\n", &format!("  - ada-marten\n  - Actor {text}\n"), 1)
            });
        }),
        Edit::Create(number) => {
            fs::write(root.join(format!("content/briefings/new-{number}.md")), briefing(*number))
                .expect("a file");
        }
        Edit::Delete(number) => with_file(*number, &|path| fs::remove_file(path).expect("a file")),
        Edit::Rename(number, name) => with_file(*number, &|path| {
            fs::rename(path, path.with_file_name(format!("renamed-{name}.md"))).expect("a file");
        }),
        Edit::Break(number) => {
            with_file(*number, &|path| {
                change(path, |old| old.replacen("published: ", "published: never ", 1))
            });
        }
        Edit::Template(number) => {
            let text = if *number == 0 { "{{ nope }}".to_owned() } else { format!("<p>{number}</p>") };
            write_files(root, [("templates/pager.html", text.as_str())]);
        }
        Edit::Settings(number) => fs::write(root.join("site.toml"), settings(*number)).expect("a file"),
        Edit::Label(number) => {
            let text = format!("latest = Newest {number}\n");
            write_files(root, [("templates/labels/en.ftl", text.as_str())]);
        }
        Edit::Image(size) => {
            fs::write(root.join("content/briefings/quay.svg"), image(*size)).expect("a file")
        }
    }
}

fn request(root: &Path) -> BuildRequest {
    BuildRequest {
        root: root.to_path_buf(),
        output: root.with_extension("clean"),
        as_of: Some("2025-04-19T18:00:00Z".parse().expect("an instant")),
        include_drafts: false,
        consent: Consent::Removal,
        cache: CacheUse::Off,
    }
}

/// Builds with the cache. Each number selects a number of threads and an instant.
fn build_cached(root: &Path, number: usize) -> BuildResult {
    let instants = ["2025-04-19T18:00:00Z", "2025-05-03T06:00:00Z", "2025-04-19T18:01:00Z"];
    let request = BuildRequest {
        output: root.with_extension("cached"),
        cache: CacheUse::On,
        as_of: Some(instants[number % instants.len()].parse().expect("an instant")),
        ..request(root)
    };
    let threads = if number.is_multiple_of(2) { 1 } else { 4 };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| pipeline::build(&OsWorld, &request, &|_, _| ()))
}

/// Compares a workspace and a cached output with a clean build of the same sources.
fn compare(root: &Path, workspace: &Workspace) -> Result<(), TestCaseError> {
    let request = request(root);
    let built = pipeline::build(&OsWorld, &request, &|_, _| ());
    let cached = build_cached(root, 0);
    prop_assert_eq!(&cached.diagnostics, &built.diagnostics);
    if built.report.is_some() {
        let (cached, clean) = (read_tree(&root.with_extension("cached")), read_tree(&request.output));
        prop_assert_eq!(cached.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
        let differs = |file: &&String| cached[*file] != clean[*file];
        prop_assert_eq!(clean.keys().find(differs), None);
    }
    prop_assert_eq!(workspace.diagnostics(), &*built.diagnostics);
    let sources: Vec<_> = workspace.sources().iter().map(|source| &source.path).collect();
    prop_assert_eq!(sources, built.sources.iter().map(|source| &source.path).collect::<Vec<_>>());
    if built.diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let files = read_tree(&request.output);
    let snapshot = workspace.snapshot().expect("a site");
    prop_assert_eq!(snapshot.files().count(), files.len());
    for (file, bytes) in &files {
        let rendered = snapshot.render(&OsWorld, file).expect("a planned file").expect("a sound template");
        prop_assert!(rendered == *bytes, "{} differs", file);
    }
    Ok(())
}

fn run_script(root: &Path, edits: &[Edit]) -> Result<(), TestCaseError> {
    for folder in
        [root.to_path_buf(), root.with_extension("cached"), root.with_file_name(".site.cached.next")]
    {
        let _ = fs::remove_dir_all(folder);
    }
    start(root);
    let mut workspace = Workspace::new(request(root));
    workspace.refresh(&OsWorld);
    for (number, edit) in edits.iter().enumerate() {
        build_cached(root, number);
        apply(root, edit);
        workspace.refresh(&OsWorld);
    }
    compare(root, &workspace)
}

#[test]
fn a_workspace_equals_a_clean_build_after_any_edits() {
    let root = empty_folder("random-edits").join("site");
    let scripts = std::env::var("EDIT_SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let config = Config { cases: scripts, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&edits(), |edits| run_script(&root, &edits));
    run.unwrap_or_else(|error| panic!("{error}"));
}
