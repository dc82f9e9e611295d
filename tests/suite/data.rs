//! Data exports: hostile texts are escaped in every format, disabled exports are not written, and calendar entries keep
//! their ids when dates change.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;
use serde_json::Value;

/// Returns texts that break formats without correct escaping.
fn hostile_texts() -> Vec<String> {
    let texts = [
        "</script><script>alert(1)</script>",
        "]]> <!-- --> &amp; <b>",
        "=cmd|' /C calc'!A0",
        "\u{202e}right to left\u{202c} \u{200f}مياه",
        "🙂 emoji 👩‍👩‍👧 水",
        "a \"quote\", a comma; a \\ and {braces} 100% #1 ~^_$&",
        "line\nbreak\u{2028}BEGIN:VEVENT",
        "-1+1",
    ];
    texts.into_iter().map(str::to_owned).chain(["long ".repeat(2000).trim_end().to_owned()]).collect()
}

/// Replaces the long text, which would exceed the limit of front matter if repeated.
fn without_long_text(text: &str) -> String {
    if text.len() > 1000 { "short".to_owned() } else { text.to_owned() }
}

/// Returns a text in double quotes, escaped for YAML and JSON.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn settings(base: &str, outputs: &str) -> String {
    format!(
        "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n{base}\n[rules]\nmissing-profile = \"off\"\n[outputs]\n{outputs}\n"
    )
}

const BASE: &str = "base_url = \"https://example.org/desk/\"";

/// Creates a site in which every text value is hostile.
fn hostile_site(name: &str) -> PathBuf {
    let root = empty_folder(name);
    let settings = settings(BASE, "data = \"pages\"\nninjs = true");
    write_files(&root, [("site.toml", &*settings)]);
    for (number, text) in hostile_texts().iter().enumerate() {
        let (text, short) = (quoted(text), quoted(&without_long_text(text)));
        let actor = format!("---\nname: {text}\nkind: person\nsummary: {text}\n---\n");
        let venue =
            format!("---\nname: {text}\nkind: {text}\ncountry: {text}\ncoordinates: [-41.5, 12.25]\n---\n");
        let topic = format!("---\ntitle: {text}\nsummary: {text}\n---\n");
        let briefing = format!(
            "---\ntitle: {text}\nsummary: {text}\npublished: 2025-04-1{number}\ndateline: v{number}\nbyline: [{short}]\n\
             topics: [t{number}]\ndates:\n  - {{ when: 2025-05-0{}, what: {text}, where: v{number}, who: [a{number}], source: s }}\n\
             actors: [{{ actor: a{number}, role: {short} }}]\nvenues: [{{ venue: v{number}, role: {short} }}]\n\
             statements:\n  - {{ who: a{number}, says: {text}, about: {short}, source: s }}\n\
             sources:\n  - {{ id: s, title: {short}, publisher: {short} }}\n\
             corrections:\n  - {{ when: 2025-04-20, what: {short} }}\n---\nProse.\n",
            number + 1
        );
        let files = [
            (format!("content/actors/a{number}.md"), actor),
            (format!("content/venues/v{number}.md"), venue),
            (format!("content/topics/t{number}.md"), topic),
            (format!("content/briefings/b{number}.md"), briefing),
        ];
        write_files(&root, files.iter().map(|(path, text)| (&**path, &**text)));
    }
    root
}

fn built(root: &std::path::Path) -> BTreeMap<String, String> {
    let output = root.join("public");
    let ran = run_dateline(root, &["build", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let files = read_tree(&output).into_iter().filter(|(path, _)| !path.ends_with(".png"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Returns the JSON-LD of a page.
fn json_ld(html: &str) -> Value {
    let block = html.split("<script type=\"application/ld+json\">").nth(1).expect("a data block");
    json(block.split("</script>").next().expect("an end"))
}

/// Parses the cells of a CSV file, as in RFC 4180.
fn cells(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![];
    for line in table.strip_suffix("\r\n").expect("an end").split("\r\n") {
        let mut row = vec![String::new()];
        let mut quotes = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let cell = row.last_mut().expect("a cell");
            match c {
                '"' if quotes && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quotes = !quotes,
                ',' if !quotes => row.push(String::new()),
                c => cell.push(c),
            }
        }
        assert!(!quotes, "{line}");
        rows.push(row);
    }
    rows
}

#[test]
fn hostile_texts_are_preserved_in_json() {
    let files = built(&hostile_site("data-hostile"));
    for (number, text) in hostile_texts().iter().enumerate() {
        let page = &files[&format!("briefings/b{number}/index.html")];
        assert_eq!(page.matches("<script").count(), 1, "{text}: the data block is the only script");
        let graph = json_ld(page);
        let article = &graph["@graph"][0];
        for property in ["headline", "dateline"] {
            assert_eq!(article[property], **text, "{property}");
        }
        let short = without_long_text(text);
        for pointer in ["/creditText", "/citation/0/name", "/correction/0/text"] {
            assert_eq!(article.pointer(pointer), Some(&Value::from(&*short)), "{pointer}");
        }
        let alternate = json(&files[&format!("briefings/b{number}/index.json")]);
        for pointer in ["/title", "/summary", "/dates/0/what", "/statements/0/says", "/cite/title"] {
            assert_eq!(alternate.pointer(pointer), Some(&Value::from(&**text)), "{pointer}");
        }
        let ninjs = json(&files[&format!("briefings/b{number}/ninjs.json")]);
        assert_eq!(ninjs["headlines"][0]["value"], **text);
        assert_eq!(alternate.pointer("/sources/0/title"), Some(&Value::from(&*short)));
        assert_eq!(json_ld(&files[&format!("actors/a{number}/index.html")])["@graph"][0]["name"], **text);
        assert_eq!(json(&files[&format!("venues/v{number}/index.json")])["country"], **text);
    }
}

#[test]
fn hostile_texts_in_tables_are_not_formulas() {
    let files = built(&hostile_site("data-hostile-tables"));
    for (name, rows) in [("dates.csv", 9), ("actors.csv", 9), ("venues.csv", 9), ("statements.csv", 9)] {
        let table = cells(&files[name]);
        assert_eq!(table.len(), rows + 1, "{name}");
        for row in &table {
            assert_eq!(row.len(), table[0].len(), "{name}: {row:?}");
            for cell in row.iter().filter(|cell| cell.parse::<f64>().is_err()) {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
            }
        }
    }
    let venues = cells(&files["venues.csv"]);
    assert_eq!(venues[1][4..6], ["-41.5", "12.25"], "numbers stay numbers");
}

#[test]
fn hostile_texts_are_escaped_in_calendars_and_bibliographies() {
    let files = built(&hostile_site("data-hostile-calendars"));
    let calendar = &files["calendar.ics"];
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), 9, "no text begins an entry");
    for line in calendar.strip_suffix("\r\n").expect("an end").split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let unfolded = calendar.replace("\r\n ", "");
    let escaped = hostile_texts()[5].replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    assert!(unfolded.contains(&format!("SUMMARY:{escaped}\r\n")));
    assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", hostile_texts()[8])));
    let bibliography = &files["citations.bib"];
    assert_eq!(bibliography.matches('{').count(), bibliography.matches('}').count());
    assert_eq!(bibliography.matches("@misc{").count(), 9);
}

#[test]
fn disabled_exports_are_not_written() {
    let root = hostile_site("data-off");
    let settings = settings(BASE, "data = false\ncalendars = false\nstructured_data = false");
    write_files(&root, [("site.toml", &*settings)]);
    for (path, text) in built(&root) {
        let data =
            ["json", "csv", "geojson", "ics", "bib"].iter().any(|kind| path.ends_with(&format!(".{kind}")));
        assert!(!data || path.contains("feed"), "{path}");
        if path.ends_with(".html") {
            assert!(
                !text.contains("ld+json") && !text.contains("calendar.ics") && !text.contains("index.json"),
                "{path}"
            );
        }
    }
}

#[test]
fn data_beside_pages_is_written_if_settings_ask_for_it() {
    let root = hostile_site("data-scopes");
    let cases = [
        ("", &["facts.json"][..]),
        ("data = true", &["facts.json"]),
        ("data = false\nninjs = true", &["ninjs.json"]),
        ("data = \"pages\"", &["facts.json", "index.json"]),
        ("data = \"pages\"\nninjs = true", &["facts.json", "index.json", "ninjs.json"]),
    ];
    for (outputs, expected) in cases {
        write_files(&root, [("site.toml", &*settings(BASE, outputs))]);
        let files = built(&root);
        let names = ["facts.json", "index.json", "ninjs.json"];
        let is_written = |name: &&str| files.keys().any(|path| path.rsplit('/').next() == Some(name));
        let written: Vec<&str> = names.into_iter().filter(is_written).collect();
        assert_eq!(written, expected, "{outputs}");
        let linked = |name: &str| files["briefings/b4/index.html"].contains(name);
        assert_eq!(
            (linked("index.json"), linked("ninjs.json")),
            (expected.contains(&"index.json"), expected.contains(&"ninjs.json"))
        );
    }
}

#[test]
fn a_briefing_has_a_calendar_only_while_a_date_is_to_come() {
    for (when, expected) in
        [("2025-05-02", true), ("2025-04-21", true), ("2025-04-20", false), ("2025-04-02", false)]
    {
        let files = talks_calendar("data-later", when, "", "");
        assert_eq!(files.contains_key("briefings/talks/calendar.ics"), expected, "{when}");
        assert_eq!(files["briefings/talks/index.html"].contains("calendar.ics"), expected, "{when}");
        assert!(files.contains_key("calendar.ics"), "{when}");
    }
}

#[test]
fn without_base_url_all_links_are_relative() {
    let root = hostile_site("data-relative");
    let settings = settings("", "data = \"pages\"\nninjs = true");
    write_files(&root, [("site.toml", &*settings)]);
    let files = built(&root);
    assert!(!files.keys().any(|path| path.ends_with("ninjs.json")), "a ninjs item needs an address");
    let graph = json_ld(&files["briefings/b4/index.html"]);
    assert_eq!(graph["@graph"][0]["@id"], "../../briefings/b4/index.html");
    assert_eq!(graph["@graph"][0]["contentLocation"][0]["@id"], "../../venues/v4/index.html");
    assert!(json(&files["briefings/b4/index.json"]).get("url").is_none());
    assert!(!files["calendar.ics"].contains("URL:"));
}

/// Returns the lines of a calendar that begin with one of the names.
fn lines(calendar: &str, names: &[&str]) -> Vec<String> {
    let lines = calendar.split("\r\n").filter(|line| names.iter().any(|name| line.starts_with(name)));
    lines.map(str::to_owned).collect()
}

fn talks_calendar(name: &str, when: &str, status: &str, updated: &str) -> BTreeMap<String, String> {
    let briefing = format!(
        "---\ntitle: Talks\npublished: 2025-04-01\n{updated}dates:\n  - {{ when: {when}, what: The talks open, where: rome{status} }}\n---\n"
    );
    let root = empty_folder(name);
    let settings = settings("", "");
    write_files(&root, [("site.toml", &*settings), ("content/briefings/talks.md", &*briefing)]);
    built(&root)
}

#[test]
fn calendar_entries_keep_their_id_when_the_date_changes() {
    let calendar = "briefings/talks/calendar.ics";
    let before = &talks_calendar("data-moved", "2025-05-02", "", "")[calendar];
    let after =
        &talks_calendar("data-moved", "2025-05-09T09:30+02:00", ", status: claimed", "updated: 2025-04-03\n")
            [calendar];
    assert_eq!(lines(before, &["UID"]), lines(after, &["UID"]));
    let names = ["DTSTART", "DTEND", "SEQUENCE", "STATUS", "DTSTAMP"];
    let all_day = [
        "DTSTAMP:20250401T000000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20250502",
        "DTEND;VALUE=DATE:20250503",
        "STATUS:CONFIRMED",
    ];
    assert_eq!(lines(before, &names), all_day);
    let timed = ["DTSTAMP:20250403T000000Z", "SEQUENCE:2880", "DTSTART:20250509T073000Z", "STATUS:TENTATIVE"];
    assert_eq!(lines(after, &names), timed);
}

#[test]
fn dates_are_exported_by_precision_and_status() {
    // Date; status; lines of the calendar entry, if any; `startDate`, or `temporalCoverage`.
    let cases = [
        ("2025-04-19", "", "20250419 20250420 CONFIRMED", "2025-04-19", ""),
        ("2025-04-19?", "", "20250419 20250420 TENTATIVE", "", "2025-04-19?"),
        ("2025-05-02/2025-05-04", "", "20250502 20250505 CONFIRMED", "2025-05-02", ""),
        ("2025-04", "", "", "2025-04", ""),
        ("1979", "", "", "1979", ""),
        ("2025-03~", "", "", "", "2025-03~"),
        ("2025-21", "", "", "", "2025-21"),
        ("2025-04-12/..", "", "", "", "2025-04-12/.."),
        ("2025-04-19", ", status: claimed", "20250419 20250420 TENTATIVE", "", ""),
        ("2025-04-19", ", status: denied", "20250419 20250420 CANCELLED", "", ""),
        ("2025-04-19", ", status: withdrawn", "20250419 20250420 CANCELLED", "", ""),
    ];
    for (when, status, entry, start, coverage) in cases {
        let files = talks_calendar("data-rules", when, status, "");
        let calendar = files.get("calendar.ics").map_or("", String::as_str);
        let given = lines(calendar, &["DTSTART", "DTEND", "STATUS"]);
        let given: Vec<&str> = given.iter().filter_map(|line| line.rsplit(':').next()).collect();
        assert_eq!(given.join(" "), entry, "{when}{status}");
        let article = &json_ld(&files["briefings/talks/index.html"])["@graph"][0];
        let event = article["mentions"][0]["startDate"].as_str().unwrap_or_default().to_owned();
        assert_eq!(event, start, "{when}{status}");
        assert_eq!(article["temporalCoverage"][0].as_str().unwrap_or_default(), coverage, "{when}{status}");
    }
}
