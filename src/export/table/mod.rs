//! Tables for spreadsheets and statistics: dates, actors, venues and statements as CSV.
//!
//! The columns are a promise: docs/data.md names each, and new ones are added at the end.

mod csv;
mod subjects;
mod told;

pub(super) use subjects::{actors, in_order, venues};
pub(super) use told::{dates, statements};

use crate::text::Spanned;

/// Several names in one cell.
const BETWEEN: &str = "; ";

fn text(text: Option<&Spanned<String>>) -> &str {
    text.map_or("", |text| &text.value)
}

fn joined(texts: &[Spanned<String>]) -> String {
    texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(BETWEEN)
}
