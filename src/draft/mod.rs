//! Conversion of pasted wire text into a draft briefing.
//!
//! Takes a text, its publication day and the site. Returns a briefing in which each proposed value has a grade and a
//! reason, and profiles for actors and venues that the site does not have. Pure: it reads neither disk nor clock. The
//! briefing parses without errors for any text.

mod agency;
mod analysis;
mod archieml;
mod attachment;
mod blocks;
mod case;
mod characters;
mod contacts;
mod date_range;
mod dates;
mod day;
mod dependent;
mod doubt;
mod embargo;
mod escape;
mod event;
mod event_place;
mod fragment;
mod head;
mod headline;
mod html;
mod initials;
mod label;
mod markdown;
mod modifier;
mod opening;
mod participants;
mod profile;
mod profile_refs;
mod relative;
mod review;
mod signature;
mod site_names;
mod statements;
mod topics;
mod transcript;
mod turns;
mod venues;
mod verbs;
mod what;
mod wire;
mod writer;

pub use review::{
    Proposal, ProposalDecision, ProposalKind, ProposalReader, ProposedName, ProposedText,
    proposal_diagnostics, propose,
};

use jiff::civil;
use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::languages::{DraftWords, Language};
use crate::facts::timex::is_near_publication;
use crate::site::Site;
use crate::text::{slugify, title_slug};

use analysis::{DraftProse, DraftReading};
use participants::Participants;
use site_names::SiteNames;
use venues::DraftVenues;
use wire::WireText;

/// Maximum size of a wire text in bytes.
pub const MAX_WIRE_BYTES: usize = 256 << 10;

/// Input of [`draft`].
#[derive(Clone, Copy, Debug)]
pub struct DraftRequest<'r> {
    /// The pasted text, with any line endings.
    pub text: &'r str,
    /// Whether the text is Markdown. If false, Markdown is detected.
    pub is_markdown: bool,
    /// Publication day or instant. Defaults to the day of the dateline, then to `today`.
    pub published: Option<Date>,
    /// The current day.
    pub today: civil::Date,
    /// The slug of the briefing. Defaults to one made from the title.
    pub slug: Option<&'r str>,
    /// Whether to create profiles for actors and venues that the site does not have.
    pub with_profiles: bool,
}

/// A new file: site-relative path and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFile {
    /// Path with `/` as separator.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Output of [`draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The briefing.
    pub briefing: DraftFile,
    /// Profiles of actors and venues; may be empty.
    pub profiles: Vec<DraftFile>,
    /// Counts for the report to the editor.
    pub summary: DraftSummary,
}

/// Summary of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSummary {
    /// The place of the dateline.
    pub dateline: Option<String>,
    /// Name of the agency that signed the text.
    pub agency: Option<&'static str>,
    /// Numbers of listed dates, actors, venues and statements.
    pub listed_counts: [usize; 4],
    /// Number of doubtful facts, which are commented out.
    pub ambiguous_count: usize,
    /// Number of actors and venues without a profile, old or new.
    pub missing_profile_count: usize,
    /// Whether the text or the request has a publication date.
    pub is_dated: bool,
    /// Whether the text has a headline.
    pub has_headline: bool,
    /// Whether the text looks English. In other languages, no names and dates are found.
    pub is_english: bool,
}

/// Drafts a briefing from wire text.
///
/// The error message says why the text cannot be drafted and what to do.
pub fn draft(request: &DraftRequest<'_>, site: Option<&Site>) -> Result<Draft, String> {
    let language = Language::english();
    let wire = read_wire(request, language.draft_words())?;
    let site_names = site.map(|site| SiteNames::from_site(site, &language)).unwrap_or_default();
    let Published { date: published, reason: published_reason, is_stated: is_dated } =
        published_date(request, &wire, &language);
    let zone = site.map_or(TimeZone::UTC, |site| site.settings.time_zone.clone());
    let body = wire.body();
    let prose = DraftProse::from_markdown(&body, &language);
    let reading =
        DraftReading::new(&prose, reference_day(&wire, published, &zone, request.today), &site_names);
    let dates = dates::draft_dates(&reading);
    let embargo = wire.embargo.as_deref().map(|line| {
        (embargo::read_embargo(line, reference_day(&wire, published, &zone, request.today), &language), line)
    });
    let title = headline::draft_title(&reading, wire.headline.as_deref(), &dates);
    let slug = draft_slug(request.slug, &title.text)?;
    let agency = wire.signature.as_ref().map(|(agency, _)| *agency);
    let statements = statements::draft_statements(&reading);
    let mut participants = Participants::new(&reading, &site_names, agency);
    participants.add_speakers(&reading, statements.iter().filter_map(|statement| statement.speaker));
    let venues = DraftVenues::new(&reading, &site_names);
    let topics = site
        .map(|site| topics::propose_topics(site, &title.text, prose.text(), &participants))
        .unwrap_or_default();
    let filed_from = venues::find_filed_from(&wire.opening, &venues, &site_names);
    let profiles = if request.with_profiles {
        profile_refs::ProfileFiles::new(&participants, &venues, filed_from.as_ref(), &site_names)
    } else {
        profile_refs::ProfileFiles::default()
    };
    let writer = writer::DraftWriter {
        request,
        site,
        wire: &wire,
        reading: &reading,
        title,
        embargo,
        published,
        published_reason,
        is_dated,
        filed_from,
        topics,
        dates,
        participants: &participants,
        venues: &venues,
        statements,
        profiles,
    };
    let year = published.listing_year().unwrap_or(i32::from(request.today.year()));
    Ok(writer.into_draft(&format!("content/briefings/{year}/{slug}.md"), &body))
}

/// Splits the text into its parts, or returns an error message.
fn read_wire(request: &DraftRequest<'_>, words: &DraftWords) -> Result<WireText, String> {
    let text = request.text;
    if text.len() > MAX_WIRE_BYTES {
        return Err(format!("the wire text is larger than {} KB; shorten it", MAX_WIRE_BYTES >> 10));
    }
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}');
    if controls.count() * 50 > text.len() {
        return Err(
            "the input is not plain text; copy the text out of the document and paste it into a text file"
                .to_owned(),
        );
    }
    if text.trim_start().starts_with("---\n") && text.contains("\ntitle:") {
        return Err("the input has front matter, so it is already a briefing; move it to content/briefings/"
            .to_owned());
    }
    let wire = if archieml::is_archieml(text, words) {
        archieml::parse_archieml(text, words)
    } else if html::is_likely_html(text) {
        markdown::parse_markdown(&html::html_to_markdown(text), words)
    } else if request.is_markdown || markdown::is_likely_markdown(text) {
        markdown::parse_markdown(text, words)
    } else {
        wire::parse_wire(text, wire::WireForm::Plain, words)
    };
    match wire.is_empty() {
        true => Err("the input has no words; paste the wire text into it".to_owned()),
        false => Ok(wire),
    }
}

/// Publication date of a text, with the reason for it.
struct Published {
    date: Date,
    reason: String,
    /// Whether the date comes from the text or the request, and not from `today`.
    is_stated: bool,
}

/// Returns the publication date of a text.
fn published_date(request: &DraftRequest<'_>, wire: &WireText, language: &Language) -> Published {
    let stated = |date, reason: String| Published { date, reason, is_stated: true };
    if let Some(published) = request.published {
        return stated(published, "set with --published".to_owned());
    }
    if let Some(day) = wire.published_day.and_then(|day| day.last_before(request.today)) {
        return stated(day_as_date(day), "sure: the date line under the headline".to_owned());
    }
    let opening = &wire.opening;
    let embargo =
        wire.embargo.as_deref().and_then(|line| embargo::embargo_day(line, request.today, language));
    match opening.day.and_then(|day| day.last_before(request.today)) {
        Some(day) => stated(day_as_date(day), format!("likely: the text opens with \"{}\"", opening.written)),
        None if embargo.is_some_and(|day| day <= request.today) => {
            let day = embargo.unwrap_or(request.today);
            stated(day_as_date(day), "likely: the day of the embargo".to_owned())
        }
        None => Published {
            date: day_as_date(request.today),
            reason: "no publication date in the text: all days are counted from this one, today. To set another date, run \
                the command again with --published"
                .to_owned(),
            is_stated: false,
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

/// Returns the reference day: that of the dateline if it is close to publication.
fn reference_day(wire: &WireText, published: Date, zone: &TimeZone, today: civil::Date) -> civil::Date {
    let published = match published {
        Date::Instant(moment) => moment.offset.to_datetime(moment.timestamp).date(),
        other => other.single_day(zone).unwrap_or(today),
    };
    let stated = wire.opening.day.and_then(|day| day.nearest_to(published));
    stated.filter(|day| is_near_publication(*day, published)).unwrap_or(published)
}

/// Returns the given slug, or one made from the first words of the title.
fn draft_slug(given: Option<&str>, title: &str) -> Result<String, String> {
    let short = given.map_or_else(|| title_slug(title), slugify);
    match short.is_empty() || short == "index" {
        true => Err(format!("`{}` does not give a valid slug; add --slug", given.unwrap_or(title))),
        false => Ok(short),
    }
}
