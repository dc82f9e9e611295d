//! After any edits, a workspace and a cached build have every file with the bytes of a clean build, on any number of threads, whether prose is
//! read at once or when its page is asked for, whether changed files are named or found, and whatever edits the cache has seen.
//! `EDIT_SCRIPTS=2000` tries more scripts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;

use crate::world::MemoryWorld;
use dateline::output::Consent;
use dateline::pipeline::{self, BuildRequest, BuildResult, CacheUse};
use dateline::site::ProseReading;
use dateline::workspace::Workspace;
use dateline::world::World;
use jiff::SignedDuration;
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
    /// Some days pass.
    Later(usize),
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

/// Returns the site before the edits: some briefings are not published yet.
fn start() -> MemoryWorld {
    let world = MemoryWorld::new("2025-04-03T18:00:00Z".parse().expect("an instant"));
    let names = ["talks", "harbour", "ferry", "storm", "quay", "pilot"];
    let briefings = names.iter().enumerate();
    let mut files: Vec<(String, String)> =
        briefings.map(|(number, name)| (format!("content/briefings/{name}.md"), briefing(number))).collect();
    files.push(("site.toml".to_owned(), settings(0)));
    files.push((
        "content/about.md".to_owned(),
        "---\ntitle: About\n---\n\nAda Marten edits this.\n".to_owned(),
    ));
    let actor = "---\nname: Ada Marten\nkind: person\n---\n\nA pilot.\n";
    files.push(("content/actors/ada-marten.md".to_owned(), actor.to_owned()));
    files.push(("content/briefings/quay.svg".to_owned(), image(1)));
    let root = Path::new(ROOT);
    files.into_iter().fold(world, |world, (path, text)| world.file(root.join(path), text))
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
        1 => (1..20_usize).prop_map(Edit::Later),
    ];
    prop::collection::vec(edit, 1..MAX_EDITS)
}

/// Number of edits of the longest script, with the last one that every script has.
const MAX_EDITS: usize = 9;

/// The site in memory.
const ROOT: &str = "/site";

/// Returns the paths of all briefings.
fn briefings(world: &MemoryWorld) -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("content/briefings");
    let files = world.files(&folder).into_keys().filter(|name| name.ends_with(".md"));
    files.map(|name| folder.join(name)).collect()
}

fn write(world: &MemoryWorld, path: &Path, text: &str) {
    let _ = world.remove_file(path);
    world.create_dirs(path.parent().expect("a folder")).expect("a folder");
    world.create_new(path, text.as_bytes()).expect("a file");
}

fn change(world: &MemoryWorld, path: &Path, edit: impl FnOnce(&str) -> String) -> Vec<PathBuf> {
    let bytes = world.read(path, u64::MAX).expect("a file");
    write(world, path, &edit(std::str::from_utf8(&bytes).expect("text")));
    vec![path.to_owned()]
}

/// Changes the disk, and returns the paths that have changed.
fn apply(world: &MemoryWorld, edit: &Edit) -> Vec<PathBuf> {
    let files = briefings(world);
    let root = Path::new(ROOT);
    let file = |number: usize| files.get(number % files.len().max(1)).cloned();
    let in_file = |number: &usize, edit: &dyn Fn(&str) -> String| {
        file(*number).map(|path| change(world, &path, edit)).unwrap_or_default()
    };
    let append = |number: &usize, text: &str| in_file(number, &|old| format!("{old}\n{text}\n"));
    let put = |path: &str, text: &str| {
        write(world, &root.join(path), text);
        vec![root.join(path)]
    };
    match edit {
        Edit::Word(number, text) => append(number, &format!("One more word: {text}.")),
        Edit::Link(number, text) => append(number, SENTENCES[text % SENTENCES.len()]),
        Edit::Heading(number) => append(number, "\n## Another heading\n\nText."),
        Edit::Title(number, text) => {
            in_file(number, &|old| old.replacen("title: ", &format!("title: {text} "), 1))
        }
        Edit::Name(number, text) => in_file(number, &|old| {
            old.replacen("  - ada-marten\n", &format!("  - ada-marten\n  - Actor {text}\n"), 1)
        }),
        Edit::Create(number) => put(&format!("content/briefings/new-{number}.md"), &briefing(*number)),
        Edit::Delete(number) => file(*number).map_or_else(Vec::new, |path| {
            world.remove_file(&path).expect("a file");
            vec![path]
        }),
        Edit::Rename(number, name) => file(*number).map_or_else(Vec::new, |path| {
            let to = path.with_file_name(format!("renamed-{name}.md"));
            world.rename(&path, &to).expect("a file");
            vec![path, to]
        }),
        Edit::Break(number) => in_file(number, &|old| old.replacen("published: ", "published: never ", 1)),
        Edit::Template(number) => {
            let text = if *number == 0 { "{{ nope }}".to_owned() } else { format!("<p>{number}</p>") };
            put("templates/pager.html", &text)
        }
        Edit::Settings(number) => put("site.toml", &settings(*number)),
        Edit::Label(number) => put("templates/labels/en.ftl", &format!("latest = Newest {number}\n")),
        Edit::Image(size) => put("content/briefings/quay.svg", &image(*size)),
        Edit::Later(_) => Vec::new(),
    }
}

fn request() -> BuildRequest {
    BuildRequest {
        root: PathBuf::from(ROOT),
        output: PathBuf::from("/clean"),
        as_of: None,
        include_drafts: false,
        consent: Consent::Removal,
        cache: CacheUse::Off,
    }
}

fn cached_request() -> BuildRequest {
    BuildRequest { output: PathBuf::from("/cached"), cache: CacheUse::On, ..request() }
}

/// Builds with the cache of the last such build.
fn build_cached(world: &MemoryWorld) -> BuildResult {
    pipeline::build(world, &cached_request(), &|_| ())
}

/// Compares a workspace and a cached output with a clean build of the same sources. Prose that has not been read is read between the files and
/// the diagnostics.
fn compare(world: &MemoryWorld, workspace: &mut Workspace) -> Result<(), TestCaseError> {
    let built = pipeline::build(world, &request(), &|_| ());
    let cached = build_cached(world);
    prop_assert_eq!(&cached.diagnostics, &built.diagnostics);
    prop_assert_eq!(&cached.unpublished, &built.unpublished);
    if !built.failed() {
        let (cached, clean) = (world.files("/cached"), world.files("/clean"));
        prop_assert_eq!(cached.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
        prop_assert_eq!(clean.keys().find(|file| cached[*file] != clean[*file]), None);
    }
    let sources: Vec<_> = workspace.sources().iter().map(|source| source.path.clone()).collect();
    prop_assert_eq!(sources, built.sources.iter().map(|source| source.path.clone()).collect::<Vec<_>>());
    if !built.failed() {
        compare_files(world, workspace)?;
    }
    if let Some(snapshot) = workspace.snapshot().filter(|_| workspace.is_incomplete()) {
        snapshot.read_prose(&|| true);
        workspace.refresh(world);
        prop_assert!(!workspace.is_incomplete() || workspace.result().failed());
    }
    if !workspace.is_incomplete() {
        prop_assert_eq!(workspace.diagnostics(), &*built.diagnostics);
    }
    Ok(())
}

fn compare_files(world: &MemoryWorld, workspace: &Workspace) -> Result<(), TestCaseError> {
    let files = world.files("/clean");
    let snapshot = workspace.snapshot().expect("a site");
    prop_assert_eq!(snapshot.files().count(), files.len());
    for (file, bytes) in &files {
        let rendered = snapshot.render(world, file).expect("a planned file").expect("a sound template");
        prop_assert!(rendered == *bytes, "{} differs", file);
    }
    Ok(())
}

/// How a script is run.
#[derive(Clone, Debug)]
struct Run {
    threads: usize,
    /// The number of briefings that are read at once.
    read_at_once: usize,
    /// Whether changed files are named, as by events.
    names_files: bool,
    /// Whether there is a cached build before the edit with this index. A cache may be several edits old.
    builds: [bool; MAX_EDITS],
}

fn runs() -> impl Strategy<Value = Run> {
    let (threads, at_once) = (prop::sample::select(vec![1, 4]), prop::sample::select(vec![0, 1, 64]));
    let parts = (threads, at_once, any::<bool>(), any::<[bool; MAX_EDITS]>());
    parts.prop_map(|(threads, read_at_once, names_files, builds)| Run {
        threads,
        read_at_once,
        names_files,
        builds,
    })
}

fn run_script(run: &Run, edits: &[Edit]) -> Result<(), TestCaseError> {
    let mut world = start();
    build_cached(&world);
    apply(&world, &Edit::Word(1, 0));
    let mut workspace = Workspace::with_reading(cached_request(), ProseReading::UpTo(run.read_at_once));
    workspace.refresh(&world);
    // A new instant alone is taken in when something becomes public; the last edit changes a file.
    for (edit, builds) in edits.iter().chain([&Edit::Word(0, 0)]).zip(run.builds) {
        if let Edit::Later(days) = edit {
            world = world.at(world.now() + SignedDuration::from_hours(24 * *days as i64));
        }
        if builds {
            build_cached(&world);
        }
        let changed: BTreeSet<PathBuf> = apply(&world, edit).into_iter().collect();
        match run.names_files && !changed.is_empty() {
            true => workspace.refresh_files(&world, &changed),
            false => workspace.refresh(&world),
        };
    }
    compare(&world, &mut workspace)
}

/// Tries random scripts. After a failure, a shorter one is looked for, but not for long.
fn try_scripts(scripts: u32) -> Result<(), String> {
    let config =
        Config { cases: scripts, failure_persistence: None, max_shrink_time: 60_000, ..Config::default() };
    let tried = TestRunner::new(config).run(&(runs(), edits()), |(run, edits)| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(run.threads).build().expect("threads");
        pool.install(|| run_script(&run, &edits))
    });
    tried.map_err(|error| error.to_string())
}

#[test]
fn a_workspace_equals_a_clean_build_after_any_edits() {
    let scripts: u32 = std::env::var("EDIT_SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u32);
    let tried: Vec<Result<(), String>> = thread::scope(|scope| {
        let run = |_| scope.spawn(move || try_scripts(scripts.div_ceil(threads)));
        let running: Vec<_> = (0..threads).map(run).collect();
        running.into_iter().map(|thread| thread.join().expect("a result")).collect()
    });
    let failures: Vec<String> = tried.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
