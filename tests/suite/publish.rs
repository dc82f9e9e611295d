//! `dateline publish` to a folder: what a plan notices at the place, and which places are refused.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{CommandOutput, empty_folder, run_dateline, write_files};
use dateline::cli::ExitStatus;

/// Makes a site with its output in a folder of its own. Returns the folder of the site.
fn built_site(name: &str) -> PathBuf {
    let root = empty_folder(name).join("desk");
    let files = [
        ("site.toml", "title = \"Desk\"\nbase_url = \"https://example.org/\"\n"),
        ("content/about.md", "---\ntitle: About\n---\nWe write.\n"),
    ];
    write_files(&root, files);
    assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Success);
    root
}

fn publish(root: &Path, place: &Path, options: &[&str]) -> CommandOutput {
    let place = place.to_str().expect("UTF-8 path");
    run_dateline(root, &[&["publish", "--to", "folder", place], options].concat())
}

/// Files that somebody removed or cut at the place are sent again, and a file with other bytes of the same size is not noticed.
#[test]
fn lost_files_are_sent_again() {
    let root = built_site("publish-lost");
    let place = root.with_file_name("www");
    let first = publish(&root, &place, &["--write"]);
    assert_eq!(first.exit, ExitStatus::Success, "{}", first.err);
    assert!(first.err.is_empty(), "{}", first.err);
    let page = fs::read(place.join("about/index.html")).expect("a page");
    let same_size = " ".repeat(page.len());
    // What stands in the page at the place, if it is there.
    let cases = [
        (std::str::from_utf8(&page).ok(), "0 files", true),
        (None, "1 file ", true),
        (Some("<!doct"), "1 file ", true),
        (Some(same_size.as_str()), "0 files", false),
    ];
    for (text, expected, is_restored) in cases {
        let file = place.join("about/index.html");
        fs::remove_file(&file).expect("removed");
        if let Some(text) = text {
            fs::write(&file, text).expect("written");
        }
        let again = publish(&root, &place, &["--write"]);
        assert_eq!(again.exit, ExitStatus::Success, "{text:?}: {}", again.err);
        assert!(again.out.starts_with(expected), "{text:?}: {}", again.out);
        assert_eq!(fs::read(&file).is_ok_and(|bytes| bytes == page), is_restored, "{text:?}");
    }
}

/// A place in the output, around it, or with `..` into it is refused, also if it does not exist yet.
#[test]
fn places_that_share_the_output_are_refused() {
    let root = built_site("publish-inside");
    for place in ["public", "public/new", "public/a/b", "public/about/../new", ".", ".."] {
        let ran = publish(&root, &root.join(place), &["--write"]);
        assert_eq!(ran.exit, ExitStatus::Usage, "{place}: {}{}", ran.out, ran.err);
    }
    assert!(!root.join("public/new").exists() && !root.join("public/a").exists());
    let beside = publish(&root, &root.join("public-copy"), &["--write"]);
    assert_eq!(beside.exit, ExitStatus::Success, "{}", beside.err);
}
