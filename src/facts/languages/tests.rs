//! The readers with a second, small language: `tests/languages/german/`. No engine contains a word of either language.

#![expect(clippy::disallowed_methods, reason = "the tables and cases of the second language are files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Language, LanguageTables, Languages};
use crate::facts::names::{DeclaredNames, EntityKind, compile_gazetteer, read_mentions};
use crate::facts::quote::read_statements;
use crate::facts::timex::stream::reference_time;
use crate::facts::timex::{ReferenceTime, TimexReader};
use crate::facts::token::tokenize;
use crate::text::Span;

fn german() -> Language {
    let table =
        |name: &str| fs::read_to_string(format!("tests/languages/german/{name}.txt")).expect("a table");
    Language::from_tables(&LanguageTables {
        tag: "de",
        date_words: &table("date-words"),
        date_rules: &table("date-rules"),
        named_days: &table("named-days"),
        date_zones: "",
        lists: &[&table("lists")],
        #[cfg(feature = "site")]
        draft: "",
        gazetteer: Box::leak(compile_gazetteer(&table("gazetteer")).into_boxed_slice()),
        weights: &[],
    })
}

/// Returns a case without its marks.
fn unmarked(marked: &str) -> String {
    let mut plain = String::new();
    let mut in_value = false;
    let mut before = ' ';
    for character in marked.chars() {
        match character {
            '(' if matches!(before, ']' | '}') => in_value = true,
            ')' if in_value => in_value = false,
            '[' | ']' | '{' | '}' => {}
            _ if in_value => {}
            _ => plain.push(character),
        }
        before = character;
    }
    plain
}

/// Marks what the readers find, and appends the statements.
fn marked_by_readers(text: &str, reference: &ReferenceTime, language: &Language) -> String {
    let tokens = tokenize(text, language);
    let dates = TimexReader::new(language).read(text, &tokens, reference);
    let mentions = read_mentions(text, &tokens, &DeclaredNames::default(), language);
    let kind = |kind: EntityKind| match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place(_) => "place",
    };
    let mut marks: Vec<(Span, String)> = Vec::new();
    for date in &dates {
        marks.push((date.span, format!("[{}]({})", date.span.slice(text), date.value)));
    }
    for name in &mentions {
        marks.push((name.span, format!("{{{}}}({})", name.span.slice(text), kind(name.kind))));
    }
    marks.sort_by_key(|(span, _)| *span);
    let (mut marked, mut offset) = (String::new(), 0);
    for (span, mark) in marks {
        marked += text.get(offset..span.start as usize).unwrap_or_default();
        marked += &mark;
        offset = span.end as usize;
    }
    marked += &text[offset..];
    for statement in read_statements(text, &tokens, &mentions, &[], language) {
        let words: Vec<&str> = statement.quoted_spans.iter().map(|span| span.slice(text)).collect();
        let speaker = mentions[statement.speaker].span.slice(text);
        marked += &format!("\n> {speaker}: {}", words.join(" / "));
    }
    marked
}

#[test]
fn a_second_language_is_read_by_the_same_readers() {
    let language = german();
    assert_eq!(language.rejected_lines(), [] as [String; 0]);
    let file = fs::read_to_string("tests/languages/german/cases.md").expect("cases");
    let published = file.lines().find_map(|line| line.strip_prefix("Published ")).expect("a day");
    let reference = reference_time(published).expect("a day");
    let mut cases: Vec<String> = Vec::new();
    for line in file.lines() {
        match (line.strip_prefix("- "), line.starts_with('>'), cases.last_mut()) {
            (Some(case), ..) => cases.push(case.to_owned()),
            (None, true, Some(case)) => *case += &format!("\n{line}"),
            _ => {}
        }
    }
    assert!(cases.len() >= 10, "{}", cases.len());
    let read = |case: &String| {
        let text = unmarked(case.split("\n>").next().unwrap_or_default());
        marked_by_readers(&text, &reference, &language)
    };
    let found: Vec<String> = cases.iter().map(read).collect();
    assert_eq!(found.join("\n"), cases.join("\n"));
}

#[test]
fn only_known_tags_have_a_language() {
    let languages = Languages::all();
    for (tag, found) in
        [("en", true), ("en-GB", true), ("EN_us", true), ("de", false), ("eng", false), ("", false)]
    {
        assert_eq!(languages.of(tag).is_some(), found, "{tag}");
    }
}

#[test]
fn tables_of_lists_report_invalid_lines() {
    let (lists, rejected) =
        super::WordLists::from_tables(&["stray\n[and]\nund # a comment\n[no-such-list]\nword"]);
    assert!(lists.contains(super::WordList::And, "und"));
    assert_eq!(rejected, ["stray", "[no-such-list]", "word"]);
}

/// The words of every table of English that the readers look up.
fn english_words() -> BTreeSet<String> {
    let tables = ["tokens", "grammar", "dates/lists", "names/lists", "quotations", "dates/words"];
    let mut words = BTreeSet::new();
    for table in tables {
        let path = format!("src/facts/languages/en/{table}.txt");
        let text = fs::read_to_string(path).expect("a table");
        let lines = text.lines().map(|line| line.split_once(['#', '=']).map_or(line, |(words, _)| words));
        let listed = lines.filter(|line| !line.starts_with('['));
        words.extend(listed.flat_map(str::split_whitespace).map(str::to_lowercase));
    }
    words
}

/// Returns the sources of the readers, without files that define the notation of tables.
fn reader_sources(folder: &Path, found: &mut Vec<PathBuf>) {
    const NOTATION: [&str; 8] = [
        "table",
        "value",
        "rule_kind.rs",
        "parts.rs",
        "named_days.rs",
        "compile.rs",
        "expression.rs",
        // It also contains names of the time zone database.
        "zone_names.rs",
    ];
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !NOTATION.contains(&name) {
            reader_sources(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" && !NOTATION.contains(&name) {
            found.push(path);
        }
    }
}

#[test]
fn readers_contain_no_word_of_a_table() {
    let words = english_words();
    assert!(words.len() > 500 && words.contains("said"), "{}", words.len());
    let mut files = vec![PathBuf::from("src/facts/clause.rs")];
    for folder in ["timex", "names", "quote", "token"] {
        reader_sources(&Path::new("src/facts").join(folder), &mut files);
    }
    assert!(files.len() > 40, "{}", files.len());
    let mut offences = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let literals = line.split('"').skip(1).step_by(2);
            let listed = literals.filter(|literal| words.contains(&literal.to_lowercase()));
            offences.extend(listed.map(|literal| format!("{}: {literal}", file.display())));
        }
    }
    assert!(offences.is_empty(), "words that belong in a table:\n{}", offences.join("\n"));
}

#[test]
fn a_text_in_another_language_is_recognised() {
    let english = Language::english();
    let is_english = |text: &str| english.is_language_of(text, &tokenize(text, &english));
    for text in [
        "Der Rat wurde 1974 gegründet und hat die Sitzung am Dienstag in Bern eröffnet.",
        "La ministre a ouvert mardi à Berne le conseil, qui compte 31 membres depuis 1974.",
        "La ministra abrió este martes en Berna el consejo de los lagos, que tiene 31 miembros.",
        "Die Ministerin sprach mit den Nachbarn. Im Mai wird das Werk nicht mehr produzieren.",
        "Le maire est parti avec les autres. Nous avons dit non, mais la ville attend.",
        "El alcalde y los vecinos se fueron. Las obras no son para todos.",
        "Il ministro non è venuto, ma gli altri sono rimasti nella sala.",
    ] {
        assert!(!is_english(text), "{text}");
    }
    for text in [
        "The ferry left La Paz for El Alto on Friday, and the Las Vegas crew of Los Angeles met it.",
        "Talks open.",
        "Die Welt and Der Spiegel said the minister had left.",
        "Marta Quill left.",
        "Stocks fell sharply; oil rose.",
        "Our bikes are so much quicker than cars these days. Owners report huge savings, and customer Nora Pike added last \
         month that riders plan daily trips, share batteries, find parking, compare prices.",
        "The man who shot at Jean de la Cruz and Ursula van der Berg will die in prison.",
        "He sang \u{201c}La vie est dans les rues\u{201d} to a crowd that had come from all of the city.",
    ] {
        assert!(is_english(text), "{text}");
    }
}
