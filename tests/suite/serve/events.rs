//! Events: a page hears of a state when it can be loaded, and only of states that differ.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{PATIENCE, Preview};
use crate::common::run_dateline;
use dateline::cli::ExitStatus;

const SECOND: &str = "content/briefings/second.md";
const PAGE: &str = "second/index.html";

/// The events of one page.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    fn of(preview: &Preview, file: &str) -> Self {
        let mut stream = preview.connect();
        let head = format!("GET /_dateline/events?file={file} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
        stream.write_all(head.as_bytes()).expect("sent");
        Self { lines: BufReader::new(stream) }
    }

    /// Returns the next state, if one comes in time.
    fn next(&mut self, limit: Duration) -> Option<Value> {
        let begun = Instant::now();
        self.lines.get_ref().set_read_timeout(Some(limit)).expect("a timeout");
        let mut line = String::new();
        while begun.elapsed() < limit {
            line.clear();
            if self.lines.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).ok();
            }
        }
        None
    }
}

/// Returns the path of a briefing's page.
pub(super) fn page_of(preview: &Preview, slug: &str) -> String {
    let listing = preview.get("/archive/").text();
    let href =
        listing.split("href=\"").find(|rest| rest.split('"').next().is_some_and(|href| href.contains(slug)));
    let href = href.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("{slug}: {listing}"));
    href.trim_start_matches("../").to_owned()
}

#[test]
fn a_page_hears_of_its_changes_when_it_is_ready() {
    let preview = Preview::of_site("serve-events", &[]);
    let page = page_of(&preview, "second");
    assert!(page.ends_with(PAGE), "{page}");
    let mut events = Events::of(&preview, &page);
    let first = events.next(PATIENCE).expect("the state at the beginning");
    for number in 0..5 {
        let text = format!("---\ntitle: Second round\npublished: 2025-04-18\n---\nWord {number}.\n");
        fs::write(preview.root.join(SECOND), text).expect("written");
        let state = events.next(PATIENCE).expect("a new state");
        assert_ne!(state["page"], first["page"]);
        let served = preview.get(&format!("/{page}")).text();
        assert!(served.contains(&format!("Word {number}.")), "the page is ready: {served}");
    }
    let quiet = Duration::from_millis(1500);
    let bytes = fs::read(preview.root.join(SECOND)).expect("read");
    fs::write(preview.root.join(SECOND), bytes).expect("written");
    assert_eq!(events.next(quiet), None, "nothing has changed but the time of a file");
    let third = "---\ntitle: Third round\npublished: 2025-04-19\n---\nAnother word.\n";
    fs::write(preview.root.join("content/briefings/third.md"), third).expect("written");
    assert_eq!(events.next(quiet), None, "another page has changed");
    let built = run_dateline(&preview.root, &["build", "--as-of", super::AS_OF]);
    assert_eq!(built.exit, ExitStatus::Success, "{}", built.err);
    assert_eq!(events.next(quiet), None, "a build writes its output into the site's folder");
}

#[test]
fn errors_come_and_go_and_styles_change_without_the_page() {
    let preview = Preview::of_site("serve-errors", &[]);
    let page = page_of(&preview, "second");
    let good = fs::read_to_string(preview.root.join(SECOND)).expect("read");
    let mut events = Events::of(&preview, &page);
    let first = events.next(PATIENCE).expect("a state");
    assert_eq!(first["errors"]["count"], 0);
    fs::write(preview.root.join(SECOND), good.replace("2025-04-18\n", "2025-04-31\n")).expect("written");
    let broken = events.next(PATIENCE).expect("a state");
    assert_eq!(broken["page"], first["page"], "the last good page stays");
    let error = &broken["errors"]["shown"][0];
    assert_eq!(error["location"], "content/briefings/second.md:3:12", "{error}");
    for (key, part) in
        [("code", "D"), ("excerpt", "2025-04-31"), ("help", "2025-04-30"), ("link", "vscode://file/")]
    {
        assert!(error[key].as_str().is_some_and(|text| text.contains(part)), "{key}: {error}");
    }
    fs::write(preview.root.join(SECOND), &good).expect("written");
    let repaired = events.next(PATIENCE).expect("a state");
    assert_eq!(
        (&repaired["errors"]["count"], &repaired["page"]),
        (&first["errors"]["count"], &first["page"])
    );
    fs::create_dir_all(preview.root.join("templates")).expect("a folder");
    fs::write(preview.root.join("templates/style.css"), "body { color: black }").expect("written");
    let styled = events.next(PATIENCE).expect("a state");
    assert_eq!(styled["page"], first["page"]);
    assert_ne!(styled["files"]["style.css"], first["files"]["style.css"]);
}

#[test]
fn typing_with_automatic_saves_gives_few_states_and_the_newest_wins() {
    let preview = Preview::of_site("serve-typing", &[]);
    let page = page_of(&preview, "second");
    let mut events = Events::of(&preview, &page);
    events.next(PATIENCE).expect("a state");
    for number in 0..60 {
        let text = format!("---\ntitle: Second round\npublished: 2025-04-18\n---\nWord {number}.\n");
        fs::write(preview.root.join(SECOND), text).expect("written");
        std::thread::sleep(Duration::from_millis(5));
    }
    let mut states = 0;
    while events.next(Duration::from_secs(2)).is_some() {
        states += 1;
    }
    assert!((1..=15).contains(&states), "{states} states for 60 saves");
    assert!(preview.get(&format!("/{page}")).text().contains("Word 59."));
}

#[test]
fn many_files_at_once_give_few_states() {
    let preview = Preview::of_site("serve-checkout", &[]);
    let mut events = Events::of(&preview, "archive/index.html");
    events.next(PATIENCE).expect("a state");
    for number in 0..100 {
        let text = format!("---\ntitle: Page {number}\npublished: 2025-04-20\n---\nWords.\n");
        fs::write(preview.root.join(format!("content/briefings/many-{number}.md")), text).expect("written");
    }
    let mut states = 0;
    while events.next(Duration::from_secs(2)).is_some() {
        states += 1;
    }
    assert!((1..=8).contains(&states), "{states} states for 100 files");
}
