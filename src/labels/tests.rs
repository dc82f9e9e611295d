//! Tests of [`PageLabels`].

use super::*;
use crate::facts::date::{DateName, DatePattern};

fn load(files: &[(&str, &str)], language: &str) -> Outcome<PageLabels> {
    let files: Vec<Source> =
        files.iter().map(|(name, text)| Source::new(format!("{FOLDER}{name}.ftl"), *text)).collect();
    PageLabels::load(&files, language)
}

#[test]
fn the_english_file_has_no_diagnostics_and_the_words_of_facts() {
    let loaded = load(&[("en", ENGLISH)], "en");
    assert_eq!(loaded.diagnostics, []);
    let (actual, expected) = (PageLabels::english(), DateWords::english());
    for (kind, id, names) in DateName::ALL {
        for number in 1..=names.len() {
            assert_eq!(actual.dates().name(*kind, number), expected.name(*kind, number), "{id} {number}");
        }
    }
    for (pattern, id, text) in DatePattern::ALL {
        assert_eq!(actual.dates().pattern(*pattern), *text, "{id}");
    }
}

#[test]
fn a_language_has_its_file_or_that_of_its_primary_language() {
    let files = [("de", "archive = Archiv"), ("de-AT", "archive = Ablage"), ("fr", "archive = Archives")];
    let cases = [
        ("de", "Archiv", "fr.ftl"),
        ("de-CH", "Archiv", "de-AT.ftl fr.ftl"),
        ("de-at", "Ablage", "fr.ftl"),
        ("fr", "Archives", "de.ftl"),
        ("nl", "Archive", "de.ftl"),
        ("en", "Archive", "de.ftl"),
    ];
    for (language, archive, unused) in cases {
        let Outcome { value: labels, diagnostics } = load(&files, language);
        assert_eq!(labels.get("archive"), archive, "{language}");
        assert_eq!(labels.get("chronology"), "Timeline", "{language}");
        for name in unused.split(' ') {
            let path = format!("{FOLDER}{name}");
            let reported = |diagnostic: &&Diagnostic| {
                diagnostic.code.id == "T004"
                    && diagnostic.location.as_ref().is_some_and(|location| *location.path == path)
            };
            assert_eq!(diagnostics.iter().filter(reported).count(), 1, "{language} {name}");
        }
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let polish = "briefing-count = { $count ->\n    [one] { $count } raport\n    [few] { $count } raporty\n   *[many] { $count } raportów\n}\n";
    let labels = load(&[("pl", polish)], "pl").value;
    let shown = |count: usize| labels.format("briefing-count", &[("count", count.into())]);
    let cases = [(1, "1 raport"), (3, "3 raporty"), (5, "5 raportów"), (22, "22 raporty")];
    for (count, expected) in cases {
        assert_eq!(shown(count), expected);
    }
    assert_eq!(labels.format("statement-count", &[("count", 1_usize.into())]), "1 statement");
}

#[test]
fn lists_have_the_separators_of_the_language() {
    let english = PageLabels::english();
    let chinese = load(&[("zh", "list-separator = 、\nlist-last-separator = 和")], "zh").value;
    let cases: [(&[&str], &str, &str); 4] = [
        (&[], "", ""),
        (&["a"], "a", "a"),
        (&["a", "b"], "a and b", "a和b"),
        (&["a", "b", "c"], "a, b and c", "a、b和c"),
    ];
    for (items, expected, of_chinese) in cases {
        assert_eq!([english.sentence_list(items), chinese.sentence_list(items)], [expected, of_chinese]);
    }
    assert_eq!(english.list(&["a", "b", "c"]), "a, b, c");
}

#[test]
fn faults_of_a_file_are_reported_where_they_are() {
    let cases = [
        ("archive Archiv", "T006 1:9"),
        ("latest = Neu\nsearch =\n", "T006 2:1"),
        ("latest = { $a -> [b] c }", "T006 1:18"),
        ("latest = { \"a", "T006 1:14"),
        ("page-number = { $pgae }", "T007 1:18 did you mean `$page`?"),
        ("latest = { $x }", "T007 1:13"),
        ("latest = { archiv }\narchive = A", "T007 1:12 did you mean `archive`?"),
        ("latest = { -term }", "T007 1:13"),
        ("latest = { FOO(1) }", "T007 1:12"),
        ("briefing-count = { $count ->\n [one] { $n }\n *[other] b\n }", "T007 2:11"),
        ("own = { $anything }", ""),
        ("date-interval-in-month = { $start } { $endDay }", ""),
        ("-t = T\nlatest = { -t }", ""),
        ("# only a comment", ""),
        ("", ""),
    ];
    for (text, expected) in cases {
        let diagnostics = load(&[("en", text)], "en").diagnostics;
        let source = Source::new("a", text);
        let shown: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| {
                let span =
                    diagnostic.location.as_ref().and_then(|location| location.span).unwrap_or_default();
                let start = source.position(span.start);
                assert!(diagnostic.help.is_some(), "{text}");
                format!("{} {}:{} {}", diagnostic.code.id, start.line, start.column, diagnostic.label)
                    .trim()
                    .to_owned()
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{text}");
    }
}

#[test]
fn missing_labels_are_named_in_other_languages_only() {
    let whole = ENGLISH.replace("\nlatest = Latest\n", "\n");
    let message = |language: &str, text: &str| {
        let diagnostics = load(&[(language, text)], language).diagnostics;
        diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(message("de", &whole), "1 label is in English: `latest`");
    assert_eq!(message("en", &whole), "");
    assert_eq!(message("en-GB", "latest = New"), "");
}

#[test]
fn no_text_causes_a_panic() {
    let nested = "a = ".to_owned() + &"{".repeat(200_000);
    let calls = "a = ".to_owned() + &"{ A(".repeat(200_000);
    let cycle = "latest = { archive }\narchive = { latest }";
    for text in
        [&nested, &calls, cycle, "\u{feff}é = {", "latest = {\"\\u12\"}", "a = { 1 ->\n *[é] b }", "\r\n\r"]
    {
        let loaded = load(&[("en", text)], "en");
        let _ = (loaded.value.get("latest"), loaded.value.format("a", &[]));
    }
    assert!(load(&[("en", &nested)], "en").diagnostics.iter().any(|diagnostic| diagnostic.code.id == "T006"));
    assert_eq!(load(&[("en", "latest = { \"{\" } }")], "en").value.get("archive"), "Archive");
}
