//! What of a page is sought: its title, the names it is known by and names, its facts, its text.

use crate::briefing::{Briefing, Leaf};
use crate::facts::Date;
use crate::facts::date::Style;
use crate::site::{Filed, PageId, Profile, Site, Subject};

use super::prose::{line, prose};

/// What stands where a word is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The title of a page, the name of a subject.
    Title,
    /// Other names of a subject; the actors, venues and topics of a briefing, by all their names.
    Name,
    /// What happened when, where and by whom; who said what.
    Fact,
    /// The summary and the prose.
    Text,
}

/// The text of a page that results show a sentence of: its summary, its prose, its facts, a line for each.
pub(super) fn text(site: &Site, page: PageId) -> String {
    let mut text = String::new();
    running_text(site, page, &mut text);
    if let PageId::Briefing(id) = page {
        let facts = &site.briefing(id).briefing;
        facts.dates.iter().for_each(|fact| push(&mut text, &fact.what.value));
        facts.statements.iter().for_each(|said| push(&mut text, &said.says.value));
    }
    text
}

/// Gives every stretch of text that is sought, with what it is.
pub(super) fn fields(site: &Site, page: PageId, mut give: impl FnMut(Field, &str)) {
    give(Field::Title, site.page(page).0);
    match page {
        PageId::Briefing(id) => of_briefing(site, site.briefing(id), &mut give),
        PageId::Actor(id) => aliases(site.actor(id), &mut give),
        PageId::Venue(id) => aliases(site.venue(id), &mut give),
        PageId::Topic(id) => aliases(site.topic(id), &mut give),
        _ => {}
    }
    let mut text = String::new();
    running_text(site, page, &mut text);
    give(Field::Text, &text);
}

fn running_text(site: &Site, page: PageId, text: &mut String) {
    let Some(leaf) = site.leaf(page) else { return };
    text.reserve(leaf.source.text.len());
    push(text, summary(leaf));
    prose(text, site, page, leaf);
}

fn summary(leaf: &Leaf) -> &str {
    leaf.summary.as_ref().map_or("", |summary| &summary.value)
}

fn push(text: &mut String, more: &str) {
    line(text);
    text.push_str(more);
    line(text);
}

fn of_briefing(site: &Site, filed: &Filed, give: &mut impl FnMut(Field, &str)) {
    let mut name = |page| names(site, page, |name| give(Field::Name, name));
    filed.actors.iter().for_each(|id| name(PageId::Actor(*id)));
    filed.venues.iter().chain(&filed.dateline).for_each(|id| name(PageId::Venue(*id)));
    filed.topics.iter().for_each(|id| name(PageId::Topic(*id)));
    for dated in &filed.dates {
        dated.actors.iter().for_each(|id| give(Field::Fact, &site.actor(*id).name));
        dated.venue.iter().for_each(|id| give(Field::Fact, &site.venue(*id).name));
    }
    facts(site, &filed.briefing, give);
}

/// Facts in words, with the days as readers write them.
fn facts(site: &Site, briefing: &Briefing, give: &mut impl FnMut(Field, &str)) {
    day(site, &briefing.published.value, give);
    for fact in &briefing.dates {
        day(site, &fact.when.value, give);
        give(Field::Fact, &fact.what.value);
    }
    for said in &briefing.statements {
        give(Field::Fact, &said.says.value);
        said.about.iter().for_each(|about| give(Field::Fact, about.value.as_str()));
    }
    briefing.sources.iter().for_each(|source| give(Field::Fact, &source.title.value));
}

fn day(site: &Site, date: &Date, give: &mut impl FnMut(Field, &str)) {
    let words = date.words(&Style { zone: &site.settings.time_zone, place: None });
    words.marks.iter().for_each(|mark| give(Field::Fact, &mark.text));
}

/// A subject's name and its other names.
fn names(site: &Site, page: PageId, mut give: impl FnMut(&str)) {
    give(site.page(page).0);
    let mut other = |_: Field, name: &str| give(name);
    match page {
        PageId::Actor(id) => aliases(site.actor(id), &mut other),
        PageId::Venue(id) => aliases(site.venue(id), &mut other),
        PageId::Topic(id) => aliases(site.topic(id), &mut other),
        _ => {}
    }
}

fn aliases<P: Profile>(subject: &Subject<P>, give: &mut impl FnMut(Field, &str)) {
    let aliases = subject.profile.as_deref().map(Profile::aliases).unwrap_or_default();
    aliases.into_iter().for_each(|alias| give(Field::Name, alias));
}
