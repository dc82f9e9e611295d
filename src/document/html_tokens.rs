//! Splits HTML into tags and text. Any input is split; nothing is an error.

/// A tag or the text between two tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HtmlToken<'t> {
    /// Text, with entities as written.
    Text(&'t str),
    /// A start tag: its whole text.
    Start(&'t str),
    /// An end tag: its whole text.
    End(&'t str),
    /// A comment or declaration.
    Comment(&'t str),
}

impl<'t> HtmlToken<'t> {
    /// Returns its whole text.
    pub(crate) fn text(self) -> &'t str {
        let (Self::Text(text) | Self::Start(text) | Self::End(text) | Self::Comment(text)) = self;
        text
    }
}

/// Elements whose content is not HTML; it counts as a comment.
const RAW_TEXT: [&str; 4] = ["script", "style", "textarea", "title"];

/// Splits HTML.
pub(crate) fn tokens(html: &str) -> Vec<HtmlToken<'_>> {
    let (mut tokens, mut start, mut from) = (Vec::new(), 0, 0);
    while let Some(open) = html[from..].find('<').map(|index| from + index) {
        let Some((token, length)) = markup(&html[open..]) else {
            from = open + 1;
            continue;
        };
        if open > start {
            tokens.push(HtmlToken::Text(&html[start..open]));
        }
        tokens.push(token);
        from = open + length;
        start = from;
        if let HtmlToken::Start(tag) = token {
            let name = tag_name(tag);
            if RAW_TEXT.contains(&&*name) && !tag.ends_with("/>") {
                let end = find_end_tag(&html[from..], &name).map_or(html.len(), |end| from + end);
                tokens.push(HtmlToken::Comment(&html[from..end]));
                (start, from) = (end, end);
            }
        }
    }
    if start < html.len() {
        tokens.push(HtmlToken::Text(&html[start..]));
    }
    tokens
}

/// Returns the tag or comment at the start of a text, and its length.
fn markup(text: &str) -> Option<(HtmlToken<'_>, usize)> {
    if text.starts_with("<!--") {
        let end = text.find("-->").map_or(text.len(), |end| end + 3);
        return Some((HtmlToken::Comment(&text[..end]), end));
    }
    let second = text.as_bytes().get(1)?;
    let is_end = *second == b'/';
    let first_letter = text.as_bytes().get(1 + usize::from(is_end))?;
    if matches!(second, b'!' | b'?') {
        let end = text.find('>')? + 1;
        return Some((HtmlToken::Comment(&text[..end]), end));
    }
    first_letter.is_ascii_alphabetic().then_some(())?;
    let end = tag_end(text)?;
    let tag = &text[..end];
    Some((if is_end { HtmlToken::End(tag) } else { HtmlToken::Start(tag) }, end))
}

/// Returns the end of a tag; `>` in a quoted value does not end it.
fn tag_end(text: &str) -> Option<usize> {
    const MAX_TAG: usize = 64 << 10;
    let (mut quote, mut previous) = (None, b' ');
    for (index, byte) in text.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (None, b'>') => return Some(index + 1),
            (None, b'<') if index > 0 => return None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    None
}

fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let starts = |at: usize| {
        let rest = text.get(at + 2..at + 2 + name.len());
        rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name))
    };
    text.match_indices("</").map(|(at, _)| at).find(|at| starts(*at))
}

/// Returns the name of a start or end tag in lower case.
pub(crate) fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    inner[..end].to_ascii_lowercase()
}

/// Returns the value of an attribute, with entities as written; empty if it has no value.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let mut rest = inner[inner.find(char::is_whitespace)?..].trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let found = &rest[..end];
        let after = rest[end..].trim_start();
        let (value, after) = match after.strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after.trim_start();
        if end == 0 && value.is_empty() {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    None
}

fn attribute_value(text: &str) -> (&str, &str) {
    match text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => {
            let inner = &text[1..];
            let end = inner.find(quote).unwrap_or(inner.len());
            (&inner[..end], inner.get(end + 1..).unwrap_or_default())
        }
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// The elements of HTML. Other tags are text that looks like a tag, such as `Vec<T>`.
pub(crate) fn is_element(name: &str) -> bool {
    const NAMES: &str = " a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button \
        canvas caption center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset \
        figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins \
        kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p param \
        picture pre progress q rp rt ruby s samp script section select slot small source span strike strong style sub \
        summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr \
        path g circle rect polygon line defs use mi mo mn mrow mtext msup msub msubsup mfrac mover munder semantics annotation ";
    let mut word = String::with_capacity(name.len() + 2);
    word.extend([" ", name, " "]);
    NAMES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_split() {
        let html = "a<b x='>'>c</B><!-- d --><script>if (a<b)</script> 1 < 2";
        let expected = [
            HtmlToken::Text("a"),
            HtmlToken::Start("<b x='>'>"),
            HtmlToken::Text("c"),
            HtmlToken::End("</B>"),
            HtmlToken::Comment("<!-- d -->"),
            HtmlToken::Start("<script>"),
            HtmlToken::Comment("if (a<b)"),
            HtmlToken::End("</script>"),
            HtmlToken::Text(" 1 < 2"),
        ];
        assert_eq!(tokens(html), expected);
    }

    #[test]
    fn attributes_are_read() {
        let tag = "<a class=x HREF = \"/a?b=c\" hidden title='é >'>";
        assert_eq!(attribute(tag, "href"), Some("/a?b=c"));
        assert_eq!(attribute(tag, "hidden"), Some(""));
        assert_eq!(attribute(tag, "title"), Some("é >"));
        assert_eq!(attribute(tag, "id"), None);
        assert_eq!(attribute("<a =>", "id"), None);
    }
}
