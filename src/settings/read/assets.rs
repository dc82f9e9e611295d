//! `asset_types`: which files beside the prose are published besides the usual ones.

use crate::data::MappingReader;
use crate::settings::assets::is_usual;

/// Letters of an ending, at most.
const LONGEST: usize = 16;

pub(super) fn types(reader: &mut MappingReader<'_>) -> Vec<String> {
    let written = reader.texts("asset_types");
    let mut types = Vec::new();
    for word in written {
        let ending = word.value.strip_prefix('.').unwrap_or(&word.value).to_ascii_lowercase();
        let sound =
            (1..=LONGEST).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if !sound || ["md", "markdown"].contains(&ending.as_str()) {
            let message = format!("`{}` is no ending of a file beside the prose", word.value);
            reader.reject_value::<()>(message, "write letters and digits, such as `html`", word.span);
        } else if !is_usual(&ending) && !types.contains(&ending) {
            types.push(ending);
        }
    }
    types
}
