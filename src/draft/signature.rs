//! Endings of wire texts: `(AFP)`, `– Reuters`, `(Reporting by …)`, `Enditem`, initials of editors.

use super::agency::Agency;

/// The ending of a text: how much of its last paragraph is kept, and the agency that signs.
pub(super) struct SignOff {
    /// Length in bytes of the text to keep; 0 if the whole paragraph is removed.
    pub(super) kept_bytes: usize,
    pub(super) agency: Option<Agency>,
}

/// Returns the sign-off in a last paragraph, if it has one.
pub(super) fn find_sign_off(paragraph: &str) -> Option<SignOff> {
    let lower = paragraph.to_lowercase();
    let text = lower.trim_start_matches(['(', '[']);
    let credits = [
        "reporting by",
        "additional reporting",
        "editing by",
        "writing by",
        "our standards:",
        "with afp",
        "©",
    ];
    let end_marks = ["enditem", "ends", "-30-", "end", "(end)", "copyright"];
    let contact = paragraph.starts_with("((") && paragraph.ends_with("))");
    if contact
        || credits.iter().any(|begin| text.starts_with(begin))
        || end_marks.contains(&lower.trim_matches(['.', '#', ' ']))
        || text.starts_with("copyright ")
        || lower.ends_with("contributed to this report.") && !lower.contains(". ")
        || is_initials(&lower)
    {
        let agency = lower.split([' ', ',', '/', '(', ')']).find_map(Agency::from_signature);
        return Some(SignOff { kept_bytes: 0, agency });
    }
    if let Some(agency) = Agency::from_signature(paragraph.trim_matches(['-', '–', '—', '/', '(', ')', ' ']))
    {
        return Some(SignOff { kept_bytes: 0, agency: Some(agency) });
    }
    trailing_signature(paragraph).or_else(|| bare_signature(paragraph))
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
    let agency = Agency::from_signature(mark).filter(|agency| agency.name == mark)?;
    before
        .ends_with(['.', '"', '!', '?'])
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
        ];
        for (paragraph, expected) in cases {
            let end = find_sign_off(paragraph).expect(paragraph);
            let agency = end.agency.map_or("", |agency| agency.name);
            assert_eq!(format!("{}|{agency}", &paragraph[..end.kept_bytes]), expected, "{paragraph}");
        }
        for prose in ["They left.", "He spoke to AFP", "The group (UNO) left.", "The report ends"] {
            assert!(find_sign_off(prose).is_none(), "{prose}");
        }
    }
}
