//! Names of actors, venues and topics as editors write them: plain, or as the wiki links of note-taking programs.

use crate::facts::Reference;
use crate::text::Spanned;

/// Returns the name in a wiki link: `[[oman]]`, `[[actors/oman|the mediator]]` and `[[oman#Role]]` name `oman`. Other
/// texts are names as they are.
pub(super) fn reference(written: Spanned<String>) -> Reference {
    let inner = written.value.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let name = inner.map(|link| {
        let target = link.split(['|', '#']).next().unwrap_or_default();
        target.rsplit('/').next().unwrap_or_default().trim()
    });
    match name.filter(|name| !name.is_empty()) {
        Some(name) => Spanned::new(name.to_owned(), written.span),
        None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn wiki_links_are_names() {
        let cases = [
            ("[[oman]]", "oman"),
            ("[[Oman|the mediator]]", "Oman"),
            ("[[actors/oman#Role]]", "oman"),
            ("[[ Sultan Haitham ]]", "Sultan Haitham"),
            ("Oman", "Oman"),
            ("[[]]", "[[]]"),
            ("[[|x]]", "[[|x]]"),
            ("[[oman]] and others", "[[oman]] and others"),
            ("AP/Reuters", "AP/Reuters"),
        ];
        for (written, name) in cases {
            assert_eq!(reference(Spanned::new(written.to_owned(), Span::new(0, 1))).value, name);
        }
    }
}
