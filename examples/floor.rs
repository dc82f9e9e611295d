//! Compares the output stage with plain writes of the same files:
//! `cargo run --release --example floor -- DIR [PAGES] [ROUNDS]`. DIR must not exist and should be on the disk to measure.
#![allow(clippy::disallowed_methods, reason = "an example is no part of the program")]
#![allow(clippy::print_stdout, reason = "it prints what it measures")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use std::{env, fs, io};

use dateline::output::{OutputReport as Report, Stage, Target};
use dateline::world::OsWorld;
use rayon::prelude::*;

type Pages = Vec<(String, Vec<u8>)>;

/// Generates pages of 10 to 20 KB, each in its own folder.
fn generate_pages(count: usize) -> Pages {
    let page = |number: usize| {
        let line = format!("<p>Page {number} of the measured site, with a line that is like no other.</p>\n");
        let bytes = line.repeat(140 + number * 7919 % 140).into_bytes();
        (format!("briefings/{}/briefing-{number}/index.html", 2016 + number % 10), bytes)
    };
    (0..count).map(page).collect()
}

/// Creates every folder once and writes every file, without any other work.
fn write_plainly(root: &Path, pages: &Pages) -> io::Result<()> {
    let mut folders = BTreeSet::new();
    for (file, _) in pages {
        folders.extend(Path::new(file).ancestors().skip(1));
    }
    folders.iter().try_for_each(|folder| fs::create_dir(root.join(folder)))?;
    pages.par_iter().try_for_each(|(file, bytes)| fs::write(root.join(file), bytes))
}

fn build(output: &Path, pages: &Pages) -> io::Result<Report> {
    let files: Vec<&str> = pages.iter().map(|(file, _)| file.as_str()).collect();
    let stage = Stage::open(&OsWorld, &Target::new(output), &files)
        .map_err(|diagnostic| io::Error::other(diagnostic.message.to_string()))?;
    let put = pages.par_iter().try_for_each(|(file, bytes)| stage.write(file, bytes));
    put.and_then(|()| stage.commit()).map_err(|diagnostic| io::Error::other(diagnostic.message.to_string()))
}

fn timed<T>(what: &str, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    let done = work()?;
    println!("  {what:<28} {:.3} s", begun.elapsed().as_secs_f64());
    Ok(done)
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let root = arguments.next().ok_or_else(|| io::Error::other("name a folder to write"))?;
    let root = Path::new(&root);
    let count = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let rounds = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(3);
    let mut pages = generate_pages(count);
    let size: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{count} pages, {:.0} MB, {} threads", size as f64 / 1e6, rayon::current_num_threads());
    for round in 1..=rounds {
        println!("round {round}");
        fs::create_dir_all(root)?;
        timed("plain writes", || write_plainly(&root.join("plain"), &pages))?;
        let output = root.join("public");
        timed("first build", || build(&output, &pages))?;
        timed("second build, all new", || build(&output, &pages))?;
        timed("nothing changed", || build(&output, &pages))?;
        pages[count / 2].1.push(b'!');
        timed("one page changed", || build(&output, &pages))?;
        timed("the other tree's turn", || build(&output, &pages))?;
        fs::remove_dir_all(root)?;
    }
    Ok(())
}
