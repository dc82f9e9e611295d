//! The keys of `site.toml` about files for programs.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use schemars::JsonSchema;

use super::values::{DayOrInstant, LanguageTag, OneOrMany, TextLine, WebAddress, Words};

/// Which files are written.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct OutputsTable {
    /// Feeds.
    feeds: Option<bool>,
    /// Sitemaps and `robots.txt`.
    sitemap: Option<bool>,
    /// JSON-LD in every page.
    structured_data: Option<bool>,
    /// Data files.
    data: Option<DataChoice>,
    /// Each briefing as ninjs.
    ninjs: Option<bool>,
    /// Calendars.
    calendars: Option<bool>,
    /// The web manifest.
    manifest: Option<bool>,
    /// Configuration for servers.
    servers: Option<bool>,
    /// The search page and its index.
    search: Option<bool>,
    /// The chart of a long timeline.
    timeline: Option<bool>,
}

/// Which data files are written.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum DataChoice {
    /// Those of the whole site, or none.
    Flag(bool),
    /// By name.
    Scope(DataScopeName),
}

/// The scope of data files.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum DataScopeName {
    /// Those of the whole site.
    Site,
    /// Also one beside each briefing, actor and venue.
    Pages,
}

/// Feeds.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FeedsTable {
    /// Number of entries of a feed [default: 20].
    #[schemars(range(min = 1, max = 1000))]
    entries: Option<u32>,
    /// Formats of the feeds of the site and of corrections [default: all].
    forms: Option<Vec<FeedFormatName>>,
    /// Formats of the feeds of topics, actors and venues [default: atom].
    subject_forms: Option<Vec<FeedFormatName>>,
    /// The text of an entry in the feeds of topics, actors and venues [default: summary].
    subject_text: Option<EntryTextName>,
    /// Which have feeds besides the site [default: all].
    of: Option<Vec<FeedScopeName>>,
    /// The first `base_url` of a site that has moved.
    first_base_url: Option<WebAddress>,
}

/// The format of a feed.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum FeedFormatName {
    /// Atom.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed.
    Json,
}

/// The text of a feed entry.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum EntryTextName {
    /// The summary.
    Summary,
    /// The whole prose.
    Whole,
}

/// What has feeds.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum FeedScopeName {
    /// Topics.
    Topics,
    /// Actors.
    Actors,
    /// Venues.
    Venues,
    /// Authors.
    Authors,
    /// Corrections.
    Corrections,
}

/// A picture for link previews.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PictureForm {
    /// A file under `content/`.
    file: TextLine,
    /// Its alternative text.
    alt: Words,
}

/// Contact for security reports.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SecurityForm {
    /// `mailto:`, `https://` or `tel:` URLs.
    contact: OneOrMany<ContactUrl>,
    /// When the file expires.
    expires: DayOrInstant,
    /// Preferred languages.
    languages: Option<OneOrMany<LanguageTag>>,
    /// URL of a key.
    encryption: Option<WebAddress>,
    /// URL of a page that thanks reporters.
    acknowledgments: Option<WebAddress>,
    /// URL of the policy.
    policy: Option<WebAddress>,
}

/// A contact URL.
#[derive(JsonSchema)]
struct ContactUrl(
    #[schemars(regex(pattern = r"^(mailto:|https://|tel:)\S+$"))]
    String,
);

/// A person behind the site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CreditForm {
    /// The role.
    role: TextLine,
    /// The name.
    name: TextLine,
    /// How to reach the person.
    contact: Option<TextLine>,
}
