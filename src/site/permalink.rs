//! Where a page stands, decided once.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// What may not stand bare in the path of an address.
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
    pub fn for_folder(path: &str) -> Self {
        let path: Arc<str> =
            if path.is_ascii() { path.into() } else { path.nfc().collect::<String>().into() };
        let href = percent_encode(&path) + "index.html";
        Self { path, href: href.into() }
    }

    /// The file that is written for it.
    pub fn output_path(&self) -> String {
        format!("{}index.html", self.path)
    }
}

/// Percent-encodes the path of an address.
pub fn percent_encode(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, PATH_RESERVED)).into_owned()
}

/// The form under which two paths are the same file on some system: lower case, normal form C.
pub fn collision_key(path: &str) -> Cow<'_, str> {
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
            assert_eq!(&*Permalink::for_folder(path).href, href);
        }
    }

    #[test]
    fn twins_by_case_or_unicode_form_fold_together() {
        assert_eq!(collision_key("Rome/É"), collision_key("rome/e\u{301}"));
        assert_ne!(collision_key("rome"), collision_key("roma"));
    }

    proptest! {
        #[test]
        fn distinct_folded_paths_have_distinct_links(a in "[a-zé%#? ]{0,8}", b in "[a-zé%#? ]{0,8}") {
            prop_assume!(collision_key(&a) != collision_key(&b));
            prop_assert_ne!(Permalink::for_folder(&a).href, Permalink::for_folder(&b).href);
        }
    }
}
