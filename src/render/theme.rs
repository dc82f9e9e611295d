//! The theme: templates, style sheet, scripts and icons. It is built into the program; a site overrides single files with
//! those under its `templates/`.

use crate::settings::Outputs;

/// A file of the theme that is copied as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeFile {
    /// Built into the program.
    BuiltIn(&'static [u8]),
    /// Provided by the site; the path is relative to the site's folder.
    Site(String),
}

macro_rules! texts {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),*] };
}

/// The templates of the theme by name.
pub(super) const TEMPLATES: &[(&str, &str)] = texts! {
    "actor.html" "archive.html" "asof.html" "author.html" "base.html" "briefing.html" "cards.html"
    "chronology.html" "companions.html" "corrections.html" "crumbs.html" "days.html" "dossier.html"
    "elsewhere.html" "entries.html" "events.html" "facts.html" "home.html" "index.html"
    "map.html" "meetings.html" "not-found.html" "pager.html" "parts.html" "picture.html" "plain.html" "profile-head.html" "redirect.html"
    "search.html" "series.html" "statement.html" "strip.html" "toc.html" "topic.html" "venue.html"
};

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_bytes!(concat!("../../templates/", $name)))),*] };
}

/// The files of the theme that are copied as they are.
const FILES: &[(&str, &[u8])] = files! {
    "chronology.css" "chronology.js" "favicon.svg" "icon-192.png" "icon-512.png" "redirect.js" "search-query.js" "search.css"
    "search.js" "style.css"
};

/// Files that only the search page needs.
const SEARCH_ONLY: [&str; 3] = ["search-query.js", "search.css", "search.js"];

/// The theme files of one site.
#[derive(Clone, Debug)]
pub struct Theme {
    names: Vec<String>,
    files: Vec<ThemeFile>,
}

impl Theme {
    /// Selects the built-in files that a site with these outputs needs, and adds the site's own. `site_files` are paths
    /// relative to the site's folder, such as `templates/style.css`.
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

    /// Returns the paths of the files, relative to the output folder.
    pub fn files(&self) -> &[String] {
        &self.names
    }

    /// Returns the file at an index of that list.
    pub fn file(&self, index: usize) -> Option<&ThemeFile> {
        self.files.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "this test reads the source folder")]
    fn every_file_of_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let files = std::fs::read_dir(folder).expect("the folder of the theme").flatten();
        let files = files.filter(|file| file.file_name() != "labels");
        let mut present: Vec<String> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        let mut known: Vec<&str> =
            TEMPLATES.iter().map(|(name, _)| *name).chain(FILES.iter().map(|(name, _)| *name)).collect();
        present.sort_unstable();
        known.sort_unstable();
        assert_eq!(present, known);
    }

    #[test]
    fn a_file_of_the_site_overrides_one_of_the_theme() {
        let theme = Theme::new(
            &["templates/style.css".to_owned(), "templates/fonts/a.woff2".to_owned()],
            Outputs::DEFAULT,
        );
        let index = theme.files().iter().position(|name| name == "style.css").expect("a stylesheet");
        assert_eq!(theme.file(index), Some(&ThemeFile::Site("templates/style.css".to_owned())));
        assert!(theme.files().iter().any(|name| name == "fonts/a.woff2"));
        assert_eq!(theme.files().len(), FILES.len() + 1);
    }

    #[test]
    fn without_search_only_the_script_of_the_site_is_written() {
        let off = Outputs { search: false, ..Outputs::DEFAULT };
        assert_eq!(Theme::new(&[], off).files().len(), FILES.len() - SEARCH_ONLY.len());
        assert!(
            Theme::new(&["templates/search.js".to_owned()], off).files().contains(&"search.js".to_owned())
        );
    }
}
