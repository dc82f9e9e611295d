//! A briefing as a `NewsArticle`: the actors and venues it names stand in it once, and are referred to from its events.

use super::Writer;
use super::nodes::{Article, Correction, Event, Mention, Organization, Reference, Theme, Work};
use crate::facts::{Date, DateFact, SourceRecord, Status};
use crate::render::view::PageView;
use crate::site::{ActorId, BriefingId, Dated, Filed, SubjectKind};
use crate::text::Spanned;

impl<'a> Writer<'a> {
    pub(super) fn article(self, id: BriefingId, view: &'a PageView) -> Article<'a> {
        let site = self.show.site;
        let filed = site.briefing(id);
        let (briefing, leaf) = (&filed.briefing, &filed.briefing.leaf);
        let address = self.own(view);
        Article {
            kind: "NewsArticle",
            id: address.clone(),
            headline: &leaf.title.value,
            description: text(leaf.summary.as_ref()),
            in_language: &view.language,
            url: address,
            date_published: iso(&briefing.published.value),
            date_modified: self.modified(filed),
            dateline: filed.dateline.map(|venue| site.venue(venue).name.as_str()),
            location_created: filed.dateline.map(|venue| self.venue_reference(venue)),
            author: self.authors(filed),
            credit_text: credit(&briefing.byline),
            publisher: self.publisher(),
            about: filed.all_topics().iter().copied().map(|topic| self.theme(topic.at())).collect(),
            mentions: self.mentions(filed),
            content_location: filed.all_venues().iter().copied().map(|venue| self.place(venue)).collect(),
            temporal_coverage: vague(filed),
            citation: briefing.sources.iter().map(work).collect(),
            correction: briefing
                .corrections
                .iter()
                .map(|made| Correction {
                    kind: "CorrectionComment",
                    text: &made.what.value,
                    date_published: iso(&made.when.value),
                })
                .collect(),
        }
    }

    /// The last significant change, as it was written.
    fn modified(self, filed: &Filed) -> Option<String> {
        let changes = filed.briefing.changes.iter().map(|change| &change.when);
        let mut dates = filed.briefing.updated.iter().chain(changes);
        let zone = &self.show.site.settings.time_zone;
        iso(&dates.find(|date| date.value.start(zone) == filed.revised)?.value)
    }

    fn theme(self, at: usize) -> Theme<'a> {
        let name = &self.show.site.topics[at].name;
        Theme { kind: "Thing", name, url: self.subject_address(SubjectKind::Topic, at) }
    }

    /// Those of the byline who are actors the briefing names too, and persons or organisations.
    fn authors(self, filed: &Filed) -> Vec<Reference> {
        let named = filed.all_actors();
        let actor = |name: &Spanned<String>| -> Option<ActorId> {
            let id = *named.iter().find(|id| self.show.site.actor(**id).name == name.value)?;
            matches!(self.actor_kind(id), "Person" | "Organization").then_some(id)
        };
        filed.briefing.byline.iter().filter_map(actor).map(|id| self.actor_reference(id)).collect()
    }

    fn mentions(self, filed: &'a Filed) -> Vec<Mention<'a>> {
        let actors = filed.all_actors().iter().copied().map(|id| Mention::Actor(self.actor_named(id)));
        let dates = filed.briefing.dates.iter().zip(&filed.dates);
        let events = dates.filter_map(|(fact, dated)| self.event(fact, dated)).map(Mention::Event);
        actors.chain(events).collect()
    }

    /// A dated fact, where both that it is so and when are sure.
    fn event(self, fact: &'a DateFact, dated: &Dated) -> Option<Event<'a>> {
        let (start_date, end_date) = fact.when.value.iso().filter(|_| is_sure(fact))?;
        Some(Event {
            kind: "Event",
            name: &fact.what.value,
            start_date,
            end_date,
            location: dated.venue.map(|venue| self.venue_reference(venue)),
            about: dated.actors.iter().map(|actor| self.actor_reference(*actor)).collect(),
        })
    }
}

fn is_sure(fact: &DateFact) -> bool {
    matches!(fact.status, None | Some(Status::Confirmed))
}

/// The dates of sure facts that no `startDate` can hold, as EDTF.
fn vague(filed: &Filed) -> Vec<String> {
    let facts = filed.briefing.dates.iter().filter(|fact| is_sure(fact) && fact.when.value.iso().is_none());
    facts.map(|fact| fact.when.value.to_string()).collect()
}

fn work(source: &SourceRecord) -> Work<'_> {
    Work {
        kind: "CreativeWork",
        name: &source.title.value,
        publisher: source.publisher.as_ref().map(|name| Organization::new(&name.value, None)),
        url: text(source.url.as_ref()),
        archived_at: text(source.archived.as_ref()),
        date_published: source.published.as_ref().and_then(|date| iso(&date.value)),
    }
}

fn credit(byline: &[Spanned<String>]) -> Option<String> {
    let names: Vec<&str> = byline.iter().map(|name| name.value.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn iso(date: &Date) -> Option<String> {
    date.iso().map(|(from, _)| from)
}

fn text(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}
