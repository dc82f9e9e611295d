//! Extracts the clause around a date, for a row of the fact box.

use crate::facts::token::{Token, TokenKind};
use crate::text::{Span, capitalize_first};

/// The maximum length of a clause, in chars.
const MAX_CHARS: usize = 140;

/// The maximum number of tokens searched on each side for a sentence boundary. Without a limit, a text without
/// sentences would be searched as a whole for each date.
const MAX_TOKENS: usize = 400;

/// Returns the clause around a span of prose, shortened, and its full span: the sentence, or its part between
/// semicolons, dashes or colons, without white space at its ends.
pub(crate) fn extract_clause(text: &str, tokens: &[Token], around: Span) -> (String, Span) {
    let span = clause_span(text, tokens, around);
    (shorten(span.slice(text)), span)
}

/// Returns the span of the clause around a span of prose.
pub(crate) fn clause_span(text: &str, tokens: &[Token], around: Span) -> Span {
    let index = tokens.partition_point(|token| token.span.start < around.start);
    let begins = |token: &Token| token.starts_sentence() || token.starts_paragraph();
    let (from, to) = (index.saturating_sub(MAX_TOKENS), (index + 1 + MAX_TOKENS).min(tokens.len()));
    let next = (index + 1).min(to);
    let first = tokens[from..next].iter().rposition(begins).map_or(from, |first| from + first);
    let after = tokens[next..to].iter().position(begins).map_or(to, |after| next + after);
    let (first, after) = clause_bounds(text, tokens, first, index.min(after), after);
    let start = tokens.get(first).map_or(around.start, |token| token.span.start);
    let end = tokens.get(after.saturating_sub(1)).map_or(around.end, |token| token.span.end).max(around.end);
    Span { start, end }
}

/// Returns the first token, and one past the last, of the part of a sentence around the token at `index`.
fn clause_bounds(text: &str, tokens: &[Token], first: usize, index: usize, after: usize) -> (usize, usize) {
    let is_break = |index: &usize| {
        let token = &tokens[*index];
        let is_number = |token: Option<&Token>| token.is_some_and(|token| token.kind == TokenKind::Number);
        let before_number = is_number(tokens.get(index + 1));
        // The dash of a result: "won 3 – 0".
        let is_result = token.text(text) == "–"
            && before_number
            && is_number(index.checked_sub(1).and_then(|before| tokens.get(before)));
        token.kind == TokenKind::Mark
            && matches!(token.text(text), ";" | "—" | "–" | "--" | ":" | "\u{fffc}")
            && !(before_number && tokens[index + 1].is_glued() && token.is_glued())
            && !is_result
    };
    let from = (first..index).rev().find(is_break).map_or(first, |index| index + 1);
    let to = (index..after).find(is_break).unwrap_or(after);
    (from, to.max(index + 1).min(tokens.len()))
}

/// Returns a clause on one line, without final punctuation. A long clause is cut after a word.
pub(crate) fn shorten(clause: &str) -> String {
    let mut line = String::with_capacity(clause.len());
    for word in clause.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    // Rows of the fact box begin with a capital.
    let line = capitalize_first(line.trim_end_matches(['.', ',', ';', ':']).trim());
    if line.chars().count() <= MAX_CHARS {
        return line;
    }
    let cut = line.char_indices().nth(MAX_CHARS).map_or(line.len(), |(offset, _)| offset);
    let words = line[..cut].rsplit_once(' ').map_or(&line[..cut], |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::languages::Language;
    use crate::facts::token::tokenize;

    /// Returns the total length of the clauses around every word of a text without sentence boundaries.
    fn total_clause_length(words: usize) -> usize {
        let text = "word ".repeat(words);
        let tokens = tokenize(&text, &Language::english());
        tokens.iter().map(|token| clause_span(&text, &tokens, token.span).slice(&text).len()).sum()
    }

    #[test]
    fn work_is_linear_in_the_length_of_a_text_without_sentences() {
        let (once, twice) = (total_clause_length(20 * MAX_TOKENS), total_clause_length(40 * MAX_TOKENS));
        assert!(20 * twice <= 41 * once, "{twice} against {once}");
    }

    #[test]
    fn a_clause_is_a_sentence_or_a_part_of_it() {
        let cases = [
            ("Talks open. They close on [Saturday] at noon. Then rest.", "They close on Saturday at noon"),
            ("One side left; the other met on [Friday], it said.", "The other met on Friday, it said"),
            ("The vote — set for [2 May] — was put off.", "Set for 2 May"),
            ("They won 3 – 0 on [Friday] and left.", "They won 3 – 0 on Friday and left"),
            ("They won 3–0 on [Friday] and 2:1 before.", "They won 3–0 on Friday and 2:1 before"),
            ("[Saturday]", "Saturday"),
        ];
        for (marked, expected) in cases {
            let start = marked.find('[').expect("a mark");
            let end = marked.find(']').expect("a mark") - 1;
            let text = marked.replace(['[', ']'], "");
            assert_eq!(
                extract_clause(&text, &tokenize(&text, &Language::english()), Span::new(start, end)).0,
                expected,
                "{marked}"
            );
        }
    }

    #[test]
    fn a_long_clause_is_cut_after_a_word() {
        let text = format!("On Friday {}", "they went on ".repeat(30));
        let (cut, _) = extract_clause(&text, &tokenize(&text, &Language::english()), Span::new(3, 9));
        assert!(
            cut.chars().count() <= MAX_CHARS + 1
                && ["they…", "went…", "on…"].iter().any(|end| cut.ends_with(&format!(" {end}"))),
            "{cut}"
        );
    }
}
