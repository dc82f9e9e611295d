//! Options of `init` and `new`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Options of `init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Folder to create the site in; with --editor it may have a site.
    pub dir: PathBuf,
    /// Title of the site [default: derived from the folder name].
    #[arg(long)]
    pub title: Option<String>,
    /// Look to start with [default: the look of the theme].
    #[arg(long, value_enum)]
    pub look: Option<StartingLook>,
    /// Editor or content system to write files for; may be repeated. Files that exist are left as they are.
    #[arg(long, value_enum, value_name = "EDITOR", value_delimiter = ',')]
    pub editor: Vec<EditorChoice>,
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

/// Editors and content systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EditorChoice {
    /// Sveltia CMS, in `admin/`.
    Sveltia,
    /// Decap CMS, in `decap/`.
    Decap,
    /// Pages CMS.
    Pages,
    /// Visual Studio Code.
    Vscode,
    /// Obsidian.
    Obsidian,
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
