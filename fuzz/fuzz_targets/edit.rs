//! Any file and any entry: an edit is refused, or adds text to the front matter and keeps the body, and nothing may panic.
#![no_main]

use dateline::edit::{FrontMatterEdit, ListKey, edit_front_matter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, bool)| {
    let (text, entry, is_override) = input;
    let edit = match is_override {
        true => FrontMatterEdit::AddOverride { words: entry.to_owned(), value: "ignore".to_owned() },
        false => FrontMatterEdit::AddEntry { key: ListKey::Actors, entry: entry.to_owned() },
    };
    // An empty value, such as `null`, is removed.
    if let Ok(edited) = edit_front_matter(text, &edit) {
        assert!(edited.len() + "null".len() > text.len());
        let body = text.rsplit("---").next().unwrap_or_default();
        assert!(edited.ends_with(body));
    }
});
