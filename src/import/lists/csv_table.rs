//! Tables: the first line names the columns.

use super::ListRecord;

/// Reads a table. Column names are compared in lower case, with `_` for blanks and hyphens.
pub(super) fn records(text: &str, delimiter: u8) -> Result<Vec<ListRecord>, String> {
    // Spreadsheets of many countries write semicolons.
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        if delimiter == b',' && first.contains(';') && !first.contains(',') { b';' } else { delimiter };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let failed = |error: csv::Error| format!("the table cannot be read: {error}");
    let names: Vec<String> = reader.headers().map_err(failed)?.iter().map(column).collect();
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row.map_err(failed)?;
        let mut record = ListRecord::default();
        for (index, cell) in row.iter().enumerate() {
            match names.get(index) {
                Some(name) => record.push(name, cell),
                None => record.push("cell without a column", cell),
            }
        }
        if !record.values.is_empty() {
            records.push(record);
        }
    }
    Ok(records)
}

fn column(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}
