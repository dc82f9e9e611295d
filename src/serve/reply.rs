//! Responses: their headers, and the bytes of a file or of a page with the script of the preview.

use hyper::body::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use hyper::{Response, StatusCode};

use super::guard::Refusal;
use super::live::hash;
use super::route::OWN_FOLDER;

/// Headers of every response. Nothing of a preview is indexed, stored, framed or loaded by another site.
const ALWAYS: [(&str, &str); 6] = [
    ("x-robots-tag", "noindex"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];
/// The policy of responses that are no files of the site.
const OWN_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// Name of the header that restricts what a page may load and run.
const POLICY: &str = "content-security-policy";

/// Returns a response with the headers of every response.
pub(super) fn reply(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(HeaderName::from_static(POLICY), HeaderValue::from_static(OWN_POLICY));
    response
}

/// Returns a response with a hash of its body, so that browsers ask for it again only when it has changed.
pub(super) fn with_tag(mut response: Response<Bytes>) -> Response<Bytes> {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", hash(response.body()))) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Returns a response with the headers that the published file has. Values that are no header are left out.
pub(super) fn with_headers(
    mut response: Response<Bytes>,
    headers: &[(&'static str, String)],
) -> Response<Bytes> {
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Lets the script of the preview talk to this server, and adds nothing else to the policy of a page. A policy that allows
/// requests to the site itself stays as it is. `host` is that of the request.
pub(super) fn allow_client(headers: &mut [(&'static str, String)], host: &str) {
    let own = format!("http://{host}{OWN_FOLDER}");
    for (_, policy) in headers.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case(POLICY)) {
        // The first directive of a name counts, so a second one would be ignored.
        match policy.find("connect-src ") {
            Some(_) if policy.contains("connect-src 'self'") => {}
            Some(start) => policy.insert_str(start + "connect-src ".len(), &format!("{own} ")),
            None => policy.push_str(&format!("; connect-src {own}")),
        }
    }
}

/// Returns plain text.
pub(super) fn text(status: StatusCode, text: impl Into<Bytes>) -> Response<Bytes> {
    reply(status, "text/plain; charset=utf-8", text)
}

/// Returns JSON.
pub(super) fn json(status: StatusCode, json: String) -> Response<Bytes> {
    reply(status, "application/json", json)
}

/// Returns a redirect within the site.
pub(super) fn redirect(location: &str) -> Response<Bytes> {
    let mut response = text(StatusCode::FOUND, "");
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// Returns the response to a refused request.
pub(super) fn refusal(refusal: &Refusal) -> Response<Bytes> {
    let mut response = text(refusal.status, format!("{}\n", refusal.message));
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert("allow", HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_gets_one_more_source() {
        let mut headers = vec![("Content-Security-Policy", "script-src 'self'".to_owned())];
        allow_client(&mut headers, "localhost:4000");
        let expected = "script-src 'self'; connect-src http://localhost:4000/_dateline/";
        assert_eq!(headers[0].1, expected);
        headers[0].1 = "connect-src https://a.example; form-action 'none'".to_owned();
        allow_client(&mut headers, "localhost:4000");
        let expected = "connect-src http://localhost:4000/_dateline/ https://a.example; form-action 'none'";
        assert_eq!(headers[0].1, expected);
        let with_search = "script-src 'self'; connect-src 'self'";
        headers[0].1 = with_search.to_owned();
        allow_client(&mut headers, "localhost:4000");
        assert_eq!(headers[0].1, with_search);
    }
}
