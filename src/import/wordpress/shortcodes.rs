//! The HTML of a post, without shortcodes.

use std::collections::BTreeSet;

use crate::import::report::{FileLog, ReportKind};

/// Returns the HTML of a post: blank lines are paragraphs, and shortcodes are HTML.
pub(in crate::import) fn post_html(content: &str, log: &mut FileLog) -> String {
    let html = without_shortcodes(content, log);
    // The comment of a reusable block holds its number; its text is another item.
    for (at, mark) in html.match_indices("<!-- wp:block ") {
        let comment = html[at + mark.len()..].split("-->").next().unwrap_or_default();
        log.push((
            ReportKind::LeftOut,
            format!("reusable block {}", comment.trim().trim_end_matches('/').trim()),
        ));
    }
    if html.contains("<!-- wp:") {
        return html;
    }
    let mut output = String::with_capacity(html.len());
    let mut is_code = false;
    for line in html.split('\n') {
        is_code = is_code || line.contains("<pre");
        match line.trim() {
            _ if is_code => output.push_str(line),
            "" => output.push_str("<p>"),
            line => output.push_str(&format!("{line}<br>")),
        }
        output.push('\n');
        is_code = is_code && !line.contains("</pre>");
    }
    output
}

/// Replaces `[name …]` by HTML, and reports names without a rule.
fn without_shortcodes(content: &str, log: &mut FileLog) -> String {
    let ends = end_names(content);
    let (mut output, mut rest) = (String::with_capacity(content.len()), content);
    while let Some(open) = rest.find('[') {
        output.push_str(&rest[..open]);
        let after = &rest[open..];
        let tag = after.find(']').map(|end| &after[..=end]);
        let Some(tag) = tag.filter(|tag| is_shortcode(tag, &ends)) else {
            output.push('[');
            rest = &after[1..];
            continue;
        };
        let name = tag.trim_matches(['[', ']', '/']).split([' ', '\n']).next().unwrap_or_default();
        let (kind, html) = match (name, tag.starts_with("[/")) {
            ("caption", false) => (ReportKind::Shortcode, "<figure>".to_owned()),
            ("caption", true) => (ReportKind::Shortcode, "</figure>".to_owned()),
            ("code" | "sourcecode", is_end) => {
                (ReportKind::Shortcode, if is_end { "</pre>" } else { "<pre>" }.to_owned())
            }
            ("embed", _) => (ReportKind::Shortcode, String::new()),
            ("audio" | "video", false) => {
                let file = ["src", "mp4", "mp3"]
                    .iter()
                    .find_map(|key| shortcode_value(tag, key))
                    .unwrap_or_default();
                (
                    ReportKind::Shortcode,
                    if file.is_empty() { String::new() } else { format!("<iframe src=\"{file}\"></iframe>") },
                )
            }
            _ => (ReportKind::UnknownShortcode, String::new()),
        };
        log.push((kind, name.to_owned()));
        output.push_str(&html);
        rest = &after[tag.len()..];
    }
    output + rest
}

/// Returns the names in ends of shortcodes, `[/name]`.
fn end_names(content: &str) -> BTreeSet<&str> {
    content.split("[/").skip(1).filter_map(|rest| rest.split_once(']')).map(|(name, _)| name).collect()
}

/// Returns whether brackets hold a shortcode: an end, a known name, a name with an end, or a name with arguments.
fn is_shortcode(tag: &str, ends: &BTreeSet<&str>) -> bool {
    const KNOWN: [&str; 9] =
        ["caption", "gallery", "embed", "audio", "video", "playlist", "code", "sourcecode", "toc"];
    let inner = tag.trim_matches(['[', ']']);
    let name = inner.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_name
        && (inner.starts_with('/') || KNOWN.contains(&name) || ends.contains(name) || inner.contains("=\""))
}

fn shortcode_value<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let start = tag.find(&format!("{key}=\""))? + key.len() + 2;
    tag[start..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_become_html() {
        let cases = [
            ("One\ntwo\n\nThree [sic]", "One<br>\ntwo<br>\n<p>\nThree [sic]<br>\n"),
            ("<!-- wp:paragraph -->\n<p>A</p>", "<!-- wp:paragraph -->\n<p>A</p>"),
            (
                "[caption id=\"a\"]<img src=\"x.png\"> B[/caption]",
                "<figure><img src=\"x.png\"> B</figure><br>\n",
            ),
            ("[strange a=\"b\"]c[/strange]", "c<br>\n"),
            ("[vc_row][vc_column width=\"1/2\"]d[/vc_column][/vc_row]", "d<br>\n"),
            ("<pre>\na\n\nb</pre>\nc", "<pre>\na\n\nb</pre>\nc<br>\n"),
        ];
        for (content, expected) in cases {
            assert_eq!(post_html(content, &mut FileLog::new()), expected, "{content}");
        }
    }
}
