//! Output is linear in input: no page and no diagnostic lists more in a larger site. Tests count bytes, not time.

use std::ffi::OsString;

use crate::world::MemoryWorld;
use dateline::cli::{Console, run};
use dateline::world::World;

/// Creates a site in memory.
fn site(files: impl IntoIterator<Item = (String, String)>) -> MemoryWorld {
    let empty = MemoryWorld::new("2025-04-19T12:00:00Z".parse().expect("an instant"))
        .file("/site/site.toml", "title = \"A\"\nbase_url = \"https://example.org/\"\n");
    files.into_iter().fold(empty, |world, (path, text)| world.file(format!("/site/content/{path}"), text))
}

/// Returns the size of all diagnostics of a site, in a format that omits none.
fn findings(files: impl IntoIterator<Item = (String, String)>, code: &str) -> usize {
    let world = site(files);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let arguments = ["dateline", "check", "--format", "json", "--root", "/site"].map(OsString::from);
    run(arguments, &world, &mut console);
    let report = String::from_utf8(out).expect("UTF-8");
    assert!(report.contains(code), "{code} is found: {report:.300}");
    report.len()
}

fn briefing(at: usize, keys: &str, body: &str) -> (String, String) {
    let text =
        format!("---\ntitle: Talks {at}\npublished: 2025-04-18\nslug: talks-{at}\n{keys}---\n\n{body}\n");
    (format!("briefings/talks-{at:04}.md"), text)
}

/// Returns whether two sizes are in proportion. Numbers and paths are slightly longer in the larger site.
fn is_in_proportion(once: usize, twice: usize) -> bool {
    twice * 100 <= once * 215
}

type Files = Vec<(String, String)>;
/// A code, and a site in which a number of items break its rule.
type Case = (&'static str, fn(usize) -> Files);

#[test]
fn diagnostics_are_linear_in_the_number_of_errors() {
    let cases: [Case; 5] = [
        ("F002", |count| {
            let actor =
                |at: usize| (format!("actors/moss-{at:04}.md"), "---\nname: Bea Moss\n---\n".to_owned());
            let named = |at: usize| briefing(at, "actors: [Bea Moss]\n", "They met.");
            (0..count).map(actor).chain((0..count).map(named)).collect()
        }),
        ("L009", |count| {
            let page = |at: usize| (format!("part-{at:04}/rules.md"), "---\ntitle: Rules\n---\n".to_owned());
            let named = |at: usize| briefing(at, "", "See [[rules]].");
            (0..count).map(page).chain((0..count).map(named)).collect()
        }),
        ("L002", |count| {
            let headings: String = (0..count).map(|at| format!("## Part {at:04}\n\n")).collect();
            let links: String = (0..count).map(|at| format!("[x](#zzzzzzzzzzzzzzz{at:04}) ")).collect();
            vec![briefing(0, "", &(headings + &links))]
        }),
        ("F003", |count| {
            let source = |at: usize| format!("  - {{ id: paper-{at:04}, title: Paper }}\n");
            let date = |at: usize| {
                format!("  - {{ when: 2025-04-18, what: Talks {at:04}, source: zzzzzzzzz{at} }}\n")
            };
            let sources: String = (0..count).map(source).collect();
            let dates: String = (0..count).map(date).collect();
            vec![briefing(0, &format!("sources:\n{sources}dates:\n{dates}"), "They met.")]
        }),
        ("L001", |count| (0..count).map(|at| briefing(at, "", &format!("[x](tlaks-{at:04}.md)"))).collect()),
    ];
    for (code, files) in cases {
        let (once, twice) = (findings(files(100), code), findings(files(200), code));
        assert!(is_in_proportion(once, twice), "{code}: {twice} bytes against {once}");
    }
}

/// Builds a site and returns a reader of its files, which returns an empty text for a missing one.
fn built(files: Files) -> impl Fn(&str) -> String {
    let world = site(files);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    run(["dateline", "--root", "/site"].map(OsString::from), &world, &mut console);
    move |file| {
        let bytes = world.read(format!("/site/public/{file}").as_ref(), 1 << 24).unwrap_or_default();
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// Returns the pages of a list, of which there must be so many, and all of at most 100,000 bytes.
fn divided(file: impl Fn(&str) -> String, first: &str, count: usize) -> Vec<String> {
    let path = |number: usize| match number {
        1 => format!("{first}index.html"),
        _ => format!("{first}page/{number}/index.html"),
    };
    let pages: Vec<String> = (1..=count).map(|number| file(&path(number))).collect();
    assert_eq!(file(&path(count + 1)), "", "{first}");
    assert!(pages.iter().all(|page| (1..=100_000).contains(&page.len())), "{first}");
    pages
}

/// Returns the numbers of the entries of pages, in order: each is written after a mark.
fn entries(pages: &[String], mark: &str) -> Vec<usize> {
    let number = |text: &str| text.split('<').next().and_then(|digits| digits.parse().ok());
    pages.iter().flat_map(|page| page.split(mark).skip(1).filter_map(number)).collect()
}

#[test]
fn pages_of_the_timeline_and_of_series_are_divided() {
    let series = ("series/river.md".to_owned(), "---\ntitle: River talks\n---\n".to_owned());
    let numbered = |at: usize| {
        let dates = format!("- 2025-04-{:02} | Event {at:04}\n- 2025 | Year {at:04}", at / 20 + 1);
        briefing(at, &format!("series: river\npart: {at}\ndates:\n{dates}\n"), "They met.")
    };
    let file = built((1..=400).map(numbered).chain([series]).collect());
    let latest_first: Vec<usize> = (1..=400).rev().collect();
    for (path, mark) in [("chronology/2025/04/", ">Event "), ("chronology/2025/", ">Year ")] {
        let pages = divided(&file, path, 3);
        let mut found = entries(&pages, mark);
        found.sort_by_key(|at| std::cmp::Reverse(*at));
        assert_eq!(found, latest_first, "{path}");
        assert!(pages[1].contains("> Page 3</a>") && pages[0].contains("Page 1 of 3"), "{path}");
    }
    // The site is built as of 19 April, and the events go on until 21 April.
    let month = divided(&file, "chronology/2025/04/", 3);
    assert_eq!(month.iter().filter(|page| page.contains("id=\"_today\"")).count(), 1);
    let in_order = |page: String| page.split_once("<ol class=\"cards\">").unwrap_or_default().1.to_owned();
    let parts: Vec<String> = divided(&file, "series/river/", 8).into_iter().map(in_order).collect();
    assert_eq!(entries(&parts, ">Talks "), (1..=400).collect::<Vec<_>>());
    assert!(parts[1].contains("<li>51. <a"), "{}", parts[1]);
}

#[test]
fn standalone_pages_are_not_listed_on_every_page() {
    let of_site = |count: usize| {
        let page = |at: usize| (format!("part/page-{at:04}.md"), format!("---\ntitle: Page {at:04}\n---\n"));
        let about = ("about.md".to_owned(), "---\ntitle: About\n---\n".to_owned());
        let file = built((0..count).map(page).chain([about]).collect());
        (file("part/page-0007/index.html"), file("archive/index.html"))
    };
    let ((page, archive), (larger, _)) = (of_site(100), of_site(200));
    assert!(
        page.contains(">About</a>") && page.contains("archive/index.html#_pages\">All pages</a>"),
        "{page}"
    );
    assert_eq!(page.len(), larger.len());
    let listed = (0..100).filter(|at| archive.contains(&format!("part/page-{at:04}/index.html\">"))).count();
    assert_eq!(listed, 100);
    let (few, archive) = of_site(19);
    assert!(few.contains(">Page 0018</a>") && !few.contains("All pages"), "{few}");
    assert!(!archive.contains("_pages"));
}
