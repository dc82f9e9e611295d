//! Reads `{"id", "text"}` lines and writes `{"id", "entities": [{"start", "end", "label"}]}` lines: the names in each
//! text, for scorers. `cargo run --release --example names < texts.jsonl`
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::io::{BufRead, Write, stdin, stdout};

use dateline::facts::names::{Gazetteer, labelled, read};
use dateline::facts::token::tokens;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let tables = Gazetteer::built_in();
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or("");
        let mentions = read(text, &tokens(text), &tables);
        let found = labelled(text, &mentions);
        let entities: Vec<Value> = found
            .iter()
            .zip(&mentions)
            .map(|(found, mention)| {
                json!({ "start": found.start, "end": found.end, "label": found.label, "entity": mention.entity })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": line["id"], "entities": entities }))?;
    }
    Ok(())
}
