//! Definitions of reference links that no link of the page uses. Templates include them by the hundred.

use rustc_hash::FxHashSet;

use super::links::folded;
use super::spans::CodeFence;

/// Returns a body without the definitions whose label is in no other brackets of it. Code blocks stay as they are.
pub(super) fn without_unused(body: &str) -> String {
    let used = used_labels(body);
    let mut output = String::with_capacity(body.len());
    let mut fence = CodeFence::default();
    for line in body.split_inclusive('\n') {
        let is_unused =
            !fence.has(line) && definition(line).is_some_and(|label| !used.contains(&folded(label)));
        if !is_unused {
            output.push_str(line);
        }
    }
    output
}

/// Returns the label of a line that is the definition of a reference link.
fn definition(line: &str) -> Option<&str> {
    let start = line.trim_start_matches(' ');
    let (label, target) = start.strip_prefix('[')?.split_once("]:")?;
    let words = target.split_whitespace().count();
    let is_whole = words == 1 && !label.contains(['[', ']', '\\']) && !label.starts_with('^');
    (line.len() - start.len() <= 3 && is_whole).then_some(label)
}

/// Returns the folded texts of all innermost brackets outside definitions.
fn used_labels(body: &str) -> FxHashSet<String> {
    let (mut used, mut open) = (FxHashSet::default(), None);
    for (index, c) in body.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
        match (c, open.take()) {
            ('[', _) => open = Some(index + 1),
            (_, Some(start)) if !is_definition_end(body, start, index) => {
                used.insert(folded(&body[start..index]));
            }
            _ => {}
        }
    }
    used
}

/// Returns whether brackets begin a line and have a colon after them.
fn is_definition_end(body: &str, start: usize, end: usize) -> bool {
    let before = body[..start - 1].trim_end_matches(' ');
    body[end..].starts_with("]:") && (before.is_empty() || before.ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_definitions_are_removed() {
        let cases = [
            ("[a][B  c]\n\n[b c]: /x\n  [d]: /y\n", "[a][B  c]\n\n[b c]: /x\n"),
            ("[a] and [d][]\n\n  [a]: /x\n  [b]: /y\n  [d]: /z\n", "[a] and [d][]\n\n  [a]: /x\n  [d]: /z\n"),
            ("```\n[a]: /x\n```\n[a]: /x\n", "```\n[a]: /x\n```\n"),
            ("[^a]: note\n[a]: /x \"T\"\n    [b]: /x\n", "[^a]: note\n[a]: /x \"T\"\n    [b]: /x\n"),
            ("![p[q]\n\n[q]: x.png\n[p]: y.png\n", "![p[q]\n\n[q]: x.png\n"),
            ("[[[[ [a\n", "[[[[ [a\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(without_unused(body), expected, "{body}");
        }
    }
}
