//! Decisions of the panel: they are written as `dateline review` writes them, and never over a change that the page does
//! not show.

use std::fs;

use serde_json::{Value, json};

use super::client::Reply;
use super::{Preview, eventually};

const FILE: &str = "content/briefings/fourth.md";
const TEXT: &str = "---\ntitle: Fourth round\npublished: 2025-04-19\nactors:\n  - oslo-group   # the hosts\n---\nOn 17 April 2025 the sides signed a truce in Oslo. Ada Marten, the mediator, said “we have a truce”.\n";

impl Preview {
    fn with_proposals(name: &str) -> (Self, String) {
        let preview = Self::of_site(name, &[]);
        fs::write(preview.root.join(FILE), TEXT).expect("written");
        let listed = || preview.get("/archive/").text();
        assert!(eventually(|| listed().contains("fourth/index.html")), "{}", listed());
        let page = listed();
        let href = page
            .split("href=\"")
            .find(|rest| rest.split('"').next().is_some_and(|href| href.contains("fourth/")));
        let file = href
            .and_then(|rest| rest.split('"').next())
            .expect("a link")
            .trim_start_matches("../")
            .to_owned();
        (preview, file)
    }

    fn panel(&self, file: &str) -> Value {
        let headers = [("Host", &*self.host()), ("X-Dateline-Token", &*self.token())];
        let reply = self.request("GET", &format!("/_dateline/panel?file={file}"), &headers, b"");
        assert_eq!(reply.status, 200, "{}", reply.text());
        serde_json::from_slice(&reply.body).expect("JSON")
    }

    fn decide(&self, decision: &Value) -> Reply {
        let (host, token) = (self.host(), self.token());
        let origin = format!("http://{host}");
        let headers = [
            ("Host", &*host),
            ("Origin", &*origin),
            ("Content-Type", "application/json"),
            ("X-Dateline-Token", &*token),
        ];
        self.request("POST", "/_dateline/decision", &headers, decision.to_string().as_bytes())
    }

    fn source(&self) -> String {
        fs::read_to_string(self.root.join(FILE)).expect("read")
    }
}

fn decision(file: &str, panel: &Value, index: usize, choice: &str) -> Value {
    json!({ "file": file, "id": panel["proposals"][index]["id"], "hash": panel["source"]["hash"], "decision": choice })
}

#[test]
fn the_panel_has_facts_with_their_places_and_proposals_with_their_sentences() {
    let (preview, file) = Preview::with_proposals("serve-panel");
    let panel = preview.panel(&file);
    assert_eq!(panel["source"]["path"], FILE);
    let actor = &panel["facts"][0];
    assert_eq!(
        (actor["text"].as_str(), actor["origin"].as_str()),
        (Some("Oslo Group"), Some("front matter, line 5"))
    );
    assert!(actor["link"].as_str().is_some_and(|link| link.ends_with("fourth.md:5:5")), "{actor}");
    let proposals = panel["proposals"].as_array().expect("proposals");
    assert!(proposals.len() >= 2, "{panel}");
    let date = &proposals[0];
    assert_eq!((date["kind"].as_str(), date["words"].as_str()), (Some("Date"), Some("17 April 2025")));
    for key in ["grade", "reason", "line"] {
        assert!(date[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {date}");
    }
    assert!(date["after"].as_str().is_some_and(|after| after.contains("signed a truce")), "{date}");
    assert_eq!(preview.panel("index.html")["source"], Value::Null, "the home page has no file");
}

#[test]
fn decisions_are_written_into_front_matter() {
    let (preview, file) = Preview::with_proposals("serve-decisions");
    let panel = preview.panel(&file);
    let line = panel["proposals"][0]["line"].as_str().expect("a line").to_owned();
    let reply = preview.decide(&decision(&file, &panel, 0, "accept"));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let accepted = preview.source();
    assert!(accepted.contains(&format!("  - {line}\n")), "{accepted}");
    assert!(
        accepted.contains("  - oslo-group   # the hosts\n")
            && accepted.ends_with(TEXT.rsplit("---\n").next().expect("a body"))
    );
    let next = preview.panel(&file);
    assert_eq!(
        next["proposals"].as_array().map(Vec::len),
        panel["proposals"].as_array().map(|all| all.len() - 1)
    );
    let mut edited = decision(&file, &next, 0, "edit");
    edited["line"] = json!("{ when: 2025-04-18, what: Something else }");
    let kind = next["proposals"][0]["kind"].as_str().expect("a kind");
    let reply = preview.decide(&edited);
    assert_eq!(reply.status, if kind == "Date" { 200 } else { 422 }, "{kind}: {}", reply.text());
    let next = preview.panel(&file);
    let last = next["proposals"].as_array().expect("proposals").len() - 1;
    let reply = preview.decide(&decision(&file, &next, last, "reject"));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(preview.source().contains("found:\n"), "{}", preview.source());
    let after = preview.panel(&file);
    assert_eq!(after["proposals"].as_array().map(Vec::len), Some(last), "it does not come back");
}

#[test]
fn changes_that_the_page_does_not_show_are_never_overwritten() {
    let (preview, file) = Preview::with_proposals("serve-conflicts");
    let panel = preview.panel(&file);
    let accept = decision(&file, &panel, 0, "accept");
    let changed = TEXT.replace("Fourth round", "The fourth round");
    fs::write(preview.root.join(FILE), &changed).expect("written");
    let reply = preview.decide(&accept);
    assert_eq!(reply.status, 409, "{}", reply.text());
    assert_eq!(preview.source(), changed);
    assert!(eventually(|| preview.panel(&file)["source"]["hash"] != panel["source"]["hash"]));
    let panel = preview.panel(&file);
    let lock = preview.root.join("content/briefings/.#fourth.md");
    fs::write(&lock, "").expect("written");
    let reply = preview.decide(&decision(&file, &panel, 0, "accept"));
    assert_eq!((reply.status, preview.source()), (409, changed.clone()), "{}", reply.text());
    assert!(reply.text().contains("Emacs"), "{}", reply.text());
    fs::remove_file(lock).expect("removed");
    let mut swap = vec![0; 4096];
    (swap[0], swap[1], swap[1007]) = (b'b', b'0', 0x55);
    let swap_file = preview.root.join("content/briefings/.fourth.md.swp");
    fs::write(&swap_file, swap).expect("written");
    let reply = preview.decide(&decision(&file, &panel, 0, "accept"));
    assert_eq!((reply.status, preview.source()), (409, changed), "{}", reply.text());
    fs::remove_file(swap_file).expect("removed");
    for wrong in
        [json!({}), json!([1]), json!({ "file": file, "id": "x", "hash": "y", "decision": "delete" })]
    {
        assert_eq!(preview.decide(&wrong).status, 400, "{wrong}");
    }
    let mut unknown = decision(&file, &panel, 0, "accept");
    unknown["id"] = json!("000000000000");
    assert_eq!(preview.decide(&unknown).status, 409);
    assert_eq!(preview.decide(&decision(&file, &panel, 0, "accept")).status, 200, "and then it is written");
}

#[test]
fn drafts_are_marked_and_never_written_into_the_published_folder() {
    let preview = Preview::of_site("serve-drafts", &["--drafts"]);
    let draft = TEXT.replace("published:", "draft: true\npublished:");
    fs::write(preview.root.join(FILE), draft).expect("written");
    let listed = || preview.get("/archive/").text();
    assert!(eventually(|| listed().contains("fourth/index.html")));
    assert!(listed().contains("<span class=\"status\">draft</span>"));
    let page = listed();
    let href = page
        .split("href=\"")
        .find(|rest| rest.split('"').next().is_some_and(|href| href.contains("fourth/")));
    let file = href.and_then(|rest| rest.split('"').next()).expect("a link").trim_start_matches("../");
    assert_eq!(preview.client_data(&format!("/{file}"))["draft"], true);
    assert_eq!(preview.client_data("/about/")["draft"], false);
    assert_eq!(preview.get(&format!("/{file}")).header("x-robots-tag"), Some("noindex"));
    assert!(!preview.root.join("public").exists() && !preview.root.join("preview").exists());
}
