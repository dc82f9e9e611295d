//! What a page says, as JSON-LD in the vocabulary of schema.org: for search engines and whoever reads pages by machine.
//!
//! It says what the page says and no more. A date in doubt, or one only claimed, is no `Event`; a byline is free text,
//! so only one that names an actor of the site is an `author`; a group is no `Organization`. docs/structured-data.md
//! has the rules. Addresses are whole where the site has a `base_url`, else relative to the page, which JSON-LD
//! resolves as it does links.

mod article;
mod nodes;
mod subject;

use super::view::PageView;
use super::{Html, Show};
use crate::page::{Page, PageKind};
use crate::site::{ActorId, Permalink, SubjectKind, VenueId};
use nodes::{Crumb, Crumbs, Graph, Node, Organization, Reference, WebPage};

/// Where one page's data is written.
#[derive(Clone, Copy)]
struct Writer<'a> {
    show: &'a Show<'a>,
    /// From the page to the root of the site.
    root: &'a str,
}

impl Show<'_> {
    /// The JSON-LD of a page; empty where settings want none, and on pages that are not for machines.
    pub(super) fn linked_data(&self, page: &Page, view: &PageView, root: &str) -> Html {
        if !self.site.settings.outputs.structured_data {
            return Html::default();
        }
        let writer = Writer { show: self, root };
        let mut graph = match page.kind {
            PageKind::Home => vec![writer.web_page("WebSite", view, writer.publisher())],
            PageKind::Briefing(id) => vec![Node::Article(Box::new(writer.article(id, view)))],
            PageKind::Actor(id) => vec![writer.actor(id)],
            PageKind::Venue(id) => vec![writer.venue(id)],
            PageKind::Plain(_) => vec![writer.web_page("WebPage", view, None)],
            PageKind::NotFound | PageKind::Redirect(_) => return Html::default(),
            _ => vec![writer.web_page("CollectionPage", view, None)],
        };
        graph.extend(writer.crumbs(view));
        Html::json(&Graph::new(graph))
    }
}

impl<'a> Writer<'a> {
    fn web_page(
        self,
        kind: &'static str,
        view: &'a PageView,
        publisher: Option<Organization<'a>>,
    ) -> Node<'a> {
        let address = self.own(view);
        Node::WebPage(WebPage {
            kind,
            id: address.clone(),
            name: &view.title,
            description: Some(view.description.as_str()).filter(|text| !text.is_empty()),
            language: &view.language,
            url: address,
            publisher,
        })
    }

    fn publisher(self) -> Option<Organization<'a>> {
        let publisher = self.show.site.settings.publisher.as_ref()?;
        Some(Organization::new(&publisher.name, publisher.url.as_deref()))
    }

    /// The way from the home page to this one; the home page has none.
    fn crumbs(self, view: &'a PageView) -> Option<Node<'a>> {
        if view.crumbs.is_empty() {
            return None;
        }
        let above = view.crumbs.iter().map(|crumb| (crumb.name.as_str(), self.address(&crumb.href)));
        let way = above.chain([(view.title.as_str(), self.own(view))]);
        let items = way.enumerate().map(|(at, (name, address))| Crumb::new(at + 1, name, address));
        Some(Node::Crumbs(Crumbs::new(items.collect())))
    }

    /// The address of the page itself.
    fn own(self, view: &PageView) -> String {
        match &view.canonical {
            Some(address) => address.clone(),
            None => [self.root, &Permalink::folder(&view.path).href].concat(),
        }
    }

    /// The address of a page of the site, as a link writes it.
    fn address(self, href: &str) -> String {
        self.show.site.page_address(href).unwrap_or_else(|| [self.root, href].concat())
    }

    fn subject_address(self, kind: SubjectKind, at: usize) -> String {
        let site = self.show.site;
        self.address(match kind {
            SubjectKind::Actor => &site.actors[at].permalink.href,
            SubjectKind::Venue => &site.venues[at].permalink.href,
            SubjectKind::Topic => &site.topics[at].permalink.href,
        })
    }

    fn actor_reference(self, id: ActorId) -> Reference {
        Reference { id: self.subject_address(SubjectKind::Actor, id.at()) }
    }

    fn venue_reference(self, id: VenueId) -> Reference {
        Reference { id: self.subject_address(SubjectKind::Venue, id.at()) }
    }
}
