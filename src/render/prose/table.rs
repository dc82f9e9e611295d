//! Tables. They scroll on narrow screens, header cells have a `scope`, and alignment is a class.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::EventRenderer;

/// State of the open table.
#[derive(Default)]
pub(super) struct OpenTable {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Offsets in the output of the open cell and of its content.
    cell: (usize, usize),
    /// Number of tables so far.
    number: usize,
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

    fn begin_cell(&mut self) {
        let class = match self.table.columns.get(self.table.column) {
            Some(Alignment::Left) => Some("align-left"),
            Some(Alignment::Center) => Some("align-center"),
            Some(Alignment::Right) => Some("align-right"),
            Some(Alignment::None) | None => None,
        };
        self.table.column += 1;
        let start = self.out.position();
        match (self.table.in_head, class) {
            (true, Some(class)) => self.out.open_with("th", &[("scope", "col"), ("class", class)]),
            (true, None) => self.out.open_with("th", &[("scope", "col")]),
            (false, Some(class)) => self.out.open_with("td", &[("class", class)]),
            (false, None) => self.out.open("td"),
        }
        self.table.cell = (start, self.out.position());
    }

    /// Closes a cell. An empty header cell becomes a data cell.
    pub(super) fn end_cell(&mut self) {
        let (start, content) = self.table.cell;
        if self.table.in_head && self.out.position() == content {
            self.out.split_off(start);
            self.out.element("td", "");
            return;
        }
        self.out.close(if self.table.in_head { "th" } else { "td" });
    }
}
