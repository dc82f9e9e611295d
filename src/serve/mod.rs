//! `dateline serve`: a live preview of the site.
//!
//! Takes a [`BuildRequest`] and answers browsers on this computer until it is stopped. It has no build of its own: the
//! [workspace](crate::workspace) has the site in memory and renders each file when it is asked for, with the bytes of a
//! build. The script of the preview is added to the response alone, and nothing is written but decisions of the panel, into
//! front matter. This module and `world` are the only ones that use the network or start a thread that waits.

mod answer;
mod card;
mod changes;
mod client_page;
mod decision;
mod editor;
mod events;
mod front;
mod guard;
mod live;
mod notice;
mod panel;
mod rebuild;
mod reply;
mod route;
mod server;
mod signal;
mod unsaved;
mod watch;

pub use editor::EditorLink;
pub use notice::{Notice, SiteReport};
pub use watch::WatchMode;

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::{mpsc, watch as revision};

use crate::pipeline::BuildRequest;
use crate::workspace::Workspace;
use crate::world::World;

use front::{Front, Job};
use guard::Guard;
use live::{LiveSite, lock};
use signal::{SaveState, ScanSignal};
use watch::SourceWatch;

/// Maximum number of threads that answer requests.
const MAX_THREADS: usize = 4;
/// Maximum number of requests that wait for them.
const MAX_JOBS: usize = 256;
/// Length of the token of a run in bytes.
const TOKEN_BYTES: usize = 32;

/// The options of a preview.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The site. The output folder is not used.
    pub request: BuildRequest,
    /// The port, which must be free; 0 is any free one. Without one, the next free port from 4000 is taken.
    pub port: Option<u16>,
    /// Links from diagnostics and facts to an editor.
    pub editor: EditorLink,
    /// How changes of the sources are noticed.
    pub watch: WatchMode,
}

/// Serves the site until the process is told to end: by Ctrl-C, or by the signal to terminate. Calls `report` with what is
/// to be printed. Fails if the port cannot be listened on.
pub fn serve(world: &dyn World, options: &ServeOptions, report: &mut dyn FnMut(Notice)) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(server::listen(options.port))?;
    let address = listener.local_addr()?;
    let (notices, mut received) = mpsc::unbounded_channel();
    runtime.block_on(async { stop_on_signals(notices.clone()) })?;
    let signal = Arc::new(ScanSignal::default());
    let root = &options.request.root;
    let (watch, failure) = SourceWatch::start(world, root, options.watch, signal.clone());
    let workspace = Workspace::new(options.request.clone());
    let token = token()?;
    let guard = Guard::new(address.port(), token.clone());
    let live = LiveSite::new(world, root, options.editor.clone(), signal.clone(), workspace, &token);
    let (announce, revisions) = revision::channel(0);
    let (jobs, waiting) = sync_channel(MAX_JOBS);
    let waiting = Mutex::new(waiting);
    // Requests wait for the first scan.
    signal.request(SaveState::Finished);
    report(Notice::Serving(format!("http://{address}/")));
    failure.into_iter().for_each(|message| report(Notice::Message(message)));
    thread::scope(|scope| {
        let to_terminal = notices.clone();
        let (live, waiting, token) = (&live, &waiting, &*token);
        scope.spawn(move || {
            let notify = |notice| drop(to_terminal.send(Some(notice)));
            rebuild::run(live, watch, &notify, &|number| {
                // Without a page that waits for it, nobody receives it.
                let _ = announce.send(number);
            });
        });
        for _ in 0..thread::available_parallelism().map_or(2, NonZero::get).clamp(2, MAX_THREADS) {
            scope.spawn(move || answer_jobs(live, token, waiting));
        }
        let front = Arc::new(Front::new(guard, jobs, revisions));
        runtime.block_on(async {
            tokio::spawn(server::accept(listener, front));
            while let Some(Some(notice)) = received.recv().await {
                report(notice);
            }
        });
        signal.stop();
        // Ends all connections, and with them the jobs of the answering threads.
        drop(runtime);
    });
    Ok(())
}

/// Sends `None` when the process is told to end.
fn stop_on_signals(notices: mpsc::UnboundedSender<Option<Notice>>) -> io::Result<()> {
    let interrupted = notices.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            drop(interrupted.send(None));
        }
    });
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::spawn(async move {
            terminated.recv().await;
            drop(notices.send(None));
        });
    }
    Ok(())
}

/// Returns the token of this run, which no other program can guess.
fn token() -> io::Result<String> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(blake3::hash(&bytes).to_hex().to_string())
}

/// Answers one job after the other, until no connection is left that could send one.
fn answer_jobs(live: &LiveSite<'_>, token: &str, waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = lock(waiting).recv();
        match job {
            // A client that has gone does not receive its answer.
            Ok(Job::Request(head, body, answer)) => {
                drop(answer.send(answer::answer(live, token, &head, &body)));
            }
            Ok(Job::State(file, answer)) => {
                drop(answer.send(live.page_state(&live.current(), &file)));
            }
            Err(_) => return,
        }
    }
}
