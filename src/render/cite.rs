//! How to cite a briefing: as BibTeX for its page and the site's bibliography, as CSL-JSON for reference managers.
//!
//! Both say what the briefing says of itself and no more: a byline is free text, so it is kept whole and never taken
//! apart into given and family names.

use std::fmt::Write;

use serde::Serialize;

use crate::site::{BriefingId, Site};

/// A briefing as CSL-JSON has it.
#[derive(Serialize)]
pub struct Citation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<LiteralName<'a>>,
    #[serde(rename = "container-title")]
    container: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    issued: IssuedDate,
    language: &'a str,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A name that is not taken apart.
#[derive(Serialize)]
struct LiteralName<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct IssuedDate {
    #[serde(rename = "date-parts")]
    date_parts: [[i16; 3]; 1],
}

/// How to cite a briefing.
pub fn citation(site: &Site, id: BriefingId) -> Citation<'_> {
    let filed = site.briefing(id);
    let (briefing, leaf) = (&filed.briefing, &filed.briefing.meta);
    Citation {
        id: citation_key(&filed.permalink.path),
        kind: "webpage",
        title: &leaf.title.value,
        author: briefing.byline.iter().map(|name| LiteralName { literal: &name.value }).collect(),
        container: &site.settings.title,
        publisher: site.settings.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        issued: IssuedDate { date_parts: [publication_day(site, id)] },
        language: leaf.language.as_ref().map_or(&site.settings.language, |language| &language.value),
        summary: leaf.summary.as_ref().map(|summary| summary.value.as_str()),
        url: site.page_url(&filed.permalink.href),
    }
}

/// Year, month and day of publication: the day as written, that of an instant in the site's zone.
fn publication_day(site: &Site, id: BriefingId) -> [i16; 3] {
    let filed = site.briefing(id);
    let zone = &site.settings.time_zone;
    let written = filed.briefing.published.value.single_day(zone);
    let day = written.unwrap_or_else(|| zone.to_datetime(filed.published).date());
    [day.year(), i16::from(day.month()), i16::from(day.day())]
}

/// A key that no other briefing has: its address without `briefings/`, in letters every program reads. A letter
/// beyond ASCII stands as its code point, for two that only look alike must not be one.
fn citation_key(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let mut key = String::with_capacity(path.len());
    for letter in path.strip_prefix("briefings/").unwrap_or(path).chars() {
        match letter {
            '/' => key.push(':'),
            letter if letter.is_ascii_alphanumeric() || letter == '-' => key.push(letter),
            letter => _ = write!(key, "+{:x}", u32::from(letter)),
        }
    }
    key
}

impl Citation<'_> {
    /// The same as a BibTeX entry.
    pub fn bibtex(&self) -> String {
        let [year, month, day] = self.issued.date_parts[0];
        let mut entry = format!("@misc{{{},\n", self.id);
        // The second pair of braces keeps capitals as they are.
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

/// Text as TeX sets it. Braces become commands, for BibTeX counts even those behind a backslash.
fn escape_tex(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' => set.extend(['\\', letter]),
            '{' => set.push_str("\\textbraceleft "),
            '}' => set.push_str("\\textbraceright "),
            '\\' => set.push_str("\\textbackslash "),
            '~' => set.push_str("\\textasciitilde "),
            '^' => set.push_str("\\textasciicircum "),
            letter if letter.is_control() => set.push(' '),
            letter => set.push(letter),
        }
    }
    set
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
        for (path, given) in cases {
            assert_eq!(citation_key(path), given);
        }
    }

    #[test]
    fn tex_balances_braces_whatever_the_text() {
        let text = "100% of {A & B} _x_ \\end #1 ~ ^ $";
        let set = escape_tex(text);
        assert_eq!(
            set,
            "100\\% of \\textbraceleft A \\& B\\textbraceright  \\_x\\_ \\textbackslash end \\#1 \\textasciitilde  \\textasciicircum  \\$"
        );
        assert!(!set.contains(['{', '}']));
    }
}
