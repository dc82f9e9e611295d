//! Compares an output with a build that uses no cache.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, OUTPUT_DIFFERS};
use crate::export::Exporter;
use crate::page::Page;
use crate::world::{MAX_ASSET_BYTES, World};

use super::planned_site::PlannedSite;
use super::{BuildRequest, BuildState};

/// Maximum number of files that are named.
const MAX_NAMED: usize = 10;

/// Builds the site for an instant, without the cache and in memory, and compares each file with the output. Returns a diagnostic
/// that names the files that differ or are missing.
pub fn verify(world: &dyn World, request: &BuildRequest, as_of: Timestamp) -> Option<Diagnostic> {
    let request = BuildRequest { as_of: Some(as_of), ..request.clone() };
    let planned = BuildState::default().prepare(world, &request)?;
    let differing = Mutex::new(Vec::new());
    planned.for_each_page(
        |_| false,
        (|exporter: &Exporter<'_>| exporter.make_search(), |()| ()),
        |page| {
            if !is_same(world, &request, &planned, page) {
                differing.lock().unwrap_or_else(PoisonError::into_inner).push(page.file.clone());
            }
            None
        },
    );
    let mut differing = differing.into_inner().unwrap_or_else(PoisonError::into_inner);
    differing.sort_unstable();
    let first = differing.iter().take(MAX_NAMED).map(|file| format!("`{file}`")).collect::<Vec<_>>();
    let verb = if differing.len() == 1 { "file of {} is" } else { "files of {} are" };
    let verb = verb.replace("{}", &format!("`{}`", request.output.display()));
    let message = format!(
        "{} {verb} not as a build without the cache writes it: {}",
        differing.len(),
        first.join(", ")
    );
    let help = "run `dateline build --no-cache`";
    (!differing.is_empty()).then(|| Diagnostic::new(&OUTPUT_DIFFERS, message).help(help))
}

/// Returns whether a file of the output has the bytes that it should have.
fn is_same(world: &dyn World, request: &BuildRequest, planned: &PlannedSite, page: &Page) -> bool {
    let written = world.read(&request.output.join(&page.file), MAX_ASSET_BYTES);
    planned.bytes(page, world, &request.root).is_ok_and(|expected| written.is_ok_and(|it| it == expected))
}
