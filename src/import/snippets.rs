//! Snippets of MkDocs: `--8<-- "file"`.

use super::report::{FileLog, ReportKind};
use super::tree::{SourceTree, normalized};

/// The maximum length of a page with its snippets, in bytes.
const MAX_LEN: usize = 4 << 20;

/// Returns a body with its snippets included; snippets within snippets are not.
pub(super) fn included(body: &str, tree: &SourceTree, log: &mut FileLog) -> String {
    if !body.contains("--8<--") {
        return body.to_owned();
    }
    let mut output = String::with_capacity(body.len());
    for line in body.lines() {
        let name = line.trim().strip_prefix("--8<--").map(|name| name.trim().trim_matches(['"', '\'']));
        let text = name.and_then(|name| snippet(name, tree));
        match (name, text) {
            (None, _) => output.push_str(line),
            (Some(name), Some(text)) if output.len() + text.len() < MAX_LEN => {
                log.push((ReportKind::Include, name.to_owned()));
                output.push_str(text);
            }
            (Some(name), _) => log.push((ReportKind::BrokenInclude, name.to_owned())),
        }
        output.push('\n');
    }
    output
}

fn snippet<'t>(name: &str, tree: &'t SourceTree) -> Option<&'t str> {
    let folders = ["", "includes/", "docs/", "docs/includes/", "snippets/"];
    let mut paths = folders.iter().filter_map(|folder| normalized(&format!("{folder}{name}")));
    paths.find_map(|path| tree.texts.get(&path)).map(String::as_str)
}
