//! The searchable fields of a page: title, names, facts and text.

use crate::briefing::{Briefing, ContentMeta};
use crate::facts::Date;
use crate::facts::date::DateStyle;
use crate::site::{PageId, Profile, ResolvedBriefing, Site, Subject};

use super::prose_text::{begin_line, push_prose};

/// Maximum number of chars of an excerpt that is not a summary.
const MAX_EXCERPT_CHARS: usize = 160;

/// A field of the search index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchField {
    /// The title of a page, the name of a subject.
    Title,
    /// Aliases of a subject; names and aliases of the actors, venues and topics of a briefing.
    Names,
    /// Dated facts with actors and venues, statements and sources.
    Facts,
    /// The summary and the prose.
    Text,
}

/// Returns the summary of a page, or else the beginning of its prose.
pub(super) fn opening_excerpt(site: &Site, page: PageId) -> String {
    let Some(meta) = site.meta(page) else { return String::new() };
    let mut text = summary(meta).to_owned();
    if text.is_empty() {
        push_prose(&mut text, site, page, meta);
        cut_at_word(&mut text);
    }
    text
}

/// Shortens a text to its first line and to [`MAX_EXCERPT_CHARS`], at a space if there is one.
fn cut_at_word(text: &mut String) {
    text.truncate(text.find('\n').unwrap_or(text.len()));
    if let Some((limit, _)) = text.char_indices().nth(MAX_EXCERPT_CHARS) {
        text.truncate(text[..limit].rfind(' ').unwrap_or(limit));
        text.push_str(" …");
    }
}

/// Calls `emit` for every searchable text of a page, with its field.
pub(super) fn for_each_field(site: &Site, page: PageId, mut emit: impl FnMut(SearchField, &str)) {
    emit(SearchField::Title, site.title_and_permalink(page).0);
    match page {
        PageId::Briefing(id) => briefing_fields(site, site.briefing(id), &mut emit),
        PageId::Actor(id) => alias_fields(site.actor(id), &mut emit),
        PageId::Venue(id) => alias_fields(site.venue(id), &mut emit),
        PageId::Topic(id) => alias_fields(site.topic(id), &mut emit),
        PageId::Author(id) => alias_fields(site.author(id), &mut emit),
        PageId::Series(id) => alias_fields(site.series(id), &mut emit),
        _ => {}
    }
    let mut text = String::new();
    push_page_text(site, page, &mut text);
    emit(SearchField::Text, &text);
}

fn push_page_text(site: &Site, page: PageId, text: &mut String) {
    let Some(meta) = site.meta(page) else { return };
    text.reserve(meta.source.text.len());
    push_line(text, summary(meta));
    push_prose(text, site, page, meta);
}

fn summary(meta: &ContentMeta) -> &str {
    meta.summary.as_ref().map_or("", |summary| &summary.value)
}

fn push_line(text: &mut String, line: &str) {
    begin_line(text);
    text.push_str(line);
    begin_line(text);
}

fn briefing_fields(site: &Site, resolved: &ResolvedBriefing, emit: &mut impl FnMut(SearchField, &str)) {
    let mut name = |page| for_each_name(site, page, |name| emit(SearchField::Names, name));
    resolved.actors.iter().for_each(|id| name(PageId::Actor(*id)));
    resolved.venues.iter().chain(&resolved.dateline).for_each(|id| name(PageId::Venue(*id)));
    resolved.topics.iter().for_each(|id| name(PageId::Topic(*id)));
    resolved.series.iter().for_each(|id| name(PageId::Series(*id)));
    resolved.byline.iter().for_each(|author| emit(SearchField::Names, &author.name));
    for date in &resolved.dates {
        date.actors.iter().for_each(|id| emit(SearchField::Facts, &site.actor(*id).name));
        date.venue.iter().for_each(|id| emit(SearchField::Facts, &site.venue(*id).name));
    }
    fact_fields(site, &resolved.briefing, emit);
}

/// Emits the facts, with dates in words.
fn fact_fields(site: &Site, briefing: &Briefing, emit: &mut impl FnMut(SearchField, &str)) {
    date_field(site, &briefing.published.value, emit);
    for fact in &briefing.dates {
        date_field(site, &fact.when.value, emit);
        emit(SearchField::Facts, &fact.what.value);
    }
    for statement in &briefing.statements {
        emit(SearchField::Facts, &statement.says.value);
        statement.about.iter().for_each(|about| emit(SearchField::Facts, about.value.as_str()));
    }
    briefing.sources.iter().for_each(|source| emit(SearchField::Facts, &source.title.value));
}

fn date_field(site: &Site, date: &Date, emit: &mut impl FnMut(SearchField, &str)) {
    let text =
        date.to_text(&DateStyle { zone: &site.settings.time_zone, place: None, words: site.labels.dates() });
    text.segments.iter().for_each(|segment| emit(SearchField::Facts, &segment.text));
    let bounds = date.iso_bounds().into_iter().flat_map(|(from, to)| [Some(from), to]);
    bounds.flatten().filter_map(|bound| day_term(&bound)).for_each(|term| emit(SearchField::Facts, &term));
}

/// Returns the term of a day or month in the notation of ISO 8601: `0` and its digits, such as `020250419`. No word or number
/// of a text begins like this, so prefixes of other terms do not find it.
fn day_term(iso: &str) -> Option<String> {
    let date = iso.split('T').next()?;
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= "202504".len() && !date.starts_with('-')).then(|| format!("0{digits}"))
}

/// Calls `emit` for the name and the aliases of a subject.
fn for_each_name(site: &Site, page: PageId, mut emit: impl FnMut(&str)) {
    emit(site.title_and_permalink(page).0);
    let mut emit_alias = |_: SearchField, name: &str| emit(name);
    match page {
        PageId::Actor(id) => alias_fields(site.actor(id), &mut emit_alias),
        PageId::Venue(id) => alias_fields(site.venue(id), &mut emit_alias),
        PageId::Topic(id) => alias_fields(site.topic(id), &mut emit_alias),
        PageId::Series(id) => alias_fields(site.series(id), &mut emit_alias),
        _ => {}
    }
}

fn alias_fields<P: Profile>(subject: &Subject<P>, emit: &mut impl FnMut(SearchField, &str)) {
    let aliases = subject.profile.as_deref().map(Profile::aliases).unwrap_or_default();
    aliases.into_iter().for_each(|alias| emit(SearchField::Names, alias));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_have_terms() {
        let cases = [
            ("2025-04-19", Some("020250419")),
            ("2025-04-19T11:30:00+02:00", Some("020250419")),
            ("2025-04", Some("0202504")),
            ("2025", None),
            ("-0044-03-15", None),
            ("", None),
        ];
        for (iso, term) in cases {
            assert_eq!(day_term(iso).as_deref(), term, "{iso}");
        }
    }
}
