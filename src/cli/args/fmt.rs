//! The arguments of `fmt`.

use std::path::PathBuf;

use clap::Args;

/// Options of `fmt`.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("form").required(true).args(["flat", "nested"]))]
pub struct FmtArgs {
    /// Files to change [default: all of the site, with drafts].
    pub files: Vec<PathBuf>,
    /// Write each entry as one text: "2025-04-19 | The session opens | geneva | northland".
    #[arg(long)]
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
