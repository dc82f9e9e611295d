//! CSV as RFC 4180 has it: UTF-8, lines end in CR LF, a row is a line.
//!
//! Text that a spreadsheet would run as a formula begins with an apostrophe. Numbers and dates are made by this
//! program and stand as they are: they can neither call a function nor name a cell.

use std::fmt::{Display, Write};

use crate::text::{ByteSet, replace_marked};

/// A table being written.
pub(super) struct CsvWriter {
    out: String,
    in_row: bool,
}

impl CsvWriter {
    /// A table with the names of its columns.
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Self { out: String::new(), in_row: false };
        columns.iter().for_each(|column| table.text_cell(column));
        table.end_row();
        table
    }

    /// A cell of text from elsewhere.
    pub(super) fn text_cell(&mut self, text: &str) {
        self.begin_cell();
        let guarded = is_formula(text);
        let parts = |letter| matches!(letter, '"' | ',' | ';') || is_line_break(letter);
        if !guarded && text.trim() == text && !text.contains(parts) {
            return self.out.push_str(text);
        }
        self.out.push('"');
        if guarded {
            self.out.push('\'');
        }
        let form = |letter, _: &str| match letter {
            '"' => Some("\"\""),
            letter => is_line_break(letter).then_some(" "),
        };
        replace_marked(text, &QUOTED, form, |piece| self.out.push_str(piece));
        self.out.push('"');
    }

    /// A cell with a number, a date, or a word of this program's own.
    pub(super) fn plain_cell(&mut self, value: impl Display) {
        self.begin_cell();
        let _ = write!(self.out, "{value}");
    }

    /// A cell that may be empty.
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

    /// The table's bytes.
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

/// What cannot stand as it is in a quoted cell.
const QUOTED: ByteSet = ByteSet::from_chars_and_controls(&['"', '\u{2028}']);

/// What would end a row for somebody who reads by lines.
fn is_line_break(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Whether a spreadsheet would run it: also behind blanks, and in the wide forms East Asian keyboards give.
fn is_formula(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || is_line_break(c)
            || matches!(c, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    let first = text.trim_start_matches(unseen).chars().next();
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
        fn a_row_is_a_line_and_holds_its_cells(cells in proptest::collection::vec("[a-z=+\"',;\r\n\t é\u{2028}]{0,12}", 1..5)) {
            let mut table = CsvWriter { out: String::new(), in_row: false };
            cells.iter().for_each(|cell| table.text_cell(cell));
            table.end_row();
            let text = String::from_utf8(table.finish()).expect("UTF-8");
            let row = text.strip_suffix("\r\n").expect("an end");
            let broken = row.contains(is_line_break);
            prop_assert!(!broken);
            let mut given = vec![String::new()];
            let mut quoted = false;
            for letter in row.chars() {
                match letter {
                    '"' => { quoted = !quoted; given.last_mut().expect("a cell").push('"'); }
                    ',' if !quoted => given.push(String::new()),
                    letter => given.last_mut().expect("a cell").push(letter),
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
