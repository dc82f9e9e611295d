//! Text cut into the words that are sought. `templates/search.js` cuts queries in the same way; tests/search/tokens.txt
//! holds both to it.
//!
//! A word is a run of letters, marks and digits, without accents, in lower case, in a form that spellings share. Chinese
//! and Japanese are cut into pairs of signs, and the last sign of a run stands alone as well, so that each can be found
//! by itself. A single Latin letter is no word; `U.S.` is one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters of a word that count.
const MAX_TERM_CHARS: usize = 24;

/// Gives every word of a text, in order.
///
/// Most words are runs of plain letters among plain signs, and these are given as they stand in the text, which is in
/// lower case as a whole. All else is read letter by letter.
pub(super) fn for_each_token(text: &str, mut give: impl FnMut(&str)) {
    let text = text.to_ascii_lowercase();
    let is_ascii = |range: Range<usize>| text.as_bytes().get(range).is_some_and(<[u8]>::is_ascii);
    let mut at = 0;
    for_each_ascii_run(text.as_bytes(), |run| {
        if run.len() > 1 && is_ascii(at..run.start) && is_ascii(run.end..run.end + 1) {
            give(&text[run.start..run.end.min(run.start + MAX_TERM_CHARS)]);
            at = run.end;
        }
        while at < run.end {
            at += next_run(&text[at..], &mut give);
        }
    });
    while at < text.len() {
        at += next_run(&text[at..], &mut give);
    }
}

/// Gives every run of plain letters and digits but one at the very end. Which bytes are plain is found for a block of
/// them before where runs begin and end, for the length of a word is what no processor can guess.
fn for_each_ascii_run(text: &[u8], mut give: impl FnMut(Range<usize>)) {
    let (mut start, mut before) = (0, 0);
    for (at, block) in text.chunks(u64::BITS as usize).enumerate() {
        let plain =
            block.iter().rev().fold(0, |plain, byte| plain << 1 | u64::from(is_ascii_token_byte(byte)));
        let mut edges = plain ^ (plain << 1 | before);
        before = plain >> (u64::BITS - 1);
        while edges != 0 {
            let bit = edges.trailing_zeros();
            edges &= edges - 1;
            let place = at * u64::BITS as usize + bit as usize;
            match plain >> bit & 1 {
                1 => start = place,
                _ => give(start..place),
            }
        }
    }
}

/// Gives the words of the run that a text begins with; tells how many bytes are read, at least one letter.
fn next_run(text: &str, give: &mut impl FnMut(&str)) -> usize {
    let plain = ascii_run_len(text);
    let run = plain + unicode_run_len(&text[plain..]);
    if run > plain {
        emit_folded(&text[..run], give);
    } else if run == 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return emit_initials(text, give);
    } else if run > 0 {
        give(&text[..run.min(MAX_TERM_CHARS)]);
    } else {
        return text.chars().next().map_or(1, char::len_utf8);
    }
    run
}

fn is_ascii_token_byte(byte: &u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// The bytes of plain letters and digits that a text begins with.
fn ascii_run_len(text: &str) -> usize {
    text.bytes().take_while(is_ascii_token_byte).count()
}

/// The bytes of the run that a text begins with, where its first letter is beyond ASCII; else none.
fn unicode_run_len(text: &str) -> usize {
    match text.as_bytes().first() {
        Some(first) if !first.is_ascii() => text.find(|c| !is_token_char(c)).unwrap_or(text.len()),
        _ => 0,
    }
}

/// Gives the `u.s.` that a text may begin with as `us`; tells how many bytes it has. A letter alone is not given.
fn emit_initials(text: &str, give: &mut impl FnMut(&str)) -> usize {
    let mut letters = 1;
    while text[2 * letters - 1..].strip_prefix('.').is_some_and(is_initial) {
        letters += 1;
    }
    let all = &text[..2 * letters - 1];
    if letters > 1 {
        give(&all.replace('.', ""));
    }
    all.len()
}

/// Whether a text begins with a Latin letter that stands by itself.
fn is_initial(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && ascii_run_len(text) == 1
        && unicode_run_len(&text[1..]) == 0
}

fn emit_folded(run: &str, give: &mut impl FnMut(&str)) {
    normalize(run)
        .split(|c| !is_token_char(c))
        .filter(|part| !part.is_empty())
        .for_each(|part| emit_terms(part, give));
}

/// Whether a letter is part of a word; joiners and soft hyphens stand inside some.
fn is_token_char(letter: char) -> bool {
    letter.is_alphanumeric()
        || !letter.is_ascii()
            && (is_combining_mark(letter) || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}'))
}

/// A run in the form under which spellings are one.
fn normalize(run: &str) -> String {
    let bare: String = run.nfkd().filter(|letter| !is_dropped_mark(*letter)).collect();
    let mut folded = String::with_capacity(bare.len());
    for letter in bare.to_lowercase().chars() {
        match EQUIVALENT_CHARS.iter().find(|(known, _)| *known == letter) {
            Some((_, other)) => folded.push_str(other),
            None => folded.push(letter),
        }
    }
    folded.nfc().collect()
}

/// Accents of Latin, Greek and Cyrillic letters, vowel points of Hebrew and Arabic, and what cannot be seen. Marks of
/// other scripts are letters in all but name and stay.
fn is_dropped_mark(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{200b}'..='\u{200f}')
}

/// Letters that normal forms keep apart and readers do not.
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

/// Gives the words of a folded run: signs in pairs, all else as it stands.
fn emit_terms(run: &str, give: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let signs = is_cjk(first);
        let end = rest.find(|c| is_cjk(c) != signs).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        match signs {
            true => emit_bigrams(piece, give),
            false => emit_whole(piece, give),
        }
        rest = after;
    }
}

fn emit_bigrams(run: &str, give: &mut impl FnMut(&str)) {
    let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    places.windows(3).for_each(|pair| give(&run[pair[0]..pair[2]]));
    if let [.., last, end] = places[..] {
        give(&run[last..end]);
    }
}

fn emit_whole(word: &str, give: &mut impl FnMut(&str)) {
    let word = without_article(word);
    let end = word.char_indices().nth(MAX_TERM_CHARS).map_or(word.len(), |(at, _)| at);
    let word = &word[..end];
    if !(word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())) {
        give(word);
    }
}

/// Arabic writes its article with the word.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(1).is_some()).unwrap_or(word)
}

/// Signs of scripts that write no blanks between words.
fn is_cjk(letter: char) -> bool {
    matches!(letter,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for_each_token(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn texts_are_cut_into_words() {
        let cases = include_str!("../../../tests/search/tokens.txt");
        let cases: Vec<&str> = cases.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(cases.len() > 25);
        for case in cases {
            let columns: Vec<&str> = case.split('\t').collect();
            assert_eq!(cut(columns[0]).join(" "), columns[1], "{}", columns[0]);
        }
    }

    proptest! {
        /// Runs are read in blocks, so where a text stands in them must change nothing.
        #[test]
        fn what_stands_before_a_text_changes_nothing(text in "[a-cé’. ]{0,90}", before in 0usize..70) {
            let moved = format!("{}{text}", " ".repeat(before));
            prop_assert_eq!(cut(&moved), cut(&text));
            let by_letter: Vec<String> = text.split(' ').flat_map(cut).collect();
            prop_assert_eq!(cut(&text), by_letter);
        }

        #[test]
        fn no_text_is_refused_and_no_word_breaks_a_list(text in "\\PC{0,60}") {
            for word in cut(&text) {
                prop_assert!(!word.is_empty() && !word.contains([' ', '|', '"', '\\', '!']), "{word}");
            }
        }

        #[test]
        fn words_of_plain_letters_are_their_own_words(text in "[a-z]{2,24}( [a-z]{2,24}){0,3}") {
            prop_assert_eq!(cut(&text).join(" "), text);
        }
    }
}
