//! Shared helpers: sites in temporary folders, the command line run in process, comparison of trees.

mod fences;
pub(crate) mod prose;
pub(crate) mod xml;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::cli::{Console, ExitStatus, run};
use dateline::world::OsWorld;

pub(crate) use fences::{Fence, fences, is_updating, replace_fence};

/// The result of a run.
pub(crate) struct CommandOutput {
    pub(crate) exit: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Creates an empty folder for one test.
pub(crate) fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// Writes files under a folder.
pub(crate) fn write_files<'a>(root: &Path, files: impl IntoIterator<Item = (&'a str, &'a str)>) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

/// Replaces the size of an output by `[..]`: the dates of a new site are relative to today.
pub(crate) fn mask_size(line: &str) -> String {
    let size = line.find(" files (").map(|start| start + " files (".len());
    let end = line.find(") in ").or_else(|| line.find(") to send"));
    match size.zip(end) {
        Some((start, end)) if start <= end => format!("{}[..]{}", &line[..start], &line[end..]),
        _ => line.to_owned(),
    }
}

/// Runs the command line on a site.
pub(crate) fn run_dateline(root: &Path, arguments: &[&str]) -> CommandOutput {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let mut all: Vec<OsString> =
        std::iter::once("dateline").chain(arguments.iter().copied()).map(OsString::from).collect();
    all.extend([OsString::from("--root"), root.into()]);
    let exit = run(all, &OsWorld, &mut console);
    CommandOutput {
        exit,
        out: String::from_utf8(out).expect("UTF-8"),
        err: String::from_utf8(err).expect("UTF-8"),
    }
}

/// Returns every file under a folder with its bytes.
pub(crate) fn read_tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}
