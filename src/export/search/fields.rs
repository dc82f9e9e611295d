//! What of a page is sought: its title, the names it is known by and names, its facts, its text.

use crate::briefing::{Briefing, ContentMeta};
use crate::facts::Date;
use crate::facts::date::DateStyle;
use crate::site::{PageId, Profile, ResolvedBriefing, Site, Subject};

use super::prose_text::{begin_line, push_prose};

/// What stands where a word is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchField {
    /// The title of a page, the name of a subject.
    Title,
    /// Other names of a subject; the actors, venues and topics of a briefing, by all their names.
    Names,
    /// What happened when, where and by whom; who said what.
    Facts,
    /// The summary and the prose.
    Text,
}

/// The text of a page that results show a sentence of: its summary, its prose, its facts, a line for each.
pub(super) fn excerpt_text(site: &Site, page: PageId) -> String {
    let mut text = String::new();
    push_page_text(site, page, &mut text);
    if let PageId::Briefing(id) = page {
        let facts = &site.briefing(id).briefing;
        facts.dates.iter().for_each(|fact| push_line(&mut text, &fact.what.value));
        facts.statements.iter().for_each(|said| push_line(&mut text, &said.says.value));
    }
    text
}

/// Gives every stretch of text that is sought, with what it is.
pub(super) fn for_each_field(site: &Site, page: PageId, mut give: impl FnMut(SearchField, &str)) {
    give(SearchField::Title, site.title_and_permalink(page).0);
    match page {
        PageId::Briefing(id) => briefing_fields(site, site.briefing(id), &mut give),
        PageId::Actor(id) => alias_fields(site.actor(id), &mut give),
        PageId::Venue(id) => alias_fields(site.venue(id), &mut give),
        PageId::Topic(id) => alias_fields(site.topic(id), &mut give),
        _ => {}
    }
    let mut text = String::new();
    push_page_text(site, page, &mut text);
    give(SearchField::Text, &text);
}

fn push_page_text(site: &Site, page: PageId, text: &mut String) {
    let Some(leaf) = site.meta(page) else { return };
    text.reserve(leaf.source.text.len());
    push_line(text, summary(leaf));
    push_prose(text, site, page, leaf);
}

fn summary(leaf: &ContentMeta) -> &str {
    leaf.summary.as_ref().map_or("", |summary| &summary.value)
}

fn push_line(text: &mut String, more: &str) {
    begin_line(text);
    text.push_str(more);
    begin_line(text);
}

fn briefing_fields(site: &Site, filed: &ResolvedBriefing, give: &mut impl FnMut(SearchField, &str)) {
    let mut name = |page| for_each_name(site, page, |name| give(SearchField::Names, name));
    filed.actors.iter().for_each(|id| name(PageId::Actor(*id)));
    filed.venues.iter().chain(&filed.dateline).for_each(|id| name(PageId::Venue(*id)));
    filed.topics.iter().for_each(|id| name(PageId::Topic(*id)));
    for dated in &filed.dates {
        dated.actors.iter().for_each(|id| give(SearchField::Facts, &site.actor(*id).name));
        dated.venue.iter().for_each(|id| give(SearchField::Facts, &site.venue(*id).name));
    }
    fact_fields(site, &filed.briefing, give);
}

/// Facts in words, with the days as readers write them.
fn fact_fields(site: &Site, briefing: &Briefing, give: &mut impl FnMut(SearchField, &str)) {
    date_field(site, &briefing.published.value, give);
    for fact in &briefing.dates {
        date_field(site, &fact.when.value, give);
        give(SearchField::Facts, &fact.what.value);
    }
    for said in &briefing.statements {
        give(SearchField::Facts, &said.says.value);
        said.about.iter().for_each(|about| give(SearchField::Facts, about.value.as_str()));
    }
    briefing.sources.iter().for_each(|source| give(SearchField::Facts, &source.title.value));
}

fn date_field(site: &Site, date: &Date, give: &mut impl FnMut(SearchField, &str)) {
    let words = date.to_text(&DateStyle { zone: &site.settings.time_zone, place: None });
    words.segments.iter().for_each(|mark| give(SearchField::Facts, &mark.text));
}

/// A subject's name and its other names.
fn for_each_name(site: &Site, page: PageId, mut give: impl FnMut(&str)) {
    give(site.title_and_permalink(page).0);
    let mut other = |_: SearchField, name: &str| give(name);
    match page {
        PageId::Actor(id) => alias_fields(site.actor(id), &mut other),
        PageId::Venue(id) => alias_fields(site.venue(id), &mut other),
        PageId::Topic(id) => alias_fields(site.topic(id), &mut other),
        _ => {}
    }
}

fn alias_fields<P: Profile>(subject: &Subject<P>, give: &mut impl FnMut(SearchField, &str)) {
    let aliases = subject.profile.as_deref().map(Profile::aliases).unwrap_or_default();
    aliases.into_iter().for_each(|alias| give(SearchField::Names, alias));
}
