//! English names of months.

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the name of a month, 1 to 12.
pub(super) fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month).clamp(1, 12) - 1]
}

/// Parses a name or its abbreviation of at least three letters: `April`, `apr.`. Returns 1 to 12.
pub(super) fn parse_month_name(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_lowercase();
    let index = MONTHS.iter().position(|name| {
        name.to_lowercase() == word || (word.len() >= 3 && name.to_lowercase().starts_with(&word))
    })?;
    Some(index + 1)
}
