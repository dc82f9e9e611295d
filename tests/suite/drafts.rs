//! Wire texts with their expected drafts in `tests/drafts/`, and properties of drafts of any text. With `UPDATE=1` the
//! expected drafts are rewritten.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{
    CommandOutput, empty_folder, fences, is_updating, read_tree, replace_fence, run_dateline, write_files,
};
use crate::world::MemoryWorld;
use dateline::cli::{Console, ExitStatus, run};
use dateline::diagnostic::Outcome;
use dateline::draft::{DraftRequest, draft};
use dateline::pipeline;
use dateline::text::Source;
use jiff::civil::date;
use proptest::prelude::*;

/// Returns the folders of the cases, sorted by name.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir("tests/drafts").expect("the cases").flatten().map(|entry| entry.path()).collect();
    cases.sort();
    cases
}

/// Copies the site of a case to an empty folder of a test.
fn copy_site(test: &str, case: &Path) -> PathBuf {
    let root = empty_folder(&format!("draft-{test}-{}", case.file_name().expect("a name").to_string_lossy()));
    for (path, bytes) in read_tree(&case.join("site")) {
        write_files(&root, [(path.as_str(), std::str::from_utf8(&bytes).expect("UTF-8"))]);
    }
    root
}

fn wire_text(case: &Path) -> String {
    case.join("wire.txt").to_string_lossy().into_owned()
}

fn passed(ran: &CommandOutput) -> bool {
    ran.exit == ExitStatus::Success
}

#[test]
fn every_wire_text_gives_the_expected_draft() {
    let mut wrong = Vec::new();
    for case in cases() {
        let ran = run_dateline(&copy_site("expected", &case), &["draft", &wire_text(&case), "--out", "-"]);
        assert!(passed(&ran), "{}: {}", case.display(), ran.err);
        let expected = case.join("expected.md");
        if is_updating() {
            fs::write(&expected, &ran.out).expect("written");
        } else if fs::read_to_string(&expected).expect("a draft") != ran.out {
            wrong.push(format!("{}:\n{}", case.display(), ran.out));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_draft_builds_without_edits() {
    for case in cases() {
        for profiles in [false, true] {
            let root = copy_site("builds", &case);
            let mut arguments = vec!["draft".to_owned(), wire_text(&case)];
            arguments.extend(profiles.then(|| "--with-profiles".to_owned()));
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let ran = run_dateline(&root, &arguments);
            assert!(passed(&ran), "{}: {}", case.display(), ran.err);
            let public = run_dateline(&root, &["check"]);
            let all = run_dateline(&root, &["check", "--drafts"]);
            assert!(passed(&public) && passed(&all), "{}: {}{}", case.display(), public.err, all.err);
        }
    }
}

#[test]
fn no_file_is_overwritten() {
    let case = Path::new("tests/drafts/one-surname");
    let root = copy_site("overwritten", case);
    let first = run_dateline(&root, &["draft", &wire_text(case), "--slug", "chair"]);
    let before = read_tree(&root);
    let again = run_dateline(&root, &["draft", &wire_text(case), "--slug", "chair"]);
    assert!(passed(&first) && again.exit == ExitStatus::Usage);
    assert!(again.err.contains("already exists, and nothing was written"), "{}", again.err);
    assert_eq!(read_tree(&root), before);
    let with_profiles = ["draft", &wire_text(case), "--slug", "chair", "--with-profiles"];
    let profiles = run_dateline(&root, &with_profiles);
    assert!(passed(&profiles) && profiles.out.contains("content/actors/jonas-marten.md"), "{}", profiles.out);
    let after = read_tree(&root);
    assert!(after.len() > before.len() && before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    assert_eq!(run_dateline(&root, &with_profiles).exit, ExitStatus::Usage);
    assert_eq!(read_tree(&root), after);
}

/// Drafts and unpublished briefings of the site do not change a draft.
#[test]
fn other_drafts_change_nothing() {
    let cases = cases();
    let (mut compared, mut with_files) = (0, 0);
    // Each case would be compared with all others; every fourth takes long enough.
    for case in cases.iter().step_by(4) {
        let out = |root: &Path| run_dateline(root, &["draft", &wire_text(case), "--out", "-"]).out;
        let fresh = out(&copy_site("others", case));
        let root = copy_site("others", case);
        let public = read_tree(&root).len();
        for other in &cases {
            let name = other.file_name().expect("a name").to_string_lossy();
            run_dateline(&root, &["draft", &wire_text(other), "--slug", &name, "--with-profiles"]);
        }
        let to_come =
            "---\ntitle: A\npublished: 2199-01-01\nactors: [Lake Council, Jonas Marten]\n---\nText\n";
        write_files(&root, [("content/briefings/2199/a.md", to_come)]);
        with_files += usize::from(read_tree(&root).len() > public + cases.len() + 5);
        assert_eq!(out(&root), fresh, "{}", case.display());
        compared += 1;
    }
    assert!(compared >= 5 && with_files == compared, "{compared} compared, {with_files} with other drafts");
}

/// A text without a date is reported in the first line; with `--published` nothing is reported.
#[test]
fn a_text_without_a_date_is_reported_first() {
    let root = empty_folder("draft-undated");
    write_files(
        &root,
        [("site.toml", "title = \"A\"\n"), ("wire.txt", "Talks end\n\nThe talks ended on Friday.\n")],
    );
    let file = root.join("wire.txt").to_string_lossy().into_owned();
    let undated = run_dateline(&root, &["draft", &file]);
    assert!(
        undated.out.starts_with("the text has no publication date, so all dates are relative to today, "),
        "{}",
        undated.out
    );
    assert!(
        undated.out.lines().next().is_some_and(|line| line.contains("`--published DATE`")),
        "{}",
        undated.out
    );
    let printed = run_dateline(&root, &["draft", &file, "--out", "-"]);
    assert!(printed.err.starts_with("the text has no publication date"), "{}", printed.err);
    assert!(printed.out.contains("   # no publication date in the text: all days"), "{}", printed.out);
    let dated = run_dateline(&root, &["draft", &file, "--slug", "b", "--published", "2025-06-03"]);
    assert!(passed(&dated) && dated.out.starts_with("created "), "{}", dated.out);
}

/// When two drafts create a profile of the same name, the first one is kept.
#[test]
fn existing_profiles_are_kept() {
    let case = Path::new("tests/drafts/one-surname");
    let root = copy_site("kept", case);
    let first = run_dateline(&root, &["draft", &wire_text(case), "--slug", "one", "--with-profiles"]);
    let before = read_tree(&root);
    let again = run_dateline(&root, &["draft", &wire_text(case), "--slug", "two", "--with-profiles"]);
    assert!(passed(&first) && passed(&again), "{}", again.err);
    assert!(
        again.out.contains("\nkept ") && first.out.contains("content/actors/jonas-marten.md"),
        "{}",
        again.out
    );
    let after = read_tree(&root);
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
}

#[test]
fn invalid_wire_texts_are_rejected() {
    let root = empty_folder("draft-refused");
    let cases: [(&[u8], &str); 6] = [
        (b"", "the input has no words"),
        (b" \r\n*** \n", "the input has no words"),
        (b"%PDF-1.7 \xff\xfe\x00\x80", "UTF-8"),
        (b"\x01\x02\x03\x04 a b c", "the input is not plain text"),
        (b"---\ntitle: A\npublished: 2025-01-01\n---\nText\n", "so it is already a briefing"),
        (&[b'a'; 300 << 10], "256 KB"),
    ];
    for (bytes, message) in cases {
        let file = root.join("wire.txt");
        fs::write(&file, bytes).expect("written");
        let ran = run_dateline(&root, &["draft", &file.to_string_lossy(), "--out", "-"]);
        assert!(ran.exit == ExitStatus::Usage && ran.err.contains(message), "{message}: {}", ran.err);
    }
}

/// No names and dates are found in a text that is not English.
#[test]
fn only_english_is_analysed() {
    let text = "ROMA, 3 giugno (ANSA) - La ministra Ada Marten ha aperto martedì a Roma il consiglio dei laghi, \
        che riunisce trentuno paesi e che nel mese di maggio 2024 aveva eletto il suo presidente, ha detto \
        in serata un portavoce del governo italiano ai giornalisti che aspettavano davanti alla sede.\n";
    let draft = draft_outside_site(text, false).expect("a draft");
    assert!(draft.contains("does not look English") && draft.contains("actors: []\n"), "{draft}");
    assert!(draft.contains("publisher: \"ANSA\""), "{draft}");
}

/// The draft in docs/drafts.md is that of its wire text.
#[test]
fn the_documented_draft_is_current() {
    let page = fs::read_to_string("docs/drafts.md").expect("the page");
    let blocks = fences(&page);
    let index = |info: &str| blocks.iter().position(|block| block.info == info).expect("a block");
    let today = date(2025, 6, 3);
    let text = &blocks[index("text")].text;
    let request =
        DraftRequest { text, is_markdown: false, published: None, today, slug: None, with_profiles: false };
    let drafted = draft(&request, None).expect("a draft").briefing.text;
    if is_updating() {
        fs::write("docs/drafts.md", replace_fence(&page, index("markdown"), &drafted)).expect("written");
    } else {
        assert_eq!(blocks[index("markdown")].text, drafted);
    }
}

/// Returns the text of a draft made outside a site.
fn draft_outside_site(text: &str, is_markdown: bool) -> Option<String> {
    let today = date(2025, 4, 19);
    let request =
        DraftRequest { text, is_markdown, published: None, today, slug: Some("draft"), with_profiles: true };
    draft(&request, None).ok().map(|draft| draft.briefing.text)
}

/// Checks that the draft of a text has no errors and is the same each time.
fn check_draft(text: &str, is_markdown: bool) {
    let Some(file) = draft_outside_site(text, is_markdown) else { return };
    assert_eq!(
        draft_outside_site(text, is_markdown).as_ref(),
        Some(&file),
        "the same text gives the same draft"
    );
    let (item, outcome) = pipeline::read_single_file(Outcome::clean(Some(Source::from_raw(
        "content/briefings/2025/draft.md",
        file.clone(),
    ))));
    let errors: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .map(|diagnostic| diagnostic.message.to_string())
        .collect();
    assert!(item.is_some() && errors.is_empty(), "{errors:?} in\n{file}");
}

/// Strings that the parser of wire text looks for, and YAML and Markdown syntax.
fn draft_fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "ROME, April 19 (Reuters) -",
            "(AFP)",
            "By Ada Marten",
            "\n\n",
            "\n",
            "\r\n",
            "# ",
            "## A",
            "---",
            "***",
            "Ada Marten",
            "Ida Marten said \"we will go on\"",
            "Marten said",
            "Minister Ada Martins",
            "President",
            "said on Friday",
            "\"No,\"",
            "\"",
            "Iran",
            "in Rome",
            "Tehran",
            "in 2018",
            ": ",
            " #",
            "- ",
            "| a | b |",
            "[a](b.md)",
            "[[a]]",
            "![x](y)",
            "[^1]",
            "[^1]: a",
            "<b>",
            "<!--",
            "-->",
            "`",
            "```",
            "{#id}",
            "&amp;",
            "@",
            "no",
            "null",
            "~",
            "%",
            "!",
            "\\",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{0}",
            "1.",
            "+",
            "a week after",
            "he said",
            "The Bank of England",
            "minister",
            ".",
            ",",
            "javascript:",
            "[a](javascript:b)",
            "[a]: b",
            "\t",
            "    ",
            "> ",
            "# a {#x}\n# b {#x}\n",
            "title: a",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
        "[A-ZÀ-Ý][a-zß-ÿ]{1,9}",
    ]
}

proptest! {
    #[test]
    fn any_text_gives_a_draft_without_errors(
        parts in prop::collection::vec(draft_fragment(), 0..60), markdown in any::<bool>(), glue in "[ ]?",
    ) {
        check_draft(&parts.join(&glue), markdown);
    }

    #[test]
    fn any_characters_give_a_draft_without_errors(text in "(?s).{0,300}", markdown in any::<bool>()) {
        check_draft(&text, markdown);
    }
}

#[test]
fn markup_of_other_programs_stays_text() {
    for text in
        ["Prices rose by 5%% on Friday.", "Talks {% comment %} open {# in Rome", "The {{ hall }} {: .a}"]
    {
        check_draft(text, false);
        check_draft(text, true);
    }
}

/// Runs the command on an in-memory site with names similar to those in the texts.
fn check_draft_in_site(text: &str, with_profiles: bool) {
    let world = MemoryWorld::new("2025-04-19T12:00:00Z".parse().expect("an instant"))
        .file("/site/site.toml", "title = \"A\"\n")
        .file(
            "/site/content/actors/ada-marten.md",
            "---\nname: Ada Marten\naliases: [Marten, The Bank]\n---\n",
        )
        .file(
            "/site/content/actors/ada-martin.md",
            "---\nname: Ada Martin\nkind: person\naliases: [Marten]\n---\n",
        )
        .file("/site/content/actors/iran.md", "---\nname: Iran\nkind: state\n---\n")
        .file("/site/content/venues/rome.md", "---\nname: Rome\naliases: [Roma, Iran]\n---\n")
        .file("/site/content/topics/talks.md", "---\ntitle: Talks\n---\n")
        .with_input(text);
    let run = |arguments: &[&str]| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
        let all = ["dateline"].iter().chain(arguments).chain(&["--root", "/site"]).map(OsString::from);
        let exit = run(all, &world, &mut console);
        (exit, String::from_utf8(err).expect("UTF-8"))
    };
    let profiles: &[&str] = if with_profiles { &["--with-profiles"] } else { &[] };
    let (exit, _) = run(&[&["draft", "--slug", "draft"], profiles].concat());
    if exit == ExitStatus::Success {
        let (exit, err) = run(&["check", "--drafts", "--format", "short"]);
        assert_eq!(exit, ExitStatus::Success, "{err}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_draft_builds_in_a_site_with_similar_names(
        parts in prop::collection::vec(draft_fragment(), 0..60), with_profiles in any::<bool>(),
    ) {
        check_draft_in_site(&parts.join(" "), with_profiles);
    }
}

/// Drafting time is bounded for long texts.
#[test]
fn long_texts_are_drafted_in_time() {
    let paragraph = "Ada Marten, the Swiss minister, said \"we will meet\" on Friday in Rome. Iran and Oman met in 2018.\n";
    for text in
        [paragraph.repeat(600), "\"A said ".repeat(6_000), "(AFP) ".repeat(10_000), "a\n".repeat(20_000)]
    {
        let start = std::time::Instant::now();
        check_draft(&text, false);
        assert!(start.elapsed().as_secs() < 60, "{:?} for {} bytes", start.elapsed(), text.len());
    }
}
