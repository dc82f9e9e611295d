//! The instant of a build changes only what it decides: files whose coming dates have come.

use std::collections::BTreeMap;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str = "title = \"Desk\"\nbase_url = \"https://example.org/\"\ntime_zone = \"Pacific/Auckland\"\n[rules]\nmissing-profile = \"off\"\n";

/// Today at the first build, coming at the second change, coming for years, and under way.
const TALKS: &str = "---
title: Talks open
published: 2025-04-01T09:00:00+13:00
dates:
  - { when: 2025-03-20, what: Delegates arrive }
  - { when: 2025-04-20, what: Talks resume, who: Ada Marten }
  - { when: 2025-04-22, what: The vote is held, where: Rome }
  - { when: 2099-01-01, what: The treaty ends, who: Bea Holm }
  - { when: 2025-04-01/2025-12-31, what: The truce holds }
---
They met.
";

const BUDGET: &str = "---
title: Budget read
published: 2025-03-02T09:00:00+13:00
dates:
  - { when: 2025-03-01, what: The budget is read, who: Cy Verne }
---
It was read.
";

const RECENT: &str = "---
title: Budget passed
published: 2025-04-20T07:00:00+12:00
dates:
  - { when: 2025-04-20, what: The budget is passed }
---
It was passed.
";

fn build(name: &str, as_of: &str) -> BTreeMap<String, Vec<u8>> {
    let root = empty_folder(&format!("as-of-{name}"));
    let files = [
        ("site.toml", SETTINGS),
        ("content/briefings/talks.md", TALKS),
        ("content/briefings/budget.md", BUDGET),
        ("content/briefings/recent.md", RECENT),
        ("content/about.md", "---\ntitle: About\n---\nWe write.\n"),
    ];
    write_files(&root, files);
    let ran = run_dateline(&root, &["build", "--as-of", as_of]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&root.join("public"))
}

/// Returns the paths of the files that differ.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    assert!(before.len() > 40, "{} files", before.len());
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

#[test]
fn an_hour_changes_nothing() {
    let first = build("morning", "2025-04-20T08:00+12:00");
    assert_eq!(changed(&first, &build("noon", "2025-04-20T12:31:07+12:00")), Vec::<String>::new());
    let last = build("evening", "2025-04-20T23:59:59+12:00");
    assert_eq!(changed(&first, &last), Vec::<String>::new());
}

#[test]
fn a_day_without_a_date_changes_nothing() {
    let before = build("quiet-before", "2025-04-20T08:00+12:00");
    let after = build("quiet-after", "2025-04-21T08:00+12:00");
    assert_eq!(changed(&before, &after), Vec::<String>::new());
}

#[test]
fn a_date_that_has_come_changes_the_pages_that_show_it() {
    let before = build("vote-before", "2025-04-21T08:00+12:00");
    let after = build("vote-after", "2025-04-22T00:00:01+12:00");
    let pages = [
        "briefings/talks/index.html",
        "chronology/2025/04/index.html",
        "chronology/2025/index.html",
        "chronology/index.html",
        "index.html",
        "venues/rome/index.html",
    ];
    assert_eq!(changed(&before, &after), pages);
}

#[test]
fn news_leave_the_news_sitemap_after_two_days() {
    let before = build("news-before", "2025-04-22T06:30+12:00");
    let after = build("news-after", "2025-04-22T07:30+12:00");
    assert_eq!(changed(&before, &after), ["sitemap-news.xml"]);
}
