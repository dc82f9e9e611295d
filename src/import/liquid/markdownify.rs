//! The filter `markdownify`: short Markdown as HTML. Later steps make Markdown of it again.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Returns paragraphs with emphasis, links and code as HTML, and any other Markdown as it is.
pub(super) fn html(markdown: &str) -> String {
    // A comment at the start would make the whole line HTML.
    let mut text = markdown.trim_start();
    while let Some(end) = text.find("-->").filter(|_| text.starts_with("<!--")) {
        text = &text[end + 3..];
    }
    let comments = &markdown[..markdown.len() - text.len()];
    let parts: Option<Vec<String>> = Parser::new(text).map(part).collect();
    parts.map_or_else(|| markdown.to_owned(), |parts| comments.to_owned() + &parts.concat())
}

fn part(event: Event<'_>) -> Option<String> {
    let text = match event {
        Event::Start(Tag::Paragraph) => "<p>".to_owned(),
        Event::End(TagEnd::Paragraph) => "</p>\n".to_owned(),
        Event::Start(Tag::Emphasis) => "<em>".to_owned(),
        Event::End(TagEnd::Emphasis) => "</em>".to_owned(),
        Event::Start(Tag::Strong) => "<strong>".to_owned(),
        Event::End(TagEnd::Strong) => "</strong>".to_owned(),
        Event::Start(Tag::Link { dest_url, .. }) => format!("<a href=\"{}\">", escaped(&dest_url)),
        Event::End(TagEnd::Link) => "</a>".to_owned(),
        Event::Code(code) => format!("<code>{}</code>", escaped(&code)),
        Event::Text(text) => escaped(&text),
        Event::Html(html) | Event::InlineHtml(html) => html.into_string(),
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => String::new(),
        Event::SoftBreak => "\n".to_owned(),
        Event::HardBreak => "<br>\n".to_owned(),
        _ => return None,
    };
    Some(text)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_markdown_becomes_html() {
        let cases = [
            ("*[A & b](/c)* `d<e`", "<p><em><a href=\"/c\">A &amp; b</a></em> <code>d&lt;e</code></p>\n"),
            ("<!--x-->A\n**b**", "<!--x--><p>A\n<strong>b</strong></p>\n"),
            ("a <b>c</b>", "<p>a <b>c</b></p>\n"),
            ("- a\n- b", "- a\n- b"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(html(markdown), expected, "{markdown}");
        }
    }
}
