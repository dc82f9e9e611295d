//! Tests of the plain text of bodies and of its map to the source.

use proptest::prelude::*;

use super::*;
use crate::document::{scan_body, scan_body_with_text};

fn plain(markdown: &str) -> PlainText {
    let source = Source::new("content/a.md", markdown);
    let body = scan_body(&source, 0).value;
    PlainText::new(&source, &body)
}

#[test]
fn markup_is_removed() {
    let cases = [
        ("Talks *open* in **Ro**me.", "Talks open in Rome."),
        ("O'Neil said \"no\" -- twice...", "O'Neil said \"no\" – twice…"),
        ("O’Neil “there”", "O'Neil \"there\""),
        ("19&nbsp;April &amp; after \\*", "19 April & after *"),
        ("one\ntwo\\\nthree", "one two\nthree"),
        ("# Head\n\npara\n\n- a\n- b\n\n> q", "Head\n\npara\n\na\n\nb\n\nq"),
        ("| a | b |\n|---|---|\n| c | d |", "a\n\nb\n\nc\n\nd"),
        ("[text](https://example.org/2025-04-19) there", "text there"),
        (
            "<https://example.org> and [[oman]] and [[oman|the mediator]]",
            "\u{fffc} and \u{fffc} and the mediator",
        ),
        (
            "`19 April` ![1 May](a.png) <b>2 June</b> x[^1]\n\n[^1]: y",
            "\u{fffc} \u{fffc} \u{fffc}2 June\u{fffc} x\u{fffc}\n\ny",
        ),
        ("    code 2025\n\ntext\n\n```\n2 May\n```\n\n<div>\n3 May\n</div>", "text"),
        ("Envoy\n: speaks", "Envoy\n\nspeaks"),
        ("On {{< ref \"2 May 2025\" >}} and {% a \"3 May\" %}4 May.", "On \u{fffc} and \u{fffc}4 May."),
        ("On %%2 May%% 3 May\n%% 4 May\n\n5 May %%\n6 May", "On  3 May 6 May"),
        ("At [the talks][2 May] of 3 May", "At [the talks]\u{fffc} of 3 May"),
        ("", ""),
    ];
    for (markdown, text) in cases {
        assert_eq!(plain(markdown).text, text, "{markdown}");
    }
}

#[test]
fn marks_are_known_as_typed() {
    let source = Source::new("content/a.md", "It's *over*... -- “no”&nbsp;&amp; c\nd");
    let plain = PlainText::new(&source, &scan_body(&source, 0).value);
    let marks = plain.typed_marks(&source);
    let shown: Vec<_> = marks.iter().map(|(span, typed)| (span.slice(&plain.text), typed.as_str())).collect();
    assert_eq!(shown, [("…", "..."), ("–", "--"), ("\"", "“"), ("\"", "”")]);
}

#[test]
fn spans_map_back_to_the_source() {
    let cases = [
        ("Talks on **19 April** 2025.", "19 April 2025", "19 April** 2025"),
        ("Ms. O'Neil said", "O'Neil", "O'Neil"),
        ("Ms. O&#39;Neil said", "O'Neil", "O&#39;Neil"),
        ("on 19&nbsp;April &amp;c", "19 April", "19&nbsp;April"),
        ("said &amp; done", " & ", " &amp; "),
        ("by [*Ada* Marten](ada.md) there", "Ada Marten", "Ada* Marten"),
        ("on 19\n> April", "19 April", "19\n> April"),
        ("Ara&shy;ghchi came", "Araghchi", "Ara&shy;ghchi"),
        ("On %%2 May%% **3 May** came", "3 May", "3 May"),
        ("%%\na\n%%\nOn %%b%% 3 May", "3 May", "3 May"),
        ("On {{ a }} 3 May", "3 May", "3 May"),
    ];
    for (markdown, found, written) in cases {
        let markdown = if markdown.contains("\n> ") { format!("> {markdown}") } else { markdown.to_owned() };
        let plain = plain(&markdown);
        let offset = plain.text.find(found).expect(found);
        let span = plain.source_span(Span::new(offset, offset + found.len()));
        assert_eq!(span.slice(&markdown), written, "{markdown}");
    }
}

#[test]
fn blocks_and_links_are_recorded() {
    let plain = plain(
        "# Head\n\nA [link *of* two](x.md) end.\n\n> q\n>\n> - in\n\n> [!NOTE]\n> n\n\n| c |\n|---|\n\n[^f]: note\n",
    );
    let kinds: Vec<_> =
        plain.blocks.iter().map(|block| (block.kind, block.span.slice(&plain.text))).collect();
    assert_eq!(
        kinds,
        [
            (BlockKind::Heading, "Head"),
            (BlockKind::Paragraph, "A link of two end."),
            (BlockKind::Quote, "q"),
            (BlockKind::Item, "in"),
            (BlockKind::Paragraph, "n"),
            (BlockKind::Cell, "c"),
            (BlockKind::Footnote, "note"),
        ]
    );
    let links: Vec<_> = plain.links.iter().map(|link| link.slice(&plain.text)).collect();
    assert_eq!(links, ["link of two"]);
    let span_of = |words: &str| {
        let offset = plain.text.find(words).expect(words);
        Span::new(offset, offset + words.len())
    };
    assert_eq!(
        [span_of("A link"), span_of("two end"), span_of("of"), span_of("end")]
            .map(|span| plain.in_link(span)),
        [true, true, true, false]
    );
    assert_eq!(plain.block_at(0).map(|block| block.kind), Some(BlockKind::Heading));
    assert_eq!(plain.block_at(4), None);
}

/// Returns random Markdown, valid or not.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Rome ",
        "O'Neil",
        "é",
        "外",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[[",
        "]]",
        "|",
        "|---|\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "&amp;",
        "&nbsp;",
        "&",
        "\\",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<div>\n",
        "[^1]",
        "[^1]: ",
        ": ",
        "\"",
        "'",
        "--",
        "...",
        "~~",
        "[!NOTE]",
        "- [x] ",
        "{#id}",
        "<http://a.b>",
        "\u{a0}",
        "\u{ad}",
        "’",
        "    ",
        "\t",
        "https://x.y",
        "[a](b.md)",
        "\u{200f}",
        "---\n",
        "===\n",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_mark_over_several_events_leaves_ordered_spans() {
    for markdown in ["%%{{a<div>\n:::|---|\n}}", "{{a<b>\n:::|x|\n}} end", "{% a <i>\n::: b\n%} on 4 May"] {
        let plain = plain(markdown);
        assert_eq!(plain.source_span(Span::new(0, 0)).start, 0, "{markdown}");
    }
}

proptest! {
    #[test]
    fn source_spans_are_ordered_and_on_char_boundaries(markdown in markdown()) {
        let plain = plain(&markdown);
        let bounds: Vec<usize> = (0..=plain.text.len()).filter(|offset| plain.text.is_char_boundary(*offset)).collect();
        let mut last = 0;
        for pair in bounds.windows(2) {
            let span = plain.source_span(Span::new(pair[0], pair[1]));
            prop_assert!(span.start >= last, "{span:?} begins before {last}");
            prop_assert!(markdown.get(span.range()).is_some(), "{span:?} splits a char");
            last = span.start;
        }
        for block in &plain.blocks {
            prop_assert!(!block.span.slice(&plain.text).is_empty());
        }
        prop_assert!(plain.blocks.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        prop_assert!(plain.links.windows(2).all(|two| two[0].end <= two[1].start));
    }

    #[test]
    fn one_pass_gives_the_same_as_two(markdown in markdown()) {
        let source = Source::new("content/a.md", &*markdown);
        let (body, text) = scan_body_with_text(&source, 0);
        prop_assert_eq!(&text, &PlainText::new(&source, &body.value));
        prop_assert_eq!(body, scan_body(&source, 0));
    }

    #[test]
    fn text_without_markup_is_unchanged(words in "[a-zA-Zé外0-9]{1,8}( [a-zA-Zé外0-9,;']{1,8}){0,8}") {
        prop_assume!(!words.starts_with(|c: char| c.is_ascii_digit()));
        let plain = plain(&words);
        prop_assert_eq!(&plain.text, &words);
        let whole = Span::new(0, words.len());
        prop_assert_eq!(plain.source_span(whole), whole);
    }
}
