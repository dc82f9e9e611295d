//! A workspace renders every file with the bytes that a build writes, after any edits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use crate::world::MemoryWorld;
use dateline::cli::ExitStatus;
use dateline::output::Consent;
use dateline::pipeline::{self, BuildRequest, CacheUse};
use dateline::site::{FileReads, ProseReading, SiteAnswers, SiteRead, Validity};
use dateline::workspace::{Refresh, Snapshot, Workspace};
use dateline::world::{OsWorld, World};
use rayon::prelude::*;

const AS_OF: &str = "2025-04-19T18:00:00Z";

fn request(root: &Path) -> BuildRequest {
    BuildRequest {
        root: root.to_path_buf(),
        output: root.join("public"),
        as_of: Some(AS_OF.parse().expect("an instant")),
        include_drafts: false,
        consent: Consent::None,
        cache: CacheUse::Off,
    }
}

fn workspace(root: &Path) -> Workspace {
    Workspace::new(request(root))
}

fn rendered(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let render = |file: &str| {
        let bytes = snapshot.render(&OsWorld, file).expect("a planned file").expect("a sound template");
        (file.to_owned(), bytes)
    };
    snapshot.files().map(render).collect()
}

fn clean_build(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = root.with_extension("clean");
    let arguments = ["build", "--as-of", AS_OF, "--output", output.to_str().expect("UTF-8")];
    let ran = run_dateline(root, &arguments);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&output)
}

fn assert_same_files(root: &Path, workspace: &Workspace) {
    let built = clean_build(root);
    let snapshot = workspace.snapshot().expect("a site");
    let rendered = rendered(&snapshot);
    assert_eq!(
        rendered.keys().collect::<Vec<_>>(),
        built.keys().collect::<Vec<_>>(),
        "the same files are planned"
    );
    for (file, bytes) in &built {
        assert!(rendered[file] == *bytes, "{file} differs");
    }
}

#[test]
fn a_snapshot_renders_what_a_build_writes() {
    let root = empty_folder("workspace-corpus");
    let files = crate::corpus::corpus(40, 3);
    write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let mut workspace = workspace(&root);
    assert!(workspace.snapshot().is_none());
    assert!(matches!(workspace.refresh(&OsWorld), Refresh::Changed(changed) if changed.len() == files.len()));
    assert_same_files(&root, &workspace);
    assert_eq!(workspace.refresh(&OsWorld), Refresh::Unchanged);
}

#[test]
fn a_broken_save_keeps_the_last_good_site() {
    let root = empty_folder("workspace-broken");
    let good = "---\ntitle: Talks\npublished: 2025-04-12\n---\n\nThe talks began.\n";
    write_files(&root, [("site.toml", "title = \"Desk\"\n"), ("content/briefings/talks.md", good)]);
    let mut workspace = workspace(&root);
    workspace.refresh(&OsWorld);
    let first = workspace.snapshot().expect("a site");
    assert!(workspace.diagnostics().iter().all(|diagnostic| !diagnostic.is_error()));
    write_files(&root, [("content/briefings/talks.md", "---\ntitle: Talks\npublished: soon\n---\n")]);
    let changed = Refresh::Changed(vec!["content/briefings/talks.md".into()]);
    assert_eq!(workspace.refresh(&OsWorld), changed);
    assert!(workspace.diagnostics().iter().any(dateline::diagnostic::Diagnostic::is_error));
    assert!(std::sync::Arc::ptr_eq(&first, &workspace.snapshot().expect("a site")));
    write_files(&root, [("content/briefings/talks.md", good.replace("began", "ended").as_str())]);
    assert_eq!(workspace.refresh(&OsWorld), changed);
    assert!(workspace.diagnostics().iter().all(|diagnostic| !diagnostic.is_error()));
    assert_same_files(&root, &workspace);
}

#[test]
fn what_becomes_public_is_taken_in_without_an_edit() {
    let at = |time: &str| format!("2025-04-19T{time}Z").parse().expect("an instant");
    let text =
        "---\ntitle: Talks\npublished: 2025-04-19\nembargo: 2025-04-19T12:30Z\n---\n\nThe talks began.\n";
    let world = MemoryWorld::new(at("12:00:20")).file("site.toml", "title = \"Desk\"\n");
    let world = world.file("content/briefings/talks.md", text);
    let mut workspace = Workspace::new(BuildRequest { as_of: None, ..request(Path::new("/")) });
    let mut refresh = |time: &str| {
        let refresh = workspace.refresh(&world.at(at(time)));
        let snapshot = workspace.snapshot().expect("a site");
        (refresh == Refresh::Unchanged, snapshot.site().briefings.len())
    };
    assert_eq!(refresh("12:00:20"), (false, 0));
    assert_eq!(refresh("12:29:59"), (true, 0));
    assert_eq!(refresh("12:30:00"), (false, 1));
    assert_eq!(refresh("12:30:40"), (true, 1));
    let mut fixed = Workspace::new(request(Path::new("/")));
    assert!(matches!(fixed.refresh(&world), Refresh::Changed(_)));
    assert_eq!(fixed.refresh(&world.at(at("20:00:00"))), Refresh::Unchanged);
}

#[test]
fn prose_that_is_read_later_adds_its_diagnostics() {
    let root = empty_folder("workspace-later");
    let text = |day: &str| {
        format!("---\ntitle: Talks\npublished: 2025-04-12\n---\n\nThey met on {day} 10 April 2025.\n")
    };
    let file = "content/briefings/talks.md";
    write_files(&root, [("site.toml", "title = \"Desk\"\n"), (file, text("Monday").as_str())]);
    let mut workspace = Workspace::with_reading(request(&root), ProseReading::UpTo(0));
    let codes = |workspace: &Workspace| -> Vec<&str> {
        workspace.diagnostics().iter().map(|diagnostic| diagnostic.code.name).collect()
    };
    workspace.refresh(&OsWorld);
    assert!(workspace.is_incomplete() && !codes(&workspace).contains(&"wrong-weekday"));
    assert_eq!(workspace.refresh(&OsWorld), Refresh::Unchanged, "nobody has read the prose");
    let snapshot = workspace.snapshot().expect("a site");
    assert_eq!(snapshot.read_prose(&|| true), 1);
    assert_eq!(snapshot.read_prose(&|| true), 0);
    assert_eq!(workspace.refresh(&OsWorld), Refresh::Changed(vec![]));
    assert!(!workspace.is_incomplete() && codes(&workspace).contains(&"wrong-weekday"));
    assert_eq!(workspace.refresh(&OsWorld), Refresh::Unchanged);
    write_files(&root, [(file, text("Thursday").as_str())]);
    let changed = BTreeSet::from([root.canonicalize().expect("a path").join(file)]);
    assert_eq!(workspace.refresh_files(&OsWorld, &changed), Refresh::Changed(vec![file.into()]));
    workspace.snapshot().expect("a site").read_prose(&|| true);
    workspace.refresh(&OsWorld);
    assert!(!codes(&workspace).contains(&"wrong-weekday"));
    assert_same_files(&root, &workspace);
}

#[test]
fn diagnostics_of_prose_have_the_severity_of_the_settings() {
    let root = empty_folder("workspace-severity");
    let text = "---\ntitle: Talks\npublished: 2025-04-12\n---\n\nThey met on Monday 10 April 2025.\n";
    for (severity, has_error, is_named) in
        [("error", true, true), ("warn", false, true), ("off", false, false)]
    {
        let settings = format!("title = \"Desk\"\n[rules]\nwrong-weekday = \"{severity}\"\n");
        write_files(&root, [("site.toml", settings.as_str()), ("content/briefings/talks.md", text)]);
        let mut workspace = Workspace::new(request(&root));
        workspace.refresh(&OsWorld);
        assert_eq!(workspace.result().failed(), has_error, "{severity}");
        assert_eq!(workspace.errors().count(), usize::from(has_error), "{severity}");
        assert_eq!(workspace.snapshot().is_none(), has_error, "{severity}");
        let (_, result) = pipeline::index_site(&OsWorld, &request(&root));
        assert_eq!(workspace.diagnostics(), &*result.diagnostics, "{severity}");
        let names = workspace.diagnostics().iter().map(|diagnostic| diagnostic.code.name);
        assert_eq!(
            names.filter(|name| *name == "wrong-weekday").count(),
            usize::from(is_named),
            "{severity}"
        );
    }
}

#[test]
fn an_error_of_prose_stays_until_it_is_corrected_whatever_else_is_edited() {
    let page = |day: &str, word: &str| {
        format!("---\ntitle: Talks\npublished: 2025-04-12\n---\n\nThey met on {day} 10 April 2025. {word}\n")
    };
    let (right, wrong) = ("Thursday", "Monday");
    let now = "2025-04-19T12:00:00Z".parse().expect("an instant");
    let settings = "title = \"Desk\"\n[rules]\nwrong-weekday = \"error\"\n";
    let mut world = MemoryWorld::new(now).file("/site.toml", settings);
    for name in ["a", "b"] {
        world = world.file(format!("/content/briefings/{name}.md"), page(right, "Begun."));
    }
    let mut workspace = workspace(Path::new("/"));
    workspace.refresh(&world);
    let steps = [
        ("a", wrong, "One.", vec!["a"]),
        ("b", right, "Two.", vec!["a"]),
        ("b", wrong, "Three.", vec!["a", "b"]),
        ("b", wrong, "Four.", vec!["a", "b"]),
        ("a", right, "Five.", vec!["b"]),
        ("b", right, "Six.", vec![]),
    ];
    for (name, day, word, expected) in steps {
        world = world.file(format!("/content/briefings/{name}.md"), page(day, word));
        workspace.refresh(&world);
        let locations = workspace.errors().filter_map(|error| error.location.as_ref());
        let paths: Vec<String> = locations.map(|location| location.path.to_string()).collect();
        let expected: Vec<String> =
            expected.iter().map(|name| format!("content/briefings/{name}.md")).collect();
        assert_eq!(paths, expected, "{word}");
        assert_eq!(workspace.result().failed(), !expected.is_empty(), "{word}");
    }
}

#[test]
fn named_files_are_read_whatever_their_metadata_say_and_others_when_all_are_scanned() {
    let at = |time: &str| format!("2025-04-19T{time}Z").parse().expect("an instant");
    let page = |word: &str| format!("---\ntitle: Talks\n---\n\n{word}\n");
    let world = MemoryWorld::new(at("12:00:00")).file("/site.toml", "title = \"Desk\"\n");
    let world = world.file("/content/a.md", page("One")).file("/content/b.md", page("One"));
    let mut workspace = workspace(Path::new("/"));
    workspace.refresh(&world);
    let world = world.file("/content/a.md", page("Two")).file("/content/b.md", page("Two"));
    let named = |paths: &[&str]| paths.iter().map(Into::into).collect::<BTreeSet<_>>();
    let refreshed =
        workspace.refresh_files(&world, &named(&["/content/a.md", "/content/.a.md.swp", "/content/4913"]));
    assert_eq!(refreshed, Refresh::Changed(vec!["content/a.md".into()]));
    assert_eq!(workspace.refresh(&world), Refresh::Changed(vec!["content/b.md".into()]));
    let world = world.file("/content/c/d.md", page("New"));
    assert_eq!(
        workspace.refresh_files(&world, &named(&["/content/c"])),
        Refresh::Changed(vec!["content/c/d.md".into()])
    );
    world.rename(Path::new("/content/c"), Path::new("/c")).expect("renamed");
    assert_eq!(
        workspace.refresh_files(&world, &named(&["/content/c"])),
        Refresh::Changed(vec!["content/c/d.md".into()])
    );
}

/// A thread that waits for the tasks of an answer may begin another task, which may ask for the same answer.
#[test]
fn many_threads_can_ask_for_the_answers_of_a_whole_site() {
    let briefing = "---\ntitle: Talks\npublished: 2025-04-18\n---\n\nText.\n";
    let world = MemoryWorld::new(AS_OF.parse().expect("an instant"));
    let files = (0..600).map(|number| format!("/site/content/briefings/{number}.md"));
    let world = files.fold(world, |world, path| world.file(path, briefing));
    let world = world.file("/site/site.toml", "title = \"Desk\"\nbase_url = \"https://desk.example/\"\n");
    let mut workspace = workspace(Path::new("/site"));
    workspace.refresh(&world);
    let snapshot = workspace.snapshot().expect("a site");
    let (sender, answered) = mpsc::channel();
    let threads = rayon::ThreadPoolBuilder::new().num_threads(8).build().expect("threads");
    threads.spawn(move || {
        let reads = FileReads { reads: vec![SiteRead::All], validity: Validity::ALWAYS };
        for _ in 0..200 {
            let answers = SiteAnswers::new(snapshot.site());
            let hashes: BTreeSet<_> = (0..64).into_par_iter().map(|_| answers.of(&reads)).collect();
            assert_eq!(hashes.len(), 1);
        }
        sender.send(()).expect("a receiver");
    });
    assert_eq!(answered.recv_timeout(Duration::from_secs(60)), Ok(()));
}
