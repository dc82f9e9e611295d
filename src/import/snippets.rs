//! Snippets of MkDocs: `--8<-- "file"`.

use serde_json::Value;

use super::config::SourceConfig;
use super::front::texts;
use super::report::{FileLog, ReportKind};
use super::tree::{SourceTree, normalized};

/// The mark of a snippet, and of its sections.
const MARK: &str = "--8<--";
/// The maximum length of a page with its snippets, in bytes.
const MAX_LEN: usize = 4 << 20;

/// The folders of snippets of a site.
pub(super) fn folders(config: &SourceConfig) -> Vec<String> {
    let extensions = config.values.get("markdown_extensions");
    let options = extensions.and_then(|value| match value {
        Value::Array(list) => list.iter().find_map(|entry| entry.get("pymdownx.snippets")),
        value => value.get("pymdownx.snippets"),
    });
    let own = options.and_then(|options| options.get("base_path")).map(texts).unwrap_or_default();
    let own = own.iter().map(|path| format!("{}/", path.trim_matches(['.', '/'])));
    let usual = ["", "includes/", "docs/", "docs/includes/", "snippets/"].map(str::to_owned);
    own.chain(usual).map(|path| if path == "/" { String::new() } else { path }).collect()
}

/// Returns a body with its snippets included; snippets within snippets are not.
pub(super) fn included(body: &str, tree: &SourceTree, config: &SourceConfig, log: &mut FileLog) -> String {
    if !body.contains(MARK) {
        return body.to_owned();
    }
    let folders = folders(config);
    let mut output = String::with_capacity(body.len());
    let mut in_block = false;
    for line in body.lines() {
        let words = line.trim();
        let name = match words.strip_prefix(MARK) {
            Some("") => {
                in_block = !in_block;
                continue;
            }
            Some(name) => Some(name.trim().trim_matches(['"', '\''])),
            None => Some(words).filter(|name| in_block && !name.is_empty()),
        };
        let text = name.and_then(|name| snippet(name, tree, &folders));
        match (name, text) {
            (None, _) => output.push_str(line),
            (Some(name), Some(text)) if output.len() + text.len() < MAX_LEN => {
                log.push((ReportKind::Include, name.to_owned()));
                let indent = &line[..line.len() - line.trim_start().len()];
                output.push_str(indent);
                output.push_str(&text.trim_end().replace('\n', &format!("\n{indent}")));
            }
            (Some(name), _) => log.push((ReportKind::BrokenInclude, name.to_owned())),
        }
        output.push('\n');
    }
    output
}

/// Returns the text of a snippet: a file, a section of it (`file:name`) or some of its lines (`file:3:7`).
fn snippet(name: &str, tree: &SourceTree, folders: &[String]) -> Option<String> {
    let file = |name: &str| {
        let mut paths = folders.iter().filter_map(|folder| normalized(&format!("{folder}{name}")));
        paths.find_map(|path| tree.texts.get(&path))
    };
    if let Some(text) = file(name) {
        return Some(lines(text, None, None));
    }
    let (name, part) = name.split_once(':')?;
    let text = file(name)?;
    let (from, to) = part.split_once(':').unwrap_or((part, ""));
    let number = |text: &str| text.parse::<usize>().ok();
    if number(from).is_none() && !from.is_empty() {
        return section(text, from);
    }
    Some(lines(text, number(from), number(to)))
}

/// Returns some lines of a text, without the marks of sections.
fn lines(text: &str, from: Option<usize>, to: Option<usize>) -> String {
    let first = from.unwrap_or(1).saturating_sub(1);
    let lines = text.lines().skip(first).take(to.map_or(usize::MAX, |to| to.saturating_sub(first)));
    lines.filter(|line| !line.contains(MARK)).map(|line| format!("{line}\n")).collect()
}

/// Returns the lines between `--8<-- [start:name]` and `--8<-- [end:name]`.
fn section(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("{MARK} [start:{name}]"))?;
    let (inner, _) = rest.split_once(&format!("{MARK} [end:{name}]"))?;
    let inner = inner.split_once('\n')?.1;
    let end = inner.rfind('\n').map_or(0, |end| end + 1);
    Some(lines(&inner[..end], None, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_included() {
        let mut tree = SourceTree::default();
        let text = "A\n<!-- --8<-- [start:s] -->\nB\n<!-- --8<-- [end:s] -->\nC\n";
        tree.texts.insert("parts/a.md".to_owned(), text.to_owned());
        let values =
            serde_json::json!({"markdown_extensions": {"pymdownx.snippets": {"base_path": ["./parts"]}}});
        let values = values.as_object().cloned().unwrap_or_default();
        let config = SourceConfig { values, ..SourceConfig::default() };
        let cases = [
            ("x\n--8<-- \"a.md\"\n", "x\nA\nB\nC\n"),
            ("- y\n    --8<-- 'a.md:s'\n", "- y\n    B\n"),
            ("--8<--\na.md:5:5\n--8<--\nz\n", "C\nz\n"),
            ("--8<-- \"none.md\"\n", "\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(included(body, &tree, &config, &mut FileLog::new()), expected, "{body}");
        }
    }
}
