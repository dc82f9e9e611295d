//! Measures reading names, statements and dates, in bytes of generated news: `cargo bench --bench names`.

use dateline::facts::languages::Language;
use dateline::facts::names::{DeclaredNames, read_mentions};
use dateline::facts::quote;
use dateline::facts::timex::{ReferenceTime, TimexReader};
use dateline::facts::token::{tokenize, tokenize_into};
use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

/// Generates half a megabyte of news, with a name in about every thirteen words and a quotation in every third paragraph.
fn news_text() -> String {
    const PERSONS: [&str; 6] =
        ["Hossein Vahidi", "Carl Brandt", "Marta Quill", "Ola Strand", "Luc Moreau", "Amina Rahman"];
    const PLACES: [&str; 6] = ["Rome", "Muscat", "Geneva", "Leeds", "Kampala", "the Strait of Hormuz"];
    const ORGANISATIONS: [&str; 4] =
        ["the Ministry of Trade and Industry", "Sandline Group", "the United Nations", "the Bank of Carrow"];
    let mut text = String::new();
    let mut index = 0;
    while text.len() < 500_000 {
        let (person, place, organisation) =
            (PERSONS[index % 6], PLACES[index * 5 % 6], ORGANISATIONS[index * 3 % 4]);
        let surname = person.split(' ').next_back().unwrap_or(person);
        text += &format!(
            "The foreign minister {person} arrived in {place} on Monday for talks that both sides had put off since \
             the spring, when a dispute over fishing rights and the price of grain brought them to an end.\n\n\
             \"We have come to listen,\" {surname} told reporters. \"There is no other way, and there is little time.\" \
             Officials of {organisation} said that a draft was ready, although several of its articles were still open, and \
             that the delegations would go through them line by line before the end of the week.\n\n\
             A week earlier the two governments had exchanged letters. Neither would say what was in them, but people \
             who had read them spoke of a change of tone and of a list of questions about how any accord would be \
             watched over once it was signed.\n\n"
        );
        index += 1;
    }
    text
}

#[divan::bench]
fn names(bencher: Bencher<'_, '_>) {
    let (text, language, registry) = (news_text(), Language::english(), DeclaredNames::default());
    let tokens = tokenize(&text, &language);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read_mentions(&text, &tokens, &registry, &language));
}

#[divan::bench]
fn tokens_dates_and_names(bencher: Bencher<'_, '_>) {
    let (text, language, registry) = (news_text(), Language::english(), DeclaredNames::default());
    let (reader, reference_time) =
        (TimexReader::new(&language), ReferenceTime::on_day(jiff::civil::date(2025, 4, 21)));
    let mut buffer = Vec::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        tokenize_into(&text, &language, &mut buffer);
        (reader.read(&text, &buffer, &reference_time), read_mentions(&text, &buffer, &registry, &language))
    });
}

#[divan::bench]
fn statements(bencher: Bencher<'_, '_>) {
    let (text, language, registry) = (news_text(), Language::english(), DeclaredNames::default());
    let tokens = tokenize(&text, &language);
    let mentions = read_mentions(&text, &tokens, &registry, &language);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| quote::read_statements(&text, &tokens, &mentions, &[], &language));
}

#[divan::bench]
fn loading() -> Language {
    Language::english()
}
