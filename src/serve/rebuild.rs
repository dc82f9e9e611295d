//! The thread that takes changes of the sources into the workspace, one after the other.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use super::changes::Changes;
use super::live::{LiveSite, lock};
use super::notice::{Notice, SiteReport};
use super::signal::NextStep;
use super::watch::SourceWatch;
use crate::diagnostic::Diagnostic;
use crate::text::Source;
use crate::workspace::{Refresh, Workspace};
use crate::world::FileKind;

/// Time between scans without events, and with them.
const POLL: Duration = Duration::from_secs(1);
const SLOW_POLL: Duration = Duration::from_secs(2);
/// Time of a scan without an event after a change: a file system may report the new state of a file late.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// Time in which an editor finishes writing a file, unless the system says so before.
const HALF_WRITTEN: Duration = Duration::from_millis(100);
/// Scans without events take at most one part of this many of the time.
const POLL_SHARE: u32 = 40;

/// Scans when the signal asks for it or the time has come, until it says stop. Calls `announce` with each new state.
pub(super) fn run(
    live: &LiveSite<'_>,
    mut watch: SourceWatch<'_>,
    notify: &dyn Fn(Notice),
    announce: &dyn Fn(u64),
) {
    let mut poll = Duration::ZERO;
    let mut reports = SiteReports::default();
    while let NextStep::Scan(number) = live.signal.next(poll) {
        let changes = watch.take_changes();
        if let Some(message) = watch.renew(&changes) {
            notify(Notice::Message(message));
        }
        let begun = Instant::now();
        let mut workspace = lock(&live.workspace);
        let refresh = refresh_when_settled(&mut workspace, live, &changes, number);
        let changed = refresh != Refresh::Unchanged;
        if let Refresh::Changed(paths) = refresh {
            announce(live.publish(&workspace, &paths));
        }
        live.signal.finish(number);
        let took = begun.elapsed();
        reports.update(&workspace, changed.then_some(took), notify);
        let unread = workspace.snapshot().filter(|_| has_unread_prose(&workspace));
        drop(workspace);
        let slow = if watch.has_events() { SLOW_POLL } else { POLL };
        poll = if changed { SECOND_LOOK.max(took * 2) } else { slow.max(took * POLL_SHARE) };
        if let Some(snapshot) = unread {
            // What a page shows does not need this; the next scan adds its diagnostics.
            let unread = snapshot.read_prose(&|| !live.signal.is_wanted());
            poll = if unread > 0 { Duration::ZERO } else { poll };
        }
    }
}

/// What has been reported of the site.
#[derive(Default)]
struct SiteReports {
    /// The diagnostics of the last report; `None` before the first.
    last: Option<Arc<[Diagnostic]>>,
    /// The duration of the last refresh that has not been reported.
    open: Option<Duration>,
}

impl SiteReports {
    /// Reports diagnostics that differ from those of the last report. `changed` is the duration of a refresh that has just changed
    /// the site. Then only errors are reported at once: to compare all hints takes longer than the page that is asked for.
    fn update(&mut self, workspace: &Workspace, changed: Option<Duration>, notify: &dyn Fn(Notice)) {
        self.open = changed.or(self.open);
        let had_errors = self.last.iter().flat_map(|last| last.iter()).any(Diagnostic::is_error);
        let is_due = changed.is_none() || self.last.is_none() || had_errors || workspace.result().failed();
        let Some(took) = self.open.take_if(|_| is_due) else { return };
        if self.last.as_deref() != Some(workspace.diagnostics()) {
            notify(Notice::Site(report(workspace, took, self.last.as_deref().unwrap_or_default())));
            self.last = Some(workspace.share_diagnostics());
        }
    }
}

/// Returns whether the newest site has prose that has not been read.
fn has_unread_prose(workspace: &Workspace) -> bool {
    workspace.is_incomplete() && !workspace.result().failed()
}

/// Takes in changes. If they bring the first errors, a file may be half written, so all are looked at again after each further
/// request, until there are no errors or the time is over. `number` is that of the requests so far.
fn refresh_when_settled(
    workspace: &mut Workspace,
    live: &LiveSite<'_>,
    changes: &Changes,
    number: u64,
) -> Refresh {
    let had_errors = workspace.result().failed();
    let number = wait_for_text(live, changes, number);
    let mut refresh = match changes.paths() {
        Some(paths) => workspace.refresh_files(live.world, paths),
        None => workspace.refresh(live.world),
    };
    let (mut number, end) = (number, Instant::now() + HALF_WRITTEN);
    let mut is_over = had_errors;
    while !is_over && workspace.result().failed() {
        number = live.signal.wait_for_more(number, end.saturating_duration_since(Instant::now()));
        is_over = Instant::now() >= end;
        refresh = joined(refresh, workspace.refresh(live.world));
    }
    refresh
}

/// Waits while one of the changed files is empty: it is probably about to be written, and to link the site without it takes long.
/// Returns the number of requests.
fn wait_for_text(live: &LiveSite<'_>, changes: &Changes, mut number: u64) -> u64 {
    let end = Instant::now() + HALF_WRITTEN;
    let is_empty = |file: &PathBuf| {
        let stat = live.world.symlink_metadata(file);
        stat.is_ok_and(|stat| stat.kind == FileKind::File && stat.len == 0)
    };
    while changes.paths().is_some_and(|paths| paths.iter().any(is_empty)) && Instant::now() < end {
        number = live.signal.wait_for_more(number, end.saturating_duration_since(Instant::now()));
    }
    number
}

/// Returns what two refreshes found together.
fn joined(first: Refresh, second: Refresh) -> Refresh {
    match (first, second) {
        (Refresh::Changed(mut paths), Refresh::Changed(more)) => {
            paths.extend(more);
            Refresh::Changed(paths)
        }
        (Refresh::Unchanged, then) => then,
        (first, Refresh::Unchanged) => first,
    }
}

/// Identifies a diagnostic although lines before it have been edited.
#[derive(PartialEq, Eq, Hash)]
struct DiagnosticKey<'d> {
    path: Option<&'d str>,
    code: &'static str,
    message: &'d str,
}

impl<'d> DiagnosticKey<'d> {
    fn new(diagnostic: &'d Diagnostic) -> Self {
        let path = diagnostic.location.as_ref().map(|location| &*location.path);
        Self { path, code: diagnostic.code.id, message: &diagnostic.message }
    }
}

/// Returns the errors of the newest state and its diagnostics that have not been reported, with the sources that they name.
fn report(workspace: &Workspace, duration: Duration, reported: &[Diagnostic]) -> SiteReport {
    let known: FxHashSet<DiagnosticKey<'_>> = reported.iter().map(DiagnosticKey::new).collect();
    let is_new =
        |diagnostic: &&Diagnostic| diagnostic.is_error() || !known.contains(&DiagnosticKey::new(diagnostic));
    let diagnostics: Vec<Diagnostic> = workspace.diagnostics().iter().filter(is_new).cloned().collect();
    let mut paths: Vec<&str> = diagnostics
        .iter()
        .flat_map(|diagnostic| diagnostic.location.iter().chain(diagnostic.related.iter().map(|(at, _)| at)))
        .map(|location| &*location.path)
        .collect();
    paths.sort_unstable();
    let is_named = |source: &&Source| paths.binary_search(&&*source.path).is_ok();
    let sources = workspace.sources().iter().filter(is_named).cloned().collect();
    let has_site = workspace.snapshot().is_some();
    SiteReport { sources, duration, has_site, diagnostics }
}
