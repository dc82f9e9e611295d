//! Anchors of HTML at headings of Markdown, which become the ids of the headings.

use std::borrow::Cow;

use super::super::spans::CodeFence;
use super::elements::heading_id;
use crate::document::html_tokens::{HtmlToken, tag_name, tokens};

/// Gives headings the id of an anchor in them, or in a line of its own above them.
pub(super) fn at_headings(text: &str) -> Cow<'_, str> {
    let has_anchor = ["<a ", "<span ", "<div "].iter().any(|tag| text.contains(tag));
    if !has_anchor || !text.contains('#') || !(text.contains("id=") || text.contains("name=")) {
        return Cow::Borrowed(text);
    }
    let (mut output, mut fence, mut above) = (String::with_capacity(text.len()), CodeFence::default(), None);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if fence.has(words) || words.is_empty() {
            output.push_str(line);
            continue;
        }
        let id =
            if is_heading(words) { anchor(words).or(above).filter(|_| !words.ends_with('}')) } else { None };
        above = anchor(words).filter(|_| is_anchor_alone(words));
        match id {
            Some(id) => output.push_str(&format!("{words} {{#{id}}}{}", &line[words.len()..])),
            None => output.push_str(line),
        }
    }
    Cow::Owned(output)
}

fn is_heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
}

/// Returns the id of the first anchor of a line.
fn anchor(line: &str) -> Option<&str> {
    if !line.contains('<') {
        return None;
    }
    tokens(line).into_iter().find_map(|token| match token {
        HtmlToken::Start(tag) if matches!(&*tag_name(tag), "a" | "span" | "div") => heading_id(tag),
        _ => None,
    })
}

/// Returns whether a line has no text besides tags.
fn is_anchor_alone(line: &str) -> bool {
    tokens(line).iter().all(|token| !matches!(token, HtmlToken::Text(text) if !text.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_the_ids_of_anchors() {
        let cases = [
            ("## <a name=\"x\"></a>A\n", "## <a name=\"x\"></a>A {#x}\n"),
            ("<a id=x></a>\n\n# A\nb\n# C\n", "<a id=x></a>\n\n# A {#x}\nb\n# C\n"),
            ("<a id=x>b</a>\n\n# A\n", "<a id=x>b</a>\n\n# A\n"),
            ("<span id=x></span>\nb\n\n# A\n", "<span id=x></span>\nb\n\n# A\n"),
            (
                "# A <a id='x y'></a>\n# B <a id=x></a> {#b}\n",
                "# A <a id='x y'></a>\n# B <a id=x></a> {#b}\n",
            ),
            ("```\n# A <a id=x>\n```\n", "```\n# A <a id=x>\n```\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(at_headings(text), expected, "{text}");
        }
    }
}
