//! Measures one article: parsing its body, extracting its plain text, rendering its HTML. The article is of ordinary size,
//! with links, a table, footnotes and emphasis.

use dateline::document::{Body, PlainText, scan_body, scan_body_with_text};
use dateline::labels::PageLabels;
use dateline::render::ImageSizes;
use dateline::render::prose::{BodyRenderer, UrlStyle};
use dateline::site::LinkTarget;
use dateline::text::Source;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn article() -> Source {
    let mut text = String::new();
    for part in 1..=6 {
        text.push_str(&format!("## Part {part}\n\n"));
        for paragraph in 1..=3 {
            text.push_str(&format!(
                "On 19 April 2025 the delegations of *Northland* and **Southmark** met again[^{part}] in the old town, and \
                 [the chair's letter](letter-{part}.md) was read aloud. Ada Marten said \"we've seen this text before\" -- \
                 which is true -- and asked for a week. See [[river-commission]] and [[oman|the mediator]] for what was \
                 said in round {paragraph}.\n\n"
            ));
        }
        text.push_str(&format!("[^{part}]: Minutes of the day, page {part}.\n\n"));
    }
    text.push_str("| Round | City | Votes |\n|:--|:-:|--:|\n");
    (1..=12).for_each(|row| text.push_str(&format!("| {row} | [Rome](rome.md) | {} |\n", row * 7)));
    Source::new("content/briefings/article.md", text)
}

fn bench_bytes<T>(bencher: Bencher<'_, '_>, source: &Source, work: impl Fn() -> T + Sync) {
    bencher.counter(BytesCount::of_str(&source.text)).bench(work);
}

fn targets(body: &Body) -> Vec<LinkTarget> {
    body.links.iter().map(|link| LinkTarget::Asset(link.target.as_str().into())).collect()
}

fn html(source: &Source, body: &Body, targets: &[LinkTarget]) -> usize {
    let title = |_| "River Commission".to_owned();
    let labels = PageLabels::english();
    let prose = BodyRenderer {
        labels: &labels,
        source,
        body,
        targets,
        title: &title,
        urls: UrlStyle::Relative { root: "../../" },
        raw_html: false,
        annotations: &[],
        image_sizes: &ImageSizes::default(),
    };
    prose.render().html.as_str().len()
}

#[divan::bench]
fn body(bencher: Bencher<'_, '_>) {
    let source = article();
    bench_bytes(bencher, &source, || scan_body(&source, 0));
}

#[divan::bench]
fn plain_text(bencher: Bencher<'_, '_>) {
    let source = article();
    let body = scan_body(&source, 0).value;
    bench_bytes(bencher, &source, || PlainText::new(&source, &body));
}

#[divan::bench]
fn prose(bencher: Bencher<'_, '_>) {
    let source = article();
    let body = scan_body(&source, 0).value;
    let targets = targets(&body);
    bench_bytes(bencher, &source, || html(&source, &body, &targets));
}

#[divan::bench]
fn body_and_plain_text(bencher: Bencher<'_, '_>) {
    let source = article();
    bench_bytes(bencher, &source, || scan_body_with_text(&source, 0));
}

/// Measures the Markdown parser alone, for comparison.
#[divan::bench]
fn parser_only(bencher: Bencher<'_, '_>) {
    let source = article();
    let body = scan_body(&source, 0).value;
    bench_bytes(bencher, &source, || dateline::document::markdown_events(&source, &body).count());
}
