//! Ids of headings and footnotes: derived from their text as GitHub does, unique in the page, never reserved.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Prefixes of reserved ids: those of templates begin with an underscore, the others are used for footnotes and their
/// references.
const RESERVED_PREFIXES: [&str; 3] = ["_", "fn-", "fnref-"];

/// Returns whether an id is reserved, such as `_main` and `source-2`.
pub fn is_reserved_id(id: &str) -> bool {
    let source = id.strip_prefix("source-");
    RESERVED_PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        || source.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Allocates unique ids.
#[derive(Default)]
pub(super) struct IdAllocator {
    taken: FxHashSet<String>,
    /// The last number tried for each id, to keep the allocation of many equal headings linear.
    last_numbers: FxHashMap<String, usize>,
}

impl IdAllocator {
    /// Takes an id. Returns false if it is taken already.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes the id, or the first free one with a numeric suffix.
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

/// Returns the id for the text of a heading: letters and digits of any script in lower case, hyphens and underscores;
/// spaces become hyphens, other chars are dropped. Never empty and never reserved.
pub fn heading_id(text: &str) -> String {
    let id = anchor_text(text);
    match &*id {
        "" => "section".to_owned(),
        id if is_reserved_id(id) => format!("section-{id}"),
        _ => id,
    }
}

/// Returns the id of the footnote with a label.
pub(super) fn footnote_id(label: &str) -> String {
    format!("fn-{}", anchor_text(label))
}

fn anchor_text(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.trim().nfc() {
        match c {
            ' ' | '\t' | '\n' | '\u{a0}' => id.push('-'),
            '-' | '_' => id.push(c),
            c if c.is_alphanumeric() || is_combining_mark(c) => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_ids_are_those_of_github() {
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
    fn ids_are_unique() {
        let mut ids = IdAllocator::default();
        ids.claim("rome-1");
        let allocated: Vec<_> = ["rome", "rome", "rome", "rome-2"].map(|id| ids.allocate(id)).into();
        assert_eq!(allocated, ["rome", "rome-2", "rome-3", "rome-2-1"]);
    }
}
