//! `dateline fix` makes changes that remove errors and leaves everything else byte for byte.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str = "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\n[rules]\nmissing-profile = \"off\"\n";
const PATH: &str = "content/briefings/talks.md";

fn site(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = empty_folder(&format!("fix-{name}"));
    write_files(&root, files.iter().copied().chain([("site.toml", SETTINGS)]));
    root
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

#[test]
fn changes_keep_everything_else() {
    let cases = [
        // (front matter before, after)
        ("titel: Talks\npublished: 2025-04-19", "title: Talks\npublished: 2025-04-19"),
        ("title: &Sons meet\npublished: 2025-04-19", "title: \"&Sons meet\"\npublished: 2025-04-19"),
        (
            "title: Talks\npublished: 2025-04-19  # the day\nslug: First Round   # later",
            "title: Talks\npublished: 2025-04-19  # the day\nslug: first-round   # later",
        ),
        // The first error hides the second.
        ("title: @x meets\npublishd: 2025-04-19", "title: \"@x meets\"\npublished: 2025-04-19"),
    ];
    for (before, after) in cases {
        for (mark, line_end) in [("", "\n"), ("\u{feff}", "\r\n")] {
            let file =
                |front: &str| format!("{mark}---\n{front}\n---\nText # not: yaml\n").replace('\n', line_end);
            let root = site("keeps", &[(PATH, &file(before))]);
            let shown = run_dateline(&root, &["fix"]);
            assert_eq!(read(&root, PATH), file(before), "nothing is written: {}", shown.out);
            let ran = run_dateline(&root, &["fix", "--write"]);
            assert_eq!(read(&root, PATH), file(after), "{}{}", ran.out, ran.err);
            assert_eq!(ran.exit, ExitStatus::Success, "{}{}", ran.out, ran.err);
            assert!(
                shown.out.starts_with(&format!("{PATH}:2")) || shown.out.contains(&format!("{PATH}:")),
                "{}",
                shown.out
            );
        }
    }
}

#[test]
fn doubtful_changes_are_not_made() {
    let cases = [
        // Two readings of the day.
        "title: Talks\npublished: 05/06/2025",
        // A nearest name is a question.
        "title: Talks\npublished: 2025-04-19\nstatus: rumoured",
        // The comment could become part of the headline.
        "title: Talks resume # todo: call\npublished: 2025-04-19",
        // A nearest name may be another page.
        "title: Talks\npublished: 2025-04-19\nvenues: [genev]\nextra: { see: '[[tolks]]' }\nsumary: a\nsummary: b",
        // The help cannot quote backticks.
        "title: Talks\npublished: 2025-04-19\nbyline: [`me`]",
        // A guess at a zone would change when the text is public.
        "title: Talks\npublished: 2025-04-19T10:00\nembargo: 2025-03-30 02:30 Europe/Rome",
        // Nothing to write.
        "title: Talks",
    ];
    for front in cases {
        let file = format!("---\n{front}\n---\nText.\n");
        let root = site("doubtful", &[(PATH, &file)]);
        let ran = run_dateline(&root, &["fix", "--write"]);
        assert_eq!((ran.exit, read(&root, PATH)), (ExitStatus::Errors, file), "{}", ran.out);
        assert!(ran.out.contains("nothing to change\n"), "{}", ran.out);
    }
}

#[test]
fn only_the_named_files_are_changed() {
    let wrong = "---\ntitel: Talks\npublished: 2025-04-19\n---\nText.\n";
    let other = "content/briefings/other.md";
    let root = site("named", &[(PATH, wrong), (other, wrong)]);
    let named = root.join(PATH);
    let ran = run_dateline(&root, &["fix", "--write", named.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Errors, "an error is left in the other file");
    assert!(read(&root, PATH).contains("\ntitle: Talks") && read(&root, other) == wrong, "{}", ran.out);
}
