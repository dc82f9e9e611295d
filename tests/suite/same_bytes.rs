//! Same input, same bytes: on any number of threads, in any order of files, again and again.

use std::path::Path;

use crate::common::{dateline, folder, tree, write_all};
use dateline::cli::Exit;

fn built(root: &Path, output: &Path, threads: usize) -> std::collections::BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let ran = pool.install(|| dateline(root, &["build", "--output", output.to_str().expect("UTF-8")]));
    assert_eq!(ran.exit, Exit::Good, "{}", ran.err);
    tree(output)
}

#[test]
fn threads_and_order_do_not_show() {
    let files = crate::corpus::corpus(60, 7);
    let (one, two) = (folder("same-one"), folder("same-two"));
    write_all(&one, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    write_all(&two, files.iter().rev().map(|(path, text)| (path.as_str(), text.as_str())));
    let first = built(&one, &one.join("out"), 1);
    assert!(first.len() > 100);
    assert_eq!(first, built(&one, &one.join("again"), 3));
    assert_eq!(first, built(&two, &two.join("public"), 2));
    // The second build into the same folder finds everything as it should be.
    assert_eq!(first, built(&two, &two.join("public"), 2));
}
