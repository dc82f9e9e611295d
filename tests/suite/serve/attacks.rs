//! Requests that no page of the preview sends: none is answered with a file outside of the site, and none stops the server.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use super::client::{Reply, send};
use super::{Preview, eventually};

impl Preview {
    fn raw(&self, bytes: &str) -> Reply {
        send(self.connect(), bytes.replace("HOST", &self.host()).as_bytes())
    }
}

#[test]
fn hostile_requests_are_refused() {
    let preview = Preview::of_site("serve-attacks", &[]);
    std::fs::write(preview.root.join("secret.txt"), "hidden words").expect("written");
    let cases: &[(&str, u16)] = &[
        ("GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 200),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403),
        ("GET / HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n", 403),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 403),
        ("GET /../secret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /%2e%2e/secret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /..%2fsecret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /a/..%5c..%5csecret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET //etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /secret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /site.toml HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /content/about.md HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /style.css%00.html HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /%ff HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 400),
        ("GET /_dateline/other HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
        ("GET /_dateline/panel HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 403),
        ("GET /_dateline/decision HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405),
        ("POST / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 405),
        ("PUT /index.html HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 405),
        ("TRACE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 405),
        ("nonsense\r\n\r\n", 400),
    ];
    for (request, expected) in cases {
        let reply = preview.raw(request);
        assert_eq!(reply.status, *expected, "{request}");
        assert!(!reply.text().contains("hidden words") && !reply.text().contains("root:"), "{request}");
        let is_own = reply.header("x-robots-tag") == Some("noindex");
        assert!(is_own || *request == "nonsense\r\n\r\n", "{request}: {reply:?}");
    }
    let long = format!("GET / HTTP/1.1\r\nHost: HOST\r\nX-Long: {}\r\n\r\n", "a".repeat(100_000));
    assert!([0, 431].contains(&preview.raw(&long).status));
    let many = format!("GET / HTTP/1.1\r\nHost: HOST\r\n{}\r\n", "X-Many: 1\r\n".repeat(500));
    assert!([0, 431].contains(&preview.raw(&many).status));
    let path = format!("GET /{} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", "a".repeat(20_000));
    assert!([0, 414, 431].contains(&preview.raw(&path).status));
    assert_eq!(preview.get("/").status, 200, "and the server goes on");
}

#[test]
fn responses_have_the_headers_of_a_host_and_are_not_indexed() {
    let preview = Preview::of_site("serve-headers", &[]);
    let page = preview.get("/");
    let policy = page.header("content-security-policy").expect("a policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    let style = preview.get("/style.css");
    let policy = style.header("content-security-policy").expect("a policy");
    assert!(!policy.contains("_dateline"), "only pages talk to the server: {policy}");
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/_dateline/preview.js", "text/javascript; charset=utf-8"),
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.header("content-type"), Some(media_type), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("x-robots-tag"), Some("noindex"), "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
    }
    let head = preview.request("HEAD", "/", &[("Host", &preview.host())], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    let folder = preview.get("/about?x=1");
    assert_eq!((folder.status, folder.header("location")), (302, Some("/about/?x=1")));
    let missing = preview.get("/no/such/page/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("no/such/page/index.html"), "it waits for the page");
}

#[test]
fn slow_and_many_clients_do_not_stop_the_server() {
    let preview = Preview::of_site("serve-slow", &[]);
    assert_eq!(preview.get("/").status, 200);
    let before = preview.resources();
    let mut slow: Vec<TcpStream> = Vec::new();
    for number in 0..1000 {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", preview.port)) else { break };
        let start: &[u8] = if number % 2 == 0 { b"GET / HT" } else { b"" };
        let _ = stream.write_all(start);
        slow.push(stream);
        if number % 100 == 0 {
            assert_eq!(preview.get("/").status, 200, "with {number} connections");
        }
    }
    assert!(slow.len() > 500, "{} connections", slow.len());
    assert_eq!(preview.get("/").status, 200);
    if let (Some((threads, memory)), Some((threads_after, memory_after))) = (before, preview.resources()) {
        assert!(threads_after <= threads + 2, "{threads_after} threads, {threads} before");
        assert!(memory_after < memory + 100_000, "{memory_after} KB, {memory} KB before");
    }
    drop(slow);
    assert!(eventually(|| preview.get("/").status == 200));
}

#[cfg(unix)]
#[test]
fn the_server_ends_at_once_when_it_is_told_to() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::INT, Signal::TERM] {
        let mut preview = Preview::of_site("serve-end", &[]);
        let mut events = preview.connect();
        let head =
            format!("GET /_dateline/events?file=index.html HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
        events.write_all(head.as_bytes()).expect("sent");
        assert_eq!(preview.get("/").status, 200);
        let process = Pid::from_child(&preview.child);
        kill_process(process, signal).expect("sent");
        let mut ended = None;
        assert!(eventually(|| {
            ended = preview.child.try_wait().expect("asked");
            ended.is_some()
        }));
        assert!(ended.is_some_and(|status| status.success()), "{signal:?}: {ended:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_and_not_passed_over() {
    let preview = Preview::of_site("serve-port", &[]);
    let port = preview.port.to_string();
    let ran = crate::common::run_dateline(&preview.root, &["serve", "--port", &port]);
    assert_eq!(ran.exit, dateline::cli::ExitStatus::Disk);
    assert!(ran.err.contains(&format!("port {port} cannot be used")), "{}", ran.err);
}
