//! Measures the largest amount of memory that is allocated at once while a site is checked and built, at several sizes.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench is no part of the program")]

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::output::Consent;
use dateline::pipeline::{BuildRequest, BuildResult, CacheUse, build, check};
use dateline::world::OsWorld;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const SIZES: [usize; 3] = [500, 1_000, 2_000];

fn main() {
    println!(
        "{:>9} {:>9} {:>9} {:>17} {:>17}",
        "briefings", "check MB", "build MB", "check KB/briefing", "build KB/briefing"
    );
    for size in SIZES {
        let root = write_corpus(size);
        let request = request(root.clone());
        let checked = peak(|| check(&OsWorld, &request));
        let built = peak(|| build(&OsWorld, &request, &|_| ()));
        let per_briefing = |bytes: usize| bytes / 1_000 / size;
        println!(
            "{size:>9} {:>9.1} {:>9.1} {:>17} {:>17}",
            checked as f64 / 1e6,
            built as f64 / 1e6,
            per_briefing(checked),
            per_briefing(built)
        );
        fs::remove_dir_all(root).expect("a folder");
    }
}

/// Returns the largest number of bytes that were allocated at once, beside those that were allocated before.
fn peak(run: impl FnOnce() -> BuildResult) -> usize {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let result = run();
    assert!(!result.failed(), "{:?}", result.diagnostics.first());
    ALLOCATOR.peak_usage().saturating_sub(before)
}

fn write_corpus(briefings: usize) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("memory-{briefings}"));
    for (path, text) in corpus::corpus(briefings, 1) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    root
}

fn request(root: PathBuf) -> BuildRequest {
    BuildRequest {
        output: root.join("public"),
        root,
        as_of: None,
        include_drafts: false,
        consent: Consent::None,
        cache: CacheUse::Off,
    }
}
