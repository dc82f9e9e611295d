//! The keys of `site.toml`.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::values::{DayOrInstant, EdtfDate, LanguageTag, OneOrMany, TextLine, WebAddress, Words, ZoneName};

/// Settings of a Dateline site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SettingsForm {
    /// The name of the site.
    title: TextLine,
    /// One sentence about it.
    description: Option<Words>,
    /// The language of the site [default: en].
    language: Option<LanguageTag>,
    /// The zone in which days begin [default: UTC].
    time_zone: Option<ZoneName>,
    /// URL of the published site, for feeds, sitemaps and other full URLs.
    base_url: Option<WebAddress>,
    /// Number of briefings on a page of a listing [default: 50].
    #[schemars(range(min = 1, max = 1000))]
    per_page: Option<u32>,
    /// The groups of the fact box in the order shown [default: all].
    boxes: Option<Vec<GroupName>>,
    /// The instant the site is built for [default: the time of the build].
    as_of: Option<DayOrInstant>,
    /// Whether HTML in Markdown is kept.
    raw_html: Option<bool>,
    /// File extensions that are published besides the usual ones.
    asset_types: Option<Vec<TextLine>>,
    /// The publisher of the site.
    publisher: Option<PublisherForm>,
    /// The menu [default: the listings that every site has].
    menu: Option<Vec<MenuEntryForm>>,
    /// Keys of other programs in front matter that are not errors.
    front_matter: Option<FrontMatterTable>,
    /// Where facts read from prose are shown.
    found: Option<FoundTable>,
    /// Which files are written.
    outputs: Option<OutputsTable>,
    /// Feeds.
    feeds: Option<FeedsTable>,
    /// Logo, colours, fonts and footer.
    look: Option<LookTable>,
    /// Shown with links to pages that have no picture.
    picture: Option<PictureForm>,
    /// Contact for security reports.
    security: Option<SecurityForm>,
    /// The people behind the site.
    humans: Option<Vec<CreditForm>>,
    /// Severities of rules.
    rules: Option<RulesTable>,
}

/// A group of the fact box.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum GroupName {
    /// Dated facts.
    Dates,
    /// Actors.
    Actors,
    /// Venues.
    Venues,
    /// Statements.
    Statements,
    /// Sources.
    Sources,
}

/// The publisher of a site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PublisherForm {
    /// Its name.
    name: TextLine,
    /// Its website.
    url: Option<WebAddress>,
}

/// An entry of the menu.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MenuEntryForm {
    /// Text of the link.
    name: TextLine,
    /// A folder of the site, empty for the home page, a file under `content/`, or a URL.
    to: String,
}

/// Keys of other programs in front matter.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FrontMatterTable {
    /// Keys.
    ignore: Option<OneOrMany<TextLine>>,
    /// Programs whose keys are known.
    presets: Option<OneOrMany<ProgramName>>,
}

/// A program that writes front matter.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ProgramName {
    /// Obsidian.
    Obsidian,
    /// Decap CMS and Sveltia CMS.
    Decap,
    /// TinaCMS.
    Tina,
    /// Front Matter CMS.
    #[schemars(rename = "frontmatter")]
    FrontMatterCms,
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Eleventy.
    Eleventy,
    /// MkDocs.
    MkDocs,
}

/// Where facts read from prose are shown.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FoundTable {
    /// Dates [default: prose].
    dates: Option<DisplayChoice>,
    /// Actors and venues [default: prose].
    names: Option<DisplayChoice>,
    /// Which mentions of a name link to its page [default: page].
    links: Option<NameLinksName>,
    /// Whether the chronology has the dates that `box` adds.
    chronology: Option<bool>,
    /// The twelve months of the fiscal year 2025, such as `2024-10/2025-09`.
    fiscal_2025: Option<EdtfDate>,
}

/// Where a fact read from prose is shown.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum DisplayChoice {
    /// In the prose and the fact box.
    Box,
    /// In the prose.
    Prose,
    /// Not at all.
    Off,
}

/// Which mentions of a name link to its page.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum NameLinksName {
    /// The first on a page.
    Page,
    /// The first in each section.
    Section,
    /// All.
    All,
}

/// Logo, colours, fonts and footer.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LookTable {
    /// The logo, a file under `templates/`.
    logo: Option<TextLine>,
    /// The logo in dark mode.
    logo_dark: Option<TextLine>,
    /// Colour of links.
    accent: Option<HexColor>,
    /// Colour of links in dark mode.
    accent_dark: Option<HexColor>,
    /// Colour of pages.
    background: Option<HexColor>,
    /// Colour of pages in dark mode.
    background_dark: Option<HexColor>,
    /// Font of headings and prose.
    serif: Option<FontForm>,
    /// Font of facts and lists.
    sans: Option<FontForm>,
    /// The space between lines and rows [default: normal].
    density: Option<DensityName>,
    /// Lines of the footer.
    footer: Option<OneOrMany<TextLine>>,
    /// Links of the footer.
    links: Option<Vec<NamedLinkForm>>,
    /// The licence of the content.
    licence: Option<NamedLinkForm>,
}

/// A colour, such as `#0a4f70`.
#[derive(JsonSchema)]
struct HexColor(#[schemars(regex(pattern = r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"))] String);

/// A font: its family, or a family with a file.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum FontForm {
    /// A family that readers have.
    Family(TextLine),
    /// A font of the site.
    File(FontFileForm),
}

/// A font of the site.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FontFileForm {
    /// Name of the family.
    family: TextLine,
    /// The file, under `templates/`.
    file: Option<TextLine>,
}

/// The space between lines and rows.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum DensityName {
    /// As the theme has it.
    Normal,
    /// Less space and smaller text.
    Compact,
}

/// A name with a URL.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NamedLinkForm {
    /// Text of the link.
    name: TextLine,
    /// Its URL.
    url: WebAddress,
}

/// Which files are written.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct OutputsTable {
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
struct FeedsTable {
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
    /// Corrections.
    Corrections,
}

/// A picture for link previews.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PictureForm {
    /// A file under `content/`.
    file: TextLine,
    /// Its alternative text.
    alt: Words,
}

/// Contact for security reports.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SecurityForm {
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
struct CreditForm {
    /// The role.
    role: TextLine,
    /// The name.
    name: TextLine,
    /// How to reach the person.
    contact: Option<TextLine>,
}

/// Severities by the name or code of the rule.
#[derive(JsonSchema)]
struct RulesTable(BTreeMap<String, SeverityName>);

/// The severity of a rule.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum SeverityName {
    /// The rule is not applied.
    Off,
    /// A hint.
    Hint,
    /// A warning.
    Warn,
    /// An error.
    Error,
}
