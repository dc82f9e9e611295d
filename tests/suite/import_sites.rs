//! Imports of other programs' sites. Each folder in `tests/imports` has a site and the whole tree that it becomes;
//! `UPDATE=1` rewrites the trees.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::common::{CommandOutput, empty_folder, is_updating, read_tree, run_dateline, write_files};
use dateline::cli::{Console, ExitStatus, run};
use dateline::world::OsWorld;

/// Runs `dateline import`.
fn import(from: &Path, into: &Path, options: &[&str]) -> CommandOutput {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let mut arguments: Vec<OsString> = ["dateline", "import"].map(OsString::from).to_vec();
    arguments.extend([from.into(), "--into".into(), into.into()]);
    arguments.extend(options.iter().map(OsString::from));
    let exit = run(arguments, &OsWorld, &mut console);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    CommandOutput { exit, out: text(out), err: text(err) }
}

#[test]
fn each_kind_of_site_becomes_the_expected_tree() {
    let mut names = Vec::new();
    for entry in fs::read_dir("tests/imports").expect("a folder").flatten() {
        let (case, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let into = empty_folder(&format!("import-{name}")).join("site");
        let before = read_tree(&case.join("source"));
        let ran = import(&case.join("source"), &into, &["--write"]);
        assert_eq!(ran.exit, ExitStatus::Success, "{name}:\n{}", ran.err);
        assert_eq!(read_tree(&case.join("source")), before, "{name}: the source is only read");
        assert_same_tree(&name, &read_tree(&into), &case.join("expected"));
        let check = run_dateline(&into, &["check"]);
        assert_eq!(check.exit, ExitStatus::Success, "{name}:\n{}", check.err);
        names.push(name);
    }
    names.sort();
    let expected =
        ["eleventy", "hugo", "jekyll", "markdown", "mkdocs", "obsidian", "quartz", "wordpress", "zola"];
    assert_eq!(names, expected);
}

fn assert_same_tree(name: &str, given: &BTreeMap<String, Vec<u8>>, folder: &Path) {
    if is_updating() {
        let _ = fs::remove_dir_all(folder);
        for (path, bytes) in given {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        return;
    }
    let expected = read_tree(folder);
    assert_eq!(given.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}: the files");
    for (path, bytes) in given {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(text, String::from_utf8_lossy(&expected[path]), "{name}: {path}");
        let is_page = path.starts_with("content/") && path.ends_with(".md");
        let prose: String = text.split('`').step_by(2).collect();
        assert!(!is_page || !prose.contains("{{") && !prose.contains("{%"), "{name}: {path}:\n{text}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let into = empty_folder("import-dry").join("site");
    let ran = import(Path::new("tests/imports/hugo/source"), &into, &[]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    assert!(ran.out.contains("Hugo: 5 briefings"), "{}", ran.out);
    assert!(ran.out.contains("weather") && ran.out.contains("nothing was written"), "{}", ran.out);
    assert!(!into.exists());
}

#[test]
fn rules_and_zones_of_the_user_count() {
    let root = empty_folder("import-rules");
    write_files(&root, [("rules.toml", "weather = \"Weather in {town}.\"\n"), ("bad.toml", "weather = 3\n")]);
    let rules = root.join("rules.toml");
    let options = ["--write", "--time-zone", "Europe/Rome", "--shortcodes", rules.to_str().expect("UTF-8")];
    let ran = import(Path::new("tests/imports/hugo/source"), &root.join("site"), &options);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let read = |path: &str| fs::read_to_string(root.join("site").join(path)).expect("a page");
    assert!(read("content/briefings/news/ferry.md").contains("Weather in Thun."));
    assert!(read("content/briefings/news/plan.md").contains("published: 2024-01-15T10:00+01:00"));
    let bad = root.join("bad.toml");
    for options in
        [["--time-zone", "Rome"], ["--shortcodes", bad.to_str().expect("UTF-8")], ["--kind", "nanoc"]]
    {
        let ran = import(Path::new("tests/imports/hugo/source"), &root.join("other"), &options);
        assert_eq!(ran.exit, ExitStatus::Usage, "{options:?}");
    }
}

#[test]
fn an_import_never_writes_over_files_or_into_its_source() {
    let root = empty_folder("import-refused");
    write_files(&root, [("source/a.md", "# A\n\nText.\n"), ("full/b.md", "b\n")]);
    for into in ["full", "source", "source/new", "full/b.md"] {
        let ran = import(&root.join("source"), &root.join(into), &["--write"]);
        assert_eq!(ran.exit, ExitStatus::Usage, "{into}: {}", ran.out);
    }
    assert_eq!(read_tree(&root).len(), 2);
    assert_eq!(import(&root.join("missing"), &root.join("new"), &[]).exit, ExitStatus::Disk);
}

/// Sites that try to escape, to loop or to use up time and memory.
#[test]
fn hostile_sites_are_imported_within_limits() {
    let root = empty_folder("import-hostile");
    let aliases: String = (0..10_000).map(|number| format!("  - /old/{number}/\n")).collect();
    let many = format!("---\ntitle: Many\ndate: 2024-03-05\naliases:\n{aliases}---\nText\n");
    let bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n---\n";
    let deep = format!(
        "---\ntitle: Deep\nx: {}1{}\n---\n{}",
        "[".repeat(500),
        "]".repeat(500),
        "<div>".repeat(50_000)
    );
    let loops = "---\ntitle: Loops\n---\n{% include a.html %}{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}\n";
    let tags = format!(
        "---\ntitle: Tags\n---\n{}{}{}",
        "{% if a %}".repeat(20_000),
        "<table>\n\n".repeat(5_000),
        "[a](".repeat(20_000)
    );
    let files = [
        ("source/_config.yml", "title: Hostile\n"),
        ("source/_posts/2024-03-05-many.md", &many),
        ("source/bomb.md", bomb),
        ("source/deep.md", &deep),
        ("source/loops.md", loops),
        ("source/tags.md", &tags),
        (
            "source/links.md",
            "---\ntitle: Links\npermalink: ../../../etc/\n---\n[a](../../../secret.txt) ![b](/../../secret.png) [c](javascript:x)\n",
        ),
        ("source/_includes/a.html", "{% include b.html %}{% include b.html %}"),
        ("source/_includes/b.html", "{% include a.html %}{% include a.html %}"),
        ("secret.txt", "secret\n"),
        ("secret.png", "secret\n"),
    ];
    write_files(&root, files.iter().map(|(path, text)| (*path, &**text)));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.txt", root.join("source/linked.txt")).expect("a link");
        std::os::unix::fs::symlink("..", root.join("source/up")).expect("a link");
    }
    let start = std::time::Instant::now();
    let ran = import(&root.join("source"), &root.join("site"), &["--write"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    let files = read_tree(&root.join("site"));
    assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("secret\n")));
    let many = String::from_utf8_lossy(&files["content/briefings/2024-03-05-many.md"]).into_owned();
    assert!((1..=100).contains(&many.matches("- \"/old/").count()), "{many}");
    let report = String::from_utf8_lossy(&files["import-report.md"]).into_owned();
    assert!(report.contains("bomb.md") && report.contains("too many"), "{report}");
}
