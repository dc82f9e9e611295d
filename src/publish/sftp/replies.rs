//! What the program `sftp` prints.

/// Beginnings of lines about commands that may fail: `-rm`, `-rmdir`, `-ls` and `-get`.
const EXPECTED: [&str; 6] =
    ["Connected to", "remote delete", "remote rmdir", "remote readdir", "Can't ls:", "File \""];

/// Returns why a batch failed, on one line. Commands that may fail are left out; of the folders that could not be made only the
/// first that did not exist is named, because all below it fail too.
pub(super) fn reasons(errors: &str) -> String {
    let lines = errors.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !EXPECTED.iter().any(|beginning| line.starts_with(beginning)));
    let (folders, others): (Vec<&str>, Vec<&str>) = lines
        .partition(|line| line.starts_with("remote mkdir") || line.starts_with("Couldn't create directory"));
    let refused = folders.into_iter().find(|line| !line.ends_with(": Failure"));
    let reasons: Vec<String> = refused.into_iter().chain(others).map(with_cause).collect();
    match reasons.is_empty() {
        true => "the connection was lost; run the command again to send the rest".to_owned(),
        false => reasons.join("; "),
    }
}

/// Returns whether a batch failed because a file could not be renamed.
pub(super) fn is_rename(reason: &str) -> bool {
    reason.contains("remote rename") || reason.contains("Couldn't rename")
}

/// Adds the usual cause to an error that servers give without one.
fn with_cause(line: &str) -> String {
    let is_write = line.starts_with("write remote") || line.starts_with("Couldn't write to remote file");
    match is_write && line.ends_with("Failure") {
        true => format!("{line} (the disk of the server may be full)"),
        false => line.to_owned(),
    }
}

/// Returns path and size of a regular file in a line of `ls -ln`.
pub(super) fn listed_file(line: &str) -> Option<(String, u64)> {
    let mut rest = line.strip_prefix('-')?;
    let mut fields = Vec::new();
    // Mode, links, owner, group, size, month, day, time or year.
    for _ in 0..8 {
        let (field, after) = rest.trim_start().split_once(' ')?;
        fields.push(field);
        rest = after;
    }
    Some((without_octal(rest), fields.get(4)?.parse().ok()?))
}

/// Reads the bytes that `sftp` prints as `\303\251` where the locale is not UTF-8.
fn without_octal(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match after.get(..3).filter(|_| *first == b'\\').and_then(octal) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn octal(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_keep_the_reason() {
        let refused =
            "Connected to h.\nssh: connect to host h port 22: Connection refused\r\nConnection closed.  \r\n";
        let made = "remote mkdir \"/srv\": Failure\nremote mkdir \"/srv/www\": Failure\n";
        let cut = format!(
            "remote readdir(\"/srv/www/.dateline-parts/\"): No such file or directory\n\
             remote delete /srv/www/.dateline-parts/*: No such file or directory\n{made}"
        );
        let closed = format!(
            "{made}remote mkdir \"/srv/www/a\": Permission denied\nremote mkdir \"/srv/www/a/b\": No such file or directory\n\
             dest open \"/srv/www/.dateline-parts/0\": No such file or directory\n"
        );
        let full = format!("{made}write remote \"/srv/www/.dateline-parts/3\": Failure\n");
        let cases = [
            (refused, "ssh: connect to host h port 22: Connection refused; Connection closed."),
            (&cut, "the connection was lost; run the command again to send the rest"),
            (
                &closed,
                "remote mkdir \"/srv/www/a\": Permission denied; dest open \"/srv/www/.dateline-parts/0\": No such file or directory",
            ),
            (
                &full,
                "write remote \"/srv/www/.dateline-parts/3\": Failure (the disk of the server may be full)",
            ),
        ];
        for (errors, expected) in cases {
            assert_eq!(reasons(errors), expected);
        }
    }

    #[test]
    fn a_rename_that_was_refused_is_told_from_other_errors() {
        let refused =
            "remote rename \"/srv/.dateline-parts/manifest\" to \"/srv/.dateline-manifest.json\": Failure";
        assert!(is_rename(&reasons(refused)));
        assert!(!is_rename(&reasons("dest open \"/srv/.dateline-parts/0\": Permission denied")));
    }

    #[test]
    fn lists_have_sizes() {
        let cases = [
            (
                "-rw-r--r--    ? desk     desk         4670 Nov 30 21:11 /srv/a b.html",
                Some(("/srv/a b.html", 4670)),
            ),
            (
                "-rw-r--r--    1 1001     1001            0 Jan  3  2025 /srv/\\303\\251.html",
                Some(("/srv/é.html", 0)),
            ),
            ("drwxr-xr-x    ? desk     desk         4096 Nov 30 21:11 /srv/a", None),
            ("sftp> -ls -ln \"/srv/a\"", None),
            ("-rw", None),
        ];
        for (line, expected) in cases {
            let listed = listed_file(line);
            assert_eq!(listed.as_ref().map(|(path, size)| (&**path, *size)), expected, "{line}");
        }
    }
}
