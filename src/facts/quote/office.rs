//! The persons that an office alone refers to: "the president" in a text with one president.

use rustc_hash::FxHashMap;

use crate::facts::names::{EntityKind, Mention};

/// The holders of the offices in a text, by the last word of the title. An office of several persons has no holder.
pub(super) struct Offices<'m>(FxHashMap<&'m str, Option<usize>>);

impl<'m> Offices<'m> {
    pub(super) fn new(mentions: &'m [Mention]) -> Self {
        let mut holders: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        let persons = mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person);
        for (index, mention) in persons {
            let Some(role) = mention.role.as_ref().filter(|role| !role.former) else { continue };
            let office = role.title.rsplit(' ').next().unwrap_or_default();
            let holder = holders.entry(office).or_insert(Some(index));
            *holder = holder.filter(|known| mentions[*known].entity == mention.entity);
        }
        Self(holders)
    }

    /// Returns the mention of the only holder of an office.
    pub(super) fn holder(&self, office: &str) -> Option<usize> {
        self.0.get(office).copied().flatten()
    }
}
