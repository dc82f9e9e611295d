//! Kills builds at random moments: the output is the whole old site or the whole new one, and the next build succeeds.
//! This also holds while a cache is in use, which a kill may leave old. `KILLS=1000` sets the number of kills.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::{empty_folder, read_tree, write_files};

type Tree = BTreeMap<String, Vec<u8>>;

/// A site, and its output when built into an empty folder.
struct KilledSite {
    root: PathBuf,
    clean: Tree,
}

impl KilledSite {
    fn new(base: &Path, name: &str, seed: u64) -> Self {
        let root = base.join(name);
        let files = crate::corpus::corpus(12, seed);
        write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let output = root.join("public");
        assert!(start_build(&root, &output).wait().expect("ended").success());
        let clean = read_tree(&output);
        assert!(clean.len() > 60);
        Self { root, clean }
    }
}

fn start_build(root: &Path, output: &Path) -> Child {
    start_build_with(root, output, &[])
}

fn start_build_with(root: &Path, output: &Path, options: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("build").args(options).arg("--root").arg(root).arg("--output").arg(output);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started")
}

fn finish_build(site: &KilledSite, output: &Path) -> Duration {
    let begun = Instant::now();
    assert!(start_build(&site.root, output).wait().expect("ended").success());
    begun.elapsed()
}

/// Kills a build after a delay. Returns whether it was still running.
fn kill_build(site: &KilledSite, output: &Path, after: Duration) -> bool {
    let mut build = start_build(&site.root, output);
    sleep(after);
    let running = build.try_wait().expect("asked").is_none();
    build.kill().expect("killed");
    build.wait().expect("ended");
    running
}

/// Returns a number from 0 to 1, determined by the step.
fn pseudo_random(step: u64) -> f64 {
    let mixed = (step + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 29)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Returns the delay before a kill. Every other kill is near the end, where the folders are exchanged.
fn kill_delay(step: u64, whole: Duration) -> Duration {
    let part = if step.is_multiple_of(2) { pseudo_random(step) } else { 0.7 + 0.4 * pseudo_random(step) };
    whole.mul_f64(part)
}

fn left_over(hidden: &Path) -> Vec<String> {
    let entries = fs::read_dir(hidden).expect("a folder").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !["cache", "ledger", "lock", "tree"].contains(&name.as_str())).collect()
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(100);
    let base = empty_folder("kill");
    let sites = [KilledSite::new(&base, "one", 1), KilledSite::new(&base, "other", 2)];
    assert_ne!(sites[0].clean, sites[1].clean);
    let (output, hidden) = (base.join("out"), base.join(".out.next"));
    finish_build(&sites[0], &output);
    fs::write(output.join("CNAME"), "desk.example").expect("written");
    let mut whole = (0..3).map(|at| finish_build(&sites[at % 2], &output)).max().unwrap_or_default();
    let shown = |site: &KilledSite| {
        let mut files = site.clean.clone();
        files.insert("CNAME".to_owned(), b"desk.example".to_vec());
        files
    };
    let (mut running, mut new) = (0, 0);
    for step in 0..kills {
        let (old, next) = (&sites[step as usize % 2], &sites[(step as usize + 1) % 2]);
        running += u64::from(kill_build(next, &output, kill_delay(step, whole)));
        let left = read_tree(&output);
        new += u64::from(left == shown(next));
        assert!(
            left == shown(old) || left == shown(next),
            "kill {step}: neither the old site nor the new one"
        );
        whole = finish_build(next, &output);
        assert!(read_tree(&output) == shown(next), "after kill {step}: not as a clean build");
        assert_eq!(left_over(&hidden), Vec::<String>::new(), "after kill {step}");
    }
    println!(
        "{kills} kills, {running} before the end, {new} after the exchange; the last build took {whole:?}"
    );
    assert!(running * 3 > kills, "enough builds were killed, not waited for: {running} of {kills}");
}

#[test]
fn a_killed_first_build_leaves_no_site_or_a_whole_site() {
    let base = empty_folder("kill-first");
    let site = KilledSite::new(&base, "site", 3);
    let output = base.join("out");
    let whole = finish_build(&site, &output);
    for step in 0..10 {
        fs::remove_dir_all(&output).expect("removed");
        fs::remove_dir_all(base.join(".out.next")).expect("removed");
        kill_build(&site, &output, kill_delay(step, whole));
        assert!(!output.exists() || read_tree(&output) == site.clean, "kill {step}");
        finish_build(&site, &output);
        assert!(read_tree(&output) == site.clean, "after kill {step}");
    }
}

/// Edits the site: each step changes what another part of the cache depends on.
fn edit(root: &Path, step: u64) {
    let append = |path: &Path, text: &str| {
        let old = fs::read_to_string(path).unwrap_or_default();
        fs::write(path, format!("{old}{text}\n")).expect("written");
    };
    let briefings = root.join("content/briefings");
    let files: Vec<PathBuf> = read_tree(&briefings).keys().map(|name| briefings.join(name)).collect();
    let file = &files[step as usize % files.len()];
    match step % 5 {
        0 => append(file, &format!("\nOne more sentence, number {step}.")),
        1 => {
            let text = fs::read_to_string(file).expect("a file");
            let changed = text.replacen("title: ", &format!("title: Part {step} of "), 1);
            assert_ne!(changed, text);
            fs::write(file, changed).expect("written");
        }
        2 => {
            let label = format!("latest = Newest, number {step}\n");
            write_files(root, [("templates/labels/en.ftl", label.as_str())]);
        }
        3 => {
            let text = "---\ntitle: One more\npublished: 2025-01-02\n---\n\nText.\n";
            fs::write(briefings.join(format!("more-{step}.md")), text).expect("written");
        }
        _ => fs::remove_file(briefings.join(format!("more-{}.md", step - 1))).expect("removed"),
    }
}

/// Damages a file of the cache: it has half of its bytes.
fn damage(cache: &Path, step: u64) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(cache).map_or_else(|_| Vec::new(), |all| all.flatten().map(|it| it.path()).collect());
    files.sort();
    if let Some(file) = files.get(step as usize % files.len().max(1)) {
        let bytes = fs::read(file).expect("a file");
        fs::write(file, &bytes[..bytes.len() / 2]).expect("written");
    }
}

#[test]
fn a_killed_build_with_a_cache_leaves_a_whole_site() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(30);
    let base = empty_folder("kill-cache");
    let site = KilledSite::new(&base, "site", 4);
    let (output, clean, cache) = (base.join("out"), base.join("clean"), base.join(".out.next/cache"));
    let mut whole = finish_build(&site, &output);
    assert!(cache.join("record").exists(), "builds keep a cache");
    let mut old = read_tree(&output);
    let mut running = 0;
    for step in 0..kills {
        edit(&site.root, step);
        assert!(start_build_with(&site.root, &clean, &["--no-cache"]).wait().expect("ended").success());
        let new = read_tree(&clean);
        assert!(new != old, "edit {step} changes the site");
        running += u64::from(kill_build(&site, &output, kill_delay(step, whole)));
        let left = read_tree(&output);
        assert!(left == old || left == new, "kill {step}: neither the old site nor the new one");
        if step % 3 == 0 {
            damage(&cache, step);
        }
        whole = finish_build(&site, &output);
        assert!(read_tree(&output) == new, "after kill {step}: not as a clean build");
        finish_build(&site, &output);
        assert!(read_tree(&output) == new, "after kill {step}: the record is not that of the output");
        old = new;
    }
    println!("{kills} kills with a cache, {running} before the end");
    assert!(running * 3 > kills, "enough builds were killed, not waited for: {running} of {kills}");
}
