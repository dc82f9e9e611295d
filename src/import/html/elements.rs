//! What elements of HTML are in Markdown.

use super::super::report::ReportKind;
use crate::document::html_tokens::attribute;

/// Returns a number of a list that Markdown can hold.
pub(super) fn list_number(tag: &str, name: &str) -> Option<usize> {
    const MAX_NUMBER: usize = 99_999_999;
    attribute(tag, name)?.trim().parse().ok().filter(|number| *number <= MAX_NUMBER)
}

/// Returns the mark of a heading; the title of the page is the only one of the first level.
pub(super) fn heading_marker(name: &str) -> &'static str {
    match name {
        "h1" | "h2" => "## ",
        "h3" => "### ",
        "h4" => "#### ",
        "h5" => "##### ",
        _ => "###### ",
    }
}

/// Returns the language in the class of a code block.
pub(super) fn language(tag: &str) -> String {
    let class = attribute(tag, "class").unwrap_or_default();
    let word = class
        .split_whitespace()
        .find_map(|word| word.strip_prefix("language-").or_else(|| word.strip_prefix("lang-")));
    word.unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+')).collect()
}

/// Returns whether an element begins a paragraph of its own.
pub(super) fn is_block(name: &str) -> bool {
    const NAMES: [&str; 34] = [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "optgroup",
        "option",
        "p",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ];
    NAMES.contains(&name)
}

/// Returns the id of an element, if a heading of Markdown can have it.
pub(super) fn heading_id(tag: &str) -> Option<&str> {
    let id = attribute(tag, "id").or_else(|| attribute(tag, "name"))?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    (!id.is_empty() && id.len() <= 200 && id.chars().all(is_part)).then_some(id)
}

/// Returns what is lost of an element within text.
pub(super) fn lost_meaning(name: &str, tag: &str) -> Option<(ReportKind, String)> {
    match name {
        "mark" if !tag.starts_with("</") => Some((ReportKind::LostMarkup, "highlight".to_owned())),
        "abbr" | "acronym" => {
            let title = attribute(tag, "title").filter(|title| !title.trim().is_empty())?;
            Some((ReportKind::LeftOut, format!("meaning of an abbreviation: {title}")))
        }
        _ => None,
    }
}
