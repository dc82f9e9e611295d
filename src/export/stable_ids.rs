//! Ids that stay: what is read in a feed or calendar is known by them however its slug or its site's address changes.

use crate::site::Site;

/// A `urn:uuid:` made from where the site stood first and a key that names one thing of it.
pub(super) fn urn(site: &Site, key: &str) -> String {
    let settings = &site.settings;
    let base = settings.feeds.original_base_url.as_ref().or(settings.base_url.as_ref());
    // No address holds a line end, so no two pairs are one text.
    format!("urn:uuid:{}", uuid([base.map_or("", String::as_str), key]))
}

/// A UUID of version 8 (RFC 9562), from a hash: the same parts give the same id on every machine.
pub(super) fn uuid<const N: usize>(parts: [&str; N]) -> String {
    let hash = blake3::hash(parts.join("\n").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut id = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        id.extend([byte >> 4, byte & 0x0f].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    id
}
