//! Places for a new pair of `found`.

use crate::text::Span;

use super::flow::flow_end;
use super::layout::{KeyRegion, Layout, leading_blanks, line_end, line_start};
use super::places::before_bracket;
use super::splice::Splices;

/// Indentation of a new mapping below its key.
const INDENT: &str = "  ";

/// Returns the edits that may add a line to `found`, best first.
pub(super) fn override_places(layout: &Layout<'_>, pair: &str) -> Vec<Splices> {
    let indent = layout.indent;
    let Some(region) = layout.region("found") else {
        let lines = format!("{indent}found:\n{indent}{INDENT}{pair}\n");
        let places = layout.places_of_missing("found").into_iter();
        return places.map(|place| Splices::insert(place, lines.as_str())).collect();
    };
    let first = format!("{indent}{INDENT}{pair}\n");
    let Some(start) = layout.value_start(region) else {
        return vec![Splices::insert(line_end(layout.text, region.after_colon) + 1, first)];
    };
    match layout.text.as_bytes().get(start) {
        Some(b'{') => in_braces(layout, region, start, pair),
        _ if line_start(layout.text, start) > region.start => after_last_pair(layout, region, start, pair),
        _ => in_place_of_word(layout, region, start, &first),
    }
}

fn in_braces(layout: &Layout<'_>, region: KeyRegion, start: usize, pair: &str) -> Vec<Splices> {
    let Some(end) = flow_end(&layout.text[..region.end], start) else { return Vec::new() };
    vec![before_bracket(layout, start, end, pair)]
}

fn after_last_pair(layout: &Layout<'_>, region: KeyRegion, start: usize, pair: &str) -> Vec<Splices> {
    let prefix = leading_blanks(layout.text, line_start(layout.text, start));
    let line = format!("{prefix}{pair}\n");
    layout.ends_of(region).into_iter().map(|end| Splices::insert(end, line.as_str())).collect()
}

/// Makes a mapping of `found: prose`: the word moves to the key `show`. An empty value is removed.
fn in_place_of_word(layout: &Layout<'_>, region: KeyRegion, start: usize, first: &str) -> Vec<Splices> {
    let text = layout.text;
    let line = &text[start..line_end(text, start)];
    let word = line.split(" #").next().unwrap_or(line).trim_end();
    let below = line_end(text, start) + 1;
    let removed = Splices::replace(Span::new(region.after_colon, start + word.len()), "");
    let show = format!("{}{INDENT}show: {word}\n{first}", layout.indent);
    vec![removed.clone().and_insert(below, first), removed.and_insert(below, show)]
}
