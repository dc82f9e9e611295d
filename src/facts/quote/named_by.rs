//! What names the speaker of a statement, and how certain that is.

use crate::facts::Grade;

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
    /// A pronoun that may refer to several persons, so that the statement has no speaker.
    UnclearPronoun,
    /// A noun that names nobody, so that the statement has no speaker.
    Noun,
    /// A name after a dash at the end of a quotation.
    Signature,
    /// An office that one person of the text holds.
    Office,
    /// One word of the names of several persons, of whom the last one named in full is taken.
    LastFullName,
    /// One word of the names of several persons, or of a person and a place.
    SharedName,
}

impl NamedBy {
    /// Returns the confidence in the speaker.
    pub fn grade(self) -> Grade {
        match self {
            Self::FullName | Self::PartOfName => Grade::Sure,
            Self::OneWord
            | Self::Office
            | Self::Signature
            | Self::Body
            | Self::LastFullName
            | Self::PronounOfSpeaker
            | Self::PronounOfSubject => Grade::Likely,
            Self::SharedName | Self::UnclearPronoun | Self::Noun => Grade::Doubtful,
        }
    }

    /// Returns whether the text tells who speaks.
    pub fn has_speaker(self) -> bool {
        !matches!(self, Self::UnclearPronoun | Self::Noun)
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
            Self::UnclearPronoun => "pronoun that may mean several people",
            Self::Noun => "noun that names nobody",
            Self::Signature => "name after a dash at the end",
            Self::Office => "office of one person in the text",
            Self::LastFullName => "last full name with this word",
            Self::SharedName => "several people or places in the text have this name",
        }
    }
}
