//! Two pages in one place: also by case or Unicode form, and a file where another needs a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, PAGE_COLLISION, SourceLocation};
use crate::site::{Site, collision_key};

use super::{Page, PageKind};

/// Every pair of pages that would stand in one place.
pub(super) fn check_collisions(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let files: Vec<Cow<'_, str>> = pages.iter().map(|page| collision_key(&page.file)).collect();
    let mut notes = Vec::new();
    let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, file) in files.iter().enumerate() {
        if let Some(first) = taken.insert(file, at) {
            notes.push(collision(site, &pages[first], &pages[at]));
        }
    }
    let mut folders: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let above = file.match_indices('/').filter_map(|(slash, _)| taken.get(&file[..slash]));
        for file in above {
            folders.entry(*file).or_insert(at);
        }
    }
    notes.extend(folders.into_iter().map(|(file, folder)| collision(site, &pages[folder], &pages[file])));
    notes
}

fn collision(site: &Site, first: &Page, second: &Page) -> Diagnostic {
    let places = [first, second].map(|page| page.kind.location(site));
    let message = if first.file == second.file {
        format!("two pages would stand at `{}`", second.file)
    } else {
        format!("`{}` and `{}` are one place on some systems", first.file, second.file)
    };
    let note =
        Diagnostic::new(&PAGE_COLLISION, message).help("give one of them another `slug`, or rename its file");
    match places {
        [Some(first), Some(second)] => note.at(second).label("this one").related(first, "and this one"),
        [None, Some(own)] => taken_by_built_in(note, own, first),
        [Some(own), None] => taken_by_built_in(note, own, second),
        [None, None] => note,
    }
}

/// One of the two is a page every site has.
fn taken_by_built_in(note: Diagnostic, own: SourceLocation, built_in: &Page) -> Diagnostic {
    note.at(own).label(format!("this place belongs to {}", built_in_name(built_in.kind)))
}

fn built_in_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "the home page",
        PageKind::SubjectListing(_) => "the list of all actors, venues or topics",
        PageKind::Timeline | PageKind::Year(_) | PageKind::Month(..) => "the chronology",
        PageKind::Archive(_) => "the archive",
        PageKind::Search => "the search page",
        PageKind::NotFound => "the page for addresses that do not exist",
        PageKind::Corrections(_) => "the page of corrections",
        PageKind::ThemeFile(_) => "a file of the look",
        PageKind::Export(_) => "a file for machines",
        _ => "another page",
    }
}
