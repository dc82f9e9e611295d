//! Quoting of text, and curly quotes written in place of straight ones.

/// Returns the text as a YAML string in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// Returns the text between curly quotes that enclose all of it.
pub(super) fn within_curly(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '”', '„', '‘', '’', '‚'])?.strip_suffix(['”', '“', '’', '‘'])?;
    (!inner.is_empty() && !inner.contains(['“', '”', '„'])).then_some(inner)
}

/// Returns the text in double quotes, in place of straight or curly quotes that enclose it.
pub(super) fn requoted(text: &str) -> String {
    let straight = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    quoted(straight.or_else(|| within_curly(text)).unwrap_or(text))
}
