//! Texts in quotes, and curly quotes that were meant for straight ones.

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// The text between curly quotes, where it stands in them as a whole.
pub(super) fn within_curly(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '”', '„', '‘', '’', '‚'])?.strip_suffix(['”', '“', '’', '‘'])?;
    (!inner.is_empty() && !inner.contains(['“', '”', '„'])).then_some(inner)
}

/// The text that was likely meant: without the quotes around it, straight or curly, in quotes that work.
pub(super) fn requoted(text: &str) -> String {
    let straight = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    quoted(straight.or_else(|| within_curly(text)).unwrap_or(text))
}
