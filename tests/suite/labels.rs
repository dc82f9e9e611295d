//! Labels: every text of a page that is not content comes from templates/labels/en.ftl. A site whose content has no Latin
//! letters is built in a made-up language that marks every label, so a Latin letter outside the marks is a text that cannot
//! be translated.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, is_updating, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const ENGLISH: &str = "templates/labels/en.ftl";
const PAGE: &str = "docs/labels.md";
/// The marks around a label; a label in a label has its own.
const MARKS: [char; 2] = ['⟦', '⟧'];
/// Names of formats, time zones and of the database of entities, which are the same in all languages.
const PROPER_NAMES: [&str; 12] = [
    "JSON",
    "GeoJSON",
    "CSV",
    "BibTeX",
    "CSL-JSON",
    "ninjs",
    "Atom",
    "RSS",
    "Feed",
    "Wikidata",
    "Q42",
    "Europe/Athens",
];
/// Attributes that readers see or hear.
const READ_ATTRIBUTES: [&str; 9] = [
    "title",
    "alt",
    "aria-label",
    "content",
    "placeholder",
    "data-one",
    "data-many",
    "data-some",
    "data-all",
];

/// Returns the English file with marks around every text.
fn marked(english: &str) -> String {
    let mark = |text: &str| format!("{}{text}{}", MARKS[0], MARKS[1]);
    let line = |line: &str| {
        let (start, text) = match (line.split_once(" = "), line.trim_start().split_once("] ")) {
            _ if line.starts_with('#') => return line.to_owned(),
            (Some((id, text)), _) if !line.starts_with(' ') => (format!("{id} = "), text),
            (_, Some((key, text))) if line.starts_with(' ') => (format!("    {key}] "), text),
            _ => return line.to_owned(),
        };
        start + &mark(text)
    };
    english.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn briefing(number: usize) -> String {
    let day = number % 28 + 1;
    format!(
        "---
title: Τίτλος {number}
published: 2025-03-{day:02}T08:30Z
updated: 2025-03-29
byline: [Άννα, Βίκτωρ, Γιώργος]
dateline: athina
topics: [eirini]
status: disputed
draft: {draft}
summary: Περίληψη
review_by: 2025-04-01
actors: [anna, {{ actor: ypourgeio, role: οικοδεσπότης }}]
venues: [athina, megaro]
dates:
  - {{ when: 2025-02-{day:02}T09:30Z, what: Συνάντηση {number}, where: athina, who: [anna, ypourgeio], status: claimed, source: a }}
  - {{ when: 2024-0{month}~, what: Απόφαση {number}, source: a }}
  - {{ when: 2025-05-12~, what: Περίπου {number} }}
  - {{ when: 2024-03-12/2024-03-19, what: Σύνοδος {number} }}
  - {{ when: 2024-03-12/2024-05-19, what: Γύρος {number} }}
  - {{ when: 2023-12-30/2024-01-02?, what: Εορτή {number} }}
  - {{ when: 2001-21, what: Άνοιξη {number} }}
  - {{ when: 199X%, what: Δεκαετία {number} }}
  - {{ when: 19XX, what: Αιώνας {number} }}
  - {{ when: -0043-03-15, what: Αρχαία {number} }}
  - {{ when: 2025-01-01/.., what: Ανοικτό {number} }}
  - {{ when: ../1979, what: Παλιό {number} }}
  - {{ when: 2004-06/, what: Άγνωστο {number} }}
  - {{ when: 2004-XX, what: Μήνας {number} }}
  - {{ when: 2025-05-{day:02}, what: Μέλλον {number}, where: megaro }}
statements:
  - {{ who: anna, says: Λόγος {number}, when: 2025-02-{day:02}, status: denied, to: ypourgeio, about: ειρήνη, where: athina, source: a }}
sources:
  - {{ id: a, title: Πηγή, publisher: Εφημερίδα, url: 'https://example.org/a', published: 2025-02-01, accessed: 2025-02-02, archived: 'https://example.org/b' }}
changes:
  - {{ when: 2025-03-29, what: Αλλαγή }}
corrections:
  - {{ when: 2025-03-29, what: Διόρθωση }}
---

Κείμενο με σημείωση[^1] και πάλι[^1], [[anna]].

## Ένα

Α.

## Δύο

Β.

## Τρία

Γ.

## Τέσσερα

- [x] έγινε
- [ ] εκκρεμεί

> [!NOTE]
> Σημείωση

> [!TIP]
> Συμβουλή

> [!IMPORTANT]
> Σημαντικό

> [!WARNING]
> Προειδοποίηση

> [!CAUTION]
> Προσοχή

[^1]: Υποσημείωση
",
        month = number % 9 + 1,
        draft = number == 17,
    )
}

/// Returns the files of a site that has every kind of page and fact, without Latin letters in its content.
fn site(language: &str) -> Vec<(String, String)> {
    let mut files = vec![
        (
            "site.toml".to_owned(),
            format!(
                "title = \"Γραφείο\"\nbase_url = \"https://example.org/\"\nlanguage = \"{language}\"\ntime_zone = \"Europe/Athens\"\nas_of = 2025-04-20T18:00:00Z\nper_page = 5\n"
            ),
        ),
        (
            "content/actors/anna.md".to_owned(),
            "---\nname: Άννα\nkind: person\naliases: [Αννούλα]\nwikidata: Q42\nwebsite: 'https://example.org/'\nsummary: Πρόσωπο\nroles:\n  - { title: υπουργός, of: ypourgeio, from: 2020-01, to: 2022 }\n  - { title: μέλος, of: ypourgeio, from: 2023 }\n  - { title: σύμβουλος, to: 2019 }\n---\n\nΒίος.\n".to_owned(),
        ),
        ("content/actors/ypourgeio.md".to_owned(), "---\nname: Υπουργείο\nkind: organisation\n---\n".to_owned()),
        ("content/actors/chora.md".to_owned(), "---\nname: Χώρα\nkind: state\n---\n".to_owned()),
        ("content/actors/omada.md".to_owned(), "---\nname: Ομάδα\nkind: group\n---\n".to_owned()),
        (
            "content/venues/athina.md".to_owned(),
            "---\nname: Αθήνα\ncountry: Ελλάδα\ntime_zone: Europe/Athens\ncoordinates: [37.98, 23.73]\n---\n".to_owned(),
        ),
        ("content/venues/megaro.md".to_owned(), "---\nname: Μέγαρο\npart_of: athina\n---\n".to_owned()),
        ("content/topics/eirini.md".to_owned(), "---\ntitle: Ειρήνη\n---\n".to_owned()),
        (
            "content/peri.md".to_owned(),
            "---\ntitle: Περί\naliases: [palia/]\n---\n\nΓια εμάς.\n".to_owned(),
        ),
    ];
    files.extend((1..=17).map(|number| (format!("content/briefings/titlos-{number}.md"), briefing(number))));
    files.push((
        format!("templates/labels/{language}.ftl"),
        marked(&fs::read_to_string(ENGLISH).expect("labels")),
    ));
    files
}

/// Returns what is left of a text without marked labels, names of formats, URLs and entities.
fn without_labels(text: &str) -> String {
    let (mut depth, mut rest) = (0_usize, String::new());
    for c in text.chars() {
        match c {
            c if c == MARKS[0] => depth += 1,
            c if c == MARKS[1] => depth = depth.saturating_sub(1),
            c if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    let words = rest.split_whitespace().filter(|word| {
        let name = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.contains("://") && !PROPER_NAMES.contains(&name)
    });
    words.collect::<Vec<_>>().join(" ")
}

fn has_latin_letters(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic())
}

/// Returns the text of a page, and the attributes that are read.
fn read_parts(page: &str) -> (String, Vec<String>) {
    let (mut text, mut attributes) = (String::new(), Vec::new());
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, mut after) = tag.split_once('>').expect("a tag ends");
        let name = tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if ["script", "style", "pre"].contains(&name) {
            after = after.split_once(&format!("</{name}>")).map_or(after, |(_, after)| after);
        }
        let is_technical = tag.contains("charset")
            || tag.contains("name=\"viewport\"")
            || tag.contains("color-scheme")
            || tag.contains("og:type")
            || tag.contains("twitter:card")
            || tag.contains("robots")
            || tag.contains("http-equiv")
            || tag.contains(":published_time")
            || tag.contains(":modified_time");
        for attribute in READ_ATTRIBUTES.iter().filter(|_| !is_technical) {
            let start = format!(" {attribute}=\"");
            if let Some((_, value)) = tag.split_once(start.as_str()) {
                attributes.push(value.split('"').next().unwrap_or_default().to_owned());
            }
        }
        text.push(' ');
        rest = after;
    }
    text.push_str(rest);
    (text, attributes)
}

#[test]
fn a_text_outside_of_labels_is_seen() {
    let page =
        "<title>⟦A ⟦b⟧ c⟧ · Γ</title><script>x</script><p title=\"⟦d⟧\">Αρχή, 1</p><p aria-label=\"e\">f</p>";
    let (text, attributes) = read_parts(page);
    assert_eq!(without_labels(&text), "· Γ Αρχή, 1 f");
    assert_eq!(attributes, ["⟦d⟧", "e"]);
    assert!(has_latin_letters("f") && !has_latin_letters("· Γ Αρχή, 1"));
}

#[test]
fn every_text_of_a_page_is_content_or_a_label() {
    let root = empty_folder("labels");
    let files = site("en-XA");
    write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let ran = run_dateline(&root, &["build", "--drafts"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let (mut pages, mut labels, mut wrong) = (0, 0, Vec::new());
    for folder in ["public", "preview"] {
        for (path, bytes) in read_tree(&root.join(folder)) {
            if ![".html", ".svg", ".xml", ".rss"].iter().any(|end| path.ends_with(end))
                || path.contains("sitemap")
                || path.contains("favicon")
            {
                continue;
            }
            let page = String::from_utf8_lossy(&bytes).into_owned();
            pages += 1;
            labels += page.matches(MARKS[0]).count();
            if !path.ends_with(".html") {
                continue;
            }
            let (text, attributes) = read_parts(&without_country_names(&page));
            for part in std::iter::once(text).chain(attributes) {
                let left = without_labels(&part);
                if has_latin_letters(&left) {
                    wrong.push(format!("{folder}/{path}: {left}"));
                }
            }
        }
    }
    assert!(pages > 60 && labels > 2000, "{pages} pages with {labels} labels");
    assert!(wrong.is_empty(), "{} texts:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}

/// Removes the names of countries on maps, which are in English as in their source.
fn without_country_names(page: &str) -> String {
    let mut parts = page.split("<text class=\"land\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("</text>").map_or("", |(_, rest)| rest))
}

#[test]
fn exports_have_labels_of_the_language() {
    let root = empty_folder("labels-exports");
    let files = site("en-XA");
    write_files(&root, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let tree = read_tree(&root.join("public"));
    let all: String = tree
        .iter()
        .filter(|(path, _)| !path.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let marked = [
        "⟦Dated facts in time⟧",
        "⟦Updated ",
        "⟦Corrected ",
        "⟦Correction: ",
        "⟦Actor⟧ · ⟦",
        "(⟦claimed⟧",
        "⟦approximate⟧",
        "⟦Corrections⟧",
    ];
    for label in marked {
        assert!(all.contains(label), "{label}");
    }
}

/// Returns the ids of the English file.
fn ids(english: &str) -> Vec<&str> {
    let message = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    english.lines().filter(message).filter_map(|line| Some(line.split_once(" =")?.0)).collect()
}

fn all_texts(folder: &Path, extension: &str, texts: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all_texts(&path, extension, texts);
        } else if path.extension().is_some_and(|found| found == extension) {
            texts.push_str(&fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn every_label_is_used_and_every_label_in_the_program_exists() {
    let english = fs::read_to_string(ENGLISH).expect("labels");
    let ids = ids(&english);
    assert!(ids.len() > 150);
    let (mut templates, mut program) = (String::new(), String::new());
    all_texts(Path::new("templates"), "html", &mut templates);
    all_texts(Path::new("src"), "rs", &mut program);
    let is_used = |id: &&&str| {
        templates.contains(&format!("label(id=\"{id}\"")) || program.contains(&format!("\"{id}\""))
    };
    let unused: Vec<_> =
        ids.iter().filter(|id| !is_used(id)).filter(|id| !id.starts_with("date-note-")).collect();
    assert!(unused.is_empty(), "labels that nothing uses: {unused:?}");
    let compact: String = program.split_whitespace().collect();
    let mut calls = 0;
    for call in ["labels.get(\"", "labels.format(\"", "labels().get(\"", "labels().format(\""] {
        for after in compact.split(call).skip(1) {
            let id = after.split('"').next().unwrap_or_default();
            calls += 1;
            assert!(ids.contains(&id) || id == "latest", "the program asks for the label `{id}`");
        }
    }
    assert!(calls > 20, "{calls}");
}

#[test]
fn the_page_of_labels_is_the_english_file() {
    let english = fs::read_to_string(ENGLISH).expect("labels");
    let page = format!(
        "# Labels\n\nThe labels of all pages, as in the English file that is built in. [Another language](how-to/another-language.md) tells\nhow to translate them; [templates](templates.md#labels) tells how templates use them.\n\n```fluent\n{english}```\n"
    );
    if is_updating() {
        fs::write(PAGE, &page).expect("written");
    }
    assert!(fs::read_to_string(PAGE).unwrap_or_default() == page, "UPDATE=1 writes {PAGE} anew");
}
