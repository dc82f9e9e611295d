//! Reads `base_url`, the URL of the site. It is written to server configuration, so special characters are rejected.

use percent_encoding::percent_decode_str;

use crate::data::MappingReader;
use crate::diagnostic::{Diagnostic, INVALID_URL};

/// Reads the URL of the site. A value that is reported counts as a URL, so that nothing reports it as missing.
pub(super) fn read_site_url(reader: &mut MappingReader<'_>) -> Option<String> {
    const KEY: &str = "base_url";
    let is_given = reader.has(KEY) || reader.is_misnamed(KEY);
    read_base_url(reader, KEY).or_else(|| is_given.then(|| "https://example.org/".to_owned()))
}

/// Reads the current or original URL of a site and adds a final `/`.
pub(super) fn read_base_url(reader: &mut MappingReader<'_>, key: &'static str) -> Option<String> {
    let url = reader.url(key)?;
    if url.value.contains(['?', '#']) {
        return reader.reject_value(
            format!("`{key}` must not contain `?` or `#`"),
            "write a URL such as `https://example.org/` or `https://example.org/briefings/`",
            url.span,
        );
    }
    if let Some(problem) = base_url_problem(&url.value) {
        let diagnostic = Diagnostic::new(&INVALID_URL, format!("`{key}` {problem}"));
        let help = "write a URL such as `https://example.org/` or `https://example.org/briefings/`";
        return reader.reject(diagnostic.help(help), url.span);
    }
    Some(if url.value.ends_with('/') { url.value } else { url.value + "/" })
}

/// Returns what is wrong with the URL of a site, as the predicate of a sentence.
fn base_url_problem(url: &str) -> Option<&'static str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.contains('@') {
        return Some("must not contain a user name or password");
    }
    if !is_host(host) {
        return Some("has an invalid host or port");
    }
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Some("has an invalid `%` escape in its path");
    };
    // A `%` that is left over was encoded twice or encodes nothing.
    if !decoded.chars().all(|c| c == '/' || is_plain(c)) {
        return Some("has characters in its path that are special to servers");
    }
    let path = decoded.strip_suffix('/').unwrap_or(&decoded);
    let is_relative = |segment: &str| segment.is_empty() || segment == "." || segment == "..";
    let has_encoded_slash = decoded.matches('/').count() != rest.matches('/').count().saturating_sub(1);
    if has_encoded_slash || (!path.is_empty() && path.split('/').any(is_relative)) || decoded == "/" {
        return Some("has an empty segment, `.` or `..` in its path");
    }
    None
}

/// Returns whether this is a host name or an IPv6 address in brackets, with an optional port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => {
            let is_valid =
                address.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
            if !is_valid || address.is_empty() {
                return false;
            }
            ("", port.strip_prefix(':').or(port.is_empty().then_some("80")))
        }
        None => host.split_once(':').map_or((host, Some("80")), |(name, port)| (name, Some(port))),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_name_char = |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '.');
    port.is_some_and(is_port) && name.chars().all(is_name_char) && !name.contains("..")
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '.' | '_' | '~' | '+' | '@' | ',' | '=')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_with_special_characters_are_rejected() {
        let valid = [
            "https://example.org",
            "https://example.org/",
            "https://example.org:8443/desk",
            "http://localhost:8000/a/b.c/~me/c++/",
            "http://[2001:db8::1]:8080/x/",
            "https://مثال.example/قديم/",
            "https://example.org/%D9%82%D8%AF%D9%8A%D9%85/",
        ];
        for url in valid {
            assert_eq!(base_url_problem(url), None, "{url}");
        }
        let invalid = [
            "https://user:word@example.org/",
            "https://user@example.org/",
            "https://example.org/../",
            "https://example.org/a/./b/",
            "https://example.org/%2e%2e/",
            "https://example.org/a/%2E/",
            "https://example.org//",
            "https://example.org/a//b/",
            "https://example.org/a%2fb/",
            "https://example.org/x;}server{listen/",
            "https://example.org/%3B%7D/",
            "https://example.org/a b/",
            "https://example.org/a%20b/",
            "https://example.org/a%0Ab/",
            "https://example.org/a\nb/",
            "https://example.org/a\"b/",
            "https://example.org/$uri/",
            "https://example.org/a%b/",
            "https://example.org/%ff/",
            "https://example.org/a\\b/",
            "https://example.org/a\u{202e}b/",
            "https://example.org/*/",
            "https://exam;ple.org/",
            "https://example..org/",
            "https://example.org:99999/",
            "https://example.org:+80/",
            "https://[::1/",
            "https://[::1]x/",
            "https://[]/",
        ];
        for url in invalid {
            assert!(base_url_problem(url).is_some(), "{url}");
        }
    }
}
