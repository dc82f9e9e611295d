//! Entries of lists as single texts: the pages of `tests/flat`. A block `nested` and the block `flat` after it state the
//! same facts; a block `messages` has what `check` prints for the block `flat` before it. `UPDATE=1` rewrites `messages`.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, fences, is_updating, replace_fence, run_dateline, write_files};
use serde_json::Value;

const SETTINGS: &str =
    "title = \"Desk\"\nas_of = 2025-04-21T00:00:00Z\nbase_url = \"https://example.org/\"\n";
const RECORD: &str = "sources: [{ id: record, title: Record }]\n";

fn site_with(root: &Path, front_matter: &str) {
    let _ = fs::remove_dir_all(root);
    let briefing = format!("---\ntitle: Talks\npublished: 2025-04-19\n{RECORD}{front_matter}---\nText.\n");
    let files = [
        ("site.toml", SETTINGS),
        ("content/briefings/talks.md", &*briefing),
        ("content/actors/oman.md", "---\nname: Oman\n---\nText.\n"),
        ("content/actors/northland.md", "---\nname: Northland\n---\nText.\n"),
        ("content/venues/geneva.md", "---\nname: Geneva\n---\nText.\n"),
    ];
    write_files(root, files);
}

/// Returns the facts of the briefing, without the places in its file.
fn facts_of(root: &Path, front_matter: &str) -> Value {
    site_with(root, front_matter);
    let ran = run_dateline(root, &["facts"]);
    assert_eq!(ran.err, "", "{front_matter}");
    let mut facts: Value = serde_json::from_str(&ran.out).expect("JSON");
    remove_places(&mut facts);
    facts
}

fn remove_places(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_places),
        Value::Object(members) => {
            ["line", "column", "span"].iter().for_each(|key| drop(members.remove(*key)));
            members.values_mut().for_each(remove_places);
        }
        _ => {}
    }
}

#[test]
fn both_forms_state_the_same_facts() {
    let root = empty_folder("flat-facts");
    let page = fs::read_to_string("tests/flat/forms.md").expect("the page");
    let blocks = fences(&page);
    assert!(blocks.len() >= 12, "{} blocks", blocks.len());
    for pair in blocks.chunks(2) {
        let [nested, flat] = pair else { panic!("a pair of blocks") };
        assert_eq!((&*nested.info, &*flat.info), ("nested", "flat"));
        assert_eq!(facts_of(&root, &nested.text), facts_of(&root, &flat.text), "{}", flat.text);
    }
}

#[test]
fn errors_name_the_place_in_the_text() {
    let root = empty_folder("flat-errors");
    let path = "tests/flat/errors.md";
    let mut page = fs::read_to_string(path).expect("the page");
    for index in 0..fences(&page).len() {
        let blocks = fences(&page);
        if blocks[index].info != "messages" {
            continue;
        }
        site_with(&root, &blocks[index - 1].text);
        let ran = run_dateline(&root, &["check", "--format", "short"]);
        if is_updating() {
            page = replace_fence(&page, index, &ran.err);
            fs::write(path, &page).expect("written");
        } else {
            assert_eq!(ran.err, blocks[index].text);
        }
        assert!(!ran.err.is_empty(), "{}", blocks[index - 1].text);
    }
}
