//! Removes repeated actors, venues and topics from lists of names.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, LISTED_TWICE, Outcome, SourceLocation};
use crate::facts::{ActorFact, Reference, VenueFact};
use crate::text::{Source, Spanned};

use super::kind::SubjectKind;

/// An entry of `actors`, `venues` or `topics`.
pub(super) trait Listed: Clone {
    /// Returns the name as written.
    fn name(&self) -> &Reference;
    /// Returns the role, in lists that have roles.
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

/// Keeps one entry for each id that `find` returns, and returns the ids in the same order. Roles of one id are joined.
pub(super) fn each_once<T: Listed>(
    entries: Vec<T>,
    (kind, source): (SubjectKind, &Source),
    find: impl Fn(&Reference) -> Result<usize, Box<Diagnostic>>,
) -> Outcome<(Vec<T>, Vec<usize>)> {
    let (mut kept, mut ids): (Vec<T>, Vec<usize>) = (Vec::with_capacity(entries.len()), Vec::new());
    let (mut positions, mut diagnostics) = (FxHashMap::default(), Vec::new());
    for entry in entries {
        let id = match find(entry.name()) {
            Ok(id) => id,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                continue;
            }
        };
        match positions.entry(id) {
            Entry::Vacant(position) => {
                position.insert(kept.len());
                kept.push(entry);
                ids.push(id);
            }
            Entry::Occupied(position) => {
                let first = &mut kept[*position.get()];
                diagnostics.push(listed_twice(kind, source, first.name(), entry.name()));
                join_roles(first, entry);
            }
        }
    }
    Outcome::new((kept, ids), diagnostics)
}

/// Adds the role of a repeated entry to the first one.
fn join_roles<T: Listed>(first: &mut T, mut other: T) {
    let (Some(role), Some(Some(more))) = (first.role(), other.role().map(Option::take)) else { return };
    match role {
        None => *role = Some(more),
        Some(role) if role.value != more.value => role.value = format!("{}, {}", role.value, more.value),
        Some(_) => {}
    }
}

fn listed_twice(kind: SubjectKind, source: &Source, first: &Reference, again: &Reference) -> Diagnostic {
    let message = match first.value == again.value {
        true => format!("`{}` is listed twice", again.value),
        false => format!("`{}` and `{}` are the same {}", first.value, again.value, kind.as_str()),
    };
    Diagnostic::new(&LISTED_TWICE, message)
        .at(SourceLocation::new(source, again.span))
        .label("again here")
        .related(SourceLocation::new(source, first.span), "first here")
        .help("remove one of the entries; the other may hold both roles")
}
