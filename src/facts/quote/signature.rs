//! Names after a dash at the end of a quotation, as in collections of comments: `"…" – Rita Vane, Oslo`.

use crate::facts::names::EntityKind;
use crate::facts::token::TokenGap;

use super::named_by::NamedBy;
use super::speaker::{Attribution, SpeakerSearch};

/// Maximum length in tokens of what follows the name.
const MAX_DESCRIPTION: usize = 16;

impl SpeakerSearch<'_, '_> {
    /// Parses the signature of a quotation that begins its line or follows another signed one: a dash and a person, with a
    /// description at most, to the end of the paragraph or the next quotation.
    pub(super) fn signature(&self) -> Option<Attribution> {
        let annotated = self.annotated;
        let quotation = self.quotation();
        let dash = quotation.close + 1;
        let is_dash = matches!(annotated.word(dash), "-" | "--" | "–" | "—" | "―");
        let follows_signed = self
            .last
            .is_some_and(|last| last.pronoun == Some(NamedBy::Signature) && last.named.1 == quotation.open);
        let opens_line = annotated
            .tokens
            .get(quotation.open)
            .is_some_and(|open| matches!(open.gap, TokenGap::Line | TokenGap::Paragraph));
        if !is_dash || !opens_line && !follows_signed {
            return None;
        }
        let speaker = self.mention_at(dash + 1)?;
        let name = self.mentions[speaker].tokens.clone();
        let is_person = self.mentions[speaker].kind == EntityKind::Person && name.start == dash + 1;
        (is_person && self.ends_with_description(name.end)).then(|| Attribution {
            pronoun: Some(NamedBy::Signature),
            ..self.attribution_by_name(speaker, dash)
        })
    }

    /// Returns whether a paragraph ends at a token, or after a description that says nothing.
    fn ends_with_description(&self, from: usize) -> bool {
        let annotated = self.annotated;
        let ends = |index: &usize| *index >= annotated.len() || annotated.starts_paragraph(*index);
        if annotated.is_quotation_mark(from) {
            return true;
        }
        let Some(end) = (from..=from + MAX_DESCRIPTION).find(ends) else { return false };
        let describes = matches!(annotated.word(from), "," | "(" | ".");
        end == from || describes && !(from..end).any(|index| self.is_verb(index) || self.is_mark(index))
    }
}
