//! What the dialogue prints.

use super::file::ReviewedFile;
use crate::draft::{Proposal, ProposedText};
use crate::text::visible_line;

/// The question below each proposal.
pub(super) const QUESTION: &str = "accept, edit, reject, skip, back or quit? ";

/// The answers, explained.
pub(super) const HELP: &str = "Type a word or its first letter, then Enter:
  accept  add the line to front matter
  edit    type another line, and add that
  reject  never propose it again: front matter remembers the words under `found`
  skip    decide later (so does Enter alone)
  back    undo the last answer and ask again
  quit    stop; everything accepted so far is written
";

/// How words are marked in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Highlight {
    /// By brackets, for plain terminals and screen readers.
    Brackets,
    /// In bold type.
    Bold,
}

/// Returns a proposal as it is shown: number, place, kind, grade, reason, sentence, and the line to be added.
pub(super) fn proposal(
    file: &ReviewedFile,
    index: usize,
    (number, count): (usize, usize),
    highlight: Highlight,
) -> String {
    let proposal = &file.proposals[index];
    let position = file.position(index);
    format!(
        "\n{number} of {count}: {}:{}:{}\n{}, {}: {}\n\n  {}\n\n{}\n\n",
        visible_line(&file.path),
        position.line,
        position.column,
        proposal.kind.as_str(),
        proposal.grade.as_str(),
        visible_line(&proposal.reason),
        sentence(&proposal.text, highlight),
        indented(&proposal.lines()),
    )
}

/// Returns the sentence with the words highlighted.
fn sentence(text: &ProposedText, highlight: Highlight) -> String {
    let words = text.words.range();
    let (before, after) = (&text.sentence[..words.start], &text.sentence[words.end..]);
    let (open, close) = match highlight {
        Highlight::Brackets => ("[", "]"),
        Highlight::Bold => ("\u{1b}[1m", "\u{1b}[0m"),
    };
    format!("{}{open}{}{close}{}", visible_line(before), visible_line(text.words()), visible_line(after))
}

fn indented(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("  {}", visible_line(line))).collect();
    lines.join("\n")
}

/// Returns the line for a proposal that is accepted without a question.
pub(super) fn accepted(file: &ReviewedFile, proposal: &Proposal) -> String {
    format!("{}: {}: {}\n", file.path, proposal.kind.as_str(), proposal.line)
}
