//! Feeds, sitemaps and files for search engines: valid, equal in every format, with stable ids when a URL changes, and
//! not written if they are disabled or `base_url` is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::xml::Element;
use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;
use jiff::Timestamp;
use serde_json::Value;

type Files = BTreeMap<String, Vec<u8>>;

const SETTINGS: &str = "title = \"River Desk\"\nbase_url = \"https://example.org/river/\"\nas_of = 2025-04-20T18:00:00Z\n[rules]\nmissing-profile = \"off\"\n";
const TALKS: &str =
    "---\ntitle: Talks open\npublished: 2025-04-19T10:00Z\ntopics: [water]\nactors: [oman]\n---\nThey met.\n";
const EARLIER: &str = "---\ntitle: Letters\npublished: 2025-03-01\ntopics: [water]\n---\nThey wrote.\n";

/// Builds a site of these files.
fn build_site<'a>(name: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Files, String) {
    let root = empty_folder(&format!("feeds-{name}"));
    write_files(&root, files);
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    (read_tree(&root.join("public")), ran.err)
}

fn build_desk(name: &str, settings: &str, talks: &str) -> Files {
    let files = [
        ("site.toml", settings),
        ("content/briefings/talks.md", talks),
        ("content/briefings/letters.md", EARLIER),
    ];
    build_site(name, files).0
}

fn parse_xml(files: &Files, path: &str) -> Element {
    Element::parse(files.get(path).unwrap_or_else(|| panic!("{path} is written")))
}

fn parse_json(files: &Files, path: &str) -> Value {
    serde_json::from_slice(files.get(path).unwrap_or_else(|| panic!("{path} is written"))).expect("JSON")
}

/// A feed entry, independent of the format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FeedItem {
    id: String,
    url: String,
    title: String,
    content: String,
    published: Timestamp,
    updated: Timestamp,
}

fn rfc3339(date: &str) -> Timestamp {
    date.parse().unwrap_or_else(|_| panic!("{date} is a date of RFC 3339"))
}

fn rfc822(date: &str) -> Timestamp {
    jiff::fmt::rfc2822::parse(date).unwrap_or_else(|_| panic!("{date} is a date of RFC 822")).timestamp()
}

fn atom_items(files: &Files, path: &str) -> Vec<FeedItem> {
    let feed = parse_xml(files, path);
    assert_eq!(feed.attribute("xmlns"), "http://www.w3.org/2005/Atom");
    assert!(feed.child_text("id").starts_with("urn:uuid:") && !feed.child_text("title").is_empty(), "{path}");
    assert!(!feed.first("author").expect("an author").child_text("name").is_empty());
    let own =
        feed.children_named("link").find(|link| link.attribute("rel") == "self").expect("its own address");
    assert_eq!(own.attribute("href"), format!("https://example.org/river/{path}"));
    let items = feed.children_named("entry").map(|entry| FeedItem {
        id: entry.child_text("id").to_owned(),
        url: entry.first("link").expect("a link").attribute("href").to_owned(),
        title: entry.child_text("title").to_owned(),
        content: entry.first("content").map(|content| content.text.clone()).unwrap_or_default(),
        published: rfc3339(entry.child_text("published")),
        updated: rfc3339(entry.child_text("updated")),
    });
    let items: Vec<FeedItem> = items.collect();
    assert_eq!(Some(rfc3339(feed.child_text("updated"))), items.iter().map(|item| item.updated).max());
    items
}

fn rss_items(files: &Files, path: &str) -> Vec<FeedItem> {
    let feed = parse_xml(files, path);
    assert_eq!(feed.attribute("version"), "2.0");
    let channel = feed.first("channel").expect("a channel");
    for name in ["title", "link", "description"] {
        assert!(!channel.child_text(name).is_empty(), "{path}: {name}");
    }
    rfc822(channel.child_text("lastBuildDate"));
    let items = channel.children_named("item").map(|item| {
        let published = rfc822(item.child_text("pubDate"));
        assert_eq!(item.first("guid").expect("an id").attribute("isPermaLink"), "false");
        FeedItem {
            id: item.child_text("guid").to_owned(),
            url: item.child_text("link").to_owned(),
            title: item.child_text("title").to_owned(),
            content: item.child_text("content:encoded").to_owned(),
            published,
            updated: item.first("atom:updated").map_or(published, |updated| rfc3339(&updated.text)),
        }
    });
    items.collect()
}

fn json_items(files: &Files, path: &str) -> Vec<FeedItem> {
    let feed = parse_json(files, path);
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let items = feed["items"].as_array().expect("items");
    let items = items.iter().map(|item| {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        let published = rfc3339(&text("date_published"));
        FeedItem {
            id: text("id"),
            url: text("url"),
            title: text("title"),
            content: text("content_html"),
            published,
            updated: item["date_modified"].as_str().map_or(published, rfc3339),
        }
    });
    items.collect()
}

/// Returns the entries of the feed in a folder, which must be equal in its three formats.
fn items_of_all_forms(files: &Files, folder: &str) -> Vec<FeedItem> {
    let items = atom_items(files, &format!("{folder}atom.xml"));
    assert_eq!(items, rss_items(files, &format!("{folder}rss.xml")), "{folder}");
    assert_eq!(items, json_items(files, &format!("{folder}feed.json")), "{folder}");
    let ids: BTreeSet<&String> = items.iter().map(|item| &item.id).collect();
    assert!(ids.len() == items.len() && !items.is_empty(), "{folder}: every entry has an id of its own");
    items
}

fn titles(items: &[FeedItem]) -> Vec<&str> {
    items.iter().map(|item| item.title.as_str()).collect()
}

#[test]
fn feed_formats_have_equal_entries() {
    let root = Path::new("tests/sites/facts");
    let output = empty_folder("feeds-facts").join("public");
    let ran = run_dateline(root, &["build", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let files = read_tree(&output);
    let folders: Vec<&str> = files.keys().filter_map(|path| path.strip_suffix("atom.xml")).collect();
    assert!(folders.len() > 8 && folders.contains(&"") && folders.contains(&"corrections/"), "{folders:?}");
    for folder in folders {
        for entry in items_of_all_forms(&files, folder) {
            assert!(entry.url.starts_with("https://example.org/river/"), "{}", entry.url);
            assert!(entry.updated >= entry.published);
            let addresses =
                [" href=\"", " src=\""].map(|start| entry.content.split(start).skip(1).collect::<Vec<_>>());
            for address in addresses.concat() {
                assert!(address.starts_with("https://"), "{folder}: {address} is no whole address");
            }
        }
    }
}

#[test]
fn ids_are_stable_when_a_slug_or_base_url_changes() {
    let ids = |files: &Files| -> Vec<String> {
        items_of_all_forms(files, "").into_iter().map(|item| item.id).collect()
    };
    let before = ids(&build_desk("slug-before", SETTINGS, TALKS));
    let renamed =
        TALKS.replace("title: Talks open", "title: Talks open\nslug: round-one\naliases: [briefings/talks]");
    let after = build_desk("slug-after", SETTINGS, &renamed);
    assert_eq!(ids(&after), before);
    assert_eq!(items_of_all_forms(&after, "")[0].url, "https://example.org/river/briefings/round-one/");
    // A second change: the id still comes from the oldest URL.
    let again = renamed
        .replace("round-one", "first-round")
        .replace("[briefings/talks]", "[briefings/talks, briefings/round-one]");
    assert_eq!(ids(&build_desk("slug-again", SETTINGS, &again)), before);
    let moved = SETTINGS
        .replace("https://example.org/river/", "https://example.org/river/new/")
        .replace("[rules]", "[feeds]\nfirst_base_url = \"https://example.org/river/\"\n[rules]");
    let moved = build_desk("moved", &moved, TALKS);
    let kept: Vec<String> = json_items(&moved, "feed.json").into_iter().map(|item| item.id).collect();
    assert_eq!(kept, before);
}

#[test]
fn only_significant_changes_update_an_entry() {
    let fixed = TALKS.replace("They met.", "They met!");
    let changed =
        TALKS.replace("topics:", "changes:\n  - { when: 2025-04-20T08:00Z, what: A date is set }\ntopics:");
    let stamps = |files: &Files| -> Vec<Timestamp> {
        items_of_all_forms(files, "").iter().map(|item| item.updated).collect()
    };
    let before = build_desk("help-before", SETTINGS, TALKS);
    assert_eq!(stamps(&before), stamps(&build_desk("help-after", SETTINGS, &fixed)));
    let after = build_desk("change-after", SETTINGS, &changed);
    assert_eq!(items_of_all_forms(&after, "")[0].updated, rfc3339("2025-04-20T08:00:00Z"));
    assert!(
        items_of_all_forms(&after, "")[0]
            .content
            .starts_with("<p><strong>Updated 20 April 2025:</strong> A date is set</p>")
    );
    let page = String::from_utf8_lossy(&after["briefings/talks/index.html"]).into_owned();
    assert!(page.contains("A date is set"), "the page tells what changed");
    // A changed entry comes first again, and a change in the future does not count.
    let letters = EARLIER
        .replace("topics:", "updated: 2025-04-20\nchanges: [{ when: 2026-01-01, what: Unheard }]\ntopics:");
    let files = [
        ("site.toml", SETTINGS),
        ("content/briefings/talks.md", TALKS),
        ("content/briefings/letters.md", &letters),
    ];
    let files = build_site("change-first", files).0;
    assert_eq!(titles(&atom_items(&files, "topics/water/atom.xml")), ["Letters", "Talks open"]);
    assert_eq!(items_of_all_forms(&files, "")[0].updated, rfc3339("2025-04-20T00:00:00Z"));
    assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("Unheard")));
}

#[test]
fn settings_select_feeds_and_the_number_of_entries() {
    let settings = |feeds: &str| SETTINGS.replace("[rules]", &format!("[feeds]\n{feeds}\n[rules]"));
    let few = build_desk("few", &settings("entries = 1\nforms = [\"atom\"]\nof = [\"topics\"]"), TALKS);
    assert_eq!(titles(&atom_items(&few, "atom.xml")), ["Talks open"]);
    let feeds: Vec<&String> = few.keys().filter(|path| path.ends_with("atom.xml")).collect();
    assert_eq!(feeds, ["atom.xml", "topics/water/atom.xml"]);
    assert!(!few.contains_key("rss.xml") && !few.contains_key("feed.json"));
    let home = String::from_utf8_lossy(&few["topics/water/index.html"]).into_owned();
    assert!(home.contains("href=\"atom.xml\"") && home.contains("href=\"../../atom.xml\""));
}

#[test]
fn feeds_of_subjects_are_atom_with_summaries_unless_settings_say_otherwise() {
    let talks = TALKS.replace("topics:", "summary: Both sides met.\ntopics:");
    let feeds = |name: &str, feeds: &str| {
        let settings = SETTINGS.replace("[rules]", &format!("[feeds]\n{feeds}\n[rules]"));
        let files = build_desk(name, &settings, &talks);
        let names = ["atom.xml", "rss.xml", "feed.json"].map(|name| format!("topics/water/{name}"));
        let written: Vec<&str> =
            names.iter().filter(|name| files.contains_key(*name)).map(|name| &name[13..]).collect();
        (written.join(" "), files)
    };
    let (written, files) = feeds("subject-default", "");
    assert_eq!(written, "atom.xml");
    let entry = parse_xml(&files, "topics/water/atom.xml").first("entry").expect("an entry").clone();
    assert_eq!(entry.child_text("summary"), "Both sides met.");
    assert!(entry.first("content").is_none());
    assert!(
        atom_items(&files, "atom.xml")[0].content.contains("They met."),
        "the feed of the site has the prose"
    );
    let (written, files) = feeds("subject-summaries", "subject_forms = [\"rss\", \"json\"]");
    assert_eq!(written, "rss.xml feed.json");
    let item = &parse_json(&files, "topics/water/feed.json")["items"][0];
    assert_eq!((item["content_text"].as_str(), item.get("content_html")), (Some("Both sides met."), None));
    let (written, files) = feeds("subject-whole", "subject_text = \"whole\"\nforms = [\"json\", \"rss\"]");
    assert_eq!(written, "feed.json", "the first format of the site if that is not Atom");
    assert!(json_items(&files, "topics/water/feed.json")[0].content.contains("They met."));
}

#[test]
fn without_base_url_feeds_are_skipped_with_one_diagnostic() {
    let settings = SETTINGS.replace("base_url = \"https://example.org/river/\"\n", "");
    let files = [("site.toml", &*settings), ("content/briefings/talks.md", TALKS)];
    let (files, errors) = build_site("no-address", files);
    assert_eq!(errors.matches("[S005]").count(), 1, "{errors}");
    for path in files.keys() {
        let named =
            ["atom.xml", "rss.xml", "feed.json", "robots.txt"].iter().any(|name| path.ends_with(name));
        assert!(!named && !path.starts_with("sitemap"), "{path}");
    }
    let quiet = settings.replace("[rules]", "[outputs]\nfeeds = false\nsitemap = false\n[rules]");
    let errors =
        build_site("no-address-off", [("site.toml", &*quiet), ("content/briefings/talks.md", TALKS)]).1;
    assert!(!errors.contains("[S005]"), "{errors}");
}

#[test]
fn disabled_feeds_are_not_written() {
    let off = "[outputs]\nfeeds = false\nsitemap = false\nmanifest = false\nservers = false\n[rules]";
    let all = build_desk("all", SETTINGS, TALKS);
    let few = build_desk("off", &SETTINGS.replace("[rules]", off), TALKS);
    let gone: Vec<&String> = all.keys().filter(|path| !few.contains_key(*path)).collect();
    for path in [
        "atom.xml",
        "sitemap.xml",
        "sitemap-news.xml",
        "robots.txt",
        "site.webmanifest",
        "_headers",
        ".htaccess",
    ] {
        assert!(gone.iter().any(|gone| *gone == path), "{path}: {gone:?}");
    }
    for (path, bytes) in &few {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("atom.xml") && !text.contains("webmanifest"),
            "{path} names what is not there"
        );
    }
}

#[test]
fn sitemaps_list_every_page_with_its_last_change() {
    let talks = TALKS.replace("topics:", "aliases: [old/talks]\nupdated: 2025-04-20T09:00Z\ncorrections: [{ when: 2025-04-20T11:00Z, what: A name }]\ntopics:");
    let files = build_desk("sitemap", SETTINGS, &talks);
    let map = parse_xml(&files, "sitemap.xml");
    let changed: BTreeMap<&str, Option<Timestamp>> = map
        .children_named("url")
        .map(|url| (url.child_text("loc"), url.first("lastmod").map(|changed| rfc3339(&changed.text))))
        .collect();
    assert_eq!(map.children_named("url").count(), changed.len(), "no page stands in it twice");
    let pages = files.keys().filter_map(|path| path.strip_suffix("index.html"));
    let pages: BTreeSet<String> = pages
        // Redirects and the search page are not listed.
        .filter(|path| !path.starts_with("old/") && *path != "search/")
        .map(|path| format!("https://example.org/river/{path}"))
        .collect();
    assert_eq!(changed.keys().map(|url| (*url).to_owned()).collect::<BTreeSet<_>>(), pages);
    let at = |path: &str| changed[format!("https://example.org/river/{path}").as_str()];
    let (corrected, wrote) = (rfc3339("2025-04-20T11:00:00Z"), rfc3339("2025-03-01T00:00:00Z"));
    let cases = [
        ("", corrected),
        ("briefings/talks/", corrected),
        ("briefings/letters/", wrote),
        ("actors/oman/", corrected),
    ];
    for (path, when) in cases {
        assert_eq!(at(path), Some(when), "{path}");
    }
    assert!(
        String::from_utf8_lossy(&files["robots.txt"])
            .contains("Sitemap: https://example.org/river/sitemap.xml\n")
    );
}

#[test]
fn news_sitemap_lists_the_last_two_days() {
    let news = |name: &str, as_of: &str| {
        let files = build_desk(name, &SETTINGS.replace("2025-04-20T18:00:00Z", as_of), TALKS);
        let map = parse_xml(&files, "sitemap-news.xml");
        map.children_named("url").map(|url| url.child_text("loc").to_owned()).collect::<Vec<_>>()
    };
    let talks = ["https://example.org/river/briefings/talks/".to_owned()];
    assert_eq!(news("news-fresh", "2025-04-21T10:00:00Z"), talks);
    assert!(news("news-old", "2025-04-21T10:00:01Z").is_empty());
}

#[test]
fn corrections_page_and_feed_exist_only_with_corrections() {
    assert!(!build_desk("uncorrected", SETTINGS, TALKS).keys().any(|path| path.starts_with("corrections/")));
    let fixed = "corrections:\n  - { when: 2025-04-20, what: The \"gate\" & its <name> }\n  - { when: 2025-04-19, what: A date }\ntopics:";
    let files = build_desk("corrected", SETTINGS, &TALKS.replace("topics:", fixed));
    let page = String::from_utf8_lossy(&files["corrections/index.html"]).into_owned();
    assert!(page.contains("&lt;name&gt;") && page.contains("../briefings/talks/index.html"), "{page}");
    assert!(String::from_utf8_lossy(&files["index.html"]).contains("href=\"corrections/index.html\""));
    let items = items_of_all_forms(&files, "corrections/");
    assert_eq!(titles(&items), ["Correction: Talks open"; 2]);
    assert!(items[0].content.contains("The \"gate\" &amp; its &lt;name&gt;"), "{}", items[0].content);
    // A correction dated on the day of publication is not earlier than the publication.
    assert_eq!(items[1].published, rfc3339("2025-04-19T10:00:00Z"));
}

#[test]
fn small_files_follow_the_settings() {
    let more = "[security]\ncontact = [\"mailto:security@example.org\", \"https://example.org/report\"]\nexpires = 2026-01-01\nlanguages = [\"en\", \"ar\"]\n\
        [[humans]]\nrole = \"Editor\"\nname = \"Ada\\nMarten\"\n[rules]";
    let files = build_desk("small", &SETTINGS.replace("[rules]", more), TALKS);
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    assert_eq!(
        text(".well-known/security.txt"),
        "Contact: mailto:security@example.org\nContact: https://example.org/report\nExpires: 2026-01-02T00:00:00Z\n\
         Canonical: https://example.org/river/.well-known/security.txt\nPreferred-Languages: en, ar\n"
    );
    assert!(text("humans.txt").contains("Editor: Ada Marten\n"));
    let manifest = parse_json(&files, "site.webmanifest");
    for icon in manifest["icons"].as_array().expect("icons") {
        assert!(files.contains_key(icon["src"].as_str().expect("a file")), "{icon}");
    }
    let own = [
        ("site.toml", SETTINGS),
        ("content/briefings/talks.md", TALKS),
        ("templates/robots.txt", "User-agent: *\nDisallow: /\n"),
    ];
    assert_eq!(build_site("own-robots", own).0["robots.txt"], b"User-agent: *\nDisallow: /\n");
}

/// Returns a text in quotes, escaped for YAML and TOML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text").replace('\u{fffe}', "\\ufffe")
}

#[test]
fn hostile_titles_are_escaped_in_every_file() {
    let long = "ا".repeat(10_000);
    let hostile = [
        "</script><script>alert(1)</script>",
        "]]> <![CDATA[ <!-- & &amp; &#x41;",
        "=cmd|' /C calc'!A0",
        "\u{202e}marks\u{200f} and 👩‍🚀 🇺🇳",
        &long,
        "\u{7}\u{1b}[31m \u{fffe}",
    ];
    let quoted: Vec<String> = hostile.iter().map(|text| quoted(text)).collect();
    let briefings: Vec<(String, String)> = quoted
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let day = 19 - at;
            let what = if title.len() > 1000 { "\"long\"" } else { title };
            let text = format!(
                "---\ntitle: {title}\npublished: 2025-04-{day:02}\nsummary: {what}\nbyline: [{what}]\ntopics: [t{at}]\n\
                 changes: [{{ when: 2025-04-20, what: {what} }}]\ncorrections: [{{ when: 2025-04-20, what: {what} }}]\n---\nText.\n"
            );
            (format!("content/briefings/b{at}.md"), text)
        })
        .collect();
    let topics: Vec<(String, String)> = (0..quoted.len())
        .map(|at| (format!("content/topics/t{at}.md"), format!("---\ntitle: {}\n---\n", quoted[at])))
        .collect();
    let settings = SETTINGS
        .replace("\"River Desk\"", &quoted[0])
        .replace("[rules]", &format!("[publisher]\nname = {}\n[feeds]\nsubject_forms = [\"atom\", \"rss\", \"json\"]\nsubject_text = \"whole\"\n[rules]", quoted[1]));
    let all = briefings.iter().chain(&topics).map(|(path, text)| (path.as_str(), text.as_str()));
    let files = build_site("hostile", all.chain([("site.toml", settings.as_str())])).0;
    let kept = |text: &str| text.replace(['\u{7}', '\u{1b}', '\u{fffe}'], "");
    let expected: Vec<String> = hostile.iter().map(|text| kept(text)).collect();
    assert_eq!(titles(&items_of_all_forms(&files, "")), expected);
    for (at, title) in expected.iter().enumerate() {
        assert_eq!(titles(&items_of_all_forms(&files, &format!("topics/t{at}/"))), [title]);
    }
    assert_eq!(items_of_all_forms(&files, "corrections/").len(), hostile.len());
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        Element::parse(bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<script") && !text.contains('\u{7}'), "{path}");
        // A CDATA section ends only where one began.
        assert_eq!(text.matches("]]>").count(), text.matches("<![CDATA[").count(), "{path}");
    }
    let news = parse_xml(&files, "sitemap-news.xml");
    let first = news.first("url").and_then(|url| url.first("news:news")).expect("news");
    assert_eq!(first.child_text("news:title"), hostile[0]);
    assert_eq!(parse_json(&files, "site.webmanifest")["name"], hostile[0]);
}

#[test]
fn server_files_redirect_every_old_url() {
    let talks = TALKS.replace("topics:", "aliases: [old/talks, \"old/a $1 {b}\", \"قديم/بوابة\"]\ntopics:");
    let files = build_desk("servers", SETTINGS, &talks);
    let text = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    for path in ["_redirects", "servers/nginx-map.conf", ".htaccess", "servers/Caddyfile"] {
        let page = text(path);
        assert!(
            page.contains("/river/old/talks") && page.contains("/river/briefings/talks/"),
            "{path}: {page}"
        );
        assert!(!page.contains("$1") && !page.contains("{b}"), "{path}: {page}");
    }
    assert!(text("_redirects").contains("/river/%D9%82"), "{}", text("_redirects"));
    assert!(text("servers/nginx-map.conf").contains("\"/river/قديم/بوابة/\""));
    assert!(files.contains_key("old/a $1 {b}/index.html"), "the page leads on where no server is configured");
    for path in ["_headers", "servers/nginx-map.conf", ".htaccess", "servers/Caddyfile"] {
        assert!(text(path).contains("default-src 'none'"), "{path}");
    }
    assert!(fs::read_to_string("docs/hosting.md").expect("a page").contains("servers/nginx.conf"));
}

#[test]
fn descriptions_are_escaped_for_readers_that_expect_html() {
    let summary = "Rates <b>rise</b> & fall: x<y, <img src=x onerror=alert(1)> &lt;i&gt;";
    let shown = "Rates &lt;b&gt;rise&lt;/b&gt; &amp; fall: x&lt;y, &lt;img src=x onerror=alert(1)&gt; &amp;lt;i&amp;gt;";
    let front = format!(
        "---\ntitle: Talks open\npublished: 2025-04-19T10:00Z\nsummary: \"{summary}\"\ncorrections:\n  - {{ when: 2025-04-20, what: \"{summary}\" }}\n---\nThey met.\n"
    );
    let settings = format!("description = \"Words & <b>\"\n{SETTINGS}");
    let files = build_desk("description", &settings, &front);
    for path in ["rss.xml", "corrections/rss.xml"] {
        let feed = parse_xml(&files, path);
        let items = feed.first("channel").expect("a channel");
        assert_eq!(items.child_text("description"), "Words & &lt;b>", "{path}");
        let item = items.children_named("item").next().expect("an item");
        assert_eq!(item.child_text("description"), shown, "{path}");
    }
    for path in ["atom.xml", "corrections/atom.xml"] {
        let feed = parse_xml(&files, path);
        assert_eq!(
            feed.children_named("entry").next().expect("an entry").child_text("summary"),
            summary,
            "{path}"
        );
    }
    for path in ["feed.json", "corrections/feed.json"] {
        assert_eq!(parse_json(&files, path)["items"][0]["summary"], summary, "{path}");
    }
}
