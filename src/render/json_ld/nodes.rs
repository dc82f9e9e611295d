//! The nodes of the graph with their schema.org properties. Unknown properties are omitted.

use serde::Serialize;

/// The graph of a page.
#[derive(Serialize)]
pub(super) struct JsonLdGraph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<JsonLdNode<'a>>,
}

impl<'a> JsonLdGraph<'a> {
    pub(super) fn new(graph: Vec<JsonLdNode<'a>>) -> Self {
        Self { context: "https://schema.org", graph }
    }
}

/// A node at the top of the graph.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum JsonLdNode<'a> {
    WebPage(WebPageNode<'a>),
    Article(Box<ArticleNode<'a>>),
    Actor(ActorNode<'a>),
    Place(PlaceNode<'a>),
    Profile(Box<ProfilePageNode<'a>>),
    Breadcrumbs(BreadcrumbList<'a>),
}

/// A reference to a node described elsewhere on this page or on its own page.
#[derive(Serialize)]
pub(super) struct NodeReference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

/// `WebSite`, `WebPage` or `CollectionPage`.
#[derive(Serialize)]
pub(super) struct WebPageNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<OrganizationNode<'a>>,
}

/// An organisation without a page on the site.
#[derive(Serialize)]
pub(super) struct OrganizationNode<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> OrganizationNode<'a> {
    pub(super) fn new(name: &'a str, url: Option<&'a str>) -> Self {
        Self { kind: "Organization", name, url }
    }
}

/// A briefing.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArticleNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) headline: &'a str,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location_created: Option<NodeReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<AuthorNode<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<OrganizationNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<TopicNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) mentions: Vec<MentionNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) content_location: Vec<PlaceNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) temporal_coverage: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) citation: Vec<SourceNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<CorrectionNode<'a>>,
}

/// An author of a briefing.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum AuthorNode<'a> {
    Person(PersonNode<'a>),
    Actor(NodeReference),
}

/// An author. Its `@id` is the URL of its page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersonNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) same_as: Vec<&'a str>,
}

/// The page of an author.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProfilePageNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) url: String,
    pub(super) in_language: &'a str,
    pub(super) main_entity: PersonNode<'a>,
}

/// A topic. It has no `@id`, because the URL of its page identifies a list of briefings.
#[derive(Serialize)]
pub(super) struct TopicNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// An actor or event of a briefing.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum MentionNode<'a> {
    Actor(ActorNode<'a>),
    Event(EventNode<'a>),
}

/// A confirmed fact with a certain date.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<NodeReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<NodeReference>,
}

/// A source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SourceNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<OrganizationNode<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archived_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
}

/// A correction.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CorrectionNode<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
}

/// An actor: `Person`, `Organization`, `Country` or `Thing`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActorNode<'a> {
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
    pub(super) affiliation: Option<Box<ActorNode<'a>>>,
}

impl<'a> ActorNode<'a> {
    /// Creates a node with a name only.
    pub(super) fn with_name(kind: &'static str, id: String, name: &'a str) -> Self {
        let (alternate_name, description, url, same_as) = (Vec::new(), None, None, None);
        Self { kind, id, name, alternate_name, description, url, same_as, job_title: None, affiliation: None }
    }
}

/// A venue.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceNode<'a> {
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
    pub(super) address: Option<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) geo: Option<GeoCoordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) contained_in_place: Option<Box<PlaceNode<'a>>>,
}

/// A venue's country.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostalAddress<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) address_country: &'a str,
}

/// A venue's coordinates in degrees.
#[derive(Serialize)]
pub(super) struct GeoCoordinates {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// The breadcrumbs of a page.
#[derive(Serialize)]
pub(super) struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Breadcrumb<'a>>,
}

impl<'a> BreadcrumbList<'a> {
    pub(super) fn new(items: Vec<Breadcrumb<'a>>) -> Self {
        Self { kind: "BreadcrumbList", items }
    }
}

/// One breadcrumb.
#[derive(Serialize)]
pub(super) struct Breadcrumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<NodeReference>,
}

impl<'a> Breadcrumb<'a> {
    pub(super) fn new(position: usize, name: &'a str, url: Option<String>) -> Self {
        Self { kind: "ListItem", position, name, item: url.map(|id| NodeReference { id }) }
    }
}
