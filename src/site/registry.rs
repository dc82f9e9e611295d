//! Look-up of subjects by slug, name or alias.
//!
//! Names are compared as slugs, so case, accents and punctuation are ignored.

use rustc_hash::FxHashMap;

use crate::diagnostic::{AMBIGUOUS_NAME, Diagnostic, MISSING_PROFILE, SourceLocation, UNKNOWN_NAME};
use crate::facts::Reference;
use crate::text::{MAX_LISTED, NameIndex, Source, capitalize_first, join_first, slugify};

use super::subject::{Profile, Subject};
use super::{Permalink, SubjectKind};

/// All subjects of one kind, growing while references are resolved.
pub(super) struct SubjectRegistry<P> {
    pub(super) subjects: Vec<Subject<P>>,
    /// Subjects by slugified slug, name or alias.
    holders_by_key: FxHashMap<String, NameHolders>,
    /// References resolved before, by their text: a site may have tens of thousands.
    resolved: FxHashMap<String, Option<usize>>,
    /// Slugs and names of the subjects that have a profile.
    profile_names: NameIndex<usize>,
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
    /// Registers the subjects that have a profile.
    pub(super) fn new(profiles: Vec<Box<P>>) -> Self {
        let metas = profiles.iter().map(|profile| profile.meta()).enumerate();
        let names = metas.flat_map(|(id, meta)| [(&*meta.slug.value, id), (&*meta.title.value, id)]);
        let mut registry = Self {
            profile_names: NameIndex::new(names),
            subjects: Vec::new(),
            holders_by_key: FxHashMap::default(),
            resolved: FxHashMap::default(),
        };
        for profile in profiles {
            registry.register(profile);
        }
        registry
    }

    fn register(&mut self, profile: Box<P>) {
        let id = self.subjects.len();
        let meta = profile.meta();
        push_unique(&mut self.holders_by_key.entry(slugify(&meta.slug.value)).or_default().by_slug, id);
        push_unique(&mut self.holders_by_key.entry(slugify(&meta.title.value)).or_default().by_name, id);
        for alias in profile.aliases() {
            push_unique(&mut self.holders_by_key.entry(slugify(alias)).or_default().by_alias, id);
        }
        let location = SourceLocation::new(&meta.source, meta.title.span);
        let permalink = subject_permalink(P::KIND, &meta.slug.value);
        self.subjects.push(new_subject(meta.title.value.clone(), permalink, Some(profile), location));
    }

    /// Returns the subject of a reference in `source`, and creates it if none has that name.
    ///
    /// Returns `None`, with a diagnostic, if the reference is ambiguous or is not a name.
    pub(super) fn resolve(
        &mut self,
        reference: &Reference,
        source: &Source,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        if let Some(known) = self.resolved.get(&reference.value) {
            return *known;
        }
        let found = self.resolve_uncached(reference, source, diagnostics);
        // An ambiguous name is not cached, so that every reference is reported.
        if found.is_some() {
            self.resolved.insert(reference.value.clone(), found);
        }
        found
    }

    fn resolve_uncached(
        &mut self,
        reference: &Reference,
        source: &Source,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let key = slugify(&reference.value);
        let location = SourceLocation::new(source, reference.span);
        if key.is_empty() {
            diagnostics.push(empty_reference(P::KIND, reference, location));
            return None;
        }
        match self.holders_by_key.get(&key).map(NameHolders::strongest) {
            Some([only]) => Some(*only),
            Some(candidates) => {
                diagnostics.push(self.ambiguous_reference(reference, location, candidates));
                None
            }
            None => Some(self.resolve_unknown(key, reference, location, diagnostics)),
        }
    }

    /// Resolves an unknown name: to the profile it probably misspells, else to a new subject.
    fn resolve_unknown(
        &mut self,
        key: String,
        reference: &Reference,
        location: SourceLocation,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> usize {
        if let Some(nearest) = self.nearest_profile(&key) {
            diagnostics.push(self.misspelled_name(reference, location, nearest));
            return nearest;
        }
        diagnostics.push(missing_profile(P::KIND, &reference.value, location.clone()));
        let id = self.subjects.len();
        let permalink = subject_permalink(P::KIND, &key);
        self.subjects.push(new_subject(display_name(&reference.value), permalink, None, location));
        self.holders_by_key.entry(key).or_default().by_name.push(id);
        id
    }

    /// Returns the subject with a profile that `key` probably misspells. One char in five may differ: `abbas-araqchi`
    /// matches `abbas-araghchi`, but `iraq` does not match `iran`.
    fn nearest_profile(&self, key: &str) -> Option<usize> {
        let limit = key.chars().count() / 5;
        self.profile_names.nearest_within(key, limit).map(|(_, id)| *id)
    }

    fn misspelled_name(&self, reference: &Reference, location: SourceLocation, nearest: usize) -> Diagnostic {
        let kind = P::KIND.as_str();
        let name = &reference.value;
        let known =
            self.subjects[nearest].profile.as_deref().map_or("", |profile| &profile.meta().slug.value);
        Diagnostic::new(&UNKNOWN_NAME, format!("no {kind} is called `{name}`"))
            .at(location)
            .label(format!("did you mean `{known}`?"))
            .help(format!(
                "write `{known}`; if another {kind} is meant, run `dateline new {kind} \"{name}\"`"
            ))
    }

    fn ambiguous_reference(
        &self,
        reference: &Reference,
        location: SourceLocation,
        candidates: &[usize],
    ) -> Diagnostic {
        let name = &reference.value;
        let slugs = candidates.iter().filter_map(|id| self.subjects[*id].profile.as_deref());
        let slugs = slugs.map(|profile| format!("`{}`", profile.meta().slug.value));
        let help = format!("write the slug of one of them: {}", join_first(slugs, " or "));
        let message = format!("`{name}` matches more than one {}", P::KIND.as_str());
        let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, message).at(location).help(help);
        candidates.iter().take(MAX_LISTED).fold(diagnostic, |diagnostic, id| {
            diagnostic.related(self.subjects[*id].location.clone(), "has this name")
        })
    }
}

/// Adds an id unless it is the last one: a subject may have the same key as slug, name and alias.
fn push_unique(ids: &mut Vec<usize>, id: usize) {
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

fn subject_permalink(kind: SubjectKind, slug: &str) -> Permalink {
    Permalink::for_folder(&format!("{}/{slug}/", kind.folder()))
}

fn new_subject<P>(
    name: String,
    permalink: Permalink,
    profile: Option<Box<P>>,
    location: SourceLocation,
) -> Subject<P> {
    Subject {
        name,
        permalink,
        profile,
        location,
        briefings: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        backlinks: Vec::new(),
    }
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
    if kind == SubjectKind::Actor { "an" } else { "a" }
}

fn missing_profile(kind: SubjectKind, name: &str, location: SourceLocation) -> Diagnostic {
    let kind_name = kind.as_str();
    Diagnostic::new(
        &MISSING_PROFILE,
        format!("{kind_name} `{name}` has no profile; its page is generated from briefings only"),
    )
    .at(location)
    .help(format!("dateline new {kind_name} \"{}\"", display_name(name)))
}

/// Returns the display name of a subject without a profile: the words of a slug are separated and capitalised.
fn display_name(written: &str) -> String {
    let slug_like =
        written.contains('-') && crate::text::is_slug(written) || written.chars().all(char::is_lowercase);
    if !slug_like {
        return written.trim().to_owned();
    }
    written.split('-').map(capitalize_first).collect::<Vec<_>>().join(" ")
}
