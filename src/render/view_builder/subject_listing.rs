//! Views of the listings of actors, venues, topics, authors and series.
//!
//! A listing is sorted and grouped once. Its pages show [`MAX_ENTRIES`] entries each.

use std::ops::Range;

use super::ViewBuilder;
use super::lists::page_range;
use super::search::subject_page;
use crate::briefing::ActorKind;
use crate::page::{MAX_ENTRIES, paginated_path};
use crate::render::view::{EntryView, GroupView, IndexView, JumpView, LetterView, Shared};
use crate::site::{PageId, Permalink, SubjectKind};

/// Maximum number of entries of a group without letters to jump to.
const MAX_WITHOUT_LETTERS: usize = 24;
/// Maximum number of letters to jump to; a script with more signs has links to those of the same page only.
const MAX_LETTERS: usize = 60;

/// All subjects of a kind, sorted: groups of letters of entries.
#[derive(Default)]
pub(super) struct SubjectList {
    groups: Vec<ListedGroup>,
    letters: Vec<ListedLetter>,
    entries: Vec<Shared<EntryView>>,
}

struct ListedGroup {
    title: String,
    /// Indices of its letters; never empty.
    letters: Range<usize>,
}

struct ListedLetter {
    /// Initial; empty in a short group.
    letter: String,
    id: String,
    /// Indices of its entries; never empty.
    entries: Range<usize>,
}

impl SubjectList {
    /// Adds a group of entries, each with the name it is sorted by.
    fn add_group(&mut self, title: &str, mut entries: Vec<(String, EntryView)>) {
        if entries.is_empty() {
            return;
        }
        entries.sort_by_cached_key(|(key, entry)| (crate::text::slugify(key), entry.href.clone()));
        let by_letter = entries.len() > MAX_WITHOUT_LETTERS;
        let first = self.letters.len();
        for (key, entry) in entries {
            let letter = if by_letter { initial(&key) } else { String::new() };
            self.add_entry(first, letter, &entry);
        }
        self.groups.push(ListedGroup { title: title.to_owned(), letters: first..self.letters.len() });
    }

    /// Adds an entry to the last letter, or to a new one of the group whose letters begin at `first`.
    fn add_entry(&mut self, first: usize, letter: String, entry: &EntryView) {
        let index = self.entries.len();
        self.entries.push(Shared::new(entry));
        match self.letters[first..].last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entries.end = index + 1,
            None => {
                let id = format!("_letter-{}-{}", self.groups.len() + 1, self.letters.len() - first + 1);
                self.letters.push(ListedLetter { letter, id, entries: index..index + 1 });
            }
        }
    }

    /// Returns the groups of a page.
    fn groups_of(&self, kind: SubjectKind, number: usize) -> Vec<GroupView> {
        let shown = page_range(MAX_ENTRIES, number, self.entries.len());
        let letters = shown_part(&self.letters, &shown, |letter| letter.entries.clone());
        let groups = shown_part(&self.groups, &letters, |group| group.letters.clone());
        let view = |group: &ListedGroup| {
            let own = overlap(&group.letters, &letters);
            let jumps = if group.letters.len() <= MAX_LETTERS { group.letters.clone() } else { own.clone() };
            GroupView {
                title: group.title.clone(),
                jumps: self.jumps(jumps, kind, number),
                letters: self.letters[own].iter().map(|letter| self.letter_view(letter, &shown)).collect(),
            }
        };
        self.groups[groups].iter().map(view).collect()
    }

    fn letter_view(&self, letter: &ListedLetter, shown: &Range<usize>) -> LetterView {
        LetterView {
            letter: letter.letter.clone(),
            id: letter.id.clone(),
            entries: self.entries[overlap(&letter.entries, shown)].to_vec(),
        }
    }

    /// Returns the links to letters, each on the page where it begins.
    fn jumps(&self, letters: Range<usize>, kind: SubjectKind, number: usize) -> Vec<JumpView> {
        let jump = |letter: &ListedLetter| {
            let page = letter.entries.start / MAX_ENTRIES + 1;
            let href = if page == number { String::new() } else { listing_href(kind, page) };
            JumpView { letter: letter.letter.clone(), href, id: letter.id.clone() }
        };
        self.letters[letters].iter().map(jump).collect()
    }
}

fn listing_href(kind: SubjectKind, number: usize) -> String {
    Permalink::for_folder(&paginated_path(&format!("{}/", kind.folder()), number)).href.to_string()
}

/// Returns the indices of the parts that have an index in `shown`. The parts follow each other.
fn shown_part<T>(parts: &[T], shown: &Range<usize>, indices: impl Fn(&T) -> Range<usize>) -> Range<usize> {
    let start = parts.partition_point(|part| indices(part).end <= shown.start);
    start..parts.partition_point(|part| indices(part).start < shown.end)
}

/// Returns the indices that are in both ranges.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}

impl ViewBuilder<'_> {
    pub(super) fn subject_listing_view(&self, kind: SubjectKind, number: usize) -> IndexView {
        let list = self.shared.subject_list(self.site, kind, || self.subject_list(kind));
        let map = if kind == SubjectKind::Venue && number == 1 { self.map_of_all_venues() } else { None };
        IndexView { of: kind.folder(), count: list.entries.len(), groups: list.groups_of(kind, number), map }
    }

    fn subject_list(&self, kind: SubjectKind) -> SubjectList {
        let counts = self.listed_counts(kind);
        let mut list = SubjectList::default();
        if kind == SubjectKind::Actor {
            self.add_actors(&mut list, &counts);
        } else {
            list.add_group("", self.keyed_entries(kind, 0..counts.len(), &counts));
        }
        list
    }

    /// Returns the number of briefings of each subject of a kind.
    fn listed_counts(&self, kind: SubjectKind) -> Vec<usize> {
        let site = self.site;
        match kind {
            SubjectKind::Actor => site.actors.iter().map(|subject| subject.pages.briefings).collect(),
            SubjectKind::Venue => site.venues.iter().map(|subject| subject.pages.briefings).collect(),
            SubjectKind::Topic => site.topics.iter().map(|subject| subject.pages.briefings).collect(),
            SubjectKind::Author => site.authors.iter().map(|subject| subject.briefings.len()).collect(),
            SubjectKind::Series => site.series.iter().map(|subject| subject.briefings.len()).collect(),
        }
    }

    /// Groups actors by kind; those without a kind come last.
    fn add_actors(&self, list: &mut SubjectList, counts: &[usize]) {
        let kinds = [
            (Some(ActorKind::Person), "persons"),
            (Some(ActorKind::State), "states"),
            (Some(ActorKind::Organisation), "organisations"),
            (Some(ActorKind::Group), "groups"),
            (None, "others"),
        ];
        let kind = |id: &usize| self.site.actors[*id].profile.as_deref().and_then(|actor| actor.kind);
        let only_others = (0..counts.len()).all(|id| kind(&id).is_none());
        for (wanted, title) in kinds {
            let actors = (0..counts.len()).filter(|id| kind(id) == wanted);
            let title = if only_others { "" } else { self.site.labels.get(title) };
            list.add_group(title, self.keyed_entries(SubjectKind::Actor, actors, counts));
        }
    }

    /// Returns the entries of subjects, each with the name it is sorted by. `counts` are those of all subjects of the kind.
    fn keyed_entries(
        &self,
        kind: SubjectKind,
        ids: impl Iterator<Item = usize>,
        counts: &[usize],
    ) -> Vec<(String, EntryView)> {
        let keyed = |id: usize| {
            let page = subject_page(kind, id);
            (self.sort_key(page), self.entry_view(page, counts[id]))
        };
        ids.map(keyed).collect()
    }

    /// Returns the name by which a page is sorted: of a person the family name first.
    fn sort_key(&self, page: PageId) -> String {
        if let PageId::Author(id) = page {
            return family_name_first(&self.site.author(id).name);
        }
        let PageId::Actor(id) = page else { return self.page_link(page).name };
        let actor = self.site.actor(id);
        match actor.profile.as_deref() {
            Some(profile) if profile.kind == Some(ActorKind::Person) && !profile.family_name_first => {
                family_name_first(&actor.name)
            }
            _ => actor.name.clone(),
        }
    }
}

/// Returns a name with the family name first: `Marten Ada`. An article such as `al-` is left out, and what follows a family
/// name, such as `Jr.`, stays behind it.
fn family_name_first(name: &str) -> String {
    const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "phd"];
    let is_suffix =
        |word: &str| SUFFIXES.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str());
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.iter().rposition(|word| !is_suffix(word)).unwrap_or_default();
    let Some(family) = words.get(last) else { return name.to_owned() };
    let family = ["al-", "el-", "Al-", "El-"].iter().find_map(|article| family.strip_prefix(article));
    let family = family.unwrap_or(words[last]).trim_end_matches(',');
    [&[family], &words[..last], &words[last + 1..]].concat().join(" ")
}

/// Returns the first letter of a name as a capital without accents.
fn initial(name: &str) -> String {
    let slug = crate::text::slugify(name);
    let first = slug.chars().next().or_else(|| name.chars().next());
    first.map(|first| first.to_uppercase().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_sorted_by_family_name() {
        let cases = [
            ("Ada Marten", "Marten Ada", "M"),
            ("Badr al-Busaidi", "Busaidi Badr", "B"),
            ("Cy Verne Jr.", "Verne Cy Jr.", "V"),
            ("Émile Österlund, III", "Österlund Émile III", "O"),
            ("Aristotle", "Aristotle", "A"),
            ("Jr.", "Jr.", "J"),
            ("", "", ""),
        ];
        for (name, key, letter) in cases {
            assert_eq!(family_name_first(name), key, "{name}");
            assert_eq!(initial(&family_name_first(name)), letter, "{name}");
        }
    }
}
