//! The tables of English.

use super::tables::LanguageTables;

/// The tables of English.
pub(super) const TABLES: LanguageTables<'static> = LanguageTables {
    tag: "en",
    date_words: include_str!("en/dates/words.txt"),
    date_rules: include_str!("en/dates/rules.txt"),
    named_days: include_str!("en/dates/named-days.txt"),
    date_zones: include_str!("en/dates/zones.txt"),
    lists: &[
        include_str!("en/tokens.txt"),
        include_str!("en/grammar.txt"),
        include_str!("en/dates/lists.txt"),
        include_str!("en/names/lists.txt"),
        include_str!("en/quotations.txt"),
    ],
    #[cfg(feature = "site")]
    draft: include_str!("en/draft.txt"),
    gazetteer: include_bytes!("en/names/names.bin"),
    weights: include_bytes!("en/names/weights.bin"),
};
