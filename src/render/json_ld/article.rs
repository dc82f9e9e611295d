//! A briefing as a `NewsArticle`. Each of its actors and venues is described once and referenced by its events.

use super::JsonLdBuilder;
use super::nodes::{
    ArticleNode, AuthorNode, CorrectionNode, EventNode, MentionNode, OrganizationNode, SourceNode, TopicNode,
};
use crate::facts::{Date, DateFact, SourceRecord, Status};
use crate::render::view::PageView;
use crate::site::{ActorId, BriefingId, BylineName, ResolvedBriefing, ResolvedDate, SubjectKind};
use crate::text::Spanned;

impl<'a> JsonLdBuilder<'a> {
    pub(super) fn article(self, id: BriefingId, view: &'a PageView) -> ArticleNode<'a> {
        let site = self.views.site;
        let resolved = site.briefing(id);
        let (briefing, meta) = (&resolved.briefing, &resolved.briefing.meta);
        ArticleNode {
            kind: "NewsArticle",
            id: self.page_url(view),
            headline: &meta.title.value,
            in_language: &view.language,
            date_published: iso_date(&briefing.published.value),
            date_modified: self.date_modified(resolved),
            dateline: resolved.dateline.map(|venue| site.venue(venue).name.as_str()),
            location_created: resolved.dateline.map(|venue| self.venue_reference(venue)),
            author: self.authors(resolved),
            credit_text: credit_text(&resolved.byline),
            publisher: self.publisher(),
            about: resolved
                .distinct_topics()
                .iter()
                .copied()
                .map(|topic| self.topic_node(topic.index()))
                .collect(),
            mentions: self.mentions(resolved),
            content_location: resolved
                .named_venues()
                .iter()
                .copied()
                .map(|venue| self.short_place(venue))
                .collect(),
            temporal_coverage: vague_dates(resolved),
            citation: briefing.sources.iter().map(source_node).collect(),
            correction: briefing
                .corrections
                .iter()
                .map(|correction| CorrectionNode {
                    kind: "CorrectionComment",
                    text: &correction.what.value,
                    date_published: iso_date(&correction.when.value),
                })
                .collect(),
        }
    }

    /// Returns the date of the last significant change, as declared.
    fn date_modified(self, resolved: &ResolvedBriefing) -> Option<String> {
        let changes = resolved.briefing.changes.iter().map(|change| &change.when);
        let mut dates = resolved.briefing.updated.iter().chain(changes);
        let zone = &self.views.site.settings.time_zone;
        iso_date(&dates.find(|date| date.value.start(zone) == resolved.updated_at)?.value)
    }

    fn topic_node(self, index: usize) -> TopicNode<'a> {
        let name = &self.views.site.topics[index].name;
        TopicNode { kind: "Thing", name, url: self.subject_url(SubjectKind::Topic, index) }
    }

    /// Returns the names in the byline that are authors of the site, or persons or organisations among the actors of the
    /// briefing.
    fn authors(self, resolved: &ResolvedBriefing) -> Vec<AuthorNode<'a>> {
        let named = resolved.named_actors();
        let actor = |name: &str| -> Option<ActorId> {
            let id = *named.iter().find(|id| self.views.site.actor(**id).name == name)?;
            matches!(self.actor_kind(id), "Person" | "Organization").then_some(id)
        };
        let node = |name: &BylineName| match name.author {
            Some(id) => Some(AuthorNode::Person(self.short_author(id))),
            None => actor(&name.name).map(|id| AuthorNode::Actor(self.actor_reference(id))),
        };
        resolved.byline.iter().filter_map(node).collect()
    }

    fn mentions(self, resolved: &'a ResolvedBriefing) -> Vec<MentionNode<'a>> {
        let actors =
            resolved.named_actors().iter().copied().map(|id| MentionNode::Actor(self.short_actor(id)));
        let dates = resolved.briefing.dates.iter().zip(&resolved.dates);
        let events =
            dates.filter_map(|(fact, resolved)| self.event_node(fact, resolved)).map(MentionNode::Event);
        actors.chain(events).collect()
    }

    /// Returns the event of a dated fact, if the fact is confirmed and its date is certain.
    fn event_node(self, fact: &'a DateFact, resolved: &ResolvedDate) -> Option<EventNode<'a>> {
        let (start_date, end_date) = fact.when.value.iso_bounds().filter(|_| is_confirmed(fact))?;
        Some(EventNode {
            kind: "Event",
            name: &fact.what.value,
            start_date,
            end_date,
            location: resolved.venue.map(|venue| self.venue_reference(venue)),
            about: resolved.actors.iter().map(|actor| self.actor_reference(*actor)).collect(),
        })
    }
}

fn is_confirmed(fact: &DateFact) -> bool {
    matches!(fact.status, None | Some(Status::Confirmed))
}

/// Returns the dates of confirmed facts that `startDate` cannot represent, as EDTF.
fn vague_dates(resolved: &ResolvedBriefing) -> Vec<String> {
    let facts = resolved
        .briefing
        .dates
        .iter()
        .filter(|fact| is_confirmed(fact) && fact.when.value.iso_bounds().is_none());
    facts.map(|fact| fact.when.value.to_string()).collect()
}

fn source_node(source: &SourceRecord) -> SourceNode<'_> {
    SourceNode {
        kind: "CreativeWork",
        name: &source.title.value,
        publisher: source.publisher.as_ref().map(|name| OrganizationNode::new(&name.value, None)),
        url: optional_str(source.url.as_ref()),
        archived_at: optional_str(source.archived.as_ref()),
        date_published: source.published.as_ref().and_then(|date| iso_date(&date.value)),
    }
}

fn credit_text(byline: &[BylineName]) -> Option<String> {
    let names: Vec<&str> = byline.iter().map(|author| author.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn iso_date(date: &Date) -> Option<String> {
    date.iso_bounds().map(|(from, _)| from)
}

fn optional_str(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}
