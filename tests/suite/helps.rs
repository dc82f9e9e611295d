//! Applies every suggestion of a help and checks the file again: the same diagnostic must not occur again, and most
//! suggestions must leave no error.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, fences, run_dateline, write_files};
use crate::errors::example_files;
use dateline::diagnostic::{ALL, Diagnostic, Outcome};
use dateline::pipeline::read_single_file;
use dateline::text::Source;
use serde_json::Value;

const SETTINGS: &str = "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\ntime_zone = \"Europe/Rome\"\n";

/// Front matter with one error each, without `published`. Each suggestion, applied, gives a file without errors.
const BRIEFINGS: &[&str] = &[
    "title: Deal # 2 signed",
    "title: deal #2",
    "title: Talks\nsummary: Deal # 2 signed",
    "title: Talks\nsummary: #1 in the talks",
    "title: Talks\nsummary: They met.   # one sentence",
    "title: Talks\nextra:\n  deck: Deal # 2 signed",
    "title: Talks\nbyline:\n  - Ada # Marten",
    "title: Talks\ndates:\n  - { when: 2025, what: Deal # 2 signed }",
    "title: Talks\ndates:\n  - { when: 2025, what: Deal # 2, signed }",
    "title: Talks\ntopics: [water # 2, trade]",
    "title: &Sons talks",
    "title: &Sons",
    "title: !important talks",
    "title: *x talks",
    "title: %x talks",
    "title: @x talks",
    "title: > 5 killed",
    "title: |talks",
    "title: - Talks",
    "title: ] Talks",
    "title: Talks\ndates:\n  - { when: 2025, what: &Sons open, where: rome }",
    "title: Talks\ndates:\n  - { when: 2025, what: @x open }",
    "title: Talks\nbyline: [&Sons, x]",
    "title: Talks\nbyline: [Sons, @x]",
    "title: \"Talks\" open",
    "title: 'It's fine'",
    "title: \"He said \"no\" today\"",
    "title: [Exclusive] Talks",
    "title: {a} Talks",
    "title: Talks\ndates:\n  - { when: 2025, what: \"Talks\" open }",
    "title: “Talks open”",
    "title: “Talks: open”",
    "title: ‘Talks’",
    "title: „Talks“",
    "title: Talks\nsources:\n  - title: “A, b”",
    "title: Talks\nsources:\n  - title: A\n    url: “https://example.org/”",
    "title: Talks: round two",
    "title: Talks\ndates:\n  - { when: 2025, what: Talks: round two }",
    "title:\u{a0}Talks",
    "title:Talks",
    " title: Talks",
    "title: Talks\n  summary: They met",
    "title: Talks\ntopics:\n- water\n - trade",
    "title: Talks\ntopics:\n  - water\n - trade",
    "title: Talks\ntopics:\n  - water\n   - trade",
    "title: Talks\ndates:\n  - when: 2025\n   what: Talks",
    "title: Talks\ndates:\n  - when: 2025\n      what: Talks",
    "title: Talks\ndates:\n  - when: 2025\nwhat: Talks",
    "title: Talks\ndates: []\n  - { when: 2025, what: Talks }",
    "title: Talks\nactors: []  # none yet\n  - oman",
    "title: Talks\n\tsummary: They met",
    "title: Talks\ntopics: water, trade",
    "title: Talks\nbyline: Ada Marten, Iva Horvat",
    "title: Talks\nbyline: Ada Marten (AFP), R&D",
    "title: Talks\npermalink: /2025/rome-talks/",
    "title: Talks\npermalink: https://example.org/2025/rome-talks.html",
    "Title: Talks",
    "title: Talks\nSummary: They met",
    "title: Talks\nauthor: Ada Marten",
    "title: Talks\nslug: Rome Talks!",
    "title: Talks\nsummary: no",
    "title: no",
    "title: Talks\ndraft: maybe",
    "title: Talks\ndates:\n  - { when: 2025, what: “Talks, then lunch” }",
    "title: Talks\ndates:\n  - { when: 2025, what: Talks, then lunch }",
    "title: Talks\nbyline:\n  – Ada Marten",
    "title: Talks\nbyline:\n  • Ada Marten",
    "title: Talks\ndates:\n\u{a0}\u{a0}- { when: 2025, what: Talks }",
];

/// Values of `updated`.
const DATES: &[&str] = &[
    "2025-04-19 10:00",
    "2025-04-19T10:00 CET",
    "2025-11-19T10:00CET",
    "2025-04-19T10:00",
    "11-20-2025",
    "20/11/2025",
    "05/06/2025",
    "20.11.2025",
    "2025/11/20",
    "2025-11-31",
    "31/11/2025",
    "20 November 2025",
    "20251120",
    "2025-11-9",
    "2025-04-19 10:00 Europe/Zurch",
];

const VENUES: &[&str] = &["name: Rome\ntime_zone: Europe/Romee", "name: Rome\ntimezone: Europe/Rome"];

/// A diagnostic of a file, with its help.
#[derive(Clone, Debug)]
struct Finding {
    code: String,
    message: String,
    /// Empty where one file is read alone.
    path: String,
    line: usize,
    columns: (usize, usize),
    help: String,
}

/// Returns the diagnostics of a site, by their JSON.
fn findings(root: &Path) -> Vec<Finding> {
    json_diagnostics(root).iter().map(finding).collect()
}

fn errors(root: &Path) -> Vec<Finding> {
    let all = json_diagnostics(root);
    all.iter().filter(|diagnostic| diagnostic["severity"] == "error").map(finding).collect()
}

fn json_diagnostics(root: &Path) -> Vec<Value> {
    let ran = run_dateline(root, &["check", "--format", "json"]);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("JSON: {} {}", ran.out, ran.err))
}

fn finding(diagnostic: &Value) -> Finding {
    let number = |value: &Value| value.as_u64().unwrap_or(1) as usize;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = &diagnostic["place"];
    Finding {
        code: text(&diagnostic["code"]),
        message: text(&diagnostic["message"]),
        path: text(&place["path"]),
        line: number(&place["line"]),
        columns: (number(&place["column"]), number(&place["end_column"])),
        help: text(&diagnostic["help"]),
    }
}

/// Returns the texts in backticks after "write", "did you mean", "is it", "in quotes:" and "or".
fn proposals(help: &str) -> Vec<String> {
    let parts: Vec<&str> = help.split('`').collect();
    let asks = ["write ", "mean ", "is it ", " or ", "quotes: "];
    let odd = (1..parts.len()).step_by(2);
    odd.filter(|at| asks.iter().any(|ask| parts[at - 1].ends_with(ask)))
        .map(|at| parts[at].to_owned())
        .filter(|proposal| !proposal.contains('…'))
        .collect()
}

fn key(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches([' ', '-', '\t', '{']);
    let end = bare.find(':')?;
    bare[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(&bare[..end])
}

/// Returns the file with a suggestion applied to a line or to the span of the diagnostic.
fn applied(text: &str, finding: &Finding, proposal: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &mut lines[finding.line - 1];
    let is_line = proposal.trim_start().starts_with(['-', '{'])
        || key(proposal).is_some_and(|name| key(line) == Some(name) || name == "slug");
    if is_line {
        *line = proposal.to_owned();
    } else {
        let chars: Vec<char> = line.chars().collect();
        let (from, to) = (finding.columns.0 - 1, (finding.columns.1 - 1).min(chars.len()));
        *line =
            chars[..from].iter().chain(&proposal.chars().collect::<Vec<_>>()).chain(&chars[to..]).collect();
    }
    lines.join("\n") + "\n"
}

/// Returns the errors of a single file.
fn errors_alone(path: &str, text: &str) -> Vec<Finding> {
    let source = Source::new(path, text);
    let (_, finished) = read_single_file(Outcome::clean(Some(source.clone())));
    let errors = finished.diagnostics.into_iter().filter(Diagnostic::is_error);
    let finding = |diagnostic: Diagnostic| {
        let span = diagnostic.location.and_then(|location| location.span).expect("a location");
        let (from, to) = (source.position(span.start), source.position(span.end));
        Finding {
            code: diagnostic.code.id.to_owned(),
            message: diagnostic.message.to_string(),
            path: String::new(),
            line: from.line as usize,
            columns: (from.column as usize, to.column as usize),
            help: diagnostic.help.unwrap_or_default().to_string(),
        }
    };
    errors.map(finding).collect()
}

/// Applies every suggestion for a file. Returns their number, and those that leave the same diagnostic or, if each must
/// fix an error, the same number of errors.
fn follow(
    text: &str,
    before: &[Finding],
    each_helps: bool,
    check: impl Fn(&str) -> Vec<Finding>,
) -> (usize, Vec<String>) {
    let (mut followed, mut wrong) = (0, Vec::new());
    for finding in before {
        for proposal in proposals(&finding.help) {
            followed += 1;
            let after = check(&applied(text, finding, &proposal));
            let same = |left: &Finding| left.code == finding.code && left.message == finding.message;
            if after.iter().any(same) || each_helps && after.len() >= before.len() {
                wrong.push(format!("{text}\n{finding:#?}\n`{proposal}` leads to {after:#?}"));
            }
        }
    }
    (followed, wrong)
}

fn briefing(front: &str) -> String {
    format!("---\n{front}\npublished: 2025-04-19\n---\nThey met.\n")
}

/// Applies the suggestions for a single file; each must fix an error.
fn follow_file(path: &str, text: &str) -> Vec<String> {
    let before = errors_alone(path, text);
    let (followed, mut wrong) = follow(text, &before, true, |text| errors_alone(path, text));
    if followed == 0 {
        wrong.push(format!("{text}\nnothing is proposed: {before:#?}"));
    }
    wrong
}

#[test]
fn suggestions_for_briefings_fix_errors() {
    let file = |front: &&str| follow_file("content/briefings/talks.md", &briefing(front));
    let wrong: Vec<_> = BRIEFINGS.iter().flat_map(file).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn suggestions_for_dates_fix_errors() {
    let file = |date: &&str| {
        let text = format!("---\ntitle: Talks\npublished: 2024-04-19\nupdated: {date}\n---\nThey met.\n");
        follow_file("content/briefings/talks.md", &text)
    };
    let wrong: Vec<_> = DATES.iter().flat_map(file).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn suggestions_for_venues_fix_errors() {
    let file = |front: &&str| follow_file("content/venues/rome.md", &format!("---\n{front}\n---\n"));
    let wrong: Vec<_> = VENUES.iter().flat_map(file).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Applies the suggestions for the example of a rule page. Returns their number, and those that leave the same diagnostic.
fn follow_example(id: &str) -> (usize, Vec<String>) {
    let page = fs::read_to_string(format!("docs/errors/{id}.md")).expect("a page");
    let blocks = fences(&page);
    let end = blocks.iter().position(|block| block.info == "diagnostics").expect("diagnostics");
    let files = example_files(&blocks[..end]);
    let check = |changed: Option<(&str, &str)>| {
        let root = empty_folder(&format!("helps-{id}"));
        fs::create_dir(root.join("content")).expect("a folder");
        write_files(&root, files.iter().copied().chain(changed));
        findings(&root)
    };
    let before = check(None);
    let (mut followed, mut wrong) = (0, Vec::new());
    for (path, text) in &files {
        let of_file: Vec<Finding> = before.iter().filter(|finding| finding.path == *path).cloned().collect();
        let (number, failed) = follow(text, &of_file, false, |text| check(Some((path, text))));
        followed += number;
        wrong.extend(failed);
    }
    (followed, wrong)
}

#[test]
fn suggestions_of_rule_pages_remove_the_diagnostic() {
    for (family, least) in [("D", 15), ("F", 5), ("L", 4)] {
        let of_family = |id: &str| id.starts_with(family) && id != "D016";
        let rules = ALL.iter().filter(|code| of_family(code.id));
        let results: Vec<_> = rules.map(|code| follow_example(code.id)).collect();
        let followed: usize = results.iter().map(|(followed, _)| followed).sum();
        let wrong: Vec<String> = results.into_iter().flat_map(|(_, wrong)| wrong).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        assert!(followed >= least, "{family}: {followed} of at least {least}");
    }
}

#[test]
fn help_of_a_broken_link_keeps_its_anchor_and_text() {
    let cases = [
        ("[us](../abuot.md#team)", "write `[us](../about.md#team)`"),
        ("[us](../about.md#taem)", "write `[us](../about.md#team)`"),
        ("![us](../abuot.md)", "write `![us](../about.md)`"),
        ("[[abot#team|the team]]", "write `[[about#team|the team]]`"),
        ("[us][]\n\n[us]: ../abuot.md#team", "the target is `../about.md#team`"),
    ];
    let root = empty_folder("helps-links");
    for (link, help) in cases {
        let talks = format!("---\ntitle: Talks\npublished: 2025-04-19\n---\nSee {link}\n");
        write_files(
            &root,
            [
                ("site.toml", SETTINGS),
                ("content/about.md", "---\ntitle: About\n---\n## Team\nAda.\n"),
                ("content/briefings/talks.md", talks.as_str()),
            ],
        );
        let found = errors(&root);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].help, help, "{link}");
    }
}

#[test]
fn slugs_distinguish_actors_with_the_same_name() {
    let root = empty_folder("helps-names");
    let talks = |actor: &str| {
        format!("---\ntitle: Talks\npublished: 2025-04-19\nactors: [{actor}]\n---\nThey met.\n")
    };
    write_files(
        &root,
        [
            ("site.toml", SETTINGS),
            ("content/actors/john-smith.md", "---\nname: John Smith\n---\n"),
            ("content/actors/john-smith-mp.md", "---\nname: John Smith\naliases: [JS]\n---\n"),
            ("content/actors/other.md", "---\nname: Jo Stone\naliases: [JS]\n---\n"),
        ],
    );
    for (actor, slugs) in [("JS", ["john-smith-mp", "other"])] {
        write_files(&root, [("content/briefings/talks.md", talks(actor).as_str())]);
        let found = errors(&root);
        assert_eq!(found[0].code, "F002");
        for slug in slugs {
            assert!(found[0].help.contains(&format!("`{slug}`")), "{found:#?}");
        }
    }
    for slug in ["john-smith", "john-smith-mp", "John Smith"] {
        write_files(&root, [("content/briefings/talks.md", talks(slug).as_str())]);
        assert!(errors(&root).is_empty(), "{slug}: {:#?}", errors(&root));
    }
}

#[test]
fn a_cause_is_reported_once() {
    let cases = [
        (
            "content/news/talks.md",
            "---\ntitle: Talks\npublished: 2025-04-19\ndates: []\n---\n",
            "content/briefings/talks.md",
            1,
        ),
        ("content/briefings/b.md", "---\nTitle: Talks\nDate: 2025-04-19\n---\n", "write `title`", 2),
        (
            "content/briefings/b.md",
            "---\ntitle: T\npublished: 2025\ndates:\n  - when: 2025\nwhat: x\n---\n",
            "must be a known day",
            2,
        ),
    ];
    for (path, text, help, number) in cases {
        let root = empty_folder("helps-cause");
        write_files(&root, [("site.toml", SETTINGS), (path, text)]);
        let found = errors(&root);
        assert_eq!(found.len(), number, "{found:#?}");
        let has_help = |finding: &Finding| finding.help.contains(help) || finding.message.contains(help);
        assert!(found.iter().any(has_help), "{help}: {found:#?}");
    }
    let root = empty_folder("helps-self");
    let talks = "---\ntitle: Talks\npublished: 2025-04-19\n---\nSee [it](talkx.md) and [[talkx]].\n";
    write_files(&root, [("site.toml", SETTINGS), ("content/briefings/talks.md", talks)]);
    assert!(errors(&root).iter().all(|finding| !finding.help.contains("talks")), "{:#?}", errors(&root));
}

#[test]
fn names_in_found_may_begin_with_letters_used_in_dates() {
    for name in ["Xi Jinping", "Yemen", "xi-jinping", "XXL", "2025-04-XX"] {
        let found =
            errors_alone("content/briefings/a.md", &briefing(&format!("title: T\nfound:\n  Xi: {name}")));
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}
