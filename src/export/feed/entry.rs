//! Feed entries for briefings and corrections.

use quick_xml::escape::{escape, partial_escape};

use crate::export::stable_ids::urn;
use crate::facts::Date;
use crate::facts::date::DateStyle;
use crate::render::ViewBuilder;
use crate::site::{BriefingId, CorrectionRef, PageId, ResolvedBriefing, Site};

use super::FeedEntry;

/// Returns the entry of a briefing with its whole prose, or `None` without a `base_url`.
pub(super) fn briefing_entry(id: BriefingId, views: &ViewBuilder<'_>) -> Option<FeedEntry> {
    let site = views.site();
    let entry = summary_entry(id, site)?;
    let prose = views.feed_prose(id, &entry.url, site.settings.base_url.as_ref()?);
    Some(FeedEntry { image: prose.lead_image, html: entry.html + prose.html.as_str(), ..entry })
}

/// Returns the entry of a briefing without its prose, or `None` without a `base_url`.
pub(super) fn summary_entry(id: BriefingId, site: &Site) -> Option<FeedEntry> {
    let resolved = site.briefing(id);
    let meta = &resolved.briefing.meta;
    let url = site.page_url(&resolved.permalink.href)?;
    Some(FeedEntry {
        id: urn(site, &site.original_permalink(PageId::Briefing(id)).path),
        title: meta.title.value.clone(),
        summary: meta.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        image: None,
        reads: None,
        html: news_notice(resolved, site),
        published: resolved.published,
        updated: resolved.updated_at,
        authors: resolved.byline.iter().map(|author| author.name.clone()).collect(),
        topics: topic_names(resolved, site),
        language: meta.language.as_ref().map(|language| language.value.clone()),
        url,
    })
}

/// Returns the notices of changes and corrections, for readers of an earlier version.
fn news_notice(resolved: &ResolvedBriefing, site: &Site) -> String {
    let briefing = &resolved.briefing;
    let changes = briefing.changes.iter().map(|change| ("feed-updated", &change.when, &change.what));
    let corrections =
        briefing.corrections.iter().map(|correction| ("feed-corrected", &correction.when, &correction.what));
    changes
        .chain(corrections)
        .map(|(label, when, what)| notice_html(site, label, &when.value, &what.value))
        .collect()
}

fn notice_html(site: &Site, label: &str, when: &Date, what: &str) -> String {
    let style = DateStyle { zone: &site.settings.time_zone, place: None, words: site.labels.dates() };
    let label = site.labels.format(label, &[("date", when.to_text(&style).full_text().into())]);
    format!("<p><strong>{}</strong> {}</p>\n", partial_escape(&*label), partial_escape(what))
}

/// Returns the entry of a correction, or `None` without a `base_url`.
pub(super) fn correction_entry(site: &Site, reference: CorrectionRef) -> Option<FeedEntry> {
    let (resolved, correction) = (site.briefing(reference.briefing), site.correction(reference));
    let page = site.page_url(&resolved.permalink.href)?;
    let (title, what) = (&resolved.briefing.meta.title.value, &correction.what.value);
    let corrected = site.correction_time(reference);
    Some(FeedEntry {
        id: urn(site, &correction_key(site, reference)),
        url: format!("{page}#_corrections"),
        title: site.labels.format("feed-correction", &[("title", title.as_str().into())]),
        html: format!(
            "<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n",
            partial_escape(what.as_str()),
            escape(page.as_str()),
            partial_escape(title.as_str()),
        ),
        summary: what.clone(),
        published: corrected,
        updated: corrected,
        authors: Vec::new(),
        topics: topic_names(resolved, site),
        language: resolved.briefing.meta.language.as_ref().map(|language| language.value.clone()),
        image: None,
        reads: None,
    })
}

/// Returns the key of a correction: its briefing, its date, and its index among those of the same date. Its text is not
/// part of it, so that it can be edited without creating a new entry.
fn correction_key(site: &Site, correction: CorrectionRef) -> String {
    let all = &site.briefing(correction.briefing).briefing.corrections;
    let when = site.correction(correction).when.value;
    let before = all[..correction.index].iter().filter(|other| other.when.value == when).count();
    let permalink = site.original_permalink(PageId::Briefing(correction.briefing));
    format!("correction {} {when} {before}", permalink.path)
}

fn topic_names(resolved: &ResolvedBriefing, site: &Site) -> Vec<String> {
    resolved.topics.iter().map(|topic| site.topic(*topic).name.clone()).collect()
}
