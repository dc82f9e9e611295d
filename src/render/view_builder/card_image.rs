//! The card image of a briefing.

use super::ViewBuilder;
use super::site::text_direction;
use crate::picture::{CardColors, CardImage, CardText};
use crate::render::view::PictureView;
use crate::site::BriefingId;
use crate::text::curl_quotes;

impl<'a> ViewBuilder<'a> {
    /// Returns the card image of a briefing; `None` if the site has none, or the briefing has a lead picture.
    pub fn card_image(&self, id: BriefingId) -> Option<CardImage<'a>> {
        let fonts = self.image_sizes.card_fonts.as_ref()?;
        let has_picture = self.site.briefing(id).briefing.picture.is_some();
        (!has_picture).then(|| CardImage { text: self.card_text(id), fonts })
    }

    fn card_text(&self, id: BriefingId) -> CardText {
        let (resolved, settings) = (self.site.briefing(id), &self.site.settings);
        let meta = &resolved.briefing.meta;
        let language = meta.language.as_ref().map_or(&settings.language, |language| &language.value);
        let date = self.date_text_at(&resolved.briefing.published.value, resolved.dateline).full_text();
        let place = resolved.dateline.map(|venue| self.site.venue(venue).name.to_string());
        let details: Vec<&str> = place.as_deref().into_iter().chain([date.as_str()]).collect();
        let colors = settings.look.light_colors();
        CardText {
            site: curl_quotes(&settings.title),
            title: curl_quotes(&meta.title.value),
            details: curl_quotes(&self.site.labels.list(&details)),
            right_to_left: text_direction(language) == "rtl",
            colors: CardColors {
                background: colors.background.parts(),
                accent: colors.accent.parts(),
                ink: colors.ink.parts(),
                soft: colors.soft.parts(),
            },
        }
    }

    /// Returns the card image of a briefing for link previews, if it can be drawn.
    pub(super) fn card_picture(&self, id: BriefingId) -> Option<PictureView> {
        let card = self.card_image(id).filter(|card| card.check().is_ok())?;
        let base = self.site.settings.base_url.as_ref()?;
        Some(PictureView { url: format!("{base}{}", card.path()), alt: card.text.title })
    }
}
