//! Reads `{"id", "text"}` lines and writes `{"id", "entities": [{"start", "end", "label", "entity"}]}` lines: the names
//! in each text, for scorers. `cargo run --release --example names < texts.jsonl`; with `--show` it reads one plain
//! text and prints what is known of every name and statement in it.
#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::io::{BufRead, Read, Write, stdin, stdout};

use dateline::facts::names::{Gazetteer, Kind, Mention, Of, Registry, labelled, read};
use dateline::facts::quote::{self, FoundStatement};
use dateline::facts::token::tokens;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let (tables, registry) = (Gazetteer::built_in(), Registry::default());
    let mut out = stdout().lock();
    if std::env::args().any(|argument| argument == "--show") {
        let mut text = String::new();
        stdin().lock().read_to_string(&mut text)?;
        let tokens = tokens(&text);
        let mentions = read(&text, &tokens, &registry, &tables);
        show(&mut out, &text, &mentions, &tables)?;
        let statements = quote::read(&text, &tokens, &mentions, &[], &tables);
        return said(&mut out, &text, &mentions, &statements);
    }
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or("");
        let mentions = read(text, &tokens(text), &registry, &tables);
        let entities: Vec<Value> = labelled(text, &mentions)
            .iter()
            .map(|found| json!({ "start": found.start, "end": found.end, "label": found.label, "entity": found.entity }))
            .collect();
        writeln!(out, "{}", json!({ "id": line["id"], "entities": entities }))?;
    }
    Ok(())
}

fn show(out: &mut impl Write, text: &str, mentions: &[Mention], tables: &Gazetteer) -> std::io::Result<()> {
    for mention in mentions {
        let kind = match mention.kind {
            Kind::Person => "person".to_owned(),
            Kind::Organisation => "organisation".to_owned(),
            Kind::Place(sort) => format!("{sort:?}").to_lowercase(),
        };
        write!(out, "{:5} {:3} {kind:12} {}", mention.span.start, mention.entity, mention.span.slice(text))?;
        if let Some(state) = mention.state {
            write!(out, " = {}", tables.name(state))?;
        }
        if let Some(role) = &mention.role {
            let of = match role.of {
                Some(Of::State(state)) => tables.name(state),
                Some(Of::Named(span)) => span.slice(text),
                None => "",
            };
            write!(out, " [{}{} of {of}]", if role.former { "former " } else { "" }, role.title)?;
        }
        let marks = [(mention.metonym, "metonym"), (mention.is_venue(), "venue")];
        marks.iter().filter(|(holds, _)| *holds).try_for_each(|(_, word)| write!(out, " {word}"))?;
        writeln!(out, " ({:?})", mention.why)?;
    }
    Ok(())
}

fn said(
    out: &mut impl Write,
    text: &str,
    mentions: &[Mention],
    statements: &[FoundStatement],
) -> std::io::Result<()> {
    for statement in statements {
        let words: Vec<&str> = statement.words.iter().map(|words| words.slice(text)).collect();
        let place = statement.place.map_or("", |at| mentions[at].span.slice(text));
        let speaker = mentions[statement.speaker].span.slice(text);
        writeln!(out, "{speaker} {}: {} @{place}", statement.verb.slice(text), words.join(" … "))?;
    }
    Ok(())
}
