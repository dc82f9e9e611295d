//! Edits of front matter: the pages of `tests/edits`, and properties over generated and existing front matter.
//! A block `edit` has one edit a line, `before` the file, `after` the file that it must give, or the refusal.
//! `␍` stands for a carriage return, `␂` for a byte order mark, `␄` for a missing line end. `UPDATE=1` rewrites `after`.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::data::{DataMap, DataValue};
use dateline::document::parse_document;
use dateline::edit::{EntryForm, FrontMatterEdit, ListKey, edit_front_matter, reformat_entries};
use dateline::text::Source;
use proptest::prelude::*;

use crate::common::{fences, is_updating, replace_fence};

const KEYS: [ListKey; 4] = [ListKey::Dates, ListKey::Actors, ListKey::Venues, ListKey::Statements];

fn parse_edit(line: &str) -> FrontMatterEdit {
    let (key, added) = line.split_once(" + ").expect("a key and an entry");
    match KEYS.into_iter().find(|list| list.as_str() == key) {
        Some(key) => FrontMatterEdit::AddEntry { key, entry: added.to_owned() },
        None => {
            let (words, value) = added.rsplit_once(" = ").expect("words and a value");
            FrontMatterEdit::AddOverride { words: words.to_owned(), value: value.to_owned() }
        }
    }
}

fn from_page(text: &str) -> String {
    text.replace('␍', "\r").replace('␂', "\u{feff}").replace("␄\n", "")
}

fn to_page(text: &str) -> String {
    let text = text.replace('\r', "␍").replace('\u{feff}', "␂");
    if text.ends_with('\n') { text } else { text + "␄\n" }
}

fn result_of(edits: &str, before: &str) -> String {
    let (mut text, mut left) = (from_page(before), Vec::new());
    for line in edits.lines() {
        if let Some(form) = parse_form(line) {
            match reformat_entries(&text, form) {
                Ok(file) => {
                    text = file.text;
                    left.extend(file.left.into_iter().map(|entry| format!("# left: {}\n", entry.value)));
                }
                Err(reason) => return format!("refused: {reason}\n"),
            }
            continue;
        }
        match edit_front_matter(&text, &parse_edit(line)) {
            Ok(edited) => text = edited,
            Err(refusal) => return format!("refused: {}\n{}\n", refusal.reason, refusal.lines),
        }
    }
    to_page(&text) + &left.concat()
}

/// Reads `flat` or `nested`: all entries of lists get this form.
fn parse_form(line: &str) -> Option<EntryForm> {
    match line {
        "flat" => Some(EntryForm::Flat),
        "nested" => Some(EntryForm::Nested),
        _ => None,
    }
}

#[test]
fn edits_match_the_pages() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir("tests/edits").expect("the pages").flatten() {
        let path = entry.path();
        let mut page = fs::read_to_string(&path).expect("a page");
        for index in 0..fences(&page).len() {
            let blocks = fences(&page);
            if blocks[index].info != "after" {
                continue;
            }
            cases += 1;
            let (edits, before) = (&blocks[index - 2], &blocks[index - 1]);
            assert_eq!((&*edits.info, &*before.info), ("edit", "before"), "{}", path.display());
            let result = result_of(&edits.text, &before.text);
            if blocks[index].text != result && is_updating() {
                page = replace_fence(&page, index, &result);
                fs::write(&path, &page).expect("written");
            } else if blocks[index].text != result {
                wrong.push(format!("{}:\n{}\nis\n{result}", path.display(), blocks[index].text));
            }
        }
    }
    assert!(cases >= 30, "{cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the front matter of a file without spans.
fn front_matter(text: &str) -> Option<Vec<(String, Plain)>> {
    let document = parse_document(Source::from_raw("content/briefings/a.md", text.to_owned())).value;
    match document.front_matter?.value {
        DataValue::Map(pairs) => Some(plain_map(&pairs)),
        _ => None,
    }
}

/// A value without spans.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Scalar(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

fn plain(value: &DataValue) -> Plain {
    match value {
        DataValue::List(items) => Plain::List(items.iter().map(|item| plain(&item.value)).collect()),
        DataValue::Map(pairs) => Plain::Map(plain_map(pairs)),
        scalar => Plain::Scalar(format!("{scalar:?}")),
    }
}

fn plain_map(pairs: &DataMap) -> Vec<(String, Plain)> {
    let mut pairs: Vec<_> = pairs.iter().map(|(key, node)| (key.value.clone(), plain(&node.value))).collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

/// Asserts that an edit kept every line that it did not have to change, and that only the new entry was added.
fn assert_only_addition(before: &str, after: &str, key: ListKey, added: &Plain) {
    let null = Plain::Scalar("Null".to_owned());
    let mut expected = front_matter(before).expect("valid before");
    let known = expected.iter().position(|(name, _)| name == key.as_str());
    let index = known.unwrap_or_else(|| {
        expected.push((key.as_str().to_owned(), null.clone()));
        expected.len() - 1
    });
    let items = match expected[index].1.clone() {
        Plain::List(items) => items,
        value if value == null => Vec::new(),
        single => vec![single],
    };
    expected[index].1 = Plain::List(items.into_iter().chain([added.clone()]).collect());
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(front_matter(after).as_ref(), Some(&expected), "\n{before}\n{after}");
    // At most one line is changed, apart from lines that are added.
    let mut rest: Vec<&str> = after.split_inclusive('\n').collect();
    let changed = before
        .split_inclusive('\n')
        .filter(|line| match rest.iter().position(|other| other == line) {
            Some(index) => {
                rest.drain(..=index);
                false
            }
            None => true,
        })
        .count();
    assert!(changed <= 2, "{changed} lines are changed\n{before}\n{after}");
}

fn markdown_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            markdown_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

/// Entries as proposals write them, with the value that they must read back as.
fn entry(text: &str) -> (String, Plain) {
    let scalar = Plain::Scalar(format!("{:?}", DataValue::Text(text.to_owned())));
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let value = Plain::Map(vec![("actor".to_owned(), scalar.clone()), ("role".to_owned(), scalar)]);
    (format!("{{ actor: {quoted}, role: {quoted} }}"), value)
}

#[test]
fn every_file_of_the_repository_takes_an_entry_in_each_list() {
    let mut files = Vec::new();
    ["content", "tests", "examples"].iter().for_each(|folder| markdown_files(Path::new(folder), &mut files));
    let mut count = 0;
    for path in files {
        let text = fs::read_to_string(&path).expect("a file");
        if front_matter(&text).is_none() {
            continue;
        }
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            for key in KEYS {
                let (line, value) = entry("It's a \"test\": {a, b} # c \\ é");
                let edit = FrontMatterEdit::AddEntry { key, entry: line };
                let edited = edit_front_matter(&text, &edit);
                let edited = edited.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", path.display()));
                assert_only_addition(&text, &edited, key, &value);
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count} edits");
}

/// One key with its lines, in one of the ways in which YAML can be written.
fn value_lines() -> impl Strategy<Value = String> {
    let name = "[a-z]{1,6}( [a-z']{1,5}){0,2}";
    let quoted = "[a-z ,:#\\[\\]{}'-]{0,9}".prop_map(|text| format!("\"{text}\""));
    let single = "[a-z ,:#\\[\\]{}\"-]{0,9}".prop_map(|text| format!("'{text}'"));
    let map = (quoted.clone(), name).prop_map(|(a, b)| format!("{{ who: {a}, says: {b} }}"));
    let item = prop_oneof![name.prop_map(|name| name), quoted, single, map];
    let block =
        (proptest::collection::vec(item.clone(), 1..4), "( |  |    )?", "( # c|)", "(\n|\n  # - x\n|)")
            .prop_map(|(items, indent, comment, after)| {
                let lines: Vec<String> = items.iter().map(|item| format!("{indent}- {item}\n")).collect();
                format!("{comment}\n{}{after}", lines.concat())
            });
    let flow = (
        proptest::collection::vec(item.clone(), 0..4),
        prop_oneof![Just(", "), Just(","), Just(",\n    "), Just(" ,  # c ]\n  ")],
        "(,|)",
        "( # c|)",
    )
        .prop_map(|(items, comma, last, comment)| {
            let last = if items.is_empty() { String::new() } else { last };
            format!(" [{}{last} ]{comment}\n", items.join(comma))
        });
    let nested = "(  |)".prop_map(|indent| {
        format!("\n{indent}- when: 2025\n{indent}  what: |\n{indent}    # text\n\n{indent}    - more\n\n")
    });
    let empty =
        prop_oneof![Just("\n"), Just(" ~\n"), Just(" []\n"), Just("\t[] # none\n"), Just("  # none\n\n")];
    prop_oneof![
        block,
        flow,
        nested,
        empty.prop_map(str::to_owned),
        item.prop_map(|item| format!(" {item}\n"))
    ]
}

fn generated_front_matter() -> impl Strategy<Value = String> {
    let lists = proptest::collection::vec((0..4_usize, value_lines()), 0..4);
    let others = "(# note\n|)(title: \"A: b\"\n|'title': >-\n  a\n\n  # b\n|)(tags: [a, \"]\"]\n|extra:\n  dates: [x]\n\n|)";
    let ends = "(\n|# end\n|)---[ \t]?(\nbody\n---\n|\n|)";
    (others, lists, ends, 0..3_usize).prop_map(|(others, lists, ends, form)| {
        let mut text = format!("---\n{others}");
        let mut seen = [false; 4];
        for (key, value) in lists {
            if !std::mem::replace(&mut seen[key], true) {
                text.push_str(&format!("{}:{value}", KEYS[key].as_str()));
            }
        }
        text.push_str(&ends);
        match form {
            0 => text,
            1 => text.replace('\n', "\r\n"),
            _ => format!("\u{feff}{text}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_adds_the_entry_and_nothing_else(
        text in generated_front_matter(),
        key in 0..4_usize,
        words in "[ -~é“]{1,20}",
    ) {
        prop_assume!(front_matter(&text).is_some());
        let (line, value) = entry(words.trim());
        let edited = edit_front_matter(&text, &FrontMatterEdit::AddEntry { key: KEYS[key], entry: line });
        match edited {
            Ok(edited) => assert_only_addition(&text, &edited, KEYS[key], &value),
            Err(refusal) => prop_assert!(false, "{refusal:?}\n{text}"),
        }
    }

    #[test]
    fn any_line_is_added_as_it_reads_or_refused(text in generated_front_matter(), line in "[ -~\n\t]{0,24}") {
        let edit = FrontMatterEdit::AddEntry { key: ListKey::Venues, entry: line };
        if let Ok(edited) = edit_front_matter(&text, &edit) {
            prop_assert!(front_matter(&edited).is_some());
            prop_assert!(edited.len() > text.len() - 4);
        }
    }
}
