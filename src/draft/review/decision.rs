//! Decisions on proposals, applied to the text of a file.

use std::sync::Arc;

use crate::briefing::{FrontMatterOptions, read_content_item};
use crate::diagnostic::Diagnostic;
use crate::document::parse_document;
use crate::edit::{EditRefusal, FrontMatterEdit, edit_front_matter};
use crate::text::Source;

use super::Proposal;

/// An editor's decision on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalDecision {
    /// Adds its line to front matter.
    Accept,
    /// Adds another line in place of its own: one entry as one line of YAML.
    Edit(String),
    /// Adds overrides that keep it from coming back.
    Reject,
}

impl Proposal {
    /// Applies a decision to the text of its file, which keeps its line ends and everything else. Returns the new text. A
    /// line that gives the file an error it has not now is refused, with the error as the reason and no lines.
    pub fn decide(
        &self,
        path: &Arc<str>,
        raw: &str,
        decision: &ProposalDecision,
    ) -> Result<String, EditRefusal> {
        match decision {
            ProposalDecision::Accept => self.add(path, raw, &self.line),
            ProposalDecision::Edit(line) => self.add(path, raw, line),
            ProposalDecision::Reject => self.rejected_words.iter().try_fold(raw.to_owned(), |text, words| {
                let (words, value) = (words.clone(), "ignore".to_owned());
                edit_front_matter(&text, &FrontMatterEdit::AddOverride { words, value })
            }),
        }
    }

    fn add(&self, path: &Arc<str>, raw: &str, line: &str) -> Result<String, EditRefusal> {
        let edited = edit_front_matter(raw, &self.edit_of(line))?;
        match new_error(path, raw, &edited) {
            Some(reason) => Err(EditRefusal { reason, lines: String::new() }),
            None => Ok(edited),
        }
    }
}

/// Returns the first error that a new text of a file has and the present one has not.
fn new_error(path: &Arc<str>, raw: &str, edited: &str) -> Option<String> {
    let (before, after) = (errors(path, raw), errors(path, edited));
    let is_new = |error: &&Diagnostic| !before.iter().any(|known| known.message == error.message);
    let error = after.iter().find(is_new).or(after.last().filter(|_| after.len() > before.len()))?;
    let help = error.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
    Some(format!("{}{help}", error.message))
}

fn errors(path: &Arc<str>, raw: &str) -> Vec<Diagnostic> {
    let parsed = parse_document(Source::from_raw(path.clone(), raw.to_owned()));
    // The options of the site are not needed: a line to write states its zone, and errors of other lines are in both texts.
    let typed = read_content_item(parsed.value, &FrontMatterOptions::default());
    let all = parsed.diagnostics.into_iter().chain(typed.diagnostics);
    all.filter(Diagnostic::is_error).collect()
}
