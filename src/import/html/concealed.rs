//! Elements that browsers do not show.

use super::super::report::{FileLog, ReportKind};
use crate::document::html_tokens::{HtmlToken, attribute, tag_name};

/// Elements without text and end tag.
const VOID: [&str; 10] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "source", "wbr"];

/// Returns whether a start tag hides its element: `hidden`, `display: none`, `visibility: hidden`.
pub(super) fn is_concealed(tag: &str) -> bool {
    if !tag.contains("hidden") && !tag.contains("none") && !tag.contains("HIDDEN") && !tag.contains("NONE") {
        return false;
    }
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let rules = style.split(';').map(|rule| rule.trim_end_matches("!important"));
    attribute(tag, "hidden").is_some()
        || rules.into_iter().any(|rule| matches!(rule, "display:none" | "visibility:hidden"))
}

/// Returns whether an element has no end tag.
pub(super) fn is_void(tag: &str) -> bool {
    tag.ends_with("/>") || VOID.contains(&&*tag_name(tag))
}

/// Removes the elements that browsers do not show, and reports their text.
pub(super) fn shown<'t>(tokens: Vec<HtmlToken<'t>>, log: &mut FileLog) -> Vec<HtmlToken<'t>> {
    let mut shown = Vec::with_capacity(tokens.len());
    let (mut open, mut text): (Option<(String, usize)>, String) = (None, String::new());
    for token in tokens {
        let Some((name, depth)) = &mut open else {
            match token {
                HtmlToken::Start(tag) if is_concealed(tag) => {
                    open = (!is_void(tag)).then(|| (tag_name(tag), 1));
                }
                token => shown.push(token),
            }
            continue;
        };
        match token {
            HtmlToken::Text(part) => text.push_str(part),
            HtmlToken::Start(tag) if tag_name(tag) == *name && !is_void(tag) => {
                // A paragraph ends where the next one begins.
                if *name == "p" && !is_concealed(tag) {
                    open = None;
                    shown.push(token);
                } else {
                    *depth += 1;
                }
            }
            HtmlToken::End(tag) if tag_name(tag) == *name => *depth -= 1,
            _ => {}
        }
        if open.as_ref().is_none_or(|(_, depth)| *depth == 0) {
            open = None;
            report_concealed(&std::mem::take(&mut text), log);
        }
    }
    report_concealed(&text, log);
    shown
}

/// Reports the text of a hidden element.
pub(super) fn report_concealed(text: &str, log: &mut FileLog) {
    let words = crate::text::on_one_line(text.trim()).trim().to_owned();
    if !words.is_empty() {
        log.push((ReportKind::LeftOut, format!("hidden: {words}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::html_tokens::tokens;

    #[test]
    fn hidden_elements_are_left_out() {
        let cases = [
            ("a<p hidden>b<b>c</b></p>d", "ad", 1),
            ("<div style='Display: NONE'>a<div>b</div>c</div>d", "d", 1),
            ("<span style=\"color:red; display:none!important\">a</span>b", "b", 1),
            ("<p hidden>a<p>b", "b", 1),
            ("<img hidden>a<input type=hidden>b", "ab", 0),
            ("<p class='hidden none'>a</p>", "a", 0),
            ("<p style='display:block'>none</p>", "none", 0),
            ("<div hidden>a", "", 1),
        ];
        for (html, expected, reported) in cases {
            let mut log = FileLog::new();
            let texts =
                shown(tokens(html), &mut log).into_iter().filter(|token| matches!(token, HtmlToken::Text(_)));
            assert_eq!(texts.map(HtmlToken::text).collect::<String>(), expected, "{html}");
            assert_eq!(log.len(), reported, "{html}");
        }
    }
}
