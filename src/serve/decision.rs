//! Decisions on proposals that the panel sends: checked, and written into front matter.

use std::path::Path;

use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use serde::Deserialize;

use super::live::{LiveSite, Revision, hash, lock};
use super::panel;
use super::reply::{json, text};
use super::signal::{MAX_WAIT, SaveState};
use super::unsaved::unsaved_in;
use crate::draft::{Proposal, ProposalDecision};
use crate::text::{Source, visible};
use crate::workspace::Snapshot;
use crate::world::{World, read_raw_text, replace_file};

/// A decision as the panel sends it.
#[derive(Deserialize)]
struct SentDecision {
    /// The planned file of the page.
    file: String,
    /// The proposal.
    id: String,
    /// The hash of the source that the proposal was read from.
    hash: String,
    #[serde(flatten)]
    decision: SentChoice,
}

#[derive(Deserialize)]
#[serde(tag = "decision", rename_all = "lowercase")]
enum SentChoice {
    Accept,
    Edit { line: String },
    Reject,
}

/// The reason why nothing is written.
struct Refused(StatusCode, String);

/// Writes a decision into front matter. The answer is a message if nothing was written.
pub(super) fn answer(live: &LiveSite<'_>, body: &[u8]) -> Response<Bytes> {
    let sent: SentDecision = match serde_json::from_slice(body) {
        Ok(sent) => sent,
        Err(_) => return text(StatusCode::BAD_REQUEST, "the decision cannot be read\n"),
    };
    // One decision after the other: each compares the file with the state that it was made from.
    let _one = lock(&live.deciding);
    match decide(live, &sent) {
        Ok(()) => {
            live.signal.request(SaveState::Finished);
            live.signal.wait_until_done(MAX_WAIT);
            json(StatusCode::OK, "{}".to_owned())
        }
        Err(Refused(status, message)) => text(status, visible(&message).into_owned()),
    }
}

fn decide(live: &LiveSite<'_>, sent: &SentDecision) -> Result<(), Refused> {
    let revision = live.current();
    let outdated =
        || Refused(StatusCode::CONFLICT, "the page has changed, so nothing was written".to_owned());
    let snapshot = revision.snapshot.as_deref().ok_or_else(outdated)?;
    let (source, proposal) = chosen(&revision, snapshot, sent).ok_or_else(outdated)?;
    let decision = match &sent.decision {
        SentChoice::Accept => ProposalDecision::Accept,
        SentChoice::Edit { line } => ProposalDecision::Edit(line.trim().trim_start_matches("- ").to_owned()),
        SentChoice::Reject => ProposalDecision::Reject,
    };
    let file = live.root.join(Path::new(&*source.path));
    // A link is kept, and its target replaced.
    let file = live.world.canonicalize(&file).unwrap_or(file);
    if !file.starts_with(&live.root) {
        return Err(Refused(StatusCode::FORBIDDEN, format!("`{}` is outside of the site", source.path)));
    }
    let raw = current_text(live.world, &file, &source)?;
    if let Some(editor) = unsaved_in(live.world, &file) {
        let message = format!("`{}` has unsaved changes in {editor}; save it first", source.path);
        return Err(Refused(StatusCode::CONFLICT, message));
    }
    let edited = proposal.decide(&source.path, &raw, &decision).map_err(|refusal| {
        let lines = if refusal.lines.is_empty() { String::new() } else { format!(":\n{}", refusal.lines) };
        Refused(StatusCode::UNPROCESSABLE_ENTITY, format!("nothing was written: {}{lines}", refusal.reason))
    })?;
    // Compared again, as late as possible: an editor may have saved in the meantime.
    current_text(live.world, &file, &source)?;
    replace_file(live.world, &file, edited.as_bytes()).map_err(|error| {
        let message = format!("`{}` cannot be written: {error}", source.path);
        Refused(StatusCode::INTERNAL_SERVER_ERROR, message)
    })
}

/// Returns the proposal with its source, if both are still those that the panel shows.
fn chosen(revision: &Revision, snapshot: &Snapshot, sent: &SentDecision) -> Option<(Source, Proposal)> {
    let resolved = panel::briefing(snapshot, &sent.file)?;
    let source = &resolved.briefing.meta.source;
    if hash(source.text.as_bytes()) != sent.hash {
        return None;
    }
    let proposals = revision.proposals(snapshot.site(), resolved);
    let proposal = proposals.into_iter().find(|proposal| proposal.id == sent.id)?;
    Some((source.clone(), proposal))
}

/// Returns the text of a file, which must be that of its source.
fn current_text(world: &dyn World, file: &Path, source: &Source) -> Result<String, Refused> {
    let changed = || {
        let message = format!(
            "`{}` was changed by another program meanwhile, so it is left as it is; try again",
            source.path
        );
        Refused(StatusCode::CONFLICT, message)
    };
    let raw = read_raw_text(world, file).map_err(|_| changed())?;
    let same = Source::from_raw(source.path.clone(), raw.clone()).text == source.text;
    if same { Ok(raw) } else { Err(changed()) }
}
