//! Reads texts, one `{id, text}` per line, and writes their statements, one line for each text.
#![allow(clippy::print_stdout, reason = "a program of its own")]

use std::io::{self, BufRead, Write};

use dateline::facts::languages::Language;
use dateline::facts::quote::stream::StatementStream;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let language = Language::english();
    let mut stream = StatementStream::new(&language);
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default();
        io::stdout().write_all(stream.annotate(field("id"), field("text")).as_bytes())?;
    }
    Ok(())
}
