//! Ids that do not change with slugs or `base_url`, by which feed readers and calendars recognise entries.

use crate::site::Site;

/// Returns a `urn:uuid:` for the original base URL of the site and a key.
pub(super) fn urn(site: &Site, key: &str) -> String {
    let settings = &site.settings;
    let base = settings.feeds.original_base_url.as_ref().or(settings.base_url.as_ref());
    // URLs contain no line breaks, so different pairs give different hashes.
    format!("urn:uuid:{}", uuid([base.map_or("", String::as_str), key]))
}

/// Returns a UUID of version 8 (RFC 9562) from a hash of the parts, the same on every machine.
pub(super) fn uuid<const N: usize>(parts: [&str; N]) -> String {
    let hash = blake3::hash(parts.join("\n").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut id = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        id.extend([byte >> 4, byte & 0x0f].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    id
}
