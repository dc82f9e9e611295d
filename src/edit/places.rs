//! Places for a new entry of a list.

use crate::briefing::yaml;
use crate::text::Span;

use super::flow::{FlowEnd, flow_end};
use super::layout::{KeyRegion, Layout, leading_blanks, line_end, line_start};
use super::splice::Splices;

/// Words that YAML reads as an empty value.
const NULLS: [&str; 4] = ["~", "null", "Null", "NULL"];

/// Returns the edits that may add an entry to the list of a key, best first.
pub(super) fn entry_places(layout: &Layout<'_>, key: &str, entry: &str) -> Vec<Splices> {
    let Some(region) = layout.region(key) else {
        let (indent, list) = (layout.indent, layout.list_indent());
        let lines = format!("{indent}{key}:\n{indent}{list}- {entry}\n");
        let places = layout.places_of_missing(key).into_iter();
        return places.map(|place| Splices::insert(place, lines.as_str())).collect();
    };
    let Some(start) = layout.value_start(region) else {
        return vec![first_line(layout, region, region.after_colon, entry)];
    };
    let rest = &layout.text[start..region.end];
    match () {
        () if layout.is_hyphen(start) => after_last_line(layout, region, start, entry),
        () if rest.starts_with('[') => in_flow_list(layout, region, start, entry),
        () => in_place_of_scalar(layout, region, start, entry),
    }
}

/// Adds the first entry of a list below its key, and removes what the key has as an empty value up to `end`.
fn first_line(layout: &Layout<'_>, region: KeyRegion, end: usize, entry: &str) -> Splices {
    let line = format!("{}{}- {entry}\n", layout.indent, layout.list_indent());
    let next = line_end(layout.text, end) + 1;
    Splices::replace(Span::new(region.after_colon, end), "").and_insert(next, line)
}

/// Adds a line after the last entry, with the indentation of the first.
fn after_last_line(layout: &Layout<'_>, region: KeyRegion, start: usize, entry: &str) -> Vec<Splices> {
    let prefix = leading_blanks(layout.text, line_start(layout.text, start));
    let line = format!("{prefix}- {entry}\n");
    layout.ends_of(region).into_iter().map(|end| Splices::insert(end, line.as_str())).collect()
}

/// Adds an entry to a list in brackets. An empty list becomes one with a line for each entry.
fn in_flow_list(layout: &Layout<'_>, region: KeyRegion, start: usize, entry: &str) -> Vec<Splices> {
    let Some(end) = flow_end(&layout.text[..region.end], start) else { return Vec::new() };
    // In brackets a comma would end a plain text.
    let quoted = yaml::double_quoted(entry);
    let mut places: Vec<Splices> =
        [entry, &quoted].iter().map(|entry| before_bracket(layout, start, end, entry)).collect();
    if end.last == start + 1 {
        places.insert(0, first_line(layout, region, end.close + 1, entry));
    }
    places
}

/// Adds an entry before the closing bracket, on a line of its own if the last entry has one.
pub(super) fn before_bracket(layout: &Layout<'_>, open: usize, end: FlowEnd, entry: &str) -> Splices {
    let text = layout.text;
    let is_empty = end.last == open + 1;
    let has_comma = text[..end.last].ends_with(',') && !is_empty;
    let line = line_start(text, end.last);
    if line <= open || is_empty {
        return match (is_empty, has_comma) {
            (true, _) => Splices::insert(end.last, entry),
            (false, true) => Splices::insert(end.last, format!(" {entry}")),
            (false, false) => Splices::insert(end.last, format!(", {entry}")),
        };
    }
    let prefix = leading_blanks(text, line);
    let (comma, final_comma) = if has_comma { ("", ",") } else { (",", "") };
    let new_line = format!("\n{prefix}{entry}{final_comma}");
    // A comment may follow the last entry on its line.
    let line_end = line_end(text, end.last).min(end.close);
    let behind = if line_end == end.close { end.last } else { line_end };
    Splices::insert(end.last, comma).and_insert(behind, new_line)
}

/// Replaces an empty value, or makes a list of a single value.
fn in_place_of_scalar(layout: &Layout<'_>, region: KeyRegion, start: usize, entry: &str) -> Vec<Splices> {
    let line = &layout.text[start..line_end(layout.text, start)];
    let word = line.split(" #").next().unwrap_or(line).trim_end();
    if NULLS.contains(&word) {
        return vec![first_line(layout, region, start + word.len(), entry)];
    }
    let end = match line.as_bytes().first() {
        Some(b'{') => flow_end(&layout.text[..region.end], start).map(|end| end.close + 1),
        Some(b'"' | b'\'') => quoted_end(line).map(|length| start + length),
        _ => Some(start + word.len()),
    };
    let Some(end) = end else { return Vec::new() };
    let wrap = |entry: &str| Splices::insert(start, "[").and_insert(end, format!(", {entry}]"));
    vec![wrap(entry), wrap(&yaml::double_quoted(entry))]
}

/// Returns the length of the quoted text at the start of a line.
fn quoted_end(line: &str) -> Option<usize> {
    // The bracket before the text makes it the only entry of a list.
    flow_end(&format!("[{line}\n]"), 0).map(|end| end.last - 1).filter(|length| {
        line.get(..*length).is_some_and(|text| text.len() > 1 && text.ends_with(['"', '\'']))
    })
}
