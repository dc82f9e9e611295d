//! `serve`: a live preview of the site, until Ctrl-C.

use std::path::Path;

use super::args::ServeArgs;
use super::build::{build_request, count_by_severity, print_diagnostics};
use super::{Console, ExitStatus};
use crate::pipeline::{BuildRequest, BuildResult, CacheUse};
use crate::serve::{Notice, ServeOptions, SiteReport, WatchMode, serve as serve_site};
use crate::text::visible;
use crate::world::World;

/// Serves the site and prints its address, and its diagnostics whenever they change.
pub(super) fn serve(args: &ServeArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if !world.exists(&args.site.root.join("site.toml")) {
        return console.usage_error(&no_site(&args.site.root, world));
    }
    let options = ServeOptions {
        request: BuildRequest { cache: CacheUse::On, ..build_request(&args.site, None) },
        port: args.port,
        editor: args.editor.clone(),
        watch: if args.poll { WatchMode::Scans } else { WatchMode::Events },
    };
    let mut state = PrintedState::Sound;
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
        Notice::Site(report) => state = print_report(args, report, state, console),
    });
    match served {
        Ok(()) => ExitStatus::Success,
        Err(error) => console.disk_error(&port_error(args.port, &error)),
    }
}

/// The state of the site that was printed last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PrintedState {
    Sound,
    Broken,
}

/// Prints the diagnostics of the newest state, and returns whether it has errors.
fn print_report(
    args: &ServeArgs,
    report: SiteReport,
    before: PrintedState,
    console: &mut Console<'_>,
) -> PrintedState {
    let milliseconds = report.duration.as_millis();
    let SiteReport { diagnostics, sources, has_site, .. } = report;
    let finished = BuildResult { diagnostics, sources, ..BuildResult::default() };
    print_diagnostics(&args.site, &finished, console);
    let counts = count_by_severity(&finished.diagnostics);
    let state = match (finished.failed(), before, has_site) {
        (true, _, true) => "the preview shows the last state without errors\n".to_owned(),
        (true, _, false) => "the preview shows the errors\n".to_owned(),
        (false, PrintedState::Broken, _) => "no errors any more\n".to_owned(),
        (false, PrintedState::Sound, _) => format!("read in {milliseconds} ms\n"),
    };
    console.eprint(&format!("{counts}{state}"));
    if finished.failed() { PrintedState::Broken } else { PrintedState::Sound }
}

/// Returns why a folder cannot be served, and what to do.
fn no_site(root: &Path, world: &dyn World) -> String {
    let root_name = root.display();
    match world.exists(root) {
        true => format!(
            "`{root_name}` has no `site.toml`; name the site's folder with `--root`, or create a site with `dateline init DIR`"
        ),
        false => format!("there is no folder `{root_name}`; name the site's folder with `--root`"),
    }
}

fn port_error(port: Option<u16>, error: &std::io::Error) -> String {
    match port {
        Some(port) => format!("port {port} cannot be used: {error}; leave out `--port` to take a free one"),
        None => format!("the preview cannot be served: {error}"),
    }
}
