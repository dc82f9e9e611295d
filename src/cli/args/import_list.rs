//! The arguments of `import-list`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Options of `import-list`.
#[derive(Args, Debug)]
pub struct ImportListArgs {
    /// The list: a table (.csv, .tsv), entities of FollowTheMoney or Wikidata (.json), or a calendar (.ics).
    pub file: PathBuf,
    /// What its entries are.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: ListChoice,
    /// Write the files; without it, only print what would be done.
    #[arg(long)]
    pub write: bool,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// What the entries of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListChoice {
    /// Persons, organisations and states: a profile each.
    Actors,
    /// Places: a profile each.
    Venues,
    /// Dated facts: the dates of one draft.
    Events,
}
