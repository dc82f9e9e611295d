//! Replacements of parts of a text.

use std::ops::Range;

/// A range of a text and what replaces it.
pub(super) type TextEdit = (Range<usize>, String);

/// Applies edits, which are sorted by their starts; those that overlap an earlier one are left out.
pub(super) fn applied(text: &str, edits: Vec<TextEdit>) -> String {
    let (mut output, mut end) = (String::with_capacity(text.len()), 0);
    for (range, replacement) in edits {
        if range.start < end {
            continue;
        }
        output.push_str(&text[end..range.start]);
        output.push_str(&replacement);
        end = range.end;
    }
    output + &text[end..]
}
