//! Names of emoji between colons, where the settings turn them on.

use serde_json::Value;

use super::config::SourceConfig;
use super::front::value_of;
use super::inline_marks::by_line;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};

/// Maximum length of a name, in bytes.
const MAX_NAME: usize = 48;

/// Returns whether the program shows `:name:` as an emoji.
pub(super) fn are_named(config: &SourceConfig, kind: SiteKind) -> bool {
    let values = &config.values;
    match kind {
        SiteKind::MkDocs => config.lists("markdown_extensions", "pymdownx.emoji"),
        SiteKind::Jekyll => config.lists("plugins", "jemoji") || config.lists("gems", "jemoji"),
        SiteKind::Hugo => value_of(values, "enableEmoji") == Some(&Value::Bool(true)),
        SiteKind::Zola => values.get("markdown").is_some_and(|markdown| markdown["render_emoji"] == true),
        _ => false,
    }
}

/// Replaces the names of emoji outside code.
pub(super) fn replaced(body: &str, log: &mut FileLog) -> String {
    let mut count = 0;
    let text = by_line(body, |text| {
        let (mut output, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(open) = rest.find(':') {
            output.push_str(&rest[..open]);
            rest = &rest[open..];
            let emoji = name(&rest[1..]).and_then(|name| Some((name, emojis::get_by_shortcode(name)?)));
            let is_word = output.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/'));
            match emoji.filter(|_| !is_word) {
                Some((name, emoji)) => {
                    count += 1;
                    output.push_str(emoji.as_str());
                    rest = &rest[name.len() + 2..];
                }
                None => {
                    output.push(':');
                    rest = &rest[1..];
                }
            }
        }
        output + rest
    });
    log.extend(std::iter::repeat_n((ReportKind::Dialect, "name of an emoji".to_owned()), count));
    text
}

/// Returns the name before the next colon.
fn name(text: &str) -> Option<&str> {
    let is_part = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte);
    let length = text.bytes().take(MAX_NAME).take_while(is_part).count();
    (length > 0 && text[length..].starts_with(':')).then(|| &text[..length])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::front::yaml_map;

    #[test]
    fn names_of_emoji_are_replaced() {
        let cases = [
            ("A :gear: b :+1:\n", "A ⚙️ b 👍\n"),
            (
                "`:gear:` and 10:gear: http://a:gear:80 :none: 10:30:45\n",
                "`:gear:` and 10:gear: http://a:gear:80 :none: 10:30:45\n",
            ),
            ("::gear: :é: :\n", "::gear: :é: :\n"),
        ];
        for (body, expected) in cases {
            assert_eq!(replaced(body, &mut FileLog::new()), expected);
        }
    }

    #[test]
    fn settings_turn_names_on() {
        let cases = [
            (SiteKind::MkDocs, "markdown_extensions:\n  - pymdownx.emoji:\n      x: 1\n", true),
            (SiteKind::MkDocs, "markdown_extensions: [admonition]\n", false),
            (SiteKind::Hugo, "enableemoji: true\n", true),
            (SiteKind::Hugo, "enableEmoji: false\n", false),
            (SiteKind::Zola, "markdown: {render_emoji: true}\n", true),
            (SiteKind::Zola, "markdown: {}\n", false),
            (SiteKind::Jekyll, "plugins: [jemoji]\n", true),
            (SiteKind::Eleventy, "plugins: [jemoji]\n", false),
        ];
        for (kind, yaml, expected) in cases {
            let config = SourceConfig { values: yaml_map(yaml).expect("YAML"), ..SourceConfig::default() };
            assert_eq!(are_named(&config, kind), expected, "{yaml}");
        }
    }
}
