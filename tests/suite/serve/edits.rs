//! Edits of a served site: after each, every byte served is that of a clean build. The cases are the faults that users of
//! other programs report.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use super::events::page_of;
use super::{AS_OF, PATIENCE, Preview, SITE, eventually};
use crate::common::{read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

/// What is done to the sources.
pub(super) enum Step {
    /// Writes a file, with its folders.
    Write(&'static str, &'static str),
    /// Replaces a text in a file.
    Replace(&'static str, &'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    Folder(&'static str),
    /// Writes a file again with the same bytes.
    Touch(&'static str),
    /// Writes a file elsewhere, and moves it into place, as many editors do.
    Swap(&'static str, &'static str),
    /// Gives the server the time to take in what was done so far.
    Pause,
    /// The sources have errors now: the last state without any is served.
    Broken,
}

use Step::{Broken, Folder, Pause, Remove, Rename, Replace, Swap, Touch, Write};

const FIRST: &str = "content/briefings/first.md";
const SECOND: &str = "content/briefings/second.md";
const THIRD: &str = "content/briefings/third.md";
const ABOUT: &str = "content/about.md";
const NEW: &str = "---\ntitle: A new page\npublished: 2025-04-20\ntopics: [talks]\n---\nNew.\n";
const PART_ONE: &str = "content/briefings/part-one.md";
const PART_TWO: &str = "content/briefings/part-two.md";
const AUTHOR: &str = "content/people/ann.md";
const SERIES: &str = "content/series/rounds.md";
const PLAIN: &str =
    "<!doctype html><title>{{ page.title }}</title>{% include \"Note.html\" %}{{ plain.body }}";

/// Each case begins with the site as the case before has left it.
pub(super) const CASES: &[(&str, &[Step])] = &[
    ("the first topic of the site", &[Replace(FIRST, "actors:", "topics: [talks]\nactors:")]),
    ("a second topic of a page", &[Replace(FIRST, "[talks]", "[talks, peace]")]),
    ("a topic gets another name", &[Replace(FIRST, "peace", "truce")]),
    (
        "one of a list is removed, one renamed",
        &[
            Write("content/briefings/b.md", NEW),
            Write("content/briefings/c.md", NEW),
            Pause,
            Remove("content/briefings/b.md"),
            Rename("content/briefings/c.md", "content/briefings/d.md"),
        ],
    ),
    (
        "a folder, and later a file in it",
        &[Folder("content/x"), Pause, Write("content/x/page.md", "---\ntitle: X\n---\n")],
    ),
    (
        "the same with a space in its name",
        &[Folder("content/briefings/new folder"), Pause, Write("content/briefings/new folder/e.md", NEW)],
    ),
    ("folders in folders at once", &[Write("content/briefings/2025/04/20/f.md", NEW)]),
    (
        "one page, then another",
        &[Replace(FIRST, "They met", "They spoke"), Pause, Replace(SECOND, "After", "Well after")],
    ),
    (
        "a template with an include of mixed case",
        &[Write("templates/Note.html", "<p>one</p>"), Write("templates/plain.html", PLAIN)],
    ),
    ("the include changes", &[Write("templates/Note.html", "<p>two</p>")]),
    ("the include breaks", &[Write("templates/Note.html", "<p>{% if %}</p>"), Broken]),
    ("and is repaired", &[Write("templates/Note.html", "<p>three</p>")]),
    ("the template is removed again", &[Remove("templates/plain.html"), Remove("templates/Note.html")]),
    ("a slug", &[Replace(FIRST, "published:", "slug: bar\npublished:")]),
    ("and without it", &[Replace(FIRST, "slug: bar\n", "")]),
    ("an empty page", &[Write("content/briefings/empty.md", ""), Broken]),
    ("which is written", &[Write("content/briefings/empty.md", NEW)]),
    ("a title that the menu shows", &[Replace(ABOUT, "title: About", "title: About us")]),
    ("a title that lists show", &[Replace(THIRD, "Third round", "The third round")]),
    (
        "a site template",
        &[Write(
            "templates/base.html",
            "<!doctype html><title>{{ page.title }}</title>{% block meta %}{% endblock %}{% block main %}{% endblock %}",
        )],
    ),
    ("and without it", &[Remove("templates/base.html")]),
    ("nothing but the time of a file", &[Touch(FIRST)]),
    ("the name of an actor", &[Replace("content/actors/ada-marten.md", "Ada Marten", "Ada Lund")]),
    (
        "settings, then content",
        &[
            Replace("site.toml", "per_page = 2", "per_page = 3"),
            Pause,
            Replace(FIRST, "They spoke", "They talked"),
        ],
    ),
    ("broken settings", &[Replace("site.toml", "per_page = 3", "per_page = \"many\""), Broken]),
    ("repaired settings", &[Replace("site.toml", "per_page = \"many\"", "per_page = 2")]),
    (
        "a file gets its name",
        &[
            Write("content/Untitled.md", "---\ntitle: Test\n---\n"),
            Pause,
            Rename("content/Untitled.md", "content/test.md"),
        ],
    ),
    ("a new page", &[Write("content/briefings/g.md", NEW)]),
    ("a page is removed", &[Remove("content/briefings/g.md")]),
    (
        "an editor moves a file into place",
        &[Swap(THIRD, "---\ntitle: Third\npublished: 2025-04-19\n---\nSwapped.\n")],
    ),
    ("a half written file", &[Write(THIRD, "---\ntitle: Thi"), Broken]),
    ("the whole file", &[Write(THIRD, "---\ntitle: Third\npublished: 2025-04-19\n---\nWhole.\n")]),
    (
        "a picture",
        &[
            Write("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
            Replace(ABOUT, "We write.", "We write. ![A square](a.svg)"),
        ],
    ),
    (
        "the picture changes",
        &[Write("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"5\"/>")],
    ),
    ("a theme file", &[Write("templates/style.css", "body { color: black }")]),
    (
        "an author and a series",
        &[
            Write(AUTHOR, "---\nname: Ann\n---\nWrites.\n"),
            Write(SERIES, "---\ntitle: All rounds\n---\nEach round.\n"),
            Write(
                PART_ONE,
                "---\ntitle: Part one\npublished: 2025-04-14\nbyline: [ann]\nseries: rounds\n---\nOne.\n",
            ),
            Write(
                PART_TWO,
                "---\ntitle: Part two\npublished: 2025-04-15\nbyline: [ann]\nseries: rounds\n---\nTwo.\n",
            ),
        ],
    ),
    ("the title of a part", &[Replace(PART_TWO, "Part two", "The second part")]),
    ("the name of an author", &[Replace(AUTHOR, "Ann", "Ann Lund")]),
    ("the file of an author gets another name", &[Rename(AUTHOR, "content/people/lund.md")]),
    ("a part leaves its series", &[Replace(PART_TWO, "series: rounds\n", "")]),
    (
        "the author, the series and its parts are gone",
        &[Remove("content/people/lund.md"), Remove(SERIES), Remove(PART_ONE), Remove(PART_TWO)],
    ),
    ("the settings are gone", &[Rename("site.toml", "elsewhere.toml"), Broken]),
    ("and come back", &[Rename("elsewhere.toml", "site.toml")]),
    (
        "a byte order mark and line ends of Windows",
        &[Write(THIRD, "\u{feff}---\r\ntitle: Third\r\npublished: 2025-04-19\r\n---\r\nWhole again.\r\n")],
    ),
    ("a folder moves away", &[Rename("content/briefings", "elsewhere")]),
    ("and back", &[Rename("elsewhere", "content/briefings")]),
    (
        "all briefings but one are gone",
        &[
            Remove(SECOND),
            Remove(THIRD),
            Remove("content/briefings/d.md"),
            Remove("content/briefings/empty.md"),
        ],
    ),
    (
        "all content is gone and comes back",
        &[
            Rename("content", "contents"),
            Broken,
            Rename("contents", "content"),
            Replace(FIRST, "talked", "met"),
        ],
    ),
];

impl Preview {
    fn step(&self, step: &Step) {
        let at = |path: &str| self.root.join(path);
        match step {
            Write(path, text) => write_files(&self.root, [(*path, *text)]),
            Replace(path, from, to) => {
                let text = fs::read_to_string(at(path)).expect("a text");
                assert!(text.contains(from), "{path} has {from}");
                fs::write(at(path), text.replacen(from, to, 1)).expect("written");
            }
            Remove(path) => fs::remove_file(at(path)).expect("removed"),
            Rename(from, to) => fs::rename(at(from), at(to)).expect("renamed"),
            Folder(path) => fs::create_dir_all(at(path)).expect("a folder"),
            Touch(path) => fs::write(at(path), fs::read(at(path)).expect("read")).expect("written"),
            Swap(path, text) => {
                let temporary = at(path).with_file_name(".third.md.tmp");
                fs::write(&temporary, text).expect("written");
                fs::rename(temporary, at(path)).expect("renamed");
            }
            Pause => std::thread::sleep(Duration::from_millis(400)),
            Broken => self.assert_broken(),
        }
    }

    /// Checks that the server reports errors, and serves pages nevertheless.
    fn assert_broken(&self) {
        let has_errors = || {
            let page = self.get("/").text();
            !page.contains("&quot;count&quot;:0") && page.contains("data-state")
        };
        assert!(eventually(has_errors), "the errors are shown");
        assert_eq!(self.get("/").status, 200, "the last good page is served");
    }

    /// Checks that every file of a clean build is served with its bytes, and that no other path of `seen` is. Adds the paths
    /// of the build to `seen`.
    fn assert_served(&self, what: &str, seen: &mut BTreeSet<String>) {
        let output = self.root.with_extension("clean");
        let arguments =
            ["build", "--as-of", AS_OF, "--allow-removal", "--output", output.to_str().expect("UTF-8")];
        let ran = run_dateline(&self.root, &arguments);
        assert_eq!(ran.exit, ExitStatus::Success, "{what}: {}", ran.err);
        let built = read_tree(&output);
        assert!(built.len() > 20, "{what}");
        seen.extend(built.keys().cloned());
        let mut wrong = String::new();
        let is_same = |path: &String| {
            let reply = self.get(&format!("/{}", path.replace(' ', "%20")));
            match built.get(path) {
                Some(bytes) if path == "404.html" => reply.published() == &bytes[..],
                Some(bytes) => reply.status == 200 && reply.published() == &bytes[..],
                None => reply.status == 404,
            }
        };
        let all_same = eventually(|| {
            wrong = seen.iter().find(|path| !is_same(path)).cloned().unwrap_or_default();
            wrong.is_empty()
        });
        assert!(all_same, "{what}: `{wrong}` differs for {PATIENCE:?}");
    }
}

#[test]
fn every_byte_served_is_that_of_a_clean_build() {
    let preview = Preview::of_site("serve-edits", &[]);
    let mut seen = BTreeSet::new();
    preview.assert_served("at first", &mut seen);
    for (what, steps) in CASES {
        for step in *steps {
            preview.step(step);
        }
        if !matches!(steps.last(), Some(Broken)) {
            preview.assert_served(what, &mut seen);
        }
    }
    assert!(!preview.root.join("public").exists() && !preview.root.join("preview").exists());
}

#[test]
fn scans_notice_what_gives_no_events() {
    let preview = Preview::of_site("serve-scans", &["--poll"]);
    let mut seen = BTreeSet::new();
    preview.assert_served("at first", &mut seen);
    for (what, steps) in &CASES[..4] {
        steps.iter().for_each(|step| preview.step(step));
        preview.assert_served(what, &mut seen);
    }
}

#[test]
fn a_second_run_begins_with_the_sources_as_they_are() {
    let root = {
        let preview = Preview::of_site("serve-again", &[]);
        preview.assert_served("at first", &mut BTreeSet::new());
        preview.root.clone()
    };
    fs::write(root.join(FIRST), NEW).expect("written");
    let preview = Preview::start(&root, &[]);
    preview.assert_served("after a restart", &mut BTreeSet::new());
    preview.step(&Replace(SECOND, "After", "Long after"));
    preview.assert_served("after an edit", &mut BTreeSet::new());
}

#[cfg(unix)]
#[test]
fn files_behind_links_are_watched() {
    let preview = Preview::of_site("serve-links", &[]);
    write_files(&preview.root, [("shared/note.md", "---\ntitle: Note\n---\nOne.\n")]);
    std::os::unix::fs::symlink("../shared/note.md", preview.root.join("content/note.md")).expect("a link");
    let mut seen = BTreeSet::new();
    preview.assert_served("a link", &mut seen);
    preview.step(&Replace("shared/note.md", "One", "Two"));
    preview.assert_served("its target changes", &mut seen);
}

#[test]
fn many_files_at_once_are_taken_in() {
    let preview = Preview::of_site("serve-many", &[]);
    let names: Vec<(String, &str)> =
        (0..100).map(|number| (format!("content/briefings/many-{number}.md"), NEW)).collect();
    write_files(&preview.root, names.iter().map(|(path, text)| (path.as_str(), *text)));
    let mut seen = BTreeSet::new();
    preview.assert_served("100 files", &mut seen);
}

/// The first edits fill caches; after them memory must stay as it is. `EDITS=1000` makes more edits.
#[test]
fn a_thousand_edits_take_no_more_threads_and_memory() {
    const FIRST_EDITS: usize = 50;
    let preview = Preview::of_site("serve-growth", &[]);
    let edits = std::env::var("EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(200);
    let page = format!("/{}", page_of(&preview, "third"));
    let mut before = None;
    for number in 0..FIRST_EDITS + edits {
        if number == FIRST_EDITS {
            before = preview.resources();
        }
        let title = if number % 10 == 0 { number } else { 0 };
        let text = format!("---\ntitle: Third {title}\npublished: 2025-04-19\n---\nWord {number}.\n");
        fs::write(preview.root.join(THIRD), text).expect("written");
        let is_served = || preview.get(&page).text().contains(&format!("Word {number}."));
        assert!(eventually(is_served), "edit {number}");
    }
    if let (Some((threads, memory)), Some((threads_after, memory_after))) = (before, preview.resources()) {
        assert!(threads_after <= threads + 1, "{threads_after} threads, {threads} before");
        assert!(memory_after < memory + 20_000, "{memory_after} KB, {memory} KB before");
    }
}

#[test]
fn a_save_with_the_same_size_and_time_is_seen() {
    let preview = Preview::of_site("serve-same-time", &[]);
    let path = preview.root.join(THIRD);
    let text = fs::read_to_string(&path).expect("read");
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
    let save = |text: &str| {
        let file = fs::File::create(&path).expect("a file");
        std::io::Write::write_all(&mut &file, text.as_bytes()).expect("written");
        file.set_modified(long_ago).expect("a time");
    };
    save(&text);
    let mut seen = BTreeSet::new();
    preview.assert_served("with an old time", &mut seen);
    std::thread::sleep(Duration::from_secs(1));
    save(&text.replace("Last.", "Late."));
    preview.assert_served("with the same size and time", &mut seen);
}

#[test]
fn before_the_first_good_state_there_is_a_page_with_the_errors() {
    let preview = Preview::of_site("serve-first", &[]);
    drop(Preview::start(&preview.root, &[]));
    fs::write(preview.root.join("site.toml"), "title = 3\n").expect("written");
    let broken = Preview::start(&preview.root, &[]);
    let reply = broken.get("/second/");
    assert_eq!(reply.status, 500);
    let page = reply.text();
    assert!(page.contains("site.toml:1:9") && page.contains("data-state"), "{page}");
    fs::write(broken.root.join("site.toml"), SITE[0].1).expect("written");
    broken.assert_served("repaired", &mut BTreeSet::new());
}
