//! A proposal: an entry for front matter, with the words that it is read from.

use crate::edit::{FrontMatterEdit, ListKey};
use crate::facts::Grade;
use crate::text::Span;

/// What a proposal adds to front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// An entry of `dates`.
    Date,
    /// An entry of `actors`.
    Actor,
    /// An entry of `venues`.
    Venue,
    /// An entry of `statements`.
    Statement,
}

impl ProposalKind {
    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Actor => "actor",
            Self::Venue => "venue",
            Self::Statement => "statement",
        }
    }

    /// Returns the list that it adds to.
    pub fn list(self) -> ListKey {
        match self {
            Self::Date => ListKey::Dates,
            Self::Actor => ListKey::Actors,
            Self::Venue => ListKey::Venues,
            Self::Statement => ListKey::Statements,
        }
    }
}

/// The words of the prose that a proposal is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedText {
    /// Their span in the source.
    pub span: Span,
    /// The span of the sentence in the source, with any markup in it.
    pub sentence_span: Span,
    /// Their sentence on one line, or the sentences around them.
    pub sentence: String,
    /// Their span in `sentence`.
    pub words: Span,
}

impl ProposedText {
    /// Returns the words.
    pub fn words(&self) -> &str {
        self.words.slice(&self.sentence)
    }
}

/// The actor or venue of a proposal: the subject of its entry, or the speaker of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedName {
    /// Its name: as the site declares it, else as the text has it in full.
    pub name: String,
    /// Its slug; `None` if the site has no such actor or venue, or several.
    pub slug: Option<String>,
}

/// A fact of the prose that front matter does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Identifies it in its file as long as its words and its line stay the same: 12 hexadecimal digits. Unique in a file.
    pub id: String,
    /// What it adds.
    pub kind: ProposalKind,
    /// Where it is read from.
    pub text: ProposedText,
    /// The entry as one line of YAML.
    pub line: String,
    /// How certain it is.
    pub grade: Grade,
    /// The reason for the grade.
    pub reason: String,
    /// Its actor or venue; `None` for a date.
    pub about: Option<ProposedName>,
    /// Words to override with `ignore` if an editor rejects it; never empty.
    pub rejected_words: Vec<String>,
}

impl Proposal {
    /// Returns the edit that adds a line in place of its own.
    pub(super) fn edit_of(&self, line: &str) -> FrontMatterEdit {
        FrontMatterEdit::AddEntry { key: self.kind.list(), entry: line.to_owned() }
    }

    /// Returns the lines that it adds to front matter without a list of its kind, to show or to paste.
    pub fn lines(&self) -> String {
        self.edit_of(&self.line).lines()
    }
}
