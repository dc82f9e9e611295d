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
use crate::site::{FactKind, ListedFact, ResolvedBriefing, Site, listed_facts};
use crate::text::{LineIndex, Source, Span};
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
        listed_facts(site, resolved).into_iter().map(|fact| self.fact(fact)).collect()
    }

    fn fact(&self, fact: ListedFact) -> PanelFact {
        let kind = self.labels.get(match fact.kind {
            FactKind::Date => "preview-date",
            FactKind::Actor => "preview-actor",
            FactKind::Venue => "preview-venue",
            FactKind::Statement => "preview-statement",
            FactKind::Source => "preview-source",
        });
        let line = self.lines.position(&self.source.text, fact.span.start).line;
        let line = [("line", i64::from(line).into())];
        let origin = match fact.origin {
            Origin::Declared => self.labels.format("preview-declared", &line),
            Origin::Found => self.labels.format("preview-found", &line),
        };
        PanelFact { kind: kind.to_owned(), text: fact.text, origin, link: self.link(fact.span) }
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
