//! Tables. They scroll on narrow screens, header cells have a `scope`, and alignment is a class.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::EventRenderer;

/// State of the open table.
#[derive(Default)]
pub(super) struct OpenTable {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Offset in the output of the content of the open cell.
    cell_start: usize,
    /// Number of tables so far.
    number: usize,
}

impl OpenTable {
    /// Returns the class that aligns the open cell.
    fn align_class(&self) -> Option<&'static str> {
        match self.columns.get(self.column.checked_sub(1)?)? {
            Alignment::Left => Some("align-left"),
            Alignment::Center => Some("align-center"),
            Alignment::Right => Some("align-right"),
            Alignment::None => None,
        }
    }
}

impl EventRenderer<'_> {
    pub(super) fn start_table(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Table(columns) => self.begin_table(columns),
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                self.out.open("thead");
                self.out.open("tr");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.out.open("tr");
            }
            Tag::TableCell => self.begin_cell(),
            _ => {}
        }
    }

    pub(super) fn end_table(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                self.out.close("tbody");
                self.out.close("table");
                self.out.close("div");
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.close("tr");
                self.out.close("thead");
                self.out.newline();
                self.out.open("tbody");
            }
            TagEnd::TableRow => self.out.close("tr"),
            _ => {}
        }
    }

    /// Opens a table in a scrolling region, which must be focusable and therefore have a label.
    fn begin_table(&mut self, columns: Vec<Alignment>) {
        self.table.number += 1;
        self.table.columns = columns;
        let name = format!("Table {}", self.table.number);
        let region = [("class", "table"), ("role", "region"), ("aria-label", &name), ("tabindex", "0")];
        self.out.open_with("div", &region);
        self.out.open("table");
        self.out.newline();
    }

    /// Opens a cell. A header cell is opened when its content is known.
    fn begin_cell(&mut self) {
        self.table.column += 1;
        if !self.table.in_head {
            match self.table.align_class() {
                Some(class) => self.out.open_with("td", &[("class", class)]),
                None => self.out.open("td"),
            }
        }
        self.table.cell_start = self.out.position();
    }

    pub(super) fn end_cell(&mut self) {
        match self.table.in_head {
            true => self.header_cell(),
            false => self.out.close("td"),
        }
    }

    /// Writes a header cell. An empty one is a data cell, because it is the header of nothing.
    fn header_cell(&mut self) {
        let content = self.out.split_off(self.table.cell_start);
        if content.is_empty() {
            return self.out.element("td", "");
        }
        match self.table.align_class() {
            Some(class) => self.out.open_with("th", &[("scope", "col"), ("class", class)]),
            None => self.out.open_with("th", &[("scope", "col")]),
        }
        self.out.append(&content);
        self.out.close("th");
    }
}
