//! Any text, read on any day: spans must slice it, ascend and not overlap, and nothing may panic.
#![no_main]

use std::sync::LazyLock;

use dateline::facts::languages::Language;
use dateline::facts::timex::{ReferenceTime, TimexReader};
use dateline::facts::token::tokenize;
use libfuzzer_sys::fuzz_target;

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::english);

fuzz_target!(|input: (i16, &str)| {
    let (days, text) = input;
    let day = jiff::civil::date(2000, 1, 1).saturating_add(jiff::Span::new().days(i64::from(days)));
    let mut end = 0;
    for expression in TimexReader::new(&LANGUAGE).read(text, &tokenize(text, &LANGUAGE), &ReferenceTime::on_day(day)) {
        let span = expression.span;
        assert!(span.start >= end && span.start < span.end && text.get(span.range()).is_some());
        end = span.end;
    }
});
