//! A briefing as a `NewsArticle`: the actors and venues it names stand in it once, and are referred to from its events.

use super::JsonLdBuilder;
use super::nodes::{
    ArticleNode, CorrectionNode, EventNode, MentionNode, NodeReference, OrganizationNode, SourceNode,
    TopicNode,
};
use crate::facts::{Date, DateFact, SourceRecord, Status};
use crate::render::view::PageView;
use crate::site::{ActorId, BriefingId, ResolvedBriefing, ResolvedDate, SubjectKind};
use crate::text::Spanned;

impl<'a> JsonLdBuilder<'a> {
    pub(super) fn article(self, id: BriefingId, view: &'a PageView) -> ArticleNode<'a> {
        let site = self.views.site;
        let filed = site.briefing(id);
        let (briefing, leaf) = (&filed.briefing, &filed.briefing.meta);
        let address = self.page_url(view);
        ArticleNode {
            kind: "NewsArticle",
            id: address.clone(),
            headline: &leaf.title.value,
            description: optional_str(leaf.summary.as_ref()),
            in_language: &view.language,
            url: address,
            date_published: iso_date(&briefing.published.value),
            date_modified: self.date_modified(filed),
            dateline: filed.dateline.map(|venue| site.venue(venue).name.as_str()),
            location_created: filed.dateline.map(|venue| self.venue_reference(venue)),
            author: self.authors(filed),
            credit_text: credit_text(&briefing.byline),
            publisher: self.publisher(),
            about: filed.distinct_topics().iter().copied().map(|topic| self.topic_node(topic.at())).collect(),
            mentions: self.mentions(filed),
            content_location: filed
                .named_venues()
                .iter()
                .copied()
                .map(|venue| self.place_node(venue))
                .collect(),
            temporal_coverage: vague_dates(filed),
            citation: briefing.sources.iter().map(source_node).collect(),
            correction: briefing
                .corrections
                .iter()
                .map(|made| CorrectionNode {
                    kind: "CorrectionComment",
                    text: &made.what.value,
                    date_published: iso_date(&made.when.value),
                })
                .collect(),
        }
    }

    /// The last significant change, as it was written.
    fn date_modified(self, filed: &ResolvedBriefing) -> Option<String> {
        let changes = filed.briefing.changes.iter().map(|change| &change.when);
        let mut dates = filed.briefing.updated.iter().chain(changes);
        let zone = &self.views.site.settings.time_zone;
        iso_date(&dates.find(|date| date.value.start(zone) == filed.updated_at)?.value)
    }

    fn topic_node(self, at: usize) -> TopicNode<'a> {
        let name = &self.views.site.topics[at].name;
        TopicNode { kind: "Thing", name, url: self.subject_url(SubjectKind::Topic, at) }
    }

    /// Those of the byline who are actors the briefing names too, and persons or organisations.
    fn authors(self, filed: &ResolvedBriefing) -> Vec<NodeReference> {
        let named = filed.named_actors();
        let actor = |name: &Spanned<String>| -> Option<ActorId> {
            let id = *named.iter().find(|id| self.views.site.actor(**id).name == name.value)?;
            matches!(self.actor_kind(id), "Person" | "Organization").then_some(id)
        };
        filed.briefing.byline.iter().filter_map(actor).map(|id| self.actor_reference(id)).collect()
    }

    fn mentions(self, filed: &'a ResolvedBriefing) -> Vec<MentionNode<'a>> {
        let actors = filed.named_actors().iter().copied().map(|id| MentionNode::Actor(self.short_actor(id)));
        let dates = filed.briefing.dates.iter().zip(&filed.dates);
        let events = dates.filter_map(|(fact, dated)| self.event_node(fact, dated)).map(MentionNode::Event);
        actors.chain(events).collect()
    }

    /// A dated fact, where both that it is so and when are sure.
    fn event_node(self, fact: &'a DateFact, dated: &ResolvedDate) -> Option<EventNode<'a>> {
        let (start_date, end_date) = fact.when.value.iso_bounds().filter(|_| is_sure(fact))?;
        Some(EventNode {
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
fn vague_dates(filed: &ResolvedBriefing) -> Vec<String> {
    let facts =
        filed.briefing.dates.iter().filter(|fact| is_sure(fact) && fact.when.value.iso_bounds().is_none());
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

fn credit_text(byline: &[Spanned<String>]) -> Option<String> {
    let names: Vec<&str> = byline.iter().map(|name| name.value.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn iso_date(date: &Date) -> Option<String> {
    date.iso_bounds().map(|(from, _)| from)
}

fn optional_str(text: Option<&Spanned<String>>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}
