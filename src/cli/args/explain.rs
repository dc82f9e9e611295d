//! Arguments of `explain`.

use std::path::PathBuf;

use clap::Args;

use super::SiteArgs;

/// Options of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// Code or name of a rule; or the path or URL of a page, the path of a source or template [default: list all rules].
    #[arg(value_name = "RULE_OR_PATH")]
    pub subject: Option<String>,
    /// Options for the site. With `--format json` the explanation is JSON.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Output folder of the build [default: `public` in the site's folder, or `preview` with --drafts].
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}
