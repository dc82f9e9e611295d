//! Destinations and labels as Markdown.

use std::ops::Range;

/// Returns the range of a destination that begins at an offset.
pub(super) fn destination_range(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(start..end)?;
    let start = start + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    if rest.starts_with('<') {
        let length = rest.find('>')? + 1;
        return Some(start..start + length);
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (index, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + index),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(start..start + index),
            _ => {}
        }
    }
    Some(start..start + rest.len())
}

/// Returns a destination as Markdown.
pub(super) fn written(target: &str) -> String {
    let needs_brackets = target.is_empty()
        || target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    if !needs_brackets {
        return target.to_owned();
    }
    target
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            c if c.is_whitespace() => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

pub(super) fn link_text(alt: &str, name: &str) -> String {
    if alt.trim().is_empty() { name.replace(['[', ']', '*', '_'], " ") } else { alt.to_owned() }
}

/// Returns whether a path begins with a host, such as `www.example.org/x` or `example.org`.
pub(super) fn is_bare_host(path: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["com", "org", "net", "gov", "edu", "io", "eu", "uk", "de", "fr", "int", "info", "us", "dev"];
    let host = path.split('/').next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    is_plain && !host.starts_with('.') && (host.starts_with("www.") || ENDINGS.contains(&ending))
}

/// Folds the label of a reference link.
pub(in crate::import) fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found() {
        let cases = [
            ("[a](b \"c\")", 4, "b"),
            ("[a](<b c>)", 4, "<b c>"),
            ("[a](b(c)d)", 4, "b(c)d"),
            ("[a]( b )", 4, "b"),
        ];
        for (text, start, expected) in cases {
            let range = destination_range(text, start, text.len()).expect("a range");
            assert_eq!(&text[range], expected, "{text}");
        }
    }

    #[test]
    fn hosts_without_scheme_are_recognised() {
        for host in ["www.example.zz/a", "example.org", "a.example.gov/x"] {
            assert!(is_bare_host(host), "{host}");
        }
        for path in ["a/b.org", "notes.md", "../x.com", "a b.org", ""] {
            assert!(!is_bare_host(path), "{path}");
        }
    }
}
