//! Reads `site.toml`.

mod assets;
mod base_url;
mod csp;
mod exports;
mod fiscal_year;
mod front_matter;
mod look;
mod rules;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::briefing::{as_language_tag, read_time_zone};
use crate::data::{DataNode, DataValue, KeySchema, MappingReader, parse_toml};
use crate::diagnostic::{BAD_DATE, Diagnostic, Outcome};
use crate::facts::{Date, DisplayMode};
use crate::text::{Source, Span, Spanned};

use super::{BoxGroup, DataScope, FoundSettings, MenuEntry, NameLinks, Outputs, Publisher, Settings};

/// Keys of `site.toml`. A test compares them with `docs/settings.md`.
static SETTINGS: KeySchema = KeySchema {
    noun: "`site.toml`",
    known: &[
        "title",
        "description",
        "language",
        "time_zone",
        "base_url",
        "per_page",
        "boxes",
        "as_of",
        "raw_html",
        "asset_types",
        "publisher",
        "menu",
        "front_matter",
        "found",
        "outputs",
        "feeds",
        "look",
        "csp",
        "picture",
        "security",
        "humans",
        "rules",
    ],
    synonyms: &[
        ("name", "title"),
        ("baseurl", "base_url"),
        ("url", "base_url"),
        ("lang", "language"),
        ("default_language", "language"),
        ("languagecode", "language"),
        ("timezone", "time_zone"),
        ("paginate", "per_page"),
        ("paginate_by", "per_page"),
        ("author", "publisher"),
        ("unsafe", "raw_html"),
        ("file_types", "asset_types"),
        ("extensions", "asset_types"),
        ("assets", "asset_types"),
        ("frontmatter", "front_matter"),
        ("front-matter", "front_matter"),
        ("severity", "rules"),
        ("lints", "rules"),
        ("feed", "feeds"),
        ("image", "picture"),
        ("theme", "look"),
        ("brand", "look"),
        ("content_security_policy", "csp"),
        ("policy", "csp"),
        ("security_txt", "security"),
        ("team", "humans"),
    ],
    entries: &[],
};

static PUBLISHER: KeySchema = KeySchema {
    noun: "`[publisher]`",
    known: &["name", "url"],
    synonyms: &[("title", "name"), ("website", "url")],
    entries: &[],
};

static MENU_ENTRY: KeySchema = KeySchema {
    noun: "an entry of `menu`",
    known: &["name", "to"],
    synonyms: &[
        ("title", "name"),
        ("label", "name"),
        ("url", "to"),
        ("href", "to"),
        ("link", "to"),
        ("page", "to"),
    ],
    entries: &[],
};

static FOUND: KeySchema = KeySchema {
    noun: "`[found]`",
    known: &["dates", "names", "links", "chronology", "fiscal_2025"],
    synonyms: &[("date", "dates"), ("calendar", "chronology"), ("fiscal_year", "fiscal_2025")],
    entries: &[],
};

static OUTPUTS: KeySchema = KeySchema {
    noun: "`[outputs]`",
    known: &[
        "feeds",
        "sitemap",
        "structured_data",
        "data",
        "ninjs",
        "calendars",
        "manifest",
        "servers",
        "search",
        "timeline",
    ],
    synonyms: &[
        ("feed", "feeds"),
        ("rss", "feeds"),
        ("atom", "feeds"),
        ("json_ld", "structured_data"),
        ("jsonld", "structured_data"),
        ("ical", "calendars"),
        ("calendar", "calendars"),
        ("redirects", "servers"),
        ("csv", "data"),
        ("json", "data"),
    ],
    entries: &[],
};

/// Language of the built-in interface text.
const DEFAULT_LANGUAGE: &str = "en";

/// Maximum number of briefings on one page of a listing.
const MAX_PER_PAGE: usize = 1000;
/// Default number of briefings on one page of a listing.
const DEFAULT_PER_PAGE: usize = 50;

/// Reads `site.toml`. Invalid values are reported and replaced by defaults.
///
/// The value is `None` if the file is not valid TOML or has no title.
pub fn read_settings(source: &Source) -> Outcome<Option<Settings>> {
    let Outcome { value: node, mut diagnostics } = parse_toml(source);
    if !diagnostics.is_empty() {
        return Outcome::new(None, diagnostics);
    }
    let pairs = match node.value {
        DataValue::Map(pairs) => pairs,
        _ => Vec::new(),
    };
    let mut reader = MappingReader::new(source, &SETTINGS, pairs, Span::empty_at(0), &mut diagnostics);
    let settings = read_table(&mut reader);
    Outcome::new(settings, diagnostics)
}

fn read_table(reader: &mut MappingReader<'_>) -> Option<Settings> {
    let title = reader.required_text("title");
    let written_zone = read_time_zone(reader, "time_zone").map(|zone| zone.value);
    let front_matter = front_matter::options(reader, written_zone.as_deref());
    let zone = written_zone.unwrap_or_else(|| "UTC".to_owned());
    let (language, language_span) = read_language(reader);
    let settings = Settings {
        description: reader.text("description").map(|text| text.value).unwrap_or_default(),
        language,
        language_span,
        time_zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        time_zone_name: zone,
        base_url: base_url::read_site_url(reader),
        publisher: read_publisher(reader),
        menu: read_menu(reader),
        per_page: read_per_page(reader),
        boxes: read_boxes(reader),
        rules: rules::read_rules(reader),
        as_of: read_as_of(reader),
        raw_html: reader.flag("raw_html").unwrap_or(false),
        asset_types: assets::types(reader),
        front_matter,
        found: read_found(reader),
        outputs: read_outputs(reader),
        feeds: exports::read_feeds(reader),
        look: look::read_look(reader),
        csp: csp::read_csp(reader),
        social_image: exports::read_social_image(reader),
        security: exports::read_security_txt(reader),
        humans: exports::read_credits(reader),
        title: title?.value,
    };
    Some(settings)
}

/// Returns the language with its location; without one, the default.
fn read_language(reader: &mut MappingReader<'_>) -> (String, Option<Span>) {
    let tag = reader.symbol("language").and_then(|tag| as_language_tag(reader, tag));
    tag.map_or_else(|| (DEFAULT_LANGUAGE.to_owned(), None), |tag| (tag.value, Some(tag.span)))
}

fn read_publisher(reader: &mut MappingReader<'_>) -> Option<Publisher> {
    let (pairs, span) = reader.map_with_keys("publisher", PUBLISHER.known)?;
    let node = DataNode::new(DataValue::Map(pairs), span);
    let read = |entry: &mut MappingReader<'_>| {
        let (name, url) = (entry.required_text("name"), entry.url("url"));
        Some(Publisher { name: name?.value, url: url.map(|url| url.value) })
    };
    reader.entry("publisher", &PUBLISHER, node, read).flatten()
}

fn read_menu(reader: &mut MappingReader<'_>) -> Option<Vec<MenuEntry>> {
    let node = reader.take_value("menu")?;
    let DataValue::List(items) = node.value else {
        return reader.wrong_type("menu", "a list of `[[menu]]` tables", &node.value, node.span);
    };
    Some(
        items
            .into_iter()
            .filter_map(|item| reader.entry("menu", &MENU_ENTRY, item, read_menu_entry).flatten())
            .collect(),
    )
}

fn read_menu_entry(entry: &mut MappingReader<'_>) -> Option<MenuEntry> {
    let name = entry.required_text("name");
    // An empty `to` is valid: it is the home page.
    let target = match entry.take_value("to") {
        Some(DataNode { value: DataValue::Text(text), span }) => Some(Spanned::new(text, span)),
        Some(other) => entry.wrong_type("to", "text", &other.value, other.span),
        None => {
            entry.require("to");
            None
        }
    };
    Some(MenuEntry { name: name?.value, target: target? })
}

fn read_per_page(reader: &mut MappingReader<'_>) -> usize {
    let Some(number) = reader.number("per_page") else { return DEFAULT_PER_PAGE };
    if number.value.fract() == 0.0 && (1.0..=MAX_PER_PAGE as f64).contains(&number.value) {
        return number.value as usize;
    }
    let message =
        format!("`per_page` must be a whole number from 1 to {MAX_PER_PAGE}, but it is {}", number.value);
    reader
        .reject_value(message, format!("write a whole number from 1 to {MAX_PER_PAGE}"), number.span)
        .unwrap_or(DEFAULT_PER_PAGE)
}

fn read_boxes(reader: &mut MappingReader<'_>) -> Vec<BoxGroup> {
    let all = || BoxGroup::CHOICES.map(|(_, group)| group).to_vec();
    read_choices(reader, "boxes", &BoxGroup::CHOICES).unwrap_or_else(all)
}

/// Reads a list of choices without duplicates. Returns `None` if the key is absent.
fn read_choices<T: Copy + PartialEq>(
    reader: &mut MappingReader<'_>,
    key: &'static str,
    choices: &[(&'static str, T)],
) -> Option<Vec<T>> {
    let node = reader.take_value(key)?;
    let DataValue::List(items) = node.value else {
        return reader.wrong_type(key, "a list", &node.value, node.span);
    };
    let mut listed = Vec::new();
    for item in items {
        let choice = reader.as_text(key, item).and_then(|text| reader.as_choice(key, text, choices));
        listed.extend(choice.map(|choice| choice.value).filter(|choice| !listed.contains(choice)));
    }
    Some(listed)
}

fn read_as_of(reader: &mut MappingReader<'_>) -> Option<Timestamp> {
    const FORMS: &str = "write a date with time and zone, such as `2025-04-20T18:00:00Z`";
    let date = reader.date_of("as_of", FORMS)?;
    match date.value {
        Date::Instant(instant) => Some(instant.timestamp),
        _ => {
            let diagnostic = Diagnostic::new(&BAD_DATE, "`as_of` must have a time and a time zone");
            reader.reject(diagnostic.help(FORMS), date.span)
        }
    }
}

fn read_found(reader: &mut MappingReader<'_>) -> FoundSettings {
    let (pairs, span) = reader.map("found").unwrap_or_default();
    let node = DataNode::new(DataValue::Map(pairs), span);
    let read = |entry: &mut MappingReader<'_>| FoundSettings {
        dates: entry.choice("dates", &DisplayMode::CHOICES).map_or(DisplayMode::Prose, |mode| mode.value),
        names: entry.choice("names", &DisplayMode::CHOICES).map_or(DisplayMode::Prose, |mode| mode.value),
        links: entry.choice("links", &NameLinks::CHOICES).map_or(NameLinks::Page, |links| links.value),
        timeline: entry.flag("chronology").unwrap_or(false),
        fiscal_year: fiscal_year::read_fiscal_year(entry),
    };
    reader.entry("found", &FOUND, node, read).unwrap_or(FoundSettings {
        dates: DisplayMode::Prose,
        names: DisplayMode::Prose,
        links: NameLinks::Page,
        timeline: false,
        fiscal_year: None,
    })
}

fn read_outputs(reader: &mut MappingReader<'_>) -> Outputs {
    let (pairs, span) = reader.map("outputs").unwrap_or_default();
    let node = DataNode::new(DataValue::Map(pairs), span);
    let read = |entry: &mut MappingReader<'_>| {
        let data = read_data_scope(entry).unwrap_or(Outputs::DEFAULT.data);
        let ninjs = entry.flag("ninjs").unwrap_or(Outputs::DEFAULT.ninjs);
        let mut is_on = |key| entry.flag(key).unwrap_or(true);
        Outputs {
            feeds: is_on("feeds"),
            sitemap: is_on("sitemap"),
            structured_data: is_on("structured_data"),
            data,
            ninjs,
            calendars: is_on("calendars"),
            manifest: is_on("manifest"),
            servers: is_on("servers"),
            search: is_on("search"),
            timeline: is_on("timeline"),
        }
    };
    reader.entry("outputs", &OUTPUTS, node, read).unwrap_or(Outputs::DEFAULT)
}

/// Reads which data files are written: `true`, `false` or the name of a scope.
fn read_data_scope(reader: &mut MappingReader<'_>) -> Option<DataScope> {
    let node = reader.take_value("data")?;
    match node.value {
        DataValue::Bool(true) => Some(DataScope::Site),
        DataValue::Bool(false) => Some(DataScope::None),
        _ => {
            let name = reader.as_text("data", node)?;
            Some(reader.as_choice("data", name, &DataScope::CHOICES)?.value)
        }
    }
}

/// Returns the keys of each table, with the name of its type in [`schema`](crate::schema).
#[cfg(test)]
pub(crate) fn settings_key_schemas() -> Vec<(&'static str, &'static KeySchema)> {
    let mut all = vec![
        ("SettingsForm", &SETTINGS),
        ("PublisherForm", &PUBLISHER),
        ("MenuEntryForm", &MENU_ENTRY),
        ("FrontMatterTable", &front_matter::FRONT_MATTER),
        ("FoundTable", &FOUND),
        ("LookTable", &look::LOOK),
        ("FontFileForm", &look::FONT),
        ("CornerForm", &look::CORNER),
        ("NamedLinkForm", &look::LINK),
        ("CspTable", &csp::CSP),
        ("OutputsTable", &OUTPUTS),
    ];
    all.extend(exports::KEY_SCHEMAS);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_lists_every_key_and_no_other() {
        let page = include_str!("../../../docs/settings.md");
        let cells = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut documented: Vec<&str> = cells.collect();
        let mut known = SETTINGS.known.to_vec();
        documented.sort_unstable();
        known.sort_unstable();
        assert_eq!(documented, known);
    }
}
