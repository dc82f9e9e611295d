//! The limits of hosts that a site may exceed. docs/hosting.md lists them with their sources.

use std::fmt::Write;

/// The limits of a host. `None` means that it states none.
struct HostLimits {
    name: &'static str,
    files: Option<usize>,
    /// Size of the whole site in bytes.
    bytes: Option<u64>,
    /// Size of a file in bytes.
    file_bytes: Option<u64>,
}

const MIB: u64 = 1024 * 1024;

const HOSTS: [HostLimits; 3] = [
    HostLimits { name: "Cloudflare Pages", files: Some(20_000), bytes: None, file_bytes: Some(25 * MIB) },
    HostLimits { name: "GitHub Pages", files: None, bytes: Some(1_000_000_000), file_bytes: Some(100 * MIB) },
    HostLimits { name: "GitLab Pages", files: Some(200_000), bytes: Some(1024 * MIB), file_bytes: None },
];

/// Returns a line for each limit that an output exceeds; empty if it exceeds none.
pub(super) fn host_notes(files: usize, bytes: u64, largest: u64) -> String {
    let mut text = String::new();
    for host in &HOSTS {
        if let Some(limit) = host.files.filter(|limit| files > *limit) {
            let _ = writeln!(text, "note: {} accepts at most {limit} files", host.name);
        }
        if let Some(limit) = host.bytes.filter(|limit| bytes > *limit) {
            let _ = writeln!(text, "note: {} accepts at most {}", host.name, format_bytes(limit));
        }
        if let Some(limit) = host.file_bytes.filter(|limit| largest > *limit) {
            let (limit, largest) = (format_bytes(limit), format_bytes(largest));
            let _ = writeln!(
                text,
                "note: {} accepts files of at most {limit}; the largest has {largest}",
                host.name
            );
        }
    }
    text
}

/// Formats a size in bytes, kB, MB or GB with three digits.
pub(super) fn format_bytes(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["bytes", "kB", "MB", "GB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 999.5 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} bytes"),
        _ if size < 9.995 => format!("{size:.2} {}", UNITS[unit]),
        _ if size < 99.95 => format!("{size:.1} {}", UNITS[unit]),
        _ => format!("{size:.0} {}", UNITS[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_digits() {
        let cases = [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1.00 kB"),
            (9_994, "9.99 kB"),
            (9_996, "10.0 kB"),
            (99_960, "100 kB"),
            (999_600, "1.00 MB"),
            (220_000_000, "220 MB"),
            (1_500_000_000, "1.50 GB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(format_bytes(bytes), expected, "{bytes}");
        }
    }

    #[test]
    fn each_exceeded_limit_is_named() {
        let cases = [
            ((20_000, 1_000_000_000, 25 * MIB), ""),
            ((20_001, 0, 0), "note: Cloudflare Pages accepts at most 20000 files\n"),
            ((9, 1_000_000_001, 0), "note: GitHub Pages accepts at most 1.00 GB\n"),
            (
                (9, 0, 26 * MIB),
                "note: Cloudflare Pages accepts files of at most 26.2 MB; the largest has 27.3 MB\n",
            ),
        ];
        for ((files, bytes, largest), expected) in cases {
            assert_eq!(host_notes(files, bytes, largest), expected);
        }
    }
}
