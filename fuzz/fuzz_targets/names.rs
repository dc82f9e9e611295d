//! Any text with any declared name: mentions must slice it, ascend and not overlap, and nothing may panic.
#![no_main]

use dateline::facts::languages::Language;
use dateline::facts::names::{DeclaredName, DeclaredKind, DeclaredNames, link_mentions, read_mentions};
use dateline::facts::quote;
use dateline::facts::token::tokenize;
use dateline::text::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (name, text) = input;
    let entry = |kind| DeclaredName { id: "x".to_owned(), kind, name: name.to_owned(), aliases: Vec::new(), family_name_first: false };
    let language = Language::english();
    let registry = DeclaredNames::new(vec![entry(DeclaredKind::Person), entry(DeclaredKind::Venue)], &language);
    let cut = tokenize(text, &language);
    let mentions = read_mentions(text, &cut, &registry, &language);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.span.start >= end && text.get(mention.span.range()).is_some_and(|name| !name.is_empty()));
        end = mention.span.end;
    }
    for statement in quote::read_statements(text, &cut, &mentions, &[], &language) {
        assert!(statement.speaker < mentions.len() && !statement.quoted_spans.is_empty());
    }
    link_mentions(text, &mentions, &|_: Span| Some(0), &registry, &language);
});
