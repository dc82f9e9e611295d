//! Capitalization.

/// Returns the text with its first char in upper case.
pub fn capitalize_first(text: &str) -> String {
    let mut chars = text.chars();
    let mut capitalized = String::with_capacity(text.len());
    capitalized.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    capitalized.push_str(chars.as_str());
    capitalized
}
