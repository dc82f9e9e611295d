//! Writes a generated site for measurements: `cargo run --release --example corpus -- DIR [BRIEFINGS] [SEED]`.
#![allow(clippy::disallowed_methods, reason = "an example is no part of the program")]

#[path = "../benches/corpus.rs"]
mod generated;

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let root = PathBuf::from(arguments.next().unwrap_or_else(|| "target/corpus".to_owned()));
    let briefings = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let seed = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(1);
    for (path, text) in generated::corpus(briefings, seed) {
        let path = root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    Ok(())
}
