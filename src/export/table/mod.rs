//! Tables of events, actors, venues and statements as CSV.
//!
//! The columns are stable: docs/data.md documents each, and new columns are added at the end.

mod csv;
mod facts;
mod subjects;

pub(super) use facts::{dates_csv, statements_csv};
pub(super) use subjects::{actors_csv, sorted_by_permalink, venues_csv};

use crate::text::Spanned;

/// Separator of names in one cell.
const LIST_SEPARATOR: &str = "; ";

fn str_or_empty(text: Option<&Spanned<String>>) -> &str {
    text.map_or("", |text| &text.value)
}

fn join_texts(texts: &[Spanned<String>]) -> String {
    texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(LIST_SEPARATOR)
}
