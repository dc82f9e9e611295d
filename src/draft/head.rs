//! The head of a wire text: labels, headline, byline, dateline and embargo on lines of their own.

use crate::facts::languages::{DraftList, DraftWords};

use super::agency::Agency;
use super::blocks::{has_words, is_wrapped, max_line_chars};
use super::case::is_all_capitals;
use super::characters::clean_line;
use super::contacts;
use super::day::parse_day_line;
use super::opening::{parse_dateline_line, split_opening};
use super::signature::source_line;
use super::wire::WireText;

/// Maximum number of lines in a head.
const MAX_HEAD_LINES: usize = 16;

/// Takes the lines of the head from the start.
pub(super) fn take_head(wire: &mut WireText, rest: &mut &[&str], words: &DraftWords) {
    // Whether a label follows the headline: what stands before the label is then the name of the publisher, if a
    // headline comes after it.
    let mut is_letterhead = false;
    for _ in 0..MAX_HEAD_LINES {
        while rest.first().is_some_and(|line| !has_words(line)) {
            *rest = &rest[1..];
        }
        let Some(line) = rest.first().map(|line| head_line(line)) else { return };
        if take_label(wire, &line, words) {
            is_letterhead |= wire.headline.is_some() && after_release_label(&line, words).is_some();
            *rest = &rest[1..];
        } else if (wire.headline.is_none() || is_letterhead) && is_headline(rest, words) {
            wire.left_out.extend(wire.headline.take());
            is_letterhead = false;
            take_headline(wire, rest, words);
        } else {
            return;
        }
    }
}

/// Returns a line of the head without marks of headings and emphasis.
fn head_line(line: &str) -> String {
    let plain = clean_line(line);
    plain.trim_matches(['#', '*', '_', '=', ' ']).replace("**", "")
}

/// Takes a line that is no headline and no prose. Returns whether it is one.
fn take_label(wire: &mut WireText, line: &str, words: &DraftWords) -> bool {
    if is_embargo(line, words) {
        wire.embargo = Some(line.to_owned());
    } else if let Some(rest) = after_release_label(line, words) {
        return take_release(wire, rest, words);
    } else if let Some(headline) = labelled_headline(line, words).filter(|_| wire.headline.is_none()) {
        wire.headline = Some(headline.to_owned());
    } else if let Some(byline) = parse_byline(line, words).filter(|_| wire.byline.is_none()) {
        take_byline(wire, &byline);
    } else if let Some(day) = parse_day_line(line, words) {
        wire.published_day = wire.published_day.or(Some(day));
    } else if let Some(opening) = parse_dateline_line(line, words) {
        wire.opening = opening;
    } else if let Some(sources) = source_line(line, words) {
        match Agency::from_list(sources) {
            Some(agency) => wire.signature = Some((agency, line.to_owned())),
            None => wire.left_out.push(line.to_owned()),
        }
    } else if let Some(agency) = Agency::from_signature(line.trim_matches(['(', ')'])) {
        wire.signature = Some((agency, line.to_owned()));
    } else if contacts::is_contact_line(line, words)
        || contacts::is_advertising(line, words)
        || is_reference(line, words)
    {
        wire.left_out.push(line.to_owned());
    } else {
        return is_desk_note(line, words);
    }
    true
}

/// Takes a byline, with the agency after the name: `Emil Koch, Reuters`.
fn take_byline(wire: &mut WireText, byline: &str) {
    let signed = byline
        .rsplit_once([',', '|', '/'])
        .and_then(|(name, mark)| Some((name, Agency::from_signature(mark)?)));
    match signed {
        Some((name, agency)) => {
            wire.signature = Some((agency, format!("By {byline}")));
            wire.byline = Some(name.trim().to_owned());
        }
        None => wire.byline = Some(byline.to_owned()),
    }
}

/// Takes what follows a label such as `For immediate release`: nothing, a number, a day, a dateline or the headline.
fn take_release(wire: &mut WireText, rest: &str, words: &DraftWords) -> bool {
    let is_number = rest.chars().filter(|c| c.is_alphabetic()).count() <= 4;
    if let Some(day) = parse_day_line(rest, words) {
        wire.published_day = Some(day);
    } else if let Some(opening) = parse_dateline_line(rest, words) {
        wire.opening = opening;
    } else if !is_number && wire.headline.is_none() {
        wire.headline = Some(rest.to_owned());
    } else {
        return is_number;
    }
    true
}

/// Returns what follows a label of a release.
fn after_release_label<'t>(line: &'t str, words: &DraftWords) -> Option<&'t str> {
    let rest = words.after(DraftList::ReleaseLabel, line)?;
    let marks = [' ', ':', '–', '—', '-', '|', ','];
    let inner = rest.trim_start_matches(marks);
    let is_mark = rest.trim_start().starts_with([':', '–', '—', '|']);
    let is_day = parse_day_line(inner, words).is_some() || parse_dateline_line(inner, words).is_some();
    let is_number = inner.chars().filter(|c| c.is_alphabetic()).count() <= 4 && rest.starts_with([' ', ',']);
    (rest.is_empty() || is_mark || is_day || is_number && inner.chars().any(|c| c.is_ascii_digit()))
        .then_some(inner)
}

/// Returns whether a line states an embargo.
fn is_embargo(line: &str, words: &DraftWords) -> bool {
    let line = line.trim_start_matches(['(', '[', '*', ' ']).to_lowercase();
    words.begins(DraftList::EmbargoLabel, &line) && line.chars().count() <= 160
}

/// Returns the headline after a label, as in `Headline: Talks open`.
fn labelled_headline<'t>(line: &'t str, words: &DraftWords) -> Option<&'t str> {
    let (label, rest) = line.split_once(':')?;
    let is_label = words.contains(DraftList::HeadlineLabel, &label.trim().to_lowercase());
    (is_label && has_words(rest)).then_some(rest.trim())
}

/// Returns whether a line is the number of a document, such as `Ref.: LC/2026/14` or `IP/26/1403`.
fn is_reference(line: &str, words: &DraftWords) -> bool {
    let lower = line.to_lowercase();
    let labelled = words.begins(DraftList::ReferenceLabel, &lower);
    let short = line.chars().count() <= 40 && line.chars().any(|c| c.is_ascii_digit());
    short && (labelled || !line.contains(' ') && line.contains('/'))
}

/// Takes the headline, which may go on in the next line if it is in capitals.
fn take_headline(wire: &mut WireText, rest: &mut &[&str], words: &DraftWords) {
    let mut first = head_line(rest[0]);
    *rest = &rest[1..];
    while let Some(next) = rest.first().map(|line| head_line(line)).filter(|next| is_all_capitals(next)) {
        if !is_all_capitals(&first) || !split_opening(&next, words).0.written.is_empty() || first.len() > 200
        {
            break;
        }
        first = format!("{first} {next}");
        *rest = &rest[1..];
    }
    let (headline, agency) = strip_signature(&without_tickers(&first), words);
    wire.headline = Some(headline).filter(|headline| has_words(headline));
    wire.signature = agency.map(|agency| (agency, first)).or(wire.signature.take());
}

/// Removes stock tickers in angle brackets, such as `<LKF>`.
fn without_tickers(headline: &str) -> String {
    let is_ticker =
        |word: &&str| word.len() > 2 && word.starts_with('<') && word.trim_end_matches(',').ends_with('>');
    headline.split(' ').filter(|word| !is_ticker(word)).collect::<Vec<_>>().join(" ")
}

/// Returns whether the first line is a headline: it has no full stop and is separate from the prose.
fn is_headline(lines: &[&str], words: &DraftWords) -> bool {
    const MAX_HEADLINE_CHARS: usize = 260;
    let Some(first) = lines.first().map(|line| head_line(line)) else { return false };
    let goes_on = lines[1..].iter().any(|line| has_words(line));
    let short = (2..=MAX_HEADLINE_CHARS).contains(&first.chars().count()) && goes_on;
    let (unsigned, _) = strip_signature(&first, words);
    let ends_sentence = unsigned.ends_with(['.', ',', ';', ':', '"', '”']) && !unsigned.ends_with("...");
    let is_structure = lines[0].trim_start().starts_with(['-', '•', '>', '|', '[', '!', '<', '`', '+'])
        || lines[0].trim_start().starts_with("* ")
        || lines[0].starts_with("##");
    if lines[0].starts_with("# ") && goes_on {
        return true;
    }
    if !short
        || ends_sentence
        || is_structure
        || first.starts_with('(')
        || !split_opening(&first, words).0.written.is_empty()
    {
        return false;
    }
    let next = lines.get(1).map(|line| head_line(line)).unwrap_or_default();
    !has_words(&next)
        || parse_byline(&next, words).is_some()
        || is_desk_note(&next, words)
        || is_embargo(&next, words)
        || parse_day_line(&next, words).is_some()
        || parse_dateline_line(&next, words).is_some()
        || is_all_capitals(&first)
        || !split_opening(&next, words).0.written.is_empty()
        || !is_wrapped(&first, &next, max_line_chars(lines))
}

/// Parses `By Ada Marten and John Vane`.
pub(super) fn parse_byline(line: &str, words: &DraftWords) -> Option<String> {
    let names = words.strip_start(DraftList::BylineStart, line)?;
    let few = names.split(' ').count() <= 10 && !names.ends_with('.');
    (few && names.starts_with(char::is_uppercase)).then(|| names.to_owned())
}

/// Returns whether a line is meant for editors, such as `(Adds quotes, background)` or `URGENT`.
fn is_desk_note(line: &str, words: &DraftWords) -> bool {
    let label = line.trim_matches(['*', '=', '#', ' ', ':']).to_lowercase();
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    words.contains(DraftList::DeskNote, &label)
        || inside.is_some_and(|text| {
            let first = text.split([' ', ',', ';']).next().unwrap_or_default().to_lowercase();
            words.contains(DraftList::DeskVerb, &first)
        })
}

/// Splits the agency from a headline: `Talks open in Rome (AFP)`, `… | Reuters`, `… - AP`.
fn strip_signature(headline: &str, words: &DraftWords) -> (String, Option<Agency>) {
    for mark in [" (", " | ", " – ", " - "] {
        let Some(at) = headline.rfind(mark) else { continue };
        let signature = headline[at + mark.len()..].trim_end_matches(')');
        if let Some(agency) = Agency::from_signature(signature) {
            return (headline[..at].trim().to_owned(), Some(agency));
        }
    }
    (strip_desk_label(headline.trim_matches(['#', '*', ' ']), words).to_owned(), None)
}

/// Removes an editors' label from a headline: `UPDATE 2-Talks open`, `Xinhua Headlines: Talks open`.
fn strip_desk_label<'t>(headline: &'t str, words: &DraftWords) -> &'t str {
    let label = words.strip_prefix(DraftList::DeskLabel, headline);
    let rest = label.map(|rest| rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()));
    let rest = rest.and_then(|rest| rest.strip_prefix(['-', ':', '–']));
    rest.map_or(headline, str::trim_start)
}
