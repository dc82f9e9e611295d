//! The look: the templates, the stylesheet and whatever else stands beside them, built into the program and
//! overridden file by file by what a site has under `templates/`.

use crate::settings::Outputs;

/// A file of the look that is written as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeFile {
    /// Built into the program.
    BuiltIn(&'static [u8]),
    /// A site's own, by its path below the site's folder.
    Site(String),
}

macro_rules! texts {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),*] };
}

/// The templates of the look by name.
pub(super) const TEMPLATES: &[(&str, &str)] = texts! {
    "actor.html" "archive.html" "asof.html" "base.html" "briefing.html" "cards.html"
    "chronology.html" "companions.html" "corrections.html" "crumbs.html" "days.html" "dossier.html"
    "elsewhere.html" "entries.html" "events.html" "facts.html" "home.html" "index.html"
    "not-found.html" "pager.html" "parts.html" "plain.html" "profile-head.html" "redirect.html"
    "search.html" "statement.html" "toc.html" "topic.html" "venue.html"
};

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_bytes!(concat!("../../templates/", $name)))),*] };
}

/// The files of the look that are written as they are.
const FILES: &[(&str, &[u8])] = files! {
    "chronology.css" "chronology.js" "favicon.svg" "icon-192.png" "icon-512.png" "redirect.js" "search.css" "search.js" "style.css"
};

/// Those that only the search page needs.
const SEARCH_ONLY: [&str; 2] = ["search.css", "search.js"];

/// Which files of the look a site shows.
#[derive(Clone, Debug)]
pub struct Theme {
    names: Vec<String>,
    files: Vec<ThemeFile>,
}

impl Theme {
    /// The look's files that a site with these outputs needs, and the site's own; `own` are paths below the site's folder,
    /// such as `templates/style.css`.
    pub fn new(site_files: &[String], outputs: Outputs) -> Self {
        let name = |path: &String| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        let mut all: Vec<(String, ThemeFile)> =
            site_files.iter().map(|path| (name(path), ThemeFile::Site(path.clone()))).collect();
        for (name, bytes) in FILES {
            if (outputs.search || !SEARCH_ONLY.contains(name)) && !all.iter().any(|(own, _)| own == name) {
                all.push(((*name).to_owned(), ThemeFile::BuiltIn(bytes)));
            }
        }
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        let (names, files) = all.into_iter().unzip();
        Self { names, files }
    }

    /// Where the files stand under the output folder.
    pub fn files(&self) -> &[String] {
        &self.names
    }

    /// The file at a place of the list.
    pub fn file(&self, at: usize) -> Option<&ThemeFile> {
        self.files.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test looks at the disk")]
    fn the_look_is_all_that_stands_in_its_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let files = std::fs::read_dir(folder).expect("the look's folder").flatten();
        let mut there: Vec<String> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        let mut known: Vec<&str> =
            TEMPLATES.iter().map(|(name, _)| *name).chain(FILES.iter().map(|(name, _)| *name)).collect();
        there.sort_unstable();
        known.sort_unstable();
        assert_eq!(there, known);
    }

    #[test]
    fn a_site_s_own_file_stands_in_for_one_of_the_look() {
        let look = Theme::new(
            &["templates/style.css".to_owned(), "templates/fonts/a.woff2".to_owned()],
            Outputs::ALL,
        );
        let at = look.files().iter().position(|name| name == "style.css").expect("a stylesheet");
        assert_eq!(look.file(at), Some(&ThemeFile::Site("templates/style.css".to_owned())));
        assert!(look.files().iter().any(|name| name == "fonts/a.woff2"));
        assert_eq!(look.files().len(), FILES.len() + 1);
    }

    #[test]
    fn without_search_only_a_site_s_own_script_is_written() {
        let off = Outputs { search: false, ..Outputs::ALL };
        assert_eq!(Theme::new(&[], off).files().len(), FILES.len() - SEARCH_ONLY.len());
        assert!(
            Theme::new(&["templates/search.js".to_owned()], off).files().contains(&"search.js".to_owned())
        );
    }
}
