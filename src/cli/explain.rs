//! `dateline explain`.

use std::fmt::Write;

use crate::diagnostic::{ALL, Code, find_rule};
use crate::text::nearest;

/// The page of a code, or the list of all. The error names the nearest code.
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

/// A line is no longer than this where its sentence has a colon or semicolon.
const LONG: usize = 110;

/// The first sentence below the title of a page; of a long one the part before its colon or semicolon.
fn first_sentence(page: &str) -> String {
    let below = page.split_once("\n\n").map_or("", |(_, below)| below);
    let paragraph = below.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.trim_end().len(), |end| end + 1);
    let sentence = &paragraph[..end];
    match sentence.split_once([':', ';']) {
        Some((before, _)) if sentence.chars().count() > LONG => format!("{before}."),
        _ => sentence.to_owned(),
    }
}

fn unknown_rule(word: &str) -> String {
    let upper = word.to_uppercase();
    let known = ALL.iter().flat_map(|code| [code.id, code.name]);
    match nearest(word, known.clone()).or_else(|| nearest(&upper, known)) {
        Some(near) => format!("there is no code `{word}`; did you mean `{near}`?"),
        None => format!("there is no code `{word}`; `dateline explain` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_page_and_the_list_has_every_code() {
        let list = rule_list();
        for code in ALL {
            assert!(code.page.starts_with(&format!("# {} {}\n", code.id, code.name)), "{}", code.id);
            let words = first_sentence(code.page);
            assert!(
                list.contains(&format!("{}\n      {words}\n", code.name)) || code.adjustable,
                "{}",
                code.id
            );
            assert!(
                words.ends_with('.') && (20..=170).contains(&words.chars().count()),
                "{}: {words}",
                code.id
            );
            assert_eq!(explain(Some(&code.id.to_lowercase())).as_deref(), Ok(rule_page(code).as_str()));
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_code() {
        assert_eq!(explain(Some("D0001")), Err("there is no code `D0001`; did you mean `D001`?".to_owned()));
        assert_eq!(
            explain(Some("unknown-kye")),
            Err("there is no code `unknown-kye`; did you mean `unknown-key`?".to_owned())
        );
    }
}
