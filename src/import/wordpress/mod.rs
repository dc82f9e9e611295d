//! The export file of WordPress (WXR), as a tree of pages with front matter.

mod media;
mod shortcodes;

use jiff::civil::DateTime;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

use super::kind::is_wxr;
use super::report::{Rejected, ReportKind};
use super::tree::SourceTree;
use crate::text::slugify;
use media::{Attachment, WordPressLinks};

pub(super) use shortcodes::post_html;

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
    /// The id of the picture that themes show above the text.
    thumbnail: String,
    /// What an attachment is, if the item is one.
    attachment: Attachment,
    /// Fields of the user.
    own_fields: Map<String, Value>,
    parent: String,
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
            Ok(Event::End(end)) => export.end(end.name().as_ref()),
            Ok(Event::Eof) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(format!("invalid XML: {error}")),
        }
    };
    export.write_items(tree);
    rejected.append(&mut export.rejected);
    export.write_settings(tree);
    result
}

/// The state of reading an export.
#[derive(Default)]
struct WordPressExport {
    text: String,
    item: Option<WordPressItem>,
    items: Vec<WordPressItem>,
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

    fn end(&mut self, name: &str) {
        let text = std::mem::take(&mut self.text);
        if name == "item" {
            self.items.extend(self.item.take());
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

    /// Writes all items as pages, when all links and attachments are known.
    fn write_items(&mut self, tree: &mut SourceTree) {
        let links = WordPressLinks::new(&self.items);
        for mut item in std::mem::take(&mut self.items) {
            item.content = links.resolved(&item);
            item.write(tree, &mut self.rejected);
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
            "wp:meta_value" => self.meta(text),
            "wp:attachment_url" => self.attachment.url = text,
            "wp:post_parent" => self.parent = text,
            "wp:post_id" => self.id = text,
            "wp:post_date_gmt" => self.date = text,
            "wp:post_date" => self.local_date = text,
            "category" if domain == "post_tag" => self.tags.push(text),
            "category" if domain == "category" && text != "Uncategorized" => self.categories.push(text),
            _ => {}
        }
    }

    /// Takes a field of the open `wp:postmeta`. Names of fields of programs begin with `_`.
    fn meta(&mut self, text: String) {
        let is_serialized = ["a:", "O:", "s:", "field_"].iter().any(|start| text.starts_with(start));
        match &*self.meta_key {
            "_thumbnail_id" => self.thumbnail = text,
            "_wp_attachment_image_alt" => self.attachment.alt = text,
            key if key.is_empty() || key.starts_with('_') || text.is_empty() || is_serialized => {}
            key => drop(self.own_fields.insert(key.to_owned(), text.into())),
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
        for (key, value) in std::mem::take(&mut self.own_fields) {
            self.fields.entry(key).or_insert(value);
        }
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
}
