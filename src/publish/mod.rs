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
pub use hosts::{BuildHost, HostFile, host_files, releases_url};
pub use manifest::{MANIFEST, PublishManifest};
pub use plan::{LocalFile, PublishPlan, plan};
#[cfg(feature = "s3")]
pub use s3::{S3Access, S3Place};
pub use schedule::{cron_line, next_change};
pub use sftp::SftpPlace;

use std::collections::BTreeMap;
use std::path::Path;

use crate::world::World;

/// A place that a site is published to. Paths are relative to it, with `/`. Errors are messages for users.
pub trait Place {
    /// Returns the manifest, or `None` if nothing has been published there.
    fn manifest(&mut self, world: &dyn World) -> Result<Option<PublishManifest>, String>;

    /// Returns the sizes in bytes of those of these files that exist there.
    fn sizes(&mut self, world: &dyn World, paths: &[&str]) -> Result<BTreeMap<String, u64>, String>;

    /// Carries out a plan. `output` is the output folder. After an error or the end of the process, the manifest lists all
    /// files that were sent.
    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String>;
}

/// Maximum size of a published file in bytes: that of an asset.
const MAX_BYTES: u64 = crate::world::MAX_ASSET_BYTES;
