//! Reads the settings of exports: feeds, social image, `security.txt` and `humans.txt`.

use jiff::tz::TimeZone;

use crate::briefing::as_language_tag;
use crate::data::{DataNode, DataValue, KeySchema, MappingReader};
use crate::settings::{Credit, EntryText, FeedFormat, FeedScope, FeedSettings, SecurityTxt, SocialImage};

static FEEDS: KeySchema = KeySchema {
    noun: "`[feeds]`",
    known: &["entries", "forms", "subject_forms", "subject_text", "of", "first_base_url"],
    synonyms: &[
        ("limit", "entries"),
        ("items", "entries"),
        ("formats", "forms"),
        ("old_base_url", "first_base_url"),
        ("for", "of"),
    ],
    entries: &[],
};

static SOCIAL_IMAGE: KeySchema = KeySchema {
    noun: "`[picture]`",
    known: &["file", "alt"],
    synonyms: &[("path", "file"), ("src", "file"), ("url", "file"), ("text", "alt"), ("description", "alt")],
    entries: &[],
};

static SECURITY_TXT: KeySchema = KeySchema {
    noun: "`[security]`",
    known: &["contact", "expires", "languages", "encryption", "acknowledgments", "policy"],
    synonyms: &[
        ("email", "contact"),
        ("contacts", "contact"),
        ("until", "expires"),
        ("preferred_languages", "languages"),
        ("acknowledgements", "acknowledgments"),
        ("thanks", "acknowledgments"),
        ("key", "encryption"),
    ],
    entries: &[],
};

static CREDIT: KeySchema = KeySchema {
    noun: "an entry of `humans`",
    known: &["role", "name", "contact"],
    synonyms: &[("title", "role"), ("email", "contact"), ("url", "contact"), ("website", "contact")],
    entries: &[],
};

#[cfg(test)]
pub(super) const KEY_SCHEMAS: [(&str, &KeySchema); 4] = [
    ("FeedsTable", &FEEDS),
    ("PictureForm", &SOCIAL_IMAGE),
    ("SecurityForm", &SECURITY_TXT),
    ("CreditForm", &CREDIT),
];

/// Maximum number of entries in a feed.
const MAX_ENTRIES: usize = 1000;

pub(super) fn read_feeds(reader: &mut MappingReader<'_>) -> FeedSettings {
    read_optional_table(reader, "feeds", &FEEDS, |entry| {
        let default = FeedSettings::default();
        let formats = super::read_choices(entry, "forms", &FeedFormat::CHOICES).unwrap_or(default.formats);
        let text = entry.choice("subject_text", &EntryText::CHOICES);
        FeedSettings {
            entries: read_entries(entry).unwrap_or(default.entries),
            subject_formats: super::read_choices(entry, "subject_forms", &FeedFormat::CHOICES)
                .unwrap_or_else(|| default_subject_formats(&formats)),
            subject_text: text.map_or(default.subject_text, |text| text.value),
            formats,
            scopes: super::read_choices(entry, "of", &FeedScope::CHOICES).unwrap_or(default.scopes),
            original_base_url: super::base_url::read_base_url(entry, "first_base_url"),
        }
    })
    .unwrap_or_default()
}

fn default_subject_formats(formats: &[FeedFormat]) -> Vec<FeedFormat> {
    let format = formats.iter().find(|format| **format == FeedFormat::Atom).or(formats.first());
    format.copied().into_iter().collect()
}

fn read_entries(reader: &mut MappingReader<'_>) -> Option<usize> {
    let number = reader.number("entries")?;
    if number.value.fract() == 0.0 && (1.0..=MAX_ENTRIES as f64).contains(&number.value) {
        return Some(number.value as usize);
    }
    let message =
        format!("`entries` must be a whole number from 1 to {MAX_ENTRIES}, but it is {}", number.value);
    reader.reject_value(message, format!("write a whole number from 1 to {MAX_ENTRIES}"), number.span)
}

pub(super) fn read_social_image(reader: &mut MappingReader<'_>) -> Option<SocialImage> {
    let read = |entry: &mut MappingReader<'_>| {
        let (file, alt) = (entry.required_text("file"), entry.required_text("alt"));
        Some(SocialImage { file: file?, alt: alt?.value })
    };
    read_optional_table(reader, "picture", &SOCIAL_IMAGE, read).flatten()
}

pub(super) fn read_security_txt(reader: &mut MappingReader<'_>) -> Option<SecurityTxt> {
    let read = |entry: &mut MappingReader<'_>| {
        entry.require("contact");
        let (contact, expires) = (read_contact(entry), entry.required_date("expires"));
        Some(SecurityTxt {
            languages: read_languages(entry),
            encryption: read_url(entry, "encryption"),
            acknowledgments: read_url(entry, "acknowledgments"),
            policy: read_url(entry, "policy"),
            expires: expires?.map(|date| date.end(&TimeZone::UTC)),
            contact: contact?,
        })
    };
    read_optional_table(reader, "security", &SECURITY_TXT, read).flatten()
}

/// Reads contact URLs. Returns `None` if there are none or one is invalid, which is reported.
fn read_contact(reader: &mut MappingReader<'_>) -> Option<Vec<String>> {
    let written = reader.texts("contact");
    let schemes = ["mailto:", "https://", "tel:"];
    for contact in &written {
        let is_valid = schemes
            .iter()
            .any(|scheme| contact.value.len() > scheme.len() && contact.value.starts_with(scheme));
        if !is_valid || contact.value.contains(char::is_whitespace) {
            let message = format!("`{}` is not a contact URL", contact.value);
            let help =
                "write `mailto:` and an e-mail address, `https://` and a page, or `tel:` and a phone number";
            return reader.reject_value(message, help, contact.span);
        }
    }
    (!written.is_empty()).then(|| written.into_iter().map(|contact| contact.value).collect())
}

fn read_languages(reader: &mut MappingReader<'_>) -> Vec<String> {
    let written = reader.texts("languages");
    written.into_iter().filter_map(|tag| Some(as_language_tag(reader, tag)?.value)).collect()
}

fn read_url(reader: &mut MappingReader<'_>, key: &'static str) -> Option<String> {
    reader.url(key).map(|url| url.value)
}

pub(super) fn read_credits(reader: &mut MappingReader<'_>) -> Vec<Credit> {
    let nodes = reader.values("humans");
    nodes
        .into_iter()
        .filter_map(|node| reader.entry("humans", &CREDIT, node, read_credit).flatten())
        .collect()
}

fn read_credit(entry: &mut MappingReader<'_>) -> Option<Credit> {
    let (role, name) = (entry.required_text("role"), entry.required_text("name"));
    let contact = entry.text("contact").map(|contact| contact.value);
    Some(Credit { role: role?.value, name: name?.value, contact })
}

/// Reads an optional table.
fn read_optional_table<T>(
    reader: &mut MappingReader<'_>,
    key: &'static str,
    keys: &'static KeySchema,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> Option<T> {
    let (pairs, span) = reader.map_with_keys(key, keys.known)?;
    reader.entry(key, keys, DataNode::new(DataValue::Map(pairs), span), read)
}
