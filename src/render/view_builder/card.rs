//! The view of a briefing on other pages.

use super::ViewBuilder;
use super::facts::{shown_or_empty, text_or_empty};
use crate::briefing::ContentMeta;
use crate::render::view::CardView;
use crate::site::BriefingId;
use crate::text::curl_quotes;

/// Maximum number of actors on a card.
const MAX_CARD_ACTORS: usize = 3;

pub(super) fn card_view(views: &ViewBuilder<'_>, id: BriefingId) -> CardView {
    let resolved = views.site.briefing(id);
    let meta = &resolved.briefing.meta;
    CardView {
        title: curl_quotes(&meta.title.value),
        href: resolved.permalink.href.to_string(),
        summary: shown_or_empty(meta.summary.as_ref()),
        language: foreign_language(views, meta),
        published: views.date_view_at(&resolved.briefing.published.value, resolved.dateline),
        dateline: resolved
            .dateline
            .map(|venue| curl_quotes(&views.site.venue(venue).name))
            .unwrap_or_default(),
        topic: resolved.topics.first().map(|topic| views.topic_link(*topic)),
        actors: resolved
            .actors
            .iter()
            .take(MAX_CARD_ACTORS)
            .map(|actor| curl_quotes(&views.site.actor(*actor).name))
            .collect(),
        draft: meta.draft,
    }
}

/// Returns the language of a document if it differs from that of the site, else an empty text.
fn foreign_language(views: &ViewBuilder<'_>, meta: &ContentMeta) -> String {
    let own = text_or_empty(meta.language.as_ref());
    if own == views.site.settings.language { String::new() } else { own }
}
