//! Settings of exports: feeds, social image, `security.txt` and `humans.txt`.

use jiff::Timestamp;

use crate::text::Spanned;

/// Settings of feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedSettings {
    /// Maximum number of entries in a feed, newest first: 1 to 1000 [default: 20].
    pub entries: usize,
    /// Formats of the feeds of the site and of corrections, in the order in which pages list them [default: all].
    pub formats: Vec<FeedFormat>,
    /// Formats of the feeds of topics, actors, venues and authors [default: Atom, or else the first of `formats`].
    pub subject_formats: Vec<FeedFormat>,
    /// The text of an entry in the feeds of topics, actors, venues and authors [default: the summary].
    pub subject_text: EntryText,
    /// Feeds besides that of the site [default: all].
    pub scopes: Vec<FeedScope>,
    /// The original `base_url` of a site that has moved, ending in `/`. Ids of entries are derived from it.
    pub original_base_url: Option<String>,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self {
            entries: 20,
            formats: FeedFormat::CHOICES.map(|(_, format)| format).to_vec(),
            subject_formats: vec![FeedFormat::Atom],
            subject_text: EntryText::Summary,
            scopes: FeedScope::CHOICES.map(|(_, scope)| scope).to_vec(),
            original_base_url: None,
        }
    }
}

/// The text of a feed entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryText {
    /// The summary of the briefing.
    Summary,
    /// The whole prose.
    Whole,
}

impl EntryText {
    /// All texts with their names in settings.
    pub const CHOICES: [(&'static str, Self); 2] = [("summary", Self::Summary), ("whole", Self::Whole)];
}

/// Kinds of feeds besides that of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedScope {
    /// One feed for each topic.
    Topics,
    /// One feed for each actor.
    Actors,
    /// One feed for each venue.
    Venues,
    /// One feed for each author.
    Authors,
    /// One feed for the corrections of all briefings.
    Corrections,
}

impl FeedScope {
    /// All scopes with their names in settings.
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("topics", Self::Topics),
        ("actors", Self::Actors),
        ("venues", Self::Venues),
        ("authors", Self::Authors),
        ("corrections", Self::Corrections),
    ];
}

/// A feed format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// Atom, RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats with their names in settings, in default order.
    pub const CHOICES: [(&'static str, Self); 3] =
        [("atom", Self::Atom), ("rss", Self::Rss), ("json", Self::Json)];

    /// Returns the file name of the feed.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Returns the name shown to readers.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Rss => "RSS",
            Self::Json => "JSON Feed",
        }
    }
}

/// The image of the site for social cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocialImage {
    /// Path relative to `content/`.
    pub file: Spanned<String>,
    /// Alternative text.
    pub alt: String,
}

/// Content of `security.txt` (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Contacts as `mailto:`, `tel:` or `https:` URLs, in order of preference; not empty.
    pub contact: Vec<String>,
    /// End of validity.
    pub expires: Spanned<Timestamp>,
    /// Preferred languages; may be empty.
    pub languages: Vec<String>,
    /// URL of an encryption key.
    pub encryption: Option<String>,
    /// URL of the page with acknowledgments.
    pub acknowledgments: Option<String>,
    /// URL of the disclosure policy.
    pub policy: Option<String>,
}

/// A person who works on the site, for `humans.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Role, such as `Editor`.
    pub role: String,
    /// Name.
    pub name: String,
    /// Contact; free text.
    pub contact: Option<String>,
}
