//! Connections: one thread serves all of them, and a few others answer requests. So slow clients hold memory for their
//! buffers only, and the number of threads never changes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::events::{self, ReplyBody};
use super::front::{Front, Job};
use super::reply::{refusal, text};
use super::route::EVENTS_PATH;

/// The first port that is tried, and the number of ports after it.
const FIRST_PORT: u16 = 4000;
const PORTS: u16 = 50;
/// Maximum number of open connections. A process may open 1,024 files on many systems.
const MAX_CONNECTIONS: usize = 256;
/// Maximum size of the head of a request in bytes, and number of its headers.
const MAX_HEAD_BYTES: usize = 32 << 10;
const MAX_HEADERS: usize = 64;
/// Maximum size of a decision in bytes.
const MAX_BODY_BYTES: usize = 64 << 10;
/// Maximum time for the head and for the body of a request.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// Pause after a failure to accept a connection: all files may be in use.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens on a port of this computer: the given one, or the next free one.
pub(super) async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return TcpListener::bind(address(port)).await;
    }
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        match TcpListener::bind(address(port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            bound => return bound,
        }
    }
    TcpListener::bind(address(0)).await
}

/// An open connection.
struct Connection {
    task: AbortHandle,
    /// Whether a page gets events over it.
    is_stream: Arc<AtomicBool>,
}

/// Accepts connections until it is dropped.
pub(super) async fn accept(listener: TcpListener, front: Arc<Front>) {
    let mut open: VecDeque<Connection> = VecDeque::new();
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        if !peer.ip().is_loopback() {
            continue;
        }
        open.retain(|connection| !connection.task.is_finished());
        if open.len() >= MAX_CONNECTIONS {
            close_oldest(&mut open);
        }
        let is_stream = Arc::new(AtomicBool::new(false));
        let task = tokio::spawn(connection(stream, front.clone(), is_stream.clone()));
        open.push_back(Connection { task: task.abort_handle(), is_stream });
    }
}

/// Closes the oldest connection that no page gets events over: answers take milliseconds, so it is idle or very slow.
fn close_oldest(open: &mut VecDeque<Connection>) {
    let oldest = open.iter().position(|connection| !connection.is_stream.load(Ordering::Relaxed));
    if let Some(connection) = open.remove(oldest.unwrap_or(0)) {
        connection.task.abort();
    }
}

async fn connection(stream: TcpStream, front: Arc<Front>, is_stream: Arc<AtomicBool>) {
    // A response is sent at once; without this option, small ones may wait.
    let _ = stream.set_nodelay(true);
    let respond = |request: Request<Incoming>| {
        let (front, is_stream) = (front.clone(), is_stream.clone());
        async move { Ok::<_, Infallible>(respond(&front, request, &is_stream).await) }
    };
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_TIME)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), service_fn(respond));
    // The client has gone, or sent something that is not HTTP.
    drop(served.await);
}

async fn respond(
    front: &Arc<Front>,
    request: Request<Incoming>,
    is_stream: &AtomicBool,
) -> Response<ReplyBody> {
    let (head, body) = request.into_parts();
    if let Err(refused) = front.guard.check(&head) {
        return refusal(&refused).map(ReplyBody::from);
    }
    if head.uri.path() == EVENTS_PATH && head.method == Method::GET {
        let Some(permit) = front.begin_stream() else {
            return text(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open\n").map(ReplyBody::from);
        };
        is_stream.store(true, Ordering::Relaxed);
        return events::respond(front.clone(), head.uri.query(), permit);
    }
    let body = if head.method == Method::POST { read_body(body).await } else { Some(Bytes::new()) };
    let Some(body) = body else {
        return text(StatusCode::PAYLOAD_TOO_LARGE, "the decision is too long or too slow\n")
            .map(ReplyBody::from);
    };
    let answered = front.ask(|sender| Job::Request(Box::new(head), body, sender)).await;
    let busy = || text(StatusCode::SERVICE_UNAVAILABLE, "the server is busy or ends\n");
    answered.unwrap_or_else(busy).map(ReplyBody::from)
}

/// Returns the body of a request, unless it is too long or comes too slowly.
async fn read_body(body: Incoming) -> Option<Bytes> {
    let collected = timeout(REQUEST_TIME, Limited::new(body, MAX_BODY_BYTES).collect()).await;
    Some(collected.ok()?.ok()?.to_bytes())
}
