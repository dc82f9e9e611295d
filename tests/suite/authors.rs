//! Messages about bylines, authors and series.

use crate::common::{empty_folder, run_dateline, write_files};

const AUTHOR: &str = "---\nname: Ada Marten\naliases: [A. M.]\n---\n";
const OTHER: &str = "---\nname: Bo Quint\naliases: [A. M.]\n---\n";
const SERIES: &str = "---\ntitle: River talks\n---\n";

/// Lines of the front matter of a briefing, and a part of what `check` prints; empty if nothing is wrong.
const BRIEFINGS: [(&str, &str); 14] = [
    ("byline: [Ada Marten, Wire Agency]", ""),
    ("byline: ada-marten", ""),
    ("byline: \"[[ada-marten|Ada]]\"", ""),
    ("byline: Ada Martin", "no author is called `Ada Martin`"),
    ("byline: A. M.", "`A. M.` matches more than one author"),
    ("byline: cy-verne", "author `cy-verne` has no profile, so the name has no page"),
    ("series: River talks", ""),
    ("series: river-talks\npart: 2", ""),
    ("series: river-talk", "no series is called `river-talk`"),
    ("series: Harbour plan", "series `Harbour plan` has no profile"),
    ("series: river-talks\npart: 1", "`part: 1` is listed twice in the series"),
    ("part: 2", "`part` needs `series`"),
    ("series: river-talks\npart: 1.5", "`part` must be a whole number from 1, but it is 1.5"),
    ("series: river-talks\npart: -1", "`part` must be a whole number from 1"),
];

/// Lines of the front matter of an author, and a part of what `check` prints; empty if nothing is wrong.
const AUTHORS: [(&str, &str); 7] = [
    ("picture: face.svg", ""),
    ("picture: /people/face.svg", ""),
    ("picture: fase.png", "the picture `fase.png` does not exist"),
    ("picture: ../../../etc/passwd", "does not exist"),
    ("links: { name: Contact, url: ada@example.org }", "`url` is not a web address"),
    ("links: [Contact]", "an entry of `links` must be a mapping"),
    ("job: editor", "did you mean `role`?"),
];

fn check(name: &str, briefing: &str, author: &str) -> String {
    let root = empty_folder(name);
    let talks = format!("---\ntitle: Talks open\npublished: 2025-04-19\n{briefing}\n---\nThey met.\n");
    let first = "---\ntitle: First\npublished: 2025-04-01\nseries: river-talks\npart: 1\n---\nThey met.\n";
    write_files(
        &root,
        [
            ("site.toml", "title = \"T\"\nas_of = 2025-04-20T00:00:00Z\n[rules]\nunused-asset = \"off\"\n"),
            ("content/people/ada-marten.md", author),
            ("content/people/bo-quint.md", OTHER),
            ("content/people/face.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>"),
            ("content/series/river-talks.md", SERIES),
            ("content/briefings/first.md", first),
            ("content/briefings/talks.md", talks.as_str()),
        ],
    );
    run_dateline(&root, &["check"]).err
}

#[test]
fn bylines_and_series_are_checked() {
    for (index, (lines, expected)) in BRIEFINGS.iter().enumerate() {
        assert_printed(&check(&format!("byline-{index}"), lines, AUTHOR), expected, lines);
    }
}

#[test]
fn profiles_of_authors_are_checked() {
    for (index, (lines, expected)) in AUTHORS.iter().enumerate() {
        let author = format!("---\nname: Ada Marten\n{lines}\n---\n");
        assert_printed(&check(&format!("author-{index}"), "", &author), expected, lines);
    }
}

fn assert_printed(printed: &str, expected: &str, lines: &str) {
    if expected.is_empty() {
        assert!(!printed.contains("content/"), "{lines}: {printed}");
    } else {
        assert!(printed.contains(expected), "{lines}: {printed}");
    }
}
