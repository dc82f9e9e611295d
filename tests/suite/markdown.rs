//! Markdown with its expected HTML, by feature: the pages of tests/markdown. `UPDATE=1` rewrites the HTML.

use std::fs;

use crate::common::prose::{OF_FEED, OF_PAGE, rendered};
use crate::common::{fences, is_updating, replace_fence};

#[test]
fn markdown_renders_to_the_expected_html() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir("tests/markdown").expect("a folder").flatten() {
        let path = entry.path();
        let mut page = fs::read_to_string(&path).expect("a page");
        let blocks = fences(&page);
        for (at, pair) in blocks.chunks(2).enumerate() {
            let [markdown, expected] = pair else { panic!("{}: Markdown without HTML", path.display()) };
            assert_eq!((&markdown.info[..8], &*expected.info), ("markdown", "html"), "{}", path.display());
            cases += 1;
            let urls = if markdown.info.contains("feed") { OF_FEED } else { OF_PAGE };
            let raw_html = markdown.info.contains("raw_html");
            let given = rendered(&markdown.text, urls, raw_html, &[]).html.as_str().to_owned();
            if given != expected.text && is_updating() {
                page = replace_fence(&page, at * 2 + 1, &given);
            } else if given != expected.text {
                wrong.push(format!(
                    "{}:\n{}gives\n{given}not\n{}",
                    path.display(),
                    markdown.text,
                    expected.text
                ));
            }
        }
        if is_updating() {
            fs::write(&path, &page).expect("written");
        }
    }
    assert!(cases > 30, "{cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
