//! Prose of one file as HTML, without a site around it.

use dateline::document::{Body, Link, LinkKind, is_safe_scheme, scan, scheme};
use dateline::render::Pictures;
use dateline::render::prose::{Insertion, Prose};
use dateline::site::{PageId, Target};
use dateline::text::Source;

/// What the links of a case lead to: each file a page of its own folder, each name a page, all else a file.
pub(crate) fn targets(body: &Body) -> Vec<Target> {
    let page = |name: &str| Target::Page { page: PageId::Archive, href: format!("{name}/index.html").into() };
    let target = |link: &Link| match (link.kind, &*link.target) {
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

/// The prose of a file as HTML.
pub(crate) fn html(markdown: &str, raw_html: bool, insertions: &[Insertion]) -> String {
    let source = Source::new("content/case.md", markdown);
    let body = scan(&source, 0).value;
    let prose = Prose {
        source: &source,
        body: &body,
        targets: &targets(&body),
        title: &|_| "Oman & its neighbours".to_owned(),
        root: "../",
        raw_html,
        insertions,
        pictures: &Pictures::default(),
    };
    prose.html().as_str().to_owned()
}
