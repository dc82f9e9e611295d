//! Whole sites with their expected output. `UPDATE=1` rewrites the output.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, is_updating, read_tree, run_dateline};
use dateline::cli::ExitStatus;

#[test]
fn sites_build_the_expected_output() {
    let mut built = Vec::new();
    for entry in fs::read_dir("tests/sites").expect("a folder").flatten() {
        let (site, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if !site.join("site.toml").exists() {
            continue;
        }
        let output = empty_folder(&format!("site-{name}")).join("public");
        let ran = run_dateline(&site, &["build", "--output", output.to_str().expect("UTF-8")]);
        assert_eq!(ran.exit, ExitStatus::Success, "{name}:\n{}", ran.err);
        assert_same_tree(&name, &output, &site.join("expected"));
        built.push(name);
    }
    built.sort();
    let found = ["found-default", "found-box", "found-off"];
    let mut expected = [&["arabic", "authors", "chinese", "facts", "minimal"][..], &found].concat();
    expected.sort_unstable();
    assert_eq!(built, expected);
}

fn assert_same_tree(name: &str, given: &Path, expected: &Path) {
    if is_updating() {
        let _ = fs::remove_dir_all(expected);
        for (path, bytes) in read_tree(given) {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        return;
    }
    let (given, expected) = (read_tree(given), read_tree(expected));
    assert!(!expected.is_empty(), "{name} has no expected output");
    assert_eq!(given.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}: the files");
    for (path, bytes) in &given {
        assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&expected[path]),
            "{name}: {path}"
        );
    }
}
