//! The first image of prose, and URLs in pages and feeds.

use crate::common::prose::{OF_FEED, OF_PAGE, rendered};
use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::render::prose::ProseImage;

/// Prose, whether its HTML is passed on, and the path and alternative text of its first image.
const IMAGES: [(&str, bool, Option<(&str, &str)>); 20] = [
    ("No image.", false, None),
    ("`<img src=\"a.png\">` is code, <img src=\"a.png\"> is text.", false, None),
    ("```\n<img src=\"a.png\" alt=\"\">\n```\n\n![b](b.png)", false, Some(("b.png", "b"))),
    ("# <img src=\"a.png\">\n\n![b](b.png)", false, Some(("b.png", "b"))),
    ("![A \"gate\" & <more>][ref]\n\n[ref]: a.png \"<img src=z>\"", false, Some(("a.png", "A “gate” &"))),
    ("[![in a link](a.svg)](talks.md) ![b](b.png)", false, Some(("a.svg", "in a link"))),
    ("1. one\n   - ![deep](a.png)\n\n![b](b.png)", false, Some(("a.png", "deep"))),
    ("- [ ] ![task](a.png)", false, Some(("a.png", "task"))),
    ("> > ![quoted](a.png)", false, Some(("a.png", "quoted"))),
    ("| ![head](a.png) |\n|---|\n| ![cell](b.png) |", false, Some(("a.png", "head"))),
    ("| head |\n|---|\n| ![cell](b.png) |", false, Some(("b.png", "cell"))),
    ("Note[^1].\n\n[^1]: ![note](a.png)\n\nThen ![text](b.png).", false, Some(("b.png", "text"))),
    ("Note[^2][^1].\n\n[^1]: ![one](a.png)\n\n[^2]: ![two](b.png)", false, Some(("b.png", "two"))),
    (
        "![remote](https://example.com/a.png) ![remote](//example.com/a.png) ![b](b.png)",
        false,
        Some(("b.png", "b")),
    ),
    ("![a ![inner](b.png) c](a.png)", false, Some(("a.png", "a inner c"))),
    ("![[a.png]]", false, Some(("a.png", ""))),
    (
        "<p><img data-src=\"no\" src=\"../a.png\" alt='a &amp; b > c'></p>\n\n![b](b.png)",
        true,
        Some(("a.png", "a & b > c")),
    ),
    ("Text <IMG\nSRC=../a.png> and ![b](b.png)", true, Some(("a.png", ""))),
    (
        "<!-- <img src=\"no.png\"> -->\n\n<script>x = '<img src=\"no.png\">'</script>\n\n![b](b.png)",
        true,
        Some(("b.png", "b")),
    ),
    ("<img alt=\"no source\"> ![b](b.png)", true, Some(("b.png", "b"))),
];

#[test]
fn the_first_image_is_reported_with_the_prose() {
    for (markdown, raw_html, expected) in IMAGES {
        for (urls, root) in [(OF_PAGE, "../"), (OF_FEED, "https://example.org/river/")] {
            let expected =
                expected.map(|(path, alt)| ProseImage { src: format!("{root}{path}"), alt: alt.to_owned() });
            assert_eq!(rendered(markdown, urls, raw_html, &[]).lead_image, expected, "{markdown}");
        }
    }
}

/// Returns the text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

#[test]
fn pages_and_feeds_name_the_same_image() {
    let base = "https://example.org/river/";
    let briefings = [
        ("list", "- ![in a list](gate.svg)\n", Some("briefings/gate.svg")),
        ("actor", "> ![of an actor](../actors/oman.svg)\n", Some("actors/oman.svg")),
        ("raw", "<p><img src=\"../gate.svg\" alt=\"\"></p>\n", Some("briefings/gate.svg")),
        ("host", "<img src=\"/top.png\" alt=\"\">\n", None),
        ("words", "Read =\"../x\" and `<img src=\"../x\">`.\n", None),
    ];
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";
    let mut files = vec![
        (
            "site.toml".to_owned(),
            format!(
                "title = \"<img src=x>\"\nbase_url = \"{base}\"\nraw_html = true\nas_of = 2025-04-20T18:00:00Z\n"
            ),
        ),
        ("content/briefings/gate.svg".to_owned(), svg.to_owned()),
        ("content/actors/oman.svg".to_owned(), svg.to_owned()),
    ];
    files.extend(briefings.map(|(name, body, _)| {
        (
            format!("content/briefings/{name}.md"),
            format!("---\ntitle: \"<img src='{name}'>\"\npublished: 2025-04-19\n---\n{body}"),
        )
    }));
    let root = empty_folder("urls-images");
    write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let tree = read_tree(&root.join("public"));
    let feed: serde_json::Value = serde_json::from_slice(&tree["feed.json"]).expect("JSON");
    for (name, _, path) in briefings {
        let expected = match name {
            "host" => Some("https://example.org/top.png".to_owned()),
            _ => path.map(|path| format!("{base}{path}")),
        };
        let page = String::from_utf8_lossy(&tree[&format!("briefings/{name}/index.html")]).into_owned();
        let of_page = between(&page, "<meta property=\"og:image\" content=\"", "\"").map(str::to_owned);
        assert_eq!(of_page, expected, "{name}");
        let url = format!("{base}briefings/{name}/");
        let item = feed["items"]
            .as_array()
            .expect("items")
            .iter()
            .find(|item| item["url"] == *url)
            .expect("an entry");
        assert_eq!(item.get("image").and_then(|image| image.as_str()), expected.as_deref(), "{name}");
    }
}
