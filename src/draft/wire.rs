//! Parsing of wire text into headline, byline, opening, paragraphs and signature.
//!
//! Takes plain text. Returns its parts with normalised characters and unwrapped lines. Uses no gazetteer.

use super::agency::Agency;
use super::characters::clean_line;
use super::escape::escape_markdown;
use super::opening::{self, Opening, PartialDay};
use super::signature::{SignOff, find_sign_off, is_initials};

/// The parts of a wire text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WireText {
    /// The headline without a signature; `None` if the text has none.
    pub(super) headline: Option<String>,
    /// Author without `By`.
    pub(super) byline: Option<String>,
    pub(super) opening: Opening,
    /// Paragraphs, each on one line; may be empty.
    pub(super) paragraphs: Vec<String>,
    /// The agency that signed at the start or end, and the signature as written.
    pub(super) signature: Option<(Agency, String)>,
    /// The day on a line of its own under the headline.
    pub(super) published_day: Option<PartialDay>,
    /// The body of a Markdown text; `paragraphs` is then empty.
    pub(super) markdown: Option<String>,
}

impl WireText {
    /// Returns the body as Markdown with a final line feed.
    pub(super) fn body(&self) -> String {
        match &self.markdown {
            Some(markdown) => format!("{}\n", markdown.trim_end()),
            None => {
                let paragraphs: Vec<String> =
                    self.paragraphs.iter().map(|text| escape_markdown(text)).collect();
                paragraphs.join("\n\n") + "\n"
            }
        }
    }

    /// Returns whether the text has no prose.
    pub(super) fn is_empty(&self) -> bool {
        let prose = self.markdown.as_deref().map(|text| text.chars().any(char::is_alphanumeric));
        !prose.unwrap_or(!self.paragraphs.is_empty())
    }
}

/// Maximum number of lines with signatures and credits at the end of a text.
const MAX_SIGN_OFFS: usize = 8;

/// Parses a plain text into its parts.
pub(super) fn parse_wire(text: &str) -> WireText {
    let lines: Vec<&str> = text.lines().collect();
    let mut wire = WireText::default();
    let mut rest = lines.as_slice();
    take_head(&mut wire, &mut rest);
    wire.paragraphs = join_paragraphs(rest);
    wire.paragraphs.retain(|paragraph| paragraph.chars().any(char::is_alphanumeric));
    take_opening(&mut wire);
    for _ in 0..MAX_SIGN_OFFS {
        let Some(signature) = wire.paragraphs.last().and_then(|last| find_sign_off(last)) else { break };
        apply_sign_off(&mut wire, signature);
    }
    wire
}

/// Removes headline, byline and editors' notes from the start.
fn take_head(wire: &mut WireText, rest: &mut &[&str]) {
    skip_blank(rest);
    if is_headline(rest) {
        let (headline, agency) = strip_signature(&clean_line(rest[0]));
        wire.headline = Some(headline);
        wire.signature = agency.map(|agency| (agency, clean_line(rest[0])));
        *rest = &rest[1..];
    }
    loop {
        skip_blank(rest);
        let Some(line) = rest.first().map(|line| clean_line(line)) else { return };
        match parse_byline(&line) {
            Some(name) if wire.byline.is_none() => wire.byline = Some(name),
            _ if is_desk_note(&line) => {}
            _ if opening::parse_day_line(&line).is_some() => {
                wire.published_day = opening::parse_day_line(&line)
            }
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

/// Returns whether the first line is a headline: it has no full stop and is separate from the prose.
fn is_headline(lines: &[&str]) -> bool {
    const MAX_HEADLINE_CHARS: usize = 180;
    let Some(first) = lines.first().map(|line| clean_line(line)) else { return false };
    let goes_on = lines[1..].iter().any(|line| line.chars().any(char::is_alphanumeric));
    let short = (2..=MAX_HEADLINE_CHARS).contains(&first.chars().count()) && goes_on;
    let (unsigned, _) = strip_signature(&first);
    let ends_sentence = unsigned.ends_with(['.', ',', ';', ':', '"']) && !unsigned.ends_with("...");
    if !short
        || ends_sentence
        || first.starts_with('(')
        || !opening::split_opening(&first).0.written.is_empty()
    {
        return false;
    }
    let next = lines.get(1).map(|line| clean_line(line)).unwrap_or_default();
    next.is_empty()
        || parse_byline(&next).is_some()
        || is_desk_note(&next)
        || opening::parse_day_line(&next).is_some()
        || !opening::split_opening(&next).0.written.is_empty()
        || !is_wrapped(&first, &next, max_line_chars(lines))
}

/// Parses `By Ada Marten and John Vane`.
fn parse_byline(line: &str) -> Option<String> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let few = names.split(' ').count() <= 10 && !names.ends_with('.');
    (few && names.starts_with(char::is_uppercase)).then(|| names.to_owned())
}

/// Returns whether a line is meant for editors, such as `(Adds quotes, background)` or `URGENT`.
fn is_desk_note(line: &str) -> bool {
    let label = line.trim_matches(['*', '=', '#', ' ', ':']).to_lowercase();
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    matches!(
        &*label,
        "urgent" | "breaking" | "update" | "wrap" | "lead" | "first lead" | "exclusive" | "embargoed"
    ) || inside.is_some_and(|text| {
        let first = text.split([' ', ',', ';']).next().unwrap_or_default().to_lowercase();
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

/// Splits the agency from a headline: `Talks open in Rome (AFP)`, `… | Reuters`, `… - AP`.
fn strip_signature(headline: &str) -> (String, Option<Agency>) {
    for mark in [" (", " | ", " – ", " - "] {
        let Some(at) = headline.rfind(mark) else { continue };
        let signature = headline[at + mark.len()..].trim_end_matches(')');
        if let Some(agency) = Agency::from_signature(signature) {
            return (headline[..at].trim().to_owned(), Some(agency));
        }
    }
    (strip_desk_label(headline.trim_matches(['#', '*', ' '])).to_owned(), None)
}

/// Removes an editors' label from a headline: `UPDATE 2-Talks open`, `Xinhua Headlines: Talks open`.
fn strip_desk_label(headline: &str) -> &str {
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

/// Joins lines to paragraphs, which end at blank lines, before indents and at ends of sentences in unwrapped text.
fn join_paragraphs(lines: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = String::new();
    let width = max_line_chars(lines);
    for line in lines {
        let indented = line.starts_with("  ") || line.starts_with('\t') || line.starts_with('\u{3000}');
        let plain = clean_line(line);
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

/// Returns the length of the longest line in chars.
fn max_line_chars(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Returns whether a line continues in the next: the next word did not fit, or the sentence is incomplete.
fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;
    const WRAP_SLACK: usize = 2;
    if is_initials(&next.to_lowercase()) {
        return false;
    }
    let over = line.trim_end_matches(['"', '\'', ')']).ends_with(['.', '!', '?', ':', '…']);
    let goes_on = next.starts_with(|c: char| c.is_lowercase());
    if !WRAP_WIDTHS.contains(&width) {
        return !over && goes_on;
    }
    let word = next.split(' ').next().map_or(0, |word| word.chars().count());
    line.chars().count() + 1 + word + WRAP_SLACK > width || !over && goes_on
}

/// Removes the opening from the first paragraph.
fn take_opening(wire: &mut WireText) {
    let Some(first) = wire.paragraphs.first() else { return };
    let (opening, rest) = opening::split_opening(first);
    if !rest.is_empty() && !opening.written.is_empty() {
        let rest = rest.to_owned();
        wire.signature =
            opening.agency.map(|agency| (agency, opening.written.clone())).or(wire.signature.take());
        wire.opening = opening;
        wire.paragraphs[0] = rest;
    }
}

fn apply_sign_off(wire: &mut WireText, signature: SignOff) {
    let Some(last) = wire.paragraphs.last_mut() else { return };
    let written = last[signature.kept_bytes..].trim().to_owned();
    if signature.kept_bytes == 0 {
        wire.paragraphs.pop();
    } else {
        last.truncate(signature.kept_bytes);
    }
    if wire.signature.is_none() {
        wire.signature = signature.agency.map(|agency| (agency, written));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns headline, byline and paragraphs, separated by bars.
    fn parts_text(text: &str) -> String {
        let wire = parse_wire(text);
        let head = [wire.headline, wire.byline].map(Option::unwrap_or_default).join("|");
        format!("{head}|{}", wire.paragraphs.join("¶"))
    }

    #[test]
    fn wire_text_is_split_into_its_parts() {
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
            assert_eq!(parts_text(text), expected, "{text:?}");
        }
    }
}
