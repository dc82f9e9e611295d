//! Lists of other programs: the page `tests/lists/lists.md`. A block `list FILE KIND` is a list, the block `files` after it what it
//! becomes, and what is left out. Every file that is written builds. `UPDATE=1` rewrites `files`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::common::{empty_folder, fences, is_updating, replace_fence, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::import::{ImportedKind, import_list};

const PAGE: &str = "tests/lists/lists.md";

fn kind_of(name: &str) -> ImportedKind {
    match name {
        "actors" => ImportedKind::Actors,
        "venues" => ImportedKind::Venues,
        _ => ImportedKind::Events,
    }
}

/// Returns the files of a list, or why it is none.
fn result_of(info: &str, text: &str, root: &Path) -> String {
    let words: Vec<&str> = info.split(' ').collect();
    let today = jiff::civil::date(2025, 4, 21);
    let list = match import_list(words[1], text, kind_of(words[2]), today) {
        Ok(list) => list,
        Err(message) => return format!("refused: {message}\n"),
    };
    assert_builds(&list.files, root);
    let mut shown = String::new();
    for (path, text) in &list.files {
        let _ = write!(shown, "{path}\n{text}\n");
    }
    for (entry, reason) in &list.skipped {
        let _ = writeln!(shown, "skipped: {entry}: {reason}");
    }
    for (name, number) in &list.lost {
        let _ = writeln!(shown, "lost: {number} of {name}");
    }
    shown
}

fn assert_builds(files: &[(String, String)], root: &Path) {
    let _ = fs::remove_dir_all(root);
    write_files(root, [("site.toml", "title = \"Desk\"\n")]);
    write_files(root, [("content/about.md", "---\ntitle: About\n---\nText.\n")]);
    for (path, text) in files {
        write_files(root, [(&**path, &**text)]);
    }
    let ran = run_dateline(root, &["check", "--drafts", "--format", "short"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
}

#[test]
fn lists_become_the_files_of_the_page() {
    let root = empty_folder("lists");
    let mut page = fs::read_to_string(PAGE).expect("the page");
    let mut cases = 0;
    for index in (1..fences(&page).len()).step_by(2) {
        let blocks = fences(&page);
        assert_eq!(blocks[index].info, "files");
        let result = result_of(&blocks[index - 1].info, &blocks[index - 1].text, &root);
        cases += 1;
        if is_updating() {
            page = replace_fence(&page, index, &result);
            fs::write(PAGE, &page).expect("written");
        } else {
            assert_eq!(blocks[index].text, result);
        }
    }
    assert!(cases >= 9, "{cases} cases");
}

#[test]
fn existing_files_are_kept_and_nothing_is_written_unasked() {
    let root = empty_folder("lists-command");
    write_files(
        &root,
        [("site.toml", "title = \"Desk\"\n"), ("content/actors/oman.md", "---\nname: Oman\n---\n")],
    );
    let list = root.join("people.csv");
    fs::write(&list, "name,kind\nOman,state\nIran,state\n").expect("written");
    let arguments = ["import-list", list.to_str().expect("UTF-8"), "--as", "actors"];
    let ran = run_dateline(&root, &arguments);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    assert!(
        ran.out.contains("+ content/actors/iran.md") && ran.out.contains("the site has this file"),
        "{}",
        ran.out
    );
    assert!(!root.join("content/actors/iran.md").exists());
    let ran = run_dateline(&root, &[&arguments[..], &["--write"]].concat());
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    assert!(root.join("content/actors/iran.md").exists());
    assert_eq!(
        fs::read_to_string(root.join("content/actors/oman.md")).expect("a file"),
        "---\nname: Oman\n---\n"
    );
}
