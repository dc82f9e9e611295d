//! What other pages show of a briefing.

use super::Show;
use super::facts::word;
use crate::briefing::Leaf;
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
        summary: word(leaf.summary.as_ref()),
        language: foreign(show, leaf),
        published: show.date_at(&filed.briefing.published.value, filed.dateline),
        dateline: filed.dateline.map(|venue| show.site.venue(venue).name.clone()).unwrap_or_default(),
        topic: filed.topics.first().map(|topic| show.topic_link(*topic)),
        actors: filed.actors.iter().take(ACTORS).map(|actor| show.site.actor(*actor).name.clone()).collect(),
        draft: leaf.draft,
    }
}

/// The language of a file where it is not the site's.
fn foreign(show: &Show<'_>, leaf: &Leaf) -> String {
    let own = word(leaf.language.as_ref());
    if own == show.site.settings.language { String::new() } else { own }
}
