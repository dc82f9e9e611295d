//! Marks within lines of other dialects: notes in the text, keys and changes.

use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::{CodeFence, outside_code};

/// Rewrites the marks that a program knows.
pub(super) fn rewrite(body: &str, kind: SiteKind, log: &mut FileLog) -> String {
    let body = if body.contains("**<!--") { without_bold_comments(body) } else { body.to_owned() };
    match kind {
        SiteKind::Obsidian | SiteKind::Quartz | SiteKind::Eleventy if body.contains("^[") => {
            inline_notes(&body, log)
        }
        SiteKind::MkDocs if ["++", "{=", "{-", "[:", "^", "~"].iter().any(|mark| body.contains(mark)) => {
            by_line(&body, |text| {
                let text = scripts(&scripts(text, '~', "sub"), '^', "sup");
                keys_and_changes(&super::icons::named_links(&text), log)
            })
        }
        _ => body,
    }
}

/// Applies a change to all text outside code.
pub(super) fn by_line(body: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut fence = CodeFence::default();
    let lines = body.split_inclusive('\n').map(|line| match fence.has(line.trim_end()) {
        true => line.to_owned(),
        false => outside_code(line, &mut change),
    });
    lines.collect()
}

/// Removes comments that are the whole text of a pair of `**`, and joins the marks with those that follow.
fn without_bold_comments(body: &str) -> String {
    by_line(body, |text| {
        let text =
            replaced(text, "**<!--", "-->****", |inner| (!inner.contains("-->")).then(|| "**".to_owned()));
        replaced(&text, "**<!--", "-->**", |inner| (!inner.contains("-->")).then(String::new))
    })
}

/// Makes `^[note]` a footnote at the end.
fn inline_notes(body: &str, log: &mut FileLog) -> String {
    let mut notes = String::new();
    let mut count = 0;
    let text = by_line(body, |text| {
        let (mut output, mut rest) = (String::new(), text);
        while let Some(open) = rest.find("^[") {
            let Some(length) = closing_bracket(&rest[open + 2..]) else { break };
            count += 1;
            notes.push_str(&format!("\n[^inline-{count}]: {}\n", rest[open + 2..open + 2 + length].trim()));
            output.push_str(&format!("{}[^inline-{count}]", &rest[..open]));
            rest = &rest[open + 3 + length..];
        }
        output + rest
    });
    log.extend(std::iter::repeat_n((ReportKind::Dialect, "note in the text".to_owned()), count));
    text + &notes
}

/// Returns the offset of the bracket that closes one before the text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (index, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return (index > 0).then_some(index),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Makes `H~2~O` and `x^2^` HTML, from which small chars are made later.
fn scripts(text: &str, mark: char, element: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | '(' | ')');
    let (mut output, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find(mark) {
        let (before, inner) = (&rest[..open], &rest[open + 1..]);
        let length = inner.find(|c: char| !is_part(c)).unwrap_or(inner.len());
        let after = inner[length..].strip_prefix(mark).filter(|after| !after.starts_with(mark));
        let is_script = length > 0 && after.is_some() && !before.ends_with(mark);
        output.push_str(before);
        if is_script {
            output.push_str(&format!("<{element}>{}</{element}>", &inner[..length]));
            rest = &inner[length + 1..];
        } else {
            let run = 1 + inner.len() - inner.trim_start_matches(mark).len();
            output.push_str(&rest[open..open + run]);
            rest = &rest[open + run..];
        }
    }
    output + rest
}

/// Makes `++ctrl+c++` code, and keeps the text of changes such as `{==text==}`.
fn keys_and_changes(text: &str, log: &mut FileLog) -> String {
    let mut output = text.to_owned();
    for (start, end) in [("{==", "==}"), ("{++", "++}"), ("^^", "^^")] {
        output = replaced(&output, start, end, |inner| {
            log.push((ReportKind::LostMarkup, "mark of a change".to_owned()));
            Some(inner.trim().to_owned())
        });
    }
    output = replaced(&output, "{--", "--}", |inner| {
        log.push((ReportKind::LeftOut, format!("marked as deleted: {}", inner.trim())));
        Some(String::new())
    });
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'"');
    replaced(&output, "++", "++", |keys| {
        (!keys.is_empty() && keys.bytes().all(is_key)).then(|| format!("`{keys}`"))
    })
}

/// Replaces what stands between two marks, with the marks. `None` keeps it.
fn replaced(text: &str, start: &str, end: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let (mut output, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find(start) {
        let inner = &rest[open + start.len()..];
        let Some(length) = inner.find(end) else { break };
        output.push_str(&rest[..open]);
        match change(&inner[..length]) {
            Some(new) => {
                output.push_str(&new);
                rest = &inner[length + end.len()..];
            }
            None => {
                output.push_str(start);
                rest = inner;
            }
        }
    }
    output + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_rewritten() {
        let cases = [
            (
                SiteKind::Obsidian,
                "A ^[see [it](x.md)] b `^[c]`\n",
                "A [^inline-1] b `^[c]`\n\n[^inline-1]: see [it](x.md)\n",
            ),
            (SiteKind::Hugo, "A ^[b]\n", "A ^[b]\n"),
            (
                SiteKind::MkDocs,
                "H~2~O x^2^ ~~a~~ [^1][^2] ~/b/~ `c~2~` d~ e~\n",
                "H<sub>2</sub>O x<sup>2</sup> ~~a~~ [^1][^2] ~/b/~ `c~2~` d~ e~\n",
            ),
            (SiteKind::Jekyll, "- **<!--a-->****B：** c **d**\n", "- **B：** c **d**\n"),
            (SiteKind::Jekyll, "**<!--a-->** b `**<!--a-->**` <!--c-->\n", " b `**<!--a-->**` <!--c-->\n"),
            (SiteKind::Jekyll, "**<!--a--> b** <!--c-->**d**\n", "**<!--a--> b** <!--c-->**d**\n"),
            (
                SiteKind::MkDocs,
                "[:octicons-eye-16:](/p){ .card title=\"Privacy\" } [:simple-git-hub:](/q) [:x y:](/r) [:a",
                "[Privacy](/p){ .card title=\"Privacy\" } [git hub](/q) [:x y:](/r) [:a",
            ),
            (
                SiteKind::MkDocs,
                "Press ++ctrl+c++ {== now ==}{--old--}, C++ or i++ {++x++} ^^y^^\n",
                "Press `ctrl+c` now, C++ or i++ x y\n",
            ),
        ];
        for (kind, body, expected) in cases {
            assert_eq!(rewrite(body, kind, &mut FileLog::new()), expected, "{body}");
        }
    }
}
