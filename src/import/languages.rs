//! Pages in other languages: `page.fr.md`, or a folder for each language.

use serde_json::Value;

use super::config::SourceConfig;
use super::front::scalar;
use super::kind::SiteKind;
use super::tree::{folder, stem};

/// A page path without its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LanguagePath {
    /// The path below the folder of the content, without the language.
    pub(super) relative: String,
    /// The language, if the path states it.
    pub(super) language: Option<String>,
    /// What URLs of the language begin with: `fr/`, or nothing.
    pub(super) prefix: String,
}

/// Reads the language in a path, which the settings of Hugo and Zola list.
pub(super) fn language_path(relative: &str, config: &SourceConfig, kind: SiteKind) -> LanguagePath {
    let plain = || LanguagePath { relative: relative.to_owned(), language: None, prefix: String::new() };
    let listed = config.values.get("languages").and_then(Value::as_object);
    let Some(listed) = listed.filter(|_| matches!(kind, SiteKind::Hugo | SiteKind::Zola)) else {
        return plain();
    };
    let default = ["defaultContentLanguage", "default_language"]
        .iter()
        .find_map(|key| scalar(config.values.get(*key)?));
    let default = default.unwrap_or_else(|| "en".to_owned());
    let in_folder = config.values.get("defaultContentLanguageInSubdir") == Some(&Value::Bool(true));
    let is_language = |tag: &str| listed.contains_key(tag) || tag == default;
    let by_name = stem(relative).rsplit_once('.').filter(|(_, tag)| is_language(tag)).map(|(name, tag)| {
        let end = &relative[folder(relative).len() + stem(relative).len()..];
        (format!("{}{name}{end}", folder(relative)), tag)
    });
    let by_folder = || {
        let (tag, rest) = relative.split_once('/')?;
        let has_folder = listed.get(tag)?.get("contentDir").is_some();
        has_folder.then(|| (rest.to_owned(), tag))
    };
    let Some((relative, tag)) = by_name.or_else(by_folder) else { return plain() };
    let prefix = if tag == default && !in_folder { String::new() } else { format!("{tag}/") };
    LanguagePath { relative, language: Some(tag.to_owned()), prefix }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_from_paths() {
        let values = serde_json::json!({
            "defaultContentLanguage": "en",
            "languages": {"en": {}, "fr": {"contentDir": "content/fr"}}
        });
        let config = SourceConfig {
            values: values.as_object().cloned().unwrap_or_default(),
            ..SourceConfig::default()
        };
        let cases = [
            ("posts/a.fr.md", "posts/a.md", Some("fr"), "fr/"),
            ("posts/a.en.md", "posts/a.md", Some("en"), ""),
            ("fr/posts/a.md", "posts/a.md", Some("fr"), "fr/"),
            ("en/posts/a.md", "en/posts/a.md", None, ""),
            ("posts/v1.2.md", "posts/v1.2.md", None, ""),
        ];
        for (path, relative, language, prefix) in cases {
            let expected = LanguagePath {
                relative: relative.to_owned(),
                language: language.map(str::to_owned),
                prefix: prefix.to_owned(),
            };
            assert_eq!(language_path(path, &config, SiteKind::Hugo), expected, "{path}");
        }
        assert_eq!(language_path("a.fr.md", &config, SiteKind::MkDocs).language, None);
    }
}
