//! From pasted wire text to a briefing that an editor only has to accept.
//!
//! Takes a text, the day it was published and the site. Gives the file of a briefing in which every guess says why it
//! was made and how sure it is, and files for actors and venues the site does not have. Pure: reads no disk and no
//! clock. Whatever the text, the file can be read, and holds no error.

mod agency;
mod case;
mod dates;
mod escape;
mod headline;
mod known;
mod letters;
mod markdown;
mod opening;
mod people;
mod places;
mod profile;
mod reading;
mod refer;
mod said;
mod signature;
mod topics;
mod wire;
mod write;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::date::{Point, Within};
use crate::site::Site;
use crate::text::slugify;

use known::Known;
use people::Parties;
use places::Places;
use reading::{Prose, Reading};
use wire::Wire;

/// A wire text has at most this many bytes.
pub const MOST_WIRE: usize = 256 << 10;

/// What is to be drafted.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The text as it was pasted; line ends of any kind.
    pub text: &'r str,
    /// Whether it is said to be Markdown; otherwise it is looked at.
    pub is_markdown: bool,
    /// When it was published, a day or an instant; else the day of its dateline, else `today`.
    pub published: Option<Date>,
    /// The day on which it is drafted.
    pub today: civil::Date,
    /// The word that stands for it in its address; from its title unless stated.
    pub slug: Option<&'r str>,
    /// Whether to write files for actors and venues that the site does not have.
    pub with_profiles: bool,
}

/// A file to be written: its site-relative path and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// With `/` between its parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// A drafted briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The briefing.
    pub briefing: NewFile,
    /// Files for actors and venues; may be empty.
    pub profiles: Vec<NewFile>,
    /// What was found, in numbers.
    pub found: Tally,
}

/// What stands in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The place it is filed from.
    pub dateline: Option<String>,
    /// The name of the agency that signed it.
    pub agency: Option<&'static str>,
    /// Dated facts, actors, venues, statements: how many there are.
    pub listed: [usize; 4],
    /// How many are left out as comments.
    pub in_doubt: usize,
    /// Actors and venues that neither the site nor a new file has.
    pub without_file: usize,
    /// Whether the text or the request says when it was published.
    pub is_dated: bool,
    /// Whether the text has a headline.
    pub has_headline: bool,
    /// Whether it looks English; in any other language no names and dates are found.
    pub is_english: bool,
}

/// Drafts a briefing. The error says why there can be none, and what to do.
pub fn draft(request: &Request<'_>, site: Option<&Site>) -> Result<Draft, String> {
    let wire = read(request)?;
    let known = site.map(Known::of).unwrap_or_default();
    let Published { day: published, why: why_published, is_told: is_dated } = published(request, &wire);
    let zone = site.map_or(TimeZone::UTC, |site| site.settings.time_zone.clone());
    let body = wire.body();
    let prose = Prose::of(&body);
    let reading = Reading::of(&prose, anchor(&wire, published, &zone, request.today), &known);
    let dates = dates::of(&reading);
    let title = headline::title(&reading, wire.headline.as_deref(), &dates);
    let slug = slug(request.slug, &title.text)?;
    let agency = wire.signed.as_ref().map(|(agency, _)| *agency);
    let said = said::of(&reading);
    let mut parties = Parties::of(&reading, &known, agency);
    parties.speak(&reading, said.iter().map(|said| said.speaker));
    let places = Places::of(&reading, &known);
    let topics = site.map(|site| topics::of(site, &title.text, prose.text(), &parties)).unwrap_or_default();
    let filed_from = places::filed_from(&wire.opening, &places, &known);
    let files = refer::Files::of(request.with_profiles, &parties, &places, filed_from.as_ref(), &known);
    let sheet = write::Sheet {
        request,
        site,
        wire: &wire,
        reading: &reading,
        title,
        published,
        why_published,
        is_dated,
        filed_from,
        topics,
        dates,
        parties: &parties,
        places: &places,
        said,
        files,
    };
    let year = published.year().unwrap_or(i32::from(request.today.year()));
    Ok(sheet.finish(&format!("content/briefings/{year}/{slug}.md"), &body))
}

/// The parts of the text, or why it is none.
fn read(request: &Request<'_>) -> Result<Wire, String> {
    let text = request.text;
    if text.len() > MOST_WIRE {
        return Err(format!("a wire text may have {} KB, and this has more; cut it", MOST_WIRE >> 10));
    }
    let controls =
        text.chars().filter(|letter| letter.is_control() && !letter.is_whitespace() || *letter == '\u{fffd}');
    if controls.count() * 50 > text.len() {
        return Err(
            "this is no text; copy the words out of the document and paste them into a file".to_owned()
        );
    }
    if text.trim_start().starts_with("---\n") && text.contains("\ntitle:") {
        return Err(
            "this has front matter, so it is a briefing already; put it under content/briefings/".to_owned()
        );
    }
    let wire =
        if request.is_markdown || markdown::is_likely(text) { markdown::cut(text) } else { wire::cut(text) };
    match wire.is_empty() {
        true => Err("there are no words in this; paste the text of the wire into it".to_owned()),
        false => Ok(wire),
    }
}

/// When a text was published.
struct Published {
    day: Date,
    why: String,
    /// Whether somebody says so; otherwise it is the day of drafting.
    is_told: bool,
}

/// When it was published, and why that day.
fn published(request: &Request<'_>, wire: &Wire) -> Published {
    let told = |day, why: String| Published { day, why, is_told: true };
    if let Some(published) = request.published {
        return told(published, "given with --published".to_owned());
    }
    if let Some(day) = wire.day.and_then(|day| day.last(request.today)) {
        return told(date(day), "sure: it stands under the headline".to_owned());
    }
    let opening = &wire.opening;
    match opening.day.and_then(|day| day.last(request.today)) {
        Some(day) => told(date(day), format!("likely: the text opens with \"{}\"", opening.written)),
        None => Published {
            day: date(request.today),
            why: "no publication date in the text: all days are counted from this one, the day of drafting. Draft it \
                again with --published"
                .to_owned(),
            is_told: false,
        },
    }
}

fn date(day: civil::Date) -> Date {
    let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    Date::Point(Point {
        year: i32::from(day.year()),
        year_unspecified: 0,
        within: Within::Day(month, number),
        doubt: None,
    })
}

/// The day from which the text speaks: that of its dateline where it is near publication.
fn anchor(wire: &Wire, published: Date, zone: &TimeZone, today: civil::Date) -> civil::Date {
    const NEAR: i32 = 4;
    let published = match published {
        Date::Moment(moment) => moment.offset.to_datetime(moment.at).date(),
        other => other.day(zone).unwrap_or(today),
    };
    let told = wire.opening.day.and_then(|day| day.nearest(published));
    told.filter(|day| (*day - published).get_days().abs() <= NEAR).unwrap_or(published)
}

/// The slug as given, or made of the title's first words.
fn slug(given: Option<&str>, title: &str) -> Result<String, String> {
    const LONGEST: usize = 60;
    let slug = slugify(given.unwrap_or(title));
    let end = slug.char_indices().nth(LONGEST).map_or(slug.len(), |(at, _)| at);
    let short = match given.is_some() || end == slug.len() {
        true => slug.as_str(),
        false => slug[..end].rsplit_once('-').map_or(&slug[..end], |(words, _)| words),
    };
    let short = slugify(short);
    match short.is_empty() || short == "index" {
        true => Err(format!("`{}` makes no address; add --slug", given.unwrap_or(title))),
        false => Ok(short),
    }
}
