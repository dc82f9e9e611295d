//! The clause a date stands in, as a line of the fact box.

use crate::facts::token::{Kind, Token};
use crate::text::{Span, capitalised};

/// A longer clause is cut at a word.
const LONGEST: usize = 140;

/// The clause around a stretch of prose, and where it stands: the sentence, or its part between semicolons, dashes or
/// colons, without the blanks at its ends.
pub(crate) fn clause(text: &str, tokens: &[Token], around: Span) -> (String, Span) {
    let span = clause_span(text, tokens, around);
    (shortened(span.slice(text)), span)
}

/// Where the clause around a stretch of prose stands.
pub(crate) fn clause_span(text: &str, tokens: &[Token], around: Span) -> Span {
    let at = tokens.partition_point(|token| token.span.start < around.start);
    let begins = |token: &Token| token.starts_sentence() || token.starts_paragraph();
    let first = tokens[..(at + 1).min(tokens.len())].iter().rposition(begins).unwrap_or(0);
    let after = tokens.iter().skip(at + 1).position(begins).map_or(tokens.len(), |next| at + 1 + next);
    let (first, after) = between_breaks(text, tokens, first, at.min(after), after);
    let start = tokens.get(first).map_or(around.start, |token| token.span.start);
    let end = tokens.get(after.saturating_sub(1)).map_or(around.end, |token| token.span.end).max(around.end);
    Span { start, end }
}

/// The part of a sentence around the token at `at`.
fn between_breaks(text: &str, tokens: &[Token], first: usize, at: usize, after: usize) -> (usize, usize) {
    let breaks = |place: &usize| {
        let token = &tokens[*place];
        let number = tokens.get(place + 1).is_some_and(|next| next.glued() && next.kind == Kind::Number);
        token.kind == Kind::Mark
            && matches!(token.text(text), ";" | "—" | "–" | "--" | ":" | "\u{fffc}")
            && !(token.glued() && number)
    };
    let from = (first..at).rev().find(breaks).map_or(first, |place| place + 1);
    let to = (at..after).find(breaks).unwrap_or(after);
    (from, to.max(at + 1).min(tokens.len()))
}

/// One line without the full stop at its end, cut at a word where it is long.
pub(crate) fn shortened(clause: &str) -> String {
    let mut line = String::with_capacity(clause.len());
    for word in clause.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    // A row of the box begins with a capital, wherever in its sentence the clause stood.
    let line = capitalised(line.trim_end_matches(['.', ',', ';', ':']).trim());
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let words = line[..cut].rsplit_once(' ').map_or(&line[..cut], |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::token::tokens;

    #[test]
    fn a_clause_is_the_sentence_or_its_part() {
        let cases = [
            ("Talks open. They close on [Saturday] at noon. Then rest.", "They close on Saturday at noon"),
            ("One side left; the other met on [Friday], it said.", "The other met on Friday, it said"),
            ("The vote — set for [2 May] — was put off.", "Set for 2 May"),
            ("They won 3–0 on [Friday] and 2:1 before.", "They won 3–0 on Friday and 2:1 before"),
            ("[Saturday]", "Saturday"),
        ];
        for (marked, expected) in cases {
            let start = marked.find('[').expect("a mark");
            let end = marked.find(']').expect("a mark") - 1;
            let text = marked.replace(['[', ']'], "");
            assert_eq!(clause(&text, &tokens(&text), Span::new(start, end)).0, expected, "{marked}");
        }
    }

    #[test]
    fn a_long_clause_is_cut_at_a_word() {
        let text = format!("On Friday {}", "they went on ".repeat(30));
        let (cut, _) = clause(&text, &tokens(&text), Span::new(3, 9));
        assert!(
            cut.chars().count() <= LONGEST + 1 && cut.ends_with("went…")
                || cut.ends_with("on…")
                || cut.ends_with("they…"),
            "{cut}"
        );
    }
}
