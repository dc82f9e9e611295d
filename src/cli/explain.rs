//! `dateline explain`.

use std::fmt::Write;

use crate::diagnostic::{ALL, Code, find_rule};
use crate::text::nearest;

/// Returns the page of a rule, or the list of all rules. The error suggests the nearest rule.
pub(super) fn explain(word: Option<&str>) -> Result<String, String> {
    let Some(word) = word else { return Ok(rule_list()) };
    find_rule(word).map(rule_page).ok_or_else(|| unknown_rule(word))
}

fn rule_page(code: &Code) -> String {
    code.page.trim_end().to_owned() + "\n"
}

fn rule_list() -> String {
    let mut list = String::new();
    for code in ALL {
        let adjustable = if code.adjustable { "  (adjustable in [rules])" } else { "" };
        let _ = writeln!(list, "{}  {:<8} {}{adjustable}", code.id, code.severity.as_str(), code.name);
        let _ = writeln!(list, "      {}", first_sentence(code.page));
    }
    list
}

/// Maximum length of a line, if its sentence can be cut at a colon or semicolon.
const MAX_LINE_CHARS: usize = 110;

/// Returns the first sentence of a page. A long sentence is cut at its first colon or semicolon.
fn first_sentence(page: &str) -> String {
    let body = page.split_once("\n\n").map_or("", |(_, body)| body);
    let paragraph = body.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.trim_end().len(), |end| end + 1);
    let sentence = &paragraph[..end];
    match sentence.split_once([':', ';']) {
        Some((before, _)) if sentence.chars().count() > MAX_LINE_CHARS => format!("{before}."),
        _ => sentence.to_owned(),
    }
}

fn unknown_rule(word: &str) -> String {
    let upper = word.to_uppercase();
    let known = ALL.iter().flat_map(|code| [code.id, code.name]);
    match nearest(word, known.clone()).or_else(|| nearest(&upper, known)) {
        Some(suggestion) => format!("unknown rule `{word}`; did you mean `{suggestion}`?"),
        None => format!("unknown rule `{word}`; `dateline explain` lists all rules"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_and_is_listed() {
        let list = rule_list();
        for code in ALL {
            assert!(code.page.starts_with(&format!("# {} {}\n", code.id, code.name)), "{}", code.id);
            let sentence = first_sentence(code.page);
            assert!(
                list.contains(&format!("{}\n      {sentence}\n", code.name)) || code.adjustable,
                "{}",
                code.id
            );
            assert!(
                sentence.ends_with('.') && (20..=170).contains(&sentence.chars().count()),
                "{}: {sentence}",
                code.id
            );
            assert_eq!(explain(Some(&code.id.to_lowercase())).as_deref(), Ok(rule_page(code).as_str()));
        }
    }

    #[test]
    fn a_typo_is_answered_with_the_nearest_rule() {
        assert_eq!(explain(Some("D0001")), Err("unknown rule `D0001`; did you mean `D001`?".to_owned()));
        assert_eq!(
            explain(Some("unknown-kye")),
            Err("unknown rule `unknown-kye`; did you mean `unknown-key`?".to_owned())
        );
    }
}
