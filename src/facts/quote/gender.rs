//! Which pronouns fit the persons of a text, by titles, given names and descriptions.

use rustc_hash::FxHashMap;

use crate::facts::languages::WordList;
use crate::facts::names::{AnnotatedText, EntityKind, Mention};

/// The pronoun of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// The genders of the persons of a text, by entity. Persons whose mentions do not tell are left out.
pub(super) struct Genders(FxHashMap<u32, Gender>);

impl Genders {
    pub(super) fn new(annotated: &AnnotatedText<'_>, mentions: &[Mention]) -> Self {
        let mut genders = FxHashMap::default();
        for mention in mentions.iter().filter(|mention| mention.kind == EntityKind::Person) {
            let first = mention.tokens.start;
            let title = first
                .checked_sub(1)
                .and_then(|title| gender(annotated, title, WordList::MaleTitle, WordList::FemaleTitle));
            let given = (mention.tokens.len() > 1)
                .then(|| gender(annotated, first, WordList::MaleName, WordList::FemaleName))
                .flatten();
            if let Some(gender) = title.or(given).or_else(|| described_gender(annotated, mention)) {
                genders.entry(mention.entity).or_insert(gender);
            }
        }
        Self(genders)
    }

    /// Returns the gender of a person; `None` if unknown.
    pub(super) fn of(&self, mention: &Mention) -> Option<Gender> {
        self.0.get(&mention.entity).copied()
    }
}

fn gender(annotated: &AnnotatedText<'_>, token: usize, male: WordList, female: WordList) -> Option<Gender> {
    match () {
        () if annotated.is_abbreviated(token, male) => Some(Gender::He),
        () if annotated.is_abbreviated(token, female) => Some(Gender::She),
        () => None,
    }
}

/// Returns the gender that a noun beside a name tells: `spokeswoman Marta Quill`, `Marta Quill, a mother of two`.
fn described_gender(annotated: &AnnotatedText<'_>, mention: &Mention) -> Option<Gender> {
    const MAX_WORDS: usize = 7;
    let noun = |index: usize| gender(annotated, index, WordList::MaleNoun, WordList::FemaleNoun);
    let before = mention.tokens.start.checked_sub(1).and_then(noun);
    let comma = mention.tokens.end;
    if before.is_some() || !annotated.has_word(comma, ",") {
        return before;
    }
    let ends = |index: &usize| {
        annotated.has_word(*index, ",")
            || annotated.is_stop(*index)
            || annotated.is_quotation_mark(*index)
            || annotated.lists(*index).contains_any([WordList::Who, WordList::Whose, WordList::And])
    };
    (comma + 1..comma + 1 + MAX_WORDS).take_while(|index| !ends(index)).find_map(noun)
}
