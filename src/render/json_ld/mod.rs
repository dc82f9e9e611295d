//! Structured data: the content of a page as JSON-LD in the vocabulary of schema.org, for search engines.
//!
//! It never states more than the page. An uncertain date, or a fact that is only claimed, is no `Event`; a byline is free
//! text, so it is an `author` only if it names an author or an actor of the site; a group is no `Organization`. See
//! docs/structured-data.md for the rules. URLs are full if the site has a `base_url`, else relative to the page, which
//! JSON-LD resolves like links.

mod article;
mod author;
mod nodes;
mod subject;

use super::view::PageView;
use super::{Html, ViewBuilder};
use crate::page::{Page, PageKind};
use crate::site::{ActorId, Permalink, SubjectKind, VenueId};
use nodes::{
    Breadcrumb, BreadcrumbList, JsonLdGraph, JsonLdNode, NodeReference, OrganizationNode, WebPageNode,
};

/// Builds the nodes of one page.
#[derive(Clone, Copy)]
struct JsonLdBuilder<'a> {
    views: &'a ViewBuilder<'a>,
    /// Relative URL from the page to the root of the site.
    root: &'a str,
}

impl ViewBuilder<'_> {
    /// Returns the JSON-LD of a page; empty if the settings disable it, and on redirects and the "not found" page.
    pub(super) fn json_ld(&self, page: &Page, view: &PageView, root: &str) -> Html {
        if !self.site.settings.outputs.structured_data {
            return Html::default();
        }
        let builder = JsonLdBuilder { views: self, root };
        let mut graph = match page.kind {
            PageKind::Home => vec![builder.web_page("WebSite", view, builder.publisher())],
            PageKind::Briefing(id) => vec![JsonLdNode::Article(Box::new(builder.article(id, view)))],
            PageKind::Actor(id, 1) => vec![builder.actor_node(id)],
            PageKind::Venue(id, 1) => vec![builder.venue_node(id)],
            PageKind::Author(id, 1) => vec![builder.author_page(id, view)],
            PageKind::Standalone(_) => vec![builder.web_page("WebPage", view, None)],
            PageKind::NotFound | PageKind::Redirect(_) => return Html::default(),
            _ => vec![builder.web_page("CollectionPage", view, None)],
        };
        graph.extend(builder.breadcrumbs(view));
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
        JsonLdNode::WebPage(WebPageNode {
            kind,
            id: self.page_url(view),
            name: &view.title,
            language: &view.language,
            publisher,
        })
    }

    fn publisher(self) -> Option<OrganizationNode<'a>> {
        let publisher = self.views.site.settings.publisher.as_ref()?;
        Some(OrganizationNode::new(&publisher.name, publisher.url.as_deref()))
    }

    /// Returns the breadcrumbs of a page; `None` for the home page and for pages directly below it.
    fn breadcrumbs(self, view: &'a PageView) -> Option<JsonLdNode<'a>> {
        if view.crumbs.len() < 2 {
            return None;
        }
        let ancestors = view.crumbs.iter().map(|crumb| (crumb.name.as_str(), Some(self.url_of(&crumb.href))));
        // The last breadcrumb is the page itself.
        let path = ancestors.chain([(view.title.as_str(), None)]);
        let items = path.enumerate().map(|(index, (name, url))| Breadcrumb::new(index + 1, name, url));
        Some(JsonLdNode::Breadcrumbs(BreadcrumbList::new(items.collect())))
    }

    /// Returns the URL of the page itself.
    fn page_url(self, view: &PageView) -> String {
        match &view.canonical {
            Some(url) => url.clone(),
            None => [self.root, &Permalink::for_folder(&view.path).href].concat(),
        }
    }

    /// Returns the URL of another page of the site.
    fn url_of(self, href: &str) -> String {
        self.views.site.page_url(href).unwrap_or_else(|| [self.root, href].concat())
    }

    fn subject_url(self, kind: SubjectKind, index: usize) -> String {
        let site = self.views.site;
        self.url_of(match kind {
            SubjectKind::Actor => &site.actors[index].permalink.href,
            SubjectKind::Venue => &site.venues[index].permalink.href,
            SubjectKind::Topic => &site.topics[index].permalink.href,
            SubjectKind::Author => &site.authors[index].permalink.href,
            SubjectKind::Series => &site.series[index].permalink.href,
        })
    }

    fn actor_reference(self, id: ActorId) -> NodeReference {
        NodeReference { id: self.subject_url(SubjectKind::Actor, id.index()) }
    }

    fn venue_reference(self, id: VenueId) -> NodeReference {
        NodeReference { id: self.subject_url(SubjectKind::Venue, id.index()) }
    }
}
