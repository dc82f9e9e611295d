//! The Markdown of shortcodes that many sites have.

use super::ShortcodeCall;
use crate::import::html::plain_text;
use crate::text::on_one_line;

/// Names of shortcodes for a note, with the alert that they become.
const ALERTS: [(&str, &str); 17] = [
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("notice", "NOTE"),
    ("alert", "NOTE"),
    ("callout", "NOTE"),
    ("admonition", "NOTE"),
    ("hint", "TIP"),
    ("tip", "TIP"),
    ("success", "TIP"),
    ("important", "IMPORTANT"),
    ("attention", "WARNING"),
    ("warning", "WARNING"),
    ("warn", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
    ("bug", "CAUTION"),
];

/// Returns the Markdown of a shortcode, or `None` if there is no rule for it.
pub(super) fn markdown(call: &ShortcodeCall<'_>, inner: Option<&str>) -> Option<String> {
    let name = call.name.to_ascii_lowercase();
    let id = call.first(&["id", "0", "video", "url"]);
    match &*name {
        "ref" | "relref" => Some(format!("ref:{}", call.first(&["path", "0"])?.replace(' ', "%20"))),
        "youtube" | "yt" => Some(video(call, "YouTube", "https://www.youtube.com/watch?v=", id?)),
        "youtubepl" => Some(video(call, "YouTube", "https://www.youtube.com/playlist?list=", id?)),
        "vimeo" => Some(video(call, "Vimeo", "https://vimeo.com/", id?)),
        "tweet" | "twitter" | "x" | "twitter_simple" => {
            let status = call.first(&["id", "1", "0"])?;
            let user = call.first(&["user"]).unwrap_or("i/web");
            Some(format!("[@{user}](https://twitter.com/{user}/status/{status})"))
        }
        "instagram" => Some(format!("[Instagram](https://www.instagram.com/p/{}/)", id?)),
        "gist" => {
            let (user, gist) = (call.first(&["user", "0"])?, call.first(&["id", "1"])?);
            Some(format!("[Gist](https://gist.github.com/{user}/{gist})"))
        }
        "highlight" | "code" => {
            let language = call.first(&["lang", "language", "0"]).unwrap_or_default();
            Some(format!("\n```{language}\n{}\n```\n", inner?.trim_matches('\n')))
        }
        "mermaid" => Some(format!("\n```mermaid\n{}\n```\n", inner?.trim_matches('\n'))),
        "quote" | "blockquote" | "pullquote" | "quote-block" => quotation(call, inner),
        "details" | "accordion" | "expand" | "collapse" | "spoiler" | "tab" | "tabitem" => {
            let title = call
                .first(&["title", "summary", "header", "name", "label", "0"])
                .map_or(String::new(), |title| format!("**{title}**"));
            Some(format!("\n{title}\n\n{}\n", inner?.trim()))
        }
        "button" | "link" | "external-link" | "asset-static" | "download" => link(call, inner),
        "br" | "linebreak" => Some("\\\n".to_owned()),
        "hr" => Some("\n\n---\n\n".to_owned()),
        name => alert(name, call, inner).or_else(|| image(name, call)),
    }
}

fn video(call: &ShortcodeCall<'_>, site: &str, base: &str, id: &str) -> String {
    let title = call.first(&["title", "alt"]).map_or_else(|| site.to_owned(), label);
    let target = if id.contains("://") { id.to_owned() } else { format!("{base}{id}") };
    format!("[{title}]({})", target.replace(' ', "%20"))
}

/// Returns text for the brackets of a link.
fn label(text: &str) -> String {
    on_one_line(&plain_text(text)).replace(['[', ']'], "")
}

fn quotation(call: &ShortcodeCall<'_>, inner: Option<&str>) -> Option<String> {
    let words = inner.map(str::trim).filter(|inner| !inner.is_empty());
    let words = words.or_else(|| call.first(&["text", "quote", "0"]))?;
    let author = call.first(&["cite", "author", "source", "name"]).map(|author| format!("\n\n— {author}"));
    Some(format!("\n{}\n", quoted_lines(&format!("{words}{}", author.unwrap_or_default()))))
}

fn quoted_lines(text: &str) -> String {
    let lines = text
        .trim()
        .lines()
        .map(|line| if line.trim().is_empty() { ">".to_owned() } else { format!("> {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

fn link(call: &ShortcodeCall<'_>, inner: Option<&str>) -> Option<String> {
    let target = call.first(&["href", "link", "url", "file", "path", "0"])?;
    let text =
        call.first(&["text", "label", "title", "name", "1"]).or(inner).map_or_else(|| label(target), label);
    Some(format!("[{text}]({})", destination(target)))
}

/// Returns a link destination. It has no angle brackets: within HTML they would be a tag.
fn destination(target: &str) -> String {
    let target = on_one_line(target).trim().replace(['<', '>'], "");
    target.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn alert(name: &str, call: &ShortcodeCall<'_>, inner: Option<&str>) -> Option<String> {
    let kind = call.first(&["type", "variant", "kind", "style", "0"]).map(str::to_ascii_lowercase);
    let known = |name: &str| ALERTS.iter().find(|(known, _)| *known == name).map(|(_, alert)| *alert);
    let by_name = known(name)?;
    let alert = kind.as_deref().and_then(known).unwrap_or(by_name);
    // The first text without a name is the kind, or else the title of what stands between the two ends, or the words.
    let texts =
        [call.first(&["0"]).filter(|text| known(&text.to_ascii_lowercase()).is_none()), call.first(&["1"])];
    let mut texts = texts.into_iter().flatten();
    let title = call.first(&["title", "heading"]).or_else(|| texts.next().filter(|_| inner.is_some()));
    let title = title.map(|title| format!("**{title}**\n\n")).unwrap_or_default();
    let words = inner.map(str::trim).or_else(|| call.first(&["text", "content", "1", "0"]))?;
    Some(format!("\n> [!{alert}]\n{}\n", quoted_lines(&format!("{title}{words}"))))
}

/// Returns the picture of `figure`, `img` and all names that contain one of these words.
fn image(name: &str, call: &ShortcodeCall<'_>) -> Option<String> {
    let is_image = ["img", "image", "figure", "picture", "photo"].iter().any(|word| name.contains(word));
    let source = call.first(&["src", "url", "path", "file", "image", "link", "0"]).filter(|_| is_image)?;
    let caption = call.first(&["caption", "title", "description"]).map(plain_text);
    let alt = call.first(&["alt", "1"]).map(str::to_owned).or_else(|| caption.clone()).unwrap_or_default();
    let credit = call.first(&["credit", "attr", "attribution", "copyright", "photographer"]).map(plain_text);
    let words = caption.into_iter().chain(credit).map(|text| on_one_line(text.trim()).replace('"', "”"));
    let title = words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" — ");
    let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
    let picture = format!("![{}]({}{title})", label(&alt), destination(source));
    match call.first(&["link", "href"]).filter(|link| *link != source) {
        Some(link) => Some(format!("[{picture}]({})", destination(link))),
        None => Some(picture),
    }
}
