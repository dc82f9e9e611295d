//! Proposals as JSON, for programs. docs/how-to/review.md documents the shape.

use serde_json::{Value, json};

use crate::draft::Proposal;
use crate::site::ResolvedBriefing;
use crate::text::LineIndex;

/// Returns all proposals as a JSON array.
pub(super) fn proposals_json(briefings: &[&ResolvedBriefing], proposals: &[Vec<Proposal>]) -> String {
    let mut all = Vec::new();
    for (resolved, proposals) in briefings.iter().zip(proposals) {
        let source = &resolved.briefing.meta.source;
        let lines = LineIndex::new(&source.text);
        all.extend(
            proposals.iter().map(|proposal| proposal_json(&source.path, &source.text, &lines, proposal)),
        );
    }
    format!("{:#}\n", Value::Array(all))
}

fn proposal_json(path: &str, text: &str, lines: &LineIndex, proposal: &Proposal) -> Value {
    let start = lines.position(text, proposal.text.span.start);
    let end = lines.position(text, proposal.text.span.end);
    json!({
        "file": path,
        "span": {
            "start": { "line": start.line, "column": start.column },
            "end": { "line": end.line, "column": end.column },
        },
        "kind": proposal.kind.as_str(),
        "words": proposal.text.words(),
        "sentence": proposal.text.sentence,
        "line": proposal.line,
        "grade": proposal.grade.as_str(),
        "reason": proposal.reason,
        "id": proposal.id,
    })
}
