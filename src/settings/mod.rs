//! `site.toml`, as meant.
//!
//! Takes the file's [`Source`](crate::text::Source). Gives [`Settings`] in which every value is checked.
//! Knows nothing of content.

mod assets;
mod exports;
mod read;

pub use assets::ending;
pub use exports::{Credit, FeedFormat, FeedScope, FeedSettings, SecurityTxt, SocialImage};
pub use read::read_settings;

use jiff::{Timestamp, tz::TimeZone};

use crate::diagnostic::{Code, Diagnostic, RAW_HTML, Severity};
use crate::facts::DisplayMode;
use crate::text::Spanned;

/// A site's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name; not empty.
    pub title: String,
    /// One sentence about the site; may be empty.
    pub description: String,
    /// BCP 47 tag; `en` unless stated.
    pub language: String,
    /// The zone that decides which day a date-only `published` begins in and that times are shown in
    /// where no venue has one; UTC unless stated.
    pub time_zone: TimeZone,
    /// The zone's IANA name.
    pub time_zone_name: String,
    /// The address the site will have, ending in `/`; needed only where absolute addresses are.
    pub base_url: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<Publisher>,
    /// The main menu; the built-in lists where the file has none.
    pub menu: Option<Vec<MenuEntry>>,
    /// Briefings on a page of a list; 1 to 1000, 50 unless stated.
    pub per_page: usize,
    /// The groups of the fact box in the order shown; may be empty.
    pub boxes: Vec<BoxGroup>,
    /// Severity of rules that differ from their own; `None` is off.
    pub rules: Vec<(&'static Code, Option<Severity>)>,
    /// The instant the site is built for unless the command line says otherwise.
    pub as_of: Option<Timestamp>,
    /// Whether HTML in Markdown is passed on as it is.
    pub raw_html: bool,
    /// Types of files published besides those every site publishes: endings in lower case, without the dot.
    pub asset_types: Vec<String>,
    /// What becomes of facts read from the prose.
    pub found: FoundSettings,
    /// Which files for machines are written; all of them unless stated.
    pub outputs: Outputs,
    /// How feeds are made.
    pub feeds: FeedSettings,
    /// The picture shown beside links to pages that have none of their own.
    pub social_image: Option<SocialImage>,
    /// Whom to tell of a weakness, for `security.txt`.
    pub security: Option<SecurityTxt>,
    /// Who makes the site, for `humans.txt`; may be empty.
    pub humans: Vec<Credit>,
}

/// What becomes of facts read from the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundSettings {
    /// Where dates are shown; in the prose and the box unless stated.
    pub dates: DisplayMode,
    /// Where names of actors and venues of the site are linked and listed; in the prose and the box unless stated.
    pub names: DisplayMode,
    /// Whether the chronology has them too; not unless stated.
    pub timeline: bool,
}

/// Which files for machines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// Atom, RSS and JSON feeds; they need a `base_url`.
    pub feeds: bool,
    /// Sitemaps and `robots.txt`; they need a `base_url`.
    pub sitemap: bool,
    /// JSON-LD in every page.
    pub structured_data: bool,
    /// JSON beside briefings, actors and venues; CSV, GeoJSON and ninjs.
    pub data: bool,
    /// iCalendar files.
    pub calendars: bool,
    /// The web manifest.
    pub manifest: bool,
    /// Redirects and headers for servers.
    pub servers: bool,
    /// The search page and its index.
    pub search: bool,
    /// The picture of a long history on the chronology.
    pub timeline: bool,
}

/// Who publishes the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Not empty.
    pub name: String,
    /// http or https.
    pub url: Option<String>,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// What it says.
    pub name: String,
    /// Where it leads: a page of the site from its root (`actors/`, `about.md`), or an address with a scheme.
    pub target: Spanned<String>,
}

/// A group of the fact box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxGroup {
    /// Dated facts.
    Dates,
    /// Who takes part.
    Actors,
    /// Where.
    Venues,
    /// Who said what.
    Statements,
    /// Where it was learnt.
    Sources,
}

impl BoxGroup {
    /// Every group with its word, in the order shown unless settings say otherwise.
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("dates", Self::Dates),
        ("actors", Self::Actors),
        ("venues", Self::Venues),
        ("statements", Self::Statements),
        ("sources", Self::Sources),
    ];
}

impl Outputs {
    /// Without what tells machines of the site: a preview is for editors.
    #[must_use]
    pub fn of_preview(self) -> Self {
        Self { feeds: false, sitemap: false, structured_data: false, data: false, calendars: false, ..self }
    }

    /// Everything.
    pub const ALL: Self = Self {
        feeds: true,
        sitemap: true,
        structured_data: true,
        data: true,
        calendars: true,
        manifest: true,
        servers: true,
        search: true,
        timeline: true,
    };
}

impl Settings {
    /// A diagnostic with the severity this site gives it; none where the site turned the rule off, or lets HTML pass.
    pub fn apply_severity(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        // Where HTML is let through, there is nothing to say of it.
        if self.raw_html && std::ptr::eq(diagnostic.code, &RAW_HTML) {
            return None;
        }
        let rule = self.rules.iter().find(|(code, _)| std::ptr::eq(*code, diagnostic.code));
        match rule {
            Some((_, severity)) => diagnostic.severity = (*severity)?,
            None if diagnostic.code.silent => return None,
            None => {}
        }
        Some(diagnostic)
    }
}
