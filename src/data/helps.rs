//! Helps with a line to paste.

/// Returns a help with an example value for a missing key.
pub(super) fn example(key: &str) -> String {
    let value = match key {
        "published" | "when" => "2025-04-19",
        "url" => "\"https://example.org/\"",
        _ => "\"…\"",
    };
    format!("add `{key}: {value}`")
}

/// Returns a help that shows a value of the expected type.
pub(super) fn right_type(key: &str, wanted: &str) -> String {
    match wanted {
        "text" => format!("write text: `{key}: \"…\"`"),
        "a date" => format!("write `{key}: 2025-04-19`"),
        "a number" => format!("write `{key}: 1`, without quotes"),
        "`true` or `false`" => format!("write `{key}: true` or `{key}: false`, without quotes"),
        "a mapping" => {
            format!("write `{key}:` and, on the lines below, `name: value` indented by two spaces")
        }
        _ => format!("write {wanted}"),
    }
}
