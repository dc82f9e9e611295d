//! The names of the speakers of a text, and which person a shared name means.

use rustc_hash::FxHashMap;

use crate::facts::names::{EntityKind, Mention};

use super::named_by::NamedBy;
use super::speaker::Attribution;

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
        let name = mention.span.slice(self.text);
        if mention.kind != EntityKind::Person {
            let shared = self.bearers.contains_key(name);
            return (speaker, if shared { NamedBy::SharedName } else { NamedBy::Body });
        }
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
