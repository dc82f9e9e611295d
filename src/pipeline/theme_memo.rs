//! Settings, labels and templates, kept between runs.

use std::sync::Arc;

use crate::diagnostic::Outcome;
use crate::labels::PageLabels;
use crate::render::Templates;
use crate::settings::{self, Settings};
use crate::text::Source;

use super::BuildRequest;

/// The settings, labels and templates of the last run. Each is made again only if its sources have changed.
#[derive(Default)]
pub(super) struct ThemeMemo {
    settings: Kept<(Source, bool), Option<Arc<Settings>>>,
    labels: Kept<(Vec<Source>, String), Arc<PageLabels>>,
    templates: Kept<(Vec<Source>, Vec<Source>, String), Arc<Templates>>,
}

impl ThemeMemo {
    /// Returns the settings in a source. A preview has no exports.
    pub(super) fn settings(
        &mut self,
        source: &Source,
        request: &BuildRequest,
    ) -> Outcome<Option<Arc<Settings>>> {
        let key = (source.clone(), request.include_drafts);
        self.settings.get_or_make(key, || {
            let Outcome { value: mut settings, diagnostics } = settings::read_settings(source);
            if let Some(settings) = settings.as_mut().filter(|_| request.include_drafts) {
                settings.outputs = settings.outputs.of_preview();
            }
            Outcome::new(settings.map(Arc::new), diagnostics)
        })
    }

    /// Returns the labels in a language.
    pub(super) fn labels(&mut self, sources: &[Source], language: &str) -> Outcome<Arc<PageLabels>> {
        self.labels.get_or_make((sources.to_vec(), language.to_owned()), || {
            let labels = PageLabels::load(sources, language);
            Outcome::new(Arc::new(labels.value), labels.diagnostics)
        })
    }

    /// Returns the templates, which show the labels that were asked for last.
    pub(super) fn templates(
        &mut self,
        sources: &[Source],
        labels: &Arc<PageLabels>,
    ) -> Outcome<Arc<Templates>> {
        let (label_sources, language) = self.labels.key().cloned().unwrap_or_default();
        self.templates.get_or_make((sources.to_vec(), label_sources, language), || {
            let templates = Templates::load(sources, labels);
            Outcome::new(Arc::new(templates.value), templates.diagnostics)
        })
    }
}

/// The last value with all that it was made from.
struct Kept<K, V>(Option<(K, Outcome<V>)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V: Clone> Kept<K, V> {
    fn key(&self) -> Option<&K> {
        self.0.as_ref().map(|(key, _)| key)
    }

    /// Returns the last value if it was made from `key`, else a new one.
    fn get_or_make(&mut self, key: K, make: impl FnOnce() -> Outcome<V>) -> Outcome<V> {
        if let Some((_, value)) = self.0.as_ref().filter(|(last, _)| *last == key) {
            return value.clone();
        }
        let value = make();
        self.0 = Some((key, value.clone()));
        value
    }
}
