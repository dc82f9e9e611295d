//! Entries dated after `as_of` are in no file of the output.

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str =
    "title = \"Desk\"\nbase_url = \"https://example.org/\"\ntime_zone = \"Pacific/Auckland\"\n";

/// Each entry has a unique word. Those dated after `as_of`, `Later…`, name people and places that no other entry names.
const TALKS: &str = "---
title: Talks open
published: 2025-04-01
updated: 2025-05-09
changes:
  - { when: 2025-04-10, what: Earlierchange made }
  - { when: 2025-04-21, what: Laterchange made }
corrections:
  - { when: 2025-04-10, what: Earliercorrection made }
  - { when: 2025-04-21, what: Latercorrection made }
statements:
  - { who: Ada Earlierspeaker, says: Earlierwords, when: 2025-04-10 }
  - { who: Bea Earlierspeaker, says: Undatedwords }
  - { who: Cy Laterspeaker, says: Laterwords, when: 2025-04-21, where: Laterplace, to: Di Laterlistener }
---
They met.
";

/// Returns the words of the output at an instant, and the messages of the build.
fn build(name: &str, as_of: &str) -> (String, String) {
    let root = empty_folder(&format!("held-{name}"));
    write_files(&root, [("site.toml", SETTINGS), ("content/briefings/talks.md", TALKS)]);
    let ran = run_dateline(&root, &["build", "--as-of", as_of]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let files = read_tree(&root.join("public"));
    let mut words = String::new();
    for (path, bytes) in files {
        words.push_str(&path);
        words.push_str(&String::from_utf8_lossy(&bytes));
    }
    (words.to_lowercase(), ran.out + &ran.err)
}

#[test]
fn entries_after_as_of_are_in_no_file() {
    let (words, printed) = build("before", "2025-04-20T11:59Z");
    let later = [
        "laterchange",
        "latercorrection",
        "laterwords",
        "laterspeaker",
        "laterplace",
        "laterlistener",
        "2025-05-09",
    ];
    for word in later {
        assert!(!words.contains(word), "`{word}` is in the output");
    }
    for word in ["earlierchange", "earliercorrection", "earlierwords", "undatedwords"] {
        assert!(words.contains(word), "`{word}` is not in the output");
    }
    for key in ["changes", "corrections", "statements"] {
        let line = format!(
            "unpublished: content/briefings/talks.md (1 entry of `{key}`, from 2025-04-20 12:00 UTC)"
        );
        assert!(printed.contains(&line), "{line}\n{printed}");
    }
}

#[test]
fn entries_are_published_when_their_day_begins_in_the_site_time_zone() {
    let (words, printed) = build("after", "2025-04-20T12:00Z");
    for word in
        ["laterchange", "latercorrection", "laterwords", "laterspeaker", "laterplace", "laterlistener"]
    {
        assert!(words.contains(word), "`{word}` is not in the output");
    }
    assert!(!printed.contains("unpublished"), "{printed}");
}

#[test]
fn page_and_build_report_a_review_at_the_same_instant() {
    let talks = "---\ntitle: Talks\npublished: 2025-04-01\nreview_by: 2025-04-20\n---\nThey met.\n";
    for (as_of, due) in [("2025-04-19T11:59Z", false), ("2025-04-19T12:00Z", true)] {
        let root = empty_folder("held-review");
        write_files(&root, [("site.toml", SETTINGS), ("content/briefings/talks.md", talks)]);
        let ran = run_dateline(&root, &["build", "--as-of", as_of]);
        let page = String::from_utf8_lossy(&read_tree(&root.join("public"))["briefings/talks/index.html"])
            .into_owned();
        assert_eq!(ran.err.contains("F008"), due, "{as_of}: {}", ran.err);
        assert_eq!(page.contains("Due for review"), due, "{as_of}");
    }
}

#[test]
fn midnight_in_utc_with_seconds_is_a_calendar_day() {
    let cases = [
        ("America/New_York", "2023-08-04T00:00:00.000Z", "4 August 2023", "20:00"),
        ("America/New_York", "2023-08-04T00:00:00Z", "4 August 2023", "20:00"),
        ("Pacific/Auckland", "2023-08-04T00:00:00+00:00", "4 August 2023", "12:00"),
    ];
    for (zone, published, day, time) in cases {
        let page = published_page(zone, published);
        assert!(page.contains(day) && !page.contains(time), "{zone} {published}: {page}");
    }
    let instants = [("2023-08-04T00:00Z", "20:00"), ("2023-08-04T00:00:00-04:00", "00:00")];
    for (published, time) in instants {
        let page = published_page("America/New_York", published);
        assert!(page.contains(time), "{published}: {page}");
    }
}

fn published_page(zone: &str, published: &str) -> String {
    let root = empty_folder("held-midnight");
    let settings = format!("title = \"Desk\"\ntime_zone = \"{zone}\"\n");
    let talks = format!("---\ntitle: Talks\npublished: {published}\n---\nThey met.\n");
    write_files(&root, [("site.toml", settings.as_str()), ("content/briefings/talks.md", talks.as_str())]);
    let ran = run_dateline(&root, &["build", "--as-of", "2024-01-01T00:00Z"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    String::from_utf8_lossy(&read_tree(&root.join("public"))["briefings/talks/index.html"]).into_owned()
}
