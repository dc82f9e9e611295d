//! Nodes of actors and venues: short in a briefing, complete on their own pages.

use super::JsonLdBuilder;
use super::nodes::{ActorNode, GeoCoordinates, JsonLdNode, PlaceNode, PostalAddress};
use crate::briefing::ActorKind;
use crate::site::{ActorId, Profile, Subject, SubjectKind, VenueId};

impl<'a> JsonLdBuilder<'a> {
    /// Returns the schema.org type of an actor. A group is no legal body, so it is no `Organization`.
    pub(super) fn actor_kind(self, id: ActorId) -> &'static str {
        match self.views.site.actor(id).profile.as_deref().and_then(|actor| actor.kind) {
            Some(ActorKind::Person) => "Person",
            Some(ActorKind::Organisation) => "Organization",
            Some(ActorKind::State) => "Country",
            Some(ActorKind::Group) | None => "Thing",
        }
    }

    pub(super) fn short_actor(self, id: ActorId) -> ActorNode<'a> {
        let url = self.subject_url(SubjectKind::Actor, id.index());
        ActorNode::with_name(self.actor_kind(id), url, &self.views.site.actor(id).name)
    }

    /// Returns the node of an actor for its own page.
    pub(super) fn actor_node(self, id: ActorId) -> JsonLdNode<'a> {
        let actor = self.views.site.actor(id);
        let mut node = self.short_actor(id);
        let Some(profile) = actor.profile.as_deref() else { return JsonLdNode::Actor(node) };
        node.alternate_name = profile.aliases();
        node.description = summary(actor);
        node.url = profile.website.as_ref().map(|url| url.value.as_str());
        node.same_as = wikidata_url(profile.wikidata.as_ref().map(|item| item.value.as_str()));
        if node.kind == "Person" {
            self.add_role(id, &mut node);
        }
        JsonLdNode::Actor(node)
    }

    /// Adds the role held at `as_of`, with its organisation.
    fn add_role(self, id: ActorId, node: &mut ActorNode<'a>) {
        let site = self.views.site;
        let Some(profile) = site.actor(id).profile.as_deref() else { return };
        let Some(index) = profile.role_index(|instant| site.as_of.has_reached(instant)) else { return };
        node.job_title = Some(&profile.roles[index].title.value);
        let affiliation =
            site.role_affiliation(id, index).filter(|of| self.actor_kind(*of) == "Organization");
        node.affiliation = affiliation.map(|of| Box::new(self.short_actor(of)));
    }

    pub(super) fn venue_node(self, id: VenueId) -> JsonLdNode<'a> {
        let venue = self.views.site.venue(id);
        let mut node = self.place_node(id);
        node.description = summary(venue);
        if let Some(profile) = venue.profile.as_deref() {
            node.alternate_name = profile.aliases();
            node.same_as = wikidata_url(profile.wikidata.as_ref().map(|item| item.value.as_str()));
        }
        JsonLdNode::Place(node)
    }

    /// Returns a venue with its coordinates, country and containing venue.
    pub(super) fn place_node(self, id: VenueId) -> PlaceNode<'a> {
        let venue = self.views.site.venue(id);
        let profile = venue.profile.as_deref();
        let whole = self.views.site.containing_venue(id);
        let country = profile.and_then(|venue| venue.country.as_ref());
        let coordinates = profile.and_then(|venue| venue.coordinates);
        PlaceNode {
            address: country
                .map(|country| PostalAddress { kind: "PostalAddress", address_country: &country.value }),
            geo: coordinates.map(|(latitude, longitude)| GeoCoordinates {
                kind: "GeoCoordinates",
                latitude,
                longitude,
            }),
            contained_in_place: whole.map(|whole| Box::new(self.short_place(whole))),
            ..self.short_place(id)
        }
    }

    pub(super) fn short_place(self, id: VenueId) -> PlaceNode<'a> {
        PlaceNode {
            kind: "Place",
            id: self.subject_url(SubjectKind::Venue, id.index()),
            name: &self.views.site.venue(id).name,
            alternate_name: Vec::new(),
            description: None,
            same_as: None,
            address: None,
            geo: None,
            contained_in_place: None,
        }
    }
}

fn summary<P: Profile>(subject: &Subject<P>) -> Option<&str> {
    let summary = subject.profile.as_deref()?.meta().summary.as_ref()?;
    Some(&summary.value)
}

/// Returns the URI of a Wikidata entity.
fn wikidata_url(item: Option<&str>) -> Option<String> {
    item.map(|item| format!("http://www.wikidata.org/entity/{item}"))
}
