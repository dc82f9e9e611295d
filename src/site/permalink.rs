//! Where a page stands, decided once.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// What may not stand bare in the path of an address.
const RESERVED: &AsciiSet = &CONTROLS
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

/// A page's address relative to the root of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permalink {
    /// As a folder, ending in `/`, in Unicode normal form C; empty for the home page.
    pub path: Arc<str>,
    /// As a link writes it: percent-encoded, with `index.html`, so that it works without a server.
    pub href: Arc<str>,
}

impl Permalink {
    /// The page in this folder; `path` is empty or ends in `/`.
    pub fn folder(path: &str) -> Self {
        let path: Arc<str> =
            if path.is_ascii() { path.into() } else { path.nfc().collect::<String>().into() };
        let href = encode(&path) + "index.html";
        Self { path, href: href.into() }
    }

    /// The file that is written for it.
    pub fn file(&self) -> String {
        format!("{}index.html", self.path)
    }
}

/// Percent-encodes the path of an address.
pub fn encode(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, RESERVED)).into_owned()
}

/// The form under which two paths are the same file on some system: lower case, normal form C.
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_are_encoded_and_name_the_file() {
        let cases = [
            ("", "index.html"),
            ("actors/oman/", "actors/oman/index.html"),
            ("actors/عمان/", "actors/%D8%B9%D9%85%D8%A7%D9%86/index.html"),
        ];
        for (path, href) in cases {
            assert_eq!(&*Permalink::folder(path).href, href);
        }
    }

    #[test]
    fn twins_by_case_or_unicode_form_fold_together() {
        assert_eq!(folded("Rome/É"), folded("rome/e\u{301}"));
        assert_ne!(folded("rome"), folded("roma"));
    }

    proptest! {
        #[test]
        fn distinct_folded_paths_have_distinct_links(a in "[a-zé%#? ]{0,8}", b in "[a-zé%#? ]{0,8}") {
            prop_assume!(folded(&a) != folded(&b));
            prop_assert_ne!(Permalink::folder(&a).href, Permalink::folder(&b).href);
        }
    }
}
