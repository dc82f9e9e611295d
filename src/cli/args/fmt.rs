//! The arguments of `fmt`.

use std::path::PathBuf;

use clap::Args;

/// Options of `fmt`.
#[derive(Args, Debug)]
pub struct FmtArgs {
    /// Files to change [default: all of the site, with drafts].
    pub files: Vec<PathBuf>,
    /// Write each entry as one text: "2025-04-19 | The session opens | geneva | northland".
    #[arg(long, required_unless_present = "nested", conflicts_with = "nested")]
    pub flat: bool,
    /// Write each entry as a mapping: { when: 2025-04-19, what: "The session opens" }.
    #[arg(long)]
    pub nested: bool,
    /// Change no file; exit with 1 if there is something to change.
    #[arg(long)]
    pub dry_run: bool,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}
