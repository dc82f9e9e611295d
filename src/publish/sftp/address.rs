//! The address of a folder on a server, as users write it.

use percent_encoding::percent_decode_str;

/// A folder on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SftpAddress {
    /// Host with an optional user, as `sftp` takes it.
    pub(super) host: String,
    pub(super) port: Option<String>,
    /// Path of the folder on the server; relative to the home folder unless it begins with `/`.
    pub(super) folder: String,
}

const FORM: &str = "write the place as `sftp://user@host/path`";

impl SftpAddress {
    /// Reads `sftp://[user@]host[:port]/path`, with `%20` for a space as `sftp` does, the same without `sftp://`, or
    /// `[user@]host:path` as `scp` takes it. A path that begins with `~/` is relative to the home folder.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let rest = match text.split_once("://") {
            Some(("sftp", rest)) => percent_decode_str(rest).decode_utf8().map_err(|_| FORM)?.into_owned(),
            Some(_) => return Err(FORM.to_owned()),
            None => as_url(text),
        };
        let (server, path) = rest.split_once('/').ok_or(FORM)?;
        let (host, port) = match server.rsplit_once(':') {
            Some((host, "")) => (host, None),
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, Some(port.to_owned()))
            }
            _ => (server, None),
        };
        let path = path.trim_end_matches('/');
        // A host that begins with a hyphen would be an option.
        if host.is_empty() || host.starts_with('-') || path.is_empty() || rest.contains(['\n', '\r']) {
            return Err(FORM.to_owned());
        }
        let folder = path.strip_prefix("~/").map_or_else(|| format!("/{path}"), str::to_owned);
        Ok(Self { host: host.to_owned(), port, folder })
    }
}

/// Returns `host/path` for `host:path`, where the path is relative to the home folder unless it begins with `/`.
fn as_url(text: &str) -> String {
    match text.split_once(':') {
        Some((host, path)) if path.starts_with('/') => format!("{host}{path}"),
        Some((host, path)) if path.starts_with(|c: char| !c.is_ascii_digit()) && !host.contains('/') => {
            format!("{host}/~/{}", path.trim_start_matches("~/"))
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let cases = [
            ("sftp://desk@example.org/srv/site/", Ok(("desk@example.org", None, "/srv/site"))),
            ("example.org:2222/~/site", Ok(("example.org", Some("2222"), "site"))),
            ("desk@example.org:/srv/site", Ok(("desk@example.org", None, "/srv/site"))),
            ("desk@example.org:sites/desk", Ok(("desk@example.org", None, "sites/desk"))),
            ("sftp://example.org:/srv/site", Ok(("example.org", None, "/srv/site"))),
            ("sftp://example.org/srv/my%20site", Ok(("example.org", None, "/srv/my site"))),
            ("example.org:/srv/50%20", Ok(("example.org", None, "/srv/50%20"))),
            ("sftp://example.org/srv%0Aput", Err(())),
            ("sftp://example.org/%FF", Err(())),
            ("ftp://example.org/srv/site", Err(())),
            ("https://example.org/srv/site", Err(())),
            ("example.org:", Err(())),
            ("sftp://example.org", Err(())),
            ("sftp://-oProxyCommand=x/site", Err(())),
            ("example.org/", Err(())),
        ];
        for (text, expected) in cases {
            let address = SftpAddress::parse(text);
            let read =
                address.as_ref().map(|it| (&*it.host, it.port.as_deref(), &*it.folder)).map_err(|_| ());
            assert_eq!(read, expected, "{text}");
        }
    }
}
