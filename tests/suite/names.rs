//! Names, roles, links and statements in prose: the cases of `tests/names/*.md`, and properties of any text.
//!
//! A block `names` has one text per line, with every expected name marked as `{P person}`, `{O organisation}` or `{L
//! place}`; further expected facts follow after `=>`. A block `links` has the declared names, then texts in which each
//! expected link is written as a Markdown link.

use std::fs;

use dateline::facts::languages::Language;
use dateline::facts::names::{
    Affiliation, DeclaredKind, DeclaredName, DeclaredNames, EntityKind, Mention, link_mentions, read_mentions,
};
use dateline::facts::quote;
use dateline::facts::token::tokenize;
use dateline::text::Span;
use proptest::prelude::*;

/// Returns the blocks of a kind in all case files, each with the path of its file.
fn case_blocks(kind: &str) -> Vec<(String, String)> {
    let mut paths: Vec<_> =
        fs::read_dir("tests/names").expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let mut blocks = Vec::new();
    for path in paths {
        let page = fs::read_to_string(&path).expect("a page of cases");
        for part in page.split("```").skip(1).step_by(2) {
            if let Some(block) = part.strip_prefix(kind) {
                blocks.push((path.display().to_string(), block.trim_matches('\n').to_owned()));
            }
        }
    }
    blocks
}

/// Returns a text without its marks, and the marks as spans with their kind.
fn unmarked(line: &str) -> (String, Vec<(Span, char)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    for part in line.split('{') {
        let Some((name, after)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        let start = text.len();
        text.push_str(&name[2..]);
        marks.push((Span::new(start, text.len()), name.chars().next().unwrap_or(' ')));
        text.push_str(after);
    }
    (text, marks)
}

fn kind_mark(kind: EntityKind) -> char {
    match kind {
        EntityKind::Person => 'P',
        EntityKind::Organisation => 'O',
        EntityKind::Place(_) => 'L',
    }
}

/// Returns the text with the found names marked, as cases are written.
fn marked(text: &str, mentions: &[Mention]) -> String {
    let mut shown = String::new();
    let mut offset = 0;
    for mention in
        mentions.iter().filter(|mention| mention.reason != dateline::facts::names::MentionReason::Described)
    {
        let span = mention.span.range();
        shown +=
            &format!("{}{{{} {}}}", &text[offset..span.start], kind_mark(mention.kind), &text[span.clone()]);
        offset = span.end;
    }
    shown + &text[offset..]
}

fn role_text(text: &str, mention: &Mention, language: &Language) -> String {
    let Some(role) = &mention.role else { return "none".to_owned() };
    let of = match role.affiliation {
        Some(Affiliation::State(state)) => format!(" of {}", language.gazetteer().state_name(state)),
        Some(Affiliation::Named(span)) => format!(" of {}", span.slice(text)),
        None => String::new(),
    };
    format!("{}{}{of}", if role.former { "former " } else { "" }, role.title)
}

/// Checks one expected fact: `same A = B`, `other A = B`, `office A: …`, `state A: …`, `venue A`, `no venue A`, `said
/// A: words`, `said nobody: words`, `nothing said`, `nothing said by A`, `2 statements`.
fn check_fact(fact: &str, text: &str, mentions: &[Mention], language: &Language) -> Result<(), String> {
    let named = |name: &str| {
        let of = |mention: &&Mention| mention.span.slice(text) == name.trim();
        mentions.iter().find(of).ok_or_else(|| format!("`{}` is not found", name.trim()))
    };
    let (word, rest) = fact.trim().split_once(' ').unwrap_or((fact.trim(), ""));
    let seen = match word {
        "same" | "other" => {
            let (a, b) = rest.split_once(" = ").ok_or("two names")?;
            let same = named(a)?.entity
                == mentions
                    .iter()
                    .rev()
                    .find(|found| found.span.slice(text) == b.trim())
                    .ok_or("the second name")?
                    .entity;
            (if same { "same" } else { "other" }).to_owned()
        }
        "office" => {
            let (name, title) = rest.split_once(": ").ok_or("a title")?;
            let seen = role_text(text, named(name)?, language);
            if seen == title { word.to_owned() } else { format!("office {seen}") }
        }
        "state" => {
            let (name, state) = rest.split_once(": ").ok_or("a state")?;
            let mention = named(name)?;
            let seen = mention.state.map_or("none", |state| language.gazetteer().state_name(state));
            if seen == state && mention.metonym {
                word.to_owned()
            } else {
                format!("{seen}, metonym {}", mention.metonym)
            }
        }
        "venue" => {
            if named(rest)?.is_venue() {
                word.to_owned()
            } else {
                "no venue".to_owned()
            }
        }
        "no" => {
            if named(rest.trim_start_matches("venue "))?.is_venue() {
                "venue".to_owned()
            } else {
                word.to_owned()
            }
        }
        _ => return check_statement(fact, text, mentions, language),
    };
    if seen == word { Ok(()) } else { Err(format!("`{}`, but {seen}", fact.trim())) }
}

fn check_statement(fact: &str, text: &str, mentions: &[Mention], language: &Language) -> Result<(), String> {
    let statements = quote::read_statements(text, &tokenize(text, language), mentions, &[], language);
    let seen: Vec<String> = statements
        .iter()
        .map(|statement| {
            let words: Vec<&str> = statement.quoted_spans.iter().map(|span| span.slice(text)).collect();
            let speaker = mentions[statement.speaker].span.slice(text);
            format!(
                "said {}: {}",
                if statement.has_speaker() { speaker } else { "nobody" },
                words.join(" / ")
            )
        })
        .collect();
    if let Some((count, "statement" | "statements")) = fact.trim().split_once(' ') {
        return if seen.len().to_string() == count {
            Ok(())
        } else {
            Err(format!("`{}`, but {seen:?}", fact.trim()))
        };
    }
    if let Some(name) = fact.trim().strip_prefix("nothing said by ") {
        let said = seen.iter().any(|seen| seen.starts_with(&format!("said {name}: ")));
        return if said { Err(format!("`{}`, but {seen:?}", fact.trim())) } else { Ok(()) };
    }
    let right =
        if fact.trim() == "nothing said" { seen.is_empty() } else { seen.contains(&fact.trim().to_owned()) };
    if right { Ok(()) } else { Err(format!("`{}`, but {seen:?}", fact.trim())) }
}

#[test]
fn names_are_found_as_expected() {
    let language = Language::english();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (path, block) in case_blocks("names\n") {
        for line in block.lines().filter(|line| !line.is_empty()) {
            count += 1;
            let (line, facts) = line.split_once(" => ").unwrap_or((line, ""));
            let (text, _) = unmarked(&line.replace(" | ", "\n\n"));
            let mentions =
                read_mentions(&text, &tokenize(&text, &language), &DeclaredNames::default(), &language);
            let seen = marked(&text, &mentions).replace("\n\n", " | ");
            if seen != line {
                wrong.push(format!("{path}:\n   {line}\n   {seen}"));
            }
            for fact in facts.split("; ").filter(|fact| !fact.is_empty()) {
                if let Err(why) = check_fact(fact, &text, &mentions, &language) {
                    wrong.push(format!("{path}:\n   {line}\n   {why}"));
                }
            }
        }
    }
    assert!(count > 200, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// Parses a declared name, such as `person ada-marten: Ada Marten, A. Marten`.
fn declared(line: &str) -> DeclaredName {
    let (head, names) = line.split_once(": ").expect("kind, id and names");
    let (kind, id) = head.split_once(' ').expect("kind and id");
    let mut names = names.split(", ").map(str::to_owned);
    DeclaredName {
        id: id.to_owned(),
        kind: match kind {
            "person" | "family-first" => DeclaredKind::Person,
            "organisation" => DeclaredKind::Organisation,
            "state" => DeclaredKind::State,
            "group" => DeclaredKind::Group,
            _ => DeclaredKind::Venue,
        },
        name: names.next().expect("a name"),
        aliases: names.collect(),
        family_name_first: kind == "family-first",
    }
}

/// Returns the text with its links as Markdown and, after `=>`, the ambiguous names.
fn with_links(text: &str, declared_names: &DeclaredNames) -> String {
    let language = Language::english();
    let mentions = read_mentions(text, &tokenize(text, &language), declared_names, &language);
    let mut sections = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        sections.push(Span::new(start, start + part.len()));
        start += part.len();
    }
    let section_of = |span: Span| {
        sections.iter().position(|section| section.start <= span.start && span.end <= section.end)
    };
    let (links, doubts) = link_mentions(text, &mentions, &section_of, declared_names, &language);
    let mut shown = String::new();
    let mut offset = 0;
    for link in links {
        let span = link.span.range();
        shown += &format!(
            "{}[{}]({})",
            &text[offset..span.start],
            &text[span.clone()],
            declared_names.entries()[link.entry].id
        );
        offset = span.end;
    }
    shown += &text[offset..];
    let doubts: Vec<&str> = doubts.iter().map(|doubt| doubt.span.slice(text)).collect();
    if doubts.is_empty() { shown } else { format!("{shown} => doubt {}", doubts.join(", ")) }
}

fn without_links(line: &str) -> String {
    let mut text = String::new();
    for part in line.split('[') {
        match part.split_once("](") {
            Some((name, rest)) => {
                text += &format!("{name}{}", rest.split_once(')').map_or("", |(_, after)| after))
            }
            None => text += part,
        }
    }
    text
}

#[test]
fn links_are_made_as_expected() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, block) in case_blocks("links\n") {
        let (names, cases) = block.split_once("\n\n").expect("declared names, then texts");
        let declared_names = DeclaredNames::new(names.lines().map(declared).collect(), &Language::english());
        for line in cases.lines().filter(|line| !line.is_empty()) {
            count += 1;
            let text = without_links(line.split(" => ").next().unwrap_or(line)).replace(" | ", "\n\n");
            let seen = with_links(&text, &declared_names).replace("\n\n", " | ");
            if seen != line {
                wrong.push(format!("{path}:\n   {line}\n   {seen}"));
            }
        }
    }
    assert!(count > 30, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// Checks properties of the names and statements of any text.
fn check_invariants(text: &str, declared_names: &DeclaredNames) {
    let language = Language::english();
    let tokens = tokenize(text, &language);
    let mentions = read_mentions(text, &tokens, declared_names, &language);
    let mut end = 0;
    for mention in &mentions {
        assert!(!mention.span.slice(text).is_empty(), "spans slice the text");
        assert!(mention.span.start >= end, "mentions ascend and do not overlap");
        assert!(mention.tokens.end <= tokens.len() && mention.tokens.start < mention.tokens.end);
        assert!(mention.role.as_ref().is_none_or(|role| !role.title.is_empty()));
        assert!(mention.declared.is_none_or(|index| index < declared_names.entries().len()));
        end = mention.span.end;
    }
    let mut end = 0;
    for statement in quote::read_statements(text, &tokens, &mentions, &[], &language) {
        assert!(statement.speaker < mentions.len() && !statement.quoted_spans.is_empty());
        assert!(!statement.named.slice(text).is_empty() && !statement.verb.slice(text).is_empty());
        for span in &statement.quoted_spans {
            assert!(
                !span.slice(text).is_empty() && span.start >= end,
                "quoted words ascend and do not overlap"
            );
            end = span.end;
        }
    }
    let (links, _) = link_mentions(text, &mentions, &|_| Some(0), declared_names, &language);
    assert!(links.iter().all(|link| mentions.iter().any(|mention| mention.span == link.span)));
    assert_eq!(
        read_mentions(text, &tokens, declared_names, &language),
        mentions,
        "the same text gives the same names"
    );
}

/// Words that occur in rules, so that random texts reach them.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Iran",
            "Tehran",
            "Rome",
            "US",
            "the",
            "of",
            "and",
            "for",
            "Bank",
            "Ministry",
            "President",
            "Mr",
            "said",
            "he",
            "\"",
            "'",
            "‘",
            "adding",
            "“",
            "”",
            ",",
            ".",
            "-",
            "'s",
            "’s",
            "(",
            ")",
            "al",
            "van",
            "Jordan",
            "Ada",
            "Marten",
            "Monday",
            "May",
            "&",
            "\n\n",
            "\n",
            "University",
            "foreign",
            "minister",
            "I",
            "St.",
            "J.",
            "UN",
            "who",
            "31",
            "is",
            "a",
            "capital",
            "Italian",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
        "[A-ZÀ-Ý][a-zß-ÿ]{0,9}",
    ]
}

proptest! {
    #[test]
    fn any_text_can_be_analysed(words in prop::collection::vec(word(), 0..60), glue in "[ ]?") {
        let declared_names = DeclaredNames::new(vec![
            declared("person ada-marten: Ada Marten, Marten"),
            declared("person other: Ada Marten"),
            declared("state iran: Iran"),
            declared("venue rome: Rome, the Bank of Rome"),
        ], &Language::english());
        check_invariants(&words.join(if glue.is_empty() { "" } else { " " }), &declared_names);
        check_invariants(&words.join(" "), &DeclaredNames::default());
    }

    #[test]
    fn any_characters_can_be_analysed(text in "\\PC{0,200}") {
        check_invariants(&text, &DeclaredNames::default());
    }

    #[test]
    fn any_name_can_be_declared(name in "\\PC{0,30}", text in "\\PC{0,60}") {
        let entry = |kind| DeclaredName { id: "x".into(), kind, name: name.clone(), aliases: vec![], family_name_first: false };
        let declared_names = DeclaredNames::new(vec![entry(DeclaredKind::Person), entry(DeclaredKind::Venue)], &Language::english());
        check_invariants(&format!("{text} {name}, {name} {text}"), &declared_names);
    }
}

/// A text of ten times the length takes about ten times the processor time; a quadratic reader takes a hundred times.
#[test]
fn reading_is_linear() {
    let patterns = [
        "A ",
        "\"A, said ",
        "Bank of ",
        "Iran-",
        "Mr A said \"a b c\" ",
        "Mr A said \"a b c.\n\n",
        "Mr A said, 'B c.' ",
        "\"A b,\" he said. ",
        "\"A b,\" said a smiling ",
        "Mr A, who, ",
        "A and ",
        "of ",
        "(",
        "\"",
        "Tehran and ",
        "a, ",
    ];
    for pattern in patterns {
        let time = |length: usize, runs: usize| {
            let text = pattern.repeat(length / pattern.len());
            crate::facts::processor_time(runs, || check_invariants(&text, &DeclaredNames::default()))
        };
        let (short, long) = (time(10_000, 3), time(100_000, 1));
        assert!(long < short * 40, "{pattern:?}: {short:?}, then {long:?}");
    }
}
