//! What every piece has: slug, title, summary, old addresses, language, draft, extra.

use std::sync::Arc;

use crate::briefing::Leaf;
use crate::data::{Pairs, Reader};
use crate::document::Body;
use crate::text::{Source, Span, Spanned, slugify};

/// The file a piece is read from.
pub(super) struct Stem {
    pub(super) source: Source,
    pub(super) body: Arc<Body>,
}

/// Under which keys a kind of piece keeps what all have.
pub(super) struct LeafKeys {
    pub(super) title: &'static str,
    pub(super) old_addresses: &'static str,
}

/// Reads what all pieces have. A missing title is noted, and the file's name stands in.
pub(super) fn leaf(reader: &mut Reader<'_>, stem: Stem, keys: &LeafKeys) -> Leaf {
    let slug = slug(reader, &stem.source);
    let title = reader.required_text(keys.title);
    Leaf {
        title: title.unwrap_or_else(|| Spanned::new(stem.source.stem().to_owned(), slug.span)),
        slug,
        summary: reader.text("summary"),
        old_addresses: reader.texts(keys.old_addresses),
        language: language(reader),
        draft: reader.flag("draft").unwrap_or(false),
        extra: extra(reader),
        body: stem.body,
        source: stem.source,
    }
}

fn extra(reader: &mut Reader<'_>) -> Pairs {
    let pairs = reader.map("extra").map(|(pairs, _)| pairs).unwrap_or_default();
    pairs.iter().for_each(|(key, value)| reader.whole_texts(&key.value, value));
    pairs
}

fn slug(reader: &mut Reader<'_>, source: &Source) -> Spanned<String> {
    let first_line = Span::new(0, source.text.find('\n').unwrap_or(source.text.len()));
    if let Some(slug) = reader.slug("slug") {
        return slug;
    }
    let slug = slugify(source.stem());
    if slug.is_empty() || slug == "index" {
        let message = format!("the name `{}` cannot stand for a page", source.stem());
        reader.refuse::<()>(
            message,
            "rename the file after what it is about, such as `about.md`, or give it a `slug`",
            first_line,
        );
    }
    Spanned::new(if slug.is_empty() { "unnamed".to_owned() } else { slug }, first_line)
}

fn language(reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let tag = reader.symbol("language")?;
    if is_language_tag(&tag.value) {
        return Some(tag);
    }
    reader.refuse(
        format!("`{}` is no language tag", tag.value),
        "write a tag such as `en`, `ar` or `pt-BR`",
        tag.span,
    )
}

/// Whether a text has the form of a BCP 47 tag.
pub(crate) fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
