//! A briefing or a correction as a feed tells it. Characters that XML forbids are dropped here already, so that all
//! forms tell the same.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use quick_xml::escape::{escape, partial_escape};

use crate::export::absolute::absolute;
use crate::export::identity::urn;
use crate::export::xml::allowed;
use crate::facts::Date;
use crate::facts::date::Style;
use crate::render::{Picture, Show};
use crate::site::{BriefingId, Corrected, Filed, PageId, Site};
use crate::text::Spanned;

use super::Entry;

/// A briefing; none where the site has no address.
pub(super) fn briefing(id: BriefingId, show: &Show<'_>) -> Option<Entry> {
    let site = show.site();
    let filed = site.briefing(id);
    let leaf = &filed.briefing.leaf;
    let (base, url) = (site.settings.base_url.as_ref()?, site.page_address(&filed.permalink.href)?);
    let prose = absolute(show.prose_from(id, base).as_str(), &url, base);
    Some(Entry {
        id: urn(site, &site.first_address(PageId::Briefing(id)).path),
        title: sound(&leaf.title),
        summary: leaf.summary.as_ref().map(sound).unwrap_or_default(),
        picture: Picture::first(&prose),
        html: without_forbidden(news(filed, site) + &prose),
        published: filed.published,
        updated: filed.revised,
        authors: filed.briefing.byline.iter().map(sound).collect(),
        topics: topics(filed, site),
        language: leaf.language.as_ref().map(|language| language.value.clone()),
        url,
    })
}

/// What a reader of the version before should know, before all else.
fn news(filed: &Filed, site: &Site) -> String {
    let (briefing, zone) = (&filed.briefing, &site.settings.time_zone);
    let changes = briefing.changes.iter().map(|change| ("Updated", &change.when, &change.what));
    let corrections = briefing.corrections.iter().map(|made| ("Corrected", &made.when, &made.what));
    changes
        .chain(corrections)
        .map(|(word, when, what)| notice(word, &when.value, &what.value, zone))
        .collect()
}

fn notice(word: &str, when: &Date, what: &str, zone: &TimeZone) -> String {
    format!("<p><strong>{word} {}:</strong> {}</p>\n", day(when, zone), partial_escape(what))
}

fn day(date: &Date, zone: &TimeZone) -> String {
    date.words(&Style { zone, place: None }).text()
}

/// A correction; none where the site has no address.
pub(super) fn correction(site: &Site, made: Corrected) -> Option<Entry> {
    let (filed, correction) = (site.briefing(made.briefing), site.correction(made));
    let page = site.page_address(&filed.permalink.href)?;
    let (title, what) = (sound(&filed.briefing.leaf.title), sound(&correction.what));
    let at = site.corrected_at(made);
    Some(Entry {
        id: urn(site, &correction_key(site, made)),
        url: format!("{page}#_corrections"),
        title: format!("Correction: {title}"),
        html: format!(
            "<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n",
            partial_escape(what.as_str()),
            escape(page.as_str()),
            partial_escape(title.as_str()),
        ),
        summary: what,
        published: at,
        updated: at,
        authors: Vec::new(),
        topics: topics(filed, site),
        language: filed.briefing.leaf.language.as_ref().map(|language| language.value.clone()),
        picture: None,
    })
}

/// Names a correction by its briefing and its date, and among several of one date by their order: its words may be
/// mended without making it a new one.
fn correction_key(site: &Site, made: Corrected) -> String {
    let all = &site.briefing(made.briefing).briefing.corrections;
    let when = site.correction(made).when.value;
    let before = all[..made.at].iter().filter(|other| other.when.value == when).count();
    let address = site.first_address(PageId::Briefing(made.briefing));
    format!("correction {} {when} {before}", address.path)
}

fn topics(filed: &Filed, site: &Site) -> Vec<String> {
    filed.topics.iter().map(|topic| allowed(&site.topic(*topic).name).into_owned()).collect()
}

fn without_forbidden(html: String) -> String {
    match allowed(&html) {
        Cow::Borrowed(_) => html,
        Cow::Owned(sound) => sound,
    }
}

fn sound(text: &Spanned<String>) -> String {
    allowed(&text.value).into_owned()
}
