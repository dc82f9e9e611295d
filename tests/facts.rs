//! The literate cases of `tests/facts/`: texts with what is found in them in square brackets and its value behind it.
#![allow(clippy::disallowed_methods, reason = "a test reads its cases from disk")]

use std::fs;
use std::path::PathBuf;

use dateline::facts::timex::stream::anchor;
use dateline::facts::timex::{Anchor, Reader};
use dateline::facts::token::tokens;

/// One case: the plain text, and what is to be found in it as it is written in the file.
struct Case {
    place: String,
    marked: String,
    plain: String,
    published: Anchor,
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/facts").expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a file");
        let mut published = None;
        for (number, line) in text.lines().enumerate() {
            if let Some(date) = line.strip_prefix("Published ") {
                published = anchor(date.get(..10).unwrap_or(""));
            }
            if let (Some(marked), Some(published)) = (line.strip_prefix("- "), &published) {
                let place = format!("{}:{}", file.display(), number + 1);
                let (marked, published) = (marked.to_owned(), published.clone());
                cases.push(Case { place, plain: plain(&marked), marked, published });
            }
        }
    }
    cases
}

/// The text without its brackets and values.
fn plain(marked: &str) -> String {
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
fn found(reader: &Reader, case: &Case) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for expression in reader.read(&case.plain, &tokens(&case.plain), &case.published) {
        let (start, end) = (expression.span.start as usize, expression.span.end as usize);
        marked.push_str(&case.plain[at..start]);
        marked.push_str(&format!("[{}]({})", &case.plain[start..end], expression.value));
        at = end;
    }
    marked + &case.plain[at..]
}

#[test]
fn what_the_cases_say_is_found_and_nothing_else() {
    let reader = Reader::english();
    let cases = cases();
    assert!(cases.len() > 300, "the cases are read: {}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, found(&reader, case)))
        .filter(|(case, found)| *found != case.marked)
        .map(|(case, found)| format!("{}\n  case:  {}\n  found: {found}", case.place, case.marked))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
