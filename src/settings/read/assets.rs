//! Reads `asset_types`: extensions of assets published besides the built-in ones.

use crate::data::MappingReader;
use crate::settings::assets::is_usual;

/// Maximum length of an extension.
const MAX_LENGTH: usize = 16;

pub(super) fn types(reader: &mut MappingReader<'_>) -> Vec<String> {
    let written = reader.texts("asset_types");
    let mut types = Vec::new();
    for extension in written {
        let ending = extension.value.strip_prefix('.').unwrap_or(&extension.value).to_ascii_lowercase();
        let is_valid =
            (1..=MAX_LENGTH).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_valid || ["md", "markdown"].contains(&ending.as_str()) {
            let message = format!("`{}` is not a file extension for assets", extension.value);
            reader.reject_value::<()>(
                message,
                "write an extension of letters and digits, such as `html`",
                extension.span,
            );
        } else if !is_usual(&ending) && !types.contains(&ending) {
            types.push(ending);
        }
    }
    types
}
