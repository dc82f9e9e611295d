//! The order in which findings are told: by file and place, so that the same input gives the same text.

use rustc_hash::FxHashMap;

use super::{Code, Diagnostic, Severity};

/// Sorts findings by path, place, code and message; those about no file come last. Equal ones are told once.
pub fn sort(notes: &mut Vec<Diagnostic>) {
    notes.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    notes.dedup();
}

type SortKey<'a> = (bool, &'a Option<super::SourceLocation>, &'static str, &'a str, &'a Option<String>);

fn sort_key(note: &Diagnostic) -> SortKey<'_> {
    (note.location.is_none(), &note.location, note.code.id, &note.message, &note.help)
}

/// Findings of one rule that people are shown; all are counted.
const MOST_HINTS: usize = 3;
const MOST_WARNINGS: usize = 10;
/// Errors have to be put right one by one, so that each file shows its own.
const MOST_ERRORS_IN_A_FILE: usize = 200;

/// Findings for people: of each rule so many as help.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Folded<'n> {
    /// What is shown, in the order given.
    pub shown: Vec<&'n Diagnostic>,
    /// How many more there are, by rule.
    pub left_out: Vec<LeftOut<'n>>,
}

/// Findings of one rule that are counted and not shown.
#[derive(Debug, PartialEq, Eq)]
pub struct LeftOut<'n> {
    /// How grave they are.
    pub severity: Severity,
    /// The rule.
    pub code: &'static Code,
    /// The file, where they are counted by file.
    pub file: Option<&'n str>,
    /// How many.
    pub count: usize,
}

/// Findings of one rule that were met, and the line that counts those over the bound.
#[derive(Default)]
struct Count {
    met: usize,
    line: Option<usize>,
}

/// Leaves so many findings of each rule as help, and counts the others.
pub fn fold(notes: &[Diagnostic]) -> Folded<'_> {
    let mut folded = Folded::default();
    let mut counts: FxHashMap<(Severity, &str, Option<&str>), Count> = FxHashMap::default();
    for note in notes {
        let (most, file) = match note.severity {
            Severity::Hint => (MOST_HINTS, None),
            Severity::Warning => (MOST_WARNINGS, None),
            Severity::Error => (MOST_ERRORS_IN_A_FILE, note.location.as_ref().map(|place| &*place.path)),
        };
        let Count { met, line } = counts.entry((note.severity, note.code.id, file)).or_default();
        *met += 1;
        if *met <= most {
            folded.shown.push(note);
            continue;
        }
        let line = *line.get_or_insert(folded.left_out.len());
        match folded.left_out.get_mut(line) {
            Some(left_out) => left_out.count += 1,
            None => {
                folded.left_out.push(LeftOut { severity: note.severity, code: note.code, file, count: 1 })
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{BROKEN_LINK, RAW_HTML, SourceLocation, UNUSED_ASSET};

    fn notes(code: &'static Code, files: usize, each: usize) -> Vec<Diagnostic> {
        let of_file = |file: usize| {
            (0..each).map(move |at| {
                Diagnostic::new(code, at.to_string()).at(SourceLocation::file(format!("content/{file}.md")))
            })
        };
        (0..files).flat_map(of_file).collect()
    }

    /// How many are shown of so many files with so many findings each, and the lines of those that are not.
    fn folded(code: &'static Code, files: usize, each: usize) -> (usize, Vec<(Option<String>, usize)>) {
        let notes = notes(code, files, each);
        let folded = fold(&notes);
        let left_out = folded.left_out.iter().map(|line| (line.file.map(str::to_owned), line.count));
        (folded.shown.len(), left_out.collect())
    }

    #[test]
    fn a_rule_broken_often_is_shown_a_few_times_and_counted() {
        assert_eq!(folded(&UNUSED_ASSET, 1, 3), (3, vec![]));
        assert_eq!(folded(&UNUSED_ASSET, 9, 1), (3, vec![(None, 6)]));
        assert_eq!(folded(&RAW_HTML, 4, 5), (10, vec![(None, 10)]));
        assert_eq!(folded(&RAW_HTML, 1, 292_000), (10, vec![(None, 291_990)]));
    }

    #[test]
    fn errors_are_shown_in_every_file_and_bounded_in_each() {
        assert_eq!(folded(&BROKEN_LINK, 300, 1), (300, vec![]));
        let more = |file: usize| (Some(format!("content/{file}.md")), 50);
        assert_eq!(folded(&BROKEN_LINK, 2, 250), (400, vec![more(0), more(1)]));
    }

    #[test]
    fn rules_are_counted_apart() {
        let all = [notes(&RAW_HTML, 1, 11), notes(&UNUSED_ASSET, 1, 4)].concat();
        let folded = fold(&all);
        let counted: Vec<_> = folded.left_out.iter().map(|line| (line.code.id, line.count)).collect();
        assert_eq!((folded.shown.len(), counted), (13, vec![("M001", 1), ("L010", 1)]));
    }
}
