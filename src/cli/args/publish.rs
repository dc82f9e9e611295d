//! The arguments of `publish`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Options of `publish`.
#[derive(Args, Debug)]
pub struct PublishArgs {
    /// Kind of host.
    #[arg(long, value_enum, value_name = "HOST")]
    pub to: PublishHost,
    /// Place of s3, sftp and folder: s3://bucket/folder, sftp://user@host/path, or a folder.
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Publish, or write the files of the host. Without it, only print what would be done.
    #[arg(long)]
    pub write: bool,
    /// Replace files at the place that Dateline did not publish.
    #[arg(long)]
    pub adopt: bool,
    /// Ask an SFTP server for each file, and send those that are missing or have another size there. For folders and S3 every run does so.
    #[arg(long)]
    pub repair: bool,
    /// URL of a store other than that of Amazon, for s3.
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,
    /// Repository that has Dateline's releases, for hosts that build [default: the one this program was built from].
    #[arg(long, value_name = "URL")]
    pub releases: Option<String>,
    /// Output folder to publish [default: `public` in the site's folder].
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Folder of the site, which contains site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PublishHost {
    /// GitHub Pages.
    Github,
    /// GitLab Pages.
    Gitlab,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    Cloudflare,
    /// S3 and stores with its interface; keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION.
    S3,
    /// A server, through the program `sftp`.
    Sftp,
    /// A folder of this computer or of a network disk.
    Folder,
}
