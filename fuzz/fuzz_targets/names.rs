//! Any text with any declared name: mentions must slice it, ascend and not overlap, and nothing may panic.
#![no_main]

use dateline::facts::names::{Declared, DeclaredKind, Gazetteer, Registry, links, read};
use dateline::facts::quote;
use dateline::facts::token::tokens;
use dateline::text::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (name, text) = input;
    let entry = |kind| Declared { id: "x".to_owned(), kind, name: name.to_owned(), aliases: Vec::new() };
    let registry = Registry::new(vec![entry(DeclaredKind::Person), entry(DeclaredKind::Venue)]);
    let tables = Gazetteer::built_in();
    let cut = tokens(text);
    let mentions = read(text, &cut, &registry, &tables);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.span.start >= end && text.get(mention.span.range()).is_some_and(|name| !name.is_empty()));
        end = mention.span.end;
    }
    for statement in quote::read(text, &cut, &mentions, &[], &tables) {
        assert!(statement.speaker < mentions.len() && !statement.words.is_empty());
    }
    links(text, &mentions, &[Span::new(0, text.len())], &registry);
});
