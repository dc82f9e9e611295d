//! A file under review: its text as last written, and edits of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::edited_file::EditedFile;
use crate::draft::{Proposal, ProposalDecision};
use crate::edit::EditRefusal;
use crate::text::{LineColumn, LineIndex, Source};
use crate::world::{World, read_raw_text};

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
            read_raw_text(world, &real_path).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
        if Source::from_raw(path.clone(), raw.clone()).text != source.text {
            return Err(edited(&path, &real_path).changed());
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

    /// Applies a decision on a proposal and writes the file. Returns why that is impossible.
    pub(super) fn decide(
        &mut self,
        world: &dyn World,
        proposal: &Proposal,
        decision: &ProposalDecision,
    ) -> Result<(), String> {
        let edited = proposal.decide(&self.path, &self.raw, decision).map_err(refusal)?;
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
            edited(&self.path, &self.real_path).replace(world, &self.raw, &text)?;
        }
        self.raw = text;
        Ok(())
    }
}

fn refusal(refusal: EditRefusal) -> String {
    match refusal.lines.as_str() {
        "" => refusal.reason,
        lines => format!("{}; add it by hand:\n{lines}", refusal.reason),
    }
}

fn edited<'a>(path: &'a str, real_path: &'a Path) -> EditedFile<'a> {
    EditedFile { path, real_path, command: "review" }
}

/// Counts line ends of any kind.
fn line_ends(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let lone_return = |index: usize| bytes[index] == b'\r' && bytes.get(index + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|index| bytes[*index] == b'\n' || lone_return(*index)).count()
}
