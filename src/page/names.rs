//! Checks planned paths for names that are not portable or that configure a server.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, LONG_PATH, SERVER_FILE, SourceLocation, UNPORTABLE_NAME};
use crate::site::Site;
use crate::text::{is_server_file, name_problem};

use super::{Page, PageKind, theme};

/// The one folder whose name may begin with a dot.
const WELL_KNOWN: &str = ".well-known";

/// Returns a diagnostic for every invalid name, once per folder. Exports are skipped: their names are fixed, and they are in
/// folders of pages.
pub(super) fn check(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for page in pages.iter().filter(|page| !matches!(page.kind, PageKind::Export(_))) {
        if let Some(diagnostic) = check_length(&page.file) {
            diagnostics.push(match location(page, site) {
                Some(location) => diagnostic.at(location),
                None => diagnostic,
            });
        }
        let mut start = 0;
        for part in page.file.split('/') {
            let end = start + part.len();
            if let Some(diagnostic) = check_name(part, start, page.kind) {
                // A folder is reported once, not for each file in it.
                if known.insert(&page.file[..end]) {
                    diagnostics.push(match location(page, site) {
                        Some(location) => diagnostic.at(location),
                        None => diagnostic,
                    });
                }
                break;
            }
            start = end + 1;
        }
    }
    diagnostics
}

/// Length of a path in UTF-16 units that leaves about 60 of the 259 of Windows for the folders above.
const LONGEST_PATH: usize = 200;

fn location(page: &Page, site: &Site) -> Option<SourceLocation> {
    match page.kind {
        PageKind::ThemeFile(_) => Some(theme::location(&page.file)),
        kind => kind.location(site),
    }
}

/// Returns the diagnostic for a path that is too long for programs of Windows.
fn check_length(path: &str) -> Option<Diagnostic> {
    let length = path.encode_utf16().count();
    let message = format!(
        "the path of this file in the output has {length} characters, and many programs of Windows read at most 259, with the folders above"
    );
    let help = format!("use shorter names or a shorter `slug`: at most {LONGEST_PATH} characters in all");
    (length > LONGEST_PATH).then(|| Diagnostic::new(&LONG_PATH, message).help(help))
}

/// Returns the diagnostic for an invalid name in a path. `start` is its offset.
fn check_name(part: &str, start: usize, kind: PageKind) -> Option<Diagnostic> {
    // Assets are checked with their links, and server files of the theme are intended.
    if is_server_file(part) && !matches!(kind, PageKind::Asset(_) | PageKind::ThemeFile(_)) {
        let diagnostic =
            Diagnostic::new(&SERVER_FILE, format!("`{part}` would configure the web server or host"));
        return Some(diagnostic.help("choose another name"));
    }
    let hidden = part.starts_with('.') && !(start == 0 && part == WELL_KNOWN);
    let reason = match name_problem(part) {
        Some(reason) => reason,
        None if hidden => "begins with a dot, and many servers do not serve such files".into(),
        None => return None,
    };
    let diagnostic = Diagnostic::new(&UNPORTABLE_NAME, format!("the name `{}` {reason}", shortened(part)));
    Some(diagnostic.help(help(kind)))
}

fn help(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Redirect(_) => "remove the old URL, or correct it",
        PageKind::Asset(_) | PageKind::ThemeFile(_) => "rename the file or its folder",
        PageKind::Standalone(_) => "rename the file or its folder, or give the page another `slug`",
        PageKind::Actor(..) | PageKind::Venue(..) | PageKind::Topic(..) | PageKind::Series(..) => {
            "create a profile with another `slug`, or use another name"
        }
        _ => "give the page another `slug`",
    }
}

/// Shortens a name that is too long to print.
fn shortened(name: &str) -> String {
    const SHOWN: usize = 60;
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_count_utf_16() {
        let folder = |count: usize, c: &str| format!("briefings/{}/index.html", c.repeat(count));
        assert!(check_length(&folder(179, "a")).is_none());
        assert!(check_length(&folder(180, "a")).is_some());
        assert!(check_length(&folder(179, "語")).is_none(), "537 bytes, but 200 units");
        assert!(check_length(&folder(90, "😀")).is_some(), "two units each");
    }
}
