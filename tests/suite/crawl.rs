//! Follows every link of the built sample site: served from the root, from a subfolder, and read as files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::{empty_folder, read_tree, run_dateline};
use dateline::cli::ExitStatus;

struct CrawledPage {
    links: Vec<String>,
    ids: BTreeSet<String>,
}

/// Returns the values of an attribute, with the entities decoded that Dateline writes.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let parts = html.split(&start).skip(1);
    let values = parts.filter_map(|part| part.split('"').next());
    values
        .map(|value| {
            value.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\"").replace("&#x2F;", "/")
        })
        .collect()
}

fn parse_page(html: &str) -> CrawledPage {
    let links = ["href", "src", "action"].iter().flat_map(|name| attributes(html, name)).collect();
    let ids = attributes(html, "id");
    let distinct: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), distinct.len(), "an id is given twice: {ids:?}");
    CrawledPage { links, ids: distinct }
}

/// Resolves a relative link to a file; `None` if it leaves the site.
pub(crate) fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(percent_encoding::percent_decode_str(&parts.join("/")).decode_utf8_lossy().into_owned())
}

fn build_sample(name: &str) -> BTreeMap<String, Vec<u8>> {
    let output = empty_folder(name).join("public");
    let ran = run_dateline(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &["build", "--output", output.to_str().expect("UTF-8")],
    );
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&output)
}

fn is_external(link: &str) -> bool {
    link.starts_with("https://")
        || link.starts_with("http://")
        || link.starts_with("mailto:")
        || link.starts_with("tel:")
}

#[test]
fn links_and_anchors_of_the_sample_resolve() {
    let files = build_sample("crawl");
    let pages: BTreeMap<&str, CrawledPage> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), parse_page(std::str::from_utf8(bytes).expect("UTF-8"))))
        .collect();
    assert!(pages.len() > 80, "the sample is a real site");
    let mut wrong = Vec::new();
    for (path, page) in &pages {
        for link in page.links.iter().filter(|link| !is_external(link)) {
            if let Some(fault) = fault(&files, &pages, path, link) {
                wrong.push(format!("{path}: {link}: {fault}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fault(
    files: &BTreeMap<String, Vec<u8>>,
    pages: &BTreeMap<&str, CrawledPage>,
    path: &str,
    link: &str,
) -> Option<&'static str> {
    // 404.html is shown at any depth, so only its links are absolute.
    let (from, link) = match link.strip_prefix('/') {
        Some(rest) if path == "404.html" => ("", rest),
        Some(_) => return Some("begins at the root of a host, so it fails in a subfolder and from files"),
        None => (path, link),
    };
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let Some(target) = (if file.is_empty() { Some(path.to_owned()) } else { resolve(from, file) }) else {
        return Some("leaves the site");
    };
    if !files.contains_key(&target) {
        return Some("leads to no file");
    }
    let found = anchor.is_empty() || pages.get(&*target).is_some_and(|page| page.ids.contains(anchor));
    (!found).then_some("leads to no anchor of that page")
}

#[test]
fn every_page_is_reachable_from_the_home_page() {
    let files = build_sample("crawl-reach");
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut queue = vec!["index.html".to_owned()];
    while let Some(path) = queue.pop() {
        let Some(bytes) = files.get(&path).filter(|_| path.ends_with(".html")) else { continue };
        for link in parse_page(&String::from_utf8_lossy(bytes)).links.iter().filter(|link| !is_external(link))
        {
            let file = link.split('#').next().unwrap_or_default();
            if let Some(target) = resolve(&path, file).filter(|_| !file.is_empty())
                && seen.insert(target.clone())
            {
                queue.push(target);
            }
        }
    }
    // No page links to redirects, and servers find 404.html by its name.
    let redirect = |path: &String| String::from_utf8_lossy(&files[path]).contains("http-equiv=\"refresh\"");
    let lost: Vec<_> = files
        .keys()
        .filter(|path| {
            path.ends_with(".html") && !seen.contains(*path) && *path != "404.html" && !redirect(path)
        })
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Returns whether a `script` element, given from after its name, is external or JSON-LD, which does not run.
fn is_external_script_or_data(script: &str) -> bool {
    let tag = script.split('>').next().unwrap_or_default();
    tag.contains(" src=\"") || tag == " type=\"application/ld+json\""
}

#[test]
fn pages_have_no_third_party_requests_and_no_inline_script_or_style() {
    for (path, bytes) in build_sample("crawl-csp") {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8(bytes).expect("UTF-8");
        assert!(!html.contains(" style=\"") && !html.contains("<style"), "{path}: a style in the page");
        assert!(
            html.split("<script").skip(1).all(is_external_script_or_data),
            "{path}: a script in the page"
        );
        for source in attributes(&html, "src") {
            assert!(!is_external(&source), "{path}: asks {source}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one headline");
        assert!(html.contains(" lang=\""), "{path}: says its language");
    }
}

#[test]
fn unpublished_content_is_not_in_the_output() {
    let mut secrets = Vec::new();
    for entry in crate::common::read_tree(Path::new("content")).into_iter() {
        let text = String::from_utf8_lossy(&entry.1).into_owned();
        if text.contains("\ndraft: true") || text.contains("\nembargo: 2025-0") {
            let body = text.rsplit("\n---\n").next().unwrap_or_default().to_owned();
            secrets.push(body.lines().find(|line| line.len() > 60).unwrap_or_default()[..50].to_owned());
        }
    }
    assert!(secrets.len() >= 2, "the sample holds a draft and an embargo");
    for (path, bytes) in build_sample("crawl-held") {
        let text = String::from_utf8_lossy(&bytes);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{path} holds {secret:?}");
        }
    }
}
