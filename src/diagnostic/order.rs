//! Sorts diagnostics, so that the same input gives the same output, and limits how many are printed.

use rustc_hash::FxHashMap;

use super::{Code, Diagnostic, Severity};
use crate::text::SharedText;

/// Sorts diagnostics by path, span, code and message, with those without a location last, and removes duplicates.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    diagnostics.dedup();
}

type SortKey<'a> = (bool, &'a Option<super::SourceLocation>, &'static str, &'a str, &'a Option<SharedText>);

fn sort_key(diagnostic: &Diagnostic) -> SortKey<'_> {
    (
        diagnostic.location.is_none(),
        &diagnostic.location,
        diagnostic.code.id,
        &diagnostic.message,
        &diagnostic.help,
    )
}

/// Maximum number of hints to print for one rule; the others are only counted.
const MAX_HINTS: usize = 3;
/// Maximum number of warnings to print for one rule.
const MAX_WARNINGS: usize = 10;
/// Maximum number of errors to print for one rule and file. Errors are counted by file because each must be fixed.
const MAX_ERRORS_IN_FILE: usize = 200;

/// Diagnostics to print, limited for each rule.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Folded<'n> {
    /// Diagnostics to print, in the given order.
    pub shown: Vec<&'n Diagnostic>,
    /// Numbers of diagnostics over the limit.
    pub left_out: Vec<LeftOut<'n>>,
}

/// Number of diagnostics of one rule that are not printed.
#[derive(Debug, PartialEq, Eq)]
pub struct LeftOut<'n> {
    /// Severity.
    pub severity: Severity,
    /// Rule.
    pub code: &'static Code,
    /// Path of the file, if the rule is counted by file.
    pub file: Option<&'n str>,
    /// Number of diagnostics.
    pub count: usize,
}

/// Number of diagnostics of one rule so far, and the index in `left_out` of those over the limit.
#[derive(Default)]
struct RuleCount {
    total: usize,
    left_out: Option<usize>,
}

/// Selects the diagnostics to print and counts the others.
pub fn fold(diagnostics: &[Diagnostic]) -> Folded<'_> {
    let mut folded = Folded::default();
    let mut counts: FxHashMap<(Severity, &str, Option<&str>), RuleCount> = FxHashMap::default();
    for diagnostic in diagnostics {
        let (limit, file) = match diagnostic.severity {
            Severity::Hint => (MAX_HINTS, None),
            Severity::Warning => (MAX_WARNINGS, None),
            Severity::Error => {
                (MAX_ERRORS_IN_FILE, diagnostic.location.as_ref().map(|location| &*location.path))
            }
        };
        let RuleCount { total, left_out } =
            counts.entry((diagnostic.severity, diagnostic.code.id, file)).or_default();
        *total += 1;
        if *total <= limit {
            folded.shown.push(diagnostic);
            continue;
        }
        let index = *left_out.get_or_insert(folded.left_out.len());
        match folded.left_out.get_mut(index) {
            Some(left_out) => left_out.count += 1,
            None => folded.left_out.push(LeftOut {
                severity: diagnostic.severity,
                code: diagnostic.code,
                file,
                count: 1,
            }),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{BROKEN_LINK, RAW_HTML, SourceLocation, UNUSED_ASSET};

    fn diagnostics(code: &'static Code, files: usize, each: usize) -> Vec<Diagnostic> {
        let of_file = |file: usize| {
            (0..each).map(move |index| {
                Diagnostic::new(code, index.to_string())
                    .at(SourceLocation::file(format!("content/{file}.md")))
            })
        };
        (0..files).flat_map(of_file).collect()
    }

    /// Returns how many diagnostics of `files` files with `each` diagnostics are printed, and the counts of the others.
    fn folded(code: &'static Code, files: usize, each: usize) -> (usize, Vec<(Option<String>, usize)>) {
        let diagnostics = diagnostics(code, files, each);
        let folded = fold(&diagnostics);
        let left_out = folded.left_out.iter().map(|line| (line.file.map(str::to_owned), line.count));
        (folded.shown.len(), left_out.collect())
    }

    #[test]
    fn diagnostics_over_the_limit_are_counted() {
        assert_eq!(folded(&UNUSED_ASSET, 1, 3), (3, vec![]));
        assert_eq!(folded(&UNUSED_ASSET, 9, 1), (3, vec![(None, 6)]));
        assert_eq!(folded(&RAW_HTML, 4, 5), (10, vec![(None, 10)]));
        assert_eq!(folded(&RAW_HTML, 1, 292_000), (10, vec![(None, 291_990)]));
    }

    #[test]
    fn errors_are_limited_by_file() {
        assert_eq!(folded(&BROKEN_LINK, 300, 1), (300, vec![]));
        let more = |file: usize| (Some(format!("content/{file}.md")), 50);
        assert_eq!(folded(&BROKEN_LINK, 2, 250), (400, vec![more(0), more(1)]));
    }

    #[test]
    fn rules_are_counted_separately() {
        let all = [diagnostics(&RAW_HTML, 1, 11), diagnostics(&UNUSED_ASSET, 1, 4)].concat();
        let folded = fold(&all);
        let counted: Vec<_> = folded.left_out.iter().map(|line| (line.code.id, line.count)).collect();
        assert_eq!((folded.shown.len(), counted), (13, vec![("M001", 1), ("L010", 1)]));
    }
}
