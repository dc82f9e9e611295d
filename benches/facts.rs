//! Measures tokenization and the search for dates, on generated news.
//!
//! `cargo bench --no-default-features --bench facts` prints bytes per second of one thread.

use dateline::facts::languages::Language;
use dateline::facts::timex::{ReferenceTime, TimexReader};
use dateline::facts::token::{tokenize, tokenize_into};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Sentences in the style of news; as in news, about one word in twenty belongs to a time expression.
const SENTENCES: [&str; 12] = [
    "The River Commission said on Tuesday that talks between Northland and Southmark would resume next week in Geneva.",
    "Officials from both sides had met for three hours, and neither would say whether a draft was on the table.",
    "\"We have not moved an inch, and we see no reason why we should,\" Ada Marten, the chief delegate, told reporters.",
    "The harbour, which was closed in March 2024 after a storm, handles about a third of the grain trade of the region.",
    "Shares of Eastmere Shipping Inc. fell 2.4% to $41.30 in the third quarter, from $46.10 a year earlier.",
    "A spokesman for the Grain Board declined to comment on the figures, which were first reported by a local paper.",
    "The commission's chairman, who took office in 2019, has said that he expects a decision before the end of the year.",
    "Rescue teams from the U.S. and four other countries arrived in the valley with dogs, tents and drinking water.",
    "Under the agreement of April 12, 2021, each party must give notice sixty days before it leaves the pact.",
    "Critics of the plan point to the cost, to the noise, and to a long list of promises that were never kept.",
    "The first ships are to leave at 0930 GMT on Saturday, weather permitting, and should reach the strait by nightfall.",
    "In the hills above the town, farmers went about their work as if nothing of any importance had happened.",
];

/// Generates an article of about 60 KB.
fn article() -> String {
    let mut text = String::new();
    let mut index = 0;
    for paragraph in 0..180 {
        for _ in 0..3 {
            text.push_str(SENTENCES[index % SENTENCES.len()]);
            text.push(' ');
            index += 5 + paragraph % 3;
        }
        text.push_str("\n\n");
    }
    text
}

#[divan::bench]
fn tokenization(bencher: Bencher<'_, '_>) {
    let (text, language) = (article(), Language::english());
    let mut buffer = Vec::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| tokenize_into(&text, &language, &mut buffer));
}

#[divan::bench]
fn dates(bencher: Bencher<'_, '_>) {
    let (text, language) = (article(), Language::english());
    let reader = TimexReader::new(&language);
    let tokens = tokenize(&text, &language);
    let reference_time = ReferenceTime::on_day(jiff::civil::date(2025, 4, 21));
    bencher.counter(BytesCount::of_str(&text)).bench(|| reader.read(&text, &tokens, &reference_time));
}

#[divan::bench]
fn tokenization_and_dates(bencher: Bencher<'_, '_>) {
    let (text, language) = (article(), Language::english());
    let reader = TimexReader::new(&language);
    let reference_time = ReferenceTime::on_day(jiff::civil::date(2025, 4, 21));
    let mut buffer = Vec::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        tokenize_into(&text, &language, &mut buffer);
        reader.read(&text, &buffer, &reference_time)
    });
}

#[divan::bench]
fn table_compilation() -> Language {
    Language::english()
}
