//! Tests of reading a site, in memory and on disk.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use dateline::diagnostic::{Diagnostic, Outcome};
use dateline::world::*;

use super::{FaultyWorld, MemoryWorld};

fn memory() -> MemoryWorld {
    MemoryWorld::new("2025-04-19T08:00:00Z".parse().expect("an instant"))
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|it| format!("{}: {}", it.code.id, it.message)).collect()
}

fn paths(sources: &SiteSources) -> Vec<&str> {
    let texts =
        sources.settings.iter().chain(&sources.content).chain(&sources.templates).map(|text| &*text.path);
    texts
        .chain(sources.theme_files.iter().map(String::as_str))
        .chain(sources.assets.iter().map(|asset| &**asset))
        .collect()
}

/// Sites with one error each, and the expected diagnostic.
fn faulty_sites() -> Vec<(&'static str, MemoryWorld, &'static str)> {
    let site = || {
        memory().file("site/site.toml", "").file("site/content/ok.md", "ok").file("outside/x.md", "secret")
    };
    let deep = format!("site/content/{}x.md", "d/".repeat(40));
    vec![
        (
            "pipe",
            site().special("site/content/p.md", "a named pipe"),
            "R001: `content/p.md` is a named pipe, not a file",
        ),
        (
            "device as folder",
            site().special("site/templates", "a device"),
            "R001: `templates` is a device, not a file",
        ),
        (
            "settings odd",
            memory().file("site/content/ok.md", "").special("site/site.toml", "a socket"),
            "R001: `site.toml` is a socket, not a file",
        ),
        (
            "file out",
            site().link("site/content/x.md", "../../outside/x.md"),
            "R002: `content/x.md` is a link that leads out of the site",
        ),
        (
            "folder out",
            site().link("site/content/x", "/outside"),
            "R002: `content/x` is a link that leads out of the site",
        ),
        (
            "near name",
            site().file("site2/x.md", "").link("site/content/x", "/site2"),
            "R002: `content/x` is a link that leads out of the site",
        ),
        (
            "out by a chain",
            site().link("site/content/x.md", "y.md").link("site/content/y.md", "/outside/x.md"),
            "R002: `content/x.md` is a link that leads out of the site",
        ),
        (
            "hidden",
            site().file("site/.env", "KEY=1").link("site/content/x.txt", "../.env"),
            "R002: `content/x.txt` is a link that leads to a hidden file or folder",
        ),
        (
            "draft as file",
            site().file("site/content/secret.MD", "draft").link("site/content/x.txt", "secret.MD"),
            "R002: `content/x.txt` is a link to a Markdown file, which would be published as it is",
        ),
        (
            "draft elsewhere",
            site().file("site/desk/a.markdown", "draft").link("site/templates/x.css", "../desk/a.markdown"),
            "R002: `templates/x.css` is a link to a Markdown file, which would be published as it is",
        ),
        (
            "loop",
            site().file("site/content/a/b.md", "").link("site/content/a/again", "../../content"),
            "R002: `content/a/again` is a link that leads to a folder that contains it",
        ),
        (
            "linked twice",
            site()
                .file("site/more/x.md", "")
                .link("site/more/on", "../content")
                .link("site/content/z", "../more"),
            "R002: `content/z/on` is a link inside a linked folder",
        ),
        (
            "large text",
            site().file("site/content/big.md", vec![b'a'; MAX_TEXT_BYTES as usize + 1]),
            "R003: `content/big.md` is larger than 8 MB, the limit for a text",
        ),
        (
            "latin-1",
            site().file("site/content/l.md", b"caf\xe9"),
            "R004: byte 3 (0xe9, line 1, column 4) is not UTF-8",
        ),
        (
            "utf-16",
            site().file("site/content/u.md", b"\xff\xfea\0"),
            "R004: this file is UTF-16 (little-endian), not UTF-8",
        ),
        (
            "nowhere",
            site().link("site/content/n.md", "none.md"),
            "R005: `content/n.md` is a broken link: entity not found",
        ),
        (
            "round",
            site().link("site/content/n.md", "m.md").link("site/content/m.md", "n.md"),
            "R005: `content/m.md` is a broken link: too many links",
        ),
        (
            "deep",
            site().file(&deep, "x"),
            "R005: `content/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d` is nested more than 32 folders deep",
        ),
    ]
}

#[test]
fn every_error_is_reported_and_the_rest_is_read() {
    for (name, world, expected) in faulty_sites() {
        let Outcome { value: sources, diagnostics } = read_site(&world, Path::new("site"));
        assert_eq!(messages(&diagnostics)[0], expected, "{name}");
        assert!(sources.content.iter().any(|text| &*text.path == "content/ok.md"), "{name}");
        assert!(!sources.content.iter().any(|text| text.text.contains("secret")), "{name}");
        assert!(diagnostics.iter().all(|it| it.location.is_some() && it.is_error()), "{name}");
    }
}

#[test]
fn a_site_is_sorted_by_path_and_backup_files_are_skipped() {
    let world = memory()
        .file("site/site.toml", "title = \"Desk\"")
        .file("site/content/b.md", "\u{feff}b\r\n")
        .file("site/content/a/x.md", "")
        .file("site/content/a.md", "")
        .file("site/content/a/LOUD.MD", "")
        .file("site/content/a/map.png", [0x89, 0xff])
        .file("site/content/.hidden/x.md", "")
        .file("site/content/.x.md.swp", "")
        .file("site/content/x.md~", "")
        .file("site/content/#x.md#", "")
        .file("site/content/x.swp", "")
        .file("site/templates/page.html", "")
        .file("site/templates/parts/box.html", "")
        .file("site/templates/assets/style.css", "")
        .file("site/shared/note.md", "shared")
        .link("site/content/note.md", "../shared/note.md")
        .link("site/content/shared", "../shared")
        .file("site/public/index.html", "")
        .file("site/notes.md", "");
    let Outcome { value: sources, diagnostics } = read_site(&world, Path::new("site"));
    assert_eq!(messages(&diagnostics), Vec::<String>::new());
    let expected = [
        "site.toml",
        "content/a.md",
        "content/a/LOUD.MD",
        "content/a/x.md",
        "content/b.md",
        "content/note.md",
        "content/shared/note.md",
        "templates/page.html",
        "templates/parts/box.html",
        "templates/assets/style.css",
        "content/a/map.png",
    ];
    assert_eq!(paths(&sources), expected);
    assert_eq!(&*sources.content[3].text, "b\n");
    assert_eq!(&*sources.content[4].text, "shared");
}

#[test]
fn missing_files_are_no_error() {
    for (world, count) in [(memory(), 0), (memory().file("site/site.toml", ""), 1)] {
        let Outcome { value: sources, diagnostics } = read_site(&world, Path::new("site"));
        assert_eq!((paths(&sources).len(), diagnostics), (count, Vec::new()));
    }
}

#[test]
fn one_file_is_read_by_the_same_rules() {
    let world = memory().file("site/site.toml", "a\r\n").file("site/.git/config", "").link("site/x", "/etc");
    let cases = [("site.toml", Some("a\n"), ""), ("none.toml", None, ""), ("x", None, "R005")];
    for (path, text, code) in cases {
        let Outcome { value, diagnostics } = read_source(&world, Path::new("site"), path);
        assert_eq!(value.as_ref().map(|source| &*source.text), text, "{path}");
        assert_eq!(diagnostics.first().map_or("", |it| it.code.id), code, "{path}");
    }
}

#[test]
fn every_failed_call_is_reported() {
    let site =
        memory().file("site/site.toml", "").file("site/content/a/b.md", "").file("site/templates/x.css", "");
    let whole = read_site(&site, Path::new("site")).value;
    for kind in [ErrorKind::PermissionDenied, ErrorKind::Other] {
        for nth in 1.. {
            let world = FaultyWorld::once(&site, nth, kind);
            let Outcome { value: sources, diagnostics } = read_site(&world, Path::new("site"));
            if world.calls() < nth {
                break;
            }
            // If the first call fails, the site is still read from its path.
            assert!(nth == 1 || paths(&sources).len() < paths(&whole).len(), "call {nth}");
            assert_eq!(diagnostics.len(), 1, "call {nth}");
            assert_eq!(diagnostics[0].code.id, "R005", "call {nth}");
            assert!(
                diagnostics[0].message.ends_with(&format!("cannot be read: {kind}")),
                "{}",
                diagnostics[0].message
            );
        }
    }
}

#[test]
fn input_is_read_up_to_the_limit() {
    let world = |text: &str| memory().with_input(text);
    assert_eq!(read_input(&world("12345"), 5).expect("fits"), b"12345");
    let error = read_input(&world("123456"), 5).expect_err("one too many");
    assert_eq!(error.kind(), ErrorKind::FileTooLarge);
}

#[cfg(unix)]
mod disk {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let target = std::env::current_exe().expect("a test's own path");
        let folder = target.parent().expect("a folder").join("world-tests").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("content")).expect("a folder");
        folder
    }

    fn pipe(path: &Path) {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    }

    #[test]
    fn the_disk_and_the_memory_are_read_alike() {
        let site = folder("read");
        let content = site.join("content");
        fs::write(content.join("ok.md"), "\u{feff}ok\r\n").expect("written");
        pipe(&content.join("p.md"));
        let short = std::env::temp_dir().join(format!("dateline-{}", std::process::id()));
        let _socket = UnixListener::bind(&short).expect("a socket");
        fs::rename(&short, content.join("s.md")).or_else(|_| fs::remove_file(&short)).expect("moved");
        symlink("/etc/passwd", content.join("passwd.md")).expect("a link");
        symlink("/dev/zero", content.join("zero.md")).expect("a link");
        symlink("..", content.join("up")).expect("a link");
        symlink("round.md", content.join("round.md")).expect("a link");
        fs::write(content.join("big.md"), vec![b'a'; MAX_TEXT_BYTES as usize + 1]).expect("written");
        fs::write(content.join("latin.md"), b"caf\xe9").expect("written");
        let huge = fs::File::create(content.join("huge.bin")).expect("a file");
        huge.set_len(MAX_ASSET_BYTES + 1).expect("a file with a hole");
        let Outcome { value: sources, diagnostics } = read_site(&OsWorld, &site);
        assert_eq!(paths(&sources), ["content/ok.md"]);
        assert_eq!(&*sources.content[0].text, "ok\n");
        let found = messages(&diagnostics);
        for expected in [
            "R001: `content/p.md` is a named pipe, not a file",
            "R002: `content/passwd.md` is a link that leads out of the site",
            "R002: `content/zero.md` is a link that leads out of the site",
            "R002: `content/up` is a link that leads to a folder that contains it",
            "R003: `content/big.md` is larger than 8 MB, the limit for a text",
            "R003: `content/huge.bin` is larger than 512 MB, the limit for a file",
            "R004: byte 3 (0xe9, line 1, column 4) is not UTF-8",
        ] {
            assert!(found.iter().any(|message| message == expected), "{expected}: {found:#?}");
        }
        assert!(
            found.iter().any(|message| message.starts_with("R005: `content/round.md` is a broken link: "))
        );
    }

    #[test]
    fn calls_have_the_same_results_on_disk_and_in_memory() {
        let root = folder("calls");
        let in_memory = memory();
        in_memory.create_dirs(&root).expect("folders");
        in_memory.create_dir(&root.join("content")).expect("a folder");
        for world in [&OsWorld as &dyn World, &in_memory] {
            assert_eq!(calls(world, &root), EXPECTED);
        }
    }

    /// Makes calls and returns their results.
    fn calls(world: &dyn World, root: &Path) -> Vec<String> {
        let path = |name: &str| root.join(name);
        let kind = |result: std::io::Result<()>| {
            result.map_or_else(|error| format!("{:?}", error.kind()), |()| "ok".into())
        };
        let text = |name: &str| {
            world.read(&path(name), 99).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let id = |name: &str| world.symlink_metadata(&path(name)).expect("there").id;
        let mut results = vec![
            kind(world.create_new(&path("a"), b"one").map(drop)),
            kind(world.create_new(&path("a"), b"two").map(drop)),
            kind(world.create_new(&path("no/a"), b"two").map(drop)),
            kind(world.create_new(&path("a/b"), b"two").map(drop)),
            kind(world.create_dirs(&path("x/y/z"))),
            kind(world.create_dirs(&path("x/y/z"))),
            kind(world.create_dirs(&path("a"))),
            kind(world.create_dir(&path("x"))),
            kind(world.remove_dir(&path("x"))),
            kind(world.remove_file(&path("none"))),
            kind(world.read(&path("a"), 2).map(drop)),
            kind(world.read(&path("x"), 2).map(drop)),
            kind(world.copy(&path("a"), &path("x/copy"))),
            kind(world.copy(&path("a"), &path("x/copy"))),
            kind(world.hard_link(&path("a"), &path("x/second"))),
            kind(world.hard_link(&path("a"), &path("x/second"))),
        ];
        assert_eq!(id("a"), id("x/second"));
        assert_ne!(id("a"), id("x/copy"));
        let x = id("x");
        results.push(kind(world.rename(&path("x"), &path("w"))));
        assert_eq!(id("w"), x);
        results.push(kind(world.rename(&path("w"), &path("content"))));
        results.push(kind(world.exchange(&path("content"), &path("a"))));
        results.push(kind(world.exchange(&path("content"), &path("none"))));
        results.push(text("content").expect("a file"));
        results.push(text("a/second").expect("a file"));
        let listed = world.read_dir(&path("a")).expect("listed");
        results.push(listed.iter().map(|entry| format!("{:?} {:?};", entry.name, entry.kind)).collect());
        let lock = world.lock(&path("lock")).expect("free");
        results.push(kind(world.lock(&path("lock")).map(drop)));
        drop(lock);
        results.push(kind(world.lock(&path("lock")).map(drop)));
        let mut bytes_read = Vec::new();
        results.push(kind(
            world.read_chunks(&path("content"), &mut |chunk| bytes_read.extend_from_slice(chunk)),
        ));
        assert_eq!(bytes_read, b"one");
        results
    }

    #[test]
    fn files_inside_a_folder_are_not_read_through_links() {
        let root = folder("inside");
        let in_memory = memory();
        in_memory.create_dirs(&root.join("content")).expect("folders");
        let in_memory = in_memory
            .file("/etc/hostname", "host")
            .link(root.join("content/out"), "/etc")
            .link(root.join("content/end.txt"), "a/b.txt");
        symlink("/etc", root.join("content/out")).expect("a link");
        symlink("a/b.txt", root.join("content/end.txt")).expect("a link");
        let refused = "a link was created there during the build";
        let cases = [
            ("content/a/b.txt", "ok"),
            ("content/end.txt", refused),
            ("content/out/hostname", refused),
            ("content/a/../a/b.txt", "invalid input parameter"),
            ("/etc/hostname", "invalid input parameter"),
        ];
        for world in [&OsWorld as &dyn World, &in_memory] {
            world.create_dir(&root.join("content/a")).expect("a folder");
            world.create_new(&root.join("content/a/b.txt"), b"inside").expect("a file");
            for (number, (file, expected)) in cases.into_iter().enumerate() {
                let (mut bytes_read, mut copied) = (Vec::new(), Vec::new());
                let text =
                    |done: std::io::Result<()>| done.map_or_else(|error| error.to_string(), |()| "ok".into());
                let file = Path::new(file);
                let read = world.read_inside(&root, file, &mut |chunk| bytes_read.extend_from_slice(chunk));
                assert_eq!(text(read), expected, "{file:?}");
                let to = root.join(format!("copy-{number}"));
                let copy = world.copy_inside(&root, file, &to, &mut |chunk| copied.extend_from_slice(chunk));
                assert_eq!(text(copy.map(drop)), expected, "{file:?}");
                assert_eq!(bytes_read, copied);
                let bytes = world.read(&to, 99).unwrap_or_default();
                assert_eq!((bytes.as_slice(), expected == "ok"), (bytes_read.as_slice(), !bytes.is_empty()));
            }
        }
    }

    #[test]
    fn attributes_of_a_folder_are_copied() {
        let root = folder("attributes");
        let (from, to) = (root.join("content"), root.join("to"));
        fs::create_dir(&to).expect("a folder");
        for mode in [0o700, 0o2750, 0o1777, 0o755] {
            fs::set_permissions(&from, fs::Permissions::from_mode(mode)).expect("set");
            OsWorld.copy_attributes(&from, &to).expect("copied");
            let given = fs::metadata(&to).expect("there").permissions().mode() & 0o7777;
            assert_eq!(given, mode, "{mode:o}");
        }
        OsWorld.make_private(&to).expect("made private");
        assert_eq!(fs::metadata(&to).expect("there").permissions().mode() & 0o7777, 0o700);
        assert!(OsWorld.copy_attributes(&root.join("none"), &to).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn extended_attributes_are_copied_where_the_disk_has_them() {
        use rustix::fs::{XattrFlags, lgetxattr_query, setxattr};
        let root = folder("extended");
        let (from, to) = (root.join("content"), root.join("to"));
        fs::create_dir(&to).expect("a folder");
        if setxattr(&from, "user.kept", b"one", XattrFlags::empty()).is_err() {
            return;
        }
        setxattr(&to, "user.gone", b"two", XattrFlags::empty()).expect("set");
        // Written by `setfacl -m u:1:rx`: full access for the owner, none for the group, read access for one more user.
        let entry = |tag: u16, rights: u16, id: u32| {
            [tag.to_le_bytes().as_slice(), &rights.to_le_bytes(), &id.to_le_bytes()].concat()
        };
        let none = u32::MAX;
        let list = [
            2_u32.to_le_bytes().to_vec(),
            entry(1, 7, none),
            entry(2, 5, 1),
            entry(4, 0, none),
            entry(16, 5, none),
            entry(32, 0, none),
        ];
        let list = setxattr(&from, "system.posix_acl_access", &list.concat(), XattrFlags::empty());
        OsWorld.copy_attributes(&from, &to).expect("copied");
        assert_eq!(lgetxattr_query(&to, "user.kept"), Ok(3));
        assert!(lgetxattr_query(&to, "user.gone").is_err());
        assert_eq!(lgetxattr_query(&to, "system.posix_acl_access").is_ok(), list.is_ok());
        OsWorld.copy_attributes(&root, &to).expect("copied");
        assert!(lgetxattr_query(&to, "user.kept").is_err());
        assert!(lgetxattr_query(&to, "system.posix_acl_access").is_err());
    }

    #[test]
    fn mount_points_are_detected() {
        let root = folder("mounts");
        assert_eq!(OsWorld.is_mount_point(&root).map_err(|error| error.kind()), Ok(false));
        for mounted in ["/", "/proc"] {
            assert_eq!(
                OsWorld.is_mount_point(Path::new(mounted)).map_err(|error| error.kind()),
                Ok(true),
                "{mounted}"
            );
        }
        assert!(OsWorld.is_mount_point(&root.join("none")).is_err());
    }

    const EXPECTED: [&str; 26] = [
        "ok",
        "AlreadyExists",
        "NotFound",
        "NotADirectory",
        "ok",
        "ok",
        "AlreadyExists",
        "AlreadyExists",
        "DirectoryNotEmpty",
        "NotFound",
        "FileTooLarge",
        "IsADirectory",
        "ok",
        "AlreadyExists",
        "ok",
        "AlreadyExists",
        "ok",
        "ok",
        "ok",
        "NotFound",
        "one",
        "one",
        "\"copy\" File;\"second\" File;\"y\" Folder;",
        "WouldBlock",
        "ok",
        "ok",
    ];

    #[test]
    fn unreadable_files_are_reported() {
        let site = folder("locked");
        let file = site.join("content/a.md");
        fs::write(&file, "a").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o0)).expect("set");
        if fs::read(&file).is_ok() {
            // Root may read every file.
            return;
        }
        let diagnostics = read_site(&OsWorld, &site).diagnostics;
        assert_eq!(
            messages(&diagnostics),
            ["R005: `content/a.md` cannot be read: Permission denied (os error 13)"]
        );
    }
}
