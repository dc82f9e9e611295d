//! `build --timings`: how long the stages, the templates and the slowest files took.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::page::{Page, PageKind};
use crate::pipeline::{BuildEvent, BuildStage};

/// Number of files that are listed.
const SLOWEST: usize = 10;

/// Measures a build by its events.
pub(super) struct Timings {
    times: Mutex<Times>,
}

#[derive(Default)]
struct Times {
    stages: Vec<(BuildStage, Instant)>,
    /// The files that each thread has begun, the last one last: a thread may begin another while it waits for parts of one.
    begun: FxHashMap<ThreadId, Vec<Instant>>,
    /// Number of files and their time, by template or kind.
    groups: BTreeMap<&'static str, (usize, Duration)>,
    /// The slowest files so far.
    slowest: Vec<(Duration, String)>,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self { times: Mutex::default() }
    }

    /// Takes in an event of this thread.
    pub(super) fn take(&self, event: BuildEvent<'_>) {
        let now = Instant::now();
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            BuildEvent::Stage(stage) => times.stages.push((stage, now)),
            BuildEvent::FileBegins => times.begun.entry(thread::current().id()).or_default().push(now),
            BuildEvent::FileEnds { page, .. } => {
                let begun = times.begun.get_mut(&thread::current().id()).and_then(Vec::pop);
                times.add(page, now.duration_since(begun.unwrap_or(now)));
            }
        }
    }

    /// Returns the report; the last stage ends now.
    pub(super) fn finish(self) -> String {
        let times = self.times.into_inner().unwrap_or_else(PoisonError::into_inner);
        times.report(Instant::now())
    }
}

impl Times {
    fn add(&mut self, page: &Page, time: Duration) {
        let group = self.groups.entry(group_of(page.kind)).or_default();
        *group = (group.0 + 1, group.1 + time);
        let slower = self.slowest.partition_point(|(known, _)| *known >= time);
        if slower < SLOWEST {
            self.slowest.insert(slower, (time, page.file.clone()));
            self.slowest.truncate(SLOWEST);
        }
    }

    fn report(&self, end: Instant) -> String {
        let mut text = "stages\n".to_owned();
        let ends = self.stages.iter().skip(1).map(|(_, begun)| *begun).chain([end]);
        for ((stage, begun), end) in self.stages.iter().zip(ends) {
            let _ = writeln!(text, "{}  {}", seconds(end.duration_since(*begun)), stage.as_str());
        }
        text.push_str("templates and other files, time of all threads\n");
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(_, (_, time))| std::cmp::Reverse(*time));
        for (name, (count, time)) in groups {
            let _ = writeln!(text, "{}  {name} ({count})", seconds(*time));
        }
        text.push_str("slowest files\n");
        for (time, file) in &self.slowest {
            let _ = writeln!(text, "{}  {file}", seconds(*time));
        }
        text
    }
}

fn seconds(time: Duration) -> String {
    format!("{:9.4} s", time.as_secs_f64())
}

fn group_of(kind: PageKind) -> &'static str {
    kind.template().unwrap_or(match kind {
        PageKind::Export(_) => "feeds, data and search",
        PageKind::ThemeFile(_) => "theme files",
        _ => "assets",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_has_stages_templates_and_the_slowest_files() {
        let timings = Timings::start();
        for stage in [BuildStage::Read, BuildStage::Render] {
            timings.take(BuildEvent::Stage(stage));
        }
        let pages: Vec<Page> = (0..12)
            .map(|number| Page { file: format!("{number}.html"), kind: PageKind::Archive(number) })
            .chain([Page { file: "style.css".to_owned(), kind: PageKind::ThemeFile(0) }])
            .collect();
        for (done, page) in pages.iter().enumerate() {
            timings.take(BuildEvent::FileBegins);
            if page.file == "7.html" {
                thread::sleep(Duration::from_millis(20));
            }
            timings.take(BuildEvent::FileEnds { page, done: done + 1, all: pages.len() });
        }
        let report = timings.finish();
        let lines: Vec<&str> = report.lines().collect();
        let names = |from: usize, count: usize| -> Vec<&str> {
            lines[from..from + count].iter().map(|line| line.split(" s  ").nth(1).unwrap_or(line)).collect()
        };
        assert_eq!(names(0, 3), ["stages", "read", "render"]);
        assert_eq!(lines[4].split(" s  ").nth(1), Some("archive.html (12)"), "{report}");
        assert_eq!(lines[5].split(" s  ").nth(1), Some("theme files (1)"), "{report}");
        assert_eq!(lines[6], "slowest files");
        assert_eq!(lines[7].split(" s  ").nth(1), Some("7.html"), "{report}");
        assert_eq!(lines.len(), 7 + SLOWEST);
    }
}
