//! Markdown of other programs, line by line: attribute lists, admonitions, callouts, tabs, marks.

use super::foreign_comments;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::{CodeFence, outside_code};

/// Names of admonitions and callouts, with the alert that they become.
const ALERTS: [(&str, &str); 31] = [
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("abstract", "NOTE"),
    ("summary", "NOTE"),
    ("tldr", "NOTE"),
    ("todo", "NOTE"),
    ("question", "NOTE"),
    ("help", "NOTE"),
    ("faq", "NOTE"),
    ("example", "NOTE"),
    ("quote", "NOTE"),
    ("cite", "NOTE"),
    ("seealso", "NOTE"),
    ("recommendation", "TIP"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("check", "TIP"),
    ("done", "TIP"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("caution", "CAUTION"),
    ("attention", "WARNING"),
    ("failure", "CAUTION"),
    ("fail", "CAUTION"),
    ("missing", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
    ("bug", "CAUTION"),
    ("downloads", "NOTE"),
    ("details", "NOTE"),
];

/// Rewrites the lines of a body.
pub(super) fn rewrite(body: &str, kind: SiteKind, log: &mut FileLog) -> String {
    foreign_comments::report(body, kind, log);
    let mut rewriter =
        LineRewriter { kind, log, output: String::with_capacity(body.len()), fence: CodeFence::default() };
    let lines: Vec<&str> = body.lines().collect();
    rewriter.lines(&lines, 0);
    rewriter.output
}

/// Returns the alert for the name of an admonition.
fn alert(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    ALERTS.iter().find(|(known, _)| *known == name).map_or("NOTE", |(_, alert)| *alert)
}

struct LineRewriter<'l> {
    kind: SiteKind,
    log: &'l mut FileLog,
    output: String,
    fence: CodeFence,
}

impl LineRewriter<'_> {
    fn lines(&mut self, lines: &[&str], depth: usize) {
        const MAX_DEPTH: usize = 8;
        let mut index = 0;
        while let Some(line) = lines.get(index) {
            index += 1;
            if self.fence.has(line) {
                self.push(line);
                continue;
            }
            let inner_end = index + indented_lines(&lines[index..], line);
            if self.kind == SiteKind::MkDocs
                && let Some(name) = generated_docs(line)
            {
                self.log.push((ReportKind::LeftOut, format!("documentation made from code: {name}")));
                let options = |line: &&&str| line.trim().is_empty() || line.starts_with("    ");
                index += lines[index..].iter().take_while(options).count();
                continue;
            }
            match block_head(line).filter(|_| depth < MAX_DEPTH && inner_end > index) {
                Some(head) => {
                    self.block(line, &head, &lines[index..inner_end], depth);
                    index = inner_end;
                }
                None => self.line(line),
            }
        }
    }

    fn push(&mut self, line: &str) {
        self.output.push_str(line);
        self.output.push('\n');
    }

    /// Writes an admonition as an alert, or a tab as a title with its text.
    fn block(&mut self, line: &str, head: &BlockHead, inner: &[&str], depth: usize) {
        self.log.push((ReportKind::Dialect, head.log_name().to_owned()));
        let indent = &line[..line.len() - line.trim_start().len()];
        let strip = indent.len() + 4;
        let inner: Vec<&str> =
            inner.iter().map(|line| line.get(strip..).unwrap_or_else(|| line.trim_start())).collect();
        let outer = std::mem::take(&mut self.output);
        self.lines(&inner, depth + 1);
        self.fence = CodeFence::default();
        let text = std::mem::replace(&mut self.output, outer);
        let prefix = if head.alert.is_some() { "> " } else { "" };
        if let Some(alert) = head.alert {
            self.push(&format!("{indent}> [!{alert}]"));
        }
        if !head.title.is_empty() {
            self.push(&format!("{indent}{prefix}**{}**", head.title));
            self.push(format!("{indent}{prefix}").trim_end());
        }
        for line in text.trim_matches('\n').lines() {
            self.push(format!("{indent}{prefix}{line}").trim_end());
        }
        self.push("");
    }

    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if self.is_dropped(trimmed) {
            return;
        }
        if let Some(callout) = callout(line) {
            if callout.is_changed {
                self.log.push((ReportKind::Dialect, "callout".to_owned()));
            }
            return self.push(&callout.text);
        }
        let line = match self.kind {
            SiteKind::Obsidian | SiteKind::Quartz => self.without_highlights(without_block_id(line)),
            SiteKind::MkDocs => self.without_highlights(line),
            _ => line.to_owned(),
        };
        let line = foreign_comments::escaped(&line, self.kind);
        let line = if line.contains('{') { self.without_attributes(&line) } else { line };
        let line = super::icons::without_icons(line, self.log);
        self.push(&line);
    }

    /// Returns whether a line is left out: a table of contents, an abbreviation, an attribute list, a container mark.
    fn is_dropped(&mut self, line: &str) -> bool {
        const CONTENTS: [&str; 5] = ["[TOC]", "[[toc]]", "[[_TOC_]]", "[toc]", "{{< toc >}}"];
        let is_contents_list = matches!(line, "{:toc}" | "{: toc}" | "{: toc }" | "{:.toc}");
        if is_contents_list {
            self.drop_list_item();
        }
        let what = if is_contents_list || CONTENTS.contains(&line) {
            "table of contents"
        } else if line.starts_with("*[") && line.contains("]: ") {
            self.log.push((ReportKind::LeftOut, format!("abbreviation: {}", &line[1..])));
            return true;
        } else if line.starts_with("{:") && line.ends_with('}') {
            return self.block_attributes(line);
        } else if line.starts_with(":::") {
            "container"
        } else if self.kind == SiteKind::MkDocs && line.starts_with("///") {
            let title = line.split_once('|').map(|(_, title)| format!("**{}**\n", title.trim()));
            self.push(&format!("\n{}", title.unwrap_or_default()));
            "container"
        } else {
            return false;
        };
        self.log.push((ReportKind::LostMarkup, what.to_owned()));
        true
    }

    /// Removes the list item in whose place kramdown puts a table of contents.
    fn drop_list_item(&mut self) {
        let last = self.output.trim_end_matches('\n').rfind('\n').map_or(0, |index| index + 1);
        let item = self.output[last..].trim_start_matches(|c: char| c.is_ascii_digit());
        if ["* ", "- ", "+ ", ". ", ") "].iter().any(|marker| item.starts_with(marker)) {
            self.output.truncate(last);
        }
    }

    /// Gives the id of an attribute list below a heading to the heading.
    fn block_attributes(&mut self, line: &str) -> bool {
        let id = line[2..line.len() - 1].split_whitespace().find_map(|word| word.strip_prefix('#'));
        let last = self.output.trim_end_matches('\n').rfind('\n').map_or(0, |index| index + 1);
        let heading = self.output[last..].trim_end().to_owned();
        match id.filter(|id| is_id(id) && heading.starts_with('#') && !heading.contains("{#")) {
            Some(id) => {
                self.output.truncate(last);
                self.push(&format!("{heading} {{#{id}}}"));
            }
            None => self.log.push((ReportKind::Dialect, "attribute list".to_owned())),
        }
        true
    }

    /// Removes `{: .class }`, `{ .class }` and the like; a heading keeps its id.
    fn without_attributes(&mut self, line: &str) -> String {
        let is_heading = line.trim_start().starts_with('#');
        let (mut removed, mut own_id) = (0, None);
        let text = outside_code(line, |text| {
            let (mut output, mut rest) = (String::new(), text);
            while let Some(open) = rest.find('{') {
                output.push_str(&rest[..open]);
                let length = rest[open..].find('}').map(|end| end + 1);
                let list = length.and_then(|length| attribute_words(&rest[open..open + length]));
                let (Some(length), Some(words)) = (length, list) else {
                    output.push('{');
                    rest = &rest[open + 1..];
                    continue;
                };
                let id =
                    words.iter().find_map(|word| word.strip_prefix('#')).filter(|id| is_heading && is_id(id));
                output.truncate(output.trim_end_matches(' ').len());
                match id {
                    Some(id) => own_id = Some(id.to_string()),
                    None => removed += 1,
                }
                rest = &rest[open + length..];
            }
            output + rest
        });
        self.log.extend(std::iter::repeat_n((ReportKind::Dialect, "attribute list".to_owned()), removed));
        own_id.map_or_else(|| text.clone(), |id| format!("{} {{#{id}}}", text.trim_end()))
    }

    /// Removes the marks of highlighted text; a line of `=` is the underline of a heading.
    fn without_highlights(&mut self, line: &str) -> String {
        if !line.contains("==") || line.trim().bytes().all(|byte| byte == b'=') {
            return line.to_owned();
        }
        let mut removed = 0;
        let text = outside_code(line, |text| {
            let parts: Vec<&str> = text.split("==").collect();
            if parts.len() < 3 || parts.len().is_multiple_of(2) {
                return text.to_owned();
            }
            removed += parts.len() / 2;
            parts.concat()
        });
        self.log.extend(std::iter::repeat_n((ReportKind::LostMarkup, "highlight".to_owned()), removed));
        text
    }
}

/// Returns a line of Obsidian without the id of its block.
fn without_block_id(line: &str) -> &str {
    line.rsplit_once(" ^").filter(|(_, id)| is_id(id)).map_or(line, |(text, _)| text)
}

/// The first line of an admonition or a tab.
struct BlockHead {
    alert: Option<&'static str>,
    title: String,
}

impl BlockHead {
    fn log_name(&self) -> &'static str {
        if self.alert.is_some() { "admonition" } else { "tab" }
    }
}

/// Reads `!!! name "title"`, `??? name`, `=== "title"`.
fn block_head(line: &str) -> Option<BlockHead> {
    let line = line.trim();
    let title =
        |text: &str| text.split_once('"').and_then(|(_, rest)| Some(rest.rsplit_once('"')?.0.to_owned()));
    if let Some(rest) = line.strip_prefix("=== ") {
        return Some(BlockHead { alert: None, title: title(rest)? });
    }
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let rest = rest.strip_prefix('+').unwrap_or(rest).strip_prefix(' ')?.trim_start();
    let name = rest.split([' ', '"']).next().unwrap_or_default();
    name.chars().all(|c| c.is_ascii_alphabetic() || c == '-').then_some(())?;
    Some(BlockHead { alert: Some(alert(name)), title: title(rest).unwrap_or_default() })
}

/// Returns the name in a line of mkdocstrings: `::: package.module`.
fn generated_docs(line: &str) -> Option<&str> {
    let name = line.strip_prefix("::: ")?.trim();
    (name.contains('.') && is_id(name)).then_some(name)
}

/// Returns the number of lines that belong to the block below a line: those that are indented further, and blank lines
/// between them.
fn indented_lines(lines: &[&str], head: &str) -> usize {
    if !matches!(head.trim_start().as_bytes().first(), Some(b'!' | b'?' | b'=')) {
        return 0;
    }
    let indent = head.len() - head.trim_start().len() + 4;
    let belongs = |line: &str| line.len() - line.trim_start_matches(' ').len() >= indent;
    let count = lines.iter().take_while(|line| line.trim().is_empty() || belongs(line)).count();
    count - lines[..count].iter().rev().take_while(|line| line.trim().is_empty()).count()
}

/// A callout, as an alert.
struct Callout {
    text: String,
    is_changed: bool,
}

/// Reads `> [!name]- Title`.
fn callout(line: &str) -> Option<Callout> {
    let start = line.find("[!")?;
    line[..start].chars().all(|c| matches!(c, ' ' | '>' | '\t')).then_some(())?;
    line[..start].contains('>').then_some(())?;
    let (name, title) = line[start + 2..].split_once(']')?;
    let alert = alert(name.split('|').next().unwrap_or(name));
    let title = title.trim_start_matches(['-', '+']).trim();
    let prefix = &line[..start];
    let title = if title.is_empty() {
        String::new()
    } else {
        format!("\n{prefix}**{title}**\n{}", prefix.trim_end())
    };
    let is_changed = name != alert || !title.is_empty();
    Some(Callout { text: format!("{prefix}[!{alert}]{title}"), is_changed })
}

/// Returns the words of an attribute list; `None` if the braces hold something else.
fn attribute_words(list: &str) -> Option<Vec<&str>> {
    let inner = list.strip_prefix('{')?.strip_suffix('}')?;
    let inner = inner.strip_prefix(':').unwrap_or(inner).trim();
    let is_attribute = |word: &str| {
        let name = word.strip_prefix(['.', '#']).unwrap_or(word);
        let has_mark = word.len() > name.len() && name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        has_mark || word.split_once('=').is_some_and(|(key, _)| is_id(key))
    };
    let first = inner.split_whitespace().next()?;
    let whole = inner.contains('"') || inner.split_whitespace().all(is_attribute);
    (is_attribute(first) && whole && !inner.contains('\n')).then(|| inner.split_whitespace().collect())
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_other_dialects_are_rewritten() {
        let cases = [
            (SiteKind::Jekyll, "## A\n{: #b .c }\nText{: .x}\n", "## A {#b}\nText\n"),
            (
                SiteKind::MkDocs,
                "!!! tip \"Do\"\n    One\n\n    - two\n\nEnd\n",
                "> [!TIP]\n> **Do**\n>\n> One\n>\n> - two\n\n\nEnd\n",
            ),
            (SiteKind::MkDocs, "=== \"A\"\n\n    text\n", "**A**\n\ntext\n\n"),
            (SiteKind::MkDocs, "[:material-home: x](y){ .card }\n", "[x](y)\n"),
            (SiteKind::MkDocs, "- **:simple-lake: Lake** at :octicons-tag-16: sea\n", "- **Lake** at sea\n"),
            (
                SiteKind::Obsidian,
                "> [!faq]- Why\n> text ==now== ^ab1\n",
                "> [!NOTE]\n> **Why**\n>\n> text now\n",
            ),
            (SiteKind::MkDocs, "![a](b)\n/// caption\nLake ==now==\n///\n", "![a](b)\n\n\nLake now\n\n\n"),
            (SiteKind::MkDocs, "a\n\n::: b.c\n    options: x\n\nd\n", "a\n\nd\n"),
            (SiteKind::MkDocs, "/// note | Tide\nHigh\n", "\n**Tide**\n\nHigh\n"),
            (SiteKind::Quartz, "A\n=====\n\nb\n", "A\n=====\n\nb\n"),
            (SiteKind::Jekyll, "A\n\n* TOC\n{:toc}\n\n- b\n", "A\n\n\n- b\n"),
            (SiteKind::Hugo, "50%% of `a%%` {not a list}\n", "50\\%% of `a%%` {not a list}\n"),
            (SiteKind::Hugo, "```\n{: .x }\n!!! note\n```\n", "```\n{: .x }\n!!! note\n```\n"),
            (SiteKind::Hugo, "# T {#x .y}\n", "# T {#x}\n"),
            (SiteKind::Hugo, "# T {#x} ![Lake](a.png)\n", "# T ![Lake](a.png) {#x}\n"),
        ];
        for (kind, body, expected) in cases {
            assert_eq!(rewrite(body, kind, &mut FileLog::new()), expected, "{body}");
        }
    }
}
