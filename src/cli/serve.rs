//! `serve`: a live preview of the site, until Ctrl-C.

use super::args::ServeArgs;
use super::build::{build_request, count_by_severity, print_diagnostics};
use super::{Console, ExitStatus};
use crate::pipeline::BuildResult;
use crate::serve::{Notice, ServeOptions, SiteReport, WatchMode, serve as serve_site};
use crate::text::visible;
use crate::world::World;

/// Serves the site and prints its address, and its diagnostics whenever they change.
pub(super) fn serve(args: &ServeArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let options = ServeOptions {
        request: build_request(&args.site, None),
        port: args.port,
        editor: args.editor.clone(),
        watch: if args.poll { WatchMode::Scans } else { WatchMode::Events },
    };
    let mut had_errors = false;
    let served = serve_site(world, &options, &mut |notice| match notice {
        Notice::Serving(url) => {
            console.print(&format!("serving {url} until Ctrl-C\n"));
            if args.open
                && let Err(error) = open::that_detached(&url)
            {
                console.eprint(&visible(&format!("the browser cannot be opened ({error}); open {url}\n")));
            }
        }
        Notice::Message(message) => console.eprint(&visible(&format!("{message}\n"))),
        Notice::Site(report) => had_errors = print_report(args, report, had_errors.into(), console),
    });
    match served {
        Ok(()) => ExitStatus::Success,
        Err(error) => console.disk_error(&port_error(args.port, &error)),
    }
}

/// The state of the site in the report before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Sound,
    Broken,
}

impl From<bool> for Before {
    fn from(had_errors: bool) -> Self {
        if had_errors { Self::Broken } else { Self::Sound }
    }
}

/// Prints the diagnostics of the newest state. Returns whether it has errors.
fn print_report(args: &ServeArgs, report: SiteReport, before: Before, console: &mut Console<'_>) -> bool {
    let milliseconds = report.duration.as_millis();
    let SiteReport { diagnostics, sources, has_site, .. } = report;
    let finished = BuildResult { diagnostics, sources, ..BuildResult::default() };
    print_diagnostics(&args.site, &finished, console);
    let counts = count_by_severity(&finished.diagnostics);
    let state = match (finished.failed(), before, has_site) {
        (true, _, true) => "the preview shows the last state without errors\n".to_owned(),
        (true, _, false) => "the preview shows the errors\n".to_owned(),
        (false, Before::Broken, _) => "no errors any more\n".to_owned(),
        (false, Before::Sound, _) => format!("read in {milliseconds} ms\n"),
    };
    console.eprint(&format!("{counts}{state}"));
    finished.failed()
}

fn port_error(port: Option<u16>, error: &std::io::Error) -> String {
    match port {
        Some(port) => format!("port {port} cannot be used: {error}; leave out `--port` to take a free one"),
        None => format!("the preview cannot be served: {error}"),
    }
}
