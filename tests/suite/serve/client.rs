//! The least of HTTP that the tests need, so that they can also send what no client would.

use std::io::{Read, Write};
use std::net::TcpStream;

/// A response.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    head: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// Returns the value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body without the script of the preview.
    pub(super) fn published(&self) -> &[u8] {
        let script = b"<script src=\"/_dateline/preview.js\"";
        let start = self.body.windows(script.len()).rposition(|window| window == script);
        &self.body[..start.unwrap_or(self.body.len())]
    }
}

/// Sends a request and reads the response up to its end.
pub(super) fn request(
    stream: TcpStream,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    send(stream, &[head.as_bytes(), b"\r\n", body].concat())
}

/// Sends bytes and reads everything that comes back. Status 0 means that the connection was closed without a response.
pub(super) fn send(mut stream: TcpStream, bytes: &[u8]) -> Reply {
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(bytes);
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read);
    let end = read.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = end.map_or((&read[..], &[][..]), |end| (&read[..end], &read[end + 4..]));
    let head = String::from_utf8_lossy(head).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Reply { status, head, body: body.to_vec() }
}
