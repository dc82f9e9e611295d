//! Converts byte offsets to lines and columns.

/// A position as editors show it: line and column from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line number, from 1.
    pub line: u32,
    /// Column in chars, from 1.
    pub column: u32,
}

/// Bytes between two stored char counts.
const STEP: usize = 256;

/// The line starts of a text, and the number of chars before every `STEP` bytes.
///
/// The counts make a column on a long line cheap: only the chars since the last step are counted.
#[derive(Clone, Debug)]
pub struct LineIndex {
    line_starts: Vec<u32>,
    char_counts: Vec<u32>,
}

impl LineIndex {
    /// Creates the index in one pass over `text`.
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(offset, _)| offset as u32 + 1)).collect();
        let steps = text.as_bytes().chunks(STEP).scan(0, |sum, step| {
            let before = *sum;
            *sum += count_chars(step);
            Some(before)
        });
        Self { line_starts, char_counts: steps.collect() }
    }

    /// Returns line and column of the byte `offset` in `text`, which must be the indexed text.
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts[line - 1] as usize;
        let end = (offset as usize).min(text.len());
        let column = self.chars_before(text, end) - self.chars_before(text, start.min(end)) + 1;
        LineColumn { line: line as u32, column }
    }

    fn chars_before(&self, text: &str, end: usize) -> u32 {
        let step = (end / STEP).min(self.char_counts.len().saturating_sub(1));
        let counted = self.char_counts.get(step).copied().unwrap_or_default();
        counted + text.as_bytes().get(step * STEP..end).map_or(0, count_chars)
    }
}

/// Counts the chars that start in `bytes`.
fn count_chars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_column_counts_chars_from_the_start_of_the_line(
            piece in "[aé€\n]{1,6}",
            offset in 0_usize..3_000,
        ) {
            let text = piece.repeat(3_000 / piece.len());
            let offset = (0..=offset.min(text.len())).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0);
            let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
            let expected = text[start..offset].chars().count() as u32 + 1;
            proptest::prop_assert_eq!(LineIndex::new(&text).position(&text, offset as u32).column, expected);
        }
    }

    #[test]
    fn columns_count_chars() {
        let text = "aé\nbç d";
        let index = LineIndex::new(text);
        let cases = [(0, (1, 1)), (3, (1, 3)), (4, (2, 1)), (7, (2, 3)), (99, (2, 5))];
        for (offset, (line, column)) in cases {
            assert_eq!(index.position(text, offset), LineColumn { line, column }, "offset {offset}");
        }
    }
}
