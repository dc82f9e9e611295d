//! Ids of headings and footnotes: made of words as forges make them, unique in the page, never one of the page's own.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Beginnings of ids that belong to the page around the prose: templates begin theirs with a low line, and those of
/// footnotes and their references are made here.
const RESERVED_PREFIXES: [&str; 3] = ["_", "fn-", "fnref-"];

/// Whether an id belongs to the page around the prose, as `_main` and `source-2` do.
pub fn is_reserved_id(id: &str) -> bool {
    let source = id.strip_prefix("source-");
    RESERVED_PREFIXES.iter().any(|beginning| id.starts_with(beginning))
        || source.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The ids given so far.
#[derive(Default)]
pub(super) struct IdAllocator {
    taken: FxHashSet<String>,
    /// The last number tried for an id that is wanted often, so that a thousand equal headings cost a thousand steps.
    last_numbers: FxHashMap<String, usize>,
}

impl IdAllocator {
    /// Takes an id as it is; false where it is taken.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes the id, or the first free one with a number after it.
    pub(super) fn allocate(&mut self, wanted: &str) -> String {
        if self.claim(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.last_numbers.get(wanted).copied().unwrap_or_default();
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if self.claim(&id) {
                self.last_numbers.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }
}

/// The id a heading's words make, as forges make it: lower case, letters, digits, hyphens and low lines of any script,
/// blanks as hyphens, all else dropped. Never empty and never the page's own.
pub(super) fn heading_id(text: &str) -> String {
    let id = anchor_text(text);
    match &*id {
        "" => "section".to_owned(),
        id if is_reserved_id(id) => format!("section-{id}"),
        _ => id,
    }
}

/// The id of the footnote with this label.
pub(super) fn footnote_id(label: &str) -> String {
    format!("fn-{}", anchor_text(label))
}

fn anchor_text(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for letter in text.trim().nfc() {
        match letter {
            ' ' | '\t' | '\n' | '\u{a0}' => id.push('-'),
            '-' | '_' => id.push(letter),
            letter if letter.is_alphanumeric() || is_combining_mark(letter) => {
                id.extend(letter.to_lowercase())
            }
            _ => {}
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ids_as_forges_make_them() {
        let cases = [
            ("What we know", "what-we-know"),
            ("What’s next: Rome & Muscat", "whats-next-rome--muscat"),
            ("Café", "café"),
            ("外交部 2025", "外交部-2025"),
            ("محمد علي", "محمد-علي"),
            ("snake_case and-hyphen", "snake_case-and-hyphen"),
            ("!?", "section"),
            ("_main_", "section-_main_"),
            ("Main", "main"),
            ("Source 1", "section-source-1"),
            ("Sources", "sources"),
        ];
        for (text, id) in cases {
            assert_eq!(heading_id(text), id, "{text}");
        }
    }

    #[test]
    fn an_id_is_given_once() {
        let mut ids = IdAllocator::default();
        ids.claim("rome-1");
        let given: Vec<_> = ["rome", "rome", "rome", "rome-2"].map(|id| ids.allocate(id)).into();
        assert_eq!(given, ["rome", "rome-2", "rome-3", "rome-2-1"]);
    }
}
