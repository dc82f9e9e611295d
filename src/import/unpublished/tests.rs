//! Cases of pages that are not published.

use super::*;
use serde_json::json;

fn reason(kind: SiteKind, path: &str, settings: Value, files: &[(&str, &str)]) -> Option<String> {
    let texts = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let tree = SourceTree { texts, ..SourceTree::default() };
    let values = settings.as_object().cloned().unwrap_or_default();
    let config = SourceConfig { values, ..SourceConfig::default() };
    let values = split(&tree.texts[path]).expect("valid").values.unwrap_or_default();
    let relative = path.trim_start_matches("content/").trim_start_matches("docs/");
    let page = PageSettings { tree: &tree, config: &config, path, relative, values: &values };
    unpublished_reason(&page, kind)
}

#[test]
fn pages_that_the_source_hides_are_found() {
    let hidden = "---\nbuild: {render: never, list: never}\n---\n";
    let section = "---\ncascade: {draft: true}\n---\n";
    let targets = "+++\n[[cascade]]\ndraft = true\n[cascade._target]\npath = \"/news/old/**\"\n+++\n";
    let plain = "---\ntitle: A\n---\n";
    let cases = [
        (SiteKind::Hugo, "content/a.md", json!({}), vec![("content/a.md", hidden)], true),
        (
            SiteKind::Hugo,
            "content/a.md",
            json!({}),
            vec![("content/a.md", "---\n_build: {render: false}\n---\n")],
            true,
        ),
        (
            SiteKind::Hugo,
            "content/a.md",
            json!({}),
            vec![("content/a.md", "---\n_build: {list: never}\n---\n")],
            false,
        ),
        (
            SiteKind::Hugo,
            "content/a/index.md",
            json!({}),
            vec![("content/a/index.md", "---\nheadless: true\n---\n")],
            true,
        ),
        (
            SiteKind::Hugo,
            "content/n/x/a.md",
            json!({}),
            vec![("content/n/x/a.md", plain), ("content/n/_index.md", section)],
            true,
        ),
        (
            SiteKind::Hugo,
            "content/n/a.md",
            json!({}),
            vec![("content/n/a.md", "---\ndraft: false\n---\n"), ("content/n/_index.md", section)],
            false,
        ),
        (
            SiteKind::Hugo,
            "content/m/a.md",
            json!({}),
            vec![("content/m/a.md", plain), ("content/n/_index.md", section)],
            false,
        ),
        (
            SiteKind::Hugo,
            "content/news/old/a.md",
            json!({}),
            vec![("content/news/old/a.md", plain), ("content/news/_index.md", targets)],
            true,
        ),
        (
            SiteKind::Hugo,
            "content/news/a.md",
            json!({}),
            vec![("content/news/a.md", plain), ("content/news/_index.md", targets)],
            false,
        ),
        (
            SiteKind::Zola,
            "content/a.md",
            json!({}),
            vec![("content/a.md", "+++\nrender = false\n+++\n")],
            true,
        ),
        (
            SiteKind::Zola,
            "content/n/a.md",
            json!({}),
            vec![("content/n/a.md", plain), ("content/n/_index.md", "+++\ndraft = true\n+++\n")],
            true,
        ),
        (
            SiteKind::Zola,
            "content/n/a.md",
            json!({}),
            vec![("content/n/a.md", plain), ("content/n/_index.md", "+++\nrender = false\n+++\n")],
            false,
        ),
        (SiteKind::Eleventy, "p/a.md", json!({}), vec![("p/a.md", "---\npermalink: false\n---\n")], true),
        (
            SiteKind::Eleventy,
            "p/a.md",
            json!({}),
            vec![("p/a.md", plain), ("p/p.json", "{\"permalink\": false}")],
            true,
        ),
        (
            SiteKind::Eleventy,
            "p/a.md",
            json!({}),
            vec![("p/a.md", "---\npermalink: /a/\n---\n"), ("p/p.11tydata.json", "{\"permalink\": false}")],
            false,
        ),
        (
            SiteKind::MkDocs,
            "docs/a/x.md",
            json!({"exclude_docs": "/a/\n"}),
            vec![("docs/a/x.md", plain)],
            true,
        ),
        (
            SiteKind::MkDocs,
            "docs/b.md",
            json!({"draft_docs": "b.md\n!a.md\n"}),
            vec![("docs/b.md", plain)],
            true,
        ),
        (SiteKind::MkDocs, "docs/c.md", json!({"not_in_nav": "c.md\n"}), vec![("docs/c.md", plain)], false),
        (
            SiteKind::WordPress,
            "posts/a.html",
            json!({}),
            vec![("posts/a.html", "{\"has_post_password\": true}\n")],
            true,
        ),
    ];
    for (kind, path, settings, files, expected) in cases {
        let found = reason(kind, path, settings, &files);
        assert_eq!(found.is_some(), expected, "{kind:?} {files:?}: {found:?}");
    }
}

#[test]
fn settings_of_jekyll_hide_pages() {
    let settings = json!({
        "collections": {"notes": {"output": false}, "bare": {}, "shown": {"output": true}},
        "exclude": ["internal/", "*.draft.md", "vendor"], "include": ["vendor/ok.md"],
        "defaults": [
            {"scope": {"path": ""}, "values": {"layout": "x"}},
            {"scope": {"path": "old"}, "values": {"published": false}},
            {"scope": {"path": "old/kept", "type": "pages"}, "values": {"published": true}}
        ]
    });
    let plain = "---\ntitle: A\n---\n";
    let cases = [
        ("_notes/a.md", plain, true),
        ("_bare/a.md", plain, true),
        ("_shown/a.md", plain, false),
        ("_posts/2024-03-05-a.md", plain, false),
        ("internal/deep/a.md", plain, true),
        ("a.draft.md", plain, true),
        ("vendor/a.md", plain, true),
        ("vendor/ok.md", plain, false),
        ("old/a.md", plain, true),
        ("old/a.md", "---\npublished: true\n---\n", false),
        ("old/kept/a.md", plain, false),
        ("older.md", plain, false),
    ];
    for (path, text, expected) in cases {
        let found = reason(SiteKind::Jekyll, path, settings.clone(), &[(path, text)]);
        assert_eq!(found.is_some(), expected, "{path} {text}: {found:?}");
    }
}
