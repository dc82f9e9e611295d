//! Reads `{"id", "text"}` lines and writes `{"id", "entities": [{"start", "end", "label", "entity", "grade"}]}` lines: the names
//! in each text, for evaluation. `cargo run --release --example names < texts.jsonl`; with `--show` it reads one plain
//! text and prints the details of every name and statement in it; with `--weights FILE` it uses other weights.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line")]

use std::io::{BufRead, Read, Write, stdin, stdout};

use dateline::facts::languages::Language;
use dateline::facts::names::training::read_mentions_with_weights;
use dateline::facts::names::{
    Affiliation, DeclaredNames, EntityKind, Gazetteer, Mention, labelled_ranges, read_mentions,
};
use dateline::facts::quote::{self, FoundStatement};
use dateline::facts::token::tokenize;
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let (language, registry) = (Language::english(), DeclaredNames::default());
    let mut out = stdout().lock();
    if std::env::args().any(|argument| argument == "--show") {
        let mut text = String::new();
        stdin().lock().read_to_string(&mut text)?;
        let tokens = tokenize(&text, &language);
        let mentions = read_mentions(&text, &tokens, &registry, &language);
        print_names(&mut out, &text, &mentions, language.gazetteer())?;
        let statements = quote::read_statements(&text, &tokens, &mentions, &[], &language);
        return print_statement(&mut out, &text, &mentions, &statements);
    }
    let weights = std::env::args().skip_while(|argument| argument != "--weights").nth(1);
    let weights = weights.map(std::fs::read).transpose()?;
    for line in stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or("");
        let tokens = tokenize(text, &language);
        let mentions = match &weights {
            Some(weights) => read_mentions_with_weights(text, &tokens, &language, weights),
            None => read_mentions(text, &tokens, &registry, &language),
        };
        let entities: Vec<Value> = labelled_ranges(text, &mentions)
            .iter()
            .map(|found| json!({ "start": found.start, "end": found.end, "label": found.label, "entity": found.entity, "grade": found.grade.as_str() }))
            .collect();
        writeln!(out, "{}", json!({ "id": line["id"], "entities": entities }))?;
    }
    Ok(())
}

fn print_names(
    out: &mut impl Write,
    text: &str,
    mentions: &[Mention],
    tables: &Gazetteer,
) -> std::io::Result<()> {
    for mention in mentions {
        let kind = match mention.kind {
            EntityKind::Person => "person".to_owned(),
            EntityKind::Organisation => "organisation".to_owned(),
            EntityKind::Place(sort) => format!("{sort:?}").to_lowercase(),
        };
        write!(out, "{:5} {:3} {kind:12} {}", mention.span.start, mention.entity, mention.span.slice(text))?;
        if let Some(state) = mention.state {
            write!(out, " = {}", tables.state_name(state))?;
        }
        if let Some(role) = &mention.role {
            let of = match role.affiliation {
                Some(Affiliation::State(state)) => tables.state_name(state),
                Some(Affiliation::Named(span)) => span.slice(text),
                None => "",
            };
            write!(out, " [{}{} of {of}]", if role.former { "former " } else { "" }, role.title)?;
        }
        let marks = [(mention.metonym, "metonym"), (mention.is_venue(), "venue")];
        marks.iter().filter(|(holds, _)| *holds).try_for_each(|(_, word)| write!(out, " {word}"))?;
        writeln!(out, " ({:?})", mention.reason)?;
    }
    Ok(())
}

fn print_statement(
    out: &mut impl Write,
    text: &str,
    mentions: &[Mention],
    statements: &[FoundStatement],
) -> std::io::Result<()> {
    for statement in statements {
        let words: Vec<&str> = statement.quoted_spans.iter().map(|words| words.slice(text)).collect();
        let venue = statement.venue.map_or("", |index| mentions[index].span.slice(text));
        let speaker = mentions[statement.speaker].span.slice(text);
        writeln!(out, "{speaker} {}: {} @{venue}", statement.verb.slice(text), words.join(" … "))?;
    }
    Ok(())
}
