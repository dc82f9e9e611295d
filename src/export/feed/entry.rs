//! A briefing or a correction as a feed tells it. Characters that XML forbids are dropped here already, so that all
//! forms tell the same.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use quick_xml::escape::{escape, partial_escape};

use crate::export::absolute_urls::with_absolute_urls;
use crate::export::stable_ids::urn;
use crate::export::xml::strip_forbidden;
use crate::facts::Date;
use crate::facts::date::DateStyle;
use crate::render::{ProseImage, ViewBuilder};
use crate::site::{BriefingId, CorrectionRef, PageId, ResolvedBriefing, Site};
use crate::text::Spanned;

use super::FeedEntry;

/// A briefing; none where the site has no address.
pub(super) fn briefing_entry(id: BriefingId, show: &ViewBuilder<'_>) -> Option<FeedEntry> {
    let site = show.site();
    let filed = site.briefing(id);
    let leaf = &filed.briefing.meta;
    let (base, url) = (site.settings.base_url.as_ref()?, site.page_url(&filed.permalink.href)?);
    let prose = with_absolute_urls(show.prose_with_base(id, base).as_str(), &url, base);
    Some(FeedEntry {
        id: urn(site, &site.original_permalink(PageId::Briefing(id)).path),
        title: valid_xml_text(&leaf.title),
        summary: leaf.summary.as_ref().map(valid_xml_text).unwrap_or_default(),
        image: ProseImage::first_in(&prose),
        html: strip_forbidden_chars(news_notice(filed, site) + &prose),
        published: filed.published,
        updated: filed.updated_at,
        authors: filed.briefing.byline.iter().map(valid_xml_text).collect(),
        topics: topic_names(filed, site),
        language: leaf.language.as_ref().map(|language| language.value.clone()),
        url,
    })
}

/// What a reader of the version before should know, before all else.
fn news_notice(filed: &ResolvedBriefing, site: &Site) -> String {
    let (briefing, zone) = (&filed.briefing, &site.settings.time_zone);
    let changes = briefing.changes.iter().map(|change| ("Updated", &change.when, &change.what));
    let corrections = briefing.corrections.iter().map(|made| ("Corrected", &made.when, &made.what));
    changes
        .chain(corrections)
        .map(|(word, when, what)| notice_html(word, &when.value, &what.value, zone))
        .collect()
}

fn notice_html(word: &str, when: &Date, what: &str, zone: &TimeZone) -> String {
    format!("<p><strong>{word} {}:</strong> {}</p>\n", day_text(when, zone), partial_escape(what))
}

fn day_text(date: &Date, zone: &TimeZone) -> String {
    date.to_text(&DateStyle { zone, place: None }).full_text()
}

/// A correction; none where the site has no address.
pub(super) fn correction_entry(site: &Site, made: CorrectionRef) -> Option<FeedEntry> {
    let (filed, correction) = (site.briefing(made.briefing), site.correction(made));
    let page = site.page_url(&filed.permalink.href)?;
    let (title, what) = (valid_xml_text(&filed.briefing.meta.title), valid_xml_text(&correction.what));
    let at = site.correction_time(made);
    Some(FeedEntry {
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
        topics: topic_names(filed, site),
        language: filed.briefing.meta.language.as_ref().map(|language| language.value.clone()),
        image: None,
    })
}

/// Names a correction by its briefing and its date, and among several of one date by their order: its words may be
/// fixed without making it a new one.
fn correction_key(site: &Site, made: CorrectionRef) -> String {
    let all = &site.briefing(made.briefing).briefing.corrections;
    let when = site.correction(made).when.value;
    let before = all[..made.index].iter().filter(|other| other.when.value == when).count();
    let address = site.original_permalink(PageId::Briefing(made.briefing));
    format!("correction {} {when} {before}", address.path)
}

fn topic_names(filed: &ResolvedBriefing, site: &Site) -> Vec<String> {
    filed.topics.iter().map(|topic| strip_forbidden(&site.topic(*topic).name).into_owned()).collect()
}

fn strip_forbidden_chars(html: String) -> String {
    match strip_forbidden(&html) {
        Cow::Borrowed(_) => html,
        Cow::Owned(sound) => sound,
    }
}

fn valid_xml_text(text: &Spanned<String>) -> String {
    strip_forbidden(&text.value).into_owned()
}
