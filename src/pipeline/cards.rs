//! Card images: which briefings have one, and their bytes.

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, NO_CARD, Outcome, SourceLocation};
use crate::page::{Page, PageKind};
use crate::picture::CardImage;
use crate::render::{ImageSizes, SharedViews, ViewBuilder};
use crate::site::{BriefingId, Site};

/// Plans the card images of a site. Reports all that cannot be drawn in one diagnostic.
pub(super) fn plan_cards(site: &Site, image_sizes: &ImageSizes) -> Outcome<Vec<Page>> {
    if image_sizes.card_fonts.is_none() {
        return Outcome::new(Vec::new(), Vec::new());
    }
    let shared = SharedViews::new(site);
    let views = ViewBuilder::new(site, image_sizes, &shared);
    let plan = |index: usize| {
        let id = BriefingId::new(index);
        let card = views.card_image(id)?;
        let page = || Page { file: card.path(), kind: PageKind::Card(id) };
        Some(card.check().map(|()| page()).map_err(|reason| (id, reason)))
    };
    let planned: Vec<_> = (0..site.briefings.len()).into_par_iter().filter_map(plan).collect();
    let (mut cards, mut missing) = (Vec::new(), Vec::new());
    for card in planned {
        match card {
            Ok(card) => cards.push(card),
            Err(reason) => missing.push(reason),
        }
    }
    // Briefings with the same text share a card.
    cards.sort_by(|one, other| one.file.cmp(&other.file));
    cards.dedup_by(|one, other| one.file == other.file);
    Outcome::new(cards, no_cards(site, &missing).into_iter().collect())
}

/// Returns a diagnostic at the first briefing without a card.
fn no_cards(site: &Site, missing: &[(BriefingId, String)]) -> Option<Diagnostic> {
    let (id, reason) = missing.first()?;
    let others = match missing.len() - 1 {
        0 => String::new(),
        1 => ", nor has 1 other".to_owned(),
        count => format!(", nor have {count} others"),
    };
    let meta = &site.briefing(*id).briefing.meta;
    let diagnostic = Diagnostic::new(&NO_CARD, format!("this briefing has no card image{others}: {reason}"))
        .at(SourceLocation::new(&meta.source, meta.title.span));
    let help = "name a font file with the character as `serif` and `sans` of `[look]`, in TrueType or OpenType format";
    Some(diagnostic.help(help))
}

/// Draws a card image. Fails if it cannot be drawn.
pub(super) fn draw(card: &CardImage<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    card.draw().map_err(|reason| Box::new(Diagnostic::new(&NO_CARD, format!("no card image: {reason}"))))
}
