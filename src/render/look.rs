//! The look: the templates, the stylesheet and whatever else stands beside them, built into the program and
//! overridden file by file by what a site has under `templates/`.

/// A file of the look that is written as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookFile {
    /// Built into the program.
    BuiltIn(&'static [u8]),
    /// A site's own, by its path below the site's folder.
    Own(String),
}

macro_rules! texts {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),*] };
}

/// The templates of the look by name: those of pages, then what they include.
pub(super) const TEMPLATES: &[(&str, &str)] = texts! {
    "base.html" "home.html" "briefing.html" "actor.html" "venue.html" "topic.html" "index.html" "chronology.html"
    "archive.html" "plain.html" "not-found.html" "redirect.html" "corrections.html"
    "asof.html" "companions.html" "crumbs.html" "date.html" "days.html" "dossier.html" "elsewhere.html" "entry.html"
    "event.html" "facts.html" "pager.html" "part.html" "profile-head.html" "statement.html" "toc.html" "when.html"
    "year.html"
};

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_bytes!(concat!("../../templates/", $name)))),*] };
}

/// The files of the look that are written as they are.
const FILES: &[(&str, &[u8])] =
    files! { "style.css" "favicon.svg" "redirect.js" "icon-192.png" "icon-512.png" };

/// Which files of the look a site shows.
#[derive(Clone, Debug)]
pub struct Look {
    names: Vec<String>,
    files: Vec<LookFile>,
}

impl Look {
    /// The look's files, and a site's own; `own` are paths below the site's folder, such as `templates/style.css`.
    pub fn new(own: &[String]) -> Self {
        let name = |path: &String| path.strip_prefix("templates/").unwrap_or(path).to_owned();
        let mut all: Vec<(String, LookFile)> =
            own.iter().map(|path| (name(path), LookFile::Own(path.clone()))).collect();
        for (name, bytes) in FILES {
            if !all.iter().any(|(own, _)| own == name) {
                all.push(((*name).to_owned(), LookFile::BuiltIn(bytes)));
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
    pub fn file(&self, at: usize) -> Option<&LookFile> {
        self.files.get(at)
    }
}
