//! HTML becomes Markdown, as whole pages and within Markdown.

mod anchors;
mod concealed;
mod elements;
mod inline;
mod mixed;
mod script;
mod table;
mod writer;

use pulldown_cmark::{Event, Parser};

use super::report::FileLog;
use crate::document::html_tokens::{self, HtmlToken};
use crate::document::take_footnotes;
pub(super) use inline::escaped;
pub(super) use mixed::convert_mixed;
pub(super) use writer::TextStyle;

/// Converts a page of HTML, with its footnotes.
pub(super) fn to_markdown(html: &str, style: TextStyle, log: &mut FileLog) -> String {
    let Some(footnotes) = take_footnotes(html) else { return writer::write(html, style, log) };
    let markdown = writer::write(&footnotes.html, style, log);
    footnotes.restore(&markdown, |note| writer::write(note, style, log))
}

/// Returns a text without HTML tags and Markdown marks, with entities decoded, on one line.
pub(super) fn plain_text(text: &str) -> String {
    let without_tags = text_of(&html_tokens::tokens(text));
    let one_line = crate::text::on_one_line(&without_tags);
    if !one_line.contains(['&', '*', '_', '[', '`', '\\', '<', '~']) {
        return one_line.trim().to_owned();
    }
    let mut plain = String::with_capacity(one_line.len());
    // The word keeps the first char from being read as a heading or a list.
    for event in Parser::new(&format!("x{one_line}")) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    plain.get(1..).unwrap_or_default().trim().to_owned()
}

/// Returns the text of tokens; superscripts and subscripts are small chars.
fn text_of(tokens: &[HtmlToken<'_>]) -> String {
    let (mut output, mut script) = (String::new(), None);
    for token in tokens {
        let opened = script.take();
        match token {
            HtmlToken::Text(text) => match opened {
                Some(name) => {
                    let small = script::script_text(text, name, &output).text;
                    output.push_str(&small);
                }
                None => output.push_str(text),
            },
            HtmlToken::Start(tag) | HtmlToken::End(tag) => match &*html_tokens::tag_name(tag) {
                "br" | "p" | "li" | "div" => output.push(' '),
                "sup" if matches!(token, HtmlToken::Start(_)) => script = Some("sup"),
                "sub" if matches!(token, HtmlToken::Start(_)) => script = Some("sub"),
                name if !html_tokens::is_element(name) => output.push_str(tag),
                _ => {}
            },
            HtmlToken::Comment(_) => {}
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let cases = [
            ("<p>They <b>began </b>on <i></i>Friday.</p><p>B</p>", "They **began** on Friday.\n\nB"),
            ("<p>See <a href='/a b'>it</a> &amp; go*</p>", "See [it](</a b>) &amp; go\\*"),
            (
                "<ul><li>One<ol><li>Two</li><li>Three</li></ol></li><li>Four</li></ul>",
                "- One\n  1. Two\n  2. Three\n- Four",
            ),
            ("<blockquote><p>A</p><p>B</p></blockquote><p>C</p>", "> A\n>\n> B\n\nC"),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1|</td></tr></table>",
                "| A | B |\n| --- | --- |\n| 1\\| |  |",
            ),
            (
                "<table>\n<caption>\n1. <b>Boats</b>\n</caption><tr><th>A</th><td>B</td></tr></table>",
                "1\\. **Boats**\n\n| A | B |\n| --- | --- |",
            ),
            ("<table><tr><td><h2>A</h2><p>x</p></td></tr></table>", "## A\n\nx"),
            ("<pre class='language-rs'>a &lt; b\n  c</pre>", "```rs\na < b\n  c\n```"),
            ("<p>A<script>b < c</script> c<br>d</p>", "A c\\\nd"),
            (
                "<table><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><td>1<td>2<td>3</table>",
                "| A | B |  |\n| --- | --- | --- |\n|  | C | D |\n| 1 | 2 | 3 |",
            ),
            (
                "<table><tr><td>A<td>B<tr><td>C<ul><li>d<li>e</ul><td>F</table>",
                "| A | B |\n| --- | --- |\n| C • d • e | F |",
            ),
            (
                "<table><tr><td>A</td><td>B<ol start=4><li>c</li><li>d</li></ol></tr></table>",
                "| A | B 4. c 5. d |\n| --- | --- |",
            ),
            ("<h2 id='part-1'>A<br>b</h2><p>x</p>", "## A b {#part-1}\n\nx"),
            ("<h3><a name=\"p2\"></a>A</h3><h3 id='a b'>B</h3>", "### A {#p2}\n\n### B"),
            ("<p>a<img class='wp-smiley' src='b.png' alt='🙂'></p>", "a🙂"),
            ("<p>1. A</p>", "1\\. A"),
            ("<ol start=5><li>A</li><li>B</li><li value=9>C</li></ol>", "5. A\n6. B\n9. C"),
            ("<p>10<sup>6</sup> of x<sup>ab</sup>, the 3<sup>rd</sup></p>", "10⁶ of x^(ab), the 3rd"),
            ("<p>A</p><div hidden><p>B</p></div><p>C</p>", "A\n\nC"),
            (
                "<iframe src=\"//www.youtube.com/embed/abc\"></iframe>",
                "[youtube.com](https://www.youtube.com/watch?v=abc)",
            ),
            ("<a href=x><em>A</em><p>B</p></a>", "[*A*](x)\n\n[B](x)"),
        ];
        for (html, expected) in cases {
            assert_eq!(to_markdown(html, TextStyle::Plain, &mut FileLog::new()), expected, "{html}");
        }
    }

    #[test]
    fn text_loses_its_marks() {
        let cases = [
            ("A &amp; <b>B</b> *c* [d](e)", "A & B c d"),
            ("- x", "- x"),
            ("Vec<T>", "Vec<T>"),
            ("10<sup>6</sup> t of CO<sub>2</sub>", "10⁶ t of CO₂"),
            ("a\nb", "a b"),
        ];
        for (text, expected) in cases {
            assert_eq!(plain_text(text), expected, "{text}");
        }
    }
}
