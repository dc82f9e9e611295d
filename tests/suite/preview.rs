//! Previews: drafts are shown and marked, and are in no export.

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SITE: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\n[outputs]\nmanifest = true\n",
    ),
    ("templates/plain.html", "<!doctype html><title>{{ page.title }}</title>{{ plain.body }}"),
    ("templates/search.html", "<!-- <head> --><script>\"<head>\"</script>{{ page.title }}"),
    (
        "templates/base.html",
        "<HTML lang=en><!-- <head>{% block meta %}{% endblock %} -->{% block main %}{% endblock %}",
    ),
    ("content/about.md", "---\ntitle: About\n---\nWe write.\n"),
    (
        "content/briefings/talks.md",
        "---\ntitle: Talks open\npublished: 2025-04-19\ntopics: [talks]\nactors: [Ada Marten]\n---\nThey met.\n",
    ),
    (
        "content/briefings/second.md",
        "---\ntitle: Second round\npublished: 2025-04-20\ndraft: true\ntopics: [talks]\nactors: [Ada Marten]\naliases: [/old/]\n---\nSoon.\n",
    ),
    (
        "content/briefings/third.md",
        "---\ntitle: Third round\npublished: 2025-04-19\ndraft: true\ntopics: [talks]\n---\nSoon.\n",
    ),
    ("content/actors/ada-marten.md", "---\nname: Ada Marten\ndraft: true\n---\n"),
];

#[test]
fn drafts_are_built_into_a_separate_folder() {
    let root = empty_folder("preview-own");
    write_files(&root, SITE.iter().copied());
    assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Success);
    let public = read_tree(&root.join("public"));
    let ran = run_dateline(&root, &["build", "--drafts"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let last = ran.out.lines().last().unwrap_or_default();
    assert!(last.starts_with("This is a preview with drafts, not for publication."), "{last}");
    assert_eq!(read_tree(&root.join("public")), public, "what is published is as it was");
    let preview = read_tree(&root.join("preview"));
    assert!(preview.contains_key("second/index.html") || preview.keys().any(|path| path.contains("second")));
    for (path, bytes) in &preview {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            let start = "<!doctype html>\n<meta name=\"robots\" content=\"noindex\">\n";
            assert!(text.starts_with(start), "{path}: {text}");
            assert!(!text.contains("application/ld+json"), "{path}");
        }
        let data =
            [".json", ".xml", ".ics", ".csv", ".geojson", ".bib"].iter().any(|end| path.ends_with(end));
        assert!(!data || path.starts_with("search"), "{path} is for machines");
    }
    assert!(!preview.contains_key("robots.txt"));
    let public_html = public.iter().filter(|(path, _)| path.ends_with("index.html"));
    let unlisted = public_html.filter(|(path, bytes)| {
        String::from_utf8_lossy(bytes).contains("noindex") && !path.starts_with("old/")
    });
    assert_eq!(unlisted.count(), 0, "the published pages are listed");
}

#[test]
fn drafts_are_marked_wherever_they_are_listed() {
    let root = empty_folder("preview-marks");
    write_files(&root, SITE.iter().copied());
    let ran = run_dateline(&root, &["build", "--drafts"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let preview = read_tree(&root.join("preview"));
    let marks = |path: &str| {
        let text =
            String::from_utf8_lossy(preview.get(path).unwrap_or_else(|| panic!("{path}"))).into_owned();
        text.matches("<span class=\"status\">draft</span>").count()
    };
    let cases = [
        ("index.html", 2),
        ("archive/index.html", 2),
        ("topics/talks/index.html", 3),
        ("actors/index.html", 1),
        ("actors/ada-marten/index.html", 1),
    ];
    for (path, expected) in cases {
        assert_eq!(marks(path), expected, "{path}");
    }
    let actor = String::from_utf8_lossy(&preview["actors/ada-marten/index.html"]).into_owned();
    assert!(actor.contains("<b>Draft.</b>"));
}

#[test]
fn drafts_are_not_built_into_the_published_folder() {
    let root = empty_folder("preview-refused");
    write_files(&root, SITE.iter().copied());
    let public = root.join("public");
    let public = public.to_str().expect("UTF-8");
    let ran = run_dateline(&root, &["build", "--drafts", "--output", public]);
    assert_eq!(ran.exit, ExitStatus::Disk);
    assert!(ran.err.contains("error[O007]"), "{}", ran.err);
    assert!(!root.join("public").exists() && !root.join(".public.next").exists());
}
