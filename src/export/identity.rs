//! Ids that stay: what is read in a feed or calendar is known by them however its slug or its site's address changes.

use crate::site::Site;

/// A `urn:uuid:` made from where the site stood first and a key that names one thing of it.
pub(super) fn urn(site: &Site, key: &str) -> String {
    let settings = &site.settings;
    let base = settings.feeds.first_base_url.as_ref().or(settings.base_url.as_ref());
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
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d, e] = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("{a}-{b}-{c}-{d}-{e}")
}
