//! Shortcodes of Hugo and Zola become Markdown. Those without a rule become comments.

mod parse;
mod rules;

use std::collections::BTreeMap;

use serde_json::Value;

use super::front::toml_map;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use parse::{Part, parts};

/// The maximum depth of shortcodes within shortcodes.
const MAX_DEPTH: usize = 16;
/// The maximum length of a shortcode that is kept as a comment, in bytes.
const MAX_COMMENT: usize = 300;

/// Rules of the user: the Markdown for each name, with `{argument}` and `{inner}`.
pub type ShortcodeRules = BTreeMap<String, String>;

/// Reads rules: TOML with one `name = "Markdown"` a line.
pub fn read_rules(text: &str) -> Result<ShortcodeRules, String> {
    let rule = |(name, value): (String, Value)| match value {
        Value::String(markdown) => Ok((name, markdown)),
        _ => Err(format!("`{name}` is not text")),
    };
    toml_map(text)?.into_iter().map(rule).collect()
}

/// A call of a shortcode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ShortcodeCall<'t> {
    name: &'t str,
    /// Arguments by name; those without have their index.
    arguments: BTreeMap<String, String>,
    /// The call as written.
    written: &'t str,
}

impl ShortcodeCall<'_> {
    /// Returns the first of these arguments that is not empty.
    fn first(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .filter_map(|name| self.arguments.get(*name))
            .map(|value| value.trim())
            .find(|value| !value.is_empty())
    }
}

/// Replaces the shortcodes of a body.
pub(super) fn convert(body: &str, kind: SiteKind, rules: &ShortcodeRules, log: &mut FileLog) -> String {
    if !(body.contains("{{") || kind == SiteKind::Zola && body.contains("{%")) {
        return body.to_owned();
    }
    let parts = parts(body, kind);
    let mut converter = ShortcodeConverter { rules, log };
    converter.convert_parts(&parts, 0)
}

struct ShortcodeConverter<'a> {
    rules: &'a ShortcodeRules,
    log: &'a mut FileLog,
}

impl ShortcodeConverter<'_> {
    fn convert_parts(&mut self, parts: &[Part<'_>], depth: usize) -> String {
        let (mut text, mut index) = (String::new(), 0);
        while let Some(part) = parts.get(index) {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Literal(plain) => text.push_str(plain),
                Part::Close(_) => {}
                Part::Open(call, length) => {
                    let end = Some(index + length).filter(|end| *length > 0 && *end < parts.len());
                    let inner = end.filter(|_| depth < MAX_DEPTH).map(|end| &parts[index + 1..end]);
                    let inner = inner.map(|inner| self.convert_parts(inner, depth + 1));
                    let replacement = self.replacement(call, inner.as_deref());
                    text.push_str(&linked(&text, replacement));
                    index = end.unwrap_or(index);
                }
            }
            index += 1;
        }
        text
    }

    fn replacement(&mut self, call: &ShortcodeCall<'_>, inner: Option<&str>) -> String {
        let own = self.rules.get(call.name).map(|rule| filled(rule, call, inner.unwrap_or_default()));
        if let Some(markdown) = own.or_else(|| rules::markdown(call, inner)) {
            self.log.push((ReportKind::Shortcode, call.name.to_owned()));
            return markdown;
        }
        self.log.push((ReportKind::UnknownShortcode, call.name.to_owned()));
        let comment = comment(call.written);
        match inner {
            Some(inner) => format!("{comment}{inner}"),
            None => comment,
        }
    }
}

/// Makes the path of a page a link, where it is not the destination of one.
fn linked(before: &str, replacement: String) -> String {
    let before = before.trim_end();
    let is_destination = ["](", "](<", "\"", "'", "=", "]:"].iter().any(|end| before.ends_with(end));
    match replacement.strip_prefix("ref:").filter(|_| !is_destination) {
        Some(path) => {
            let name = path.split('#').next().unwrap_or(path).trim_end_matches(".md").replace("%20", " ");
            format!(
                "[{}]({replacement})",
                name.rsplit('/').next().unwrap_or_default().replace(['[', ']'], "")
            )
        }
        None => replacement,
    }
}

/// Returns a shortcode as a comment, which no page shows.
fn comment(written: &str) -> String {
    let inner = written.trim_matches(|c: char| "{}<>%/ \n".contains(c));
    let end = (0..=inner.len().min(MAX_COMMENT)).rev().find(|end| inner.is_char_boundary(*end)).unwrap_or(0);
    let inner = crate::text::on_one_line(&inner[..end]);
    let inner = inner.replace("--", "- -").replace(['{', '}', '%'], "").replace('>', "&gt;");
    format!("<!-- shortcode: {} -->", inner.trim_end_matches('-'))
}

/// Returns the Markdown of a rule with its arguments filled in.
fn filled(rule: &str, call: &ShortcodeCall<'_>, inner: &str) -> String {
    let (mut text, mut rest) = (String::new(), rule);
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        text.push_str(&rest[..open]);
        let name = &rest[open + 1..open + length];
        match name {
            "inner" => text.push_str(inner.trim()),
            name => text.push_str(call.first(&[name]).unwrap_or_default()),
        }
        rest = &rest[open + length + 1..];
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(body: &str, kind: SiteKind) -> String {
        let rules = BTreeMap::from([("badge".to_owned(), "**{0}** {color}".to_owned())]);
        convert(body, kind, &rules, &mut FileLog::new())
    }

    #[test]
    fn shortcodes_of_hugo_become_markdown() {
        let cases = [
            ("A {{< youtube abc_1 >}} b", "A [YouTube](https://www.youtube.com/watch?v=abc_1) b"),
            ("[x]({{< ref \"talks.md#two\" >}})", "[x](ref:talks.md#two)"),
            ("See {{< ref \"news/talks.md#two\" >}}.", "See [talks](ref:news/talks.md#two)."),
            ("<a href=\"{{< ref \"talks\" >}}\">x</a>", "<a href=\"ref:talks\">x</a>"),
            ("[x]: {{< ref \"talks\" >}}", "[x]: ref:talks"),
            ("{{< figure src=\"a b.png\" alt=\"Lake\" >}}", "![Lake](<a b.png>)"),
            ("{{< badge \"new\" color=red >}}", "**new** red"),
            ("{{< notice tip \"Tide\" >}}High.{{< /notice >}}", "\n> [!TIP]\n> **Tide**\n>\n> High.\n"),
            ("{{< warning \"Tide\" >}}High.{{< /warning >}}", "\n> [!WARNING]\n> **Tide**\n>\n> High.\n"),
            ("{{< note \"High.\" />}}", "\n> [!NOTE]\n> High.\n"),
            ("{{< note >}}\nOne\n\nTwo\n{{< /note >}}", "\n> [!NOTE]\n> One\n>\n> Two\n"),
            ("{{< strange a=\"-->\" >}}text", "<!-- shortcode: strange a=\"- -&gt;\" -->text"),
            ("{{< box >}}kept{{< /box >}}", "<!-- shortcode: box -->kept"),
            ("`{{</* ref \"x\" */>}}`", "`{{< ref \"x\" >}}`"),
            ("open {{< never", "open {{< never"),
            ("{{ .Title }}", "{{ .Title }}"),
        ];
        for (body, expected) in cases {
            assert_eq!(converted(body, SiteKind::Hugo), expected, "{body}");
        }
    }

    #[test]
    fn shortcodes_of_zola_become_markdown() {
        let cases = [
            ("{{ youtube(id=\"abc\") }}", "[YouTube](https://www.youtube.com/watch?v=abc)"),
            ("{% quote(author=\"Ada\") %}Words{% end %}", "\n> Words\n>\n> — Ada\n"),
            ("{{ closure }} stays", "{{ closure }} stays"),
        ];
        for (body, expected) in cases {
            assert_eq!(converted(body, SiteKind::Zola), expected, "{body}");
        }
    }
}
