//! Shortcodes of Hugo and Zola become Markdown. Those without a rule become comments.

mod parse;
mod rules;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::front::{scalar, toml_map, value_of};
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use parse::{Part, parts};

/// The maximum depth of shortcodes within shortcodes.
const MAX_DEPTH: usize = 16;
/// The start of a comment for a shortcode.
const COMMENT: &str = "<!-- shortcode: ";
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

/// What the shortcodes of a page may show.
#[derive(Clone, Copy)]
pub(super) struct ShortcodeValues<'a> {
    pub(super) rules: &'a ShortcodeRules,
    /// The front matter.
    pub(super) page: &'a Map<String, Value>,
    /// The settings of the site.
    pub(super) site: &'a Map<String, Value>,
}

impl ShortcodeValues<'_> {
    /// Returns the value that `param` of Hugo shows: a parameter of the page, or else of the site.
    fn param(&self, name: &str) -> Option<String> {
        let tables = [self.page.get("params"), self.site.get("params"), self.site.get("Params")];
        let [own, site @ ..] = tables.map(|table| table.and_then(Value::as_object));
        let mut tables = [Some(self.page), own].into_iter().chain(site).flatten();
        tables.find_map(|table| scalar(nested(table, name)?))
    }
}

/// Returns the value of a key such as `a.b`, whatever its case.
fn nested<'v>(table: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let value = value_of(table, first)?;
    match rest {
        Some(rest) => nested(value.as_object()?, rest),
        None => Some(value),
    }
}

/// Replaces the shortcodes of a body.
pub(super) fn convert(body: &str, kind: SiteKind, values: ShortcodeValues<'_>, log: &mut FileLog) -> String {
    if !(body.contains("{{") || kind == SiteKind::Zola && body.contains("{%")) {
        return body.to_owned();
    }
    let parts = parts(body, kind);
    let mut converter = ShortcodeConverter { values, log };
    with_comments_last(&converter.convert_parts(&parts, 0))
}

/// Moves comments at the start of a line behind its text: a line that begins with a comment is HTML to Markdown.
fn with_comments_last(text: &str) -> String {
    if !text.contains(COMMENT) {
        return text.to_owned();
    }
    text.split_inclusive('\n').map(with_comment_last).collect()
}

fn with_comment_last(line: &str) -> String {
    let start = line.find(COMMENT).filter(|start| line[..*start].chars().all(is_marker));
    let Some(start) = start else { return line.to_owned() };
    let (lead, mut rest, mut comments) =
        (&line[..start], line[start..].trim_end_matches('\n'), String::new());
    while let Some(length) = rest.find("-->").filter(|_| rest.starts_with(COMMENT)) {
        comments = format!("{comments} {}", &rest[..length + 3]);
        rest = rest[length + 3..].trim_start();
    }
    let end = if line.ends_with('\n') { "\n" } else { "" };
    let is_block = rest.starts_with(['#', '>', '|', '`', '~', '-', '<']);
    match lead.trim().is_empty() {
        _ if rest.is_empty() => line.to_owned(),
        true if is_block => format!("{lead}{}\n\n{lead}{rest}{end}", comments.trim_start()),
        _ => format!("{lead}{rest}{comments}{end}"),
    }
}

/// Returns whether a char may precede the text of a line: blanks, and marks of lists and quotes.
fn is_marker(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.')
}

/// Returns the link to a film or post that a tag of Liquid embeds by its id.
pub(super) fn embedded(name: &str, arguments: &str) -> Option<String> {
    const NAMES: [&str; 5] = ["youtube", "yt", "vimeo", "instagram", "tweet"];
    let id = arguments.trim().trim_matches(['"', '\'']);
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let arguments = [("0".to_owned(), id.to_owned())].into();
    let call = ShortcodeCall { name, arguments, written: "" };
    rules::markdown(&call, None).filter(|_| is_id && NAMES.contains(&name))
}

struct ShortcodeConverter<'a> {
    values: ShortcodeValues<'a>,
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
                    let replacement = match destination_of(&text, call, inner.as_deref()) {
                        Some(destination) => self.destination(call, destination),
                        None => self.replacement(call, inner.as_deref()),
                    };
                    text.push_str(&linked(&text, replacement));
                    index = end.unwrap_or(index);
                }
            }
            index += 1;
        }
        text
    }

    /// Returns the destination of a link whose whole destination is a shortcode.
    fn destination(&mut self, call: &ShortcodeCall<'_>, path: &str) -> String {
        let is_known = self.values.rules.contains_key(call.name) || rules::markdown(call, None).is_some();
        let kind = if is_known { ReportKind::Shortcode } else { ReportKind::UnknownShortcode };
        self.log.push((kind, call.name.to_owned()));
        match path.contains("://") {
            true => path.replace(' ', "%20"),
            false => format!("ref:{}", path.replace(' ', "%20")),
        }
    }

    fn replacement(&mut self, call: &ShortcodeCall<'_>, inner: Option<&str>) -> String {
        let own = self.values.rules.get(call.name).map(|rule| filled(rule, call, inner.unwrap_or_default()));
        let param = call.first(&["0"]).filter(|_| call.name == "param");
        let param = param.and_then(|name| self.values.param(name));
        if let Some(markdown) = own.or(param).or_else(|| rules::markdown(call, inner)) {
            self.log.push((ReportKind::Shortcode, call.name.to_owned()));
            return markdown;
        }
        self.log.push((ReportKind::UnknownShortcode, call.name.to_owned()));
        let comment = comment(call.written);
        // What stands in an inline shortcode is a template, not text.
        let inner = inner.filter(|_| !call.name.ends_with(".inline"));
        match inner {
            Some(inner) => format!("{comment}{inner}"),
            None => comment,
        }
    }
}

/// Returns the path in a shortcode without rule of its own that is the destination of a link, such as `[x]({{< link "/y" >}})`.
fn destination_of<'c>(before: &str, call: &'c ShortcodeCall<'_>, inner: Option<&str>) -> Option<&'c str> {
    let is_destination = before.ends_with("](") && inner.is_none();
    let is_reference = matches!(call.name, "ref" | "relref" | "param");
    let path =
        call.first(&["path", "href", "url", "link", "0"]).filter(|_| is_destination && !is_reference)?;
    (path.contains('/') || path.ends_with(".md")).then_some(path)
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
    format!("{COMMENT}{} -->", inner.trim_end_matches('-'))
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
        let page = toml_map("edition = 3\n[params]\nport = \"Thun\"\n").expect("TOML");
        let site =
            toml_map("[params]\nport = \"Rome\"\n[params.Desk]\nmail = \"a@b.example\"\n").expect("TOML");
        let values = ShortcodeValues { rules: &rules, page: &page, site: &site };
        convert(body, kind, values, &mut FileLog::new())
    }

    #[test]
    fn shortcodes_of_hugo_become_markdown() {
        let cases = [
            ("A {{< youtube abc_1 >}} b", "A [YouTube](https://www.youtube.com/watch?v=abc_1) b"),
            ("[x]({{< ref \"talks.md#two\" >}})", "[x](ref:talks.md#two)"),
            ("See {{< ref \"news/talks.md#two\" >}}.", "See [talks](ref:news/talks.md#two)."),
            ("<a href=\"{{< ref \"talks\" >}}\">x</a>", "<a href=\"ref:talks\">x</a>"),
            ("[x]: {{< ref \"talks\" >}}", "[x]: ref:talks"),
            ("[x]({{< link \"/a b/\" >}}) [y]({{< tmp \"a/b.md\" >}})", "[x](ref:/a%20b/) [y](ref:a/b.md)"),
            ("[x]({{< link \"https://a.example/b\" >}})", "[x](https://a.example/b)"),
            ("[x]({{< strange \"b\" >}})", "[x](<!-- shortcode: strange \"b\" -->)"),
            ("{{< figure src=\"a (b).png\" alt=\"Lake\" >}}", "![Lake](a%20%28b%29.png)"),
            ("{{< badge \"new\" color=red >}}", "**new** red"),
            ("{{< notice tip \"Tide\" >}}High.{{< /notice >}}", "\n> [!TIP]\n> **Tide**\n>\n> High.\n"),
            ("{{< warning \"Tide\" >}}High.{{< /warning >}}", "\n> [!WARNING]\n> **Tide**\n>\n> High.\n"),
            ("{{< note \"High.\" />}}", "\n> [!NOTE]\n> High.\n"),
            ("{{< note >}}\nOne\n\nTwo\n{{< /note >}}", "\n> [!NOTE]\n> One\n>\n> Two\n"),
            ("{{< strange a=\"-->\" >}}text", "text <!-- shortcode: strange a=\"- -&gt;\" -->"),
            ("{{< t.inline >}}{{ now }}{{< /t.inline >}}x", "x <!-- shortcode: t.inline -->"),
            (
                "{{< tabs >}}{{% tab \"A\" %}}b{{% /tab %}}{{< /tabs >}}\n",
                "<!-- shortcode: tabs -->\n**A**\n\nb\n\n",
            ),
            ("{{< figure src=\"a.png\" alt=\"L\" link=\"/b/\" >}}", "[![L](a.png)](/b/)"),
            ("{{< box >}}kept{{< /box >}}", "kept <!-- shortcode: box -->"),
            ("a {{< box >}} b", "a <!-- shortcode: box --> b"),
            (
                "- {{< box 1 >}}{{< box 2 >}}**a**\n",
                "- **a** <!-- shortcode: box 1 --> <!-- shortcode: box 2 -->\n",
            ),
            ("{{< box >}} ## A\nb\n", "<!-- shortcode: box -->\n\n## A\nb\n"),
            ("{{< box >}}\na\n{{< /box >}}\n", "<!-- shortcode: box -->\na\n\n"),
            (
                "{{< image src=\"a b.png\" caption=\"Lake\" credit=\"N. Ray\" >}}",
                "![Lake](a%20b.png \"Lake — N. Ray\")",
            ),
            ("{{< img src=\"a.png\" attr=\"N. Ray\" alt=\"Sea\" >}}", "![Sea](a.png \"N. Ray\")"),
            ("`{{</* ref \"x\" */>}}`", "`{{< ref \"x\" >}}`"),
            ("{{< mermaid >}}\nA-->B\n{{< /mermaid >}}", "\n```mermaid\nA-->B\n```\n"),
            ("{{< param edition >}} {{% param \"port\" %}} {{< param desk.Mail >}}", "3 Thun a@b.example"),
            ("a {{< param none.x >}}", "a <!-- shortcode: param none.x -->"),
            ("open {{< never", "open {{< never"),
            ("{{ .Title }}", "{{ .Title }}"),
        ];
        for (body, expected) in cases {
            assert_eq!(converted(body, SiteKind::Hugo), expected, "{body}");
        }
    }

    #[test]
    fn tags_of_liquid_embed_films() {
        let film = Some("[YouTube](https://www.youtube.com/watch?v=a-1)".to_owned());
        assert_eq!(embedded("youtube", "\"a-1\""), film);
        assert_eq!(
            [embedded("youtube", "page.film"), embedded("button", "a"), embedded("yt", "")],
            [None, None, None]
        );
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
