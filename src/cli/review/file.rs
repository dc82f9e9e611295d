//! A file under review: its text as last written, and edits of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::draft::{Proposal, ProposalKind};
use crate::edit::{EditRefusal, FrontMatterEdit, ListKey, edit_front_matter};
use crate::pipeline::read_single_file;
use crate::text::{LineColumn, LineIndex, Source};
use crate::world::{MAX_TEXT_BYTES, World, replace_file};

/// Whether edits are written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    On,
    Off,
}

/// A briefing under review.
pub(super) struct ReviewedFile {
    /// Path in the site.
    pub(super) path: Arc<str>,
    pub(super) proposals: Vec<Proposal>,
    real_path: PathBuf,
    /// Text of the file, with its own line ends.
    raw: String,
    /// Number of line ends when the proposals were made.
    line_count: usize,
    positions: Vec<LineColumn>,
    writing: Writing,
}

impl ReviewedFile {
    /// Reads a file again, which must still be that of the proposals.
    pub(super) fn open(
        world: &dyn World,
        root: &Path,
        source: &Source,
        proposals: Vec<Proposal>,
        writing: Writing,
    ) -> Result<Self, String> {
        let path = source.path.clone();
        let real_path = root.join(&*path);
        // A link is kept, and its target replaced.
        let real_path = world.canonicalize(&real_path).unwrap_or(real_path);
        let raw =
            read_text(world, &real_path).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
        if Source::from_raw(path.clone(), raw.clone()).text != source.text {
            return Err(changed(&path));
        }
        let lines = LineIndex::new(&source.text);
        let position = |proposal: &Proposal| lines.position(&source.text, proposal.text.span.start);
        let positions = proposals.iter().map(position).collect();
        let line_count = source.text.matches('\n').count();
        Ok(Self { path, proposals, real_path, raw, line_count, positions, writing })
    }

    /// Returns the position of a proposal in the file as it is now.
    pub(super) fn position(&self, index: usize) -> LineColumn {
        let added = line_ends(&self.raw).saturating_sub(self.line_count) as u32;
        let LineColumn { line, column } = self.positions[index];
        LineColumn { line: line + added, column }
    }

    /// Adds a line to front matter and writes the file. Returns why it cannot be added.
    pub(super) fn accept(
        &mut self,
        world: &dyn World,
        proposal: &Proposal,
        line: &str,
    ) -> Result<(), String> {
        let edit = FrontMatterEdit::AddEntry { key: list_of(proposal.kind), entry: line.to_owned() };
        let edited = edit_front_matter(&self.raw, &edit).map_err(refusal)?;
        self.check(&edited)?;
        self.write(world, edited)
    }

    /// Adds overrides that keep a proposal from coming back, and writes the file.
    pub(super) fn reject(&mut self, world: &dyn World, proposal: &Proposal) -> Result<(), String> {
        let mut edited = self.raw.clone();
        for words in &proposal.rejected_words {
            let edit = FrontMatterEdit::AddOverride { words: words.clone(), value: "ignore".to_owned() };
            edited = edit_front_matter(&edited, &edit).map_err(refusal)?;
        }
        self.write(world, edited)
    }

    /// Returns the text of the file.
    pub(super) fn text(&self) -> &str {
        &self.raw
    }

    /// Writes an earlier text of the file.
    pub(super) fn restore(&mut self, world: &dyn World, text: String) -> Result<(), String> {
        self.write(world, text)
    }

    /// Replaces the file, unless another program has changed it.
    fn write(&mut self, world: &dyn World, text: String) -> Result<(), String> {
        if self.writing == Writing::On {
            let current = read_text(world, &self.real_path);
            let current = current.map_err(|error| format!("`{}` cannot be read: {error}", self.path))?;
            if current != self.raw {
                return Err(changed(&self.path));
            }
            replace_file(world, &self.real_path, text.as_bytes())
                .map_err(|error| format!("`{}` cannot be written: {error}", self.path))?;
        }
        self.raw = text;
        Ok(())
    }

    /// Returns the first error that a new text has and the present one has not.
    fn check(&self, edited: &str) -> Result<(), String> {
        let (before, after) = (errors(&self.path, &self.raw), errors(&self.path, edited));
        let is_new = |error: &&Diagnostic| !before.iter().any(|known| known.message == error.message);
        match after.iter().find(is_new).or(after.last().filter(|_| after.len() > before.len())) {
            Some(error) => {
                let help = error.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
                Err(format!("{}{help}", error.message))
            }
            None => Ok(()),
        }
    }
}

fn list_of(kind: ProposalKind) -> ListKey {
    match kind {
        ProposalKind::Date => ListKey::Dates,
        ProposalKind::Actor => ListKey::Actors,
        ProposalKind::Venue => ListKey::Venues,
        ProposalKind::Statement => ListKey::Statements,
    }
}

/// Returns the lines that an accepted entry adds to a file that has none of its kind.
pub(super) fn lines_of(proposal: &Proposal, line: &str) -> String {
    FrontMatterEdit::AddEntry { key: list_of(proposal.kind), entry: line.to_owned() }.lines()
}

fn refusal(refusal: EditRefusal) -> String {
    format!("{}; add it by hand:\n{}", refusal.reason, refusal.lines)
}

fn changed(path: &str) -> String {
    format!(
        "`{path}` was changed by another program meanwhile, so it is left as it is; run `dateline review` again"
    )
}

fn errors(path: &Arc<str>, raw: &str) -> Vec<Diagnostic> {
    let source = Source::from_raw(path.clone(), raw.to_owned());
    let (_, result) = read_single_file(Outcome::clean(Some(source)));
    result.diagnostics.into_iter().filter(Diagnostic::is_error).collect()
}

fn read_text(world: &dyn World, path: &Path) -> std::io::Result<String> {
    let bytes = world.read(path, MAX_TEXT_BYTES)?;
    String::from_utf8(bytes).map_err(|_| std::io::ErrorKind::InvalidData.into())
}

/// Counts line ends of any kind.
fn line_ends(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let lone_return = |index: usize| bytes[index] == b'\r' && bytes.get(index + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|index| bytes[*index] == b'\n' || lone_return(*index)).count()
}
