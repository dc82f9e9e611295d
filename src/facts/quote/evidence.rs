//! What names the speaker of a statement, and how certain that is.

use rustc_hash::FxHashMap;

use crate::facts::Grade;
use crate::facts::names::{EntityKind, Mention};

use super::FoundStatement;
use super::speaker::Attribution;

/// What names the speaker of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedBy {
    /// A name of several words.
    FullName,
    /// One word of a name that the text has in full, or a title and a name.
    PartOfName,
    /// A name of one word.
    OneWord,
    /// An organisation, state or government.
    Body,
    /// A pronoun that refers to the speaker of the quotation before.
    PronounOfSpeaker,
    /// A pronoun that refers to the subject of a sentence.
    PronounOfSubject,
    /// One word of the names of several persons, of whom the last one named in full is taken.
    LastFullName,
    /// One word of the names of several persons.
    SharedName,
}

impl NamedBy {
    /// Returns the confidence in the speaker.
    pub fn grade(self) -> Grade {
        match self {
            Self::FullName | Self::PartOfName => Grade::Sure,
            Self::OneWord
            | Self::Body
            | Self::LastFullName
            | Self::PronounOfSpeaker
            | Self::PronounOfSubject => Grade::Likely,
            Self::SharedName => Grade::Doubtful,
        }
    }

    /// Returns the reason in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FullName => "full name beside the verb",
            Self::PartOfName => "part of a name beside the verb",
            Self::OneWord => "name of one word beside the verb",
            Self::Body => "organisation or state beside the verb",
            Self::PronounOfSpeaker => "pronoun for the speaker of the quotation before",
            Self::PronounOfSubject => "pronoun for the subject of a sentence before",
            Self::LastFullName => "last full name with this word",
            Self::SharedName => "several people in the text have this name",
        }
    }
}

impl FoundStatement {
    /// Returns the confidence in the statement.
    pub fn grade(&self) -> Grade {
        self.named_by.grade()
    }

    /// Returns whether the text names the speaker by a pronoun.
    pub fn by_pronoun(&self) -> bool {
        matches!(self.named_by, NamedBy::PronounOfSpeaker | NamedBy::PronounOfSubject)
    }
}

/// The words of the full names of persons in a text.
pub(super) struct SpeakerNames<'t> {
    text: &'t str,
    /// Indices of the mentions with a word of a full name, in order.
    bearers: FxHashMap<&'t str, Vec<usize>>,
}

impl<'t> SpeakerNames<'t> {
    pub(super) fn new(text: &'t str, mentions: &[Mention]) -> Self {
        let mut bearers: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let persons = mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person);
        for (index, mention) in persons {
            let name = mention.span.slice(text);
            for word in name.split_whitespace().filter(|_| name.contains(char::is_whitespace)) {
                bearers.entry(word).or_default().push(index);
            }
        }
        Self { text, bearers }
    }

    /// Returns the mention of the speaker and what names it. If several persons share the name, the last full name before
    /// the attribution decides.
    pub(super) fn judge(&self, mentions: &[Mention], attribution: &Attribution) -> (usize, NamedBy) {
        let speaker = attribution.speaker;
        if let Some(evidence) = attribution.pronoun {
            return (speaker, evidence);
        }
        let mention = &mentions[speaker];
        if mention.kind != EntityKind::Person {
            return (speaker, NamedBy::Body);
        }
        let name = mention.span.slice(self.text);
        if name.contains(char::is_whitespace) {
            return (speaker, NamedBy::FullName);
        }
        let Some(bearers) = self.bearers.get(name) else { return (speaker, NamedBy::OneWord) };
        let first = mentions[bearers[0]].entity;
        if bearers.iter().all(|index| mentions[*index].entity == first) {
            return (speaker, NamedBy::PartOfName);
        }
        let before = bearers.partition_point(|index| *index < speaker).checked_sub(1);
        before.map_or((speaker, NamedBy::SharedName), |before| (bearers[before], NamedBy::LastFullName))
    }
}
