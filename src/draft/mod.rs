//! From pasted wire text to a briefing that an editor only has to accept.
//!
//! Takes a text, the day it was published and the site. Gives the file of a briefing in which every guess says why it
//! was made and how sure it is, and files for actors and venues the site does not have. Pure: reads no disk and no
//! clock. Whatever the text, the file can be read, and holds no error.

mod agency;
mod analysis;
mod case;
mod characters;
mod dates;
mod escape;
mod headline;
mod markdown;
mod opening;
mod participants;
mod profile;
mod profile_refs;
mod signature;
mod site_names;
mod statements;
mod topics;
mod venues;
mod wire;
mod writer;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::site::Site;
use crate::text::slugify;

use analysis::{DraftProse, DraftReading};
use participants::Participants;
use site_names::SiteNames;
use venues::DraftVenues;
use wire::WireText;

/// A wire text has at most this many bytes.
pub const MAX_WIRE_BYTES: usize = 256 << 10;

/// What is to be drafted.
#[derive(Clone, Copy, Debug)]
pub struct DraftRequest<'r> {
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
pub struct DraftFile {
    /// With `/` between its parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// A drafted briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The briefing.
    pub briefing: DraftFile,
    /// Files for actors and venues; may be empty.
    pub profiles: Vec<DraftFile>,
    /// What was found, in numbers.
    pub summary: DraftSummary,
}

/// What stands in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSummary {
    /// The place it is filed from.
    pub dateline: Option<String>,
    /// The name of the agency that signed it.
    pub agency: Option<&'static str>,
    /// Dated facts, actors, venues, statements: how many there are.
    pub listed_counts: [usize; 4],
    /// How many are left out as comments.
    pub ambiguous_count: usize,
    /// Actors and venues that neither the site nor a new file has.
    pub missing_profile_count: usize,
    /// Whether the text or the request says when it was published.
    pub is_dated: bool,
    /// Whether the text has a headline.
    pub has_headline: bool,
    /// Whether it looks English; in any other language no names and dates are found.
    pub is_english: bool,
}

/// Drafts a briefing. The error says why there can be none, and what to do.
pub fn draft(request: &DraftRequest<'_>, site: Option<&Site>) -> Result<Draft, String> {
    let wire = read_wire(request)?;
    let known = site.map(SiteNames::from_site).unwrap_or_default();
    let Published { day: published, why: why_published, is_told: is_dated } = published_date(request, &wire);
    let zone = site.map_or(TimeZone::UTC, |site| site.settings.time_zone.clone());
    let body = wire.body();
    let prose = DraftProse::from_markdown(&body);
    let reading = DraftReading::new(&prose, reference_day(&wire, published, &zone, request.today), &known);
    let dates = dates::draft_dates(&reading);
    let title = headline::draft_title(&reading, wire.headline.as_deref(), &dates);
    let slug = draft_slug(request.slug, &title.text)?;
    let agency = wire.signature.as_ref().map(|(agency, _)| *agency);
    let said = statements::draft_statements(&reading);
    let mut parties = Participants::new(&reading, &known, agency);
    parties.add_speakers(&reading, said.iter().map(|said| said.speaker));
    let places = DraftVenues::new(&reading, &known);
    let topics = site
        .map(|site| topics::propose_topics(site, &title.text, prose.text(), &parties))
        .unwrap_or_default();
    let filed_from = venues::find_filed_from(&wire.opening, &places, &known);
    let files = profile_refs::ProfileFiles::new(
        request.with_profiles,
        &parties,
        &places,
        filed_from.as_ref(),
        &known,
    );
    let sheet = writer::DraftWriter {
        request,
        site,
        wire: &wire,
        reading: &reading,
        title,
        published,
        published_reason: why_published,
        is_dated,
        filed_from,
        topics,
        dates,
        participants: &parties,
        venues: &places,
        statements: said,
        profiles: files,
    };
    let year = published.listing_year().unwrap_or(i32::from(request.today.year()));
    Ok(sheet.into_draft(&format!("content/briefings/{year}/{slug}.md"), &body))
}

/// The parts of the text, or why it is none.
fn read_wire(request: &DraftRequest<'_>) -> Result<WireText, String> {
    let text = request.text;
    if text.len() > MAX_WIRE_BYTES {
        return Err(format!("a wire text may have {} KB, and this has more; cut it", MAX_WIRE_BYTES >> 10));
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
    let wire = if request.is_markdown || markdown::is_likely_markdown(text) {
        markdown::parse_markdown(text)
    } else {
        wire::parse_wire(text)
    };
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
fn published_date(request: &DraftRequest<'_>, wire: &WireText) -> Published {
    let told = |day, why: String| Published { day, why, is_told: true };
    if let Some(published) = request.published {
        return told(published, "given with --published".to_owned());
    }
    if let Some(day) = wire.published_day.and_then(|day| day.last_before(request.today)) {
        return told(day_as_date(day), "sure: it stands under the headline".to_owned());
    }
    let opening = &wire.opening;
    match opening.day.and_then(|day| day.last_before(request.today)) {
        Some(day) => told(day_as_date(day), format!("likely: the text opens with \"{}\"", opening.written)),
        None => Published {
            day: day_as_date(request.today),
            why: "no publication date in the text: all days are counted from this one, the day of drafting. Draft it \
                again with --published"
                .to_owned(),
            is_told: false,
        },
    }
}

fn day_as_date(day: civil::Date) -> Date {
    let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    Date::Calendar(CalendarDate {
        year: i32::from(day.year()),
        unspecified_digits: 0,
        precision: Precision::Day(month, number),
        qualifier: None,
    })
}

/// The day from which the text speaks: that of its dateline where it is near publication.
fn reference_day(wire: &WireText, published: Date, zone: &TimeZone, today: civil::Date) -> civil::Date {
    const MAX_DATELINE_DAYS: i32 = 4;
    let published = match published {
        Date::Instant(moment) => moment.offset.to_datetime(moment.timestamp).date(),
        other => other.single_day(zone).unwrap_or(today),
    };
    let told = wire.opening.day.and_then(|day| day.nearest_to(published));
    told.filter(|day| (*day - published).get_days().abs() <= MAX_DATELINE_DAYS).unwrap_or(published)
}

/// The slug as given, or made of the title's first words.
fn draft_slug(given: Option<&str>, title: &str) -> Result<String, String> {
    const MAX_SLUG_CHARS: usize = 60;
    let slug = slugify(given.unwrap_or(title));
    let end = slug.char_indices().nth(MAX_SLUG_CHARS).map_or(slug.len(), |(at, _)| at);
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
