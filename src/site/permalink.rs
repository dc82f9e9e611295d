//! Permalinks: the URL path of a page, fixed when the site is indexed.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use crate::briefing::ContentMeta;
use crate::text::shared_text;

use super::kind::SubjectKind;

/// Chars that must be percent-encoded in the path of a URL.
const PATH_RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b':');

/// URL path of a page, relative to the root of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Permalink {
    /// Folder, ending in `/`, in Unicode normal form C; empty for the home page. Old URLs may be files, without a final `/`.
    #[serde(with = "shared_text")]
    pub path: Arc<str>,
    /// Percent-encoded path of the file, such as `actors/oman/index.html`, so that links work without a server.
    #[serde(with = "shared_text")]
    pub href: Arc<str>,
}

impl Permalink {
    /// Creates the permalink of the page in a folder; `path` is empty or ends in `/`.
    pub fn for_folder(path: &str) -> Self {
        let path: Arc<str> =
            if path.is_ascii() { path.into() } else { path.nfc().collect::<String>().into() };
        let href = percent_encode(&path) + "index.html";
        Self { path, href: href.into() }
    }

    /// Creates the permalink of a page that is a file of its own, such as an old URL that ends in `.html`.
    pub(super) fn for_file(path: &str) -> Self {
        let path: Arc<str> = path.nfc().collect::<String>().into();
        Self { href: percent_encode(&path).into(), path }
    }

    /// Creates the permalink of a briefing or a standalone page.
    pub(super) fn of_content(meta: &ContentMeta) -> Self {
        Self::for_folder(&format!("{}{}/", content_folder(meta), meta.slug.value))
    }

    /// Creates the permalink of a subject.
    pub(super) fn of_subject(kind: SubjectKind, slug: &str) -> Self {
        Self::for_folder(&format!("{}/{slug}/", kind.folder()))
    }

    /// Returns the path of the output file.
    pub fn output_path(&self) -> String {
        let is_folder = self.path.is_empty() || self.path.ends_with('/');
        if is_folder { format!("{}index.html", self.path) } else { self.path.to_string() }
    }
}

/// Percent-encodes the path of a URL.
pub fn percent_encode(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, PATH_RESERVED)).into_owned()
}

/// Returns a path or URL without a trailing `index.html`.
pub fn strip_index_html(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

/// Returns the folder of a file under `content/`, ending in `/`, or empty at the top level.
pub(super) fn content_folder(meta: &ContentMeta) -> &str {
    let path = meta.source.path.strip_prefix("content/").unwrap_or(&meta.source.path);
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::collision_key;
    use proptest::prelude::*;

    #[test]
    fn hrefs_are_encoded_and_end_in_the_file_name() {
        let cases = [
            ("", "index.html"),
            ("actors/oman/", "actors/oman/index.html"),
            ("actors/عمان/", "actors/%D8%B9%D9%85%D8%A7%D9%86/index.html"),
        ];
        for (path, href) in cases {
            assert_eq!(&*Permalink::for_folder(path).href, href);
        }
        let file = Permalink::for_file("old/talks.html");
        assert_eq!((&*file.href, &*file.output_path()), ("old/talks.html", "old/talks.html"));
    }

    proptest! {
        #[test]
        fn distinct_collision_keys_have_distinct_hrefs(a in "[a-zé%#? ]{0,8}", b in "[a-zé%#? ]{0,8}") {
            prop_assume!(collision_key(&a) != collision_key(&b));
            prop_assert_ne!(Permalink::for_folder(&a).href, Permalink::for_folder(&b).href);
        }
    }
}
