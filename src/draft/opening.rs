//! Openings of wire texts: `ROME, April 19 (Reuters) -`, `BEIJING, Apr. 19 (Xinhua) --`, `(ANSA) - ROME, APR 19 -`.
//!
//! Takes the first paragraph. Returns place, day and agency as far as given, and the start of the prose.

use crate::facts::languages::{DraftList, DraftWords};

use super::agency::Agency;
use super::case::recase_place_name;
use super::day::{PartialDay, split_parts, take_day};

/// Maximum length of an opening in bytes.
const MAX_LEN: usize = 100;

/// The parts of an opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Opening {
    /// The place of the dateline, in the usual case.
    pub(super) dateline_place: Option<String>,
    /// The day, with its year if given.
    pub(super) day: Option<PartialDay>,
    pub(super) agency: Option<Agency>,
    /// The opening as written; empty if the text has none.
    pub(super) written: String,
}

/// Splits a paragraph into its opening and the rest.
pub(super) fn split_opening<'t>(paragraph: &'t str, lists: &DraftWords) -> (Opening, &'t str) {
    let signed = parse_signature_first(paragraph, lists)
        .or_else(|| parse_head_then_signature(paragraph, lists))
        .or_else(|| parse_head_then_wire(paragraph, lists));
    let (opening, rest) =
        signed.or_else(|| parse_head_alone(paragraph, lists)).unwrap_or((Opening::default(), paragraph));
    let written = paragraph[..paragraph.len() - rest.len()].trim().to_owned();
    (Opening { written, ..opening }, rest)
}

/// Parses `(ANSA) - ROME, APR 19 - The talks …` and `(Reuters) - The talks …`.
fn parse_signature_first<'t>(paragraph: &'t str, lists: &DraftWords) -> Option<(Opening, &'t str)> {
    let (mark, after) = paragraph.strip_prefix('(')?.split_once(')')?;
    let agency = Agency::from_signature(mark)?;
    let rest = strip_dash(after).unwrap_or_else(|| after.trim_start());
    match parse_head_alone(rest, lists) {
        Some((head, rest)) => Some((Opening { agency: Some(agency), ..head }, rest)),
        None => Some((Opening { agency: Some(agency), ..Opening::default() }, rest)),
    }
}

/// Parses `ROME, April 19 (Reuters) - The talks …` and `MOSCOW, April 19. /TASS/. The talks …`.
fn parse_head_then_signature<'t>(paragraph: &'t str, lists: &DraftWords) -> Option<(Opening, &'t str)> {
    let near = prefix(paragraph, MAX_LEN);
    for (open, close) in [('(', ')'), ('/', '/')] {
        for (at, _) in near.match_indices(open) {
            let Some(length) = near[at + 1..].find(close) else { continue };
            let Some(agency) = Agency::from_signature(&near[at + 1..at + 1 + length]) else { continue };
            let Some(head) = parse_head(near[..at].trim(), lists) else { continue };
            let after = &paragraph[at + 2 + length..];
            return Some((
                Opening { agency: Some(agency), ..head },
                strip_dash(after).unwrap_or(after.trim_start()),
            ));
        }
    }
    None
}

/// Parses `SEATTLE, Wash., 20 February 2025 /24-7PressRelease/ -- The talks …` and `LIMA, May 2 (Lake News) - The talks …`:
/// the mark of a press wire or an agency that is not known.
fn parse_head_then_wire<'t>(paragraph: &'t str, lists: &DraftWords) -> Option<(Opening, &'t str)> {
    const MAX_MARK_CHARS: usize = 40;
    let near = prefix(paragraph, MAX_LEN);
    for (open, close) in [("(", ')'), ("/", '/')] {
        let Some(at) = near.find(open) else { continue };
        let Some(length) = near[at + 1..].find(close).filter(|length| (3..=MAX_MARK_CHARS).contains(length))
        else {
            continue;
        };
        let Some(head) = parse_head(near[..at].trim(), lists) else { continue };
        let place = near[..at].split([',', '(']).next().unwrap_or_default();
        let is_dated = head.dateline_place.is_some()
            && head.day.is_some_and(|day| day.year.is_some() || is_all_capitals(place));
        if let Some(rest) = strip_dash(&paragraph[at + 2 + length..]).filter(|_| is_dated) {
            return Some((head, rest));
        }
    }
    None
}

/// Parses `ROME, April 19 - The talks …`, `ROME – 19.04.2025 – The talks …` and `Rome, 19 April 2025. The talks …`. Without
/// an agency, the place must be in capitals or beside a day.
fn parse_head_alone<'t>(paragraph: &'t str, lists: &DraftWords) -> Option<(Opening, &'t str)> {
    let near = prefix(paragraph, MAX_LEN);
    let marks = [" – ", " — ", " - ", "— ", "—", " –", ": ", ". "];
    let mut ends: Vec<(usize, &str)> =
        marks.iter().flat_map(|mark| near.match_indices(mark)).filter(|(at, _)| *at > 0).collect();
    ends.sort_by_key(|(at, mark)| (*at, std::cmp::Reverse(mark.len())));
    let mut found: Option<(Opening, &str)> = None;
    for (at, mark) in ends {
        let Some(head) = parse_head(near[..at].trim(), lists) else { continue };
        let adds_day = head.day.is_some() && found.as_ref().is_none_or(|(before, _)| before.day.is_none());
        let is_same_place =
            found.as_ref().is_none_or(|(before, _)| before.dateline_place == head.dateline_place);
        // A place after the day has its state or country beside it.
        let adds_place = found.as_ref().is_some_and(|(before, rest)| {
            before.dateline_place.is_none()
                && head.dateline_place.is_some()
                && rest.split(" – ").next().is_some_and(|place| place.contains(", "))
        });
        let is_better = found.is_none() || adds_day && is_same_place || adds_place;
        if is_certain_head(&head, &near[..at], mark) && is_better {
            found = Some((head, paragraph[at + mark.len()..].trim_start()));
        }
    }
    found
}

/// Returns whether a head without an agency is certain.
fn is_certain_head(head: &Opening, written: &str, mark: &str) -> bool {
    let has_year = head.day.is_some_and(|day| day.year.is_some());
    let place = written.split([',', '(', '–', '—']).next().unwrap_or_default().trim();
    match mark {
        ". " => has_year && head.dateline_place.is_some(),
        ": " | "—" => head.day.is_some() && head.dateline_place.is_some(),
        _ => has_year || head.day.is_some() && head.dateline_place.is_some() || is_all_capitals(place),
    }
}

/// Parses a line that is only a dateline, such as `Frankfurt, 10 September 2026, 14:15 CEST`: a place and a day.
pub(super) fn parse_dateline_line(line: &str, lists: &DraftWords) -> Option<Opening> {
    let head = parse_head(line, lists)?;
    let is_whole = head.dateline_place.is_some() && head.day.is_some_and(|day| day.year.is_some());
    is_whole.then(|| Opening { written: line.trim().to_owned(), ..head })
}

fn is_all_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_alphabetic()).count() > 3 && !place.chars().any(char::is_lowercase)
}

/// Strips the dash that ends an opening.
fn strip_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(['-', '–', '—', ':', '.', ' ']);
    (rest.len() < text.len()).then_some(rest)
}

fn prefix(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// Parses a line that is only a place, such as `Rome` or `TEHRAN, Iran`.
pub(super) fn parse_place_line(line: &str, lists: &DraftWords) -> Option<Opening> {
    let head = parse_head(line, lists)?;
    head.dateline_place.is_some().then(|| Opening { written: line.trim().to_owned(), ..head })
}

/// Parses `ROME, April 19`, `TEHRAN, Iran`, `MIES (Switzerland)` and `April 19`. Returns `None` for ordinary text.
fn parse_head(written: &str, lists: &DraftWords) -> Option<Opening> {
    const MAX_PLACE_PARTS: usize = 3;
    let written = written.trim().trim_end_matches(['.', ',']);
    let parts = split_parts(written);
    let (day, rest) = take_day(&parts, lists);
    // A part with a number may be a day in another language.
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let mut places: Vec<String> = Vec::new();
    for part in &rest {
        if places.is_empty() || !is_number(part) {
            places.push(parse_place(part, lists)?);
        }
    }
    let place = places.into_iter().next();
    let is_opening = (place.is_some() || day.is_some()) && rest.len() <= MAX_PLACE_PARTS;
    is_opening.then_some(Opening { dateline_place: place, day, agency: None, written: String::new() })
}

/// Returns the first place of `ROME/MUSCAT` in the usual case, or `None` if it is not a place name.
fn parse_place(part: &str, lists: &DraftWords) -> Option<String> {
    let first = part.split(['/', ';']).next().unwrap_or(part).trim();
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_name_word = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase()) || lists.contains(DraftList::PlaceParticle, word)
    };
    let chars = first.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    let is_label = words
        .iter()
        .any(|word| lists.contains(DraftList::NoPlace, &word.trim_end_matches('.').to_lowercase()));
    let fits = (1..=4).contains(&words.len())
        && chars
        && !is_label
        && words.iter().all(is_name_word)
        && words[0].starts_with(|c: char| c.is_uppercase());
    fits.then(|| recase_place_name(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_parsed() {
        let cases = [
            ("ROME, April 19 (Reuters) - Talks open.", "Rome 4-19 Reuters|Talks open."),
            ("BEIJING, Apr. 9 (Xinhua) -- Talks open.", "Beijing 4-9 Xinhua|Talks open."),
            ("MOSCOW, April 19. /TASS/. Talks open.", "Moscow 4-19 TASS|Talks open."),
            ("(ANSA) - ROME, APR 19 - Talks open.", "Rome 4-19 ANSA|Talks open."),
            ("Madrid, 19 April 2025 (EFE).- Talks open.", "Madrid 4-19-2025 EFE|Talks open."),
            ("TEHRAN, Iran (AP) — Talks open.", "Tehran - AP|Talks open."),
            ("Rome, Apr 19, 2025 (AFP) - Talks open.", "Rome 4-19-2025 AFP|Talks open."),
            ("RIO DE JANEIRO (dpa) – Talks open.", "Rio de Janeiro - dpa|Talks open."),
            ("ROME/MUSCAT, April 19 - Talks open.", "Rome 4-19 -|Talks open."),
            ("April 19 (Reuters) - Talks open.", "- 4-19 Reuters|Talks open."),
            ("(Reuters) - Talks open.", "- - Reuters|Talks open."),
            ("NEW YORK – Talks open.", "New York - -|Talks open."),
            ("Talks open – at last.", "- - -|Talks open – at last."),
            ("The group (AFP) said so.", "- - -|The group (AFP) said so."),
            ("GENEVA (3 June 2025) – Talks open.", "Geneva 6-3-2025 -|Talks open."),
            ("MIES (Switzerland) – 11.03.2026 – Talks open.", "Mies 3-11-2026 -|Talks open."),
            ("12 May 2025, Nairobi - Talks open.", "Nairobi 5-12-2025 -|Talks open."),
            ("STRASBOURG, 23 June 2026. The court ruled.", "Strasbourg 6-23-2026 -|The court ruled."),
            ("Brussels, 4 November 2026 — Talks open.", "Brussels 11-4-2026 -|Talks open."),
            ("Bern, Switzerland, 1st July 2025 – Talks open.", "Bern 7-1-2025 -|Talks open."),
            ("Washington, D.C. – June 3, 2025 – Talks open.", "Washington 6-3-2025 -|Talks open."),
            ("OSLO, 3 June 2025, 14:15 CEST – Talks open.", "Oslo 6-3-2025 -|Talks open."),
            ("3 June 2025 – Talks open.", "- 6-3-2025 -|Talks open."),
            ("LIMA—Talks open.", "- - -|LIMA—Talks open."),
            ("ROME – Ada Marten – a minister – left.", "Rome - -|Ada Marten – a minister – left."),
            ("FOR IMMEDIATE RELEASE – Talks open.", "- - -|FOR IMMEDIATE RELEASE – Talks open."),
            ("NATO – Talks open.", "- - -|NATO – Talks open."),
            (
                "SEATTLE, WA, February 20, 2025 /24-7PressRelease/ – Talks open.",
                "Seattle 2-20-2025 -|Talks open.",
            ),
            ("RADNOR, Pa. (NewMediaWire) – January 2, 2025 – Talks open.", "Radnor 1-2-2025 -|Talks open."),
            ("March 24, 2025 – Baton Rouge, LA – Talks open.", "Baton Rouge 3-24-2025 -|Talks open."),
            ("3 June 2025 – Ada Marten – a minister – left.", "- 6-3-2025 -|Ada Marten – a minister – left."),
            ("DALLAS, TX – August 14th, 2025 –Talks open.", "Dallas 8-14-2025 -|Talks open."),
            ("LIMA, May 2 (Lake News) - Talks open.", "Lima 5-2 -|Talks open."),
            ("Lima, May 2 (a Friday) - Talks open.", "- - -|Lima, May 2 (a Friday) - Talks open."),
            ("The lake (a deep one) – was cold.", "- - -|The lake (a deep one) – was cold."),
            ("On 3 June 2025. Talks open.", "- - -|On 3 June 2025. Talks open."),
            ("WHO - Talks open.", "- - -|WHO - Talks open."),
            ("One word: talks.", "- - -|One word: talks."),
        ];
        let lists = &DraftWords::english();
        for (paragraph, expected) in cases {
            let (opening, rest) = split_opening(paragraph, lists);
            let dash = || "-".to_owned();
            let day = opening.day.map_or_else(dash, |day| {
                let year = day.year.map_or_else(String::new, |year| format!("-{year}"));
                format!("{}-{}{year}", day.month, day.day)
            });
            let agency = opening.agency.map_or("-", |agency| agency.name);
            let place = opening.dateline_place.unwrap_or_else(dash);
            assert_eq!(format!("{place} {day} {agency}|{rest}"), expected, "{paragraph}");
        }
    }
}
