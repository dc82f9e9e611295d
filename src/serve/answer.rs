//! Answers requests that the guard has let pass. Each is answered from one state of the site.

use hyper::body::Bytes;
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};

use super::client_page::{CLIENT_SCRIPT, CLIENT_STYLES, ClientData, client_labels, with_client};
use super::decision;
use super::live::{LiveSite, RenderedFile, Revision};
use super::panel;
use super::reply::{allow_client, json, redirect, reply, text, with_headers, with_tag};
use super::route::{DECISION_PATH, OWN_FOLDER, PANEL_PATH, RequestTarget, query_value, target};
use super::signal::MAX_WAIT;
use crate::export::published_headers;
use crate::labels::PageLabels;
use crate::page::PageKind;
use crate::text::media_type;
use crate::workspace::Snapshot;

/// The page for missing URLs.
const NOT_FOUND_FILE: &str = "404.html";

/// Answers a request.
pub(super) fn answer(live: &LiveSite<'_>, token: &str, head: &Parts, body: &[u8]) -> Response<Bytes> {
    // A page that is asked for after a file was saved has what was saved.
    live.signal.wait_until_done(MAX_WAIT);
    let path = head.uri.path();
    if let Some(own) = path.strip_prefix(OWN_FOLDER) {
        return match (own, path) {
            ("preview.js", _) => with_tag(reply(StatusCode::OK, media_type(path), CLIENT_SCRIPT)),
            ("preview.css", _) => with_tag(reply(StatusCode::OK, media_type(path), CLIENT_STYLES)),
            (_, PANEL_PATH) => panel_of(live, head),
            (_, DECISION_PATH) if head.method == Method::POST => decision::answer(live, body),
            _ => text(StatusCode::NOT_FOUND, "there is no such file\n"),
        };
    }
    let revision = live.current();
    let Some(snapshot) = revision.snapshot.as_deref() else {
        return PageReply { live, token, head, revision: &revision }.without_site(path);
    };
    let base = format!("/{}", snapshot.site().decoded_host_path().trim_matches('/'));
    let base = if base == "/" { base } else { format!("{base}/") };
    let page = PageReply { live, token, head, revision: &revision };
    match target(path, &base, |file| snapshot.page(file).is_some()) {
        None => text(StatusCode::BAD_REQUEST, "the path cannot be read\n"),
        Some(RequestTarget::Folder(folder)) => {
            let query = head.uri.query().map_or_else(String::new, |query| format!("?{query}"));
            redirect(&format!("{folder}{query}"))
        }
        Some(RequestTarget::File(file)) => page.file(snapshot, &file),
        Some(RequestTarget::Missing(file)) => page.missing(snapshot, &file),
    }
}

fn panel_of(live: &LiveSite<'_>, head: &Parts) -> Response<Bytes> {
    let revision = live.current();
    let file = query_value(head.uri.query(), "file").unwrap_or_default();
    match revision.snapshot.as_deref() {
        Some(snapshot) => json(StatusCode::OK, panel::panel_json(live, &revision, snapshot, &file)),
        None => text(StatusCode::SERVICE_UNAVAILABLE, "the site has errors\n"),
    }
}

/// Makes the response with a file of the site.
struct PageReply<'a> {
    live: &'a LiveSite<'a>,
    token: &'a str,
    head: &'a Parts,
    revision: &'a Revision,
}

impl PageReply<'_> {
    fn file(&self, snapshot: &Snapshot, file: &str) -> Response<Bytes> {
        let Some(rendered) = self.live.render(self.revision, file) else {
            return self.missing(snapshot, file);
        };
        let kind = snapshot.page(file).map(|page| page.kind);
        let is_page = file.ends_with(".html")
            && !matches!(kind, Some(PageKind::Asset(_) | PageKind::ThemeFile(_) | PageKind::Export(_)));
        let headers = published_headers(snapshot.site(), file);
        if is_page {
            let status =
                if rendered.bytes.is_empty() { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
            return self.page(status, snapshot, file, &rendered, headers);
        }
        if rendered.errors.count > 0 {
            return text(StatusCode::INTERNAL_SERVER_ERROR, "this file cannot be made; see the terminal\n");
        }
        with_headers(with_tag(reply(StatusCode::OK, media_type(file), rendered.bytes.clone())), &headers)
    }

    /// Returns the page for missing URLs. It is replaced when the file appears.
    fn missing(&self, snapshot: &Snapshot, file: &str) -> Response<Bytes> {
        let headers = published_headers(snapshot.site(), NOT_FOUND_FILE);
        match self.live.render(self.revision, NOT_FOUND_FILE) {
            Some(rendered) => self.page(StatusCode::NOT_FOUND, snapshot, file, &rendered, headers),
            None => text(StatusCode::NOT_FOUND, "there is no such page\n"),
        }
    }

    fn page(
        &self,
        status: StatusCode,
        snapshot: &Snapshot,
        file: &str,
        rendered: &RenderedFile,
        mut headers: Vec<(&'static str, String)>,
    ) -> Response<Bytes> {
        let host = self.head.headers.get("host").and_then(|host| host.to_str().ok());
        allow_client(&mut headers, host.unwrap_or_default());
        let draft = panel::is_draft(snapshot, file);
        let data =
            ClientData { file, token: self.token, draft, labels: client_labels(&snapshot.site().labels) };
        let body = with_client(&rendered.bytes, &data, &self.live.page_state(self.revision, file));
        with_headers(with_tag(reply(status, media_type("page.html"), body)), &headers)
    }

    /// Returns the page that shows the errors before there is a site.
    fn without_site(&self, path: &str) -> Response<Bytes> {
        let labels = PageLabels::english();
        let Some(RequestTarget::Missing(file)) = target(path, "/", |_| false) else {
            return text(StatusCode::BAD_REQUEST, "the path cannot be read\n");
        };
        let data =
            ClientData { file: &file, token: self.token, draft: false, labels: client_labels(&labels) };
        let title = labels.get("preview-no-page");
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<main><h1>{title}</h1></main>\n"
        );
        let state = self.live.page_state(self.revision, &file);
        let own = "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'";
        let mut headers = vec![("content-security-policy", own.to_owned())];
        let host = self.head.headers.get("host").and_then(|host| host.to_str().ok());
        allow_client(&mut headers, host.unwrap_or_default());
        let body = with_client(page.as_bytes(), &data, &state);
        with_headers(reply(StatusCode::INTERNAL_SERVER_ERROR, media_type("page.html"), body), &headers)
    }
}
