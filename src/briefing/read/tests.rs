//! Values that other programs write in another form.

use jiff::tz::TimeZone;

use super::{FrontMatterOptions, read_content_item};
use crate::briefing::ContentItem;
use crate::diagnostic::Outcome;
use crate::document::parse_document;
use crate::text::Source;

fn read(path: &str, text: &str, options: &FrontMatterOptions) -> (ContentItem, Vec<&'static str>) {
    let Outcome { value: document, diagnostics } = parse_document(Source::new(path, text));
    assert_eq!(diagnostics, [], "{text}");
    let Outcome { value, diagnostics } = read_content_item(document, options);
    (value.expect("an item"), diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect())
}

fn options() -> FrontMatterOptions {
    let time_zone = TimeZone::get("America/New_York").ok();
    FrontMatterOptions { time_zone, ignored_keys: vec!["uid".to_owned(), "tags".to_owned()] }
}

#[test]
fn published_is_read_in_the_forms_of_other_programs() {
    let cases = [
        ("2025-04-19 10:00:00 +02:00", "2025-04-19T10:00:00+02:00", ""),
        ("2024-05-29 19:56:50-04:00", "2024-05-29T19:56:50-04:00", ""),
        ("2025-04-19T10:00:00+0200", "2025-04-19T10:00:00+02:00", ""),
        ("2025-04-19 10:00", "2025-04-19T10:00-04:00", "D027"),
        ("2025-04-19T10:00:00.123", "2025-04-19T10:00:00-04:00", "D027"),
        ("\"2025-04-19\"", "2025-04-19", ""),
        ("'2025-04-19T10:00Z'", "2025-04-19T10:00Z", ""),
        ("2023-08-04T00:00:00.000Z", "2023-08-04", ""),
        ("2023-08-04 00:00:00 +0000 UTC", "2023-08-04", ""),
        ("2025-11-02 01:30", "1970-01-01", "D012"),
        ("2025-04-19 10:00 EST", "1970-01-01", "D012"),
        ("\"\"", "1970-01-01", "D018"),
    ];
    for (written, expected, codes) in cases {
        let text = format!("---\ntitle: Talks\npublished: {written}\n---\nThey met.\n");
        let (item, found) = read("content/briefings/talks.md", &text, &options());
        let ContentItem::Briefing(briefing) = item else { panic!("{written}") };
        assert_eq!(
            (briefing.published.value.to_string(), found.join(" ")),
            (expected.into(), codes.into()),
            "{written}"
        );
    }
}

#[test]
fn without_a_zone_of_the_site_a_local_time_is_an_error() {
    let text = "---\ntitle: Talks\npublished: 2025-04-19 10:00\n---\nThey met.\n";
    assert_eq!(read("content/briefings/talks.md", text, &FrontMatterOptions::default()).1, ["D013"]);
}

#[test]
fn other_values_are_read_in_the_forms_of_other_programs() {
    let same = [
        ("draft: true", "draft: \"true\""),
        ("draft: true", "draft: 'True'"),
        ("draft: false", "draft: \"false\""),
        ("status: confirmed", "status: Confirmed"),
        ("found: off", "found: \"OFF\""),
        ("language: en-GB", "language: en_GB"),
        ("byline: [Ada]", "byline: [Ada, \"\", null]"),
        ("topics: []", "topics: \"\""),
        ("topics: []", "topics: [\"\"]"),
        ("updated:", "updated: \"\""),
        ("embargo:", "embargo: ''"),
        ("dates: []", "dates:\n  -\n  - null"),
        (
            "dates: [{ when: 2025-01-02, what: x }]",
            "dates: [{ when: \"2025-01-02T00:00:00.000Z\", what: x, where: \"\", who: [\"\"] }]",
        ),
        ("slug: talks", "slug: talks\nuid: 12\ntags: [a]"),
    ];
    for (plain, other) in same {
        let item = |key: &str| {
            let text = format!("---\ntitle: Talks\npublished: 2025-04-19\n{key}\n---\nThey met.\n");
            let (item, codes) = read("content/briefings/talks.md", &text, &options());
            assert_eq!(codes, [""; 0], "{key}");
            without_spans(&item)
        };
        assert_eq!(item(plain), item(other), "{other}");
    }
}

#[test]
fn profiles_are_read_in_the_forms_of_other_programs() {
    let cases = [
        ("actors", "wikidata: Q42", "wikidata: q42"),
        ("actors", "wikidata: Q42", "wikidata: https://www.wikidata.org/wiki/Q42"),
        ("actors", "wikidata: Q42", "wikidata: http://www.wikidata.org/entity/Q42"),
        ("actors", "kind: person", "kind: Person"),
        ("venues", "coordinates: [46.75, 7.62]", "coordinates: \"46.75, 7.62\""),
        ("venues", "coordinates: [46.75, -7.62]", "coordinates: [\"46.75\", \"-7.62\"]"),
        ("venues", "coordinates:", "coordinates: \"\""),
    ];
    for (folder, plain, other) in cases {
        let item = |key: &str| {
            let text = format!("---\nname: Oman\n{key}\n---\nText.\n");
            let (item, codes) = read(&format!("content/{folder}/oman.md"), &text, &options());
            assert_eq!(codes, [""; 0], "{key}");
            without_spans(&item)
        };
        assert_eq!(item(plain), item(other), "{other}");
    }
}

#[test]
fn what_is_in_doubt_stays_an_error() {
    let cases = [
        ("briefings", "draft: maybe", "D003"),
        ("briefings", "status: sure", "D015"),
        ("briefings", "uuid: 12", "D001"),
        ("venues", "coordinates: \"146.75, 7.62\"", "D020"),
        ("actors", "wikidata: https://www.wikidata.org/wiki/Oman", "D020"),
    ];
    for (folder, key, code) in cases {
        let name = if folder == "briefings" { "title: Oman\npublished: 2025-04-19" } else { "name: Oman" };
        let text = format!("---\n{name}\n{key}\n---\nText.\n");
        assert_eq!(read(&format!("content/{folder}/oman.md"), &text, &options()).1, [code], "{key}");
    }
}

#[test]
fn blank_lines_may_precede_front_matter() {
    for lead in ["\n", "\r\n\r\n", " \t\n\n"] {
        let text = format!("{lead}---\ntitle: Talks\npublished: 2025-04-19\n---\nThey met.\n");
        let (item, codes) = read("content/briefings/talks.md", &text, &options());
        assert_eq!((codes.len(), &*item.meta().title.value), (0, "Talks"), "{lead:?}");
        assert_eq!(&text[item.meta().body.start..], "They met.\n");
    }
}

/// Returns the item as text, without the source and without spans.
fn without_spans(item: &ContentItem) -> String {
    let text = format!("{item:#?}");
    let lines = text.lines().scan(0_usize, |skipped, line| {
        let indent = line.len() - line.trim_start().len();
        let is_skipped = ["span: ", "source: Source", "body: ", "text: "]
            .iter()
            .any(|key| line.trim_start().starts_with(key));
        if *skipped > 0 && indent > *skipped {
            return Some(None);
        }
        *skipped = 0;
        if is_skipped {
            *skipped = indent;
            return Some(None);
        }
        Some(Some(line))
    });
    lines.flatten().collect::<Vec<_>>().join("\n")
}
