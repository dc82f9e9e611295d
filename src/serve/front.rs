//! What all connections share: the guard, the way to the answering threads, and the news of the site.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};

use hyper::Response;
use hyper::body::Bytes;
use hyper::http::request::Parts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};

use super::guard::Guard;

/// Maximum number of pages that get events.
const MAX_STREAMS: usize = 100;

/// What the answering threads are asked.
pub(super) enum Job {
    /// A request that the guard has let pass.
    Request(Box<Parts>, Bytes, oneshot::Sender<Response<Bytes>>),
    /// The state of the page with this file.
    State(String, oneshot::Sender<String>),
}

/// What every connection needs.
pub(super) struct Front {
    pub(super) guard: Guard,
    jobs: SyncSender<Job>,
    /// The number of the newest state of the site.
    pub(super) revisions: watch::Receiver<u64>,
    streams: Arc<Semaphore>,
}

impl Front {
    pub(super) fn new(guard: Guard, jobs: SyncSender<Job>, revisions: watch::Receiver<u64>) -> Self {
        Self { guard, jobs, revisions, streams: Arc::new(Semaphore::new(MAX_STREAMS)) }
    }

    /// Permits events for one more page, until the permit is dropped. `None` if too many pages are open.
    pub(super) fn begin_stream(&self) -> Option<OwnedSemaphorePermit> {
        self.streams.clone().try_acquire_owned().ok()
    }

    /// Gives a job to the answering threads. `None` if they are too busy or end.
    pub(super) async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Option<T> {
        let (sender, answer) = oneshot::channel();
        match self.jobs.try_send(job(sender)) {
            Ok(()) => answer.await.ok(),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => None,
        }
    }
}
