//! What posts of WordPress name by number: other posts, pictures of galleries, the picture above the text.

use std::collections::BTreeMap;

use super::WordPressItem;

/// The length of a post up to which its galleries are written, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// The maximum number of pictures of a gallery.
const MAX_PICTURES: usize = 500;

/// An uploaded file.
#[derive(Clone, Debug, Default)]
pub(super) struct Attachment {
    pub(super) url: String,
    pub(super) alt: String,
}

/// A picture of the export, with its caption.
#[derive(Clone, Debug)]
struct Picture {
    file: Attachment,
    caption: String,
    parent: String,
}

/// The links of all posts and the pictures of an export, by number.
pub(super) struct WordPressLinks {
    posts: BTreeMap<String, String>,
    pictures: BTreeMap<String, Picture>,
}

impl WordPressLinks {
    pub(super) fn new(items: &[WordPressItem]) -> Self {
        let posts = items
            .iter()
            .filter(|item| !item.link.contains("?p"))
            .map(|item| (item.id.clone(), item.link.clone()));
        let pictures = items.iter().filter(|item| !item.attachment.url.is_empty()).map(|item| {
            let picture = Picture {
                file: item.attachment.clone(),
                caption: item.excerpt.clone(),
                parent: item.parent.clone(),
            };
            (item.id.clone(), picture)
        });
        Self { posts: posts.collect(), pictures: pictures.collect() }
    }

    /// Returns the text of a post with its picture, its galleries and the links by number.
    pub(super) fn resolved(&self, item: &WordPressItem) -> String {
        let text = self.with_galleries(&item.content, &item.id);
        let text = self.with_links(&text);
        match self.pictures.get(&item.thumbnail).filter(|picture| !is_shown(picture, &text)) {
            Some(picture) => format!("{}\n\n{text}", picture.html()),
            None => text,
        }
    }

    /// Replaces links such as `https://a.example/?p=12`.
    fn with_links(&self, text: &str) -> String {
        let (mut output, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(at) = rest.find("href=\"").map(|at| at + 6) {
            output.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find('"').unwrap_or(rest.len());
            let link = self.post_of(&rest[..end]);
            output.push_str(link.unwrap_or(&rest[..end]));
            rest = &rest[end..];
        }
        output + rest
    }

    fn post_of(&self, url: &str) -> Option<&str> {
        let (_, number) = ["?p=", "?page_id="].iter().find_map(|mark| url.split_once(mark))?;
        self.posts.get(number).map(String::as_str)
    }

    /// Replaces `[gallery ids="1,2"]` by its pictures; without numbers it has those of the post.
    fn with_galleries(&self, text: &str, id: &str) -> String {
        let (mut output, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(open) = rest.find("[gallery").filter(|_| output.len() < MAX_TEXT) {
            let Some(length) = rest[open..].find(']').map(|end| end + 1) else { break };
            output.push_str(&rest[..open]);
            let tag = &rest[open..open + length];
            let ids = tag.split_once("ids=\"").and_then(|(_, rest)| rest.split('"').next());
            let pictures: Vec<&Picture> = match ids {
                Some(ids) => ids.split(',').filter_map(|id| self.pictures.get(id.trim())).collect(),
                None => self.pictures.values().filter(|picture| picture.parent == id).collect(),
            };
            let pictures: Vec<String> = pictures.into_iter().take(MAX_PICTURES).map(Picture::html).collect();
            match pictures.is_empty() {
                true => output.push_str(tag),
                false => output.push_str(&pictures.join("\n\n")),
            }
            rest = &rest[open + length..];
        }
        output + rest
    }
}

impl Picture {
    fn html(&self) -> String {
        let text = |text: &str| text.replace('"', "&quot;");
        let caption = match self.caption.is_empty() {
            true => String::new(),
            false => format!("<figcaption>{}</figcaption>", self.caption),
        };
        format!(
            "<figure><img src=\"{}\" alt=\"{}\">{caption}</figure>",
            text(&self.file.url),
            text(&self.file.alt)
        )
    }
}

/// Returns whether a text shows a picture, in any of its sizes.
fn is_shown(picture: &Picture, text: &str) -> bool {
    let name = picture.file.url.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    !stem.is_empty() && text.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_resolved() {
        let picture = |id: &str, parent: &str| WordPressItem {
            id: id.to_owned(),
            parent: parent.to_owned(),
            excerpt: "At noon".to_owned(),
            attachment: Attachment { url: format!("/u/{id}-lake.png"), alt: "Lake".to_owned() },
            ..WordPressItem::default()
        };
        let post = WordPressItem {
            id: "3".to_owned(),
            link: "https://a.example/b/".to_owned(),
            ..WordPressItem::default()
        };
        let links = WordPressLinks::new(&[picture("1", "3"), picture("2", ""), post]);
        let figure = |id: &str| {
            format!(
                "<figure><img src=\"/u/{id}-lake.png\" alt=\"Lake\"><figcaption>At noon</figcaption></figure>"
            )
        };
        let cases = [
            ("[gallery ids=\"2,9\"]", "", figure("2")),
            ("[gallery]", "", figure("1")),
            ("[gallery ids=\"9\"]", "", "[gallery ids=\"9\"]".to_owned()),
            (
                "<a href=\"https://a.example/?p=3\">b</a> <a href=\"/?p=4\"",
                "",
                "<a href=\"https://a.example/b/\">b</a> <a href=\"/?p=4\"".to_owned(),
            ),
            ("<p>A</p>", "2", format!("{}\n\n<p>A</p>", figure("2"))),
            ("<img src=\"/u/2-lake-30x20.png\">", "2", "<img src=\"/u/2-lake-30x20.png\">".to_owned()),
        ];
        for (content, thumbnail, expected) in cases {
            let (content, thumbnail) = (content.to_owned(), thumbnail.to_owned());
            let item = WordPressItem { id: "3".to_owned(), content, thumbnail, ..WordPressItem::default() };
            assert_eq!(links.resolved(&item), expected, "{}", item.content);
        }
    }
}
