//! Citations of briefings: BibTeX for the page and the site's bibliography, CSL-JSON for reference managers.
//!
//! A byline is free text, so an author's name is kept whole and not split into given and family names.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::{BriefingId, Site};

/// A citation of a briefing; serialises as CSL-JSON.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "citation")]
pub struct Citation<'a> {
    id: String,
    #[serde(rename = "type")]
    #[schemars(extend("const" = "webpage"))]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<LiteralName<'a>>,
    /// The site.
    #[serde(rename = "container-title")]
    container: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    issued: IssuedDate,
    language: &'a str,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// The absolute URL, if the site has a `base_url`.
    #[schemars(extend("format" = "uri"))]
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A name that is not split into given and family names.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "literal_name")]
struct LiteralName<'a> {
    literal: &'a str,
}

/// The date of publication.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "issued_date")]
struct IssuedDate {
    /// Year, month, day.
    #[serde(rename = "date-parts")]
    date_parts: [[i16; 3]; 1],
}

/// Returns the citation of a briefing.
pub fn citation(site: &Site, id: BriefingId) -> Citation<'_> {
    let resolved = site.briefing(id);
    let meta = &resolved.briefing.meta;
    Citation {
        id: citation_key(&resolved.permalink.path),
        kind: "webpage",
        title: &meta.title.value,
        author: resolved.byline.iter().map(|author| LiteralName { literal: &author.name }).collect(),
        container: &site.settings.title,
        publisher: site.settings.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        issued: IssuedDate { date_parts: [publication_day(site, id)] },
        language: meta.language.as_ref().map_or(&site.settings.language, |language| &language.value),
        summary: meta.summary.as_ref().map(|summary| summary.value.as_str()),
        url: site.page_url(&resolved.permalink.href),
    }
}

/// Returns year, month and day of publication: the calendar day if one is declared, else the day of the instant in the
/// site's time zone.
fn publication_day(site: &Site, id: BriefingId) -> [i16; 3] {
    let resolved = site.briefing(id);
    let zone = &site.settings.time_zone;
    let declared = resolved.briefing.published.value.single_day(zone);
    let day = declared.unwrap_or_else(|| zone.to_datetime(resolved.published).date());
    [day.year(), i16::from(day.month()), i16::from(day.day())]
}

/// Returns a unique ASCII key: the permalink without `briefings/`. Other chars are written as code points, so that two
/// keys that look alike stay distinct.
fn citation_key(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let mut key = String::with_capacity(path.len());
    for c in path.strip_prefix("briefings/").unwrap_or(path).chars() {
        match c {
            '/' => key.push(':'),
            c if c.is_ascii_alphanumeric() || c == '-' => key.push(c),
            c => _ = write!(key, "+{:x}", u32::from(c)),
        }
    }
    key
}

impl Citation<'_> {
    /// Returns the citation as a BibTeX entry.
    pub fn bibtex(&self) -> String {
        let [year, month, day] = self.issued.date_parts[0];
        let mut entry = format!("@misc{{{},\n", self.id);
        // The second pair of braces preserves capitals.
        push_field(&mut entry, "title", &format!("{{{}}}", escape_tex(self.title)));
        let authors: Vec<String> =
            self.author.iter().map(|name| format!("{{{}}}", escape_tex(name.literal))).collect();
        if !authors.is_empty() {
            push_field(&mut entry, "author", &authors.join(" and "));
        }
        push_field(&mut entry, "howpublished", &escape_tex(self.container));
        if let Some(publisher) = self.publisher {
            push_field(&mut entry, "publisher", &escape_tex(publisher));
        }
        push_field(&mut entry, "year", &year.to_string());
        push_field(&mut entry, "month", &month.to_string());
        push_field(&mut entry, "day", &day.to_string());
        if let Some(url) = &self.url {
            push_field(&mut entry, "url", url);
        }
        entry.push_str("}\n");
        entry
    }
}

fn push_field(entry: &mut String, name: &str, value: &str) {
    let _ = writeln!(entry, "  {name} = {{{value}}},");
}

/// Escapes text for TeX. Braces become commands, because BibTeX counts even those after a backslash.
fn escape_tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '{' => escaped.push_str("\\textbraceleft "),
            '}' => escaped.push_str("\\textbraceright "),
            '\\' => escaped.push_str("\\textbackslash "),
            '~' => escaped.push_str("\\textasciitilde "),
            '^' => escaped.push_str("\\textasciicircum "),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ascii_and_distinct() {
        let cases = [
            ("briefings/2025/river-talks/", "2025:river-talks"),
            ("briefings/2025/نهر/", "2025:+646+647+631"),
            ("briefings/2025/+646/", "2025:+2b646"),
        ];
        for (path, key) in cases {
            assert_eq!(citation_key(path), key);
        }
    }

    #[test]
    fn tex_balances_braces_whatever_the_text() {
        let text = "100% of {A & B} _x_ \\end #1 ~ ^ $";
        let escaped = escape_tex(text);
        assert_eq!(
            escaped,
            "100\\% of \\textbraceleft A \\& B\\textbraceright  \\_x\\_ \\textbackslash end \\#1 \\textasciitilde  \\textasciicircum  \\$"
        );
        assert!(!escaped.contains(['{', '}']));
    }
}
