//! Gives the program a fingerprint of all that it is built from, by which it knows the caches that it wrote.
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
    Ok(())
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
