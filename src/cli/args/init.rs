//! The arguments of `init`.

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
    /// Editor or content system to write files for; may be repeated. Files that exist are left as they are.
    #[arg(long, value_enum, value_name = "EDITOR", value_delimiter = ',')]
    pub editor: Vec<EditorChoice>,
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
