//! A build uses the cache of the last one: without changes it writes nothing, and it never trusts a cache that does not fit.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::output::Consent;
use dateline::pipeline::{self, BuildRequest, BuildResult, CacheUse};
use dateline::world::OsWorld;

const AS_OF: &str = "2025-04-19T18:00:00Z";

const FILES: &[(&str, &str)] = &[
    ("site.toml", "title = \"Desk\"\nbase_url = \"https://desk.example/\"\n"),
    (
        "content/briefings/talks.md",
        "---\ntitle: Talks open\npublished: 2025-04-12\ntopics: [Harbour]\nactors: [ada-marten]\ndates:\n  - { when: 2025-04-22, \
         what: The vote is held }\n---\n\nThe talks began on Saturday. See [the ferry](ferry.md).\n\n![Quay](quay.svg)\n",
    ),
    (
        "content/briefings/ferry.md",
        "---\ntitle: Ferry sails\npublished: 2025-04-10\ntopics: [Harbour]\n---\n\nThe ferry sailed with Ada Marten.\n",
    ),
    (
        "content/briefings/storm.md",
        "---\ntitle: Storm warning\npublished: 2025-03-02\nvenues: [Rome]\n---\n\nA storm is near.\n",
    ),
    ("content/about.md", "---\ntitle: About\n---\n\nWe write.\n"),
    ("content/briefings/late.md", "---\ntitle: Late\npublished: 2025-04-20\n---\n\nTomorrow.\n"),
    ("content/actors/ada-marten.md", "---\nname: Ada Marten\nkind: person\n---\n\nA pilot.\n"),
    (
        "content/briefings/quay.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"10\"></svg>",
    ),
];

pub(crate) struct CachedSite {
    pub(crate) root: PathBuf,
}

impl CachedSite {
    pub(crate) fn new(name: &str) -> Self {
        let root = empty_folder(&format!("cached-{name}"));
        write_files(&root, FILES.iter().copied());
        Self { root }
    }

    fn request(&self, cache: CacheUse) -> BuildRequest {
        let output = if cache == CacheUse::On { "public" } else { "clean" };
        BuildRequest {
            root: self.root.clone(),
            output: self.root.join(output),
            as_of: Some(AS_OF.parse().expect("an instant")),
            include_drafts: false,
            consent: Consent::None,
            cache,
        }
    }

    pub(crate) fn build(&self) -> BuildResult {
        pipeline::build(&OsWorld, &self.request(CacheUse::On), &|_| ())
    }

    fn build_at(&self, as_of: &str) -> BuildResult {
        let as_of = Some(as_of.parse().expect("an instant"));
        pipeline::build(&OsWorld, &BuildRequest { as_of, ..self.request(CacheUse::On) }, &|_| ())
    }

    /// Returns the ledger, which every build that writes anything changes.
    fn ledger(&self) -> Vec<u8> {
        fs::read(self.root.join(".public.next/ledger")).expect("a ledger")
    }

    /// Asserts that the output is that of a build without the cache.
    fn assert_clean(&self, case: &str) {
        let request = self.request(CacheUse::Off);
        let clean = pipeline::build(&OsWorld, &request, &|_| ());
        assert!(clean.report.is_some(), "{case}: {:?}", clean.diagnostics);
        let (cached, clean) = (read_tree(&self.root.join("public")), read_tree(&request.output));
        assert_eq!(cached.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{case}");
        assert_eq!(clean.keys().find(|file| cached[*file] != clean[*file]), None, "{case}");
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let path = self.root.join(path);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replace(from, to)).expect("a file");
    }

    fn cache(&self) -> PathBuf {
        self.root.join(".public.next/cache")
    }
}

fn without_output(result: &BuildResult) -> (String, usize) {
    (format!("{:?} {:?}", result.diagnostics, result.unpublished), result.page_count)
}

#[test]
fn a_build_without_changes_writes_nothing() {
    let site = CachedSite::new("unchanged");
    let first = site.build();
    let (written, output) = (first.report.clone().expect("a report").written, site.ledger());
    assert!(written > 20, "{written}");
    let modified = |path: &str| fs::metadata(site.root.join(path)).expect("a file").mtime_nsec();
    let before = (modified("public"), modified(".public.next/ledger"));
    let second = site.build();
    assert_eq!(without_output(&second), without_output(&first));
    let report = second.report.expect("a report");
    assert_eq!((report.written, report.unchanged, report.removed), (0, written, 0));
    assert_eq!((modified("public"), modified(".public.next/ledger")), before);
    assert!(site.ledger() == output, "nothing is written");
}

#[test]
fn a_file_that_was_only_touched_changes_nothing() {
    let site = CachedSite::new("touched");
    site.build();
    let output = site.ledger();
    site.change("content/briefings/talks.md", "began", "began");
    site.build();
    assert!(site.ledger() == output);
}

/// A change after which the cache must not be used, and what it does to a site.
type Change = (&'static str, fn(&CachedSite));

const CHANGES: &[Change] = &[
    ("a word", |site| site.change("content/briefings/talks.md", "began", "ended")),
    ("a word of the same length with the time of before", |site| {
        let path = site.root.join("content/briefings/talks.md");
        let time = fs::metadata(&path).expect("a file").modified().expect("a time");
        site.change("content/briefings/talks.md", "began", "ended");
        fs::File::options().write(true).open(path).expect("a file").set_modified(time).expect("a time");
    }),
    ("a setting", |site| site.change("site.toml", "Desk", "Board")),
    ("a new briefing", |site| {
        let text = "---\ntitle: New\npublished: 2025-04-11\n---\n\nNew.\n";
        write_files(&site.root, [("content/briefings/new.md", text)]);
    }),
    ("a deleted briefing", |site| {
        site.change("content/briefings/talks.md", "See [the ferry](ferry.md).", "");
        fs::remove_file(site.root.join("content/briefings/ferry.md")).expect("removed");
    }),
    ("a renamed briefing", |site| {
        let folder = site.root.join("content/briefings");
        fs::rename(folder.join("late.md"), folder.join("later.md")).expect("renamed");
        site.change("content/briefings/later.md", "2025-04-20", "2025-04-11");
    }),
    ("a template", |site| {
        write_files(&site.root, [("templates/toc.html", "<p>Parts</p>")]);
    }),
    ("a label", |site| {
        write_files(&site.root, [("templates/labels/en.ftl", "latest = Newest\n")]);
    }),
    ("a theme file", |site| {
        write_files(&site.root, [("templates/style.css", "p { color: #000 }")]);
    }),
    ("an image", |site| site.change("content/briefings/quay.svg", "width=\"9\"", "width=\"8\"")),
    ("a page of the output is gone", |site| {
        fs::remove_file(site.root.join("public/index.html")).expect("removed");
    }),
    ("a page of the output was changed", |site| {
        fs::write(site.root.join("public/index.html"), "mine").expect("written");
    }),
    ("the output is gone", |site| {
        fs::remove_dir_all(site.root.join("public")).expect("removed");
    }),
];

#[test]
fn after_any_change_the_output_is_that_of_a_clean_build() {
    for (case, change) in CHANGES {
        let site = CachedSite::new("changed");
        site.build();
        let output = site.ledger();
        change(&site);
        assert!(site.build().report.is_some(), "{case}");
        assert!(site.ledger() != output, "{case}: something was written");
        site.assert_clean(case);
        site.build();
        site.assert_clean(case);
    }
}

#[test]
fn the_instant_counts_only_where_it_decides() {
    let site = CachedSite::new("instant");
    let as_of = |time: &str, is_same: bool| {
        let output = site.ledger();
        site.build_at(time);
        assert_eq!(site.ledger() == output, is_same, "{time}");
    };
    site.build();
    as_of("2025-04-19T18:00:01Z", true);
    as_of("2025-04-19T23:59:59Z", true);
    as_of("2025-04-20T00:00:00Z", false);
    as_of("2025-04-21T12:00:00Z", true);
    as_of("2025-04-22T00:00:00Z", false);
    as_of("2025-04-19T18:00:00Z", false);
}

/// Returns the files of the cache.
fn cache_files(site: &CachedSite) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![site.cache()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn a_damaged_or_foreign_cache_is_not_used() {
    let site = CachedSite::new("damaged");
    site.build();
    type Damage = (&'static str, fn(Vec<u8>) -> Vec<u8>);
    let damages: [Damage; 6] = [
        ("empty", |_| Vec::new()),
        ("cut", |bytes| bytes[..bytes.len() - 1].to_vec()),
        ("longer", |bytes| [bytes.as_slice(), b"x"].concat()),
        ("another program", |bytes| {
            let version = bytes.iter().position(|byte| byte.is_ascii_digit()).expect("a version");
            bytes.iter().enumerate().map(|(at, byte)| if at == version { b'9' } else { *byte }).collect()
        }),
        ("one byte", |bytes| {
            let last = bytes.len() - 1;
            bytes.iter().enumerate().map(|(at, byte)| if at == last { !byte } else { *byte }).collect()
        }),
        ("other bytes", |_| b"not a cache".to_vec()),
    ];
    for (case, damage) in damages {
        let files = cache_files(&site);
        assert!(!files.is_empty());
        for file in files {
            fs::write(&file, damage(fs::read(&file).expect("a file"))).expect("written");
        }
        let output = site.ledger();
        assert!(site.build().report.is_some(), "{case}");
        assert!(site.ledger() != output, "{case}: everything is made anew");
        site.assert_clean(case);
        let output = site.ledger();
        site.build();
        assert!(site.ledger() == output, "{case}: the cache is new");
    }
}

#[test]
fn a_cache_of_older_sources_is_not_used() {
    let site = CachedSite::new("older");
    site.build();
    let copy = |from: &Path, to: &Path| {
        let _ = fs::remove_dir_all(to);
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    };
    let old = site.root.join("old-cache");
    copy(&site.cache(), &old);
    site.change("content/briefings/talks.md", "began", "ended");
    site.build();
    copy(&old, &site.cache());
    site.build();
    site.assert_clean("an old cache");
    site.change("content/briefings/talks.md", "ended", "began");
    copy(&old, &site.cache());
    site.build();
    site.assert_clean("an old cache of the same sources, but another output");
}

#[test]
fn the_cache_has_no_text_of_unpublished_files() {
    let site = CachedSite::new("unpublished");
    site.change("content/briefings/late.md", "Tomorrow.", "Tomorrow the quay closes[^quillon].");
    let built = site.build();
    assert!(format!("{:?}", built.diagnostics).contains("quillon"), "a diagnostic quotes the text");
    let files = cache_files(&site);
    assert!(!files.is_empty());
    for file in files {
        let bytes = fs::read(&file).expect("a file");
        let stands = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        assert!(!stands("quillon") && !stands("quay closes"), "{}", file.display());
    }
}

#[test]
fn without_a_cache_none_is_left() {
    let site = CachedSite::new("off");
    site.build();
    assert!(site.cache().is_dir());
    let request = BuildRequest { cache: CacheUse::Off, ..site.request(CacheUse::On) };
    let built = pipeline::build(&OsWorld, &request, &|_| ());
    assert!(built.report.is_some() && !site.cache().exists());
}

#[test]
fn verification_names_what_differs() {
    let site = CachedSite::new("verify");
    site.build();
    let request = site.request(CacheUse::On);
    let verify = || pipeline::verify(&OsWorld, &request, AS_OF.parse().expect("an instant"));
    assert_eq!(verify(), None);
    fs::write(site.root.join("public/index.html"), "mine").expect("written");
    fs::remove_file(site.root.join("public/briefings/talks/index.html")).expect("removed");
    let message = verify().expect("a difference").message;
    assert!(message.starts_with("2 files of "), "{message}");
    assert!(message.ends_with(": `briefings/talks/index.html`, `index.html`"), "{message}");
}

/// A change, files that it makes anew, and files that it does not.
type MadeCase = (&'static str, fn(&CachedSite), &'static [&'static str], &'static [&'static str]);

const MADE: &[MadeCase] = &[
    ("nothing", |_| (), &[], &["index.html"]),
    (
        "a word of a body",
        |site| site.change("content/briefings/storm.md", "is near", "has come"),
        &["briefings/storm/index.html", "search/words/0.js"],
        &["about/index.html", "briefings/talks/index.html", "actors/ada-marten/index.html", "404.html"],
    ),
    (
        "a title",
        |site| site.change("content/briefings/storm.md", "Storm warning", "Storm passed"),
        &["briefings/storm/index.html", "index.html", "archive/index.html", "venues/rome/index.html"],
        &["about/index.html", "actors/ada-marten/index.html", "topics/harbour/index.html"],
    ),
    (
        "the name of an actor",
        |site| site.change("content/actors/ada-marten.md", "name: Ada Marten", "name: Ada Martens"),
        &["actors/ada-marten/index.html", "briefings/talks/index.html", "actors/index.html"],
        &["about/index.html", "venues/rome/index.html", "404.html"],
    ),
    (
        "a template",
        |site| write_files(&site.root, [("templates/venue.html", "{{ profile.name }}")]),
        &["venues/rome/index.html"],
        &["about/index.html", "briefings/storm/index.html", "topics/harbour/index.html", "atom.xml"],
    ),
    (
        "a label",
        |site| write_files(&site.root, [("templates/labels/en.ftl", "latest = Newest\n")]),
        &["about/index.html", "briefings/storm/index.html"],
        &[],
    ),
];

#[test]
fn a_change_makes_the_files_that_read_what_has_changed() {
    for (case, change, made, not_made) in MADE {
        let site = CachedSite::new("made");
        let all = site.build().made;
        for file in made.iter().chain(*not_made) {
            assert!(all.iter().any(|known| known == file), "{file} is made by the first build: {all:?}");
        }
        change(&site);
        let built = site.build();
        for file in *made {
            assert!(built.made.iter().any(|known| known == file), "{case}: {file}: {:?}", built.made);
        }
        for file in *not_made {
            assert!(!built.made.iter().any(|known| known == file), "{case}: {file}: {:?}", built.made);
        }
        site.assert_clean(case);
    }
}

#[test]
fn a_deleted_briefing_leaves_nothing() {
    let site = CachedSite::new("deleted");
    site.build();
    fs::remove_file(site.root.join("content/briefings/storm.md")).expect("removed");
    assert!(site.build().report.is_some_and(|report| report.removed > 0));
    let files = read_tree(&site.root.join("public"));
    let mentions = |bytes: &[u8]| bytes.windows(5).any(|word| word.eq_ignore_ascii_case(b"storm"));
    let left: Vec<&String> =
        files.iter().filter(|(_, bytes)| mentions(bytes)).map(|(file, _)| file).collect();
    assert_eq!(left, Vec::<&String>::new());
    site.assert_clean("deleted");
}

#[test]
fn the_command_line_verifies_and_leaves_out_the_cache() {
    let site = CachedSite::new("command");
    let build = |option: &str| run_dateline(&site.root, &["build", "--as-of", AS_OF, option]);
    let verified = build("--verify");
    assert_eq!(verified.exit, ExitStatus::Success, "{}", verified.err);
    assert!(site.cache().is_dir());
    let without = build("--no-cache");
    assert_eq!(without.exit, ExitStatus::Success, "{}", without.err);
    assert!(!site.cache().exists());
}

/// `publish` sends what is there; it says so if the content is newer.
#[test]
fn publish_says_if_the_output_is_older_than_the_content() {
    let site = CachedSite::new("publish-outdated");
    let place = empty_folder("cached-publish-place");
    let hints = |site: &CachedSite| {
        let ran =
            run_dateline(&site.root, &["publish", "--to", "folder", place.to_str().expect("UTF-8 path")]);
        assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
        assert!(ran.out.contains(" to send"), "{}", ran.out);
        ran.err.contains("since the last build")
    };
    assert_eq!(run_dateline(&site.root, &["build"]).exit, ExitStatus::Success);
    assert!(!hints(&site), "a new output");
    write_files(&site.root, [("content/about.md", "---\ntitle: About\n---\n\nWe write more.\n")]);
    assert!(hints(&site), "a changed page");
    assert_eq!(run_dateline(&site.root, &["build"]).exit, ExitStatus::Success);
    write_files(
        &site.root,
        [("content/briefings/new.md", "---\ntitle: New\npublished: 2025-04-11\n---\n\nNew.\n")],
    );
    assert!(hints(&site), "a new page");
    assert_eq!(run_dateline(&site.root, &["build", "--no-cache"]).exit, ExitStatus::Success);
    assert!(!hints(&site), "an output without a cache");
}
