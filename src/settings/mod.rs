//! Settings: reads `site.toml` from its [`Source`](crate::text::Source) into checked [`Settings`].
//!
//! This module does not depend on content.

mod assets;
mod color;
mod csp;
mod exports;
mod look;
mod read;

pub use assets::extension;
pub use csp::{PolicyDirective, PolicySources};
pub use exports::{Credit, EntryText, FeedFormat, FeedScope, FeedSettings, SecurityTxt, SocialImage};
pub use look::{Corner, Density, DrawnPictures, FontFile, Look, NamedUrl};
pub use read::read_settings;
#[cfg(test)]
pub(crate) use read::settings_key_schemas;

use jiff::{Timestamp, tz::TimeZone};

use crate::briefing::FrontMatterOptions;
use crate::diagnostic::{Code, Diagnostic, RAW_HTML, Severity};
use crate::facts::DisplayMode;
use crate::facts::timex::FiscalYear;
use crate::text::{Span, Spanned};

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the site; not empty.
    pub title: String,
    /// Description in one sentence; may be empty.
    pub description: String,
    /// BCP 47 language tag [default: `en`].
    pub language: String,
    /// Where `site.toml` sets the language.
    pub language_span: Option<Span>,
    /// Time zone of dates without a time, and of displayed times without a venue [default: UTC].
    pub time_zone: TimeZone,
    /// IANA name of the time zone.
    pub time_zone_name: String,
    /// URL of the site, ending in `/`; needed for outputs with absolute URLs.
    pub base_url: Option<String>,
    /// Publisher of the site.
    pub publisher: Option<Publisher>,
    /// Main menu; `None` for the built-in menu.
    pub menu: Option<Vec<MenuEntry>>,
    /// Briefings on one page of a listing: 1 to 1000 [default: 50].
    pub per_page: usize,
    /// Groups of the fact box in display order; may be empty.
    pub boxes: Vec<BoxGroup>,
    /// Rules with another severity than their default; `None` turns a rule off.
    pub rules: Vec<(&'static Code, Option<Severity>)>,
    /// The instant the site is built for, unless given on the command line.
    pub as_of: Option<Timestamp>,
    /// Whether HTML in Markdown is kept.
    pub raw_html: bool,
    /// Extensions of assets published besides the built-in ones: lower case, without the dot.
    pub asset_types: Vec<String>,
    /// How front matter is read.
    pub front_matter: FrontMatterOptions,
    /// Use of found facts.
    pub found: FoundSettings,
    /// Exports to write [default: all].
    pub outputs: Outputs,
    /// Settings of feeds.
    pub feeds: FeedSettings,
    /// Logo, colours, fonts and footer.
    pub look: Look,
    /// Sources of other hosts that pages may use.
    pub csp: PolicySources,
    /// Image for social cards of pages without an image.
    pub social_image: Option<SocialImage>,
    /// Content of `security.txt`.
    pub security: Option<SecurityTxt>,
    /// Entries of `humans.txt`; may be empty.
    pub humans: Vec<Credit>,
}

/// How facts found in prose are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundSettings {
    /// Where found dates are shown [default: in prose].
    pub dates: DisplayMode,
    /// Where found names of actors and venues are linked and listed [default: in prose].
    pub names: DisplayMode,
    /// Which mentions of a name link to its page [default: the first of a page].
    pub links: NameLinks,
    /// Whether the timeline includes the dates that `Box` adds to the fact box [default: false].
    pub timeline: bool,
    /// The fiscal year that dates in prose refer to.
    pub fiscal_year: Option<FiscalYear>,
}

/// Which mentions of a name in prose link to its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameLinks {
    /// The first on a page.
    Page,
    /// The first in each section.
    Section,
    /// All.
    All,
}

impl NameLinks {
    /// All choices with their names in settings.
    pub const CHOICES: [(&'static str, Self); 3] =
        [("page", Self::Page), ("section", Self::Section), ("all", Self::All)];
}

/// Exports to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// Atom, RSS and JSON feeds; need `base_url`.
    pub feeds: bool,
    /// Sitemaps and `robots.txt`; need `base_url`.
    pub sitemap: bool,
    /// JSON-LD in every page.
    pub structured_data: bool,
    /// Data as JSON, CSV and GeoJSON.
    pub data: DataScope,
    /// Each briefing as ninjs; needs `base_url`.
    pub ninjs: bool,
    /// iCalendar files.
    pub calendars: bool,
    /// The web manifest.
    pub manifest: bool,
    /// Redirect and header files for servers.
    pub servers: bool,
    /// The search page and its index.
    pub search: bool,
    /// The chart of a long timeline.
    pub timeline: bool,
}

/// Which data files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataScope {
    /// None.
    None,
    /// The files of the whole site.
    Site,
    /// The files of the whole site, and one beside the page of each briefing, actor and venue.
    Pages,
}

impl DataScope {
    /// The scopes with their names in settings. `false` is [`DataScope::None`], and `true` is [`DataScope::Site`].
    pub const CHOICES: [(&'static str, Self); 2] = [("site", Self::Site), ("pages", Self::Pages)];
}

/// The publisher of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Name; not empty.
    pub name: String,
    /// URL with `http` or `https`.
    pub url: Option<String>,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Text of the link.
    pub name: String,
    /// Target: a page relative to the root of the site (`actors/`, `about.md`), or a URL with a scheme.
    pub target: Spanned<String>,
}

/// A group of the fact box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxGroup {
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

impl BoxGroup {
    /// All groups with their names in settings, in default order.
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("dates", Self::Dates),
        ("actors", Self::Actors),
        ("venues", Self::Venues),
        ("statements", Self::Statements),
        ("sources", Self::Sources),
    ];
}

impl Outputs {
    /// Returns the outputs without exports, which a preview for editors does not need.
    #[must_use]
    pub fn of_preview(self) -> Self {
        Self {
            feeds: false,
            sitemap: false,
            structured_data: false,
            data: DataScope::None,
            ninjs: false,
            calendars: false,
            ..self
        }
    }

    /// The default: what readers and programs usually ask for.
    pub const DEFAULT: Self = Self {
        feeds: true,
        sitemap: true,
        structured_data: true,
        data: DataScope::Site,
        ninjs: false,
        calendars: true,
        manifest: true,
        servers: true,
        search: true,
        timeline: true,
    };
}

impl Settings {
    /// Sets the severity that this site gives a diagnostic. Returns `None` if the rule is off.
    pub fn apply_severity(&self, diagnostic: Diagnostic) -> Option<Diagnostic> {
        self.severity_of(&diagnostic).map(|severity| Diagnostic { severity, ..diagnostic })
    }

    /// Returns the severity that this site gives a diagnostic; `None` if the rule is off.
    pub fn severity_of(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        // With `raw_html`, HTML in Markdown is allowed.
        if self.raw_html && std::ptr::eq(diagnostic.code, &RAW_HTML) {
            return None;
        }
        let rule = self.rules.iter().find(|(code, _)| std::ptr::eq(*code, diagnostic.code));
        match rule {
            Some((_, severity)) => *severity,
            None if diagnostic.code.silent => None,
            None => Some(diagnostic.severity),
        }
    }
}
