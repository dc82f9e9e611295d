//! A reader of prose that is made for the first page that must be read.

use std::sync::{Arc, OnceLock};

use crate::facts::languages::Languages;
use crate::settings::Settings;
use crate::site::as_of::AsOf;
use crate::site::names::Registry;

use super::reader::ProseReader;

/// What readings depend on.
pub(in crate::site) struct ProseInput<'a> {
    pub(in crate::site) settings: &'a Arc<Settings>,
    pub(in crate::site) as_of: &'a AsOf,
    pub(in crate::site) registry: &'a Registry,
    pub(in crate::site) languages: &'a Languages,
}

/// Makes the reader of prose when the first page is read.
pub(super) struct LazyReader<'a> {
    input: ProseInput<'a>,
    reader: OnceLock<ProseReader<'a>>,
}

impl<'a> LazyReader<'a> {
    pub(super) fn new(input: ProseInput<'a>) -> Self {
        Self { input, reader: OnceLock::new() }
    }

    pub(super) fn get(&self) -> &ProseReader<'a> {
        let ProseInput { settings, as_of, registry, languages } = self.input;
        self.reader.get_or_init(|| ProseReader::new(settings, as_of.instant(), registry, languages))
    }
}
