//! Marks that begin a comment for Dateline and may be text in the source.

use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::outside_code;

/// Escapes marks that are text in a kind of site: `%%` is a comment in Obsidian only, `{# … #}` in templates of Eleventy only.
pub(super) fn escaped(line: &str, kind: SiteKind) -> String {
    let hides_percent = matches!(kind, SiteKind::Obsidian | SiteKind::Quartz);
    let hides_braces = kind == SiteKind::Eleventy;
    if !line.contains("%%") && !line.contains("{# ") {
        return line.to_owned();
    }
    outside_code(line, |text| {
        let text = if hides_percent { text.to_owned() } else { text.replace("%%", "\\%%") };
        if hides_braces { text } else { text.replace("{# ", "\\{# ") }
    })
}

/// Reports the comments of a body, which no page shows.
pub(super) fn report(body: &str, kind: SiteKind, log: &mut FileLog) {
    let number = match kind {
        SiteKind::Obsidian | SiteKind::Quartz => body.matches("%%").count() / 2,
        SiteKind::Eleventy => body.matches("{# ").count().min(body.matches("#}").count()),
        _ => 0,
    };
    log.extend(std::iter::repeat_n((ReportKind::LostMarkup, "comment".to_owned()), number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_comments_are_reported() {
        let cases = [
            (SiteKind::Jekyll, "a %%b%% {# c #} `%% {# `", "a \\%%b\\%% \\{# c #} `%% {# `", 0),
            (SiteKind::Eleventy, "a {# c #} 50%%", "a {# c #} 50\\%%", 1),
            (SiteKind::Obsidian, "a %%b%% {# c #}", "a %%b%% \\{# c #}", 1),
            (SiteKind::Hugo, "## A {#id}", "## A {#id}", 0),
        ];
        for (kind, line, expected, reported) in cases {
            let mut log = FileLog::new();
            report(line, kind, &mut log);
            assert_eq!((&*escaped(line, kind), log.len()), (expected, reported), "{line}");
        }
    }
}
