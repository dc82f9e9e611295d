//! Publishing of an output folder: plans and places.
//!
//! Takes the files of an output folder and what a place has. A [`PublishPlan`] lists what is sent and what is removed; a
//! [`Place`] carries it out. Only files that a manifest at the place lists are replaced or removed. Files for programs and
//! assets are sent before pages, so a visitor never meets a page whose parts are missing. Files for hosts that build the site
//! themselves are in `hosts`.

mod folder;
mod hosts;
mod manifest;
mod plan;
#[cfg(feature = "s3")]
mod s3;
mod schedule;
mod sftp;

pub use folder::{FolderPlace, files_below};
pub use hosts::{BuildHost, HostFile, host_files};
pub use manifest::{MANIFEST, PublishManifest};
pub use plan::{LocalFile, PublishPlan, plan};
#[cfg(feature = "s3")]
pub use s3::{S3Access, S3Place};
pub use schedule::{cron_line, next_change};
pub use sftp::SftpPlace;

use std::collections::BTreeSet;
use std::path::Path;

use crate::world::World;

/// A place that a site is published to. Paths are relative to it, with `/`. Errors are messages for users.
pub trait Place {
    /// Returns the manifest, or `None` if nothing has been published there.
    fn manifest(&mut self, world: &dyn World) -> Result<Option<PublishManifest>, String>;

    /// Returns which of these paths exist there.
    fn existing(&mut self, world: &dyn World, paths: &[&str]) -> Result<BTreeSet<String>, String>;

    /// Carries out a plan. `output` is the output folder. After an error or the end of the process, the manifest lists all
    /// files that were sent.
    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String>;
}

/// Maximum size of a published file in bytes: that of an asset.
const MAX_BYTES: u64 = crate::world::MAX_ASSET_BYTES;

/// Returns the media type of a file, by its extension.
#[cfg(feature = "s3")]
fn media_type(path: &str) -> &'static str {
    const TYPES: [(&str, &str); 22] = [
        ("html", "text/html; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("json", "application/json"),
        ("jsonl", "application/jsonl"),
        ("csv", "text/csv; charset=utf-8"),
        ("xml", "application/xml"),
        ("atom", "application/atom+xml"),
        ("rss", "application/rss+xml"),
        ("ics", "text/calendar; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("webp", "image/webp"),
        ("avif", "image/avif"),
        ("gif", "image/gif"),
        ("ico", "image/x-icon"),
        ("woff2", "font/woff2"),
        ("pdf", "application/pdf"),
        ("webmanifest", "application/manifest+json"),
    ];
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(extension));
    known.map_or("application/octet-stream", |(_, media)| media)
}
