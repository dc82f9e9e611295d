//! The number and size of the files of a site, for each output setting. The bounds hold what docs/performance.md states.

use std::collections::BTreeMap;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const BRIEFINGS: usize = 520;

/// Builds the generated corpus with these settings, and returns its files.
fn built(name: &str, settings: &str) -> BTreeMap<String, Vec<u8>> {
    let root = empty_folder(name);
    let mut files = crate::corpus::corpus(BRIEFINGS, 5);
    files[0].1.push_str(&format!("[found]\ndates = \"off\"\nnames = \"off\"\n{settings}"));
    write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let output = root.join("public");
    let ran = run_dateline(&root, &["build", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&output)
}

fn count(files: &BTreeMap<String, Vec<u8>>, is_counted: impl Fn(&str) -> bool) -> usize {
    files.keys().filter(|path| is_counted(path)).count()
}

fn briefing_sizes(files: &BTreeMap<String, Vec<u8>>) -> Vec<usize> {
    let is_briefing = |path: &str| path.starts_with("briefings/") && path.ends_with(".html");
    files.iter().filter(|(path, _)| is_briefing(path)).map(|(_, bytes)| bytes.len()).collect()
}

/// Outputs that are all off, for settings that turn one on.
const NONE: &str = "feeds = false\nsitemap = false\nstructured_data = false\ncalendars = false\nmanifest = false\n\
                    servers = false\ntimeline = false\n";

#[test]
fn each_output_has_a_known_number_of_files() {
    // Settings; files besides pages and the theme, at most; a file that must be among them.
    let cases = [
        ("data = false\nsearch = false\n", 0, ""),
        ("data = false\nsearch = false\nfeeds = true\n", 3 + 42, "topics/water/atom.xml"),
        ("data = false\nsearch = false\ncalendars = true\n", 1 + 42 + BRIEFINGS / 10, "calendar.ics"),
        ("search = false\n", 11, "facts.json"),
        ("search = false\ndata = \"pages\"\n", 11 + BRIEFINGS + 34, "actors/olga-sidor/index.json"),
        ("data = false\n", BRIEFINGS / 4, "search/root.js"),
    ];
    for (outputs, most, expected) in cases {
        let own = outputs.lines().filter_map(|line| line.split(" = ").next());
        let others: String = NONE
            .lines()
            .filter(|line| !own.clone().any(|key| line.starts_with(key)))
            .map(|line| format!("{line}\n"))
            .collect();
        let files = built("weight-outputs", &format!("[outputs]\n{others}{outputs}"));
        assert!(expected.is_empty() || files.contains_key(expected), "{outputs}: {:?}", files.keys());
        let exports = count(&files, |path| {
            let (_, ending) = path.rsplit_once('.').unwrap_or_default();
            let is_theme = !path.contains('/') && ["css", "js", "svg", "png"].contains(&ending);
            !is_theme && ending != "html"
        });
        assert!(exports <= most, "{outputs}: {exports} files, more than {most}");
    }
}

#[test]
fn pages_and_the_whole_default_site_are_light() {
    let files = built("weight-default", "");
    // Seven hundred words with four dated facts, a statement and a source; the picture of the dates comes to it.
    let bare = built("weight-bare", "[look]\nstrips = false\nmaps = false\n");
    for (files, most) in [(&files, 18 * 1024), (&bare, 17_800)] {
        let briefings = briefing_sizes(files);
        assert_eq!(briefings.len(), BRIEFINGS);
        assert!(briefings.iter().all(|bytes| *bytes <= most), "{:?} bytes", briefings.iter().max());
    }
    let heavy = files.iter().filter(|(path, bytes)| path.ends_with(".html") && bytes.len() > 100_000);
    assert_eq!(heavy.map(|(path, bytes)| (path, bytes.len())).collect::<Vec<_>>(), []);
    let searched = files.keys().filter(|path| path.starts_with("search/")).count();
    assert!(searched * 4 <= BRIEFINGS, "{searched} files of the search index");
    assert!(files.len() * 10 <= BRIEFINGS * 22, "{} files", files.len());
    let bytes: usize = files.values().map(Vec::len).sum();
    assert!(bytes / BRIEFINGS <= 48_000, "{} bytes for each briefing", bytes / BRIEFINGS);
}
