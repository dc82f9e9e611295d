//! Lists of names in which each actor, venue and topic stands once, however often it is named.

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::SubjectKind;
use crate::diagnostic::{Diagnostic, LISTED_TWICE, SourceLocation};
use crate::facts::{ActorFact, Reference, VenueFact};
use crate::text::{Source, Spanned};

/// An entry of `actors`, `venues` or `topics`.
pub(super) trait Listed {
    /// The name as written.
    fn name(&self) -> &Reference;
    /// The role, in lists that have roles.
    fn role(&mut self) -> Option<&mut Option<Spanned<String>>>;
}

impl Listed for ActorFact {
    fn name(&self) -> &Reference {
        &self.actor
    }
    fn role(&mut self) -> Option<&mut Option<Spanned<String>>> {
        Some(&mut self.role)
    }
}

impl Listed for VenueFact {
    fn name(&self) -> &Reference {
        &self.venue
    }
    fn role(&mut self) -> Option<&mut Option<Spanned<String>>> {
        Some(&mut self.role)
    }
}

impl Listed for Reference {
    fn name(&self) -> &Reference {
        self
    }
    fn role(&mut self) -> Option<&mut Option<Spanned<String>>> {
        None
    }
}

/// The entries whose names `find` knows, one for each id, with the ids in the same order. Roles of one id are joined.
pub(super) fn each_once<T: Listed, I: Copy + Eq + Hash>(
    entries: &mut Vec<T>,
    (kind, source): (SubjectKind, &Source),
    notes: &mut Vec<Diagnostic>,
    mut find: impl FnMut(&Reference, &mut Vec<Diagnostic>) -> Option<I>,
) -> Vec<I> {
    let (mut kept, mut ids): (Vec<T>, Vec<I>) = (Vec::with_capacity(entries.len()), Vec::new());
    let mut places = FxHashMap::default();
    for entry in std::mem::take(entries) {
        let Some(id) = find(entry.name(), notes) else { continue };
        match places.entry(id) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(entry);
                ids.push(id);
            }
            Entry::Occupied(place) => {
                let first = &mut kept[*place.get()];
                notes.push(twice(kind, source, first.name(), entry.name()));
                join(first, entry);
            }
        }
    }
    *entries = kept;
    ids
}

/// Adds the role of an entry to that of another.
fn join<T: Listed>(first: &mut T, mut other: T) {
    let (Some(role), Some(Some(more))) = (first.role(), other.role().map(Option::take)) else { return };
    match role {
        None => *role = Some(more),
        Some(role) if role.value != more.value => role.value = format!("{}, {}", role.value, more.value),
        Some(_) => {}
    }
}

fn twice(kind: SubjectKind, source: &Source, first: &Reference, again: &Reference) -> Diagnostic {
    let message = match first.value == again.value {
        true => format!("`{}` is listed twice", again.value),
        false => format!("`{}` and `{}` are one {}", first.value, again.value, kind.as_str()),
    };
    Diagnostic::new(&LISTED_TWICE, message)
        .at(SourceLocation::new(source, again.span))
        .label("again here")
        .related(SourceLocation::new(source, first.span), "first here")
        .help("take one of the two entries out; the one that stays may hold both roles")
}
