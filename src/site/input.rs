//! What a site is indexed from.

use std::sync::Arc;

use crate::briefing::ContentItem;
use crate::labels::PageLabels;
use crate::settings::Settings;

use super::publication::PublishFilter;

/// What a site is indexed from.
pub struct IndexInput {
    /// The content items, in the order of their paths.
    pub items: Vec<ContentItem>,
    /// The paths of all other files under `content/`.
    pub assets: Vec<Arc<str>>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The labels in the language of the site.
    pub labels: Arc<PageLabels>,
    /// The conditions of publication.
    pub filter: PublishFilter,
}

impl IndexInput {
    /// Returns whether two inputs differ at most in their items. Settings and labels are compared as values in memory.
    pub(super) fn is_same_but_items(&self, other: &Self) -> bool {
        self.assets == other.assets
            && Arc::ptr_eq(&self.settings, &other.settings)
            && Arc::ptr_eq(&self.labels, &other.labels)
            && self.filter == other.filter
    }
}
