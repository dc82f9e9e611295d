//! Faults of previews that users of other programs report, each with the test that covers it.

use std::collections::BTreeSet;

use super::edits::CASES;

/// Where a fault is tested.
enum Coverage {
    /// A case of `edits.rs`: after it, every byte served is that of a clean build.
    Case(&'static str),
    /// A test of the suite, by its file and name.
    Test(&'static str, &'static str),
    /// Words of a check in a browser, `tests/browser/preview.mjs`.
    Browser(&'static str),
    /// There is nothing to test, for this reason.
    None(&'static str),
}

use Coverage::{Browser, Case, None, Test};

const REPORTED: [(&str, &[Coverage]); 40] = [
    ("a second term of a page is listed after a restart only", &[Case("a second topic of a page")]),
    ("the page of the first term is missing until a restart", &[Case("the first topic of the site")]),
    ("a renamed term keeps its old page", &[Case("a topic gets another name")]),
    ("lists show what was removed or renamed", &[Case("one of a list is removed, one renamed")]),
    ("a file in a new folder never appears", &[Case("a folder, and later a file in it")]),
    ("nor in a folder with a space in its name", &[Case("the same with a space in its name")]),
    ("the second of two pages edited in turn stays old", &[Case("one page, then another")]),
    (
        "a page keeps an old include of an include",
        &[Case("a template with an include of mixed case"), Case("the include changes")],
    ),
    (
        "the same without a server",
        &[None("there is no mode that watches without serving; a build starts from the sources")],
    ),
    ("a template with a name of mixed case stays old", &[Case("the include changes")]),
    ("a slug that was removed again still answers", &[Case("a slug"), Case("and without it")]),
    ("an empty page breaks the others", &[Case("an empty page"), Case("which is written")]),
    ("a menu shows an old title", &[Case("a title that the menu shows")]),
    ("the home page shows an old title", &[Case("a title that lists show")]),
    ("the page for missing URLs and feeds keep an old base template", &[Case("a site template")]),
    (
        "the browser loads the page before it is ready",
        &[Test("serve/events.rs", "a_page_hears_of_its_changes_when_it_is_ready")],
    ),
    (
        "a system names files in another form than they were watched by",
        &[
            Test("serve/edits.rs", "files_behind_links_are_watched"),
            None("the root is canonical before it is watched, in the form that events of Windows have too"),
        ],
    ),
    (
        "a save without a change builds everything",
        &[
            Case("nothing but the time of a file"),
            Test("serve/events.rs", "a_page_hears_of_its_changes_when_it_is_ready"),
        ],
    ),
    (
        "the search index is made at every edit",
        &[
            Test("random_edits.rs", "a_workspace_equals_a_clean_build_after_any_edits"),
            None("it is made when a file of it is asked for"),
        ],
    ),
    ("an item of a list with pages stays old", &[Case("a title that lists show")]),
    ("an include stays old", &[Case("the include changes")]),
    (
        "nothing changes any more after a broken template was repaired",
        &[Case("the include breaks"), Case("and is repaired")],
    ),
    ("a title in front matter stays old", &[Case("a title that lists show")]),
    ("a list keeps items after all but one were removed", &[Case("all briefings but one are gone")]),
    ("content is not watched after the settings changed", &[Case("settings, then content")]),
    ("a page keeps an old snippet", &[Case("the include changes")]),
    (
        "references break after a restart",
        &[Test("serve/edits.rs", "a_second_run_begins_with_the_sources_as_they_are")],
    ),
    ("a renamed file ends the server", &[Case("a file gets its name")]),
    (
        "automatic saves while typing queue builds",
        &[Test("serve/events.rs", "typing_with_automatic_saves_gives_few_states_and_the_newest_wins")],
    ),
    ("after an edit other pages are gone from lists", &[Case("one page, then another")]),
    ("a new page is in no list and no feed", &[Case("a new page")]),
    ("a list keeps a removed page", &[Case("a page is removed")]),
    (
        "a renamed file builds with a cache only",
        &[
            Case("a file gets its name"),
            Test("serve/edits.rs", "a_second_run_begins_with_the_sources_as_they_are"),
        ],
    ),
    (
        "output in the watched folder builds without end",
        &[Test("serve/events.rs", "a_page_hears_of_its_changes_when_it_is_ready")],
    ),
    (
        "many files at once give as many builds",
        &[Test("serve/events.rs", "many_files_at_once_give_few_states")],
    ),
    (
        "memory grows with each edit",
        &[Test("serve/edits.rs", "a_thousand_edits_take_no_more_threads_and_memory")],
    ),
    (
        "the system's limit of watched folders ends the server",
        &[Test("serve/edits.rs", "scans_notice_what_gives_no_events")],
    ),
    (
        "files behind links and on network disks give no events",
        &[
            Test("serve/edits.rs", "files_behind_links_are_watched"),
            Test("serve/edits.rs", "scans_notice_what_gives_no_events"),
        ],
    ),
    (
        "the place on the page is lost, or styles load it again",
        &[Browser("the place is kept"), Browser("without loading the page again")],
    ),
    (
        "files are copied again after a restart",
        &[Test("output.rs", "reports_compare_with_the_previous_output")],
    ),
];

#[test]
fn every_reported_fault_is_covered() {
    let cases: BTreeSet<&str> = CASES.iter().map(|(name, _)| *name).collect();
    let browser = include_str!("../../browser/preview.mjs");
    for (fault, coverage) in REPORTED {
        assert!(!coverage.is_empty(), "{fault}");
        for place in coverage {
            match place {
                Case(name) => assert!(cases.contains(name), "{fault}: no case `{name}`"),
                Test(file, name) => {
                    let path = format!("{}/tests/suite/{file}", env!("CARGO_MANIFEST_DIR"));
                    let text = std::fs::read_to_string(path).unwrap_or_default();
                    let test = format!("#[test]\nfn {name}()");
                    assert!(text.contains(&test), "{fault}: no test `{name}` in {file}");
                }
                Browser(words) => assert!(browser.contains(words), "{fault}: no check `{words}`"),
                None(reason) => assert!(reason.len() > 20, "{fault}"),
            }
        }
    }
}
