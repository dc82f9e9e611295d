//! Actors and venues: by name where a briefing names them, with all that is known on their own pages.

use super::Writer;
use super::nodes::{Actor, Address, Coordinates, Node, Place};
use crate::briefing::ActorKind;
use crate::site::{ActorId, Profile, Subject, SubjectKind, VenueId};

impl<'a> Writer<'a> {
    /// What schema.org takes an actor for. A group has no body of its own, so it is no `Organization`.
    pub(super) fn actor_kind(self, id: ActorId) -> &'static str {
        match self.show.site.actor(id).profile.as_deref().and_then(|actor| actor.kind) {
            Some(ActorKind::Person) => "Person",
            Some(ActorKind::Organisation) => "Organization",
            Some(ActorKind::State) => "Country",
            Some(ActorKind::Group) | None => "Thing",
        }
    }

    pub(super) fn actor_named(self, id: ActorId) -> Actor<'a> {
        let address = self.subject_address(SubjectKind::Actor, id.at());
        Actor::named(self.actor_kind(id), address, &self.show.site.actor(id).name)
    }

    /// An actor on its own page. `url` is its website, or this page where it has none.
    pub(super) fn actor(self, id: ActorId) -> Node<'a> {
        let actor = self.show.site.actor(id);
        let mut node = self.actor_named(id);
        let Some(profile) = actor.profile.as_deref() else { return Node::Actor(node) };
        node.alternate_name = profile.aliases();
        node.description = summary(actor);
        node.url = profile.website.as_ref().map(|url| url.value.as_str());
        node.same_as = wikidata(profile.wikidata.as_ref().map(|item| item.value.as_str()));
        if node.kind == "Person" {
            self.office_of(id, &mut node);
        }
        Node::Actor(node)
    }

    /// The office held at the instant the site is built for, and the organisation it is held in.
    fn office_of(self, id: ActorId, node: &mut Actor<'a>) {
        let site = self.show.site;
        let Some(profile) = site.actor(id).profile.as_deref() else { return };
        let Some(at) = profile.office_at(site.as_of) else { return };
        node.job_title = Some(&profile.roles[at].title.value);
        let body = site.held_in(id, at).filter(|body| self.actor_kind(*body) == "Organization");
        node.affiliation = body.map(|body| Box::new(self.actor_named(body)));
    }

    pub(super) fn venue(self, id: VenueId) -> Node<'a> {
        let venue = self.show.site.venue(id);
        let mut node = self.place(id);
        node.description = summary(venue);
        if let Some(profile) = venue.profile.as_deref() {
            node.alternate_name = profile.aliases();
            node.same_as = wikidata(profile.wikidata.as_ref().map(|item| item.value.as_str()));
        }
        Node::Place(node)
    }

    /// A venue where it is named: with its coordinates, its country and what it lies in.
    pub(super) fn place(self, id: VenueId) -> Place<'a> {
        let venue = self.show.site.venue(id);
        let profile = venue.profile.as_deref();
        let whole = self.show.site.part_of(id);
        let country = profile.and_then(|venue| venue.country.as_ref());
        let coordinates = profile.and_then(|venue| venue.coordinates);
        Place {
            address: country
                .map(|country| Address { kind: "PostalAddress", address_country: &country.value }),
            geo: coordinates.map(|(latitude, longitude)| Coordinates {
                kind: "GeoCoordinates",
                latitude,
                longitude,
            }),
            contained_in_place: whole.map(|whole| Box::new(self.place_named(whole))),
            ..self.place_named(id)
        }
    }

    fn place_named(self, id: VenueId) -> Place<'a> {
        Place {
            kind: "Place",
            id: self.subject_address(SubjectKind::Venue, id.at()),
            name: &self.show.site.venue(id).name,
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
    let summary = subject.profile.as_deref()?.leaf().summary.as_ref()?;
    Some(&summary.value)
}

/// The address of a Wikidata item, which stands for the thing itself.
fn wikidata(item: Option<&str>) -> Option<String> {
    item.map(|item| format!("http://www.wikidata.org/entity/{item}"))
}
