//! Views of authors and series.

use super::ViewBuilder;
use super::facts::shown_or_empty;
use super::lists::page_range;
use crate::page::picture_path;
use crate::picture::PictureCopy;
use crate::render::Html;
use crate::render::html::HtmlWriter;
use crate::render::view::{
    DossierView, ExternalLinkView, LinkView, PortraitView, ProfileView, SeriesPlaceView, Shared,
};
use crate::site::{AuthorId, BriefingId, PageId, ResolvedBriefing, SeriesId, asset_href, is_drawing};
use crate::text::curl_quotes;

impl ViewBuilder<'_> {
    pub(super) fn author_profile(&self, id: AuthorId, body: Html) -> ProfileView {
        let author = self.site.author(id);
        let profile = author.profile.as_deref();
        let links = profile.iter().flat_map(|profile| &profile.links);
        ProfileView {
            role: self.author_role(id),
            portrait: self.portrait_view(id),
            links: links
                .map(|link| ExternalLinkView {
                    name: curl_quotes(&link.name.value),
                    url: link.url.value.clone(),
                })
                .collect(),
            ..self.base_profile(author, body)
        }
    }

    /// Returns what an author does, such as `Editor`; empty if that is not known.
    pub(super) fn author_role(&self, id: AuthorId) -> String {
        let profile = self.site.author(id).profile.as_deref();
        shown_or_empty(profile.and_then(|profile| profile.role.as_ref()))
    }

    /// Returns a page of the dossier of an author. Briefings that only name the author are not counted.
    pub(super) fn author_dossier(&self, id: AuthorId, number: usize) -> DossierView {
        let author = self.site.author(id);
        let dossier = self.subject_dossier(author, PageId::Author(id), number);
        DossierView { count: author.briefings.len(), ..dossier }
    }

    /// Returns the portrait of an author: its smallest copy, or the file if that is a drawing.
    pub(in crate::render) fn portrait_view(&self, id: AuthorId) -> Option<PortraitView> {
        let path = self.site.portrait(id)?;
        if is_drawing(path) {
            let href = asset_href(path).to_string();
            let (width, height) = self.image_sizes.size_of(&href).unwrap_or_default();
            return Some(PortraitView { href, width: width as usize, height: height as usize });
        }
        let picture = self.image_sizes.pictures.get(path)?;
        let (width, format) = (*picture.widths().first()?, *picture.formats().first()?);
        Some(PortraitView {
            href: picture_path(path, picture, PictureCopy { width, format }),
            width: width as usize,
            height: picture.height_at(width) as usize,
        })
    }

    pub(super) fn series_profile(&self, id: SeriesId, body: Html) -> ProfileView {
        self.base_profile(self.site.series(id), body)
    }

    /// Returns a page of the dossier of a series, with its briefings in reading order.
    pub(super) fn series_dossier(&self, id: SeriesId, number: usize) -> DossierView {
        let series = self.site.series(id);
        let parts = self.site.series_parts(id);
        let range = page_range(self.site.settings.per_page, number, parts.len());
        let first = range.start + 1;
        let briefings = parts[range].iter().map(|part| self.briefing_card(*part)).collect();
        let count = series.briefings.len();
        DossierView { briefings, count, first, ..self.subject_dossier(series, PageId::Series(id), number) }
    }

    /// Returns the place of a briefing in its series.
    pub(super) fn series_place(&self, id: BriefingId) -> Option<SeriesPlaceView> {
        let series = self.site.briefing(id).series?;
        let [previous, next] = self.site.series_neighbours(id);
        let link = |id: BriefingId| self.briefing_link(id);
        Some(SeriesPlaceView {
            link: Shared::new(&self.page_link(PageId::Series(series))),
            number: self.site.index_in_series(id)? + 1,
            previous: previous.map(link),
            next: next.map(link),
        })
    }

    /// Returns the byline as part of a sentence, with links to the pages of authors.
    pub(super) fn byline_html(&self, resolved: &ResolvedBriefing, root: &str) -> Html {
        let labels = &self.site.labels;
        let mut html = HtmlWriter::with_capacity(128);
        for (index, name) in resolved.byline.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == resolved.byline.len() => html.text(labels.get("list-last-separator")),
                _ => html.text(labels.get("list-separator")),
            }
            match name.author {
                Some(id) => {
                    let href = [root, &self.site.author(id).permalink.href].concat();
                    html.open_with("a", &[("rel", "author"), ("href", &href)]);
                    html.text(&name.name);
                    html.close("a");
                }
                None => html.text(&name.name),
            }
        }
        html.finish()
    }

    /// Returns the listings of authors and series, if there are any.
    pub(super) fn other_listings(&self) -> Vec<LinkView> {
        let kinds = self.site.listed_kinds().into_iter().skip(crate::site::SubjectKind::OF_FACTS.len());
        kinds.map(|kind| self.page_link(PageId::SubjectListing(kind))).collect()
    }
}
