//! Renders the prose of one file as HTML, without a site.

use dateline::document::{Body, Link, LinkKind, is_safe_scheme, parse_document, scan_body, scheme};
use dateline::labels::PageLabels;
use dateline::render::ImageSizes;
use dateline::render::prose::{Annotation, BodyRenderer, RenderedProse, UrlStyle};
use dateline::site::{LinkTarget, PageId};
use dateline::text::Source;

/// Resolves the links of a case: a source file to a page in its own folder, a name to a page, any other target to a file.
pub(crate) fn targets(body: &Body) -> Vec<LinkTarget> {
    let page =
        |name: &str| LinkTarget::Page { page: PageId::Archive, href: format!("{name}/index.html").into() };
    let target = |link: &Link| match (link.kind, &*link.target) {
        (LinkKind::Wiki | LinkKind::WikiWithText, name) => page(name),
        (_, anchor) if anchor.starts_with('#') => LinkTarget::Anchor(anchor[1..].to_owned()),
        (_, address) if address.starts_with("//") => LinkTarget::External(address.to_owned()),
        (_, address) if scheme(address).is_some_and(|scheme| is_safe_scheme(&scheme)) => {
            LinkTarget::External(address.to_owned())
        }
        (_, address) if scheme(address).is_some() => LinkTarget::Broken,
        (_, path) if path.ends_with(".md") => page(path.trim_end_matches(".md")),
        (_, path) => LinkTarget::Asset(path.into()),
    };
    body.links.iter().map(target).collect()
}

/// The style of a page one folder below the root.
pub(crate) const OF_PAGE: UrlStyle<'_> = UrlStyle::Relative { root: "../" };

/// The style of feeds, for the same page.
pub(crate) const OF_FEED: UrlStyle<'_> =
    UrlStyle::Absolute { page: "https://example.org/river/case/", base: "https://example.org/river/" };

/// Renders the prose of a file as HTML, for its page.
pub(crate) fn prose_html(markdown: &str, raw_html: bool, insertions: &[Annotation]) -> String {
    rendered(markdown, OF_PAGE, raw_html, insertions).html.as_str().to_owned()
}

/// Renders the prose of a file.
pub(crate) fn rendered(
    markdown: &str,
    urls: UrlStyle<'_>,
    raw_html: bool,
    insertions: &[Annotation],
) -> RenderedProse {
    let source = Source::new("content/case.md", markdown);
    let body = match markdown.starts_with("---\nmath:") {
        true => (*parse_document(source.clone()).value.body).clone(),
        false => scan_body(&source, 0).value,
    };
    let labels = PageLabels::english();
    let prose = BodyRenderer {
        labels: &labels,
        source: &source,
        body: &body,
        targets: &targets(&body),
        title: &|_| "Oman & its neighbours".to_owned(),
        urls,
        raw_html,
        annotations: insertions,
        image_sizes: &ImageSizes::default(),
    };
    prose.render()
}
