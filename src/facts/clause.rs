//! The clause a date stands in, as a line of the fact box.

use crate::facts::token::{Token, TokenKind};
use crate::text::{Span, capitalize_first};

/// A longer clause is cut at a word.
const MAX_CHARS: usize = 140;

/// Words that are looked through on each side for the end of a sentence. A text without sentences would be looked through
/// as a whole for each of its dates.
const FARTHEST: usize = 400;

/// The clause around a stretch of prose, and where it stands: the sentence, or its part between semicolons, dashes or
/// colons, without the blanks at its ends.
pub(crate) fn extract_clause(text: &str, tokens: &[Token], around: Span) -> (String, Span) {
    let span = clause_span(text, tokens, around);
    (shorten(span.slice(text)), span)
}

/// Where the clause around a stretch of prose stands.
pub(crate) fn clause_span(text: &str, tokens: &[Token], around: Span) -> Span {
    let at = tokens.partition_point(|token| token.span.start < around.start);
    let begins = |token: &Token| token.starts_sentence() || token.starts_paragraph();
    let (from, to) = (at.saturating_sub(FARTHEST), (at + 1 + FARTHEST).min(tokens.len()));
    let next = (at + 1).min(to);
    let first = tokens[from..next].iter().rposition(begins).map_or(from, |first| from + first);
    let after = tokens[next..to].iter().position(begins).map_or(to, |after| next + after);
    let (first, after) = clause_bounds(text, tokens, first, at.min(after), after);
    let start = tokens.get(first).map_or(around.start, |token| token.span.start);
    let end = tokens.get(after.saturating_sub(1)).map_or(around.end, |token| token.span.end).max(around.end);
    Span { start, end }
}

/// The part of a sentence around the token at `at`.
fn clause_bounds(text: &str, tokens: &[Token], first: usize, at: usize, after: usize) -> (usize, usize) {
    let breaks = |place: &usize| {
        let token = &tokens[*place];
        let number =
            tokens.get(place + 1).is_some_and(|next| next.is_glued() && next.kind == TokenKind::Number);
        token.kind == TokenKind::Mark
            && matches!(token.text(text), ";" | "—" | "–" | "--" | ":" | "\u{fffc}")
            && !(token.is_glued() && number)
    };
    let from = (first..at).rev().find(breaks).map_or(first, |place| place + 1);
    let to = (at..after).find(breaks).unwrap_or(after);
    (from, to.max(at + 1).min(tokens.len()))
}

/// One line without the full stop at its end, cut at a word where it is long.
pub(crate) fn shorten(clause: &str) -> String {
    let mut line = String::with_capacity(clause.len());
    for word in clause.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    // A row of the box begins with a capital, wherever in its sentence the clause stood.
    let line = capitalize_first(line.trim_end_matches(['.', ',', ';', ':']).trim());
    if line.chars().count() <= MAX_CHARS {
        return line;
    }
    let cut = line.char_indices().nth(MAX_CHARS).map_or(line.len(), |(at, _)| at);
    let words = line[..cut].rsplit_once(' ').map_or(&line[..cut], |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::token::tokenize;

    /// Bytes of all clauses of a text that is one sentence, around every word.
    fn looked_through(words: usize) -> usize {
        let text = "word ".repeat(words);
        let tokens = tokenize(&text);
        tokens.iter().map(|token| clause_span(&text, &tokens, token.span).slice(&text).len()).sum()
    }

    #[test]
    fn twice_a_text_without_sentences_is_twice_the_work() {
        let (once, twice) = (looked_through(20 * FARTHEST), looked_through(40 * FARTHEST));
        assert!(20 * twice <= 41 * once, "{twice} against {once}");
    }

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
            assert_eq!(
                extract_clause(&text, &tokenize(&text), Span::new(start, end)).0,
                expected,
                "{marked}"
            );
        }
    }

    #[test]
    fn a_long_clause_is_cut_at_a_word() {
        let text = format!("On Friday {}", "they went on ".repeat(30));
        let (cut, _) = extract_clause(&text, &tokenize(&text), Span::new(3, 9));
        assert!(
            cut.chars().count() <= MAX_CHARS + 1 && cut.ends_with("went…")
                || cut.ends_with("on…")
                || cut.ends_with("they…"),
            "{cut}"
        );
    }
}
