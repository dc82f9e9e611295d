//! What other pages show of a briefing.

use super::ViewBuilder;
use super::facts::text_or_empty;
use crate::briefing::ContentMeta;
use crate::render::view::CardView;
use crate::site::BriefingId;

/// How many actors a card names.
const MAX_CARD_ACTORS: usize = 3;

pub(super) fn card_view(show: &ViewBuilder<'_>, id: BriefingId) -> CardView {
    let filed = show.site.briefing(id);
    let leaf = &filed.briefing.meta;
    CardView {
        title: leaf.title.value.clone(),
        href: filed.permalink.href.to_string(),
        summary: text_or_empty(leaf.summary.as_ref()),
        language: foreign_language(show, leaf),
        published: show.date_view_at(&filed.briefing.published.value, filed.dateline),
        dateline: filed.dateline.map(|venue| show.site.venue(venue).name.clone()).unwrap_or_default(),
        topic: filed.topics.first().map(|topic| show.topic_link(*topic)),
        actors: filed
            .actors
            .iter()
            .take(MAX_CARD_ACTORS)
            .map(|actor| show.site.actor(*actor).name.clone())
            .collect(),
        draft: leaf.draft,
    }
}

/// The language of a file where it is not the site's.
fn foreign_language(show: &ViewBuilder<'_>, leaf: &ContentMeta) -> String {
    let own = text_or_empty(leaf.language.as_ref());
    if own == show.site.settings.language { String::new() } else { own }
}
