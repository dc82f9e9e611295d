//! The view of the site, which all pages share: title, publisher, menu and links.

use super::ViewBuilder;
use crate::page::{LOOK_STYLE_PATH, search_permalink};
use crate::render::view::{
    CornerView, ExternalLinkView, LinkView, LookView, MenuView, PublisherView, SiteView,
};
use crate::settings::{Corner, Look, NamedUrl};
use crate::site::{LinkTarget, PageId, StandaloneId, SubjectKind};
use crate::text::{Spanned, curl_quotes};

/// Maximum number of standalone pages that every page links to.
const MAX_GLOBAL_LINKS: usize = 20;

impl ViewBuilder<'_> {
    /// Returns the view of the site.
    pub fn site_view(&self) -> SiteView {
        let settings = &self.site.settings;
        SiteView {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            dir: text_direction(&settings.language),
            base_url: settings.base_url.clone(),
            publisher: settings
                .publisher
                .as_ref()
                .map(|publisher| PublisherView { name: publisher.name.clone(), url: publisher.url.clone() }),
            menu: self.menu_views(),
            pages: self.global_standalone_pages(),
            more_pages: self.has_more_standalone_pages().then(|| LinkView {
                name: self.site.labels.get("all-pages").to_owned(),
                href: format!("{}#_pages", self.site.title_and_permalink(PageId::Archive).1.href),
            }),
            corrections: (!self.site.corrections.is_empty()).then(|| self.page_link(PageId::Corrections)),
            listings: self.other_listings(),
            manifest: settings.outputs.manifest,
            search: self.search_link(),
            look: look_view(&settings.look),
        }
    }

    /// Returns the standalone pages that every page links to. Linking all pages from all pages would be quadratic.
    fn global_standalone_pages(&self) -> Vec<LinkView> {
        let depth = |id: &usize| self.site.standalone_pages[*id].permalink.path.matches('/').count();
        let mut ids: Vec<usize> = (0..self.site.standalone_pages.len()).collect();
        if self.has_more_standalone_pages() {
            ids.sort_by_key(depth);
            ids.truncate(MAX_GLOBAL_LINKS);
            ids.sort_unstable();
        }
        ids.into_iter().map(|id| self.page_link(PageId::Standalone(StandaloneId::new(id)))).collect()
    }

    fn has_more_standalone_pages(&self) -> bool {
        self.site.standalone_pages.len() > MAX_GLOBAL_LINKS
    }

    /// Returns all standalone pages, if not every page links to them.
    pub(super) fn all_standalone_pages(&self) -> Vec<LinkView> {
        let ids = (0..self.site.standalone_pages.len()).filter(|_| self.has_more_standalone_pages());
        ids.map(|id| self.page_link(PageId::Standalone(StandaloneId::new(id)))).collect()
    }

    /// Returns the URL of the search page; empty without search.
    fn search_link(&self) -> String {
        let is_on = self.site.settings.outputs.search;
        if is_on { search_permalink().href.to_string() } else { String::new() }
    }

    /// Returns the menu of the settings, or else the default menu.
    fn menu_views(&self) -> Vec<MenuView> {
        if self.site.settings.menu.is_some() {
            let entries = self.site.menu.iter();
            return entries
                .map(|entry| menu_view(&entry.name, &entry.target, self.section_of(&entry.target)))
                .collect();
        }
        let kinds = SubjectKind::OF_FACTS.map(PageId::SubjectListing);
        let labels = &self.site.labels;
        let pages = [(PageId::Home, labels.get("briefings")), (PageId::Timeline, labels.get("chronology"))];
        let lists = kinds.into_iter().map(|page| (page, self.site.title_and_permalink(page).0));
        let pages = pages.into_iter().chain(lists).chain([(PageId::Archive, labels.get("archive"))]);
        pages.map(|(page, name)| self.built_in_menu_entry(page, name)).collect()
    }

    fn built_in_menu_entry(&self, page: PageId, name: &str) -> MenuView {
        let permalink = self.site.title_and_permalink(page).1;
        MenuView {
            name: name.to_owned(),
            href: permalink.href.to_string(),
            external: false,
            section: section_of_path(&permalink.path),
        }
    }

    fn section_of(&self, target: &LinkTarget) -> String {
        match target {
            LinkTarget::Page { page, .. } => section_of_path(&self.site.title_and_permalink(*page).1.path),
            _ => String::new(),
        }
    }
}

fn look_view(look: &Look) -> LookView {
    let link = |link: &NamedUrl| ExternalLinkView { name: curl_quotes(&link.name), url: link.url.clone() };
    LookView {
        logo: file_path(&look.logo),
        logo_dark: file_path(&look.logo_dark),
        style: if look.style().is_empty() { String::new() } else { LOOK_STYLE_PATH.to_owned() },
        corner: look.corner.as_ref().map(corner_view),
        footer: look.footer.iter().map(|line| curl_quotes(line)).collect(),
        links: look.links.iter().map(link).collect(),
        licence: look.licence.as_ref().map(link),
    }
}

fn corner_view(corner: &Corner) -> CornerView {
    CornerView {
        text: curl_quotes(&corner.text),
        url: corner.url.clone().unwrap_or_default(),
        picture: file_path(&corner.picture),
        picture_dark: file_path(&corner.picture_dark),
    }
}

fn file_path(file: &Option<Spanned<String>>) -> String {
    file.as_ref().map(|file| file.value.clone()).unwrap_or_default()
}

fn menu_view(name: &str, to: &LinkTarget, section: String) -> MenuView {
    let (href, external) = match to {
        LinkTarget::Page { href, .. } => (href.to_string(), false),
        LinkTarget::External(url) => (url.clone(), true),
        _ => (String::new(), false),
    };
    MenuView { name: name.to_owned(), href, external, section }
}

/// Returns the first segment of a path. Briefings belong to the home page, whose section is empty.
pub(super) fn section_of_path(path: &str) -> String {
    let first = path.split('/').next().unwrap_or_default();
    if first == "briefings" { String::new() } else { first.to_owned() }
}

/// Returns the writing direction of a language.
pub(super) fn text_direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) || primary == "yi" { "rtl" } else { "ltr" }
}
