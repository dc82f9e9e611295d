//! Which files under `templates/` are published: those of types that a look is made of, and those that take the place of
//! a file for machines.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, NOT_OF_THE_LOOK, SourceLocation};
use crate::site::Site;

use super::{Page, PageKind};

/// The files of the look, given by their paths under the output folder. One that is neither is noted and left out.
pub(super) fn plan(site: &Site, look: &[String], exports: &[Page], notes: &mut Vec<Diagnostic>) -> Vec<Page> {
    let for_machines: FxHashSet<&String> = exports.iter().map(|page| &page.file).collect();
    let mut pages = Vec::with_capacity(look.len());
    for (at, file) in look.iter().enumerate() {
        if site.settings.is_of_look(file) || for_machines.contains(file) {
            pages.push(Page { file: file.clone(), kind: PageKind::ThemeFile(at) });
        } else {
            notes.push(not_of_the_look(file));
        }
    }
    pages
}

/// Where a file of the look stands in the site's folder.
pub(super) fn place(file: &str) -> SourceLocation {
    SourceLocation::file(format!("templates/{file}"))
}

fn not_of_the_look(file: &str) -> Diagnostic {
    let message = "this is no template and of no type that a look is made of, so it is not published";
    Diagnostic::new(&NOT_OF_THE_LOOK, message)
        .at(place(file))
        .help("move it out of `templates/`, or name its ending in `asset_types` in `site.toml`")
}
