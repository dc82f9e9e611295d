//! Tests of the time reader: the cases of `tests/facts/`, with each expression in square brackets before its value, and
//! the patterns of `long-runs.txt`, which must be read in linear time.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use dateline::facts::languages::Language;
use dateline::facts::timex::stream::reference_time;
use dateline::facts::timex::{ReferenceTime, TimexReader};
use dateline::facts::token::tokenize;
use rustix::time::{ClockId, clock_gettime};

/// One case: the plain text, and the same text with the expected expressions marked.
struct FactCase {
    location: String,
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
                let location = format!("{}:{}", file.display(), number + 1);
                let (marked, published) = (marked.to_owned(), published.clone());
                cases.push(FactCase { location, plain: unmarked(&marked), marked, published });
            }
        }
    }
    cases
}

/// Returns the text without brackets and values.
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

/// Marks the expressions that the reader finds, in the notation of the cases.
fn marked_by_reader(language: &Language, case: &FactCase) -> String {
    let mut marked = String::new();
    let mut offset = 0;
    for expression in
        TimexReader::new(language).read(&case.plain, &tokenize(&case.plain, language), &case.published)
    {
        let (start, end) = (expression.span.start as usize, expression.span.end as usize);
        marked.push_str(&case.plain[offset..start]);
        marked.push_str(&format!("[{}]({})", &case.plain[start..end], expression.value));
        offset = end;
    }
    marked + &case.plain[offset..]
}

#[test]
fn cases_yield_exactly_the_expected_expressions() {
    let language = Language::english();
    let cases = cases();
    assert!(cases.len() > 300, "too few cases: {}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked_by_reader(&language, case)))
        .filter(|(case, found)| *found != case.marked)
        .map(|(case, found)| format!("{}\n  case:  {}\n  found: {found}", case.location, case.marked))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The patterns of `long-runs.txt`.
fn long_run_patterns() -> Vec<String> {
    let text = fs::read_to_string("tests/facts/long-runs.txt").expect("a file");
    let bars = |line: &str| Some(line.strip_prefix('|')?.strip_suffix('|')?.to_owned());
    let unescaped = |pattern: String| pattern.replace("\\n", "\n").replace("\\u0301", "\u{301}");
    text.lines().filter_map(bars).map(unescaped).collect()
}

/// The processor time that `work` takes on this thread: the least of a few runs. Unlike wall-clock time, it leaves out
/// the time during which other processes run.
pub(crate) fn processor_time(runs: usize, work: impl Fn()) -> Duration {
    let spent = || {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
    };
    let once = || {
        let start = spent();
        work();
        spent() - start
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

/// A text of eight times the length takes about eight times the processor time; a quadratic reader takes 64 times.
#[test]
fn long_runs_of_any_pattern_are_read_in_linear_time() {
    let language = Language::english();
    let patterns = long_run_patterns();
    assert!(patterns.len() > 60, "too few patterns: {}", patterns.len());
    let reference = reference_time("2025-04-21").expect("a day");
    let time = |pattern: &str, bytes: usize, runs: usize| {
        let text = pattern.repeat(bytes / pattern.len());
        processor_time(runs, || {
            let found = TimexReader::new(&language).read(&text, &tokenize(&text, &language), &reference);
            assert!(found.len() <= text.len(), "{pattern}");
        })
    };
    // A pattern fails only when the second, more careful measurement agrees with the first.
    let is_slow = |pattern: &&String| {
        [2, 12].iter().all(|runs| time(pattern, 16_000, *runs) > time(pattern, 2_000, *runs) * 24)
    };
    let slow: Vec<&String> = patterns.iter().filter(is_slow).collect();
    assert!(slow.is_empty(), "not linear: {slow:?}");
}
