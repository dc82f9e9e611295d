//! Tables: which are data, and their Markdown.

use std::collections::BTreeSet;

use super::elements::list_number;
use crate::document::html_tokens::{HtmlToken, tag_name};

/// The maximum number of columns of a Markdown table.
const MAX_COLUMNS: usize = 100;

/// The rows of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRows {
    rows: Vec<Vec<String>>,
    open: Vec<String>,
    /// The open cell: its number of columns and rows.
    cell: Option<(usize, usize)>,
    /// For each column, the number of rows below that a cell covers.
    covered: Vec<usize>,
    /// What the cells of the open row will cover: the column and the rows.
    covering: Vec<(usize, usize)>,
    /// The open lists in the cell, with the number of the next item.
    pub(super) lists: Vec<Option<usize>>,
}

impl TableRows {
    /// Begins a cell, behind the columns that cells above cover.
    pub(super) fn start_cell(&mut self, tag: &str) {
        let span = |name: &str| list_number(tag, name).unwrap_or(1).clamp(1, MAX_COLUMNS);
        while self.covered.get(self.open.len()).is_some_and(|rows| *rows > 0) {
            self.open.push(String::new());
        }
        self.cell = Some((span("colspan"), span("rowspan")));
        self.lists.clear();
    }

    /// Adds the open cell to the open row.
    pub(super) fn end_cell(&mut self, text: &str) {
        let Some((columns, rows)) = self.cell.take() else { return };
        let text = text.replace("\\\n", " ").replace('\n', " ");
        for column in 0..columns {
            if self.open.len() < MAX_COLUMNS {
                self.covering.push((self.open.len(), rows - 1));
                self.open.push(if column == 0 { text.trim().to_owned() } else { String::new() });
            }
        }
    }

    /// Returns the mark of the next item of the innermost list.
    pub(super) fn item_mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ => "• ".to_owned(),
        }
    }

    /// Ends the open row.
    pub(super) fn end_row(&mut self) {
        if self.open.is_empty() {
            return;
        }
        self.rows.push(std::mem::take(&mut self.open));
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (column, rows) in std::mem::take(&mut self.covering) {
            self.covered.resize(self.covered.len().max(column + 1), 0);
            self.covered[column] = rows;
        }
    }

    /// Returns the table; its first row is the header.
    pub(super) fn markdown(&mut self) -> String {
        self.end_row();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut lines = Vec::with_capacity(self.rows.len() + 1);
        for (index, row) in self.rows.iter().enumerate() {
            let cells = (0..columns).map(|column| row.get(column).map_or("", String::as_str));
            lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
            if index == 0 {
                lines.push(format!("|{}", " --- |".repeat(columns)));
            }
        }
        lines.join("\n")
    }
}

/// Returns the indexes of the `table` tokens that hold data: at least two columns, and no blocks or tables in them.
pub(super) fn data_tables(tokens: &[HtmlToken<'_>]) -> BTreeSet<usize> {
    /// An open table: its token, its columns so far, and whether it is used for layout.
    struct TableShape {
        index: usize,
        columns: usize,
        cells: usize,
        is_layout: bool,
    }
    let (mut open, mut found): (Vec<TableShape>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    for (index, token) in tokens.iter().enumerate() {
        match token {
            HtmlToken::Start(tag) => match &*tag_name(tag) {
                "table" => {
                    // Only the innermost table counts; those around it are for layout.
                    if let Some(outer) = open.last_mut() {
                        outer.is_layout = true;
                    }
                    open.push(TableShape { index, columns: 0, cells: 0, is_layout: false });
                }
                "tr" => open.last_mut().into_iter().for_each(|table| table.cells = 0),
                "td" | "th" => open.last_mut().into_iter().for_each(|table| {
                    table.cells += 1;
                    table.columns = table.columns.max(table.cells);
                }),
                "h1" | "h2" | "h3" | "h4" | "blockquote" | "pre" | "hr" => {
                    open.last_mut().into_iter().for_each(|table| table.is_layout = true);
                }
                _ => {}
            },
            HtmlToken::End(tag) if tag_name(tag) == "table" => {
                found.extend(
                    open.pop().filter(|table| !table.is_layout && table.columns > 1).map(|table| table.index),
                );
            }
            _ => {}
        }
    }
    found
}
