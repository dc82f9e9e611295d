//! Blocks that other parsers end or begin without a blank line: HTML before text, tables without a line below the head.

use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::CodeFence;

/// Elements after whose end tag kramdown goes on with Markdown.
const BLOCKS: [&str; 7] = ["div", "section", "aside", "center", "figure", "article", "details"];

/// Removes the extensions of kramdown: comments with their text, options, and the marks around text that is not Markdown.
pub(super) fn without_extensions(body: &str) -> String {
    if !(body.contains("{::") || body.contains("\n^\n")) {
        return body.to_owned();
    }
    let (mut output, mut fence, mut in_comment) =
        (String::with_capacity(body.len()), CodeFence::default(), false);
    for line in body.split_inclusive('\n') {
        if !in_comment && fence.has(line.trim_end()) {
            output.push_str(line);
        } else if line.trim_end() != "^" {
            output.push_str(&without_marks(line, &mut in_comment));
        }
    }
    output
}

fn without_marks(line: &str, in_comment: &mut bool) -> String {
    let (mut output, mut rest) = (String::new(), line);
    while !rest.is_empty() {
        let end = if *in_comment { "{:/" } else { "{:" };
        let mark =
            rest.match_indices(end).map(|(at, _)| at).find(|at| rest[at + 2..].starts_with([':', '/']));
        let Some((open, length)) = mark.and_then(|open| Some((open, rest[open..].find('}')? + 1))) else {
            output.push_str(if *in_comment { "" } else { rest });
            break;
        };
        output.push_str(if *in_comment { "" } else { &rest[..open] });
        let name = &rest[open + 2..open + length - 1];
        *in_comment = name.starts_with(":comment") && !name.ends_with('/');
        rest = &rest[open + length..];
    }
    output
}

/// Separates blocks as CommonMark needs it.
pub(super) fn separated(body: &str, kind: SiteKind, log: &mut FileLog) -> String {
    if !(body.contains('<') || kind == SiteKind::Jekyll && body.contains('|')) {
        return body.to_owned();
    }
    let lines: Vec<&str> = body.lines().collect();
    let (mut output, mut fence) = (String::with_capacity(body.len()), CodeFence::default());
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |before| lines[before]);
        let is_code = fence.has(line);
        // A line of `=` stands above the foot of a table.
        if !is_code && kind == SiteKind::Jekyll && line.starts_with("|=") && is_divider(line) {
            continue;
        }
        if !is_code && follows_html(before, line, kind) {
            output.push('\n');
        }
        match divider(before, line, kind).filter(|_| !is_code) {
            Some(divider) => output.push_str(&divider),
            None => output.push_str(line),
        }
        output.push('\n');
        if let Some(columns) = table_without_head(before, &lines[index..], kind).filter(|_| !is_code) {
            let indent = &line[..line.len() - line.trim_start().len()];
            output.push_str(&format!("{indent}|{}\n", " --- |".repeat(columns)));
            log.push((ReportKind::Dialect, "table without head".to_owned()));
        }
    }
    output
}

/// Returns whether a line of Markdown follows the end of HTML.
fn follows_html(before: &str, line: &str, kind: SiteKind) -> bool {
    let before = before.trim();
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
    if is_heading && ["<br", "<hr", "<img"].iter().any(|tag| before.starts_with(tag)) && before.ends_with('>')
    {
        return true;
    }
    let Some((_, name)) = before.strip_suffix('>').and_then(|before| before.rsplit_once("</")) else {
        return false;
    };
    let is_end = before.starts_with("</") && BLOCKS.contains(&name);
    let is_text = !line.starts_with(['<', ' ', '\t']) && !line.trim().is_empty();
    before.starts_with('<') && is_heading || kind == SiteKind::Jekyll && is_end && is_text
}

/// Returns the number of columns of the table that begins with the first line, if no line divides its head.
fn table_without_head(before: &str, lines: &[&str], kind: SiteKind) -> Option<usize> {
    let is_row =
        |line: &str| line.trim().len() > 2 && line.trim().starts_with('|') && line.trim().ends_with('|');
    let (first, second) = (lines.first()?, lines.get(1)?);
    let is_table = kind == SiteKind::Jekyll && before.trim().is_empty() && is_row(first) && is_row(second);
    (is_table && !is_divider(first) && !is_divider(second))
        .then(|| columns(first))
        .filter(|columns| *columns > 0)
}

fn is_divider(line: &str) -> bool {
    line.bytes().all(|byte| b"|-:+= ".contains(&byte))
}

/// Returns the number of columns of a row between bars.
fn columns(row: &str) -> usize {
    row.matches('|').count().saturating_sub(row.matches("\\|").count() + 1)
}

/// Returns the line below the head of a table with as many columns as the head: other parsers do not count them.
fn divider(before: &str, line: &str, kind: SiteKind) -> Option<String> {
    let (head, row) = (before.trim(), line.trim());
    let is_table = kind == SiteKind::Jekyll
        && [head, row].iter().all(|line| line.len() > 2 && line.starts_with('|') && line.ends_with('|'))
        && is_divider(row)
        && row.contains('-')
        && !is_divider(head)
        && !head.contains('`');
    let wanted = columns(head);
    let mut parts: Vec<&str> = row.trim_matches('|').split(['|', '+']).collect();
    (is_table && (parts.len() != wanted || row.contains('+')) && wanted > 0).then(|| {
        parts.resize(wanted, "---");
        format!("{}|{}|", &line[..line.len() - line.trim_start().len()], parts.join("|"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_removed() {
        let cases = [
            ("a {::comment}b{:/comment} c\n", "a  c\n"),
            ("{::comment}\nb\n{:/}\nc\n", "\nc\n"),
            ("{::nomarkdown}<b>x</b>{:/}\n{::options auto_ids=\"false\" /}\n^\nd\n", "<b>x</b>\n\nd\n"),
            ("```\n{::comment}\n```\n{: .x}\n", "```\n{::comment}\n```\n{: .x}\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(without_extensions(body), expected, "{body}");
        }
    }

    #[test]
    fn blocks_are_separated() {
        let cases = [
            (SiteKind::Hugo, "<div>A</div>\n## B\nc\n", "<div>A</div>\n\n## B\nc\n"),
            (SiteKind::Hugo, "<div>\nA\n</div>\nb\n", "<div>\nA\n</div>\nb\n"),
            (SiteKind::Jekyll, "<div>\nA\n</div>\nb\n", "<div>\nA\n</div>\n\nb\n"),
            (SiteKind::Jekyll, "<div>\n</div>\n<p>b</p>\n", "<div>\n</div>\n<p>b</p>\n"),
            (SiteKind::Jekyll, "A <b>c</b>\nd\n", "A <b>c</b>\nd\n"),
            (SiteKind::Jekyll, "```\n</div>\n## B\n```\n", "```\n</div>\n## B\n```\n"),
            (SiteKind::Jekyll, "| a | b |\n| c | d |\n", "| a | b |\n| --- | --- |\n| c | d |\n"),
            (SiteKind::Jekyll, "| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
            (SiteKind::Hugo, "<br/>\n## B\n", "<br/>\n\n## B\n"),
            (
                SiteKind::Jekyll,
                "- x\n\n  | a | b |\n  | c | d |\n",
                "- x\n\n  | a | b |\n  | --- | --- |\n  | c | d |\n",
            ),
            (SiteKind::Jekyll, "| a | b | c |\n|-|:-|\n| d |\n", "| a | b | c |\n|-|:-|---|\n| d |\n"),
            (
                SiteKind::Jekyll,
                "| a | b |\n|---+:-:|\n| d |\n|===\n| e |\n",
                "| a | b |\n|---|:-:|\n| d |\n| e |\n",
            ),
            (SiteKind::Hugo, "| a | b |\n|-|\n", "| a | b |\n|-|\n"),
            (SiteKind::Hugo, "| a | b |\n| c | d |\n</p>\n", "| a | b |\n| c | d |\n</p>\n"),
            (SiteKind::Jekyll, "|\n||\n| a |\n", "|\n||\n| a |\n"),
        ];
        for (kind, body, expected) in cases {
            assert_eq!(separated(body, kind, &mut FileLog::new()), expected, "{body}");
        }
    }
}
