//! What other pages show of a briefing.

use super::Show;
use crate::render::view::CardView;
use crate::site::BriefingId;

/// How many actors a card names.
const ACTORS: usize = 3;

pub(super) fn card(show: &Show<'_>, id: BriefingId) -> CardView {
    let filed = show.site.briefing(id);
    let leaf = &filed.briefing.leaf;
    CardView {
        title: leaf.title.value.clone(),
        href: filed.permalink.href.to_string(),
        summary: leaf.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        published: show.date_at(&filed.briefing.published.value, filed.dateline),
        dateline: filed.dateline.map(|venue| show.site.venue(venue).name.clone()).unwrap_or_default(),
        topic: filed.topics.first().map(|topic| show.topic_link(*topic)),
        actors: filed.actors.iter().take(ACTORS).map(|actor| show.site.actor(*actor).name.clone()).collect(),
    }
}
