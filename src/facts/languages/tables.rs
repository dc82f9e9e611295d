//! The sources of a language: its tables before they are compiled.

/// The tables of a language, as text or compiled.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts) struct LanguageTables<'t> {
    /// The primary subtag, in lower case.
    pub(in crate::facts) tag: &'static str,
    /// The words of dates by class.
    pub(in crate::facts) date_words: &'t str,
    /// The rules of dates.
    pub(in crate::facts) date_rules: &'t str,
    /// The named days.
    pub(in crate::facts) named_days: &'t str,
    /// The names of zones.
    pub(in crate::facts) date_zones: &'t str,
    /// The lists of words.
    pub(in crate::facts) lists: &'t [&'t str],
    /// The words of drafts; may be empty.
    #[cfg(feature = "site")]
    pub(in crate::facts) draft: &'t str,
    /// The compiled gazetteer.
    pub(in crate::facts) gazetteer: &'static [u8],
    /// The weights of the model of names; may be empty.
    pub(in crate::facts) weights: &'static [u8],
}
