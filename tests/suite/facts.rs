//! The literate cases of `tests/facts/`: texts with what is found in them in square brackets and its value behind it; and
//! the pieces of `long-runs.txt`, of which long texts must be read in linear time.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dateline::facts::timex::stream::reference_time;
use dateline::facts::timex::{ReferenceTime, TimexReader};
use dateline::facts::token::tokenize;

/// One case: the plain text, and what is to be found in it as it is written in the file.
struct FactCase {
    place: String,
    marked: String,
    plain: String,
    published: ReferenceTime,
}

fn case_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/facts").expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

fn cases() -> Vec<FactCase> {
    let mut cases = Vec::new();
    for file in case_files() {
        let text = fs::read_to_string(&file).expect("a file");
        let mut published = None;
        for (number, line) in text.lines().enumerate() {
            if let Some(date) = line.strip_prefix("Published ") {
                published = reference_time(date.get(..10).unwrap_or(""));
            }
            if let (Some(marked), Some(published)) = (line.strip_prefix("- "), &published) {
                let place = format!("{}:{}", file.display(), number + 1);
                let (marked, published) = (marked.to_owned(), published.clone());
                cases.push(FactCase { place, plain: unmarked(&marked), marked, published });
            }
        }
    }
    cases
}

/// The text without its brackets and values.
fn unmarked(marked: &str) -> String {
    let mut plain = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("](").expect("a value behind the brackets");
        let (_, after) = after.split_once(')').expect("the end of a value");
        plain.push_str(before);
        plain.push_str(words);
        rest = after;
    }
    plain + rest
}

/// The text with what the reader finds, as the case writes it.
fn marked_by_reader(reader: &TimexReader, case: &FactCase) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for expression in reader.read(&case.plain, &tokenize(&case.plain), &case.published) {
        let (start, end) = (expression.span.start as usize, expression.span.end as usize);
        marked.push_str(&case.plain[at..start]);
        marked.push_str(&format!("[{}]({})", &case.plain[start..end], expression.value));
        at = end;
    }
    marked + &case.plain[at..]
}

#[test]
fn what_the_cases_say_is_found_and_nothing_else() {
    let reader = TimexReader::english();
    let cases = cases();
    assert!(cases.len() > 300, "the cases are read: {}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked_by_reader(&reader, case)))
        .filter(|(case, found)| *found != case.marked)
        .map(|(case, found)| format!("{}\n  case:  {}\n  found: {found}", case.place, case.marked))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The pieces of `long-runs.txt`.
fn long_run_pieces() -> Vec<String> {
    let text = fs::read_to_string("tests/facts/long-runs.txt").expect("a file");
    let bars = |line: &str| Some(line.strip_prefix('|')?.strip_suffix('|')?.to_owned());
    let plain = |piece: String| piece.replace("\\n", "\n").replace("\\u0301", "\u{301}");
    text.lines().filter_map(bars).map(plain).collect()
}

/// How long a piece takes that is repeated to so many bytes: the best of a few tries, so that other work on the machine
/// does not count.
fn best_time(reader: &TimexReader, piece: &str, bytes: usize, tries: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len());
    let anchor = reference_time("2025-04-21").expect("a day");
    let once = || {
        let start = Instant::now();
        let found = reader.read(&text, &tokenize(&text), &anchor);
        assert!(found.len() <= text.len(), "{piece}");
        start.elapsed()
    };
    (0..tries).map(|_| once()).min().unwrap_or_default()
}

/// Eight times the text takes about eight times as long. Were a word to look back over all that stands before it, it
/// would take sixty-four times as long.
#[test]
fn long_runs_of_any_piece_take_time_in_proportion() {
    let reader = TimexReader::english();
    let pieces = long_run_pieces();
    assert!(pieces.len() > 60, "the pieces are read: {}", pieces.len());
    let grows = |piece: &&String| {
        // A second look is taken where the machine was busy in the first.
        [2, 12].iter().all(|tries| {
            let few = best_time(&reader, piece, 2_000, *tries);
            best_time(&reader, piece, 16_000, *tries) > few * 24
        })
    };
    let slow: Vec<&String> = pieces.iter().filter(grows).collect();
    assert!(slow.is_empty(), "more than in proportion: {slow:?}");
}
