//! The front matter of a briefing.

use jiff::civil::Time;
use jiff::tz::Offset;

use crate::briefing::Briefing;
use crate::data::{Data, Node, Reader};
use crate::diagnostic::{BAD_DATE, Diagnostic};
use crate::facts::date::{Point, Within};
use crate::facts::{Date, Shown, Status, Verdict};
use crate::text::Spanned;

use super::leaf::{LeafKeys, Stem, leaf};
use super::{checks, entries};

const KEYS: LeafKeys = LeafKeys { title: "title", old_addresses: "aliases" };

/// Where `published` cannot be read, this day stands in: long past, so that the briefing counts as public.
const STAND_IN: Date =
    Date::Point(Point { year: 1970, year_unspecified: 0, within: Within::Day(1, 1), doubt: None });

/// Reads a briefing and checks it in itself.
pub(super) fn read(reader: &mut Reader<'_>, stem: Stem) -> Briefing {
    let leaf = leaf(reader, stem, &KEYS);
    reader.missing("published");
    let published = day_or_instant(reader, "published").map(day_of_midnight);
    let (shown, verdicts) = found(reader);
    let briefing = Briefing {
        published: published.unwrap_or_else(|| Spanned::new(STAND_IN, leaf.title.span)),
        updated: day_or_instant(reader, "updated").map(day_of_midnight),
        changes: entries::changes(reader),
        dateline: reader.text("dateline"),
        byline: reader.texts("byline"),
        topics: reader.texts("topics"),
        dates: entries::dates(reader),
        actors: entries::actors(reader),
        venues: entries::venues(reader),
        statements: entries::statements(reader),
        sources: entries::sources(reader),
        corrections: entries::corrections(reader),
        embargo: day_or_instant(reader, "embargo"),
        review_by: day_or_instant(reader, "review_by"),
        status: reader.word("status", &Status::WORDS),
        shown,
        verdicts,
        leaf,
    };
    checks::briefing(&briefing, reader);
    briefing
}

/// A date that is a known day or instant.
pub(super) fn day_or_instant(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<Date>> {
    let date = reader.date(key)?;
    match date.value {
        Date::Moment(_) | Date::Point(Point { within: Within::Day(..), doubt: None, .. }) => Some(date),
        _ => {
            let note = Diagnostic::new(&BAD_DATE, format!("`{key}` must be a known day or instant"));
            reader.note(
                note.mend("write it as `2025-04-19`, or with its time as `2025-04-19T10:15:00+02:00`"),
                date.span,
            )
        }
    }
}

/// Programs write a day as midnight in UTC, with seconds: `2023-08-04T00:00:00.000Z`. It means that day, also where the
/// site's clocks show the evening before. Whoever means the instant writes it without seconds.
fn day_of_midnight(date: Spanned<Date>) -> Spanned<Date> {
    let Date::Moment(moment) = date.value else { return date };
    let at = Offset::UTC.to_datetime(moment.at);
    if !moment.seconds || moment.offset != Offset::UTC || at.time() != Time::midnight() {
        return date;
    }
    let within = Within::Day(at.month().unsigned_abs(), at.day().unsigned_abs());
    let day = Point { year: at.year().into(), year_unspecified: 0, within, doubt: None };
    Spanned::new(Date::Point(day), date.span)
}

type Verdicts = Vec<(Spanned<String>, Verdict)>;

/// `found`: where dates and names read from the prose are shown, or what is right where they are read wrongly, or both.
fn found(reader: &mut Reader<'_>) -> (Option<Shown>, Verdicts) {
    match reader.take("found") {
        None => (None, Vec::new()),
        // Without quotes, `off` is a truth value to YAML.
        Some(Node { value: Data::Bool(false), .. }) => (Some(Shown::Off), Vec::new()),
        Some(Node { value: Data::Map(pairs), .. }) => verdicts(reader, pairs),
        Some(node) => {
            let word = reader.as_text("found", node);
            let shown = word.and_then(|word| reader.as_word("found", word, &Shown::WORDS));
            (shown.map(|shown| shown.value), Vec::new())
        }
    }
}

fn verdicts(reader: &mut Reader<'_>, pairs: crate::data::Pairs) -> (Option<Shown>, Verdicts) {
    let (mut shown, mut verdicts) = (None, Vec::new());
    for (words, node) in pairs {
        match &node.value {
            Data::Bool(false) if words.value == "show" => shown = Some(Shown::Off),
            Data::Text(text) if words.value == "show" => {
                let word = Spanned::new(text.clone(), node.span);
                shown = reader.as_word("show", word, &Shown::WORDS).map(|shown| shown.value);
            }
            Data::Text(text) if text == "ignore" => verdicts.push((words, Verdict::Ignore)),
            Data::Text(text) if is_name(text) => {
                let name = Spanned::new(text.clone(), node.span);
                verdicts.push((words, Verdict::Names(name)));
            }
            _ => {
                let date = reader.as_date("found", node);
                verdicts.extend(date.map(|date| (words, Verdict::Means(date.value))));
            }
        }
    }
    (shown, verdicts)
}

/// Whether what an editor wrote is meant for a name. Dates begin with a digit, a sign or a full stop; of letters they
/// hold only `X`, `T` and `Z`.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.contains(|letter: char| letter.is_alphabetic() && !matches!(letter, 'X' | 'T' | 'Z'))
}
