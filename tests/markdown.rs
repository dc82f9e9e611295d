//! Markdown and the HTML it must give, by feature: pages of tests/markdown. With `UPDATE=1` the HTML is written anew.
#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]

#[path = "common/fences.rs"]
mod fences;

use std::fs;

use dateline::document::{Body, LinkKind, is_safe_scheme, scan, scheme};
use dateline::render::prose::Prose;
use dateline::site::{PageId, Target};
use dateline::text::Source;
use fences::{fences, updating, with_fence};

/// What the links of a case lead to: each file a page of its own folder, each name a page, all else a file.
fn targets(body: &Body) -> Vec<Target> {
    let page = |name: &str| Target::Page { page: PageId::Archive, href: format!("{name}/index.html").into() };
    let target = |link: &dateline::document::Link| match (link.kind, &*link.target) {
        (LinkKind::Wiki | LinkKind::WikiWithText, name) => page(name),
        (_, anchor) if anchor.starts_with('#') => Target::Anchor(anchor[1..].to_owned()),
        (_, address) if scheme(address).is_some_and(|scheme| is_safe_scheme(&scheme)) => {
            Target::External(address.to_owned())
        }
        (_, address) if scheme(address).is_some() => Target::Nowhere,
        (_, path) if path.ends_with(".md") => page(path.trim_end_matches(".md")),
        (_, path) => Target::Asset(path.into()),
    };
    body.links.iter().map(target).collect()
}

fn html(markdown: &str, raw_html: bool) -> String {
    let source = Source::new("content/case.md", markdown);
    let body = scan(&source, 0).value;
    let prose = Prose {
        source: &source,
        body: &body,
        targets: &targets(&body),
        title: &|_| "Oman & its neighbours".to_owned(),
        root: "../",
        raw_html,
        insertions: &[],
    };
    prose.html().as_str().to_owned()
}

#[test]
fn markdown_gives_the_html_beside_it() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir("tests/markdown").expect("a folder").flatten() {
        let path = entry.path();
        let mut page = fs::read_to_string(&path).expect("a page");
        let blocks = fences(&page);
        for (at, pair) in blocks.chunks(2).enumerate() {
            let [markdown, expected] = pair else { panic!("{}: Markdown without HTML", path.display()) };
            assert_eq!((&markdown.info[..8], &*expected.info), ("markdown", "html"), "{}", path.display());
            cases += 1;
            let given = html(&markdown.text, markdown.info.contains("raw_html"));
            if given != expected.text && updating() {
                page = with_fence(&page, at * 2 + 1, &given);
            } else if given != expected.text {
                wrong.push(format!(
                    "{}:\n{}gives\n{given}not\n{}",
                    path.display(),
                    markdown.text,
                    expected.text
                ));
            }
        }
        if updating() {
            fs::write(&path, &page).expect("written");
        }
    }
    assert!(cases > 30, "{cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
