//! Content that pages must show, and content that they must not.

use std::path::Path;
use std::process::Command;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str =
    "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\n";

/// Builds a site of these pages. Returns its files as text.
fn built(name: &str, files: &[(&str, &str)]) -> Vec<(String, String)> {
    let root = empty_folder(name);
    write_files(&root, [("site.toml", SETTINGS)].into_iter().chain(files.iter().copied()));
    let output = root.join("public");
    let ran = run_dateline(&root, &["build", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    read_tree(&output).into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

fn page<'a>(files: &'a [(String, String)], path: &str) -> &'a str {
    &files.iter().find(|(name, _)| name == path).expect(path).1
}

#[test]
fn comments_are_in_no_file() {
    let text = "---\ntitle: Talks\npublished: 2025-04-19\n---\nThe talks opened. %%On 3 May 2019 Zanzibar said\n\nso%% \
                They closed.{# Zanzibar #}\n\n{% comment %}\n## Zanzibar\n{% endcomment %}\n\n%%\n- Zanzibar\n%%\n";
    let files = built("pages-comments", &[("content/briefings/talks.md", text)]);
    assert!(page(&files, "briefings/talks/index.html").contains("The talks opened."));
    for (path, text) in &files {
        for secret in ["Zanzibar", "zanzibar", "2019", "%%", "endcomment"] {
            assert!(!text.contains(secret), "{path} holds {secret}");
        }
    }
}

#[test]
fn related_briefings_show_what_they_share() {
    let briefing = |topics: &str, actors: &str| {
        format!("---\ntitle: T\npublished: 2025-04-19\ntopics: [{topics}]\nactors: [{actors}]\n---\nText.\n")
    };
    let (water, marten) = ("---\ntitle: Water\n---\n", "---\nname: Ada Marten\n---\n");
    let (one, other) = (briefing("water", ""), briefing("water", "ada-marten"));
    let files = [
        ("content/topics/water.md", water),
        ("content/actors/ada-marten.md", marten),
        ("content/briefings/a.md", &*one),
        ("content/briefings/b.md", &*other),
        ("content/briefings/c.md", &*other),
    ];
    let files = built("pages-related", &files);
    let shared = |path: &str| {
        let lines = page(&files, path).lines().filter_map(|line| line.split_once("<span>shares "));
        lines.map(|(_, names)| names.split('<').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shared("briefings/a/index.html"), ["Water", "Water"]);
    assert_eq!(shared("briefings/b/index.html"), ["Ada Marten", "Water"]);
}

#[test]
fn an_office_that_the_role_names_is_shown_once() {
    let actor = "---\nname: Ada Marten\nroles: [{ title: harbour master, of: Northland }]\n---\n";
    let briefing = |role: &str| {
        format!(
            "---\ntitle: T\npublished: 2025-04-19\nactors: [{{ actor: ada-marten, role: {role} }}]\n---\nText.\n"
        )
    };
    let (same, other) = (briefing("Harbour Master of Northland"), briefing("host"));
    let files = [
        ("content/actors/ada-marten.md", actor),
        ("content/briefings/same.md", &*same),
        ("content/briefings/other.md", &*other),
    ];
    let files = built("pages-office", &files);
    assert!(page(&files, "briefings/same/index.html").contains("<span>Harbour Master of Northland</span>"));
    assert!(
        page(&files, "briefings/other/index.html").contains("<span>host; harbour master, Northland</span>")
    );
}

/// Returns the diagnostics of a build and a check of a site, of any severity.
fn findings(name: &str, root: &Path, as_of: &[&str]) -> String {
    let output = empty_folder(name);
    let output = ["build", "--output", output.to_str().expect("UTF-8")];
    let build = run_dateline(root, &[&output, as_of].concat());
    let check = run_dateline(root, &[&["check"], as_of].concat());
    assert_eq!(
        (build.exit, check.exit),
        (ExitStatus::Success, ExitStatus::Success),
        "{}{}",
        build.err,
        check.err
    );
    let counted =
        |out: &str| ["error", "warning", "hint"].iter().any(|word| out.contains(&format!(" {word}")));
    assert!(!counted(&build.out) && !counted(&check.out), "{}{}", build.out, check.out);
    build.err + &check.err
}

#[test]
fn the_sample_has_no_diagnostics() {
    assert_eq!(findings("pages-sample-output", Path::new("."), &[]), "");
}

#[test]
fn a_new_site_has_no_diagnostics_today_or_later() {
    let root = empty_folder("pages-new").join("my-desk");
    let made = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("init").arg(&root).output().expect("a run");
    assert!(made.status.success());
    for as_of in [&[][..], &["--as-of", "2099-12-31T12:00:00Z"]] {
        assert_eq!(findings("pages-new-output", &root, as_of), "");
    }
}

/// The sample and a new site list only declared facts.
#[test]
fn fact_boxes_have_no_proposals() {
    let root = empty_folder("pages-rows").join("my-desk");
    let made = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("init").arg(&root).output().expect("a run");
    assert!(made.status.success());
    for site in [Path::new("."), &root] {
        let output = empty_folder("pages-rows-output");
        let ran = run_dateline(site, &["build", "--output", output.to_str().expect("UTF-8")]);
        assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
        let pages = read_tree(&output);
        let boxes = pages.iter().filter(|(path, _)| path.ends_with(".html"));
        let mut with_rows = 0;
        for (path, bytes) in boxes {
            let text = String::from_utf8_lossy(bytes);
            with_rows += usize::from(text.contains("id=\"_date-1\""));
            assert!(!text.contains("from the text") && !text.contains("_found-"), "{path}");
        }
        assert!(with_rows > 0);
    }
}

#[test]
fn the_table_of_contents_shows_headings_as_the_page_does() {
    let text = "---\ntitle: Talks\npublished: 2025-04-19\n---\n## The <b>draft</b> & <!-- not --> annex\n\nA.\n\n\
                ## Two\n\nB.\n\n## Three\n\nC.\n\n## Four\n\n";
    let briefing = |words| ("content/briefings/talks.md", [text, &"word ".repeat(words)].concat());
    let built_with = |name, settings: &str, (path, text): (&str, String)| {
        built(name, &[("site.toml", settings), (path, &text)])
    };
    let short = built_with("pages-toc-short", SETTINGS, briefing(800));
    assert!(!page(&short, "briefings/talks/index.html").contains("class=\"toc\""));
    let escaped = built_with("pages-toc-escaped", SETTINGS, briefing(1000));
    let raw = built_with("pages-toc-raw", &format!("{SETTINGS}raw_html = true\n"), briefing(1000));
    let cases = [(escaped, "The &lt;b&gt;draft&lt;/b&gt; &amp;  annex"), (raw, "The draft &amp;  annex")];
    for (files, label) in cases {
        let page = page(&files, "briefings/talks/index.html");
        let toc = page
            .split_once("class=\"toc\"")
            .and_then(|(_, rest)| rest.split_once("</nav>"))
            .expect("a toc")
            .0;
        assert!(toc.contains(&format!(">{label}</a>")), "{label}: {toc}");
    }
}

#[test]
fn links_of_note_taking_programs_work() {
    let text = "---\ntitle: Talks\npublished: 2025-04-19\nactors: [\"[[oman|the mediator]]\", \"[[actors/Ada Marten]]\"]\n\
                aliases: [/2015/a%e2%80%93b/]\n---\n## The first day\n\nSee [[#The first day]] and [[#the-first-day|above]].\n";
    let other = "---\ntitle: Later\npublished: 2025-04-20\n---\nAfter [[talks#The first day]] and [[talks#Two#The first day]].\n";
    let (oman, marten) = ("---\nname: Oman\nkind: state\n---\n", "---\nname: Ada Marten\n---\n");
    let files = [
        ("content/briefings/talks.md", text),
        ("content/briefings/later.md", other),
        ("content/actors/oman.md", oman),
        ("content/actors/ada-marten.md", marten),
    ];
    let files = built("pages-wiki", &files);
    let talks = page(&files, "briefings/talks/index.html");
    assert_eq!(talks.matches("href=\"#the-first-day\"").count(), 2, "{talks}");
    assert!(talks.contains(">Ada Marten</a>") && !talks.contains("[["));
    let later = page(&files, "briefings/later/index.html");
    assert_eq!(later.matches("talks/index.html#the-first-day").count(), 2, "{later}");
    assert!(page(&files, "2015/a–b/index.html").contains("briefings/talks/"));
}

#[test]
fn a_site_overrides_single_blocks() {
    let files = [
        (
            "templates/base.html",
            "{% extends \"theme/base.html\" %}{% block footer %}<footer>Ours</footer>{% endblock %}",
        ),
        (
            "templates/briefing.html",
            "{% extends \"theme/briefing.html\" %}{% block after_prose %}<p>Ask us</p>{% endblock %}",
        ),
        ("content/briefings/a.md", "---\ntitle: Talks\npublished: 2025-04-19\n---\nThey met.\n"),
    ];
    let files = built("pages-blocks", &files);
    let briefing = page(&files, "briefings/a/index.html");
    for part in ["<footer>Ours</footer>", "<p>They met.</p>", "<p>Ask us</p>", "<h1>Talks</h1>"] {
        assert!(briefing.contains(part), "{part}: {briefing}");
    }
    assert!(page(&files, "index.html").contains("<footer>Ours</footer>"));
}

#[test]
fn a_look_needs_no_template() {
    let root = empty_folder("pages-look");
    let look = "logo = \"logo.svg\"\naccent = \"#006644\"\nfooter = [\"Desk's own line\"]\n\
        links = [{ name = \"Mastodon\", url = \"https://example.org/@desk\" }]\n\
        licence = { name = \"CC BY 4.0\", url = \"https://example.org/by\" }\n";
    let settings = format!("title = \"Desk\"\n[rules]\nno-base-url = \"off\"\n[look]\n{look}");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let about = ("content/about.md", "---\ntitle: About\n---\nWe write.\n");
    write_files(&root, [("site.toml", settings.as_str()), ("templates/logo.svg", logo), about]);
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let files = read_tree(&root.join("public")).into_iter();
    let files: Vec<(String, String)> = files.map(|(path, bytes)| (path, text(bytes))).collect();
    let home = page(&files, "index.html");
    for part in ["logo.svg", "look.css", "Desk’s own line", "https://example.org/@desk", "rel=\"license\""]
    {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(page(&files, "look.css").contains("--link: #006644"));
    write_files(&root, [("site.toml", settings.replace("logo.svg", "lgo.svg").as_str())]);
    let ran = run_dateline(&root, &["check"]);
    assert!(ran.err.contains("`templates/lgo.svg` does not exist\n --> site.toml:"), "{}", ran.err);
}

#[test]
fn dossiers_are_divided_into_pages() {
    let briefing = |at: usize| {
        let dates: String = (0..3)
            .map(|fact| format!("  - {{ when: 2025-03-1{fact}, what: Gate {at}-{fact}, who: [Ada Marten], where: Quay }}\n"))
            .collect();
        let keys = format!("dates:\n{dates}statements:\n  - {{ who: Ada Marten, says: Level {at} }}\n");
        let body = "The talks on the level of the river went on.";
        format!("---\ntitle: Talks {at:03}\npublished: 2025-04-10\ntopics: [Water]\n{keys}---\n{body}\n")
    };
    let briefings: Vec<(String, String)> =
        (0..120).map(|at| (format!("content/briefings/talks-{at:03}.md"), briefing(at))).collect();
    let linking = "---\ntitle: Flood\npublished: 2025-03-01\n---\nSee [[ada-marten]].\n";
    let mut files: Vec<(&str, &str)> = briefings.iter().map(|(path, text)| (&**path, &**text)).collect();
    files.push(("content/briefings/flood.md", linking));
    let files = built("pages-dossiers", &files);
    for (folder, count) in [("actors/ada-marten/", 5), ("venues/quay/", 4), ("topics/water/", 4)] {
        let path = |number: usize| match number {
            1 => format!("{folder}index.html"),
            _ => format!("{folder}page/{number}/index.html"),
        };
        let pages: Vec<&str> = (1..)
            .map_while(|n| files.iter().find(|(name, _)| *name == path(n)))
            .map(|(_, text)| &**text)
            .collect();
        assert_eq!(pages.len(), count, "{folder}");
        for (index, page) in pages.iter().enumerate() {
            assert!(page.len() < 100_000, "{folder}: {} bytes", page.len());
            assert_eq!(page.contains("rel=\"next\""), index + 1 < pages.len(), "{folder}");
            assert_eq!(page.contains("<aside"), index == 0, "{folder}");
        }
        let on_one_page = |text: &str| pages.iter().filter(|page| page.contains(text)).count() == 1;
        for at in 0..120 {
            assert!(on_one_page(&format!(">Talks {at:03}</a>\n")), "{folder}: briefing {at}");
            assert!(
                (0..3).all(|fact| on_one_page(&format!(">Gate {at}-{fact}</a>"))),
                "{folder}: dates of {at}"
            );
            assert!(
                folder.starts_with("venues") || on_one_page(&format!("<q>Level {at}</q>")),
                "{folder}: {at}"
            );
        }
    }
    let last = page(&files, "actors/ada-marten/page/5/index.html");
    assert!(last.contains(">Flood</a>"), "a backlink is on the page of its time: {last}");
    let sitemap = page(&files, "sitemap.xml");
    assert!(sitemap.contains("/actors/ada-marten/page/5/</loc>"));
}

/// The line for the current date follows the earliest coming event, on whichever page of a divided month that is.
#[test]
fn a_divided_month_has_one_line_for_the_current_date() {
    let row = |day: u32, number: u32| format!("  - {{ when: 2025-04-{day:02}, what: Meeting {number} }}\n");
    for (past, coming, expected) in [
        (160, 150, [1, 0, 0]),
        (160, 149, [1, 0, 0]),
        (160, 151, [0, 1, 0]),
        (0, 300, [0, 1, 0]),
        (310, 0, [0, 0, 0]),
    ] {
        let rows: String = (0..past)
            .map(|n| row(n % 19 + 1, n))
            .chain((0..coming).map(|n| row(n % 10 + 21, 1000 + n)))
            .collect();
        let text = format!("---\ntitle: Talks\npublished: 2025-04-19\ndates:\n{rows}---\nText.\n");
        let files = built("pages-divided-month", &[("content/briefings/talks.md", &text)]);
        let lines = ["", "page/2/", "page/3/"].map(|part| {
            let path = format!("chronology/2025/04/{part}index.html");
            let page = files.iter().find(|(name, _)| *name == path);
            page.map_or(0, |(_, text)| text.matches("id=\"_today\"").count())
        });
        assert_eq!(lines, expected, "{past} past and {coming} coming");
    }
}
