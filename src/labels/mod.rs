//! Labels: every text of a page that does not come from the content. A message file of Project Fluent has those of one
//! language; the English one is built in, and a site adds others under `templates/labels/`.
//!
//! Constant labels are resolved once. A label that a site's file lacks is taken from the English file.

mod check;
mod messages;

pub use check::untranslated_labels;
pub use messages::LabelValue;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::date::DateWords;
use crate::text::Source;

use messages::MessageFile;

/// The English message file.
const ENGLISH: &str = include_str!("../../templates/labels/en.ftl");
/// The language of that file.
const ENGLISH_TAG: &str = "en";
/// The folder of a site's message files.
const FOLDER: &str = "templates/labels/";

/// The labels of a site in its language.
pub struct PageLabels {
    english: MessageFile,
    /// The site's own file and its messages.
    own: Option<(Source, MessageFile)>,
    /// PageLabels without variables, by id.
    constants: FxHashMap<String, String>,
    dates: DateWords,
}

impl std::fmt::Debug for PageLabels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PageLabels").field("own", &self.own_path()).finish_non_exhaustive()
    }
}

impl PageLabels {
    /// Reads the labels of a language: those of the site's file for it, or else for its primary language, and the English
    /// ones for all others.
    pub fn load(site_files: &[Source], language: &str) -> Outcome<Self> {
        let (english, _) = MessageFile::parse(ENGLISH, ENGLISH_TAG);
        let mut diagnostics = check::unused_files(site_files, language);
        let own = own_file(site_files, language);
        let own = own.filter(|source| {
            let nested = check::deep_nesting(source);
            diagnostics.extend(nested.clone());
            nested.is_none()
        });
        let own = own.map(|source| {
            let (messages, errors) = MessageFile::parse(&source.text, language);
            diagnostics.extend(check::syntax_errors(source, &errors));
            diagnostics.extend(check::unknown_references(source, &messages, &english));
            if errors.is_empty() && !is_english(language) {
                diagnostics.extend(check::missing_labels(source, &messages, &english));
            }
            (source.clone(), messages)
        });
        Outcome::new(Self::new(english, own), diagnostics)
    }

    /// Returns the English labels.
    pub fn english() -> Self {
        Self::new(MessageFile::parse(ENGLISH, ENGLISH_TAG).0, None)
    }

    fn new(english: MessageFile, own: Option<(Source, MessageFile)>) -> Self {
        let mut labels = Self { english, own, constants: FxHashMap::default(), dates: DateWords::english() };
        let constants = labels.ids().filter(|id| labels.file_of(id).is_some_and(|file| file.is_constant(id)));
        labels.constants = constants.map(|id| (id.to_owned(), labels.format(id, &[]))).collect();
        labels.dates = DateWords::new(
            |id, number| labels.format(id, &[("number", number.into())]),
            |id| labels.date_pattern(id),
        );
        labels
    }

    /// Returns the text of a label without variables; the id if there is none.
    pub fn get<'l>(&'l self, id: &'l str) -> &'l str {
        self.constants.get(id).map_or(id, String::as_str)
    }

    /// Returns the text of a label with its variables replaced; the id if there is no such label.
    pub fn format(&self, id: &str, values: &[(&str, LabelValue<'_>)]) -> String {
        self.file_of(id).and_then(|file| file.format(id, values)).unwrap_or_else(|| id.to_owned())
    }

    /// Returns the words of dates.
    pub fn dates(&self) -> &DateWords {
        &self.dates
    }

    /// Returns the items with separators between them: `a, b, c`.
    pub fn list(&self, items: &[&str]) -> String {
        items.join(self.get("list-separator"))
    }

    /// Returns the items as part of a sentence: `a, b and c`.
    pub fn sentence_list(&self, items: &[&str]) -> String {
        match items {
            [first @ .., last] if !first.is_empty() => {
                [&self.list(first), self.get("list-last-separator"), last].concat()
            }
            _ => self.list(items),
        }
    }

    /// Returns the title of a year; `None` is that of the dates without one.
    pub fn year_title(&self, year: Option<i64>) -> String {
        year.map_or_else(|| self.get("date-not-known").to_owned(), |year| self.dates.year_title(year))
    }

    /// Returns all ids: those of the English file, then others of the site's own file.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().flat_map(|(_, own)| own.ids());
        self.english.ids().chain(own.filter(|id| !self.english.has(id)))
    }

    /// Returns the variables of a label; `None` if there is no such label.
    pub fn variables(&self, id: &str) -> Option<&[String]> {
        self.english.variables(id).or_else(|| self.own.as_ref()?.1.variables(id))
    }

    /// Returns whether the labels are in the language that was asked for, at least in part.
    pub fn are_in(&self, language: &str) -> bool {
        self.own.is_some() || is_english(language)
    }

    /// Returns the path of the site's own file that is used, if it has one.
    pub fn own_path(&self) -> Option<&str> {
        self.own.as_ref().map(|(source, _)| &*source.path)
    }

    /// Returns diagnostics for labels of the site's own file that neither the theme nor any template uses. `used` are the
    /// ids in the templates.
    pub fn unused(&self, used: &[&str]) -> Vec<Diagnostic> {
        let unused =
            |(source, own): &(Source, MessageFile)| check::unused_labels(source, own, &self.english, used);
        self.own.as_ref().map(unused).unwrap_or_default()
    }

    fn file_of(&self, id: &str) -> Option<&MessageFile> {
        let own = self.own.as_ref().map(|(_, own)| own).filter(|own| own.has(id));
        own.or_else(|| Some(&self.english).filter(|english| english.has(id)))
    }

    /// Returns a pattern of dates with its variables in braces, as [`DateWords`] reads it.
    fn date_pattern(&self, id: &str) -> String {
        let variables = self.file_of(id).and_then(|file| file.variables(id)).unwrap_or_default();
        let values = variables.iter().map(|name| (&**name, format!("{{{name}}}").into()));
        self.format(id, &values.collect::<Vec<_>>())
    }
}

fn is_english(language: &str) -> bool {
    primary_language(language).eq_ignore_ascii_case(ENGLISH_TAG)
}

fn primary_language(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Returns the file for a language, or else for its primary language.
fn own_file<'s>(files: &'s [Source], language: &str) -> Option<&'s Source> {
    let named = |name: &str| files.iter().find(|file| file_language(file).eq_ignore_ascii_case(name));
    named(language).or_else(|| named(primary_language(language)))
}

/// Returns the language that a file is named after.
fn file_language(file: &Source) -> &str {
    let name = file.path.strip_prefix(FOLDER).unwrap_or(&file.path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests;
