//! Reads `{"text", "names": [{"id", "kind", "name"}]}` lines and writes `{"links": [{"start", "end", "to"}]}` lines: which
//! mentions of declared names would become links, if every mention may be linked. Used to measure the precision of
//! links: `cargo run --release --example names_links < texts.jsonl`. `kind` is
//! `person`, `organisation`, `state` or `venue`; offsets are in code points.
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::cell::Cell;
use std::io::{BufRead, Write, stdin, stdout};

use dateline::facts::languages::Language;
use dateline::facts::names::{DeclaredKind, DeclaredName, DeclaredNames, link_mentions, read_mentions};
use dateline::facts::token::tokenize;
use dateline::text::Span;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let language = Language::english();
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let names = line["names"].as_array().map(Vec::as_slice).unwrap_or_default();
        let registry = DeclaredNames::new(names.iter().map(declared).collect(), &language);
        let mentions = read_mentions(text, &tokenize(text, &language), &registry, &language);
        // Every mention is its own section, so that not only the first is linked.
        let section = Cell::new(0);
        let next = |_: Span| Some(section.replace(section.get() + 1));
        let (links, _) = link_mentions(text, &mentions, &next, &registry, &language);
        let point = |byte: u32| text[..byte as usize].chars().count();
        let links: Vec<Value> = links
            .iter()
            .map(|link| {
                json!({
                    "start": point(link.span.start),
                    "end": point(link.span.end),
                    "to": registry.entries()[link.entry].id,
                })
            })
            .collect();
        writeln!(out, "{}", json!({ "links": links }))?;
    }
    Ok(())
}

fn declared(name: &Value) -> DeclaredName {
    let word = |key: &str| name[key].as_str().unwrap_or_default().to_owned();
    let kind = match name["kind"].as_str() {
        Some("person") => DeclaredKind::Person,
        Some("organisation") => DeclaredKind::Organisation,
        Some("state") => DeclaredKind::State,
        _ => DeclaredKind::Venue,
    };
    DeclaredName { id: word("id"), kind, name: word("name"), aliases: Vec::new(), family_name_first: false }
}
