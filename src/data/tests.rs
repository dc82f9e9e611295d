//! Parsing of front matter and settings, and the diagnostics for invalid input.

use proptest::prelude::*;

use super::{DataNode, DataValue, parse_toml, parse_yaml};
use crate::diagnostic::Diagnostic;
use crate::text::{Source, Span};

fn yaml(text: &str) -> (Option<DataNode>, Vec<Diagnostic>) {
    let source = Source::new("a.md", format!("---\n{text}"));
    let read = parse_yaml(&source, Span::new(4, source.text.len()));
    (read.value, read.diagnostics)
}

/// Prints the tree with the source text under the span of each scalar.
fn source_text(source: &str, node: &DataNode) -> String {
    match &node.value {
        DataValue::List(items) => {
            format!("[{}]", items.iter().map(|item| source_text(source, item)).collect::<Vec<_>>().join(", "))
        }
        DataValue::Map(pairs) => {
            let pair = |(key, value): &(crate::text::Spanned<String>, DataNode)| {
                format!("{}: {}", key.span.slice(source), source_text(source, value))
            };
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        DataValue::Null => "~".to_owned(),
        _ => node.span.slice(source).to_owned(),
    }
}

/// Returns nested aliases that expand to very many values ("billion laughs").
fn bomb(levels: usize, width: usize) -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..levels {
        let aliases = vec![format!("*a{}", level - 1); width].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    text
}

#[test]
fn limit_messages_do_not_name_parser_internals() {
    let merges = "<<: {a: 1}\n".repeat(20_000);
    let cases = [bomb(7, 10), bomb(3, 900), format!("a: &a x\nb: [{}]\n", "*a, ".repeat(5_000)), merges];
    for text in cases {
        let (node, diagnostics) = yaml(&text);
        let start = &text[..40];
        assert!(node.is_none(), "{start}");
        assert_eq!(diagnostics.len(), 1, "{start}: {diagnostics:?}");
        assert_eq!(diagnostics[0].code.id, "D016", "{start}: {}", diagnostics[0].message);
        let message = &diagnostics[0].message;
        let internals = ["budget", "breach", "Nodes", "::", "usize", "{"];
        assert!(internals.iter().all(|word| !message.contains(word)), "{message}");
    }
}

#[test]
fn every_value_has_its_span() {
    let cases = [
        ("title: Talks in Röme\nn: 0755\n", "{title: Talks in Röme, n: 0755}"),
        ("title: \"a \\\" b\"\nflag: no\n", "{title: \"a \\\" b\", flag: no}"),
        ("a: [é, 'b c', {d: 1}]\n", "{a: [é, 'b c', {d: 1}]}"),
        ("a:\nb: ~\n", "{a: ~, b: ~}"),
        ("a:\n  - b: 1\n    c: 2025-04-19\n  - d\n", "{a: [{b: 1, c: 2025-04-19}, d]}"),
        ("a: x # note\n", "{a: x}"),
    ];
    for (text, expected) in cases {
        let (node, diagnostics) = yaml(text);
        assert_eq!(diagnostics, [], "{text}");
        assert_eq!(source_text(&format!("---\n{text}"), &node.expect(text)), expected, "{text}");
    }
}

#[test]
fn common_errors_have_their_own_codes() {
    let cases = [
        ("title: Talks: round two\nsummary: One: two\n", "D006 D006"),
        ("dates:\n\t- when: 2025\n", "D005"),
        ("a: 1\nb: 2\na: 3\na: 4\n", "D010 D010"),
        ("a: [1, 2\n", "D004"),
        ("a: \"open\nb: 1\n", "D004"),
        ("? [a]\n: b\n", "D003"),
        (&("a: ".to_owned() + &"[".repeat(100) + &"]".repeat(100)), "D017"),
        ("a: &x [1]\nb: *x\n", ""),
        ("a: |\n  b: c: d\n  \te\nf: g\n", ""),
    ];
    for (text, codes) in cases {
        let found: Vec<&str> = yaml(text).1.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(found.join(" "), codes, "{text}\n{:#?}", yaml(text).1);
    }
}

#[test]
fn help_for_an_unquoted_colon_has_the_line_to_paste() {
    let (_, diagnostics) = yaml("title: He said: \"no\"\n");
    assert_eq!(diagnostics[0].help.as_deref(), Some("write `title: \"He said: \\\"no\\\"\"`"));
}

#[test]
fn settings_have_spans() {
    let source = Source::new(
        "site.toml",
        "title = \"Ä\"\nper_page = 1_0\nas_of = 2025-04-20T18:00:00Z\n[rules]\nmissing-alt = \"off\"\n",
    );
    let read = parse_toml(&source);
    assert_eq!(read.diagnostics, []);
    let expected =
        "{title: \"Ä\", per_page: 1_0, as_of: 2025-04-20T18:00:00Z, rules: {missing-alt: \"off\"}}";
    assert_eq!(source_text(&source.text, &read.value), expected);
}

#[test]
fn all_syntax_errors_of_settings_are_reported() {
    let source = Source::new("site.toml", "title = \nlanguage = en\n");
    let codes: Vec<&str> =
        parse_toml(&source).diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    assert_eq!(codes, ["S002", "S002"]);
}

#[test]
fn repeated_toml_tables_and_keys_are_named() {
    let cases = [
        ("[found]\ndates = \"prose\"\n[found]\nnames = \"prose\"\n", "`found` is already set above"),
        ("title = \"A\"\ntitle = \"B\"\n", "`title` is already set above"),
    ];
    for (text, message) in cases {
        let diagnostics = parse_toml(&Source::new("site.toml", text)).diagnostics;
        let messages: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(messages, [message], "{text}");
    }
}

proptest! {
    #[test]
    fn parsers_do_not_panic(text in "[-a-z: \\[\\]{}\"'|>&*!#\\t\\n~0-9é]{0,200}") {
        let _ = yaml(&text);
        let _ = parse_toml(&Source::new("site.toml", text));
    }
}
