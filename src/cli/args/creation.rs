//! Options of `init` and `new`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Options of `init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Folder to create the site in; must not contain a site.
    pub dir: PathBuf,
    /// Title of the site [default: derived from the folder name].
    #[arg(long)]
    pub title: Option<String>,
    /// Look to start with [default: the look of the theme].
    #[arg(long, value_enum)]
    pub look: Option<StartingLook>,
}

/// Looks that a new site can start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StartingLook {
    /// Sans-serif type on white.
    Plain,
    /// Serif type on a warm white.
    Serif,
    /// For an organisation: a colour of its own, a licence, a short menu.
    Ngo,
}

/// Options of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Kind of content.
    #[arg(value_enum)]
    pub kind: NewKind,
    /// Title or name.
    pub title: String,
    /// URL slug [default: derived from the title].
    #[arg(long)]
    pub slug: Option<String>,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Kinds of content that `new` creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// A dated article with its facts.
    Briefing,
    /// A person, organisation, state or group.
    Actor,
    /// A place.
    Venue,
    /// A subject of briefings.
    Topic,
    /// A person who writes briefings.
    Author,
    /// An ordered set of briefings.
    Series,
    /// A standalone page, such as an imprint.
    Page,
}
