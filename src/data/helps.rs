//! What to write, ready to be pasted.

/// A line ready to be pasted.
pub(super) fn example(key: &str) -> String {
    let value = match key {
        "published" | "when" => "2025-04-19",
        "url" => "\"https://example.org/\"",
        _ => "\"…\"",
    };
    format!("add `{key}: {value}`")
}

/// How a value of the wanted type is written.
pub(super) fn right_type(key: &str, wanted: &str) -> String {
    match wanted {
        "text" => format!("write one text: `{key}: \"…\"`"),
        "a date" => format!("write `{key}: 2025-04-19`"),
        "a number" => format!("write `{key}: 1`, without quotes"),
        "`true` or `false`" => format!("write `{key}: true` or `{key}: false`, without quotes"),
        "a mapping" => format!("write `{key}:`, and below it lines of `name: value`, set in by two spaces"),
        _ => format!("write {wanted}"),
    }
}
