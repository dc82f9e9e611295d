//! Gives the program a fingerprint of all that it is built from, by which it knows the caches that it wrote, and the URL of the
//! repository that has its releases.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources of the program")]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What decides which bytes the program writes.
const PARTS: [&str; 5] = ["src", "templates", "docs/errors", "Cargo.lock", "Cargo.toml"];
/// Variables of the build that decide it, too.
const VARIABLES: [&str; 4] = ["TARGET", "PROFILE", "RUSTC", "CARGO_PKG_VERSION"];

fn main() -> io::Result<()> {
    let mut files = BTreeMap::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        collect(Path::new(part), &mut files)?;
    }
    let features = env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_"));
    let features: BTreeMap<String, String> = features.collect();
    let variables = VARIABLES.map(|name| env::var(name).unwrap_or_default());
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        (number, &files, &features, &variables).hash(&mut hasher);
        hasher.finish()
    };
    println!("cargo::rustc-env=DATELINE_FINGERPRINT={:016x}{:016x}", half(0), half(1));
    println!("cargo::rustc-env=DATELINE_REPOSITORY={}", repository());
    Ok(())
}

/// Returns the URL of the repository that has the releases, from a variable of the build, the manifest, or the remote of this
/// clone if that is on GitHub; otherwise an empty text.
fn repository() -> String {
    println!("cargo::rerun-if-env-changed=RELEASES_REPOSITORY");
    println!("cargo::rerun-if-changed=Cargo.toml");
    let stated =
        ["RELEASES_REPOSITORY", "CARGO_PKG_REPOSITORY"].map(|name| env::var(name).unwrap_or_default());
    if let Some(stated) = stated.into_iter().find(|stated| !stated.is_empty()) {
        return stated;
    }
    // A file that is missing would make each build run this script again.
    if Path::new(".git/config").is_file() {
        println!("cargo::rerun-if-changed=.git/config");
    }
    origin(&fs::read_to_string(".git/config").unwrap_or_default()).unwrap_or_default()
}

/// Returns the URL of the remote `origin` on GitHub, without a user or token.
fn origin(config: &str) -> Option<String> {
    let (_, remote) = config.split_once("[remote \"origin\"]")?;
    let mut lines = remote.lines().skip(1).take_while(|line| !line.starts_with('['));
    let url = lines.find_map(|line| line.trim().strip_prefix("url = "))?;
    let (_, path) = url.split_once("github.com")?;
    let path = path.trim_start_matches([':', '/']).trim_end_matches('/');
    Some(format!("https://github.com/{}", path.strip_suffix(".git").unwrap_or(path)))
}

/// Adds the bytes of a file, or of all files of a folder. A missing file is left out.
fn collect(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.insert(path.to_path_buf(), fs::read(path)?);
    }
    Ok(())
}
