//! How a wire text ends: `(AFP)`, `– Reuters`, `(Reporting by …)`, `Enditem`, the initials of who handled it.

use super::agency::Agency;

/// What closes a text: how much of its last paragraph stays, and the agency that signs.
pub(super) struct SignOff {
    /// Bytes; 0 where all of it goes.
    pub(super) kept_bytes: usize,
    pub(super) agency: Option<Agency>,
}

/// What closes a text, where its last paragraph does.
pub(super) fn find_sign_off(paragraph: &str) -> Option<SignOff> {
    let small = paragraph.to_lowercase();
    let note = small.trim_start_matches(['(', '[']);
    let credits = [
        "reporting by",
        "additional reporting",
        "editing by",
        "writing by",
        "our standards:",
        "with afp",
        "©",
    ];
    let over = ["enditem", "ends", "-30-", "end", "(end)", "copyright"];
    let contact = paragraph.starts_with("((") && paragraph.ends_with("))");
    if contact
        || credits.iter().any(|begin| note.starts_with(begin))
        || over.contains(&small.trim_matches(['.', '#', ' ']))
        || note.starts_with("copyright ")
        || small.ends_with("contributed to this report.") && !small.contains(". ")
        || is_initials(&small)
    {
        let agency = small.split([' ', ',', '/', '(', ')']).find_map(Agency::from_signature);
        return Some(SignOff { kept_bytes: 0, agency });
    }
    if let Some(agency) = Agency::from_signature(paragraph.trim_matches(['-', '–', '—', '/', '(', ')', ' ']))
    {
        return Some(SignOff { kept_bytes: 0, agency: Some(agency) });
    }
    trailing_signature(paragraph).or_else(|| bare_signature(paragraph))
}

/// `… they left." (AFP)`, `… – Reuters`, `… /TASS/`.
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

/// `… nothing to do with it. EFE`: the name alone, as the agency writes it.
fn bare_signature(paragraph: &str) -> Option<SignOff> {
    let (before, mark) = paragraph.rsplit_once(' ')?;
    let agency = Agency::from_signature(mark).filter(|agency| agency.name == mark)?;
    before
        .ends_with(['.', '"', '!', '?'])
        .then_some(SignOff { kept_bytes: before.len(), agency: Some(agency) })
}

/// `bur-abc/xy/ms`: who handled the text.
pub(super) fn is_initials(small: &str) -> bool {
    small.len() <= 24
        && small.contains('/')
        && small
            .split(['/', '-'])
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_a_text_is_told_from_prose() {
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
