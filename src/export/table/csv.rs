//! CSV (RFC 4180): UTF-8, lines end in CR LF, each row is one line.
//!
//! Text that a spreadsheet would run as a formula is prefixed with an apostrophe. Numbers and dates are generated and need
//! no guard: they can neither call a function nor refer to a cell.

use std::fmt::{Display, Write};

use crate::text::{ByteSet, replace_marked};

/// Writer of one table.
pub(super) struct CsvWriter {
    out: String,
    in_row: bool,
}

impl CsvWriter {
    /// Creates a table with a header row.
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Self { out: String::new(), in_row: false };
        columns.iter().for_each(|column| table.text_cell(column));
        table.end_row();
        table
    }

    /// Writes a cell of untrusted text.
    pub(super) fn text_cell(&mut self, text: &str) {
        self.begin_cell();
        let is_guarded = is_formula(text);
        let needs_quotes = |c| matches!(c, '"' | ',' | ';') || is_line_break(c);
        if !is_guarded && text.trim() == text && !text.contains(needs_quotes) {
            return self.out.push_str(text);
        }
        self.out.push('"');
        if is_guarded {
            self.out.push('\'');
        }
        let escape = |c, _: &str| match c {
            '"' => Some("\"\""),
            c => is_line_break(c).then_some(" "),
        };
        replace_marked(text, &QUOTED, escape, |part| self.out.push_str(part));
        self.out.push('"');
    }

    /// Writes a cell with a number, a date or a constant.
    pub(super) fn plain_cell(&mut self, value: impl Display) {
        self.begin_cell();
        let _ = write!(self.out, "{value}");
    }

    /// Writes a cell that may be empty.
    pub(super) fn optional_cell(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.plain_cell(value),
            None => self.begin_cell(),
        }
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.out.push_str("\r\n");
        self.in_row = false;
    }

    /// Returns the bytes of the table.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    fn begin_cell(&mut self) {
        if self.in_row {
            self.out.push(',');
        }
        self.in_row = true;
    }
}

/// Chars that must be escaped in a quoted cell.
const QUOTED: ByteSet = ByteSet::from_chars_and_controls(&['"', '\u{2028}']);

/// Returns whether a char ends a line for some reader.
fn is_line_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns whether a spreadsheet would run a text as a formula, also after spaces and with full-width operators.
fn is_formula(text: &str) -> bool {
    let is_invisible = |c: char| {
        c.is_whitespace()
            || is_line_break(c)
            || matches!(c, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    let first = text.trim_start_matches(is_invisible).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_and_guarded() {
        let cases = [
            ("Rome", "Rome"),
            ("", ""),
            ("Oman, \"the\" host", "\"Oman, \"\"the\"\" host\""),
            ("two\r\nlines", "\"two  lines\""),
            (" led", "\" led\""),
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("+1", "\"'+1\""),
            ("-1+1", "\"'-1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"' =1\""),
            ("\u{200f}=1", "\"'\u{200f}=1\""),
            ("＝1", "\"'＝1\""),
            ("a=b", "a=b"),
        ];
        for (text, cell) in cases {
            let mut table = CsvWriter { out: String::new(), in_row: false };
            table.text_cell(text);
            assert_eq!(table.out, cell, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_row_is_one_line_with_all_cells(cells in proptest::collection::vec("[a-z=+\"',;\r\n\t é\u{2028}]{0,12}", 1..5)) {
            let mut table = CsvWriter { out: String::new(), in_row: false };
            cells.iter().for_each(|cell| table.text_cell(cell));
            table.end_row();
            let text = String::from_utf8(table.finish()).expect("UTF-8");
            let row = text.strip_suffix("\r\n").expect("an end");
            let has_line_break = row.contains(is_line_break);
            prop_assert!(!has_line_break);
            let mut given = vec![String::new()];
            let mut quoted = false;
            for c in row.chars() {
                match c {
                    '"' => { quoted = !quoted; given.last_mut().expect("a cell").push('"'); }
                    ',' if !quoted => given.push(String::new()),
                    c => given.last_mut().expect("a cell").push(c),
                }
            }
            prop_assert!(!quoted);
            prop_assert_eq!(given.len(), cells.len());
            for cell in given {
                let bare = cell.trim_matches('"').trim_start().to_owned();
                prop_assert!(!bare.starts_with(['=', '+', '@']), "{cell}");
            }
        }
    }
}
