//! Compares an output with a build that uses no cache.

use rayon::prelude::*;

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, OUTPUT_DIFFERS};
use crate::page::Page;
use crate::world::{MAX_ASSET_BYTES, World, asset};

use super::planned_site::{FileContent, PlannedSite};
use super::{BuildRequest, BuildState};

/// Maximum number of files that are named.
const MAX_NAMED: usize = 10;

/// Builds the site for an instant, without the cache and in memory, and compares each file with the output. Returns a diagnostic
/// that names the files that differ or are missing.
pub fn verify(world: &dyn World, request: &BuildRequest, as_of: Timestamp) -> Option<Diagnostic> {
    let request = BuildRequest { as_of: Some(as_of), ..request.clone() };
    let planned = BuildState::default().prepare(world, &request)?;
    let pages = planned.pages().par_iter().with_max_len(super::MAX_FILES_PER_TASK);
    let differs = |page: &&Page| !is_same(world, &request, &planned, page);
    let mut differing: Vec<&str> = pages.filter(differs).map(|page| page.file.as_str()).collect();
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
    let mut copied = Vec::new();
    let content = planned.content(page);
    let expected = match &content {
        Ok(FileContent::Rendered(bytes)) => bytes,
        Ok(FileContent::BuiltIn(bytes)) => *bytes,
        Ok(FileContent::Copy(path)) => {
            let read = asset(world, &request.root, path).and_then(|(root, inside)| {
                world.read_inside(&root, &inside, &mut |chunk| copied.extend_from_slice(chunk))
            });
            if read.is_err() {
                return false;
            }
            &copied
        }
        Ok(FileContent::Picture(copy)) => {
            let Ok(bytes) = copy.make(world, &request.root) else { return false };
            copied = bytes;
            &copied
        }
        Err(_) => return false,
    };
    world.read(&request.output.join(&page.file), MAX_ASSET_BYTES).is_ok_and(|bytes| bytes == *expected)
}
