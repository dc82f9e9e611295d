//! Tests of scanning a body.

use super::*;
use crate::diagnostic::Outcome;

fn read(markdown: &str) -> Outcome<Body> {
    scan_body(&Source::new("content/a.md", markdown), 0)
}

#[test]
fn diagnostics_have_the_span_of_their_source() {
    let cases: [(&str, &[(&str, &str)]); 27] = [
        ("a <b>bold</b> word ![x](y.png) and <i>more</i>", &[("M001", "<b>")]),
        ("<div>\n*a*\n</div>\n\n<p>\n", &[("M001", "<div>"), ("M001", "<p>")]),
        ("- <b>a</b>\n- <b>b</b>\n", &[("M001", "<b>"), ("M001", "<b>")]),
        ("<!-- a note -->\n\nand <!-- one more --> here", &[]),
        ("A\n\n<!-- open\n\n## B\n\nText.\n", &[("M007", "<!--")]),
        ("- a\n\n  <!-- a -->\n\n  <!-- open\n", &[("M007", "<!--")]),
        ("<!-- a --> <!-- open\n\nText.\n", &[("M007", "<!--")]),
        (
            "<!--> a <!---> b\n\n`<!--` and <!-- is text\n\n    <!-- code\n",
            &[("M001", "<!--> a <!---> b"), ("M007", "<!--")],
        ),
        ("a \\<!-- b and <!-- c -->\n", &[]),
        ("<p>a <!-- b --> c\n", &[("M001", "<p>a <!-- b --> c")]),
        ("`<b>` and \\<b>\n\n    <b>\n", &[]),
        ("## A {#a}\n\n## B {#a}\n", &[("M002", "## B {#a}")]),
        ("## A {#fn-1}\n\n## B {#_main}\n", &[("M002", "## A {#fn-1}"), ("M002", "## B {#_main}")]),
        ("x[^a]\n\n[^a]: b\n[^A]: c\n", &[("M002", "[^A]: c")]),
        ("said[^a] so[^b].\n\n[^b]: y\n", &[("M003", "[^a]")]),
        ("\\[^a] and `[^b]` and [^c d] and [^](x.md)", &[]),
        ("![^a]", &[("M003", "[^a]")]),
        ("# A\n\n## B\n\n# C\n", &[("M004", "# A")]),
        ("A\n===\n", &[("M004", "A")]),
        ("[a](javascript:x) <vbscript:y>", &[("L005", "[a](javascript:x)"), ("L005", "<vbscript:y>")]),
        ("[a](java&#x73;cript:x)", &[("L005", "[a](java&#x73;cript:x)")]),
        ("![a](data:image/png;base64,AA)", &[("L005", "![a](data:image/png;base64,AA)")]),
        ("[[javascript:x]]", &[]),
        ("![](a.png) ![ ](b.png)", &[("L006", "![](a.png)"), ("L006", "![ ](b.png)")]),
        ("![[a.png]] ![[a.png|A table]]", &[("L006", "![[a.png]]")]),
        ("![![](a.png)](b.png)", &[("L006", "![![](a.png)](b.png)")]),
        ("![[b](c.md)](a.png) ![`x`](a.png) ![![t](a.png)](b.png)", &[]),
    ];
    for (markdown, expected) in cases {
        let diagnostics = read(markdown).diagnostics;
        let slice = |diagnostic: &crate::diagnostic::Diagnostic| {
            let span = diagnostic.location.as_ref().and_then(|location| location.span).unwrap_or_default();
            (diagnostic.code.id, span.slice(markdown).to_owned())
        };
        let found: Vec<_> = diagnostics.iter().map(slice).collect();
        let found: Vec<_> = found.iter().map(|(code, written)| (*code, written.as_str())).collect();
        assert_eq!(found, expected, "{markdown}");
    }
}

#[test]
fn headings_have_the_shown_level_id_and_text() {
    #[allow(clippy::type_complexity, reason = "cases as data")]
    let cases: [(&str, &[(u8, &str, &str)]); 5] = [
        ("## A *b* `c`\n", &[(2, "a-b-c", "A b c")]),
        ("# A\n\n###### B\n", &[(2, "a", "A"), (6, "b", "B")]),
        ("### Only deep\n", &[(3, "only-deep", "Only deep")]),
        ("## ![x](y.png)\n", &[(2, "section", "")]),
        ("## What's \"new\" -- here {#new .big}\n", &[(2, "new", "What’s “new” – here")]),
    ];
    for (markdown, expected) in cases {
        let headings = read(markdown).value.headings;
        let found: Vec<_> =
            headings.iter().map(|one| (one.level, one.id.as_str(), one.text.as_str())).collect();
        assert_eq!(found, expected, "{markdown}");
    }
}

#[test]
fn link_targets_are_decoded() {
    let cases = [
        ("[a](b.md#c)", LinkKind::Markdown, "b.md#c"),
        ("[a](<b c.md>)", LinkKind::Markdown, "b c.md"),
        ("[a](b\\(1\\).md)", LinkKind::Markdown, "b(1).md"),
        ("[a](b.md?x=1&amp;y=2)", LinkKind::Markdown, "b.md?x=1&y=2"),
        ("[a][b]\n\n[b]: c.md \"t\"", LinkKind::Markdown, "c.md"),
        ("<https://example.org>", LinkKind::Markdown, "https://example.org"),
        ("<desk@example.org>", LinkKind::Markdown, "mailto:desk@example.org"),
        ("![a](b.png)", LinkKind::Image, "b.png"),
        ("![[b.png]]", LinkKind::Image, "b.png"),
        ("[[ oman ]]", LinkKind::Wiki, "oman"),
        ("[[oman#role|the *mediator*]]", LinkKind::WikiWithText, "oman#role"),
        ("| a |\n|---|\n| [[oman\\|b]] |", LinkKind::WikiWithText, "oman"),
    ];
    for (markdown, kind, target) in cases {
        let links = read(markdown).value.links;
        let found: Vec<_> = links.iter().map(|link| (link.kind, link.target.as_str())).collect();
        assert_eq!(found, [(kind, target)], "{markdown}");
    }
}

#[test]
fn spans_count_from_the_start_of_the_source() {
    let text = "---\ntitle: x\n---\n## A\n\n[b](c.md)[^n]\n\n[^n]: d\n";
    let body = scan_body(&Source::new("content/a.md", text), 17).value;
    assert_eq!(body.headings[0].span.slice(text).trim_end(), "## A");
    assert_eq!(body.links[0].span.slice(text), "[b](c.md)");
    assert_eq!(body.footnotes[0].span.slice(text).trim_end(), "[^n]: d");
    assert_eq!((body.footnotes[0].id.as_str(), body.word_count), ("fn-n", 3));
}

#[test]
fn equal_headings_have_different_ids() {
    let body = read(&"## Talks\n\n".repeat(1000)).value;
    let ids: std::collections::BTreeSet<_> = body.headings.iter().map(|heading| &heading.id).collect();
    assert_eq!(ids.len(), 1000);
}

fn foreign_syntax_messages(markdown: &str) -> Vec<String> {
    let source = Source::new("content/a.md", markdown);
    let diagnostics = scan_body(&source, 0).diagnostics;
    let is_foreign = |diagnostic: &&crate::diagnostic::Diagnostic| {
        matches!(diagnostic.code.id, "M005" | "M006" | "M007" | "M009")
    };
    diagnostics
        .iter()
        .filter(is_foreign)
        .map(|diagnostic| format!("{} {}", diagnostic.code.id, diagnostic.message))
        .collect()
}

#[test]
fn foreign_syntax_is_named_and_counted() {
    let cases: [(&str, &[&str]); 19] = [
        ("{{< a >}}\n\n{{<b\n1>}}\n", &["M005 2 Hugo shortcodes are shown as text: `a`, `b`"]),
        ("x {%- if y -%} z {% endif %}", &["M005 a Liquid tag is shown as text: `if`"]),
        ("[x]({{ site.url }}/y)", &["M005 a template variable is shown as text: `site.url`"]),
        ("<div>{{ a }}</div>", &["M005 a template variable is shown as text: `a`"]),
        ("*x*{: .a} and y { .b }", &["M005 2 attribute lists are shown as text: `.a`, `.b`"]),
        ("!!! note \"A: b\"\n\n    c", &["M005 an admonition is shown as text: `note`"]),
        ("> :::tip\n> a\n> :::", &["M005 a `:::` fence is shown as text: `tip`"]),
        ("a [b][c] d", &["M006 the reference `[c]` is not defined"]),
        ("a [b][] d", &["M006 the reference `[b]` is not defined"]),
        (
            "![a](photo of hall.jpg) and [b](../a b/c.md \"T\")",
            &[
                "M009 the target `photo of hall.jpg` has a space, so the link is shown as text",
                "M009 the target `../a b/c.md` has a space, so the link is shown as text",
            ],
        ),
        (
            "[a](photo (1).jpg)",
            &["M009 the target `photo (1).jpg` has a space, so the link is shown as text"],
        ),
        ("**[a](/my file)**", &["M009 the target `/my file` has a space, so the link is shown as text"]),
        ("[sic](as printed) [a](<b c.pdf>) [a](b%20c.pdf) [a](b.pdf \"t u.v\") [a] (b c.pdf)", &[]),
        ("`[a](b c.pdf)` \\[a\\](b c.pdf)\n\n    [a](b c.pdf)", &[]),
        ("[a](b c\nd.pdf) [a](see no. 12, page 3) [x](", &[]),
        ("a %%b", &["M007 the comment is not closed"]),
        ("a {% comment %} b", &["M007 the comment is not closed"]),
        ("a ]( {{ b\n\nc }} ::: !!! what? { 1 } {x} [ ][ ] [y]", &[]),
        (
            "`{{ a }}` `%%` \\{{ b }} \\%% [c][d]\n\n    {{ e }} %%\n\n## F {#g}\n\n<!-- {{ h }} %% -->\n\n[i][^j]\n\n[d]: e\n[^j]: k",
            &[],
        ),
    ];
    for (markdown, expected) in cases {
        assert_eq!(foreign_syntax_messages(markdown), expected, "{markdown}");
    }
}

#[test]
fn comments_are_removed_from_all_parts() {
    let body = read("## A %%B%%\n\nc %%d [e](f.md) ![g](h.png)%% i\n\n%%\n\n[^j]: k\n\n%%\n").value;
    assert_eq!(body.headings[0].text, "A");
    assert_eq!((body.links.len(), body.footnotes.len(), body.word_count), (0, 0, 3));
}
