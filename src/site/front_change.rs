//! Changes of front matter that other pages only show: title and summary.

/// How two front matters differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrontChange {
    /// Not at all.
    Same,
    /// At most in the title and the summary, each on a line of its own.
    Title,
}

/// The keys whose values are only shown.
const SHOWN: [&str; 2] = ["title:", "summary:"];

/// Compares two valid front matters by their lines. Returns `None` if they may differ in more than titles and summaries.
pub(super) fn front_change(one: &str, other: &str) -> Option<FrontChange> {
    if one == other {
        return Some(FrontChange::Same);
    }
    let (mut lines, mut others) = (one.lines().peekable(), other.lines().peekable());
    loop {
        match (lines.next(), others.next()) {
            (None, None) => return Some(FrontChange::Title),
            (Some(line), Some(other)) if line == other => {}
            (Some(line), Some(other)) => {
                let next = lines.peek().copied().unwrap_or_default();
                let ends = next == others.peek().copied().unwrap_or_default() && !continues(next);
                if !ends || !is_shown_value(line, other) {
                    return None;
                }
            }
            _ => return None,
        }
    }
}

/// Returns whether a line may belong to the value before it.
fn continues(line: &str) -> bool {
    line.is_empty() || line.starts_with([' ', '\t', '#'])
}

/// Returns whether two lines have the same key, whose value is only shown, and each a whole value.
fn is_shown_value(line: &str, other: &str) -> bool {
    SHOWN.iter().any(|key| {
        let values = line.strip_prefix(key).zip(other.strip_prefix(key));
        values.is_some_and(|(one, other)| is_whole_scalar(one) && is_whole_scalar(other))
    })
}

/// Returns whether the text after a key is one scalar that ends on this line, without a comment.
fn is_whole_scalar(text: &str) -> bool {
    let Some(value) = text.strip_prefix(' ').map(str::trim) else { return false };
    let inner = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match value.chars().next() {
        Some('"') => inner('"').is_some_and(|inner| !inner.contains(['"', '\\'])),
        Some('\'') => inner('\'').is_some_and(|inner| !inner.contains('\'')),
        Some(first) => first.is_alphanumeric() && !value.contains('#') && !value.contains(": "),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_titles_and_summaries_may_differ() {
        use FrontChange::{Same, Title};
        let cases = [
            ("title: A\ndate: 1\n", "title: A\ndate: 1\n", Some(Same)),
            ("title: A\ndate: 1\n", "title: B and C\ndate: 1\n", Some(Title)),
            ("title: \"A: b\"\ndate: 1\n", "title: 'B # c'\ndate: 1\n", Some(Title)),
            ("title: A\nsummary: One.\ndate: 1\n", "title: B\nsummary: Two.\ndate: 1\n", None),
            (
                "title: A\ndate: 1\nsummary: One.\n---\n",
                "title: B\ndate: 1\nsummary: Two.\n---\n",
                Some(Title),
            ),
            ("title: A\ndate: 1\n", "title: A\ndate: 2\n", None),
            ("title: A\n  more\ndate: 1\n", "title: B\n  more\ndate: 1\n", None),
            ("title: A\n\n  more\n", "title: B\n\n  more\n", None),
            ("title: A\ndate: 1\n", "title: A\nslug: b\ndate: 1\n", None),
            ("title: A\ndate: 1\n", "title: >\ndate: 1\n", None),
            ("title: A\ndate: 1\n", "title: \"A\ndate: 1\n", None),
            ("title: A\ndate: 1\n", "title: &a A\ndate: 1\n", None),
            ("title: A\ndate: 1\n", "title:\ndate: 1\n", None),
            ("subtitle: A\ndate: 1\n", "subtitle: B\ndate: 1\n", None),
            ("a: [\ntitle: x,\n]\n", "a: [\ntitle: y,\n]\n", Some(Title)),
        ];
        for (one, other, expected) in cases {
            assert_eq!(front_change(one, other), expected, "{one} {other}");
        }
    }
}
