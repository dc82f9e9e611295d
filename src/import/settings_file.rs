//! The settings of the new site.

use super::config::SourceConfig;
use super::html::plain_text;

/// Returns `site.toml`.
pub(super) fn text(config: &SourceConfig, time_zone: &str, default_title: &str) -> String {
    let mut lines = vec![line("title", title(config).as_deref().unwrap_or(default_title))];
    let description = config.description.as_deref().map(plain_text).filter(|text| !text.is_empty());
    lines.extend(description.map(|text| line("description", &text)));
    lines.extend(config.language.as_deref().and_then(language).map(|tag| line("language", &tag)));
    lines.push(line("time_zone", time_zone));
    lines.extend(config.base_url.as_deref().filter(|url| is_plain(url)).map(|url| line("base_url", url)));
    lines.concat()
}

/// Returns the title that the settings state.
pub(super) fn title(config: &SourceConfig) -> Option<String> {
    config.title.as_deref().map(plain_text).filter(|title| !title.is_empty())
}

fn line(key: &str, value: &str) -> String {
    let value = crate::text::on_one_line(value);
    let escaped: String = value
        .trim()
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => String::new(),
            c => c.to_string(),
        })
        .collect();
    format!("{key} = \"{escaped}\"\n")
}

/// Returns a language tag: `en` and, for a region, `en-GB`. English has labels of its own; others need a file of labels.
pub(super) fn language(tag: &str) -> Option<String> {
    let tag = tag.replace('_', "-");
    let language = tag.split('-').next()?.to_ascii_lowercase();
    (language == "en").then(|| "en".to_owned())
}

fn is_plain(url: &str) -> bool {
    let rest = url.split("://").nth(1).unwrap_or_default();
    rest.len() > 3
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ':' | '_'))
        && !rest.contains("//")
}
