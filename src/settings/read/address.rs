//! `base_url`: where a site stands. Servers are told of it, so nothing may stand in it that means something to one.

use percent_encoding::percent_decode_str;

use crate::data::MappingReader;
use crate::diagnostic::{BAD_ADDRESS, Diagnostic};

/// Where a site stands or stood; ends in `/`.
pub(super) fn base_url(reader: &mut MappingReader<'_>, key: &'static str) -> Option<String> {
    let address = reader.url(key)?;
    if address.value.contains(['?', '#']) {
        return reader.reject_value(
            format!("`{key}` is where a site stands, without `?` and `#`"),
            "write it as `https://example.org/` or `https://example.org/briefings/`",
            address.span,
        );
    }
    if let Some(fault) = fault(&address.value) {
        let note = Diagnostic::new(&BAD_ADDRESS, format!("`{key}` {fault}"));
        let help = "write it as `https://example.org/` or `https://example.org/briefings/`";
        return reader.reject(note.help(help), address.span);
    }
    Some(if address.value.ends_with('/') { address.value } else { address.value + "/" })
}

/// What is wrong with an address of a site, as the end of a sentence.
fn fault(address: &str) -> Option<&'static str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.contains('@') {
        return Some("holds a user or a password, which everybody could read");
    }
    if !is_host(host) {
        return Some("has no plain host");
    }
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Some("has a `%` in its path that stands for no letter");
    };
    // What is encoded twice, and a `%` that encodes nothing, is left over.
    if !decoded.chars().all(|letter| letter == '/' || is_plain(letter)) {
        return Some("has signs in its path that mean something to servers");
    }
    let path = decoded.strip_suffix('/').unwrap_or(&decoded);
    let climbs = |part: &str| part.is_empty() || part == "." || part == "..";
    let hidden_slash = decoded.matches('/').count() != rest.matches('/').count().saturating_sub(1);
    if hidden_slash || (!path.is_empty() && path.split('/').any(climbs)) || decoded == "/" {
        return Some("has an empty part, `.` or `..` in its path");
    }
    None
}

/// A name of letters, digits, hyphens and dots, or an address in brackets; and a port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => {
            let sound = address.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
            if !sound || address.is_empty() {
                return false;
            }
            ("", port.strip_prefix(':').or(port.is_empty().then_some("80")))
        }
        None => host.split_once(':').map_or((host, Some("80")), |(name, port)| (name, Some(port))),
    };
    let number = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    let letter = |letter: char| letter.is_alphanumeric() || is_mark(letter) || matches!(letter, '-' | '.');
    port.is_some_and(number) && name.chars().all(letter) && !name.contains("..")
}

fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric()
        || is_mark(letter)
        || matches!(letter, '-' | '.' | '_' | '~' | '+' | '@' | ',' | '=')
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_nothing_to_servers() {
        let sound = [
            "https://example.org",
            "https://example.org/",
            "https://example.org:8443/desk",
            "http://localhost:8000/a/b.c/~me/c++/",
            "http://[2001:db8::1]:8080/x/",
            "https://مثال.example/قديم/",
            "https://example.org/%D9%82%D8%AF%D9%8A%D9%85/",
        ];
        for address in sound {
            assert_eq!(fault(address), None, "{address}");
        }
        let refused = [
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
        for address in refused {
            assert!(fault(address).is_some(), "{address}");
        }
    }
}
