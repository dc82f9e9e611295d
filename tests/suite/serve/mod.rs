//! `dateline serve` over real sockets: edits, attacks and decisions, with the program as its own process.

mod attacks;
mod client;
mod decisions;
mod edits;
mod events;
mod reported;

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{empty_folder, write_files};
use client::Reply;

/// The instant that all sites of these tests are built for.
const AS_OF: &str = "2025-04-20T18:00:00Z";
/// Maximum time until a change is served, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site that links, lists and pages.
const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"Desk\"\nbase_url = \"https://desk.example/\"\nper_page = 2\n"),
    ("content/about.md", "---\ntitle: About\n---\nWe write. See [[ada-marten]].\n"),
    ("content/actors/ada-marten.md", "---\nname: Ada Marten\nkind: person\n---\nA speaker.\n"),
    ("content/venues/oslo.md", "---\nname: Oslo\n---\n"),
    (
        "content/briefings/first.md",
        "---\ntitle: First round\npublished: 2025-04-17\nactors: [ada-marten]\n---\nThey met in Oslo.\n",
    ),
    (
        "content/briefings/second.md",
        "---\ntitle: Second round\npublished: 2025-04-18\ndates:\n  - { when: 2025-04-18, what: Talks go on, where: oslo }\n---\nAfter [the first](first.md).\n",
    ),
    ("content/briefings/third.md", "---\ntitle: Third round\npublished: 2025-04-19\n---\nLast.\n"),
];

/// A running preview, ended when dropped.
struct Preview {
    child: Child,
    port: u16,
    root: PathBuf,
}

impl Preview {
    /// Writes a site into an empty folder and serves it.
    fn of_site(name: &str, arguments: &[&str]) -> Self {
        let root = empty_folder(name);
        write_files(&root, SITE.iter().copied());
        Self::start(&root, arguments)
    }

    fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["serve", "--as-of", AS_OF, "--port", "0", "--root"]).arg(root).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("started");
        let mut line = String::new();
        let out = child.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("the address");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("an address: {line}"));
        Self { child, port, root: root.to_path_buf() }
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &[("Host", &self.host())], b"")
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        client::request(self.connect(), method, path, headers, body)
    }

    /// Returns what the script of a page is given.
    fn client_data(&self, path: &str) -> serde_json::Value {
        let page = self.get(path).text();
        let data = page.split("data-page=\"").nth(1).and_then(|rest| rest.split('"').next());
        let data = data.unwrap_or_else(|| panic!("{path} has the script: {page}")).replace("&quot;", "\"");
        serde_json::from_str(&data).expect("JSON")
    }

    fn token(&self) -> String {
        self.client_data("/")["token"].as_str().expect("a token").to_owned()
    }

    /// Returns the number of threads and the resident memory in KB, where the system tells them.
    fn resources(&self) -> Option<(usize, usize)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let number = |key: &str| {
            let line = status.lines().find(|line| line.starts_with(key))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        Some((number("Threads:")?, number("VmRSS:")?))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until a condition holds, and returns whether it did in time.
fn eventually(mut condition: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if condition() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}
