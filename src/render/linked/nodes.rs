//! The nodes of the graph, each with the properties of schema.org it may have. What is not known is left out.

use serde::Serialize;

/// All nodes of a page.
#[derive(Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(graph: Vec<Node<'a>>) -> Self {
        Self { context: "https://schema.org", graph }
    }
}

/// A node at the top of the graph.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    WebPage(WebPage<'a>),
    Article(Box<Article<'a>>),
    Actor(Actor<'a>),
    Place(Place<'a>),
    Crumbs(Crumbs<'a>),
}

/// A node that is told of elsewhere: on this page, or on its own.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

/// `WebSite`, `WebPage` or `CollectionPage`.
#[derive(Serialize)]
pub(super) struct WebPage<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Organization<'a>>,
}

/// An organisation without a page here.
#[derive(Serialize)]
pub(super) struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Organization<'a> {
    pub(super) fn new(name: &'a str, url: Option<&'a str>) -> Self {
        Self { kind: "Organization", name, url }
    }
}

/// A briefing.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location_created: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Theme<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) mentions: Vec<Mention<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) content_location: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) temporal_coverage: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) citation: Vec<Work<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<Correction<'a>>,
}

/// A topic. Its page is a list of briefings, so the topic itself is not what stands at that address.
#[derive(Serialize)]
pub(super) struct Theme<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// Something a briefing tells of.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Mention<'a> {
    Actor(Actor<'a>),
    Event(Event<'a>),
}

/// A dated fact that is sure.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Reference>,
}

/// A source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Work<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archived_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
}

/// What was mended.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Correction<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
}

/// An actor: `Person`, `Organization`, `Country` or `Thing`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Actor<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) affiliation: Option<Box<Actor<'a>>>,
}

impl<'a> Actor<'a> {
    /// By its name alone.
    pub(super) fn named(kind: &'static str, id: String, name: &'a str) -> Self {
        let (alternate_name, description, url, same_as) = (Vec::new(), None, None, None);
        Self { kind, id, name, alternate_name, description, url, same_as, job_title: None, affiliation: None }
    }
}

/// A venue.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<Address<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) geo: Option<Coordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) contained_in_place: Option<Box<Place<'a>>>,
}

/// A venue's country.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Address<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) address_country: &'a str,
}

/// A venue's coordinates in degrees.
#[derive(Serialize)]
pub(super) struct Coordinates {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// The way to a page.
#[derive(Serialize)]
pub(super) struct Crumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Crumb<'a>>,
}

impl<'a> Crumbs<'a> {
    pub(super) fn new(items: Vec<Crumb<'a>>) -> Self {
        Self { kind: "BreadcrumbList", items }
    }
}

/// A page on the way.
#[derive(Serialize)]
pub(super) struct Crumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: Reference,
}

impl<'a> Crumb<'a> {
    pub(super) fn new(position: usize, name: &'a str, address: String) -> Self {
        Self { kind: "ListItem", position, name, item: Reference { id: address } }
    }
}
