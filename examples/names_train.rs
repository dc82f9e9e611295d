//! Trains the weights of the name model on annotated texts, and reports its F1 scores from cross-validation.
//!
//!     cargo run --release --example names_train -- FULL.jsonl PERSONS.jsonl NEWS.txt [OUT.bin [PREDICTIONS.jsonl]]
//!
//! `PREDICTIONS.jsonl` receives the names found in each text of `FULL.jsonl` by a model that was not trained on it.
//! `FULL.jsonl` holds `{"text", "entities": [{"start", "end", "label"}]}` lines with every person, organisation and
//! place marked; `PERSONS.jsonl` holds `{"text", "clusters": [{"mentions": [{"start", "end"}]}]}` lines with the
//! persons only; `NEWS.txt` has one text per line, with names as `{P …}`, `{O …}` and `{L …}`. The shipped table was made from WikiGold (CC BY 4.0) and the Wikinews part of GUM (CC BY),
//! with `tools/names-news.txt`, whose sentences were written for it.
//! The model is a multinomial logistic regression, trained by gradient descent with weight decay. The same texts give the
//! same bytes.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line")]

use std::collections::BTreeSet;
use std::fs;

use dateline::facts::languages::Language;
use dateline::facts::names::training::{
    LOWERCASE_BYTES, ROWS, UNIT, lowercase_bits, read_mentions_with_weights, training_candidates,
};
use dateline::facts::names::{Label, labelled_ranges};
use dateline::facts::token::tokenize;
use serde_json::{Value, json};

/// Number of passes over all samples.
const EPOCHS: u32 = 16;
/// Initial step size.
const LEARNING_RATE: f32 = 0.08;
/// Decay of a weight at each step that uses it.
const WEIGHT_DECAY: f32 = 0.1;
/// Number of runs whose weights are averaged.
const RUNS: u32 = 4;
/// Number of folds of the cross-validation.
const FOLDS: usize = 5;

/// Minimum number of texts in which a feature must occur to get a weight.
const MIN_TEXTS: usize = 3;

/// An annotated text.
struct TrainingText {
    id: Value,
    text: String,
    labels: LabelledRanges,
    /// Whether all names are annotated, not only persons.
    is_complete: bool,
}

/// A candidate with its features and label.
#[derive(Clone)]
struct Sample {
    features: Vec<u16>,
    prior: [f32; 4],
    label: Label,
}

type Weights = Vec<[f32; 4]>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [full, persons, news, out @ ..] = &arguments[..] else {
        return Err("FULL.jsonl PERSONS.jsonl NEWS.txt [OUT.bin [PREDICTIONS.jsonl]]".into());
    };
    let full: Vec<TrainingText> = read(full, &all_entities)?;
    let mut others: Vec<TrainingText> = read(persons, &persons_only)?;
    others.extend(fs::read_to_string(news)?.lines().filter(|line| !line.starts_with('#')).map(marked_line));
    let masked: Vec<TrainingText> = full.iter().map(masked_text).collect();
    let mut scores = ScoreCounts::default();
    for fold in 0..FOLDS {
        let training: Vec<&TrainingText> = full
            .iter()
            .enumerate()
            .filter(|(index, _)| index % FOLDS != fold)
            .map(|(_, text)| text)
            .chain(&others)
            .collect();
        let masked = masked.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let weights = train(&training, &masked.map(|(_, text)| text).collect::<Vec<_>>());
        full.iter().skip(fold).step_by(FOLDS).for_each(|text| scores.add(text, &weights));
    }
    scores.print("unseen texts");
    if let [_, predictions] = out {
        fs::write(predictions, &scores.lines)?;
    }
    let weights = train(&full.iter().chain(&others).collect::<Vec<_>>(), &masked.iter().collect::<Vec<_>>());
    let mut scores = ScoreCounts::default();
    full.iter().for_each(|text| scores.add(text, &weights));
    scores.print("training texts");
    if let [out, ..] = out {
        fs::write(out, weights)?;
    }
    Ok(())
}

/// Counts of exact ranges by label: correct, found, annotated.
#[derive(Default)]
struct ScoreCounts {
    counts: [[usize; 3]; 3],
    lines: String,
}

impl ScoreCounts {
    fn add(&mut self, text: &TrainingText, weights: &[u8]) {
        let language = Language::english();
        let mentions =
            read_mentions_with_weights(&text.text, &tokenize(&text.text, &language), &language, weights);
        let found: BTreeSet<(usize, usize, &str)> = labelled_ranges(&text.text, &mentions)
            .iter()
            .map(|found| (found.start, found.end, found.label))
            .collect();
        for (start, end, label) in &text.labels {
            if *label != Label::Nothing {
                self.counts[*label as usize][2] += 1;
                self.counts[*label as usize][0] +=
                    usize::from(found.contains(&(*start, *end, LABEL_NAMES[*label as usize])));
            }
        }
        let entities: Vec<Value> = found
            .iter()
            .map(|(start, end, label)| json!({ "start": start, "end": end, "label": label }))
            .collect();
        self.lines.push_str(&format!("{}\n", json!({ "id": text.id, "entities": entities })));
        for (_, _, word) in &found {
            let label = LABEL_NAMES.iter().position(|known| known == word).unwrap_or(0);
            self.counts[label][1] += 1;
        }
    }

    fn print(&self, what: &str) {
        let mut all = [0; 3];
        print!("{what}:");
        for (counts, word) in self.counts.iter().zip(LABEL_NAMES) {
            all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            print!(" {word} {:.1}", f1(*counts));
        }
        println!(" all {:.1}", f1(all));
    }
}

fn f1([correct, found, annotated]: [usize; 3]) -> f32 {
    200.0 * correct as f32 / (found + annotated).max(1) as f32
}

const LABEL_NAMES: [&str; 3] = ["PERSON", "ORG", "PLACE"];

/// Annotated ranges of a text, in code points, with their labels.
type LabelledRanges = Vec<(usize, usize, Label)>;

fn read(
    path: &str,
    annotations: &dyn Fn(&Value) -> (LabelledRanges, bool),
) -> Result<Vec<TrainingText>, Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let (labels, is_complete) = annotations(&line);
        let text = line["text"].as_str().unwrap_or("").to_owned();
        texts.push(TrainingText { id: line["id"].clone(), text, labels, is_complete });
    }
    Ok(texts)
}

/// Parses a line that has its names in braces.
fn marked_line(line: &str) -> TrainingText {
    let mut text = String::new();
    let mut marked = Vec::new();
    for part in line.split('{') {
        let Some((name, after)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        let label = match name.chars().next() {
            Some('P') => Label::Person,
            Some('O') => Label::Organisation,
            _ => Label::Place,
        };
        let start = text.chars().count();
        text.push_str(name.get(2..).unwrap_or(""));
        marked.push((start, text.chars().count(), label));
        text.push_str(after);
    }
    TrainingText { id: Value::Null, text, labels: marked, is_complete: true }
}

/// Returns a copy of a text in which invented words replace the names of one word, wherever they are in a name. The
/// gazetteer knows most names of the texts, so that their contexts alone would hardly be learned.
fn masked_text(text: &TrainingText) -> TrainingText {
    let chars: Vec<char> = text.text.chars().collect();
    let word = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    let names = text.labels.iter().filter(|(_, _, label)| *label != Label::Nothing);
    let alone: BTreeSet<String> = names
        .clone()
        .filter(|(_, _, label)| *label != Label::Organisation)
        .map(|(start, end, _)| word(*start, *end))
        .filter(|name| name.chars().all(char::is_alphabetic))
        .collect();
    let (mut masked, mut labels, mut copied) = (String::new(), Vec::new(), 0);
    for (start, end, label) in names {
        if *start < copied {
            continue;
        }
        masked.extend(&chars[copied..*start]);
        let from = masked.chars().count();
        let words: Vec<String> = word(*start, *end)
            .split(' ')
            .map(|word| if alone.contains(word) { invented_word(word) } else { word.to_owned() })
            .collect();
        masked += &words.join(" ");
        labels.push((from, masked.chars().count(), *label));
        copied = *end;
    }
    masked.extend(&chars[copied..]);
    TrainingText { id: text.id.clone(), text: masked, labels, is_complete: text.is_complete }
}

/// Returns an invented word of about the same length; the same for the same word.
fn invented_word(word: &str) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "den", "kor", "li", "mar", "no", "pel", "ri", "sa", "tor", "ul", "ven", "wil", "za", "fen",
        "gra", "hol", "jo", "quin", "res", "ston", "vik", "tan", "er",
    ];
    let mut random = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    if word.chars().all(char::is_uppercase) {
        return word.chars().map(|_| char::from(b'A' + (next_random(&mut random) % 26) as u8)).collect();
    }
    let mut invented = String::new();
    while invented.len() < word.len().max(4) {
        invented += SYLLABLES[(next_random(&mut random) % SYLLABLES.len() as u64) as usize];
    }
    invented[..1].to_uppercase() + &invented[1..]
}

fn range(value: &Value, label: Label) -> (usize, usize, Label) {
    let number = |key: &str| value[key].as_u64().unwrap_or(0) as usize;
    (number("start"), number("end"), label)
}

fn all_entities(line: &Value) -> (LabelledRanges, bool) {
    let label = |value: &Value| match value["label"].as_str() {
        Some("PERSON") => Label::Person,
        Some("ORG") => Label::Organisation,
        Some("PLACE") => Label::Place,
        _ => Label::Nothing,
    };
    (
        line["entities"].as_array().into_iter().flatten().map(|value| range(value, label(value))).collect(),
        true,
    )
}

fn persons_only(line: &Value) -> (LabelledRanges, bool) {
    let clusters = line["clusters"].as_array().into_iter().flatten();
    let mentions = clusters.flat_map(|cluster| cluster["mentions"].as_array().into_iter().flatten());
    (mentions.map(|value| range(value, Label::Person)).collect(), false)
}

/// Returns the labelled candidates of a text: each has the label of the annotated range it overlaps most. If only persons
/// are annotated, other candidates are omitted.
fn samples(
    TrainingText { text, labels: marked, is_complete: complete, .. }: &TrainingText,
    lowercase: &[u8],
) -> Vec<Sample> {
    let mut points: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    points.push(text.len());
    let byte = |point: usize| points.get(point).copied().unwrap_or(text.len());
    let mut samples = Vec::new();
    let language = Language::english();
    for candidate in training_candidates(text, &tokenize(text, &language), &language, lowercase) {
        let span = candidate.span.range();
        let shared = marked.iter().filter_map(|(start, end, label)| {
            let shared = byte(*end).min(span.end).checked_sub(byte(*start).max(span.start))?;
            (shared > 0).then_some((shared, *label))
        });
        let label = shared.max_by_key(|(shared, _)| *shared).map(|(_, label)| label);
        if *complete || label.is_some() {
            let label = label.unwrap_or(Label::Nothing);
            samples.push(Sample { features: candidate.features, prior: candidate.prior, label });
        }
    }
    samples
}

fn probabilities(weights: &Weights, sample: &Sample) -> [f32; 4] {
    let mut sums = sample.prior;
    for feature in &sample.features {
        sums.iter_mut().zip(weights[usize::from(*feature)]).for_each(|(sum, weight)| *sum += weight);
    }
    let max = sums.iter().copied().fold(f32::MIN, f32::max);
    let parts = sums.map(|sum| (sum - max).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

/// Returns the weights and the set of lower-case words, as they are stored. The weights are the means of two models: one
/// trained on the texts, one also on their masked copies.
fn train(texts: &[&TrainingText], masked: &[&TrainingText]) -> Vec<u8> {
    let mut bytes = vec![0; ROWS * 4];
    bytes.extend(lowercase_words(texts));
    let collect = |texts: &[&TrainingText]| -> Vec<Vec<Sample>> {
        texts.iter().map(|text| samples(text, &bytes)).collect()
    };
    let (texts, masked) = (collect(texts), collect(masked));
    let plain = model(texts.iter());
    let both = model(texts.iter().chain(&masked));
    let mean = plain.iter().flatten().zip(both.iter().flatten()).map(|(plain, both)| (plain + both) / 2.0);
    let stored = mean.map(|weight| (weight * UNIT).round().clamp(-127.0, 127.0) as i8 as u8);
    bytes.iter_mut().zip(stored).for_each(|(byte, weight)| *byte = weight);
    bytes
}

/// Returns the weights of the features that occur in enough texts.
fn model<'s>(texts: impl Iterator<Item = &'s Vec<Sample>>) -> Weights {
    let mut texts: Vec<Vec<Sample>> = texts.cloned().collect();
    let known = texts_per_feature(&texts);
    for sample in texts.iter_mut().flatten() {
        sample.features.retain(|feature| known[usize::from(*feature)] >= MIN_TEXTS);
    }
    weights(&texts.into_iter().flatten().collect::<Vec<_>>())
}

/// Returns the set of words that two or more texts write in lower case.
fn lowercase_words(texts: &[&TrainingText]) -> Vec<u8> {
    let language = Language::english();
    let mut seen = vec![0u8; LOWERCASE_BYTES * 8];
    for text in texts {
        let bits: BTreeSet<usize> =
            lowercase_bits(&text.text, &tokenize(&text.text, &language), &language).into_iter().collect();
        bits.iter().for_each(|bit| seen[*bit] = seen[*bit].saturating_add(1));
    }
    seen.chunks(8)
        .map(|bits| bits.iter().rev().fold(0, |byte, seen| byte << 1 | u8::from(*seen >= 2)))
        .collect()
}

/// Returns the mean of several runs, each with its own order of samples and averaged over the second half of its epochs.
fn weights(samples: &[Sample]) -> Weights {
    let mut means = vec![[0f32; 4]; ROWS];
    for run in 1..=RUNS {
        let mut weights = vec![[0f32; 4]; ROWS];
        let mut order: Vec<usize> = (0..samples.len()).collect();
        let mut random = u64::from(run).wrapping_mul(0x2545_f491_4f6c_dd1d);
        for epoch in 0..EPOCHS {
            shuffle(&mut order, &mut random);
            let rate = LEARNING_RATE / (1.0 + epoch as f32 * 0.3);
            order.iter().for_each(|index| gradient_step(&mut weights, &samples[*index], rate));
            if epoch >= EPOCHS / 2 {
                let rows = means.iter_mut().flatten().zip(weights.iter().flatten());
                rows.for_each(|(mean, weight)| *mean += weight / (RUNS * (EPOCHS - EPOCHS / 2)) as f32);
            }
        }
    }
    means
}

/// Returns the number of texts in which each feature occurs.
fn texts_per_feature(texts: &[Vec<Sample>]) -> Vec<usize> {
    let mut known = vec![0; ROWS];
    for text in texts {
        let features: BTreeSet<u16> =
            text.iter().flat_map(|sample| sample.features.iter().copied()).collect();
        features.iter().for_each(|feature| known[usize::from(*feature)] += 1);
    }
    known
}

fn gradient_step(weights: &mut Weights, sample: &Sample, rate: f32) {
    let predicted = probabilities(weights, sample);
    for feature in &sample.features {
        for (column, weight) in weights[usize::from(*feature)].iter_mut().enumerate() {
            let target = f32::from(u8::from(column == sample.label as usize));
            *weight += rate * (target - predicted[column] - WEIGHT_DECAY * *weight);
        }
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for index in (1..order.len()).rev() {
        order.swap(index, (next_random(random) % (index as u64 + 1)) as usize);
    }
}

/// Returns the next number of a deterministic xorshift generator.
fn next_random(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random >> 8
}
