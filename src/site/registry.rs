//! Names to subjects: a slug, a name or an alias leads to one actor, venue or topic.
//!
//! Names are compared by the slug they would make, so case, accents and punctuation do not part them.

use rustc_hash::FxHashMap;

use crate::diagnostic::{AMBIGUOUS_NAME, Diagnostic, NAME_WITHOUT_FILE, Place, UNKNOWN_NAME};
use crate::facts::Reference;
use crate::text::{MOST_LISTED, NameIndex, Source, capitalised, slugify, some_of};

use super::subject::{Profile, Subject};
use super::{Permalink, SubjectKind};

/// All subjects of one kind, growing while references are resolved.
pub(super) struct Registry<P> {
    pub(super) subjects: Vec<Subject<P>>,
    /// What a slugified name stands for.
    keys: FxHashMap<String, Holders>,
    /// Texts already settled, so that the 40,000th reference costs one look-up.
    settled: FxHashMap<String, Option<usize>>,
    /// Slugs and names of those that have files.
    filed: NameIndex<usize>,
}

/// Who goes by a name. A slug wins over a name, and a name over another's alias.
#[derive(Default)]
struct Holders {
    by_slug: Vec<usize>,
    by_name: Vec<usize>,
    by_alias: Vec<usize>,
}

impl Holders {
    fn strongest(&self) -> &[usize] {
        let found = [&self.by_slug, &self.by_name].into_iter().find(|holders| !holders.is_empty());
        found.unwrap_or(&self.by_alias)
    }
}

impl<P: Profile> Registry<P> {
    /// Registers the subjects that have files.
    pub(super) fn new(profiles: Vec<Box<P>>) -> Self {
        let leaves = profiles.iter().map(|profile| profile.leaf()).enumerate();
        let names = leaves.flat_map(|(id, leaf)| [(&*leaf.slug.value, id), (&*leaf.title.value, id)]);
        let mut registry = Self {
            filed: NameIndex::new(names),
            subjects: Vec::new(),
            keys: FxHashMap::default(),
            settled: FxHashMap::default(),
        };
        for profile in profiles {
            registry.register(profile);
        }
        registry
    }

    fn register(&mut self, profile: Box<P>) {
        let id = self.subjects.len();
        let leaf = profile.leaf();
        add(&mut self.keys.entry(slugify(&leaf.slug.value)).or_default().by_slug, id);
        add(&mut self.keys.entry(slugify(&leaf.title.value)).or_default().by_name, id);
        for alias in profile.aliases() {
            add(&mut self.keys.entry(slugify(alias)).or_default().by_alias, id);
        }
        let place = Place::of(&leaf.source, leaf.title.span);
        let permalink = permalink(P::KIND, &leaf.slug.value);
        self.subjects.push(subject(leaf.title.value.clone(), permalink, Some(profile), place));
    }

    /// The subject a reference in `source` means; made where nobody has that name.
    /// None only where the reference can mean nobody: then `notes` says why.
    pub(super) fn find(
        &mut self,
        reference: &Reference,
        source: &Source,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        if let Some(settled) = self.settled.get(&reference.value) {
            return *settled;
        }
        let found = self.settle(reference, source, notes);
        // A name that means several must be reported at every place, not only the first.
        if found.is_some() {
            self.settled.insert(reference.value.clone(), found);
        }
        found
    }

    fn settle(
        &mut self,
        reference: &Reference,
        source: &Source,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let key = slugify(&reference.value);
        let place = Place::of(source, reference.span);
        if key.is_empty() {
            notes.push(nameless(P::KIND, reference, place));
            return None;
        }
        match self.keys.get(&key).map(Holders::strongest) {
            Some([only]) => Some(*only),
            Some(several) => {
                notes.push(self.ambiguous(reference, place, several));
                None
            }
            None => Some(self.meet(key, reference, place, notes)),
        }
    }

    /// A name nobody has: a slip of the pen for one that has a file, or somebody new.
    fn meet(
        &mut self,
        key: String,
        reference: &Reference,
        place: Place,
        notes: &mut Vec<Diagnostic>,
    ) -> usize {
        if let Some(near) = self.near(&key) {
            notes.push(self.misspelt(reference, place, near));
            return near;
        }
        notes.push(without_file(P::KIND, &reference.value, place.clone()));
        let id = self.subjects.len();
        let permalink = permalink(P::KIND, &key);
        self.subjects.push(subject(display_name(&reference.value), permalink, None, place));
        self.keys.entry(key).or_default().by_name.push(id);
        id
    }

    /// The subject with a file whose name is so near that this one is likely misspelt. One letter in five may differ:
    /// `abbas-araqchi` is near, while `iraq` is not `iran`.
    fn near(&self, key: &str) -> Option<usize> {
        let limit = key.chars().count() / 5;
        self.filed.nearest_within(key, limit).map(|(_, id)| *id)
    }

    fn misspelt(&self, reference: &Reference, place: Place, near: usize) -> Diagnostic {
        let kind = P::KIND.word();
        let name = &reference.value;
        let known = self.subjects[near].profile.as_deref().map_or("", |profile| &profile.leaf().slug.value);
        Diagnostic::new(&UNKNOWN_NAME, format!("no {kind} is called `{name}`"))
            .at(place)
            .label(format!("did you mean `{known}`?"))
            .mend(format!(
                "write `{known}`; if another {kind} is meant, run `dateline new {kind} \"{name}\"`"
            ))
    }

    fn ambiguous(&self, reference: &Reference, place: Place, several: &[usize]) -> Diagnostic {
        let name = &reference.value;
        let slugs = several.iter().filter_map(|id| self.subjects[*id].profile.as_deref());
        let slugs = slugs.map(|profile| format!("`{}`", profile.leaf().slug.value));
        let mend = format!("write the slug of the one you mean: {}", some_of(slugs, " or "));
        let message = format!("`{name}` means more than one {}", P::KIND.word());
        let found = Diagnostic::new(&AMBIGUOUS_NAME, message).at(place).mend(mend);
        several
            .iter()
            .take(MOST_LISTED)
            .fold(found, |found, id| found.also(self.subjects[*id].place.clone(), "goes by this name"))
    }
}

/// Adds a subject, which may go by a name twice; subjects come one after the other.
fn add(ids: &mut Vec<usize>, id: usize) {
    if ids.last() != Some(&id) {
        ids.push(id);
    }
}

fn permalink(kind: SubjectKind, slug: &str) -> Permalink {
    Permalink::folder(&format!("{}/{slug}/", kind.folder()))
}

fn subject<P>(name: String, permalink: Permalink, profile: Option<Box<P>>, place: Place) -> Subject<P> {
    Subject {
        name,
        permalink,
        profile,
        place,
        briefings: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        backlinks: Vec::new(),
    }
}

fn nameless(kind: SubjectKind, reference: &Reference, place: Place) -> Diagnostic {
    let word = kind.word();
    Diagnostic::new(&UNKNOWN_NAME, format!("`{}` is no name of {} {word}", reference.value, article(kind)))
        .at(place)
        .label("holds no letter or digit")
        .mend(format!("write the name of the {word}, or the slug of its file"))
}

fn article(kind: SubjectKind) -> &'static str {
    if kind == SubjectKind::Actor { "an" } else { "a" }
}

fn without_file(kind: SubjectKind, name: &str, place: Place) -> Diagnostic {
    let word = kind.word();
    Diagnostic::new(
        &NAME_WITHOUT_FILE,
        format!("{word} `{name}` has no file; its page shows only what briefings say"),
    )
    .at(place)
    .mend(format!("dateline new {word} \"{}\"", display_name(name)))
}

/// The name to show for a subject without a file: a slug is taken apart and its words begin with capitals.
fn display_name(written: &str) -> String {
    let slug_like =
        written.contains('-') && crate::text::is_slug(written) || written.chars().all(char::is_lowercase);
    if !slug_like {
        return written.trim().to_owned();
    }
    written.split('-').map(capitalised).collect::<Vec<_>>().join(" ")
}
