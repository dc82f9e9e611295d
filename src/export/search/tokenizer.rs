//! Tokenization of text into search terms. `templates/search.js` tokenizes queries in the same way; tests/search/tokens.txt
//! tests both.
//!
//! A term is a run of letters, marks and digits, normalised: lower case, without accents, with variant spellings folded.
//! Chinese and Japanese text is split into overlapping bigrams, and the last char of a run is a term of its own, so that
//! each char can be found. A single Latin letter is not a term, but `U.S.` is.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::is_cjk;

/// Maximum number of chars of a term; the rest is cut off.
const MAX_TERM_CHARS: usize = 24;

/// Calls `emit` for every term of a text, in order.
///
/// Most terms are runs of ASCII letters and digits between ASCII chars. They are emitted as slices of the lower-case text.
/// Everything else is read char by char.
pub(super) fn for_each_token(text: &str, mut emit: impl FnMut(&str)) {
    let text = text.to_ascii_lowercase();
    let is_ascii = |range: Range<usize>| text.as_bytes().get(range).is_some_and(<[u8]>::is_ascii);
    let mut offset = 0;
    for_each_ascii_run(text.as_bytes(), |run| {
        if run.len() > 1 && is_ascii(offset..run.start) && is_ascii(run.end..run.end + 1) {
            emit(&text[run.start..run.end.min(run.start + MAX_TERM_CHARS)]);
            offset = run.end;
        }
        while offset < run.end {
            offset += next_run(&text[offset..], &mut emit);
        }
    });
    while offset < text.len() {
        offset += next_run(&text[offset..], &mut emit);
    }
}

/// Calls `emit` for every run of ASCII letters and digits, except for one at the end of the text. Bytes are classified in
/// blocks before the bounds of runs are computed, because branching on each byte is hard to predict.
fn for_each_ascii_run(text: &[u8], mut emit: impl FnMut(Range<usize>)) {
    let (mut start, mut before) = (0, 0);
    for (index, block) in text.chunks(u64::BITS as usize).enumerate() {
        let mask = block.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(is_ascii_token_byte(byte)));
        let mut edges = mask ^ (mask << 1 | before);
        before = mask >> (u64::BITS - 1);
        while edges != 0 {
            let bit = edges.trailing_zeros();
            edges &= edges - 1;
            let offset = index * u64::BITS as usize + bit as usize;
            match mask >> bit & 1 {
                1 => start = offset,
                _ => emit(start..offset),
            }
        }
    }
}

/// Emits the terms of the run at the start of a text, and returns the number of bytes read, at least one char.
fn next_run(text: &str, emit: &mut impl FnMut(&str)) -> usize {
    let ascii = ascii_run_len(text);
    let run = ascii + unicode_run_len(&text[ascii..]);
    if run > ascii {
        emit_folded(&text[..run], emit);
    } else if run == 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return emit_initials(text, emit);
    } else if run > 0 {
        emit(&text[..run.min(MAX_TERM_CHARS)]);
    } else {
        return text.chars().next().map_or(1, char::len_utf8);
    }
    run
}

fn is_ascii_token_byte(byte: &u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Returns the length in bytes of the ASCII letters and digits at the start of a text.
fn ascii_run_len(text: &str) -> usize {
    text.bytes().take_while(is_ascii_token_byte).count()
}

/// Returns the length in bytes of the run at the start of a text, or 0 if its first char is ASCII.
fn unicode_run_len(text: &str) -> usize {
    match text.as_bytes().first() {
        Some(first) if !first.is_ascii() => text.find(|c| !is_token_char(c)).unwrap_or(text.len()),
        _ => 0,
    }
}

/// Emits initials such as `u.s.` at the start of a text as `us`, and returns their length in bytes. A single letter is not
/// emitted.
fn emit_initials(text: &str, emit: &mut impl FnMut(&str)) -> usize {
    let mut letters = 1;
    while text[2 * letters - 1..].strip_prefix('.').is_some_and(is_initial) {
        letters += 1;
    }
    let all = &text[..2 * letters - 1];
    if letters > 1 {
        emit(&all.replace('.', ""));
    }
    all.len()
}

/// Returns whether a text begins with a single Latin c.
fn is_initial(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && ascii_run_len(text) == 1
        && unicode_run_len(&text[1..]) == 0
}

fn emit_folded(run: &str, emit: &mut impl FnMut(&str)) {
    normalize(run)
        .split(|c| !is_token_char(c))
        .filter(|part| !part.is_empty())
        .for_each(|part| emit_terms(part, emit));
}

/// Returns whether a char is part of a term; some terms contain joiners and soft hyphens.
fn is_token_char(c: char) -> bool {
    c.is_alphanumeric()
        || !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}'))
}

/// Normalises a run, so that variant spellings are equal.
fn normalize(run: &str) -> String {
    let base: String = run.nfkd().filter(|c| !is_dropped_mark(*c)).collect();
    let mut folded = String::with_capacity(base.len());
    for c in base.to_lowercase().chars() {
        match EQUIVALENT_CHARS.iter().find(|(known, _)| *known == c) {
            Some((_, replacement)) => folded.push_str(replacement),
            None => folded.push(c),
        }
    }
    folded.nfc().collect()
}

/// Returns whether a mark is ignored: accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, and invisible
/// chars. Marks of other scripts distinguish words and are kept.
fn is_dropped_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{200b}'..='\u{200f}')
}

/// Chars that Unicode normalisation does not fold but readers take as equal.
const EQUIVALENT_CHARS: [(char, &str); 40] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ŋ', "n"),
    ('ς', "σ"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ې', "ي"),
    ('ک', "ك"),
    ('ة', "ه"),
    ('ہ', "ه"),
    ('ە', "ه"),
    ('٠', "0"),
    ('١', "1"),
    ('٢', "2"),
    ('٣', "3"),
    ('٤', "4"),
    ('٥', "5"),
    ('٦', "6"),
    ('٧', "7"),
    ('٨', "8"),
    ('٩', "9"),
    ('۰', "0"),
    ('۱', "1"),
    ('۲', "2"),
    ('۳', "3"),
    ('۴', "4"),
    ('۵', "5"),
    ('۶', "6"),
    ('۷', "7"),
    ('۸', "8"),
    ('۹', "9"),
];

/// Emits the terms of a normalised run: bigrams of CJK chars, and everything else whole.
fn emit_terms(run: &str, emit: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let cjk = is_cjk(first);
        let end = rest.find(|c| is_cjk(c) != cjk).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        match cjk {
            true => emit_bigrams(part, emit),
            false => emit_whole(part, emit),
        }
        rest = after;
    }
}

fn emit_bigrams(run: &str, emit: &mut impl FnMut(&str)) {
    let offsets: Vec<usize> = run.char_indices().map(|(offset, _)| offset).chain([run.len()]).collect();
    offsets.windows(3).for_each(|pair| emit(&run[pair[0]..pair[2]]));
    if let [.., last, end] = offsets[..] {
        emit(&run[last..end]);
    }
}

fn emit_whole(word: &str, emit: &mut impl FnMut(&str)) {
    let word = without_article(word);
    let end = word.char_indices().nth(MAX_TERM_CHARS).map_or(word.len(), |(offset, _)| offset);
    let word = &word[..end];
    if !(word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())) {
        emit(word);
    }
}

/// Removes the Arabic article, which is written together with the noun.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        for_each_token(text, |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn texts_are_tokenized() {
        let cases = include_str!("../../../tests/search/tokens.txt");
        let cases: Vec<&str> = cases.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(cases.len() > 25);
        for case in cases {
            let columns: Vec<&str> = case.split('\t').collect();
            assert_eq!(terms(columns[0]).join(" "), columns[1], "{}", columns[0]);
        }
    }

    #[test]
    fn the_search_script_has_the_same_ranges() {
        let script = include_str!("../../../templates/search.js");
        let ranges = script
            .split_once("const SIGNS = \"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .expect("ranges")
            .0;
        let digits: Vec<u32> = ranges
            .split(|c: char| !c.is_ascii_hexdigit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| u32::from_str_radix(digits, 16).expect("a code point"))
            .collect();
        assert!(digits.len() > 10 && digits.len().is_multiple_of(2), "{ranges}");
        let in_script = |c: char| digits.chunks(2).any(|pair| (pair[0]..=pair[1]).contains(&u32::from(c)));
        for c in '\0'..=char::MAX {
            assert_eq!(is_cjk(c), in_script(c), "{c:?}");
        }
    }

    proptest! {
        /// Runs are read in blocks, so the offset of a text must not matter.
        #[test]
        fn leading_spaces_change_nothing(text in "[a-cé’. ]{0,90}", before in 0usize..70) {
            let moved = format!("{}{text}", " ".repeat(before));
            prop_assert_eq!(terms(&moved), terms(&text));
            let by_part: Vec<String> = text.split(' ').flat_map(terms).collect();
            prop_assert_eq!(terms(&text), by_part);
        }

        #[test]
        fn any_text_is_accepted_and_no_term_breaks_a_list(text in "\\PC{0,60}") {
            for term in terms(&text) {
                prop_assert!(!term.is_empty() && !term.contains([' ', '|', '"', '\\', '!']), "{term}");
            }
        }

        #[test]
        fn ascii_words_are_terms(text in "[a-z]{2,24}( [a-z]{2,24}){0,3}") {
            prop_assert_eq!(terms(&text).join(" "), text);
        }
    }
}
