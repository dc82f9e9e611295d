//! Path collisions of pages, including those by case, by Unicode form, and of a file with a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, PAGE_COLLISION, SourceLocation};
use crate::site::{PageId, Site};
use crate::text::collision_key;

use super::{Page, PageKind};

/// Returns a diagnostic for every pair of pages with the same path.
pub(super) fn check_collisions(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let files: Vec<Cow<'_, str>> = pages.iter().map(|page| collision_key(&page.file)).collect();
    let mut diagnostics = Vec::new();
    let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, file) in files.iter().enumerate() {
        if let Some(first) =
            taken.insert(file, index).filter(|first| !is_one_redirect(site, [&pages[*first], &pages[index]]))
        {
            diagnostics.push(collision(site, &pages[first], &pages[index]));
        }
    }
    let mut folders: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let ancestors = file.match_indices('/').filter_map(|(slash, _)| taken.get(&file[..slash]));
        for file in ancestors {
            folders.entry(*file).or_insert(index);
        }
    }
    diagnostics
        .extend(folders.into_iter().map(|(file, folder)| collision(site, &pages[folder], &pages[file])));
    diagnostics
}

/// Returns whether two old URLs of a page differ in case only: on every system each leads to this page.
fn is_one_redirect(site: &Site, pages: [&Page; 2]) -> bool {
    match pages.map(|page| page.kind) {
        [PageKind::Redirect(first), PageKind::Redirect(second)] => {
            site.redirects[first].to == site.redirects[second].to
        }
        _ => false,
    }
}

fn collision(site: &Site, first: &Page, second: &Page) -> Diagnostic {
    let locations = [first, second].map(|page| page.kind.location(site));
    let message = if first.file == second.file {
        format!("two pages have the path `{}`", second.file)
    } else {
        format!("`{}` and `{}` are the same path on some systems", first.file, second.file)
    };
    let diagnostic = Diagnostic::new(&PAGE_COLLISION, message).help(help(site, [first, second]));
    match locations {
        [Some(first), Some(second)] => diagnostic.at(second).label("this one").related(first, "and this one"),
        [None, Some(own)] => taken_by_built_in(diagnostic, own, first),
        [Some(own), None] => taken_by_built_in(diagnostic, own, second),
        [None, None] => diagnostic,
    }
}

/// Returns the help: a page at an old URL may be that of a subject whose profile has a new name.
fn help(site: &Site, pages: [&Page; 2]) -> String {
    let is_redirect = |page: &&Page| matches!(page.kind, PageKind::Redirect(_));
    let Some(other) =
        pages.into_iter().find(|page| !is_redirect(page)).filter(|_| pages.iter().any(is_redirect))
    else {
        return "give one page another `slug`, or rename its file".to_owned();
    };
    let subject = other.kind.page_id().filter(|page| {
        matches!(page, PageId::Actor(_) | PageId::Venue(_) | PageId::Topic(_)) && site.meta(*page).is_none()
    });
    match subject.map(|page| site.title_and_permalink(page).0) {
        Some(name) => format!(
            "if `{name}` is the former name, add it to `aliases` beside the old URL, or write the new name instead"
        ),
        None => "remove the old URL, or give the other page another `slug`".to_owned(),
    }
}

/// Completes the diagnostic if one of the two pages is built in.
fn taken_by_built_in(diagnostic: Diagnostic, own: SourceLocation, built_in: &Page) -> Diagnostic {
    diagnostic.at(own).label(format!("this path belongs to {}", built_in_name(built_in.kind)))
}

fn built_in_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "the home page",
        PageKind::SubjectListing(..) => "a listing",
        PageKind::Timeline | PageKind::Year(..) | PageKind::Month(..) => "the timeline",
        PageKind::Archive(_) => "the archive",
        PageKind::Search => "the search page",
        PageKind::NotFound => "the page for missing URLs",
        PageKind::Corrections(_) => "the corrections page",
        PageKind::ThemeFile(_) => "a file of the theme",
        PageKind::Export(_) => "an export",
        _ => "another page",
    }
}
