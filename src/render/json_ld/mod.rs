//! What a page says, as JSON-LD in the vocabulary of schema.org: for search engines and whoever reads pages by machine.
//!
//! It says what the page says and no more. A date in doubt, or one only claimed, is no `Event`; a byline is free text,
//! so only one that names an actor of the site is an `author`; a group is no `OrganizationNode`. docs/structured-data.md
//! has the rules. Addresses are whole where the site has a `base_url`, else relative to the page, which JSON-LD
//! resolves as it does links.

mod article;
mod nodes;
mod subject;

use super::view::PageView;
use super::{Html, ViewBuilder};
use crate::page::{Page, PageKind};
use crate::site::{ActorId, Permalink, SubjectKind, VenueId};
use nodes::{
    Breadcrumb, BreadcrumbList, JsonLdGraph, JsonLdNode, NodeReference, OrganizationNode, WebPageNode,
};

/// Where one page's data is written.
#[derive(Clone, Copy)]
struct JsonLdBuilder<'a> {
    views: &'a ViewBuilder<'a>,
    /// From the page to the root of the site.
    root: &'a str,
}

impl ViewBuilder<'_> {
    /// The JSON-LD of a page; empty where settings want none, and on pages that are not for machines.
    pub(super) fn json_ld(&self, page: &Page, view: &PageView, root: &str) -> Html {
        if !self.site.settings.outputs.structured_data {
            return Html::default();
        }
        let writer = JsonLdBuilder { views: self, root };
        let mut graph = match page.kind {
            PageKind::Home => vec![writer.web_page("WebSite", view, writer.publisher())],
            PageKind::Briefing(id) => vec![JsonLdNode::Article(Box::new(writer.article(id, view)))],
            PageKind::Actor(id) => vec![writer.actor_node(id)],
            PageKind::Venue(id) => vec![writer.venue_node(id)],
            PageKind::Standalone(_) => vec![writer.web_page("WebPage", view, None)],
            PageKind::NotFound | PageKind::Redirect(_) => return Html::default(),
            _ => vec![writer.web_page("CollectionPage", view, None)],
        };
        graph.extend(writer.breadcrumbs(view));
        Html::json(&JsonLdGraph::new(graph))
    }
}

impl<'a> JsonLdBuilder<'a> {
    fn web_page(
        self,
        kind: &'static str,
        view: &'a PageView,
        publisher: Option<OrganizationNode<'a>>,
    ) -> JsonLdNode<'a> {
        let address = self.page_url(view);
        JsonLdNode::WebPage(WebPageNode {
            kind,
            id: address.clone(),
            name: &view.title,
            description: Some(view.description.as_str()).filter(|text| !text.is_empty()),
            language: &view.language,
            url: address,
            publisher,
        })
    }

    fn publisher(self) -> Option<OrganizationNode<'a>> {
        let publisher = self.views.site.settings.publisher.as_ref()?;
        Some(OrganizationNode::new(&publisher.name, publisher.url.as_deref()))
    }

    /// The way from the home page to this one; the home page has none.
    fn breadcrumbs(self, view: &'a PageView) -> Option<JsonLdNode<'a>> {
        if view.crumbs.is_empty() {
            return None;
        }
        let above = view.crumbs.iter().map(|crumb| (crumb.name.as_str(), self.url_of(&crumb.href)));
        let way = above.chain([(view.title.as_str(), self.page_url(view))]);
        let items = way.enumerate().map(|(at, (name, address))| Breadcrumb::new(at + 1, name, address));
        Some(JsonLdNode::Breadcrumbs(BreadcrumbList::new(items.collect())))
    }

    /// The address of the page itself.
    fn page_url(self, view: &PageView) -> String {
        match &view.canonical {
            Some(address) => address.clone(),
            None => [self.root, &Permalink::for_folder(&view.path).href].concat(),
        }
    }

    /// The address of a page of the site, as a link writes it.
    fn url_of(self, href: &str) -> String {
        self.views.site.page_url(href).unwrap_or_else(|| [self.root, href].concat())
    }

    fn subject_url(self, kind: SubjectKind, at: usize) -> String {
        let site = self.views.site;
        self.url_of(match kind {
            SubjectKind::Actor => &site.actors[at].permalink.href,
            SubjectKind::Venue => &site.venues[at].permalink.href,
            SubjectKind::Topic => &site.topics[at].permalink.href,
        })
    }

    fn actor_reference(self, id: ActorId) -> NodeReference {
        NodeReference { id: self.subject_url(SubjectKind::Actor, id.at()) }
    }

    fn venue_reference(self, id: VenueId) -> NodeReference {
        NodeReference { id: self.subject_url(SubjectKind::Venue, id.at()) }
    }
}
