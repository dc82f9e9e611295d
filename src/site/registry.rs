//! Names to subjects: a slug, a name or an alias leads to one actor, venue or topic.
//!
//! Names are compared by the slug they would make, so case, accents and punctuation do not part them.

use rustc_hash::FxHashMap;

use crate::diagnostic::{AMBIGUOUS_NAME, Diagnostic, NAME_WITHOUT_FILE, SourceLocation, UNKNOWN_NAME};
use crate::facts::Reference;
use crate::text::{MOST_LISTED, NameIndex, Source, capitalize_first, slugify, some_of};

use super::subject::{Profile, Subject};
use super::{Permalink, SubjectKind};

/// All subjects of one kind, growing while references are resolved.
pub(super) struct SubjectRegistry<P> {
    pub(super) subjects: Vec<Subject<P>>,
    /// What a slugified name stands for.
    holders_by_key: FxHashMap<String, NameHolders>,
    /// Texts already settled, so that the 40,000th reference costs one look-up.
    resolved: FxHashMap<String, Option<usize>>,
    /// Slugs and names of those that have files.
    filed: NameIndex<usize>,
}

/// Who goes by a name. A slug wins over a name, and a name over another's alias.
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
    /// Registers the subjects that have files.
    pub(super) fn new(profiles: Vec<Box<P>>) -> Self {
        let leaves = profiles.iter().map(|profile| profile.meta()).enumerate();
        let names = leaves.flat_map(|(id, leaf)| [(&*leaf.slug.value, id), (&*leaf.title.value, id)]);
        let mut registry = Self {
            filed: NameIndex::new(names),
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
        let leaf = profile.meta();
        push_unique(&mut self.holders_by_key.entry(slugify(&leaf.slug.value)).or_default().by_slug, id);
        push_unique(&mut self.holders_by_key.entry(slugify(&leaf.title.value)).or_default().by_name, id);
        for alias in profile.aliases() {
            push_unique(&mut self.holders_by_key.entry(slugify(alias)).or_default().by_alias, id);
        }
        let place = SourceLocation::new(&leaf.source, leaf.title.span);
        let permalink = subject_permalink(P::KIND, &leaf.slug.value);
        self.subjects.push(new_subject(leaf.title.value.clone(), permalink, Some(profile), place));
    }

    /// The subject a reference in `source` means; made where nobody has that name.
    /// None only where the reference can mean nobody: then `notes` says why.
    pub(super) fn resolve(
        &mut self,
        reference: &Reference,
        source: &Source,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        if let Some(settled) = self.resolved.get(&reference.value) {
            return *settled;
        }
        let found = self.resolve_uncached(reference, source, notes);
        // A name that means several must be reported at every place, not only the first.
        if found.is_some() {
            self.resolved.insert(reference.value.clone(), found);
        }
        found
    }

    fn resolve_uncached(
        &mut self,
        reference: &Reference,
        source: &Source,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let key = slugify(&reference.value);
        let place = SourceLocation::new(source, reference.span);
        if key.is_empty() {
            notes.push(empty_reference(P::KIND, reference, place));
            return None;
        }
        match self.holders_by_key.get(&key).map(NameHolders::strongest) {
            Some([only]) => Some(*only),
            Some(several) => {
                notes.push(self.ambiguous_reference(reference, place, several));
                None
            }
            None => Some(self.resolve_unknown(key, reference, place, notes)),
        }
    }

    /// A name nobody has: a slip of the pen for one that has a file, or somebody new.
    fn resolve_unknown(
        &mut self,
        key: String,
        reference: &Reference,
        place: SourceLocation,
        notes: &mut Vec<Diagnostic>,
    ) -> usize {
        if let Some(near) = self.nearest_profile(&key) {
            notes.push(self.misspelled_name(reference, place, near));
            return near;
        }
        notes.push(missing_profile(P::KIND, &reference.value, place.clone()));
        let id = self.subjects.len();
        let permalink = subject_permalink(P::KIND, &key);
        self.subjects.push(new_subject(display_name(&reference.value), permalink, None, place));
        self.holders_by_key.entry(key).or_default().by_name.push(id);
        id
    }

    /// The subject with a file whose name is so near that this one is likely misspelt. One letter in five may differ:
    /// `abbas-araqchi` is near, while `iraq` is not `iran`.
    fn nearest_profile(&self, key: &str) -> Option<usize> {
        let limit = key.chars().count() / 5;
        self.filed.nearest_within(key, limit).map(|(_, id)| *id)
    }

    fn misspelled_name(&self, reference: &Reference, place: SourceLocation, near: usize) -> Diagnostic {
        let kind = P::KIND.as_str();
        let name = &reference.value;
        let known = self.subjects[near].profile.as_deref().map_or("", |profile| &profile.meta().slug.value);
        Diagnostic::new(&UNKNOWN_NAME, format!("no {kind} is called `{name}`"))
            .at(place)
            .label(format!("did you mean `{known}`?"))
            .help(format!(
                "write `{known}`; if another {kind} is meant, run `dateline new {kind} \"{name}\"`"
            ))
    }

    fn ambiguous_reference(
        &self,
        reference: &Reference,
        place: SourceLocation,
        several: &[usize],
    ) -> Diagnostic {
        let name = &reference.value;
        let slugs = several.iter().filter_map(|id| self.subjects[*id].profile.as_deref());
        let slugs = slugs.map(|profile| format!("`{}`", profile.meta().slug.value));
        let help = format!("write the slug of the one you mean: {}", some_of(slugs, " or "));
        let message = format!("`{name}` means more than one {}", P::KIND.as_str());
        let found = Diagnostic::new(&AMBIGUOUS_NAME, message).at(place).help(help);
        several
            .iter()
            .take(MOST_LISTED)
            .fold(found, |found, id| found.related(self.subjects[*id].location.clone(), "goes by this name"))
    }
}

/// Adds a subject, which may go by a name twice; subjects come one after the other.
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
    place: SourceLocation,
) -> Subject<P> {
    Subject {
        name,
        permalink,
        profile,
        location: place,
        briefings: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        backlinks: Vec::new(),
    }
}

fn empty_reference(kind: SubjectKind, reference: &Reference, place: SourceLocation) -> Diagnostic {
    let word = kind.as_str();
    Diagnostic::new(
        &UNKNOWN_NAME,
        format!("`{}` is no name of {} {word}", reference.value, indefinite_article(kind)),
    )
    .at(place)
    .label("holds no letter or digit")
    .help(format!("write the name of the {word}, or the slug of its file"))
}

fn indefinite_article(kind: SubjectKind) -> &'static str {
    if kind == SubjectKind::Actor { "an" } else { "a" }
}

fn missing_profile(kind: SubjectKind, name: &str, place: SourceLocation) -> Diagnostic {
    let word = kind.as_str();
    Diagnostic::new(
        &NAME_WITHOUT_FILE,
        format!("{word} `{name}` has no file; its page shows only what briefings say"),
    )
    .at(place)
    .help(format!("dateline new {word} \"{}\"", display_name(name)))
}

/// The name to show for a subject without a file: a slug is taken apart and its words begin with capitals.
fn display_name(written: &str) -> String {
    let slug_like =
        written.contains('-') && crate::text::is_slug(written) || written.chars().all(char::is_lowercase);
    if !slug_like {
        return written.trim().to_owned();
    }
    written.split('-').map(capitalize_first).collect::<Vec<_>>().join(" ")
}
