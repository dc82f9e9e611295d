//! Names that some system cannot hold, or that configure a server, wherever in a planned path they stand.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, SERVER_FILE, UNPORTABLE_NAME};
use crate::site::Site;
use crate::text::{is_server_file, name_fault};

use super::{Page, PageKind, look};

/// The one folder whose name may begin with a dot.
const WELL_KNOWN: &str = ".well-known";

/// Every name that cannot be written, each folder once. Files for machines have names of the program's own and stand in
/// folders of pages.
pub(super) fn check(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for page in pages.iter().filter(|page| !matches!(page.kind, PageKind::Export(_))) {
        let mut start = 0;
        for part in page.file.split('/') {
            let end = start + part.len();
            if let Some(note) = fault(part, start, page.kind) {
                let place = match page.kind {
                    PageKind::ThemeFile(_) => Some(look::place(&page.file)),
                    kind => kind.location(site),
                };
                // What stands in one folder of that name is said once; each file is said by itself.
                if known.insert(&page.file[..end]) {
                    notes.push(match place {
                        Some(place) => note.at(place),
                        None => note,
                    });
                }
                break;
            }
            start = end + 1;
        }
    }
    notes
}

/// What is wrong with a part of a path that begins at `start`.
fn fault(part: &str, start: usize, kind: PageKind) -> Option<Diagnostic> {
    // Files beside the prose were judged where their links are, and what the look says to servers is meant.
    if is_server_file(part) && !matches!(kind, PageKind::Asset(_) | PageKind::ThemeFile(_)) {
        let note = Diagnostic::new(&SERVER_FILE, format!("`{part}` would configure the web server or host"));
        return Some(note.help("choose another name"));
    }
    let hidden = part.starts_with('.') && !(start == 0 && part == WELL_KNOWN);
    let why = match name_fault(part) {
        Some(why) => why,
        None if hidden => "begins with a dot, and many servers show no such file or folder".into(),
        None => return None,
    };
    let note = Diagnostic::new(&UNPORTABLE_NAME, format!("the name `{}` {why}", shortened(part)));
    Some(note.help(help(kind)))
}

fn help(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Redirect(_) => "take the old address out, or write the one it had",
        PageKind::Asset(_) | PageKind::ThemeFile(_) => "rename the file or its folder",
        PageKind::Standalone(_) => "rename the file or its folder, or give the page another `slug`",
        PageKind::Actor(_) | PageKind::Venue(_) | PageKind::Topic(..) => {
            "give it a file with another `slug`, or another name"
        }
        _ => "give the page another `slug`",
    }
}

/// The beginning of a name that is too long to print.
fn shortened(name: &str) -> String {
    const SHOWN: usize = 60;
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
