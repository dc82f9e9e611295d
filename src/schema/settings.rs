//! The keys of `site.toml`.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::outputs::{CreditForm, FeedsTable, OutputsTable, PictureForm, SecurityForm};
use super::values::{
    DisplayName, EdtfDate, InstantText, LanguageTag, OneOrMany, TextLine, WebAddress, Words, ZoneName,
};

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
    as_of: Option<InstantText>,
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
    /// Sources of other hosts that pages may use.
    csp: Option<CspTable>,
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
    dates: Option<DisplayName>,
    /// Actors and venues [default: prose].
    names: Option<DisplayName>,
    /// Which mentions of a name link to its page [default: page].
    links: Option<NameLinksName>,
    /// Whether the chronology has the dates that `box` adds.
    chronology: Option<bool>,
    /// The twelve months of the fiscal year 2025, such as `2024-10/2025-09`.
    fiscal_2025: Option<EdtfDate>,
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
    /// A line or picture at the end of the masthead.
    corner: Option<CornerChoice>,
    /// Lines of the footer.
    footer: Option<OneOrMany<TextLine>>,
    /// Links of the footer.
    links: Option<Vec<NamedLinkForm>>,
    /// The licence of the content.
    licence: Option<NamedLinkForm>,
    /// Whether pages have timeline strips [default: true].
    strips: Option<bool>,
    /// Whether pages have maps [default: true].
    maps: Option<bool>,
    /// Whether pages of topics have a table of who met whom [default: true].
    meetings: Option<bool>,
    /// Whether each briefing has a card image for sharing [default: false].
    cards: Option<bool>,
}

/// The corner of the masthead.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum CornerChoice {
    /// A line.
    Line(TextLine),
    /// A line with a link, a picture or both.
    Table(CornerForm),
}

/// A line with a link, a picture or both.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CornerForm {
    /// The line, or the alternative text of the picture.
    text: TextLine,
    /// Its URL.
    url: Option<WebAddress>,
    /// The picture, a file under `templates/`.
    picture: Option<TextLine>,
    /// The picture in dark mode.
    picture_dark: Option<TextLine>,
}

/// Sources of other hosts, by use.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CspTable {
    /// Pages in frames.
    frames: Option<OneOrMany<HostSource>>,
    /// Targets of forms.
    forms: Option<OneOrMany<HostSource>>,
    /// Pictures.
    pictures: Option<OneOrMany<HostSource>>,
    /// Sound and video.
    media: Option<OneOrMany<HostSource>>,
    /// Scripts. They can read and change whole pages.
    scripts: Option<OneOrMany<HostSource>>,
    /// Style sheets.
    styles: Option<OneOrMany<HostSource>>,
    /// What scripts load.
    connections: Option<OneOrMany<HostSource>>,
}

/// A host with `https://`, such as `https://player.example.org`.
#[derive(JsonSchema)]
struct HostSource(
    #[schemars(regex(
        pattern = r"^https://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[A-Za-z0-9._~/-]*)?$"
    ))]
    String,
);

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
