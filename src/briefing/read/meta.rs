//! The keys that all content items share: slug, title, summary, old URLs, language, draft, extra.

use std::sync::Arc;

use crate::briefing::ContentMeta;
use crate::data::{DataMap, MappingReader};
use crate::document::Body;
use crate::text::{Source, Span, Spanned, slugify};

/// The file of a content item: its source and its body.
pub(super) struct SourceAndBody {
    pub(super) source: Source,
    pub(super) body: Arc<Body>,
}

/// The keys of shared values whose names depend on the kind of content item.
pub(super) struct MetaKeys {
    pub(super) title: &'static str,
    pub(super) old_urls: &'static str,
}

/// Reads the shared keys. Reports a missing title and uses the file name instead.
pub(super) fn read_meta(reader: &mut MappingReader<'_>, file: SourceAndBody, keys: &MetaKeys) -> ContentMeta {
    let slug = read_slug(reader, &file.source);
    let title = reader.required_text(keys.title);
    // The value is used where the body is scanned; here its type is checked.
    reader.flag("math");
    ContentMeta {
        title: title.unwrap_or_else(|| Spanned::new(file.source.stem().to_owned(), slug.span)),
        slug,
        summary: reader.text("summary"),
        old_urls: reader.texts(keys.old_urls),
        language: read_language(reader),
        draft: reader.flag("draft").unwrap_or(false),
        extra: read_extra(reader),
        body: file.body,
        source: file.source,
    }
}

fn read_extra(reader: &mut MappingReader<'_>) -> DataMap {
    let pairs = reader.map("extra").map(|(pairs, _)| pairs).unwrap_or_default();
    pairs.iter().for_each(|(key, value)| reader.whole_texts(&key.value, value));
    pairs
}

fn read_slug(reader: &mut MappingReader<'_>, source: &Source) -> Spanned<String> {
    let first_line = Span::new(0, source.text.find('\n').unwrap_or(source.text.len()));
    if let Some(slug) = reader.slug("slug") {
        return slug;
    }
    let slug = slugify(source.stem());
    if slug.is_empty() || slug == "index" {
        let message = format!("the file name `{}` does not give a slug", source.stem());
        reader.reject_value::<()>(
            message,
            "rename the file, such as to `about.md`, or add a `slug`",
            first_line,
        );
    }
    Spanned::new(if slug.is_empty() { "unnamed".to_owned() } else { slug }, first_line)
}

fn read_language(reader: &mut MappingReader<'_>) -> Option<Spanned<String>> {
    let tag = reader.symbol("language")?;
    as_language_tag(reader, tag)
}

/// Returns a BCP 47 tag with hyphens; reports other texts.
pub(crate) fn as_language_tag(
    reader: &mut MappingReader<'_>,
    written: Spanned<String>,
) -> Option<Spanned<String>> {
    let tag = written.value.replace('_', "-");
    if is_language_tag(&tag) {
        return Some(Spanned::new(tag, written.span));
    }
    let message = format!("`{}` is not a language tag", written.value);
    reader.reject_value(message, "write a tag such as `en`, `ar` or `pt-BR`", written.span)
}

/// Returns whether a text has the form of a BCP 47 tag.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_language = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_language
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::is_language_tag;

    #[test]
    fn names_of_languages_are_no_tags() {
        let cases = [("en", true), ("pt-BR", true), ("gsw", true), ("zh-Hans-CN", true), ("x", false)];
        for (text, is_tag) in
            cases.into_iter().chain([("english", false), ("Deutsch", false), ("en-", false)])
        {
            assert_eq!(is_language_tag(text), is_tag, "{text}");
        }
    }
}
