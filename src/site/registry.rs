//! Look-up of subjects by slug, name or alias.
//!
//! Names are compared as slugs, so case, accents and punctuation are ignored.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{AMBIGUOUS_NAME, Diagnostic, MISSING_PROFILE, Outcome, SourceLocation, UNKNOWN_NAME};
use crate::facts::Reference;
use crate::text::{MAX_LISTED, NameIndex, Source, capitalize_first, join_first, slugify};

use super::kind::SubjectKind;
use super::permalink::Permalink;
use super::subject::{Profile, SubjectEntry};

/// All subjects of one kind.
pub(super) struct SubjectRegistry<P> {
    /// The subjects; those with a profile come first.
    pub(super) entries: Vec<SubjectEntry<P>>,
    /// Subjects by slugified slug, name or alias.
    holders_by_key: FxHashMap<String, NameHolders>,
    /// Subjects by the text of each reference that names one: a site may have tens of thousands of references.
    ids_by_text: FxHashMap<String, usize>,
}

/// What becomes of a name that is not that of a profile, and is not near one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownNames {
    /// It names a subject without a profile.
    Registered,
    /// It is text.
    LeftPlain,
}

/// The subjects that share a key. A slug takes precedence over a name, and a name over an alias.
#[derive(Default)]
struct NameHolders {
    by_slug: Vec<usize>,
    by_name: Vec<usize>,
    by_alias: Vec<usize>,
}

impl NameHolders {
    fn strongest(&self) -> &[usize] {
        let found = [&self.by_slug, &self.by_name].into_iter().find(|holders| !holders.is_empty());
        found.unwrap_or(&self.by_alias)
    }
}

impl<P: Profile> SubjectRegistry<P> {
    /// Registers the subjects that have a profile. `unknown` says what becomes of other names in `references`.
    pub(super) fn new<'r>(
        profiles: Vec<Arc<P>>,
        unknown: UnknownNames,
        references: impl Iterator<Item = (&'r Source, &'r Reference)>,
    ) -> Outcome<Self> {
        let (mut registry, mut diagnostics) = (Self::of_profiles(profiles), Vec::new());
        let metas = registry.entries.iter().filter_map(|entry| entry.profile.as_deref()).map(P::meta);
        let names =
            metas.enumerate().flat_map(|(id, meta)| [(&*meta.slug.value, id), (&*meta.title.value, id)]);
        let profile_names = NameIndex::new(names);
        for (source, reference) in references {
            let location = SourceLocation::new(source, reference.span);
            registry.add_reference(reference, location, (&profile_names, unknown), &mut diagnostics);
        }
        Outcome::new(registry, diagnostics)
    }

    fn of_profiles(profiles: Vec<Arc<P>>) -> Self {
        let mut holders_by_key: FxHashMap<String, NameHolders> = FxHashMap::default();
        for (id, profile) in profiles.iter().enumerate() {
            let meta = profile.meta();
            push_unique(&mut holders_by_key.entry(slugify(&meta.slug.value)).or_default().by_slug, id);
            push_unique(&mut holders_by_key.entry(slugify(&meta.title.value)).or_default().by_name, id);
            for alias in profile.aliases() {
                push_unique(&mut holders_by_key.entry(slugify(alias)).or_default().by_alias, id);
            }
        }
        let entries = profiles.into_iter().map(SubjectEntry::of_profile).collect();
        Self { entries, holders_by_key, ids_by_text: FxHashMap::default() }
    }

    /// Indexes the text of a reference, unless it is ambiguous or is not a name.
    fn add_reference(
        &mut self,
        reference: &Reference,
        location: SourceLocation,
        (profile_names, unknown): (&NameIndex<usize>, UnknownNames),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.ids_by_text.contains_key(&reference.value) {
            return;
        }
        let key = slugify(&reference.value);
        let id = match self.holders_by_key.get(&key).map(NameHolders::strongest) {
            _ if key.is_empty() => return,
            Some([only]) => *only,
            Some(_) => return,
            None => {
                let added = match (nearest_profile(profile_names, &key), unknown) {
                    (Some(nearest), _) => (nearest, self.misspelled_name(reference, location, nearest)),
                    (None, UnknownNames::Registered) => self.add_unknown(key, reference, location),
                    (None, UnknownNames::LeftPlain) => {
                        let hint = is_slug_like(&reference.value);
                        diagnostics.extend(hint.then(|| {
                            missing_profile(P::KIND, &reference.value, location, ", so the name has no page")
                        }));
                        return;
                    }
                };
                diagnostics.push(added.1);
                added.0
            }
        };
        self.ids_by_text.insert(reference.value.clone(), id);
    }

    /// Adds a subject without a profile.
    fn add_unknown(
        &mut self,
        key: String,
        reference: &Reference,
        location: SourceLocation,
    ) -> (usize, Diagnostic) {
        let id = self.entries.len();
        self.entries.push(SubjectEntry {
            name: display_name(&reference.value),
            permalink: Permalink::of_subject(P::KIND, &key),
            profile: None,
            location: location.clone(),
        });
        self.holders_by_key.entry(key).or_default().by_name.push(id);
        let generated = "; its page is generated from briefings only";
        (id, missing_profile(P::KIND, &reference.value, location, generated))
    }

    /// Returns the subject of a reference in `source`, which is one of those the registry was made from. Fails if the
    /// reference is ambiguous or is not a name.
    pub(super) fn find(&self, reference: &Reference, source: &Source) -> Result<usize, Box<Diagnostic>> {
        if let Some(id) = self.ids_by_text.get(&reference.value) {
            return Ok(*id);
        }
        let key = slugify(&reference.value);
        let location = SourceLocation::new(source, reference.span);
        match self.holders_by_key.get(&key).map(NameHolders::strongest) {
            Some([only]) if !key.is_empty() => Ok(*only),
            Some(candidates) if !key.is_empty() => {
                Err(Box::new(self.ambiguous_reference(reference, location, candidates)))
            }
            _ => Err(Box::new(empty_reference(P::KIND, reference, location))),
        }
    }

    /// Returns the subject of a reference, or `None` if it is left plain. Fails if the reference is ambiguous.
    pub(super) fn find_known(
        &self,
        reference: &Reference,
        source: &Source,
    ) -> Result<Option<usize>, Box<Diagnostic>> {
        let is_known = self.ids_by_text.contains_key(&reference.value)
            || self.holders_by_key.contains_key(&slugify(&reference.value));
        if is_known { self.find(reference, source).map(Some) } else { Ok(None) }
    }

    fn misspelled_name(&self, reference: &Reference, location: SourceLocation, nearest: usize) -> Diagnostic {
        let kind = P::KIND.as_str();
        let name = &reference.value;
        let known = self.entries[nearest].profile.as_deref().map_or("", |profile| &profile.meta().slug.value);
        Diagnostic::new(&UNKNOWN_NAME, format!("no {kind} is called `{name}`"))
            .at(location)
            .label(format!("did you mean `{known}`?"))
            .help(format!(
                "write `{known}`; if another {kind} is meant, run `dateline new {kind} \"{}\"`",
                display_name(name)
            ))
    }

    fn ambiguous_reference(
        &self,
        reference: &Reference,
        location: SourceLocation,
        candidates: &[usize],
    ) -> Diagnostic {
        let name = &reference.value;
        let slugs = candidates.iter().filter_map(|id| self.entries[*id].profile.as_deref());
        let slugs = slugs.map(|profile| format!("`{}`", profile.meta().slug.value));
        let help = format!("write the slug of one of them: {}", join_first(slugs, " or "));
        let message = format!("`{name}` matches more than one {}", P::KIND.as_str());
        let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, message).at(location).help(help);
        candidates.iter().take(MAX_LISTED).fold(diagnostic, |diagnostic, id| {
            diagnostic.related(self.entries[*id].location.clone(), "has this name")
        })
    }
}

/// Adds an id unless it is the last one: a subject may have the same key as slug, name and alias.
fn push_unique(ids: &mut Vec<usize>, id: usize) {
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

/// Returns the subject with a profile that `key` probably misspells. One char in five may differ: `abbas-araqchi`
/// matches `abbas-araghchi`, but `iraq` does not match `iran`.
fn nearest_profile(profile_names: &NameIndex<usize>, key: &str) -> Option<usize> {
    let limit = key.chars().count() / 5;
    profile_names.nearest_within(key, limit).map(|(_, id)| *id)
}

fn empty_reference(kind: SubjectKind, reference: &Reference, location: SourceLocation) -> Diagnostic {
    let kind_name = kind.as_str();
    Diagnostic::new(
        &UNKNOWN_NAME,
        format!("`{}` is not the name of {} {kind_name}", reference.value, indefinite_article(kind)),
    )
    .at(location)
    .label("contains no letter or digit")
    .help(format!("write the name of the {kind_name}, or the slug of its file"))
}

fn indefinite_article(kind: SubjectKind) -> &'static str {
    if matches!(kind, SubjectKind::Actor | SubjectKind::Author) { "an" } else { "a" }
}

/// Reports a name without a profile. `consequence` says what becomes of the name.
fn missing_profile(kind: SubjectKind, name: &str, location: SourceLocation, consequence: &str) -> Diagnostic {
    let kind_name = kind.as_str();
    Diagnostic::new(&MISSING_PROFILE, format!("{kind_name} `{name}` has no profile{consequence}"))
        .at(location)
        .help(format!("dateline new {kind_name} \"{}\"", display_name(name)))
}

/// Returns whether a name that is left plain is probably meant to be the slug of a profile.
fn is_slug_like(written: &str) -> bool {
    written.contains('-') && crate::text::is_slug(written)
}

/// Returns a name that is left plain as shown: the words of a slug are separated and capitalised.
pub(super) fn plain_name(written: &str) -> String {
    if is_slug_like(written) { display_name(written) } else { written.to_owned() }
}

/// Returns the display name of a subject without a profile: the words of a slug are separated and capitalised.
fn display_name(written: &str) -> String {
    if !is_slug_like(written) && !written.chars().all(char::is_lowercase) {
        return written.trim().to_owned();
    }
    written.split('-').map(capitalize_first).collect::<Vec<_>>().join(" ")
}
