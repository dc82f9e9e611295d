//! Which requests are answered: those of browsers on this computer to the addresses of this server.
//!
//! A page of another site can make a browser send requests here, also under a name of its own that leads to this computer.
//! So the name in `Host`, the page in `Origin` and what `Sec-Fetch-Site` says are compared with the server's own address, and
//! a request that writes needs the token of this run, which only pages of this server contain.

use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, StatusCode};

use super::route::{DECISION_PATH, PANEL_PATH};

/// The name of the header with the token.
const TOKEN_HEADER: &str = "x-dateline-token";
/// Maximum length of a path with its query in bytes.
const MAX_TARGET_BYTES: usize = 8 << 10;

/// Checks requests.
pub(super) struct Guard {
    port: u16,
    /// The token of this run: hexadecimal digits.
    token: String,
}

/// The reason why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) message: &'static str,
}

const fn refuse(status: StatusCode, message: &'static str) -> Result<(), Refusal> {
    Err(Refusal { status, message })
}

impl Guard {
    /// Creates a guard of the server on this port.
    pub(super) fn new(port: u16, token: String) -> Self {
        Self { port, token }
    }

    /// Returns the first reason why a request is refused.
    pub(super) fn check(&self, head: &Parts) -> Result<(), Refusal> {
        if ![Method::GET, Method::HEAD, Method::POST].contains(&head.method) {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "the methods are GET, HEAD and POST");
        }
        if head.uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET_BYTES) {
            return refuse(StatusCode::URI_TOO_LONG, "the path is too long");
        }
        self.check_host(head)?;
        self.check_origin(&head.headers)?;
        check_fetch_site(head)?;
        if head.method == Method::POST { self.check_post(head) } else { self.check_get(head) }
    }

    fn check_host(&self, head: &Parts) -> Result<(), Refusal> {
        let mut hosts = head.headers.get_all("host").iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return refuse(StatusCode::BAD_REQUEST, "a request needs one `Host` header");
        };
        let named = head.uri.authority().map(|authority| authority.as_str().as_bytes());
        let is_own = |host: &[u8]| self.own_hosts().iter().any(|own| own.as_bytes() == host);
        match is_own(host.as_bytes()) && named.is_none_or(is_own) {
            true => Ok(()),
            false => refuse(StatusCode::FORBIDDEN, "this server answers under 127.0.0.1 and localhost only"),
        }
    }

    fn check_origin(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let is_own = |origin: &[u8]| {
            self.own_hosts().iter().any(|own| origin.strip_prefix(b"http://") == Some(own.as_bytes()))
        };
        match headers.get_all("origin").iter().all(|origin| is_own(origin.as_bytes())) {
            true => Ok(()),
            false => refuse(StatusCode::FORBIDDEN, "requests of other sites are not answered"),
        }
    }

    /// Returns what follows `http://` in the addresses of this server.
    fn own_hosts(&self) -> Vec<String> {
        let names = ["127.0.0.1", "localhost"];
        let with_port = names.iter().map(|name| format!("{name}:{}", self.port));
        let without = names.iter().filter(|_| self.port == 80).map(|name| (*name).to_owned());
        with_port.chain(without).collect()
    }

    fn check_get(&self, head: &Parts) -> Result<(), Refusal> {
        match head.uri.path() {
            PANEL_PATH => self.check_token(&head.headers),
            DECISION_PATH => refuse(StatusCode::METHOD_NOT_ALLOWED, "decisions are sent with POST"),
            _ => Ok(()),
        }
    }

    fn check_post(&self, head: &Parts) -> Result<(), Refusal> {
        let media_type = head.headers.get("content-type").map(|value| value.as_bytes());
        if head.uri.path() != DECISION_PATH {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "only decisions are sent with POST");
        }
        if !head.headers.contains_key("origin") {
            return refuse(StatusCode::FORBIDDEN, "a decision needs an `Origin` header");
        }
        if media_type != Some(b"application/json") {
            return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a decision is sent as `application/json`");
        }
        self.check_token(&head.headers)
    }

    fn check_token(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let sent = headers.get(TOKEN_HEADER).map_or(&[][..], |value| value.as_bytes());
        // Hashes are compared in constant time, whatever is sent.
        match blake3::hash(sent) == blake3::hash(self.token.as_bytes()) {
            true => Ok(()),
            false => refuse(StatusCode::FORBIDDEN, "the page is from an earlier run; reload it"),
        }
    }
}

/// Refuses what a page of another site loads. A link from another site may be followed.
fn check_fetch_site(head: &Parts) -> Result<(), Refusal> {
    let text = |name: &str| head.headers.get(name).map_or(&[][..], |value| value.as_bytes());
    let is_foreign = !matches!(text("sec-fetch-site"), b"" | b"same-origin" | b"none");
    match is_foreign && (text("sec-fetch-mode") != b"navigate" || head.method == Method::POST) {
        true => refuse(StatusCode::FORBIDDEN, "requests of other sites are not answered"),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    /// Method, target, headers and status.
    type HeadCase<'c> = (&'c str, &'c str, &'c [(&'c str, &'c str)], u16);

    const TOKEN: (&str, &str) = (TOKEN_HEADER, "secret");
    const HOST: (&str, &str) = ("host", "127.0.0.1:4000");
    const ORIGIN: (&str, &str) = ("origin", "http://127.0.0.1:4000");
    const JSON: (&str, &str) = ("content-type", "application/json");

    /// Returns the status of a refusal, or 200.
    fn status(method: &str, target: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        let guard = Guard::new(4000, "secret".to_owned());
        guard.check(&head).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn only_own_pages_are_answered() {
        let local = ("host", "localhost:4000");
        let cross = ("sec-fetch-site", "cross-site");
        let cases: &[HeadCase<'_>] = &[
            ("GET", "/", &[HOST], 200),
            ("HEAD", "/", &[local], 200),
            ("GET", "/", &[], 400),
            ("GET", "/", &[HOST, local], 400),
            ("GET", "/", &[("host", "evil.example:4000")], 403),
            ("GET", "/", &[("host", "127.0.0.1:4001")], 403),
            ("GET", "/", &[("host", "127.0.0.1")], 403),
            ("GET", "/", &[("host", "127.0.0.1.evil.example:4000")], 403),
            ("GET", "http://evil.example/", &[HOST], 403),
            ("GET", "http://localhost:4000/", &[HOST], 200),
            ("GET", "/", &[HOST, ORIGIN], 200),
            ("GET", "/", &[HOST, ("origin", "null")], 403),
            ("GET", "/", &[HOST, ("origin", "https://127.0.0.1:4000")], 403),
            ("GET", "/", &[HOST, ("origin", "http://evil.example")], 403),
            ("GET", "/style.css", &[HOST, cross, ("sec-fetch-mode", "no-cors")], 403),
            ("GET", "/style.css", &[HOST, ("sec-fetch-site", "same-site")], 403),
            ("GET", "/", &[HOST, cross, ("sec-fetch-mode", "navigate")], 200),
            ("GET", PANEL_PATH, &[HOST], 403),
            ("GET", PANEL_PATH, &[HOST, TOKEN], 200),
            ("GET", DECISION_PATH, &[HOST, TOKEN], 405),
            ("POST", "/", &[HOST, ORIGIN, JSON, TOKEN], 405),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, JSON, TOKEN], 200),
            ("POST", DECISION_PATH, &[HOST, JSON, TOKEN], 403),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, TOKEN], 415),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, TOKEN, ("content-type", "text/plain")], 415),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, JSON], 403),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, JSON, (TOKEN_HEADER, "guess")], 403),
            ("POST", DECISION_PATH, &[HOST, ORIGIN, JSON, TOKEN, cross], 403),
            ("PUT", "/", &[HOST], 405),
            ("DELETE", "/", &[HOST], 405),
            ("OPTIONS", DECISION_PATH, &[HOST], 405),
        ];
        for (method, target, headers, expected) in cases {
            assert_eq!(status(method, target, headers), *expected, "{method} {target} {headers:?}");
        }
        let long = format!("/{}", "a".repeat(MAX_TARGET_BYTES));
        assert_eq!(status("GET", &long, &[HOST]), 414);
    }
}
