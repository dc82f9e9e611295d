//! The front matter of a briefing.

use crate::briefing::{Briefing, LeadPicture};
use crate::data::{DataNode, DataValue, MappingReader};
use crate::diagnostic::{Diagnostic, MISSING_KEY};

use crate::facts::date::{CalendarDate, Precision};
use crate::facts::{Date, DisplayMode, Override, Status};
use crate::text::Spanned;

use super::day_or_instant::read_day_or_instant;
use super::meta::{MetaKeys, SourceAndBody, read_meta};
use super::midnight::day_of_midnight;
use super::references::reference;
use super::{checks, entries, keys};

const META_KEYS: MetaKeys = MetaKeys { title: "title", old_urls: "aliases" };

/// Replaces a missing or invalid `published`. It is long past, so the briefing counts as published.
const FALLBACK_DATE: Date = Date::Calendar(CalendarDate {
    year: 1970,
    unspecified_digits: 0,
    precision: Precision::Day(1, 1),
    qualifier: None,
});

/// Reads a briefing and runs the checks that need no other file.
pub(super) fn read_briefing(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Briefing {
    let meta = read_meta(reader, file, &META_KEYS);
    reader.require("published");
    let published = read_day_or_instant(reader, "published").map(day_of_midnight);
    let (display, overrides) = read_found(reader);
    let briefing = Briefing {
        published: published.unwrap_or_else(|| Spanned::new(FALLBACK_DATE, meta.title.span)),
        updated: read_day_or_instant(reader, "updated").map(day_of_midnight),
        changes: entries::read_changes(reader),
        dateline: reader.text("dateline").map(reference),
        byline: reader.texts("byline").into_iter().map(reference).collect(),
        part: read_part(reader),
        series: reader.text("series").map(reference),
        picture: read_picture(reader),
        topics: reader.texts("topics").into_iter().map(reference).collect(),
        dates: entries::read_dates(reader),
        actors: entries::read_actors(reader),
        venues: entries::read_venues(reader),
        statements: entries::read_statements(reader),
        sources: entries::read_sources(reader),
        corrections: entries::read_corrections(reader),
        embargo: read_day_or_instant(reader, "embargo"),
        review_by: read_day_or_instant(reader, "review_by"),
        status: reader.choice("status", &Status::CHOICES),
        display,
        overrides,
        meta,
    };
    checks::check_briefing(&briefing, reader);
    briefing
}

fn read_picture(reader: &mut MappingReader<'_>) -> Option<LeadPicture> {
    let node = reader.take_filled("picture")?;
    let read = |entry: &mut MappingReader<'_>| {
        let (file, alt) = (entry.required_text("file"), entry.required_text("alt"));
        let [caption, credit, licence] = ["caption", "credit", "licence"].map(|key| entry.text(key));
        Some(LeadPicture { file: file?, alt: alt?, caption, credit, licence })
    };
    reader.entry("picture", &keys::PICTURE, node, read).flatten()
}

/// Reads `part`: the number of the briefing in its series.
fn read_part(reader: &mut MappingReader<'_>) -> Option<Spanned<u32>> {
    let number = reader.number("part")?;
    if !reader.has("series") && !reader.is_misnamed("series") {
        let diagnostic = Diagnostic::new(&MISSING_KEY, "`part` needs `series`");
        reader.report(
            diagnostic.help("add `series` with the name of the series, or remove `part`"),
            number.span,
        );
    }
    if number.value.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&number.value) {
        return Some(Spanned::new(number.value as u32, number.span));
    }
    let message = format!("`part` must be a whole number from 1, but it is {}", number.value);
    reader.reject_value(message, "write `1` for the first part", number.span)
}

type Overrides = Vec<(Spanned<String>, Override)>;

/// Reads `found`: where dates and names found in the prose are shown, overrides for single words, or both.
fn read_found(reader: &mut MappingReader<'_>) -> (Option<DisplayMode>, Overrides) {
    match reader.take_value("found") {
        None => (None, Vec::new()),
        // YAML reads `off` without quotes as a boolean.
        Some(DataNode { value: DataValue::Bool(false), .. }) => (Some(DisplayMode::Off), Vec::new()),
        Some(DataNode { value: DataValue::Map(pairs), .. }) => read_overrides(reader, pairs),
        Some(node) => {
            let text = reader.as_text("found", node);
            let display = text.and_then(|text| reader.as_choice("found", text, &DisplayMode::CHOICES));
            (display.map(|mode| mode.value), Vec::new())
        }
    }
}

fn read_overrides(
    reader: &mut MappingReader<'_>,
    pairs: crate::data::DataMap,
) -> (Option<DisplayMode>, Overrides) {
    let (mut display, mut overrides) = (None, Vec::new());
    for (words, node) in pairs {
        match &node.value {
            DataValue::Bool(false) if words.value == "show" => display = Some(DisplayMode::Off),
            DataValue::Text(text) if words.value == "show" => {
                let text = Spanned::new(text.clone(), node.span);
                display = reader.as_choice("show", text, &DisplayMode::CHOICES).map(|mode| mode.value);
            }
            DataValue::Text(text) if text == "ignore" => overrides.push((words, Override::Ignore)),
            DataValue::Text(text) if looks_like_name(text) => {
                let name = Spanned::new(text.clone(), node.span);
                overrides.push((words, Override::Name(name)));
            }
            _ => {
                let date = reader.as_date("found", node);
                overrides.extend(date.map(|date| (words, Override::Date(date.value))));
            }
        }
    }
    (display, overrides)
}

/// Returns whether a text is a name and not a date. Dates begin with a digit, a minus, a slash or a full stop, and
/// their only letters are `X`, `T` and `Z`.
fn looks_like_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.contains(|c: char| c.is_alphabetic() && !matches!(c, 'X' | 'T' | 'Z'))
}
