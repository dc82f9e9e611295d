//! Wire text cut into headline, byline, opening, paragraphs and signature.
//!
//! Takes plain text as it was pasted. Gives its parts with clean letters, wrapped lines joined. Knows no names.

use super::agency::Agency;
use super::escape::escaped;
use super::letters::clean;
use super::opening::{self, Day, Opening};
use super::signature::{SignOff, is_initials, sign_off};

/// The parts of a wire text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wire {
    /// As written, without a signature; none where the text begins at once.
    pub(super) headline: Option<String>,
    /// Who wrote it, without `By`.
    pub(super) byline: Option<String>,
    pub(super) opening: Opening,
    /// Paragraphs, each on one line; may be empty.
    pub(super) paragraphs: Vec<String>,
    /// The agency that signed, at the beginning or the end, and with which words.
    pub(super) signed: Option<(Agency, String)>,
    /// The day that stands on a line of its own under the headline.
    pub(super) day: Option<Day>,
    /// The body where the text is Markdown already; then there are no paragraphs.
    pub(super) markdown: Option<String>,
}

impl Wire {
    /// The body as Markdown, ending in a line end.
    pub(super) fn body(&self) -> String {
        match &self.markdown {
            Some(markdown) => format!("{}\n", markdown.trim_end()),
            None => {
                let paragraphs: Vec<String> = self.paragraphs.iter().map(|text| escaped(text)).collect();
                paragraphs.join("\n\n") + "\n"
            }
        }
    }

    /// Whether it holds no prose.
    pub(super) fn is_empty(&self) -> bool {
        let prose = self.markdown.as_deref().map(|text| text.chars().any(char::is_alphanumeric));
        !prose.unwrap_or(!self.paragraphs.is_empty())
    }
}

/// A text has at most this many lines of signatures and credits at its end.
const MOST_SIGN_OFFS: usize = 8;

/// Cuts a text into its parts.
pub(super) fn cut(text: &str) -> Wire {
    let lines: Vec<&str> = text.lines().collect();
    let mut wire = Wire::default();
    let mut rest = lines.as_slice();
    head(&mut wire, &mut rest);
    wire.paragraphs = paragraphs(rest);
    wire.paragraphs.retain(|paragraph| paragraph.chars().any(char::is_alphanumeric));
    open(&mut wire);
    for _ in 0..MOST_SIGN_OFFS {
        let Some(signature) = wire.paragraphs.last().and_then(|last| sign_off(last)) else { break };
        close(&mut wire, signature);
    }
    wire
}

/// Takes headline, byline and notes to editors off the beginning.
fn head(wire: &mut Wire, rest: &mut &[&str]) {
    skip_blank(rest);
    if is_headline(rest) {
        let (headline, agency) = unsigned(&clean(rest[0]));
        wire.headline = Some(headline);
        wire.signed = agency.map(|agency| (agency, clean(rest[0])));
        *rest = &rest[1..];
    }
    loop {
        skip_blank(rest);
        let Some(line) = rest.first().map(|line| clean(line)) else { return };
        match byline(&line) {
            Some(name) if wire.byline.is_none() => wire.byline = Some(name),
            _ if is_note(&line) => {}
            _ if opening::day_alone(&line).is_some() => wire.day = opening::day_alone(&line),
            _ => return,
        }
        *rest = &rest[1..];
    }
}

fn skip_blank(rest: &mut &[&str]) {
    while rest.first().is_some_and(|line| !line.chars().any(char::is_alphanumeric)) {
        *rest = &rest[1..];
    }
}

/// A headline has no full stop, and stands apart from the prose.
fn is_headline(lines: &[&str]) -> bool {
    const LONGEST: usize = 180;
    let Some(first) = lines.first().map(|line| clean(line)) else { return false };
    let goes_on = lines[1..].iter().any(|line| line.chars().any(char::is_alphanumeric));
    let short = (2..=LONGEST).contains(&first.chars().count()) && goes_on;
    let (unsigned, _) = unsigned(&first);
    let ends = unsigned.ends_with(['.', ',', ';', ':', '"']) && !unsigned.ends_with("...");
    if !short || ends || first.starts_with('(') || !opening::read(&first).0.written.is_empty() {
        return false;
    }
    let next = lines.get(1).map(|line| clean(line)).unwrap_or_default();
    next.is_empty()
        || byline(&next).is_some()
        || is_note(&next)
        || opening::day_alone(&next).is_some()
        || !opening::read(&next).0.written.is_empty()
        || !is_wrapped(&first, &next, width(lines))
}

/// `By Ada Marten and John Vane`.
fn byline(line: &str) -> Option<String> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let few = names.split(' ').count() <= 10 && !names.ends_with('.');
    (few && names.starts_with(char::is_uppercase)).then(|| names.to_owned())
}

/// `(Adds quotes, background)`, `URGENT`: for the desk, not for readers.
fn is_note(line: &str) -> bool {
    let label = line.trim_matches(['*', '=', '#', ' ', ':']).to_lowercase();
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    matches!(
        &*label,
        "urgent" | "breaking" | "update" | "wrap" | "lead" | "first lead" | "exclusive" | "embargoed"
    ) || inside.is_some_and(|note| {
        let first = note.split([' ', ',', ';']).next().unwrap_or_default().to_lowercase();
        matches!(
            &*first,
            "adds"
                | "updates"
                | "recasts"
                | "rewrites"
                | "corrects"
                | "refiles"
                | "repeats"
                | "changes"
                | "updated"
                | "eds"
                | "writes"
                | "fixes"
        )
    })
}

/// A headline without the agency's name behind it: `Talks open in Rome (AFP)`, `… | Reuters`, `… - AP`.
fn unsigned(headline: &str) -> (String, Option<Agency>) {
    for mark in [" (", " | ", " – ", " - "] {
        let Some(at) = headline.rfind(mark) else { continue };
        let signature = headline[at + mark.len()..].trim_end_matches(')');
        if let Some(agency) = Agency::signed(signature) {
            return (headline[..at].trim().to_owned(), Some(agency));
        }
    }
    (unlabelled(headline.trim_matches(['#', '*', ' '])).to_owned(), None)
}

/// A headline without what it tells the desk: `UPDATE 2-Talks open`, `Xinhua Headlines: Talks open`.
fn unlabelled(headline: &str) -> &str {
    let labels = [
        "UPDATE",
        "WRAPUP",
        "CORRECTED",
        "REFILE",
        "RPT",
        "EXCLUSIVE",
        "URGENT",
        "BREAKING",
        "Xinhua Headlines",
    ];
    let label = labels.iter().find_map(|label| headline.strip_prefix(label));
    let rest = label.map(|rest| rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()));
    let rest = rest.and_then(|rest| rest.strip_prefix(['-', ':', '–']));
    rest.map_or(headline, str::trim_start)
}

/// Lines joined to paragraphs: at blank lines, indents, and ends of sentences where lines are no longer wrapped.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = String::new();
    let width = width(lines);
    for line in lines {
        let indented = line.starts_with("  ") || line.starts_with('\t') || line.starts_with('\u{3000}');
        let plain = clean(line);
        if plain.is_empty() {
            before.clear();
            continue;
        }
        match found
            .last_mut()
            .filter(|_| !before.is_empty() && !indented && is_wrapped(&before, &plain, width))
        {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(&plain);
            }
            None => found.push(plain.clone()),
        }
        before = plain;
    }
    found
}

/// Characters of the longest line.
fn width(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Whether a line goes on in the next: because the next word had no room, or because its sentence is not over.
fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;
    const SLACK: usize = 2;
    if is_initials(&next.to_lowercase()) {
        return false;
    }
    let over = line.trim_end_matches(['"', '\'', ')']).ends_with(['.', '!', '?', ':', '…']);
    let goes_on = next.starts_with(|letter: char| letter.is_lowercase());
    if !WIDTHS.contains(&width) {
        return !over && goes_on;
    }
    let word = next.split(' ').next().map_or(0, |word| word.chars().count());
    line.chars().count() + 1 + word + SLACK > width || !over && goes_on
}

/// Takes the opening off the first paragraph.
fn open(wire: &mut Wire) {
    let Some(first) = wire.paragraphs.first() else { return };
    let (opening, rest) = opening::read(first);
    if !rest.is_empty() && !opening.written.is_empty() {
        let rest = rest.to_owned();
        wire.signed = opening.agency.map(|agency| (agency, opening.written.clone())).or(wire.signed.take());
        wire.opening = opening;
        wire.paragraphs[0] = rest;
    }
}

fn close(wire: &mut Wire, signature: SignOff) {
    let Some(last) = wire.paragraphs.last_mut() else { return };
    let written = last[signature.stays..].trim().to_owned();
    if signature.stays == 0 {
        wire.paragraphs.pop();
    } else {
        last.truncate(signature.stays);
    }
    if wire.signed.is_none() {
        wire.signed = signature.agency.map(|agency| (agency, written));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headline, byline and paragraphs, with bars between them.
    fn shown(text: &str) -> String {
        let wire = cut(text);
        let head = [wire.headline, wire.byline].map(Option::unwrap_or_default).join("|");
        format!("{head}|{}", wire.paragraphs.join("¶"))
    }

    #[test]
    fn a_text_is_cut_into_its_parts() {
        let wrapped = "Talks open in Rome\n\nROME (AFP) - The talks began on Saturday in a house by the river and\n\
                       went on until noon. Nobody said what came of them.\n\nThey go on.\n";
        let cases = [
            ("Talks open in Rome\n\nThey began.", "Talks open in Rome||They began."),
            ("Talks open in Rome\nROME (AFP) - They began.", "Talks open in Rome||They began."),
            ("Talks open | Reuters\nBy Ada Marten\n\nThey began.", "Talks open|Ada Marten|They began."),
            ("Talks open (AFP)\n(Adds quotes)\n\nThey began.", "Talks open||They began."),
            ("They began.\nThey ended.", "||They began.¶They ended."),
            ("They began.", "||They began."),
            ("They began. (AFP)\nbur/xy\n", "||They began."),
            ("Talks open\n  One.\n  Two.", "Talks open||One.¶Two."),
            (
                wrapped,
                "Talks open in Rome||The talks began on Saturday in a house by the river and went on until noon. \
                 Nobody said what came of them.¶They go on.",
            ),
            ("\"No,\" she said.\r\n\r\n***\r\n\r\nThey left.", "||\"No,\" she said.¶They left."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
