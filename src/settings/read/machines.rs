//! What `site.toml` says for files for machines: feeds, the picture of the site, `security.txt`, `humans.txt`.

use jiff::tz::TimeZone;

use crate::briefing::is_language_tag;
use crate::data::{Data, Keys, Node, Reader};
use crate::settings::{FeedForm, FeedOf, Feeds, Human, Picture, Security};

static FEEDS: Keys = Keys {
    of: "`[feeds]`",
    known: &["entries", "forms", "of", "first_base_url"],
    other_words: &[
        ("limit", "entries"),
        ("items", "entries"),
        ("formats", "forms"),
        ("old_base_url", "first_base_url"),
        ("for", "of"),
    ],
    entries: &[],
};

static PICTURE: Keys = Keys {
    of: "`[picture]`",
    known: &["file", "alt"],
    other_words: &[
        ("path", "file"),
        ("src", "file"),
        ("url", "file"),
        ("text", "alt"),
        ("description", "alt"),
    ],
    entries: &[],
};

static SECURITY: Keys = Keys {
    of: "`[security]`",
    known: &["contact", "expires", "languages", "encryption", "acknowledgments", "policy"],
    other_words: &[
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

static HUMAN: Keys = Keys {
    of: "an entry of `humans`",
    known: &["role", "name", "contact"],
    other_words: &[("title", "role"), ("email", "contact"), ("url", "contact"), ("website", "contact")],
    entries: &[],
};

/// The most entries a feed may have.
const MOST_ENTRIES: usize = 1000;

pub(super) fn feeds(reader: &mut Reader<'_>) -> Feeds {
    table(reader, "feeds", &FEEDS, |entry| {
        let unless_stated = Feeds::default();
        Feeds {
            entries: entries(entry).unwrap_or(unless_stated.entries),
            forms: super::words(entry, "forms", &FeedForm::WORDS).unwrap_or(unless_stated.forms),
            of: super::words(entry, "of", &FeedOf::WORDS).unwrap_or(unless_stated.of),
            first_base_url: super::address::base_url(entry, "first_base_url"),
        }
    })
    .unwrap_or_default()
}

fn entries(reader: &mut Reader<'_>) -> Option<usize> {
    let number = reader.number("entries")?;
    if number.value.fract() == 0.0 && (1.0..=MOST_ENTRIES as f64).contains(&number.value) {
        return Some(number.value as usize);
    }
    let message = format!("a feed cannot have {} entries", number.value);
    reader.refuse(message, format!("write a whole number from 1 to {MOST_ENTRIES}"), number.span)
}

pub(super) fn picture(reader: &mut Reader<'_>) -> Option<Picture> {
    let read = |entry: &mut Reader<'_>| {
        let (file, alt) = (entry.required_text("file"), entry.required_text("alt"));
        Some(Picture { file: file?, alt: alt?.value })
    };
    table(reader, "picture", &PICTURE, read).flatten()
}

pub(super) fn security(reader: &mut Reader<'_>) -> Option<Security> {
    let read = |entry: &mut Reader<'_>| {
        entry.missing("contact");
        let (contact, expires) = (contact(entry), entry.required_date("expires"));
        Some(Security {
            languages: languages(entry),
            encryption: address(entry, "encryption"),
            acknowledgments: address(entry, "acknowledgments"),
            policy: address(entry, "policy"),
            expires: expires?.map(|date| date.end(&TimeZone::UTC)),
            contact: contact?,
        })
    };
    table(reader, "security", &SECURITY, read).flatten()
}

/// Ways to reach somebody; none where there is none, which has been noted.
fn contact(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let written = reader.texts("contact");
    let schemes = ["mailto:", "https://", "tel:"];
    for way in &written {
        let sound =
            schemes.iter().any(|scheme| way.value.len() > scheme.len() && way.value.starts_with(scheme));
        if !sound || way.value.contains(char::is_whitespace) {
            let message = format!("`{}` is no way to reach somebody", way.value);
            let mend = "write `mailto:` and an address, `https://` and a page, or `tel:` and a number";
            return reader.refuse(message, mend, way.span);
        }
    }
    (!written.is_empty()).then(|| written.into_iter().map(|way| way.value).collect())
}

fn languages(reader: &mut Reader<'_>) -> Vec<String> {
    let written = reader.texts("languages");
    let refused = written.iter().find(|tag| !is_language_tag(&tag.value));
    if let Some(tag) = refused {
        let message = format!("`{}` is no language tag", tag.value);
        return reader
            .refuse(message, "write a tag such as `en`, `ar` or `pt-BR`", tag.span)
            .unwrap_or_default();
    }
    written.into_iter().map(|tag| tag.value).collect()
}

fn address(reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
    reader.address(key).map(|address| address.value)
}

pub(super) fn humans(reader: &mut Reader<'_>) -> Vec<Human> {
    let nodes = reader.nodes("humans");
    nodes.into_iter().filter_map(|node| reader.entry("humans", &HUMAN, node, human).flatten()).collect()
}

fn human(entry: &mut Reader<'_>) -> Option<Human> {
    let (role, name) = (entry.required_text("role"), entry.required_text("name"));
    let contact = entry.text("contact").map(|contact| contact.value);
    Some(Human { role: role?.value, name: name?.value, contact })
}

/// Reads a table, where it is there.
fn table<T>(
    reader: &mut Reader<'_>,
    key: &'static str,
    keys: &'static Keys,
    read: impl FnOnce(&mut Reader<'_>) -> T,
) -> Option<T> {
    let (pairs, span) = reader.map(key)?;
    reader.entry(key, keys, Node::new(Data::Map(pairs), span), read)
}
