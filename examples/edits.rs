//! Measures the time from a saved edit to the rendered page: `edits SITE [COUNT]`. Edits files of the site and restores them.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement reads clocks and files")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use dateline::output::Consent;
use dateline::page::PageKind;
use dateline::pipeline::{BuildRequest, CacheUse};
use dateline::workspace::{Snapshot, Workspace};
use dateline::world::OsWorld;
use rustix::time::{ClockId, clock_gettime};

/// Wall and CPU time of one edit.
type Times = (Duration, Duration);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let root = PathBuf::from(arguments.next().ok_or("usage: edits SITE [COUNT]")?);
    let count = arguments.next().map_or(Ok(30), |count| count.parse::<usize>())?;
    let mut workspace = Workspace::new(BuildRequest {
        root: root.clone(),
        output: root.join("public"),
        as_of: None,
        include_drafts: false,
        consent: Consent::None,
        cache: CacheUse::Off,
    });
    let cold = measure(|| refresh_and_render(&mut workspace, "index.html"));
    println!("cold to first page   {}", text(cold));
    let unchanged = (0..count).map(|_| measure(|| drop(workspace.refresh(&OsWorld)))).collect();
    report("unchanged", unchanged);
    let error = workspace.diagnostics().iter().find(|diagnostic| diagnostic.is_error());
    let message = error.map_or_else(String::new, |error| format!("{error:?}"));
    let snapshot = workspace.snapshot().ok_or(message)?;
    let edited: Vec<(PathBuf, String)> = sample(&root, &snapshot, count);
    drop(snapshot);
    let mut body = Vec::new();
    let mut title = Vec::new();
    for (number, (path, file)) in edited.iter().enumerate() {
        let original = fs::read_to_string(path)?;
        let saved = format!("{original} word{number}\n");
        body.push(edit(&mut workspace, path, &saved, file)?);
        title.push(edit(&mut workspace, path, &with_title(&saved), file)?);
        fs::write(path, original)?;
        workspace.refresh(&OsWorld);
    }
    report("one word in a body", body);
    report("a title", title);
    let template = root.join("templates/pager.html");
    fs::create_dir_all(root.join("templates"))?;
    let mut templates = Vec::new();
    for number in 0..count {
        templates.push(edit(&mut workspace, &template, &format!("<!-- {number} -->"), "index.html")?);
    }
    fs::remove_file(&template)?;
    report("a template", templates);
    println!("memory {}", memory()?);
    Ok(())
}

fn refresh_and_render(workspace: &mut Workspace, file: &str) {
    workspace.refresh(&OsWorld);
    if let Some(snapshot) = workspace.snapshot() {
        drop(snapshot.render(&OsWorld, file));
    }
}

/// Returns sources of briefings with their pages, spread over the site.
fn sample(root: &Path, snapshot: &Snapshot, count: usize) -> Vec<(PathBuf, String)> {
    let files: Vec<&str> = snapshot.files().filter(|file| file.starts_with("briefings/")).collect();
    let pages = files.iter().filter_map(|file| snapshot.page(file));
    let briefings = pages.filter_map(|page| match page.kind {
        PageKind::Briefing(id) => {
            Some((root.join(&*snapshot.site().briefing(id).briefing.meta.source.path), page.file.clone()))
        }
        _ => None,
    });
    let briefings: Vec<_> = briefings.collect();
    let step = (briefings.len() / count.max(1)).max(1);
    briefings.into_iter().step_by(step).take(count).collect()
}

fn edit(workspace: &mut Workspace, path: &Path, text: &str, file: &str) -> std::io::Result<Times> {
    fs::write(path, text)?;
    Ok(measure(|| refresh_and_render(workspace, file)))
}

/// Changes the title, which may be in quotes.
fn with_title(text: &str) -> String {
    let (from, to) =
        if text.contains("title: \"") { ("title: \"", "title: \"A") } else { ("title: ", "title: A") };
    text.replacen(from, to, 1)
}

fn measure(run: impl FnOnce()) -> Times {
    let cpu = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let (start, started) = (Instant::now(), cpu());
    run();
    (start.elapsed(), cpu() - started)
}

fn report(name: &str, mut times: Vec<Times>) {
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    println!("{name:20} median {}  p95 {}", text(at(50)), text(at(95)));
}

fn text((wall, cpu): Times) -> String {
    format!("{:7.1} ms (CPU {:7.1})", wall.as_secs_f64() * 1e3, cpu.as_secs_f64() * 1e3)
}

fn memory() -> std::io::Result<String> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    Ok(format!("{}, {}", line("VmHWM"), line("VmRSS")))
}
