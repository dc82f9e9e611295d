//! Which pronouns fit the persons of a text, by titles and given names.

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
            if let Some(gender) = title.or(given) {
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
