//! A page as the browser gets it: the bytes of a build, and after them the script of the preview.

use std::collections::BTreeMap;

use hyper::body::Bytes;
use serde::Serialize;

use super::route::OWN_FOLDER;
use crate::labels::PageLabels;
use crate::render::escape_html;

/// The script of the preview.
pub(super) const CLIENT_SCRIPT: &str = include_str!("client/preview.js");
/// Its styles.
pub(super) const CLIENT_STYLES: &str = include_str!("client/preview.css");
/// The labels that the script shows.
const LABELS: [&str; 29] = [
    "preview-panel",
    "preview-toggle",
    "preview-close",
    "preview-draft",
    "preview-loading",
    "preview-failed",
    "preview-facts",
    "preview-no-facts",
    "preview-proposals",
    "preview-no-proposals",
    "preview-hints",
    "preview-no-hints",
    "preview-several-files",
    "preview-keys",
    "preview-accept",
    "preview-edit",
    "preview-reject",
    "preview-save",
    "preview-cancel",
    "preview-line",
    "preview-accepted",
    "preview-rejected",
    "preview-errors",
    "preview-last-good",
    "preview-no-page",
    "preview-help",
    "preview-more-errors",
    "preview-offline",
    "preview-waits",
];

/// What the script gets with its page.
#[derive(Serialize)]
pub(super) struct ClientData<'p> {
    /// The planned file of the page.
    pub(super) file: &'p str,
    pub(super) token: &'p str,
    /// Whether the page shows a draft.
    pub(super) draft: bool,
    pub(super) labels: BTreeMap<&'static str, &'p str>,
}

/// Returns the labels of the script.
pub(super) fn client_labels(labels: &PageLabels) -> BTreeMap<&'static str, &str> {
    LABELS.iter().map(|id| (*id, labels.get(id))).collect()
}

/// Adds the script to a page. `state` is the state of the page as JSON.
pub(super) fn with_client(page: &[u8], data: &ClientData<'_>, state: &str) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_default();
    let script = format!(
        "<script src=\"{OWN_FOLDER}preview.js\" defer data-page=\"{}\" data-state=\"{}\"></script>\n",
        escape_html(&data),
        escape_html(state)
    );
    // Parsers take a script after the end of the document into the body.
    [page, script.as_bytes()].concat().into()
}
