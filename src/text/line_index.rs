//! From byte offsets to the lines and columns an editor shows.

/// A place as an editor shows it: both numbers count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1.
    pub column: u32,
}

/// Bytes between two places at which letters are counted.
const STEP: usize = 256;

/// The start of every line of one text, and the letters before every so many bytes: many places on one long line are to
/// be told without counting from its start for each.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    letters: Vec<u32>,
}

impl LineIndex {
    /// Scans `text` once.
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        let steps = text.as_bytes().chunks(STEP).scan(0, |sum, step| {
            let before = *sum;
            *sum += letters(step);
            Some(before)
        });
        Self { starts, letters: steps.collect() }
    }

    /// Line and column of `offset`, a byte offset in the text this index was made from.
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        let end = (offset as usize).min(text.len());
        let column = self.letters_before(text, end) - self.letters_before(text, start.min(end)) + 1;
        LineColumn { line: line as u32, column }
    }

    fn letters_before(&self, text: &str, end: usize) -> u32 {
        let step = (end / STEP).min(self.letters.len().saturating_sub(1));
        let counted = self.letters.get(step).copied().unwrap_or_default();
        counted + text.as_bytes().get(step * STEP..end).map_or(0, letters)
    }
}

/// How many letters begin in these bytes.
fn letters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_column_is_the_letters_from_the_start_of_the_line(
            piece in "[aé€\n]{1,6}",
            at in 0_usize..3_000,
        ) {
            let text = piece.repeat(3_000 / piece.len());
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let expected = text[start..at].chars().count() as u32 + 1;
            proptest::prop_assert_eq!(LineIndex::new(&text).position(&text, at as u32).column, expected);
        }
    }

    #[test]
    fn columns_count_characters() {
        let text = "aé\nbç d";
        let index = LineIndex::new(text);
        let cases = [(0, (1, 1)), (3, (1, 3)), (4, (2, 1)), (7, (2, 3)), (99, (2, 5))];
        for (offset, (line, column)) in cases {
            assert_eq!(index.position(text, offset), LineColumn { line, column }, "offset {offset}");
        }
    }
}
