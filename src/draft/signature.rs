//! Endings of wire texts: `(AFP)`, `– Reuters`, `(Reporting by …)`, `Enditem`, initials of editors.

use crate::facts::languages::{DraftList, DraftWords};

use super::agency::Agency;
use super::day::is_clock;

/// The ending of a text: how much of its last paragraph is kept, and the agency that signs.
pub(super) struct SignOff {
    /// Length in bytes of the text to keep; 0 if the whole paragraph is removed.
    pub(super) kept_bytes: usize,
    pub(super) agency: Option<Agency>,
}

/// Returns the sign-off in a last paragraph, if it has one.
pub(super) fn find_sign_off(paragraph: &str, words: &DraftWords) -> Option<SignOff> {
    let lower = paragraph.to_lowercase();
    let text = lower.trim_start_matches(['(', '[']);
    let contact = paragraph.starts_with("((") && paragraph.ends_with("))");
    let is_contribution = words.phrases(DraftList::Contribution).any(|end| lower.ends_with(end));
    if contact
        || words.begins(DraftList::SignOff, text)
        || words.strip_start(DraftList::Rights, text).is_some()
        || words.contains(DraftList::EndMark, lower.trim_matches(['.', '#', ' ', '*']))
        || is_contribution && !lower.contains(". ")
        || is_initials(&lower)
        || is_clock(&lower.replace(".m.", "m"))
    {
        let agency = lower.split([' ', ',', '/', '(', ')']).find_map(Agency::from_signature);
        return Some(SignOff { kept_bytes: 0, agency });
    }
    if let Some(sources) = source_line(paragraph, words) {
        return Some(SignOff { kept_bytes: 0, agency: Agency::from_list(sources) });
    }
    if let Some(agency) = Agency::from_signature(paragraph.trim_matches(['-', '–', '—', '/', '(', ')', ' ']))
    {
        return Some(SignOff { kept_bytes: 0, agency: Some(agency) });
    }
    trailing_signature(paragraph).or_else(|| bare_signature(paragraph))
}

/// Parses `SOURCE: AL JAZEERA AND NEWS AGENCIES`. Returns the names.
pub(super) fn source_line<'t>(line: &'t str, words: &DraftWords) -> Option<&'t str> {
    const MAX_WORDS: usize = 10;
    let (label, names) = line.trim_matches(['(', ')', '*']).split_once(':')?;
    let is_label = words.contains(DraftList::SourceLabel, &label.trim().to_lowercase());
    (is_label && names.split_whitespace().count() <= MAX_WORDS && !names.trim_end().ends_with('.'))
        .then_some(names.trim())
}

/// Parses `… they left." (AFP)`, `… – Reuters` and `… /TASS/`.
fn trailing_signature(paragraph: &str) -> Option<SignOff> {
    let end = paragraph.trim_end_matches(['.', ' ']);
    for (open, close) in [("(", ")"), ("/", "/"), ("– ", ""), ("— ", "")] {
        let Some(inside) = end.strip_suffix(close) else { continue };
        let Some(at) = inside.rfind(open) else { continue };
        if let Some(agency) = Agency::from_signature(&inside[at + open.len()..]) {
            return Some(SignOff { kept_bytes: paragraph[..at].trim_end().len(), agency: Some(agency) });
        }
    }
    None
}

/// Parses `… nothing to do with it. EFE`: the bare name, spelled as the agency does.
fn bare_signature(paragraph: &str) -> Option<SignOff> {
    let (before, mark) = paragraph.rsplit_once(' ')?;
    let is_written = |agency: &Agency| agency.name == mark || !mark.chars().any(char::is_lowercase);
    let agency = Agency::from_signature(mark).filter(is_written)?;
    before
        .ends_with(['.', '"', '”', '!', '?'])
        .then_some(SignOff { kept_bytes: before.len(), agency: Some(agency) })
}

/// Returns whether the text is a set of editors' initials, such as `bur-abc/xy/ms`.
pub(super) fn is_initials(lower: &str) -> bool {
    lower.len() <= 24
        && lower.contains('/')
        && lower
            .split(['/', '-'])
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_offs_are_distinguished_from_prose() {
        let words = &DraftWords::english();
        let cases = [
            ("They left. (AFP)", "They left.|AFP"),
            ("\"We left,\" she said – Reuters", "\"We left,\" she said|Reuters"),
            ("They left. /TASS/", "They left.|TASS"),
            ("They left. EFE", "They left.|EFE"),
            ("(dpa)", "|dpa"),
            ("Enditem", "|"),
            ("bur-abc/xy/ms", "|"),
            ("(Reporting by Ada Marten; Editing by Paul Hollis)", "|"),
            ("Associated Press writer Lena Ortiz contributed to this report.", "|"),
            ("© Agence France-Presse", "|"),
            ("SOURCE: AL JAZEERA AND NEWS AGENCIES", "|Al Jazeera"),
            ("Sources: dpa, own reports", "|dpa"),
            ("Source: Lake Desk", "|"),
            ("They left. (Reuter)", "They left.|Reuters"),
            ("- ENDS -", "|"),
        ];
        for (paragraph, expected) in cases {
            let end = find_sign_off(paragraph, words).expect(paragraph);
            let agency = end.agency.map_or("", |agency| agency.name);
            assert_eq!(format!("{}|{agency}", &paragraph[..end.kept_bytes]), expected, "{paragraph}");
        }
        for prose in ["They left.", "He spoke to AFP", "The group (UNO) left.", "The report ends"] {
            assert!(find_sign_off(prose, words).is_none(), "{prose}");
        }
    }
}
