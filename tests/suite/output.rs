//! The output is replaced as a whole or not at all, even after failures, and foreign files are kept.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::world::{FaultyWorld, MemoryWorld};
use dateline::diagnostic::Diagnostic;
use dateline::output::{Consent, KnownFolders, OutputReport as Report, Stage, Target};
use dateline::pipeline::{self, BuildRequest, CacheUse};
use dateline::world::{FileKind, FolderEntry, Lock, Stat, World};
use proptest::prelude::*;
use rayon::prelude::*;

pub(crate) type Files<'a> = &'a [(&'a str, &'a str)];
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

pub(crate) const OLD_FILES: Files<'_> = &[
    ("index.html", "old home"),
    ("about/index.html", "about"),
    ("a/index.html", "a"),
    ("a/b/index.html", "gone soon"),
    ("style.css", "p {}"),
];
pub(crate) const NEW_FILES: Files<'_> = &[
    ("index.html", "new home"),
    ("about/index.html", "about"),
    ("a/index.html", "a, longer than it was"),
    ("c/d/e/index.html", "new page"),
    ("style.css", "p {}"),
];
pub(crate) const FOREIGN_FILES: Files<'_> =
    &[("CNAME", "desk.example"), (".git/HEAD", "ref: main"), ("a/note.txt", "theirs")];

pub(crate) fn empty_world() -> MemoryWorld {
    MemoryWorld::new("2025-04-19T08:00:00Z".parse().expect("an instant"))
}

pub(crate) fn build(
    world: &dyn World,
    output: impl AsRef<Path>,
    files: Files<'_>,
) -> Result<Report, Diagnostic> {
    build_into(world, &Target::new(output.as_ref()), files)
}

/// Builds into a folder and adopts it.
pub(crate) fn adopt(
    world: &dyn World,
    output: impl AsRef<Path>,
    files: Files<'_>,
) -> Result<Report, Diagnostic> {
    build_into(world, &Target { consent: Consent::Adoption, ..Target::new(output.as_ref()) }, files)
}

/// Builds, checks the sizes in the report, and returns it without them.
pub(crate) fn build_into(
    world: &dyn World,
    target: &Target<'_>,
    files: Files<'_>,
) -> Result<Report, Diagnostic> {
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let stage = Stage::open(world, target, &names)?;
    files.par_iter().try_for_each(|(name, text)| stage.write(name, text.as_bytes()))?;
    let report = stage.commit()?;
    let sizes = || files.iter().map(|(_, text)| text.len() as u64);
    assert_eq!((report.bytes, report.largest), (sizes().sum(), sizes().max().unwrap_or_default()));
    Ok(without_sizes(report))
}

pub(crate) fn report_of(written: usize, unchanged: usize, removed: usize) -> Report {
    Report { written, unchanged, removed, ..Report::default() }
}

/// Builds into `public` with the folders that the last build knows.
fn build_known(world: &dyn World, files: Files<'_>, known: &mut KnownFolders) -> Result<(), Diagnostic> {
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let mut stage = Stage::open_known(world, &Target::new(Path::new("public")), &names, known.clone())?;
    files.par_iter().try_for_each(|(name, text)| stage.write(name, text.as_bytes()))?;
    let found = stage.known_folders();
    stage.commit()?;
    *known = found;
    Ok(())
}

fn without_sizes(report: Report) -> Report {
    Report { bytes: 0, largest: 0, ..report }
}

pub(crate) fn file_map(files: Files<'_>) -> Tree {
    files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

pub(crate) fn merged(one: Files<'_>, other: Files<'_>) -> Tree {
    file_map(one).into_iter().chain(file_map(other)).collect()
}

pub(crate) fn put_foreign(world: &dyn World, path: &str, text: &str) {
    let path = Path::new(path);
    world.create_dirs(path.parent().expect("a folder")).expect("a folder");
    let _ = world.remove_file(path);
    world.create_new(path, text.as_bytes()).expect("a file");
}

pub(crate) fn names(world: &dyn World, folder: &str) -> Vec<String> {
    let listed = world.read_dir(Path::new(folder)).expect("a folder");
    listed.into_iter().map(|entry| entry.name.into_string().expect("UTF-8")).collect()
}

pub(crate) fn message(built: Result<Report, Diagnostic>) -> String {
    let diagnostic = built.expect_err("refused");
    format!("{}: {}", diagnostic.code.id, diagnostic.message)
}

#[test]
fn reports_compare_with_the_previous_output() {
    let world = empty_world();
    let steps: [(Files<'_>, Report); 7] = [
        (OLD_FILES, report_of(5, 0, 0)),
        (OLD_FILES, report_of(0, 5, 0)),
        (OLD_FILES, report_of(0, 5, 0)),
        (NEW_FILES, report_of(3, 2, 1)),
        (NEW_FILES, report_of(0, 5, 0)),
        (OLD_FILES, report_of(3, 2, 1)),
        (&[], report_of(0, 0, 5)),
    ];
    for (at, (files, expected)) in steps.into_iter().enumerate() {
        assert_eq!(build(&world, "public", files), Ok(expected), "step {at}");
        assert_eq!(world.files("public"), file_map(files), "step {at}");
        assert_eq!(names(&world, "/"), [".public.next", "public"], "step {at}");
    }
    assert_eq!(names(&world, ".public.next"), ["ledger", "lock", "tree"]);
    assert!(names(&world, "public").is_empty(), "folders go with their last file");
}

#[test]
fn a_changed_page_costs_one_write() {
    let world = empty_world();
    let mut pages: Vec<(String, String)> =
        (0..100).map(|n| (format!("{n}/index.html"), format!("page {n}"))).collect();
    let mut go = |change: Option<usize>| {
        if let Some(page) = change {
            pages[page].1.push('!');
        }
        let files: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (&**name, &**text)).collect();
        let calls = FaultyWorld::once(&world, usize::MAX, ErrorKind::Other);
        let report = build(&calls, "public", &files).expect("built");
        (report, calls.calls())
    };
    go(None);
    go(None);
    let (report, quiet) = go(None);
    assert_eq!(report, report_of(0, 100, 0));
    let (report, changed) = go(Some(7));
    assert_eq!(report, report_of(1, 99, 0));
    assert!(changed <= quiet + 9, "{changed} calls, {quiet} where nothing changed");
    // The staging folder no longer has the old page.
    let next = go(None).1;
    assert!(next <= quiet + 3, "{next} calls, {quiet} where nothing changed");
    assert_eq!(go(None).1, quiet);
}

#[test]
fn foreign_files_are_kept_until_removed() {
    let world = empty_world();
    build(&world, "public", OLD_FILES).expect("built");
    for (name, text) in FOREIGN_FILES {
        put_foreign(&world, &format!("public/{name}"), text);
    }
    world.create_dirs(Path::new("public/empty/too")).expect("a folder");
    for files in [OLD_FILES, NEW_FILES, OLD_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
        assert_eq!(world.files("public"), merged(files, FOREIGN_FILES));
        assert!(world.exists(Path::new("public/empty/too")));
    }
    put_foreign(&world, "public/CNAME", "other.example");
    build(&world, "public", NEW_FILES).expect("built");
    assert_eq!(world.files("public")["CNAME"], b"other.example");
    world.remove_file(Path::new("public/CNAME")).expect("removed");
    world.remove_dir(Path::new("public/empty/too")).expect("removed");
    for files in [OLD_FILES, NEW_FILES, OLD_FILES] {
        build(&world, "public", files).expect("built");
        assert_eq!(world.files("public"), merged(files, &FOREIGN_FILES[1..]));
        assert!(!world.exists(Path::new("public/empty/too")));
        assert!(world.exists(Path::new("public/empty")));
    }
}

#[test]
fn empty_foreign_folders_are_kept() {
    let world = empty_world();
    build(&world, "public", OLD_FILES).expect("built");
    world.create_dir(Path::new("public/a/empty")).expect("a folder");
    for files in [&OLD_FILES[..1], NEW_FILES, &[]] {
        build(&world, "public", files).expect("built");
        assert_eq!(world.files("public"), file_map(files));
        assert!(world.exists(Path::new("public/a/empty")));
    }
}

#[test]
fn foreign_files_written_during_a_build_are_kept() {
    let world = empty_world().file("public/CNAME", "desk.example").file("public/.git/index", "1");
    adopt(&world, "public", OLD_FILES).expect("built");
    build(&world, "public", OLD_FILES).expect("built");
    let late = LateWriter(&world);
    for files in [NEW_FILES, OLD_FILES] {
        build(&late, "public", files).expect("built");
        let others: Files<'_> = &[("CNAME", "desk.example"), (".git/index", "2"), ("late/new.txt", "late")];
        assert_eq!(world.files("public"), merged(files, others));
    }
}

/// A world in which another program writes to the output just before the exchange.
struct LateWriter<'w>(&'w MemoryWorld);

impl LateWriter<'_> {
    fn write(&self) {
        put_foreign(self.0, "public/.git/index", "2");
        put_foreign(self.0, "public/late/new.txt", "late");
    }
}

macro_rules! pass_on {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $gives:ty;)*) => {
        $(fn $name(&self $(, $argument: $kind)*) -> $gives { self.0.$name($($argument),*) })*
    };
}

/// Passes on all calls that tests do not look at.
macro_rules! pass_on_others {
    () => {
        pass_on! {
            now() -> jiff::Timestamp;
            process_id() -> u32;
            input() -> io::Result<Box<dyn io::BufRead + '_>>;
            symlink_metadata(path: &Path) -> io::Result<Stat>;
            canonicalize(path: &Path) -> io::Result<PathBuf>;
            read(file: &Path, most: u64) -> io::Result<Vec<u8>>;
            read_chunks(file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;
            create_new(file: &Path, bytes: &[u8]) -> io::Result<Stat>;
            copy(from: &Path, to: &Path) -> io::Result<()>;
            copy_inside(root: &Path, file: &Path, to: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<Stat>;
            read_inside(root: &Path, file: &Path, sink: &mut dyn FnMut(&[u8])) -> io::Result<()>;
            make_private(folder: &Path) -> io::Result<()>;
            is_mount_point(folder: &Path) -> io::Result<bool>;
            sync_file_system(folder: &Path) -> io::Result<()>;
            sync(path: &Path) -> io::Result<()>;
            hard_link(from: &Path, to: &Path) -> io::Result<()>;
            create_dir(folder: &Path) -> io::Result<()>;
            remove_file(file: &Path) -> io::Result<()>;
            remove_dir(folder: &Path) -> io::Result<()>;
            rename(from: &Path, to: &Path) -> io::Result<()>;
            lock(file: &Path) -> io::Result<Lock>;
        }
    };
}

impl World for LateWriter<'_> {
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.write();
        self.0.exchange(one, other)
    }

    pass_on! {
        read_dir(folder: &Path) -> io::Result<Vec<FolderEntry>>;
        copy_attributes(from: &Path, to: &Path) -> io::Result<()>;
    }
    pass_on_others!();
}

/// A world that notes which folders are read or given attributes.
struct NotingWorld<'w>(&'w MemoryWorld, Mutex<Vec<PathBuf>>);

impl NotingWorld<'_> {
    fn note(&self, folder: &Path) {
        self.1.lock().expect("no panic").push(folder.to_path_buf());
    }
}

impl World for NotingWorld<'_> {
    fn read_dir(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.note(folder);
        self.0.read_dir(folder)
    }

    fn copy_attributes(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note(to);
        self.0.copy_attributes(from, to)
    }

    pass_on! {
        exchange(one: &Path, other: &Path) -> io::Result<()>;
    }
    pass_on_others!();
}

#[test]
fn folders_that_have_not_changed_are_not_read_again() {
    let world = empty_world();
    let mut known = KnownFolders::default();
    for _ in 0..3 {
        build_known(&world, OLD_FILES, &mut known).expect("built");
    }
    let read_by_next_build = |known: &mut KnownFolders| {
        let noting = NotingWorld(&world, Mutex::default());
        build_known(&noting, OLD_FILES, known).expect("built");
        let mut read = noting.1.into_inner().expect("no panic");
        read.sort();
        read.dedup();
        read.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>()
    };
    // An exchange may change the times of the two folders, and looks for foreign files in the top folder.
    let tops = [".public.next/tree/", "public/"];
    let read = read_by_next_build(&mut known);
    assert!(read.iter().all(|folder| tops.contains(&&**folder)), "{read:?}");
    put_foreign(&world, "public/a/note.txt", "theirs");
    let read = read_by_next_build(&mut known);
    assert!(read.iter().any(|folder| folder == "public/a"), "{read:?}");
    world.set_mode("public/about", 0o700).expect("a folder");
    let read = read_by_next_build(&mut known);
    assert!(read.iter().any(|folder| folder == "public/about"), "{read:?}");
    assert_eq!(world.mode("public/about").expect("a folder"), 0o700);
    assert_eq!(world.files("public"), merged(OLD_FILES, &[("a/note.txt", "theirs")]));
}

#[test]
fn a_folder_that_has_just_changed_is_read_again() {
    let old = empty_world();
    let mut known = KnownFolders::default();
    for _ in 0..3 {
        build_known(&old, OLD_FILES, &mut known).expect("built");
    }
    // The disk counts its time from 1970.
    let noting = NotingWorld(&old.at(jiff::Timestamp::UNIX_EPOCH), Mutex::default());
    let mut of_now = KnownFolders::default();
    build_known(&noting, OLD_FILES, &mut of_now).expect("built");
    assert_eq!(format!("{of_now:?}").matches("KnownFolder {").count(), 0, "none is known");
    assert!(format!("{known:?}").matches("KnownFolder {").count() > 6);
}

#[test]
fn changes_to_built_files_are_reverted() {
    let world = empty_world();
    for files in [OLD_FILES, NEW_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
    }
    put_foreign(&world, "public/index.html", "NEW HOME");
    world.remove_file(Path::new("public/style.css")).expect("removed");
    for _ in 0..2 {
        build(&world, "public", NEW_FILES).expect("built");
        assert_eq!(world.files("public"), file_map(NEW_FILES));
    }
}

#[test]
fn a_dropped_stage_does_not_change_the_output() {
    let world = empty_world();
    build(&world, "public", OLD_FILES).expect("built");
    for _ in 0..3 {
        let stage =
            Stage::open(&world, &Target::new(Path::new("public")), &["index.html", "secret/draft.html"])
                .expect("open");
        stage.write("secret/draft.html", b"a draft").expect("put");
        drop(stage);
        assert_eq!(world.files("public"), file_map(OLD_FILES));
    }
    for files in [NEW_FILES, OLD_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
        assert_eq!(world.files("public"), file_map(files), "no draft comes to light");
    }
}

#[test]
fn exactly_the_planned_files_must_be_written() {
    let world = empty_world();
    let stage =
        Stage::open(&world, &Target::new(Path::new("public")), &["index.html", "b.html"]).expect("open");
    let error = stage.write("c.html", b"").expect_err("not planned");
    assert_eq!(error.message, "`c.html` was not planned");
    stage.write("b.html", b"").expect("put");
    assert_eq!(message(stage.commit()), "O004: `index.html` was planned but not written");
    assert!(!world.exists(Path::new("public")));
}

#[test]
fn nothing_is_written_outside_the_output() {
    let world = empty_world();
    let cases = [
        ("../x", "`../x` is not a path inside the output folder"),
        ("/x", "`/x` is not a path inside the output folder"),
        ("a/../../x", "`a/../../x` is not a path inside the output folder"),
        ("a//b", "`a//b` is not a path inside the output folder"),
        ("a/./b", "`a/./b` is not a path inside the output folder"),
        ("", "`` is not a path inside the output folder"),
        ("a/", "`a/` is not a path inside the output folder"),
        ("a\0", "`a\0` is not a path inside the output folder"),
    ];
    for (file, expected) in cases {
        assert_eq!(message(build(&world, "public", &[(file, "x")])), format!("O004: {expected}"));
    }
    let twice: [(Files<'_>, &str); 2] = [
        (&[("a", ""), ("a", "")], "`a` would be written twice"),
        (&[("a", ""), ("a/b", "")], "`a` would be both a file and a folder"),
    ];
    for (files, expected) in twice {
        assert_eq!(message(build(&world, "public", files)), format!("O004: {expected}"));
    }
    assert!(names(&world, "/").is_empty());
}

#[test]
fn an_output_folder_must_not_overlap_the_sources() {
    let world = empty_world().file("site/content/a.md", "").link("site/way", "content").link("home", "site");
    let refused = |output: &str, how: &str, part: &str| {
        Some(format!("O001: the output folder `{output}` {how} `{part}`, which belongs to the sources"))
    };
    let cases = [
        ("site/content", refused("site/content", "contains", "site/content")),
        ("site/content/out", refused("site/content/out", "is inside", "site/content")),
        ("site/way/out/deep", refused("site/way/out/deep", "is inside", "site/content")),
        ("home/content/out", refused("home/content/out", "is inside", "site/content")),
        ("site/templates/x", refused("site/templates/x", "is inside", "site/templates")),
        ("site", refused("site", "contains", "site/content")),
        ("site/", refused("site/", "contains", "site/content")),
        ("site/public/..", refused("site/public/..", "contains", "site/content")),
        ("/", refused("/", "contains", "site/content")),
        (".", refused(".", "contains", "site/content")),
        ("site/public", None),
        ("site/contents", None),
        ("site/new/../public", None),
    ];
    let protected = [Path::new("site/content"), Path::new("site/templates")];
    for (output, expected) in cases {
        let target = Target { sources: &protected, ..Target::new(Path::new(output)) };
        let opened = Stage::open(&world, &target, &["index.html"]);
        let got = opened
            .map(drop)
            .err()
            .map(|diagnostic| format!("{}: {}", diagnostic.code.id, diagnostic.message));
        assert_eq!(got, expected, "{output}");
    }
}

#[test]
fn symlinks_and_foreign_files_are_not_overwritten() {
    let outside = || empty_world().file("outside/index.html", "precious");
    let cases: [(MemoryWorld, &str); 9] = [
        (
            outside().link("public", "outside"),
            "O003: `public` is a symbolic link, and a build does not write through links",
        ),
        (
            outside().link(".public.next", "outside"),
            "O003: `.public.next` is a symbolic link, and a build does not write through links",
        ),
        (
            outside().link("public/about", "/outside"),
            "O003: `public/about` is a symbolic link, and a build does not write through links",
        ),
        (
            outside().link("public/index.html", "/outside/index.html"),
            "O003: `public/index.html` is a symbolic link, and a build does not write through links",
        ),
        (
            outside().special("public/index.html", "a named pipe"),
            "O004: `public/index.html` is a device or pipe that no build wrote, but a file is planned there",
        ),
        (
            outside().file("public/about", "x"),
            "O004: `public/about` is a file that no build wrote, but a folder is planned there",
        ),
        (
            outside().file("public/style.css/x", "x"),
            "O004: `public/style.css` is a folder that no build wrote, but a file is planned there",
        ),
        (outside().file("public", "x"), "O004: `public` is not a folder"),
        (outside().file(".public.next", "x"), "O004: `.public.next` is not a folder"),
    ];
    for (world, expected) in cases {
        let before = world.files("/");
        assert_eq!(message(adopt(&world, "public", OLD_FILES)), expected);
        let mut after = world.files("/");
        after.retain(|path, _| before.contains_key(path));
        assert_eq!(after, before, "{expected}");
    }
}

#[test]
fn foreign_symlinks_are_kept_and_staged_symlinks_removed() {
    let world = empty_world().file("outside/index.html", "precious");
    build(&world, "public", OLD_FILES).expect("built");
    build(&world, "public", OLD_FILES).expect("built");
    let world = world
        .link("public/latest", "2025")
        .link(".public.next/tree/about", "/outside")
        .link(".public.next/tree/index.html", "/outside/index.html");
    for files in [NEW_FILES, OLD_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
        assert_eq!(world.files("public"), file_map(files));
        assert_eq!(
            world.symlink_metadata(Path::new("public/latest")).map(|stat| stat.kind).ok(),
            Some(FileKind::Link)
        );
    }
    assert_eq!(world.files("outside"), file_map(&[("index.html", "precious")]));
}

#[test]
fn a_second_build_is_rejected_with_the_pid_of_the_first() {
    let world = empty_world().as_process(4711);
    let stage = Stage::open(&world, &Target::new(Path::new("public")), &["index.html"]).expect("open");
    let other = world.as_process(4712);
    assert_eq!(
        message(build(&other, "public", OLD_FILES)),
        "O002: another build (process 4711) is writing `public`"
    );
    build(&other, "elsewhere", OLD_FILES).expect("another output");
    drop(stage);
    build(&other, "public", OLD_FILES).expect("the lock is free");
}

#[test]
fn a_removed_or_copied_output_is_built_again() {
    let world = empty_world();
    build(&world, "public", OLD_FILES).expect("built");
    world.rename(Path::new("public"), Path::new("gone")).expect("moved");
    assert_eq!(build(&world, "public", OLD_FILES), Ok(report_of(5, 0, 0)));
    assert_eq!(world.files("public"), file_map(OLD_FILES));
    // A copy has other inode numbers, but the ledger has the hashes.
    let other = (0..99).fold(empty_world(), |other, number| other.file(format!("other/{number}"), ""));
    let copy = world.files("/").iter().fold(other, |copy, (path, bytes)| copy.file(path, bytes));
    put_foreign(&copy, "public/CNAME", "desk.example");
    assert_eq!(
        message(build(&copy, "public", NEW_FILES)),
        "O005: `public` is not the folder that the last build wrote, and 1 file in it is not in the ledger: `CNAME`"
    );
    adopt(&copy, "public", NEW_FILES).expect("adopted");
    for files in [NEW_FILES, OLD_FILES, NEW_FILES] {
        build(&copy, "public", files).expect("built");
        assert_eq!(copy.files("public"), merged(files, &FOREIGN_FILES[..1]));
    }
}

/// The state before a build.
#[derive(Clone, Copy, Debug)]
struct StartState {
    /// Builds before it.
    builds: usize,
    /// Whether one of them was interrupted.
    stopped: bool,
    /// Whether the world can exchange two folders.
    exchange: bool,
}

impl StartState {
    fn world(self) -> MemoryWorld {
        let world = empty_world();
        let world = if self.exchange { world } else { world.without_exchange() };
        for _ in 0..self.builds {
            build(&world, "public", OLD_FILES).expect("built");
        }
        if self.builds > 0 {
            FOREIGN_FILES
                .iter()
                .for_each(|(name, text)| put_foreign(&world, &format!("public/{name}"), text));
        }
        if self.stopped {
            let stage =
                Stage::open(&world, &Target::new(Path::new("public")), &["left/over.html"]).expect("open");
            stage.write("left/over.html", b"left over").expect("put");
        }
        world
    }

    fn shown_tree(self) -> Tree {
        if self.builds == 0 { Tree::new() } else { merged(OLD_FILES, FOREIGN_FILES) }
    }

    fn tree_after(self, files: Files<'_>) -> Tree {
        if self.builds == 0 { file_map(files) } else { merged(files, FOREIGN_FILES) }
    }
}

pub(crate) const KINDS: [ErrorKind; 5] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::Other,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::Interrupted,
];

#[test]
fn any_failed_call_leaves_a_whole_output() {
    for builds in 0..=2 {
        for (stopped, exchange) in [(false, true), (true, true), (false, false), (true, false)] {
            let start = StartState { builds, stopped, exchange };
            let world = start.world();
            let counting = FaultyWorld::once(&world, usize::MAX, ErrorKind::Other);
            build(&counting, "public", NEW_FILES).expect("built");
            let all = counting.calls();
            for nth in 1..=all {
                check_failure(start, nth, false, KINDS[nth % KINDS.len()]);
                check_failure(start, nth, true, KINDS[nth % KINDS.len()]);
            }
        }
    }
}

fn check_failure(start: StartState, nth: usize, for_ever: bool, kind: ErrorKind) {
    let world = start.world();
    let faulty = if for_ever {
        FaultyWorld::from_then_on(&world, nth, kind)
    } else {
        FaultyWorld::once(&world, nth, kind)
    };
    let case = format!("{start:?}, call {nth}, for ever: {for_ever}, {kind}");
    let built = build(&faulty, "public", NEW_FILES);
    match &built {
        Ok(_) => assert_eq!(world.files("public"), start.tree_after(NEW_FILES), "{case}"),
        Err(diagnostic) => {
            assert_eq!(diagnostic.code.id, "O004", "{case}: {diagnostic:?}");
            assert!(
                (diagnostic.message.contains("public")
                    || diagnostic.message.starts_with("`.` cannot be found"))
                    && diagnostic.message.ends_with(&format!(": {kind}")),
                "{case}: {diagnostic:?}"
            );
            // Between two renames there is no output folder; the next build restores it.
            let displaced = world.files(".public.next/aside");
            let shown = if world.exists(Path::new("public")) { world.files("public") } else { displaced };
            assert_eq!(shown, start.shown_tree(), "{case}: {diagnostic:?}");
        }
    }
    build(&world, "public", NEW_FILES).unwrap_or_else(|diagnostic| panic!("{case}: {diagnostic:?}"));
    assert_eq!(world.files("public"), start.tree_after(NEW_FILES), "{case}");
    let left: Vec<String> = names(&world, ".public.next");
    assert!(left.iter().all(|name| ["ledger", "lock", "tree"].contains(&&**name)), "{case}: {left:?}");
    build(&world, "public", OLD_FILES).expect("built");
    assert_eq!(world.files("public"), start.tree_after(OLD_FILES), "{case}");
    nothing_more_is_hidden(&world, &case);
}

/// Checks that every file of the staging folder is in the output with the same bytes.
pub(crate) fn nothing_more_is_hidden(world: &MemoryWorld, case: &str) {
    let shown = world.files("public");
    for (file, bytes) in world.files(".public.next/tree") {
        assert_eq!(shown.get(&file), Some(&bytes), "{case}: {file}");
    }
}

/// An event that changes an output folder.
#[derive(Clone, Debug)]
enum Event {
    /// A build of these pages whose n-th call fails.
    Build(Vec<(u8, u8)>, Option<(u16, bool)>),
    /// A foreign file is written.
    Put(u8, u8),
    /// A file is removed.
    Remove(u8),
}

fn event() -> impl Strategy<Value = Event> {
    let pages = proptest::collection::btree_map(0..12_u8, 0..4_u8, 0..10)
        .prop_map(|pages| pages.into_iter().collect());
    prop_oneof![
        4 => (pages, proptest::option::of((1..120_u16, any::<bool>()))).prop_map(|(pages, fault)| Event::Build(pages, fault)),
        1 => (0..4_u8, any::<u8>()).prop_map(|(name, text)| Event::Put(name, text)),
        1 => (0..4_u8).prop_map(Event::Remove),
    ]
}

fn page(number: u8) -> String {
    ["", "a/", "a/b/", "c/"][usize::from(number % 4)].to_owned() + &format!("{number}.html")
}

fn foreign_path(number: u8) -> String {
    ["CNAME", ".git/HEAD", "a/b/note", "c/d"][usize::from(number % 4)].to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_history_a_build_has_its_pages_and_the_foreign_files(
        events in proptest::collection::vec(event(), 1..14),
        exchange in any::<bool>(),
    ) {
        let world = if exchange { empty_world() } else { empty_world().without_exchange() };
        let (mut shown, mut others) = (Tree::new(), Tree::new());
        let mut known = KnownFolders::default();
        for event in events.into_iter().chain([Event::Build(vec![(1, 1)], None)]) {
            match event {
                Event::Put(name, text) if world.exists(Path::new("public")) => {
                    put_foreign(&world, &format!("public/{}", foreign_path(name)), &text.to_string());
                    others.insert(foreign_path(name), text.to_string().into_bytes());
                }
                Event::Remove(name) if world.exists(Path::new("public")) => {
                    let _ = world.remove_file(&Path::new("public").join(foreign_path(name)));
                    others.remove(&foreign_path(name));
                }
                Event::Build(pages, fault) => {
                    let pages: Vec<(String, String)> = pages.iter().map(|(name, text)| (page(*name), format!("{text}"))).collect();
                    let files: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (&**name, &**text)).collect();
                    let built = match fault {
                        Some((nth, true)) => build_known(&FaultyWorld::from_then_on(&world, nth.into(), ErrorKind::StorageFull), &files, &mut known),
                        Some((nth, false)) => build_known(&FaultyWorld::once(&world, nth.into(), ErrorKind::Other), &files, &mut known),
                        None => { build_known(&world, &files, &mut known).expect("built"); Ok(()) }
                    };
                    if built.is_ok() {
                        shown = file_map(&files);
                    }
                }
                Event::Put(..) | Event::Remove(..) => {}
            }
            let expected: Tree = shown.clone().into_iter().chain(others.clone()).collect();
            if world.exists(Path::new("public")) || exchange {
                prop_assert_eq!(world.files("public"), expected);
            } else {
                prop_assert_eq!(world.files(".public.next/aside"), expected);
            }
        }
    }
}

/// Creates a site whose page has an image that is a symlink to another folder of the site.
fn site() -> MemoryWorld {
    empty_world()
        .file("desk/site.toml", "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n")
        .file("desk/content/about.md", "---\ntitle: About\n---\n![A map](map.png)\n")
        .file(
            "desk/content/briefings/talks.md",
            "---\ntitle: Talks open\npublished: 2025-04-19\n---\nThey met.\n",
        )
        .file("desk/pictures/map.png", [7; 5000])
        .link("desk/content/map.png", "../pictures/map.png")
}

#[test]
fn any_failed_call_of_a_whole_build_is_reported() {
    let request = BuildRequest {
        root: "desk".into(),
        output: "desk/public".into(),
        as_of: None,
        include_drafts: false,
        consent: Consent::None,
        cache: CacheUse::On,
    };
    let clean = site();
    let built = pipeline::build(&clean, &request, &|_| {});
    assert!(built.report.is_some(), "{:?}", built.diagnostics);
    let whole = site();
    let calls = FaultyWorld::once(&whole, usize::MAX, ErrorKind::Other);
    pipeline::build(&calls, &request, &|_| {});
    for nth in 1..=calls.calls() {
        for for_ever in [false, true] {
            let world = site();
            let kind = KINDS[nth % KINDS.len()];
            let faulty = match for_ever {
                true => FaultyWorld::from_then_on(&world, nth, kind),
                false => FaultyWorld::once(&world, nth, kind),
            };
            let built = pipeline::build(&faulty, &request, &|_| {});
            let case = format!("call {nth}, for ever: {for_ever}, {kind}: {:?}", built.diagnostics);
            match built.report {
                Some(_) => assert_eq!(world.files("desk/public"), clean.files("desk/public"), "{case}"),
                None => {
                    assert!(!world.exists(Path::new("desk/public")), "{case}");
                    assert!(built.diagnostics.iter().any(Diagnostic::is_error), "{case}");
                    let refused = built.diagnostics.iter().filter(|diagnostic| diagnostic.code.id == "O004");
                    assert!(refused.count() <= 1, "{case}");
                }
            }
            assert!(pipeline::build(&world, &request, &|_| {}).report.is_some(), "{case}");
            assert_eq!(world.files("desk/public"), clean.files("desk/public"), "{case}");
        }
    }
}

/// Edits the site after its first build.
fn edit_site(world: &MemoryWorld) {
    let edits = [
        (
            "desk/content/briefings/talks.md",
            "---\ntitle: Talks end\npublished: 2025-04-19\n---\nThey parted.\n",
        ),
        (
            "desk/content/briefings/ferry.md",
            "---\ntitle: Ferry sails\npublished: 2025-04-18\n---\nIt sailed.\n",
        ),
    ];
    for (path, text) in edits {
        let _ = world.remove_file(Path::new(path));
        world.create_new(Path::new(path), text.as_bytes()).expect("written");
    }
}

#[test]
fn any_failed_call_of_a_build_with_a_cache_leaves_a_whole_output() {
    let request = BuildRequest {
        root: "desk".into(),
        output: "desk/public".into(),
        as_of: None,
        include_drafts: false,
        consent: Consent::None,
        cache: CacheUse::On,
    };
    let build = |world: &dyn World| pipeline::build(world, &request, &|_| ());
    let edited = || {
        let world = site();
        assert!(build(&world).report.is_some());
        let old = world.files("desk/public");
        edit_site(&world);
        (world, old)
    };
    let clean = site();
    edit_site(&clean);
    assert!(build(&clean).report.is_some());
    let new = clean.files("desk/public");
    let (whole, old) = edited();
    assert!(old != new);
    let calls = FaultyWorld::once(&whole, usize::MAX, ErrorKind::Other);
    assert!(build(&calls).report.is_some());
    // Each build is slow without optimisation, so only some calls are tried, and once and for ever alternate.
    for nth in (1..=calls.calls()).step_by(3) {
        let (world, _) = edited();
        let kind = KINDS[nth % KINDS.len()];
        let faulty = match nth % 2 {
            0 => FaultyWorld::from_then_on(&world, nth, kind),
            _ => FaultyWorld::once(&world, nth, kind),
        };
        let built = build(&faulty);
        let case = format!("call {nth}, {kind}: {:?}", built.diagnostics);
        let left = world.files("desk/public");
        assert!(left == old || left == new, "{case}");
        if built.report.is_some() {
            assert_eq!(left, new, "{case}");
        }
        assert!(build(&world).report.is_some(), "{case}");
        assert_eq!(world.files("desk/public"), new, "{case}: the next build");
    }
}

#[cfg(unix)]
mod disk {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::path::PathBuf;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};

    use dateline::world::OsWorld;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("output").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn read(folder: &Path) -> Tree {
        fn below(root: &Path, folder: &Path, files: &mut Tree) {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
                match entry.file_type().expect("a kind") {
                    kind if kind.is_dir() => below(root, &path, files),
                    kind if kind.is_file() => _ = files.insert(name, fs::read(&path).expect("a file")),
                    _ => {}
                }
            }
        }
        let mut files = Tree::new();
        below(folder, folder, &mut files);
        files
    }

    fn number(path: impl AsRef<Path>) -> u64 {
        fs::symlink_metadata(path).expect("there").ino()
    }

    #[test]
    fn output_and_staging_folder_alternate() {
        let root = folder("turn");
        let (public, hidden) = (root.join("public"), root.join(".public.next"));
        build(&OsWorld, &public, OLD_FILES).expect("built");
        build(&OsWorld, &public, NEW_FILES).expect("built");
        for (name, text) in FOREIGN_FILES {
            put_foreign(&OsWorld, public.join(name).to_str().expect("UTF-8"), text);
        }
        symlink("HEAD", public.join(".git/link")).expect("a link");
        let (first, second) = (number(&public), number(hidden.join("tree")));
        let trees = [(second, OLD_FILES), (first, OLD_FILES), (second, NEW_FILES), (first, NEW_FILES)];
        for (shown, files) in trees {
            build(&OsWorld, &public, files).expect("built");
            assert_eq!(read(&public), merged(files, FOREIGN_FILES));
            assert_eq!(number(&public), shown, "the trees change places as they are");
            assert_eq!(number(public.join(".git/HEAD")), number(hidden.join("tree/.git/HEAD")));
            assert_eq!(fs::read_link(public.join(".git/link")).expect("a link"), Path::new("HEAD"));
        }
        let mut left: Vec<_> =
            fs::read_dir(&hidden).expect("there").flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        assert_eq!(left, ["ledger", "lock", "tree"]);
    }

    #[test]
    fn symlinks_are_not_written_through() {
        let root = folder("links");
        let outside = root.join("outside");
        fs::create_dir(&outside).expect("a folder");
        fs::write(outside.join("index.html"), "precious").expect("a file");
        for path in ["public", "public/about", "public/index.html", ".public.next", ".public.next/lock"] {
            for old in ["public", ".public.next"].map(|name| root.join(name)) {
                let _ = fs::remove_dir_all(old);
            }
            let link = root.join(path);
            fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
            let target = if path.ends_with("html") || path.ends_with("lock") { "index.html" } else { "" };
            symlink(outside.join(target), &link).expect("a link");
            let message = message(adopt(&OsWorld, root.join("public"), OLD_FILES));
            assert!(message.starts_with("O003: ") || path.ends_with("lock"), "{message}");
            assert!(message.contains(link.to_str().expect("UTF-8")), "{message}");
            assert_eq!(read(&outside), file_map(&[("index.html", "precious")]), "{path}");
            fs::remove_file(&link).expect("removed");
        }
    }

    #[test]
    fn a_second_build_is_rejected_and_locks_end_with_their_process() {
        let root = folder("lock");
        let public = root.join("public");
        let stage = Stage::open(&OsWorld, &Target::new(&public), &["index.html"]).expect("open");
        let expected =
            format!("O002: another build (process {}) is writing `{}`", std::process::id(), public.display());
        assert_eq!(message(build(&OsWorld, &public, OLD_FILES)), expected);
        drop(stage);
        fs::write(root.join(".public.next/lock"), "99999").expect("a number of long ago");
        build(&OsWorld, &public, OLD_FILES).expect("built");
    }

    /// A child process owns copies of all descriptors until it executes its program.
    #[test]
    fn a_lock_ends_when_it_is_dropped_even_if_processes_start_meanwhile() {
        let file = folder("lock-children").join("lock");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    Command::new("true").status().expect("a process");
                }
            });
            let failed = (0..2_000).filter(|_| OsWorld.lock(&file).is_err()).count();
            done.store(true, Ordering::Relaxed);
            assert_eq!(failed, 0);
        });
    }

    #[test]
    fn assets_are_copied_not_linked() {
        let root = folder("copies");
        let (source, public) = (root.join("map.png"), root.join("public"));
        fs::write(&source, [7; 300_000]).expect("written");
        fs::set_permissions(&source, fs::Permissions::from_mode(0o400)).expect("set");
        let copy = || {
            let stage = Stage::open(&OsWorld, &Target::new(&public), &["a/map.png"])?;
            stage.copy("a/map.png", &root, "map.png")?;
            stage.commit().map(without_sizes)
        };
        assert_eq!(copy(), Ok(report_of(1, 0, 0)));
        assert_eq!(copy(), Ok(report_of(0, 1, 0)));
        let copied = fs::metadata(public.join("a/map.png")).expect("copied");
        assert_eq!((copied.len(), copied.nlink()), (300_000, 1));
        assert_eq!(copied.mode() & 0o444, 0o444, "whoever serves the output may read it");
        fs::remove_file(&source).expect("removed");
        fs::write(&source, [8; 300_000]).expect("written");
        assert_eq!(copy(), Ok(report_of(1, 0, 0)));
        assert_eq!(read(&public)["a/map.png"], [8; 300_000]);
        fs::remove_file(&source).expect("removed");
        let message = message(copy());
        assert!(message.starts_with("O004: `") && message.contains("map.png` cannot be read: "), "{message}");
        assert_eq!(read(&public)["a/map.png"], [8; 300_000]);
    }

    #[test]
    fn assets_are_checked_again_when_copied() {
        let root = folder("swapped");
        let (site, public) = (root.join("site"), root.join("site/public"));
        fs::create_dir_all(site.join("content/maps")).expect("folders");
        fs::create_dir_all(root.join("outside/maps")).expect("folders");
        fs::write(root.join("outside/maps/a.png"), "secret").expect("written");
        fs::write(site.join("content/maps/a.png"), "map").expect("written");
        fs::write(site.join("content/draft.md"), "draft").expect("written");
        fs::write(site.join(".env"), "key").expect("written");
        symlink("maps/a.png", site.join("content/ok.png")).expect("a link");
        symlink("draft.md", site.join("content/draft.png")).expect("a link");
        symlink("../.env", site.join("content/env.png")).expect("a link");
        symlink("../../outside/maps/a.png", site.join("content/out.png")).expect("a link");
        symlink("../../outside", site.join("content/way")).expect("a link");
        let cases = [
            ("content/maps/a.png", Some("map")),
            ("content/ok.png", Some("map")),
            ("content/draft.png", None),
            ("content/env.png", None),
            ("content/out.png", None),
            ("content/way/maps/a.png", None),
        ];
        let staged = site.join(".public.next/tree/a.png");
        for (from, expected) in cases {
            let stage = Stage::open(&OsWorld, &Target::new(&public), &["a.png"]).expect("open");
            let copied = stage.copy("a.png", &site, from);
            assert_eq!(copied.is_ok(), expected.is_some(), "{from}: {copied:?}");
            assert_eq!(fs::read_to_string(&staged).ok().as_deref(), expected, "{from}");
            drop(stage);
            let _ = fs::remove_file(&staged);
        }
    }

    #[test]
    fn output_and_staging_folder_have_the_same_mode() {
        let root = folder("modes");
        let (public, hidden) = (root.join("public"), root.join(".public.next"));
        let mode = |path: &Path| fs::symlink_metadata(path).expect("there").mode() & 0o7777;
        let set =
            |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        fs::create_dir(&public).expect("a folder");
        set(&public, 0o2750);
        build(&OsWorld, &public, OLD_FILES).expect("built");
        fs::create_dir(public.join(".ssh")).expect("a folder");
        fs::write(public.join(".ssh/key"), "theirs").expect("written");
        set(&public.join(".ssh"), 0o700);
        set(&public.join("a"), 0o1775);
        for files in [OLD_FILES, NEW_FILES, OLD_FILES] {
            build(&OsWorld, &public, files).expect("built");
            let modes = ["", ".ssh", "a"].map(|folder| mode(&public.join(folder)));
            assert_eq!(modes, [0o2750, 0o700, 0o1775]);
            assert_eq!(mode(&hidden), 0o700);
        }
    }

    #[test]
    fn a_system_mount_point_is_rejected() {
        for path in ["/proc", "/dev"] {
            let message = message(build(&OsWorld, path, OLD_FILES));
            assert!(message.starts_with(&format!("O004: `{path}` is a mount point")), "{message}");
            assert!(!Path::new(&format!("/.{}.next", &path[1..])).exists());
        }
    }

    #[test]
    fn a_copied_site_is_recognised_by_its_bytes() {
        let root = folder("copied");
        let (one, other) = (root.join("one"), root.join("other"));
        fs::create_dir(&one).expect("a folder");
        build(&OsWorld, one.join("public"), OLD_FILES).expect("built");
        build(&OsWorld, one.join("public"), OLD_FILES).expect("built");
        fs::write(one.join("public/CNAME"), "desk.example").expect("written");
        for (name, bytes) in read(&one) {
            let path = other.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("written");
        }
        let adopted = adopt(&OsWorld, other.join("public"), NEW_FILES).expect("adopted");
        assert_eq!((adopted.written, adopted.unchanged, adopted.removed), (3, 2, 1));
        assert_eq!(read(&other.join("public")), merged(NEW_FILES, &FOREIGN_FILES[..1]));
    }

    #[test]
    fn a_read_only_path_is_reported() {
        for path in ["/proc/public", "/dev/null/public"] {
            let message = message(build(&OsWorld, path, OLD_FILES));
            assert!(message.starts_with("O004: `/") && message.contains("` cannot be "), "{message}");
            assert!(message.contains("os error"), "the system's own words: {message}");
        }
    }
}
