//! The front matter of a briefing.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::briefing::Briefing;
use crate::data::{DataNode, DataValue, MappingReader};
use crate::diagnostic::{BAD_DATE, Diagnostic};
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::{Date, DisplayMode, Override, Status};
use crate::text::Spanned;

use super::meta::{MetaKeys, SourceAndBody, read_meta};
use super::{checks, entries};

const META_KEYS: MetaKeys = MetaKeys { title: "title", old_urls: "aliases" };

/// Where `published` cannot be read, this day stands in: long past, so that the briefing counts as public.
const FALLBACK_DATE: Date = Date::Calendar(CalendarDate {
    year: 1970,
    unspecified_digits: 0,
    precision: Precision::Day(1, 1),
    qualifier: None,
});

/// Reads a briefing and checks it in itself.
pub(super) fn read_briefing(reader: &mut MappingReader<'_>, stem: SourceAndBody) -> Briefing {
    let leaf = read_meta(reader, stem, &META_KEYS);
    reader.require("published");
    let published = read_day_or_instant(reader, "published").map(day_of_midnight);
    let (shown, verdicts) = read_found(reader);
    let briefing = Briefing {
        published: published.unwrap_or_else(|| Spanned::new(FALLBACK_DATE, leaf.title.span)),
        updated: read_day_or_instant(reader, "updated").map(day_of_midnight),
        changes: entries::read_changes(reader),
        dateline: reader.text("dateline"),
        byline: reader.texts("byline"),
        topics: reader.texts("topics"),
        dates: entries::read_dates(reader),
        actors: entries::read_actors(reader),
        venues: entries::read_venues(reader),
        statements: entries::read_statements(reader),
        sources: entries::read_sources(reader),
        corrections: entries::read_corrections(reader),
        embargo: read_day_or_instant(reader, "embargo"),
        review_by: read_day_or_instant(reader, "review_by"),
        status: reader.choice("status", &Status::CHOICES),
        display: shown,
        overrides: verdicts,
        meta: leaf,
    };
    checks::check_briefing(&briefing, reader);
    briefing
}

/// A date that is a known day or instant.
pub(super) fn read_day_or_instant(
    reader: &mut MappingReader<'_>,
    key: &'static str,
) -> Option<Spanned<Date>> {
    let date = reader.date(key)?;
    match date.value {
        Date::Instant(_)
        | Date::Calendar(CalendarDate { precision: Precision::Day(..), qualifier: None, .. }) => Some(date),
        _ => {
            let note = Diagnostic::new(&BAD_DATE, format!("`{key}` must be a known day or instant"));
            reader.reject(
                note.help("write it as `2025-04-19`, or with its time as `2025-04-19T10:15:00+02:00`"),
                date.span,
            )
        }
    }
}

/// Programs write a day as midnight in UTC, with seconds: `2023-08-04T00:00:00.000Z`. It means that day, also where the
/// site's clocks show the evening before. Whoever means the instant writes it without seconds.
fn day_of_midnight(date: Spanned<Date>) -> Spanned<Date> {
    let Date::Instant(moment) = date.value else { return date };
    let at = Offset::UTC.to_datetime(moment.timestamp);
    if !moment.has_seconds || moment.offset != Offset::UTC || at.time() != Time::midnight() {
        return date;
    }
    let within = Precision::Day(at.month().unsigned_abs(), at.day().unsigned_abs());
    let day =
        CalendarDate { year: at.year().into(), unspecified_digits: 0, precision: within, qualifier: None };
    Spanned::new(Date::Calendar(day), date.span)
}

type Overrides = Vec<(Spanned<String>, Override)>;

/// `found`: where dates and names read from the prose are shown, or what is right where they are read wrongly, or both.
fn read_found(reader: &mut MappingReader<'_>) -> (Option<DisplayMode>, Overrides) {
    match reader.take_value("found") {
        None => (None, Vec::new()),
        // Without quotes, `off` is a truth value to YAML.
        Some(DataNode { value: DataValue::Bool(false), .. }) => (Some(DisplayMode::Off), Vec::new()),
        Some(DataNode { value: DataValue::Map(pairs), .. }) => read_overrides(reader, pairs),
        Some(node) => {
            let word = reader.as_text("found", node);
            let shown = word.and_then(|word| reader.as_choice("found", word, &DisplayMode::CHOICES));
            (shown.map(|shown| shown.value), Vec::new())
        }
    }
}

fn read_overrides(
    reader: &mut MappingReader<'_>,
    pairs: crate::data::DataMap,
) -> (Option<DisplayMode>, Overrides) {
    let (mut shown, mut verdicts) = (None, Vec::new());
    for (words, node) in pairs {
        match &node.value {
            DataValue::Bool(false) if words.value == "show" => shown = Some(DisplayMode::Off),
            DataValue::Text(text) if words.value == "show" => {
                let word = Spanned::new(text.clone(), node.span);
                shown = reader.as_choice("show", word, &DisplayMode::CHOICES).map(|shown| shown.value);
            }
            DataValue::Text(text) if text == "ignore" => verdicts.push((words, Override::Ignore)),
            DataValue::Text(text) if looks_like_name(text) => {
                let name = Spanned::new(text.clone(), node.span);
                verdicts.push((words, Override::Name(name)));
            }
            _ => {
                let date = reader.as_date("found", node);
                verdicts.extend(date.map(|date| (words, Override::Date(date.value))));
            }
        }
    }
    (shown, verdicts)
}

/// Whether what an editor wrote is meant for a name. Dates begin with a digit, a sign or a full stop; of letters they
/// hold only `X`, `T` and `Z`.
fn looks_like_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.contains(|letter: char| letter.is_alphabetic() && !matches!(letter, 'X' | 'T' | 'Z'))
}
