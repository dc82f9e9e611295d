//! What all readings of prose depend on besides the page.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::facts::languages::Languages;
use crate::settings::Settings;
use crate::site::names::Registry;

use super::names::{NameFinder, NamesWithPages};
use super::reader::ProseReader;

/// What readings depend on: the settings, the instant of the build, and the names of the site.
pub(in crate::site) struct ProseBasis {
    pub(super) settings: Arc<Settings>,
    /// The instant that the site is built for.
    pub(super) as_of: Timestamp,
    registry: Arc<Registry>,
    languages: Arc<Languages>,
    /// The names for each language, made for the first page that is read.
    names: Arc<OnceLock<Vec<NamesWithPages>>>,
}

impl ProseBasis {
    pub(in crate::site) fn new(
        settings: Arc<Settings>,
        as_of: Timestamp,
        registry: Arc<Registry>,
        languages: Arc<Languages>,
    ) -> Self {
        Self { settings, as_of, registry, languages, names: Arc::default() }
    }

    /// Returns the same with another instant.
    pub(super) fn at(&self, as_of: Timestamp) -> Self {
        Self {
            settings: self.settings.clone(),
            as_of,
            registry: self.registry.clone(),
            languages: self.languages.clone(),
            names: self.names.clone(),
        }
    }

    /// Returns a reader of prose.
    pub(super) fn reader(&self) -> ProseReader<'_> {
        let (actors, venues) = (&self.registry.actors.entries, &self.registry.venues.entries);
        let names = self.names.get_or_init(|| {
            self.languages.iter().map(|language| NamesWithPages::new(actors, venues, language)).collect()
        });
        let finders = self.languages.iter().zip(names);
        let finders = finders.map(|(language, names)| NameFinder::new(language, names)).collect();
        ProseReader::new(&self.settings, self.as_of, &self.registry, finders)
    }
}
