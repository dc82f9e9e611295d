//! The panel of a page: its facts with the place each comes from, its proposals and its hints.

use std::path::Path;

use serde::Serialize;

use super::card::DiagnosticCards;
use super::live::{LiveSite, Revision, hash, lock};
use crate::briefing::ContentMeta;
use crate::diagnostic::{Diagnostic, Severity};
use crate::draft::Proposal;
use crate::facts::Origin;
use crate::labels::PageLabels;
use crate::page::PageKind;
use crate::site::{PageId, ResolvedBriefing, Site};
use crate::text::{LineIndex, Source, Span, Spanned, on_one_line};
use crate::workspace::Snapshot;

/// What the panel shows.
#[derive(Serialize)]
struct Panel<'s> {
    /// The source file, if the page has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<PanelSource<'s>>,
    facts: Vec<PanelFact>,
    proposals: Vec<PanelProposal>,
    hints: DiagnosticCards,
}

#[derive(Serialize)]
struct PanelSource<'s> {
    path: &'s str,
    /// The hash of the text that the proposals are read from.
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// A fact of the page.
#[derive(Serialize)]
struct PanelFact {
    /// A label: `Date`, `Actor` and so on.
    kind: String,
    text: String,
    /// A label: where it is written.
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// A proposal, with its sentence in three parts.
#[derive(Serialize)]
struct PanelProposal {
    id: String,
    kind: String,
    grade: String,
    reason: String,
    before: String,
    words: String,
    after: String,
    line: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Returns the panel of a planned file as JSON.
pub(super) fn panel_json(
    live: &LiveSite<'_>,
    revision: &Revision,
    snapshot: &Snapshot,
    file: &str,
) -> String {
    let site = snapshot.site();
    let meta = content_meta(snapshot, file);
    let briefing = briefing(snapshot, file);
    let places = meta.map(|meta| Places {
        source: &meta.source,
        lines: LineIndex::new(&meta.source.text),
        labels: &site.labels,
        live,
    });
    let (facts, proposals) = match (&places, briefing) {
        (Some(places), Some(resolved)) => {
            let read = revision.proposals(site, resolved);
            let proposals = read.iter().map(|proposal| places.proposal(proposal)).collect();
            (places.facts(site, resolved), proposals)
        }
        _ => (Vec::new(), Vec::new()),
    };
    let panel = Panel {
        source: places.as_ref().map(|places| PanelSource {
            path: &places.source.path,
            hash: hash(places.source.text.as_bytes()),
            link: live.editor.url(&live.root.join(Path::new(&*places.source.path)), 1, 1),
        }),
        facts,
        proposals,
        hints: meta.map_or_else(DiagnosticCards::default, |meta| hints(live, &meta.source.path)),
    };
    serde_json::to_string(&panel).unwrap_or_default()
}

/// Returns the briefing that a planned file shows.
pub(super) fn briefing<'s>(snapshot: &'s Snapshot, file: &str) -> Option<&'s ResolvedBriefing> {
    match snapshot.page(file)?.kind {
        PageKind::Briefing(id) => Some(snapshot.site().briefing(id)),
        _ => None,
    }
}

/// Returns whether a planned file shows a draft.
pub(super) fn is_draft(snapshot: &Snapshot, file: &str) -> bool {
    content_meta(snapshot, file).is_some_and(|meta| meta.draft)
}

fn content_meta<'s>(snapshot: &'s Snapshot, file: &str) -> Option<&'s ContentMeta> {
    snapshot.site().meta(snapshot.page(file)?.kind.page_id()?)
}

/// Returns the warnings and hints of a source file, as of the newest state.
fn hints(live: &LiveSite<'_>, path: &str) -> DiagnosticCards {
    let workspace = lock(&live.workspace);
    let is_here = |diagnostic: &&Diagnostic| {
        diagnostic.severity != Severity::Error
            && diagnostic.location.as_ref().is_some_and(|location| *location.path == *path)
    };
    let found: Vec<Diagnostic> = workspace.diagnostics().iter().filter(is_here).cloned().collect();
    DiagnosticCards::new(&found, workspace.sources(), &live.root, &live.editor)
}

/// Names the places of facts in one source file.
struct Places<'a> {
    source: &'a Source,
    lines: LineIndex,
    labels: &'a PageLabels,
    live: &'a LiveSite<'a>,
}

impl Places<'_> {
    fn facts(&self, site: &Site, resolved: &ResolvedBriefing) -> Vec<PanelFact> {
        let (briefing, found) = (&resolved.briefing, &resolved.found);
        let mut facts = Vec::new();
        let kind = self.labels.get("preview-date");
        for date in briefing.dates.iter().chain(&found.facts) {
            let text = format!("{}: {}", date.when.value, date.what.value);
            facts.push(self.fact(kind, text, date.origin, date.when.span));
        }
        let kind = self.labels.get("preview-actor");
        for (index, actor) in briefing.actors.iter().enumerate() {
            let known = resolved.actors.get(index).filter(|_| resolved.actors.len() == briefing.actors.len());
            let name = known.map_or(&*actor.actor.value, |id| &*site.actor(*id).name);
            let text = with_role(name, actor.role.as_ref());
            facts.push(self.fact(kind, text, actor.origin, actor.actor.span));
        }
        let kind = self.labels.get("preview-venue");
        for (index, venue) in briefing.venues.iter().enumerate() {
            let known = resolved.venues.get(index).filter(|_| resolved.venues.len() == briefing.venues.len());
            let name = known.map_or(&*venue.venue.value, |id| &*site.venue(*id).name);
            let text = with_role(name, venue.role.as_ref());
            facts.push(self.fact(kind, text, venue.origin, venue.venue.span));
        }
        for name in &found.names {
            let kind = match name.page {
                PageId::Actor(_) => "preview-actor",
                _ => "preview-venue",
            };
            let text = site.title_and_permalink(name.page).0.to_owned();
            facts.push(self.fact(self.labels.get(kind), text, Origin::Found, name.span));
        }
        let kind = self.labels.get("preview-statement");
        for statement in &briefing.statements {
            let text = format!("{}: {}", statement.who.value, statement.says.value);
            facts.push(self.fact(kind, text, statement.origin, statement.span));
        }
        let kind = self.labels.get("preview-source");
        for source in &briefing.sources {
            facts.push(self.fact(kind, source.title.value.clone(), Origin::Declared, source.span));
        }
        facts
    }

    fn fact(&self, kind: &str, text: String, origin: Origin, span: Span) -> PanelFact {
        let line = self.lines.position(&self.source.text, span.start).line;
        let line = [("line", i64::from(line).into())];
        let origin = match origin {
            Origin::Declared => self.labels.format("preview-declared", &line),
            Origin::Found => self.labels.format("preview-found", &line),
        };
        PanelFact { kind: kind.to_owned(), text: on_one_line(&text), origin, link: self.link(span) }
    }

    fn proposal(&self, proposal: &Proposal) -> PanelProposal {
        let (sentence, words) = (&proposal.text.sentence, proposal.text.words.range());
        let part = |range: Option<&str>| range.unwrap_or_default().to_owned();
        let label = |id: &str| self.labels.get(id).to_owned();
        PanelProposal {
            id: proposal.id.clone(),
            kind: match proposal.kind.as_str() {
                "date" => label("preview-date"),
                "actor" => label("preview-actor"),
                "venue" => label("preview-venue"),
                _ => label("preview-statement"),
            },
            grade: match proposal.grade.as_str() {
                "sure" => label("preview-sure"),
                "likely" => label("preview-likely"),
                _ => label("preview-doubtful"),
            },
            reason: proposal.reason.clone(),
            before: part(sentence.get(..words.start)),
            words: part(sentence.get(words.clone())),
            after: part(sentence.get(words.end..)),
            line: proposal.line.clone(),
            link: self.link(proposal.text.span),
        }
    }

    /// Returns the link that opens a span in the editor.
    fn link(&self, span: Span) -> Option<String> {
        let position = self.lines.position(&self.source.text, span.start);
        let file = self.live.root.join(Path::new(&*self.source.path));
        self.live.editor.url(&file, position.line, position.column)
    }
}

fn with_role(name: &str, role: Option<&Spanned<String>>) -> String {
    role.map_or_else(|| name.to_owned(), |role| format!("{name}, {}", role.value))
}
