//! The contents of the search page and of its index.

use std::collections::BTreeMap;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SITE: &str = "title = \"Desk\"\nas_of = 2031-04-20T18:00:00Z\n[rules]\nmissing-profile = \"off\"\n";

fn build_site(name: &str, settings: &str) -> BTreeMap<String, Vec<u8>> {
    let root = empty_folder(name);
    let briefing =
        |more: &str, body: &str| format!("---\ntitle: Gates\npublished: 2031-04-01\n{more}---\n{body}\n");
    let shown = briefing("actors: [Ada Marten]\n", "The sluices open, says [[ada-marten]]. `gauge` it.");
    let draft = briefing("draft: true\n", "Quorlix stays secret.");
    let held = briefing("embargo: 2031-05-01\n", "Vantrell stays secret.");
    write_files(
        &root,
        [
            ("site.toml", settings),
            ("content/briefings/shown.md", shown.as_str()),
            ("content/briefings/draft.md", draft.as_str()),
            ("content/briefings/held.md", held.as_str()),
            ("content/actors/ada-marten.md", "---\nname: Ada Märten\naliases: [The Sluice Keeper]\n---\n"),
        ],
    );
    let output = root.join("public");
    let ran = run_dateline(&root, &["build", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&output)
}

fn file_text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).expect("UTF-8")
}

#[test]
fn published_text_is_indexed_and_unpublished_text_is_not() {
    let files = build_site("search-on", SITE);
    let words = file_text(&files, "search/words/0.js");
    for word in ["gates", "sluices", "marten", "keeper", "gauge", "april", "2031"] {
        assert!(words.contains(&format!("|{word} ")), "{word} is not in {words}");
    }
    assert!(
        file_text(&files, "search/entries/0.js").contains("\"The sluices open, says Ada Märten. gauge it.\"")
    );
    for (path, bytes) in &files {
        let lower = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(
            !lower.contains("quorlix") && !lower.contains("vantrell"),
            "{path} contains unpublished text"
        );
    }
}

#[test]
fn disabled_search_leaves_no_trace() {
    let files = build_site("search-off", &format!("{SITE}[outputs]\nsearch = false\n"));
    assert!(files.keys().all(|path| !path.contains("search")), "{:?}", files.keys());
    assert!(!file_text(&files, "index.html").contains("search"));
    assert!(file_text(&files, "_headers").contains("form-action 'none'"));
}

#[test]
fn every_file_passes_one_value_to_the_script() {
    let files = build_site("search-files", SITE);
    let name_of = |path: &str| Some(path.strip_prefix("search/")?.strip_suffix(".js")?.to_owned());
    let scripts: Vec<_> =
        files.into_iter().filter_map(|(path, bytes)| Some((name_of(&path)?, path, bytes))).collect();
    assert!(scripts.len() >= 3, "{} search files", scripts.len());
    for (name, path, bytes) in scripts {
        let file = String::from_utf8(bytes).expect("UTF-8");
        let value = file
            .strip_prefix(&format!("siteSearch.part(\"{name}\","))
            .and_then(|rest| rest.strip_suffix(");\n"));
        let value = value.unwrap_or_else(|| panic!("{path}: {file}"));
        assert!(serde_json::from_str::<serde_json::Value>(value).is_ok(), "{path}: {value}");
    }
}
