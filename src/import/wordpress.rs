//! The export file of WordPress (WXR), as a tree of pages with front matter.

use jiff::civil::DateTime;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

use super::kind::is_wxr;
use super::report::{FileLog, Rejected, ReportKind};
use super::tree::SourceTree;
use crate::text::slugify;

/// The settings of an unpacked export.
pub(super) const SETTINGS_FILE: &str = "wordpress.json";

/// The front matter key that marks a post with a password.
pub(super) const PASSWORD_KEY: &str = "has_post_password";

/// A post, a page or an attachment while it is read.
#[derive(Debug, Default)]
struct WordPressItem {
    fields: Map<String, Value>,
    content: String,
    excerpt: String,
    post_type: String,
    status: String,
    name: String,
    id: String,
    /// The number of its comments.
    comments: usize,
    has_password: bool,
    /// The key of the open `wp:postmeta`.
    meta_key: String,
    /// The footnotes, as JSON.
    footnotes: String,
    link: String,
    date: String,
    local_date: String,
    tags: Vec<String>,
    categories: Vec<String>,
}

/// Returns the tree with the posts and pages of its export files as files. Also returns what is not
/// imported: invalid XML, other types of posts, comments.
pub(super) fn unpacked(tree: &SourceTree) -> (SourceTree, Vec<Rejected>) {
    let mut unpacked =
        SourceTree { others: tree.others.clone(), unread: tree.unread.clone(), ..SourceTree::default() };
    let mut rejected = Vec::new();
    for (path, text) in tree.texts.iter().filter(|(path, text)| is_wxr(path, text)) {
        if let Err(reason) = read_export(text, &mut unpacked, &mut rejected) {
            rejected.push((path.clone(), ReportKind::NotRead, reason));
        }
    }
    (unpacked, rejected)
}

/// Reads one export. What precedes an error in the XML is kept.
fn read_export(text: &str, tree: &mut SourceTree, rejected: &mut Vec<Rejected>) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let mut export = WordPressExport::default();
    let result = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => export.start(&start),
            Ok(Event::Text(text)) => export.text.push_str(&text),
            Ok(Event::CData(text)) => export.text.push_str(&text),
            Ok(Event::GeneralRef(name)) => {
                export.text.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Ok(Event::End(end)) => export.end(end.name().as_ref(), tree),
            Ok(Event::Eof) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(format!("invalid XML: {error}")),
        }
    };
    rejected.append(&mut export.rejected);
    export.write_settings(tree);
    result
}

/// The state of reading an export.
#[derive(Default)]
struct WordPressExport {
    text: String,
    item: Option<WordPressItem>,
    settings: Map<String, Value>,
    authors: Map<String, Value>,
    login: String,
    rejected: Vec<Rejected>,
    /// `domain` of the open category.
    domain: String,
}

impl WordPressExport {
    fn start(&mut self, start: &BytesStart<'_>) {
        self.text.clear();
        match start.name().as_ref() {
            "item" => self.item = Some(WordPressItem::default()),
            "category" => {
                let domain =
                    start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "domain");
                self.domain = domain.map(|domain| domain.value.to_string()).unwrap_or_default();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, tree: &mut SourceTree) {
        let text = std::mem::take(&mut self.text);
        if name == "item" {
            if let Some(item) = self.item.take() {
                item.write(tree, &mut self.rejected);
            }
            return;
        }
        match &mut self.item {
            Some(item) => item.field(name, text, &self.domain),
            None => self.channel_field(name, text),
        }
    }

    fn channel_field(&mut self, name: &str, text: String) {
        match name {
            "title" | "description" | "language" => self.insert_setting(name, text),
            "wp:base_blog_url" => self.insert_setting("url", text),
            "wp:author_login" => self.login = text.trim().to_owned(),
            "wp:author_display_name" if !text.trim().is_empty() => {
                self.authors.insert(self.login.clone(), text.trim().into());
            }
            _ => {}
        }
    }

    fn insert_setting(&mut self, key: &str, text: String) {
        if !text.trim().is_empty() && !self.settings.contains_key(key) {
            self.settings.insert(key.to_owned(), text.trim().into());
        }
    }

    fn write_settings(mut self, tree: &mut SourceTree) {
        self.settings.insert("authors".to_owned(), Value::Object(self.authors));
        tree.texts
            .entry(SETTINGS_FILE.to_owned())
            .or_insert_with(|| Value::Object(self.settings).to_string());
    }
}

impl WordPressItem {
    fn field(&mut self, name: &str, text: String, domain: &str) {
        let text = if name == "content:encoded" { text } else { text.trim().to_owned() };
        match name {
            "title" => drop(self.fields.insert("title".to_owned(), text.into())),
            "dc:creator" => drop(self.fields.insert("author".to_owned(), text.into())),
            "link" => self.link = text,
            "content:encoded" => self.content = text,
            "excerpt:encoded" => self.excerpt = text,
            "wp:post_type" => self.post_type = text,
            "wp:status" => self.status = text,
            "wp:post_password" => self.has_password = !text.is_empty(),
            "wp:comment_content" => self.comments += 1,
            "wp:post_name" => self.name = text,
            "wp:meta_key" => self.meta_key = text,
            "wp:meta_value" if self.meta_key == "footnotes" => self.footnotes = text,
            "wp:post_id" => self.id = text,
            "wp:post_date_gmt" => self.date = text,
            "wp:post_date" => self.local_date = text,
            "category" if domain == "post_tag" => self.tags.push(text),
            "category" if domain == "category" && text != "Uncategorized" => self.categories.push(text),
            _ => {}
        }
    }

    /// Reports what is not imported: comments, and items of other types with text.
    fn reject(&self, rejected: &mut Vec<Rejected>) {
        let title = self.fields.get("title").and_then(Value::as_str).unwrap_or_default();
        let name = if title.is_empty() { &self.id } else { title };
        let comments = std::iter::repeat_n("comment".to_owned(), self.comments);
        let other = match &*self.post_type {
            "post" | "page" | "attachment" | "revision" | "" => None,
            "wp_block" => Some("reusable block".to_owned()),
            other => Some(format!("post type {other}")),
        };
        rejected.extend(comments.chain(other).map(|what| (name.to_owned(), ReportKind::NotImported, what)));
    }

    /// Writes the item as a page with front matter.
    fn write(mut self, tree: &mut SourceTree, rejected: &mut Vec<Rejected>) {
        self.reject(rejected);
        let is_content = matches!(&*self.post_type, "post" | "page");
        if !is_content || matches!(&*self.status, "trash" | "auto-draft" | "inherit") {
            return;
        }
        if self.post_type == "post" {
            let date = match &*self.date {
                date if date.is_empty() || date.starts_with("0000") => self.local_date.clone(),
                date if self.local_date.is_empty() => format!("{date} +0000"),
                date => format!("{} {}", self.local_date, utc_offset(date, &self.local_date)),
            };
            self.fields.insert("date".to_owned(), date.into());
        }
        let content = with_footnotes(&self.content, &self.footnotes);
        let path = self.link.split("://").nth(1).and_then(|link| Some(link.split_once('/')?.1));
        let path = path.filter(|path| !path.starts_with('?') && !path.is_empty());
        self.fields.insert("permalink".to_owned(), path.map(|path| format!("/{path}")).into());
        self.fields.insert("draft".to_owned(), (self.status != "publish").into());
        if self.has_password {
            self.fields.insert(PASSWORD_KEY.to_owned(), true.into());
        }
        self.fields.insert("summary".to_owned(), self.excerpt.into());
        self.fields.insert("categories".to_owned(), json!(self.categories));
        self.fields.insert("tags".to_owned(), json!(self.tags));
        let slug = slugify(&self.name);
        let name = if slug.is_empty() { format!("{}-{}", self.post_type, self.id) } else { slug };
        let path = format!("{}s/{name}.html", self.post_type);
        let path = if tree.texts.contains_key(&path) {
            format!("{}s/{name}-{}.html", self.post_type, self.id)
        } else {
            path
        };
        tree.texts.insert(path, format!("{}\n{}", Value::Object(self.fields), content));
    }
}

/// Adds the footnotes of a post, which the export has beside it as JSON, at the place of their block.
fn with_footnotes(content: &str, json: &str) -> String {
    const BLOCK: &str = "<!-- wp:footnotes /-->";
    let notes: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
    let item = |note: &Value| {
        let (id, text) = (note.get("id")?.as_str()?, note.get("content")?.as_str()?);
        Some(format!("<li id=\"{id}\">{text}</li>"))
    };
    let items: String = notes.iter().filter_map(item).collect();
    match (items.is_empty(), content.contains(BLOCK)) {
        (true, _) => content.to_owned(),
        (false, true) => content.replacen(BLOCK, &format!("<ol>{items}</ol>"), 1),
        (false, false) => format!("{content}\n\n<ol>{items}</ol>"),
    }
}

/// Returns the HTML of a post: blank lines are paragraphs, and shortcodes are HTML.
pub(super) fn post_html(content: &str, log: &mut FileLog) -> String {
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
    let (mut output, mut rest) = (String::with_capacity(content.len()), content);
    while let Some(open) = rest.find('[') {
        output.push_str(&rest[..open]);
        let after = &rest[open..];
        let tag = after.find(']').map(|end| &after[..=end]);
        let Some(tag) = tag.filter(|tag| is_shortcode(tag)) else {
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

/// Returns whether brackets hold a shortcode: an end, a known name, or a name with arguments.
fn is_shortcode(tag: &str) -> bool {
    const KNOWN: [&str; 9] =
        ["caption", "gallery", "embed", "audio", "video", "playlist", "code", "sourcecode", "toc"];
    let inner = tag.trim_matches(['[', ']']);
    let name = inner.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_name && (inner.starts_with('/') || KNOWN.contains(&name) || inner.contains("=\""))
}

fn shortcode_value<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let start = tag.find(&format!("{key}=\""))? + key.len() + 2;
    tag[start..].split('"').next()
}

/// Returns the UTC offset between a time in UTC and the same time on the clock of the site.
fn utc_offset(utc: &str, local: &str) -> String {
    let time = |text: &str| text.replacen(' ', "T", 1).parse::<DateTime>().ok();
    let difference = time(utc).zip(time(local)).and_then(|(utc, local)| local.since(utc).ok());
    let minutes = difference.map_or(0, |span| span.get_days() * 1440 + span.get_hours() * 60)
        + difference.map_or(0, |span| i32::try_from(span.get_minutes()).unwrap_or_default());
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_clock() {
        let cases = [
            ("2026-01-10 23:30:00", "2026-01-11 00:30:00", "+0100"),
            ("2026-01-10 02:30:00", "2026-01-09 21:30:00", "-0500"),
            ("2026-01-10 02:30:00", "2026-01-10 08:00:00", "+0530"),
            ("2026-01-10 02:30:00", "", "+0000"),
        ];
        for (utc, local, expected) in cases {
            assert_eq!(utc_offset(utc, local), expected, "{local}");
        }
    }

    #[test]
    fn footnotes_stand_at_their_block_or_at_the_end() {
        let json = r#"[{"content":"On \u003cem\u003eMonday\u003c/em\u003e.","id":"a1"},{"id":"b"}]"#;
        let list = "<ol><li id=\"a1\">On <em>Monday</em>.</li></ol>";
        let cases = [
            ("A<!-- wp:footnotes /-->B", json, format!("A{list}B")),
            ("A", json, format!("A\n\n{list}")),
            ("A<!-- wp:footnotes /-->", "[]", "A<!-- wp:footnotes /-->".to_owned()),
            ("A", "not JSON", "A".to_owned()),
        ];
        for (content, json, expected) in cases {
            assert_eq!(with_footnotes(content, json), expected, "{content} {json}");
        }
    }

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
            ("<pre>\na\n\nb</pre>\nc", "<pre>\na\n\nb</pre>\nc<br>\n"),
        ];
        for (content, expected) in cases {
            assert_eq!(post_html(content, &mut FileLog::new()), expected, "{content}");
        }
    }
}
