//! Builds are reproducible: the same input gives the same bytes with any number of threads and any file order.

use std::path::Path;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

fn build_with_threads(
    root: &Path,
    output: &Path,
    threads: usize,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let ran = pool.install(|| run_dateline(root, &["build", "--output", output.to_str().expect("UTF-8")]));
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(output)
}

#[test]
fn output_does_not_depend_on_threads_or_file_order() {
    let files = crate::corpus::corpus(60, 7);
    let (one, two) = (empty_folder("same-one"), empty_folder("same-two"));
    write_files(&one, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    write_files(&two, files.iter().rev().map(|(path, text)| (path.as_str(), text.as_str())));
    let first = build_with_threads(&one, &one.join("out"), 1);
    assert!(first.len() > 100);
    assert_eq!(first, build_with_threads(&one, &one.join("again"), 3));
    assert_eq!(first, build_with_threads(&two, &two.join("public"), 2));
    // The second build into the same folder changes nothing.
    assert_eq!(first, build_with_threads(&two, &two.join("public"), 2));
}
