//! Reads `[csp]`: sources of other hosts. They are written to headers and server configuration, so only plain sources pass.

use crate::data::{DataNode, DataValue, KeySchema, MappingReader};
use crate::diagnostic::{Diagnostic, INVALID_URL};
use crate::settings::{PolicyDirective, PolicySources};
use crate::text::Spanned;

pub(super) static CSP: KeySchema = KeySchema {
    noun: "`[csp]`",
    known: &["frames", "forms", "pictures", "media", "scripts", "styles", "connections"],
    synonyms: &[
        ("frame", "frames"),
        ("frame_src", "frames"),
        ("iframes", "frames"),
        ("embeds", "frames"),
        ("form_action", "forms"),
        ("images", "pictures"),
        ("img_src", "pictures"),
        ("media_src", "media"),
        ("video", "media"),
        ("script", "scripts"),
        ("script_src", "scripts"),
        ("style_src", "styles"),
        ("connect", "connections"),
        ("connect_src", "connections"),
    ],
    entries: &[],
};

pub(super) fn read_csp(reader: &mut MappingReader<'_>) -> PolicySources {
    let Some((pairs, span)) = reader.map("csp") else { return PolicySources::default() };
    let read = |entry: &mut MappingReader<'_>| {
        let mut sources = PolicySources::default();
        for (key, directive) in PolicyDirective::ALL {
            let written = entry.texts(key);
            let checked = written.into_iter().filter_map(|source| check_source(entry, key, source));
            sources.add(directive, checked.collect());
        }
        sources
    };
    reader.entry("csp", &CSP, DataNode::new(DataValue::Map(pairs), span), read).unwrap_or_default()
}

/// Returns a source. A `/` directly after the host is left out, because it would allow only the root page.
fn check_source(entry: &mut MappingReader<'_>, key: &'static str, source: Spanned<String>) -> Option<String> {
    let is_root = source.value.matches('/').count() == 3;
    let written = source.value.strip_suffix('/').filter(|_| is_root).unwrap_or(&source.value);
    if is_host_source(written) {
        return Some(written.to_owned());
    }
    let diagnostic =
        Diagnostic::new(&INVALID_URL, format!("`{}` is not a source that `{key}` can have", source.value));
    let help =
        "write a host with `https://`, such as `https://player.example.org` or `https://*.example.org`";
    entry.reject(diagnostic.help(help), source.span)
}

/// Returns whether a text is a host with `https`, perhaps with a wildcard for its first label, a port and a path.
fn is_host_source(source: &str) -> bool {
    let Some(rest) = source.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    // A wildcard for a whole top-level domain would allow hosts of anyone.
    let is_host = name.contains('.') && name.split('.').all(is_label);
    let is_path = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte));
    is_host && port.parse::<u16>().is_ok() && is_path && !path.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_plain_hosts() {
        let valid = [
            "https://example.org",
            "https://*.example.org",
            "https://player.example.org:8443/embed/v1",
            "https://xn--bcher-kva.example",
        ];
        for source in valid {
            assert!(is_host_source(source), "{source}");
        }
        let invalid = [
            "",
            "*",
            "https://*",
            "https://*.org",
            "https://localhost",
            "http://example.org",
            "example.org",
            "'unsafe-inline'",
            "data:",
            "https:",
            "https://example.org; script-src *",
            "https://example.org 'unsafe-eval'",
            "https://a.*.example.org",
            "https://user@example.org",
            "https://example.org:http",
            "https://example.org/a?b",
            "https://example.org/../b",
            "https://example.org\"\nHeader",
            "https://-a.example.org",
            "https://exämple.org",
        ];
        for source in invalid {
            assert!(!is_host_source(source), "{source}");
        }
    }
}
