//! Properties of the HTML of any Markdown: balanced tags, unique ids, no active content, links in order.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::common::prose::prose_html;
use dateline::document::{OBJECT_REPLACEMENT, PlainText, scan_body};
use dateline::render::prose::{Annotation, AnnotationKind};
use dateline::text::{Source, Span};
use proptest::prelude::*;

const VOID: [&str; 4] = ["br", "hr", "img", "input"];
const ELEMENTS: [&str; 37] = [
    "a",
    "aside",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
];
const ATTRIBUTES: [&str; 20] = [
    "alt",
    "aria-label",
    "checked",
    "class",
    "datetime",
    "decoding",
    "disabled",
    "href",
    "id",
    "loading",
    "rel",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "colspan",
    "lang",
];
/// Elements that must not be in a paragraph or heading.
const BLOCKS: [&str; 19] = [
    "aside",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Checks the tags of a page and collects its ids and link targets.
#[derive(Default)]
struct CheckedHtml {
    open: Vec<String>,
    ids: BTreeSet<String>,
    addresses: Vec<String>,
}

impl CheckedHtml {
    fn check(html: &str) -> Result<Self, String> {
        let mut checked = Self::default();
        let mut parts = html.split('<');
        let before = parts.next().unwrap_or_default();
        if before.contains('>') {
            return Err(format!("a bare `>` in {before:?}"));
        }
        for part in parts {
            let (tag, text) = part.split_once('>').ok_or(format!("a bare `<` before {part:?}"))?;
            if text.contains('>') {
                return Err(format!("a bare `>` in {text:?}"));
            }
            checked.tag(tag)?;
        }
        if checked.open.is_empty() { Ok(checked) } else { Err(format!("left open: {:?}", checked.open)) }
    }

    fn tag(&mut self, tag: &str) -> Result<(), String> {
        if let Some(name) = tag.strip_prefix('/') {
            return if self.open.pop().as_deref() == Some(name) {
                Ok(())
            } else {
                Err(format!("</{name}> closes nothing"))
            };
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !ELEMENTS.contains(&name) {
            return Err(format!("<{name}> is no element of prose"));
        }
        let inside = |outer: &str| self.open.iter().any(|open| open == outer);
        if name == "a" && inside("a") {
            return Err("a link in a link".to_owned());
        }
        let line = ["p", "h2", "h3", "h4", "h5", "h6", "dt"].into_iter().find(|line| inside(line));
        if let Some(line) = line.filter(|_| BLOCKS.contains(&name)) {
            return Err(format!("<{name}> in <{line}>"));
        }
        self.attributes(attributes)?;
        if !VOID.contains(&name) {
            self.open.push(name.to_owned());
        }
        Ok(())
    }

    fn attributes(&mut self, attributes: &str) -> Result<(), String> {
        let mut rest = attributes;
        while !rest.is_empty() {
            let (name, after) = rest.split_once("=\"").ok_or(format!("no value: {rest:?}"))?;
            let (value, after) = after.split_once('"').ok_or(format!("no end of a value: {rest:?}"))?;
            self.attribute(name, value)?;
            rest = after.strip_prefix(' ').unwrap_or(after);
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !ATTRIBUTES.contains(&name) {
            return Err(format!("attribute {name:?}"));
        }
        if name == "id" && !self.ids.insert(value.to_owned()) {
            return Err(format!("id {value:?} twice"));
        }
        if matches!(name, "href" | "src") {
            let address: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let address = address.to_lowercase();
            if ["javascript:", "data:", "vbscript:"].iter().any(|scheme| address.starts_with(scheme)) {
                return Err(format!("address {value:?}"));
            }
            self.addresses.push(value.to_owned());
        }
        Ok(())
    }
}

/// Returns random Markdown, valid or not.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Rome ",
        "19 April 2025",
        "O'Neil",
        "é",
        "外",
        " ",
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
        "| a | b |\n|:-:|--:|\n| c |",
        "> ",
        "- ",
        "1. ",
        "# ",
        "## ",
        "&amp;",
        "&nbsp;",
        "&",
        "\\",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<div>\n",
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "[^1]",
        "[^1]: ",
        "[^x]",
        "[^x]: y\n",
        "\n: ",
        "\"",
        "'",
        "--",
        "~~",
        "> [!NOTE]\n> ",
        "- [x] ",
        "- [ ] ",
        " {#id}",
        " {#fn-1}",
        "<http://a.b>",
        "\u{a0}",
        "’",
        "    ",
        "\t",
        "[a](b.md)",
        "[a](javascript:alert(1))",
        "[a](java&#x73;cript:x)",
        "![a](data:x)",
        "![p](p.png \"t\")",
        "\n\n![p](p.png \"t\")\n\n",
        "[x](<java\tscript:y> \"t\")",
        "<javascript:alert(1)>",
        "[[javascript:x]]",
        "[a](\" onclick=\"x)",
        "\u{200f}",
        "---\n",
        "===\n",
        "[r]",
        "[r]: javascript:x\n",
        "[r]: c.md\n",
        "%%",
        "%%\n",
        "{#",
        " #}",
        "{{",
        "}}",
        "{% comment %}",
        "{% endcomment %}",
        "][",
        ":::",
        "{: a }",
        "<style>",
        "style=\"x\"",
    ]);
    prop_oneof![
        4 => prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        1 => "\\PC{0,60}",
    ]
}

/// Returns annotations of ranges of the plain text of `markdown`, split at `places`.
fn annotations_at(markdown: &str, places: &[(u8, u8)]) -> Vec<Annotation> {
    let source = Source::new("content/case.md", markdown);
    let plain = PlainText::new(&source, &scan_body(&source, 0).value);
    let offsets: Vec<usize> = plain.text.char_indices().map(|(at, _)| at).chain([plain.text.len()]).collect();
    let mut at = 0;
    let mut all = Vec::new();
    for (number, (skip, take)) in places.iter().enumerate() {
        let (begin, end) = (at + *skip as usize, at + *skip as usize + *take as usize);
        let Some((begin, end_byte)) = offsets.get(begin).copied().zip(offsets.get(end).copied()) else {
            break;
        };
        let span = plain.source_span(Span::new(begin, end_byte));
        at = end;
        if plain.text[begin..end_byte].contains(OBJECT_REPLACEMENT) {
            continue;
        }
        let href = "days/2025.html".to_owned();
        let kind = match number % 3 {
            0 => AnnotationKind::Time {
                datetime: "2025-04-19".to_owned(),
                title: String::new(),
                href: None,
                spelled_out: false,
            },
            1 => AnnotationKind::Time {
                datetime: "2025".to_owned(),
                title: "\"2025\"".to_owned(),
                href: Some(href),
                spelled_out: false,
            },
            _ => AnnotationKind::Link { href, title: "Ada".to_owned() },
        };
        all.push(Annotation { span, kind });
    }
    all
}

/// Removes `time` elements and found links from HTML.
fn without_annotations(html: &str) -> String {
    let mut kept = String::new();
    let mut found = Vec::new();
    for (at, part) in html.split('<').enumerate() {
        let tag = part.split('>').next().unwrap_or_default();
        let inserted = match tag {
            tag if tag.starts_with("time ") || tag == "/time" => true,
            tag if tag.starts_with("a ") => {
                found.push(tag.starts_with("a class=\"found\""));
                *found.last().unwrap_or(&false)
            }
            "/a" => found.pop().unwrap_or(false),
            _ => false,
        };
        match part.split_once('>').filter(|_| inserted) {
            Some((_, text)) => kept.push_str(text),
            None if at > 0 => kept.extend(["<", part]),
            None => kept.push_str(part),
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_is_well_formed_and_inactive(markdown in markdown()) {
        let html = prose_html(&markdown, false, &[]);
        if let Err(fault) = CheckedHtml::check(&html) {
            return Err(TestCaseError::fail(format!("{fault} in\n{html}")));
        }
    }

    #[test]
    fn scanned_ids_are_rendered(markdown in markdown()) {
        let source = Source::new("content/case.md", &*markdown);
        let body = scan_body(&source, 0).value;
        let html = prose_html(&markdown, false, &[]);
        let shown = CheckedHtml::check(&html).map_err(TestCaseError::fail)?.ids;
        for id in body.headings.iter().map(|heading| &heading.id).chain(body.footnotes.iter().map(|note| &note.id)) {
            let escaped = id.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            prop_assert!(shown.contains(&escaped), "{id:?} is not among {shown:?}");
        }
        prop_assert!(body.headings.iter().all(|heading| (2..=6).contains(&heading.level)));
    }

    #[test]
    fn annotations_do_not_change_other_html(markdown in markdown(), places in prop::collection::vec((0_u8..9, 0_u8..9), 0..9)) {
        let with = prose_html(&markdown, false, &annotations_at(&markdown, &places));
        if let Err(fault) = CheckedHtml::check(&with) {
            return Err(TestCaseError::fail(format!("{fault} in\n{with}")));
        }
        prop_assert_eq!(without_annotations(&with), prose_html(&markdown, false, &[]));
    }
}

/// The HTML has the links of the body in order, each with its target.
#[test]
fn links_are_rendered_in_source_order() {
    let markdown = "# [a](1.md)\n\n![b [c](2.md)](3.png) [[4]] | x\n\n[^f]: [d](5.md)\n\n| [[6\\|e]] |\n|---|\n| ![f](7.png) |\n\ntext[^f] <https://8.example>\n";
    let source = Source::new("content/case.md", markdown);
    let body = scan_body(&source, 0).value;
    let read: Vec<_> = body.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(read, ["1.md", "3.png", "2.md", "4", "5.md", "6", "7.png", "https://8.example"]);
    let html = prose_html(markdown, false, &[]);
    let shown = CheckedHtml::check(&html).expect("whole").addresses;
    // Footnotes come last, and a link in an alternative text is not rendered.
    assert_eq!(
        shown,
        [
            "../1/index.html",
            "../3.png",
            "../4/index.html",
            "../6/index.html",
            "../7.png",
            "#fn-f",
            "https://8.example",
            "../5/index.html",
            "#fnref-1-f"
        ]
    );
}

fn annotate(markdown: &str, found: &str, kind: AnnotationKind) -> String {
    let source = Source::new("content/case.md", markdown);
    let plain = PlainText::new(&source, &scan_body(&source, 0).value);
    let at = plain.text.find(found).expect(found);
    let span = plain.source_span(Span::new(at, at + found.len()));
    prose_html(markdown, false, &[Annotation { span, kind }])
}

#[test]
fn dates_are_annotated_across_markup() {
    let cases = [
        ("On 19 April 2025.", "On <t>19 April 2025</t>."),
        ("On **19 April 2025**.", "On <strong><t>19 April 2025</t></strong>."),
        ("On 19 *April* 2025.", "On <t>19 <em>April</em> 2025</t>."),
        ("On **the 19 April** 2025.", "On <strong>the <t>19 April</t></strong> <t>2025</t>."),
        ("On 19 **April 2025 or so**.", "On <t>19 </t><strong><t>April 2025</t> or so</strong>."),
        ("On 19&nbsp;April 2025.", "On <t>19\u{a0}April 2025</t>."),
        ("On 19 April\n2025.", "On <t>19 April\n2025</t>."),
        ("On 19 *[April](a.md)* 2025.", "On <t>19 <em><a href=\"../a/index.html\">April</a></em> 2025</t>."),
        (
            "On [the 19](a.md) April 2025.",
            "On <a href=\"../a/index.html\">the <t>19</t></a> <t>April 2025</t>.",
        ),
        ("[On 19 April 2025](a.md)", "<a href=\"../a/index.html\">On <t>19 April 2025</t></a>"),
    ];
    for (markdown, expected) in cases {
        let kind = AnnotationKind::Time {
            datetime: "2025-04-19".to_owned(),
            title: String::new(),
            href: None,
            spelled_out: false,
        };
        let expected = expected.replace("<t>", "<time datetime=\"2025-04-19\">").replace("</t>", "</time>");
        assert_eq!(annotate(markdown, "19 April 2025", kind), format!("<p>{expected}</p>\n"), "{markdown}");
    }
}

#[test]
fn names_are_linked_outside_of_links() {
    let cases = [
        ("Then O'Neil came", "Then <l>O’Neil</l> came"),
        ("Then O&#39;Neil came", "Then <l>O'Neil</l> came"),
        ("Then *O'Neil* came", "Then <em><l>O’Neil</l></em> came"),
        ("[O'Neil](a.md) came", "<a href=\"../a/index.html\">O’Neil</a> came"),
        ("Then O['](b.md)Neil came", "Then O<a href=\"../b/index.html\">’</a>Neil came"),
        (
            "Then *O[']( b.md)* Neil and O'Neil",
            "Then <em>O<a href=\"../b/index.html\">’</a></em> Neil and <l>O’Neil</l>",
        ),
    ];
    for (markdown, expected) in cases {
        let kind = AnnotationKind::Link { href: "actors/o.html".to_owned(), title: "Ada O\"Neil".to_owned() };
        let link = "<a class=\"found\" href=\"../actors/o.html\" title=\"Ada O&quot;Neil\">";
        let expected = expected.replace("<l>", link).replace("</l>", "</a>");
        assert_eq!(annotate(markdown, "O'Neil", kind), format!("<p>{expected}</p>\n"), "{markdown}");
    }
}

#[test]
fn a_date_may_link_to_a_page() {
    let kind = AnnotationKind::Time {
        datetime: "2025".to_owned(),
        title: "in 2025".to_owned(),
        href: Some("y.html".to_owned()),
        spelled_out: false,
    };
    let expected =
        "<p>in <a class=\"found\" href=\"../y.html\"><time title=\"in 2025\">2025</time></a></p>\n";
    assert_eq!(annotate("in 2025", "2025", kind), expected);
}

#[test]
fn a_relative_date_may_be_followed_by_its_value() {
    let kind = AnnotationKind::Time {
        datetime: "2025-04-19".to_owned(),
        title: "19 April 2025".to_owned(),
        href: None,
        spelled_out: true,
    };
    let expected = "<p>On <time datetime=\"2025-04-19\" title=\"19 April 2025\">Saturday</time>\
                    <span class=\"visually-hidden full-date\"> (19 April 2025)</span> it rained.</p>\n";
    assert_eq!(annotate("On Saturday it rained.", "Saturday", kind), expected);
}

/// Returns the words added after `found`, which occurs once in the text.
fn added(markdown: &str, found: &str) -> String {
    let title = "the year 2022".to_owned();
    let date = AnnotationKind::Time { datetime: "2022".to_owned(), title, href: None, spelled_out: true };
    annotate(markdown, found, date)
}

#[test]
fn quoted_words_are_not_expanded() {
    let quoted = [
        "\"Soon, next year, in the hills,\" they sang.",
        "“Soon, next year,” they sang.",
        "They sang: \"Soon,\nperhaps *next year*.\"",
        "They sang 'Soon, next year, in the hills'.",
        "> Soon, next year, in the hills.",
        "> - Soon, next year.",
        "„Soon, next year“, they sang.",
        "«Soon, next year», they sang.",
        "'19 years, next year, Soon,' they sang.",
        "“Never closed\n\nThen Soon came, and next year.",
    ];
    for markdown in quoted {
        let html = added(markdown, "next year");
        assert!(html.contains("<time datetime=\"2022\">next year</time>"), "{markdown}: {html}");
        assert!(!html.contains("the year 2022"), "{markdown}: {html}");
        let name = AnnotationKind::Link { href: "hills.html".to_owned(), title: "The Hills".to_owned() };
        assert!(!annotate(markdown, "Soon", name).contains("The Hills"), "{markdown}");
    }
    let beside = ["\"Soon,\" they sang of next year.", "“Soon” and 'late', they sang of next year."];
    for markdown in beside {
        let html = added(markdown, "next year");
        assert!(html.contains("title=\"the year 2022\">next year</time>"), "{markdown}: {html}");
        assert!(!html.contains("full-date"), "{markdown}: {html}");
    }
    let own = ["They sang, and it's for next year.", "> [!NOTE]\n> Soon, next year."];
    for markdown in own {
        let html = added(markdown, "next year");
        assert!(
            html.contains("</time><span class=\"visually-hidden full-date\"> (the year 2022)"),
            "{markdown}: {html}"
        );
    }
}

/// Returns the words of HTML.
fn text_of(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_of_quotations_is_that_of_the_source(
        mark in 0_usize..8, words in prop::collection::vec(0_usize..6, 0..6), after in 0_usize..3,
    ) {
        const MARKS: [(&str, &str); 8] = [
            ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("「", "」"), ("> ", ""), ("‚", "‘"),
        ];
        const WORDS: [&str; 6] = ["it rains", "Ada’s", "19 April,", "the ministers’", "‘90s", "no."];
        const AFTER: [&str; 3] = ["", " they said", "\n\nThey said it on 3 May."];
        let (open, close) = MARKS[mark];
        let words: Vec<&str> = words.into_iter().map(|word| WORDS[word]).collect();
        let quotation = format!("{} next year", words.join(" "));
        let markdown = format!("{open}{}{close}{}", quotation.trim_start(), AFTER[after]);
        let html = added(&markdown, "next year");
        prop_assert!(html.contains("<time datetime=\"2022\">next year</time>"), "{}: {}", markdown, html);
        prop_assert_eq!(text_of(&html), text_of(markdown.trim_start_matches("> ")));
    }
}

#[test]
fn paper_adds_no_url_to_quoted_words() {
    let link = "[there](https://example.org/)";
    let cases = [
        (format!("“Go {link} now.”"), true),
        (format!("> Go {link} now."), true),
        (format!("'Go {link} now.'"), true),
        (format!("“Go,” they wrote {link} now."), false),
        (format!("It's {link} now."), false),
    ];
    for (markdown, is_quoted) in cases {
        let kind = AnnotationKind::Link { href: "x.html".to_owned(), title: String::new() };
        let html = annotate(&markdown, "now", kind);
        assert_eq!(html.contains(" class=\"quoted\""), is_quoted, "{html}");
    }
    let style = std::fs::read_to_string("templates/style.css").expect("the style");
    let adding = style.lines().filter(|line| line.contains("attr(href)"));
    assert!(adding.clone().count() == 1 && adding.clone().all(|line| line.contains(":not(.quoted)::after")));
}

#[test]
fn no_text_is_slow_to_render() {
    let repeated = [
        "> ",
        "[",
        "![",
        "[[",
        "*a_",
        "**",
        "`",
        "``` ",
        "<",
        "<!--",
        "&",
        "\\",
        "[^a]",
        "[^a]: b\n",
        "[a](b) ",
        "| ",
        "- ",
        "1. ",
        "# \n",
        "## a\n",
        "## a {#b}\n",
        "'",
        "\"",
        "--",
        "<b>\n\n",
        "[^1",
        "![a](",
        "a\n: ",
        "- [ ] ",
        "~~",
        "\u{ad}",
        "’",
        "[a]: b\n",
        "x\n\n",
        "|a|\n|-|\n",
        "![[a]] ",
        "> [!NOTE]\n",
        "<a id=",
        "<div>\n",
        "![",
        "](a)",
        "![a](b)",
        "%%",
        "%%a ",
        "%%a%% ",
        "%%\n```\n%%\n",
        "{{",
        "{{< ",
        "{{ a\n\n",
        "{% comment %}",
        "{% a ",
        "{# ",
        "][",
        "[a][b] ",
        "{: ",
        "::: a\n",
        "!!! a\n",
        "“a",
        "‘",
    ];
    for unit in repeated {
        let text = unit.repeat(100_000 / unit.len());
        let began = Instant::now();
        let _ = prose_html(&text, false, &[]);
        let source = Source::new("content/case.md", &*text);
        let _ = PlainText::new(&source, &scan_body(&source, 0).value);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(4), "{unit:?} took {took:?}");
    }
}
