//! Any text: quoted words must slice it, ascend and not overlap, speakers must be named in it, and nothing may panic.
#![no_main]

use std::sync::LazyLock;

use dateline::facts::languages::Language;
use dateline::facts::names::{DeclaredNames, read_mentions};
use dateline::facts::quote;
use dateline::facts::token::tokenize;
use libfuzzer_sys::fuzz_target;

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::english);

fuzz_target!(|text: &str| {
    let tokens = tokenize(text, &LANGUAGE);
    let mentions = read_mentions(text, &tokens, &DeclaredNames::default(), &LANGUAGE);
    let mut end = 0;
    for statement in quote::read_statements(text, &tokens, &mentions, &[], &LANGUAGE) {
        assert!(statement.speaker < mentions.len() && !statement.quoted_spans.is_empty());
        assert!(text.get(statement.named.range()).is_some_and(|words| !words.is_empty()));
        assert!(text.get(statement.verb.range()).is_some());
        for span in &statement.quoted_spans {
            assert!(span.start >= end && text.get(span.range()).is_some_and(|words| !words.is_empty()));
            end = span.end;
        }
    }
});
