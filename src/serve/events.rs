//! Server-sent events: a page gets its state at once, and again whenever that has changed.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::{Response, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::timeout;

use super::front::{Front, Job};
use super::reply::reply;
use super::route::query_value;

/// Time after which a sign of life is sent, by which a page that has gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Begins the events: the time in milliseconds after which a browser asks again when the server has gone.
const RETRY: &str = "retry: 1000\n\n";
/// Number of events that wait for a slow page.
const WAITING: usize = 2;

/// The body of a response.
pub(super) enum ReplyBody {
    /// All bytes; `None` once they are sent.
    Whole(Option<Bytes>),
    /// Events until the page has gone.
    Events(mpsc::Receiver<Bytes>),
}

impl From<Bytes> for ReplyBody {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take()),
            Self::Events(events) => events.poll_recv(context),
        };
        next.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

/// Begins the events of the page that the query names. The permit is held until the page has gone.
pub(super) fn respond(
    front: Arc<Front>,
    query: Option<&str>,
    permit: OwnedSemaphorePermit,
) -> Response<ReplyBody> {
    let file = query_value(query, "file").unwrap_or_default();
    let (sender, events) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        // The page has gone, or the server ends.
        let _ = send_states(&front, &file, &sender).await;
        drop(permit);
    });
    reply(StatusCode::OK, "text/event-stream", "").map(|_| ReplyBody::Events(events))
}

/// Sends each new state of a page. Ends when the page has gone.
async fn send_states(front: &Front, file: &str, sender: &mpsc::Sender<Bytes>) -> Option<()> {
    let mut revisions = front.revisions.clone();
    let mut last = String::new();
    sender.send(RETRY.into()).await.ok()?;
    loop {
        revisions.borrow_and_update();
        let state = front.ask(|answer| Job::State(file.to_owned(), answer)).await;
        if let Some(state) = state.filter(|state| *state != last) {
            sender.send(format!("data: {state}\n\n").into()).await.ok()?;
            last = state;
        }
        while timeout(HEARTBEAT, revisions.changed()).await.ok().transpose().ok()?.is_none() {
            sender.send(Bytes::from_static(b":\n\n")).await.ok()?;
        }
    }
}
