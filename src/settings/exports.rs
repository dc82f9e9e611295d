//! What files for machines must be told besides what pages know.

use jiff::Timestamp;

use crate::text::Spanned;

/// How feeds are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedSettings {
    /// Entries of a feed, newest first; 1 to 1000, 20 unless stated.
    pub entries: usize,
    /// The forms each feed is written in, in the order pages name them; all unless stated.
    pub formats: Vec<FeedFormat>,
    /// What has feeds of its own besides the site; everything unless stated.
    pub scopes: Vec<FeedScope>,
    /// The address the site had first, from which entries have their ids; ends in `/`. None where it never moved.
    pub original_base_url: Option<String>,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self {
            entries: 20,
            formats: FeedFormat::CHOICES.map(|(_, form)| form).to_vec(),
            scopes: FeedScope::CHOICES.map(|(_, of)| of).to_vec(),
            original_base_url: None,
        }
    }
}

/// What may have feeds of its own besides the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedScope {
    /// Every topic.
    Topics,
    /// Every actor.
    Actors,
    /// Every venue.
    Venues,
    /// What was fixed, over all briefings.
    Corrections,
}

impl FeedScope {
    /// Every one with its word.
    pub const CHOICES: [(&'static str, Self); 4] = [
        ("topics", Self::Topics),
        ("actors", Self::Actors),
        ("venues", Self::Venues),
        ("corrections", Self::Corrections),
    ];
}

/// A form of feed.
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
    /// Every form with its word, in the order written unless settings say otherwise.
    pub const CHOICES: [(&'static str, Self); 3] =
        [("atom", Self::Atom), ("rss", Self::Rss), ("json", Self::Json)];

    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Its name for readers.
    pub fn display_name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Rss => "RSS",
            Self::Json => "JSON Feed",
        }
    }
}

/// A picture of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocialImage {
    /// A file under `content/`, relative to it.
    pub file: Spanned<String>,
    /// What it shows, in words.
    pub alt: String,
}

/// What `security.txt` says (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Where to tell it: `mailto:`, `tel:` or web addresses, the preferred first; not empty.
    pub contact: Vec<String>,
    /// When this stops being true.
    pub expires: Spanned<Timestamp>,
    /// Languages understood; may be empty.
    pub languages: Vec<String>,
    /// Where a key for encryption is.
    pub encryption: Option<String>,
    /// Where those who helped are thanked.
    pub acknowledgments: Option<String>,
    /// Where the rules are.
    pub policy: Option<String>,
}

/// Somebody who makes the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Such as `Editor`.
    pub role: String,
    /// The name.
    pub name: String,
    /// How to reach them; free text.
    pub contact: Option<String>,
}
