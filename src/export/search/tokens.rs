//! Text cut into the words that are sought. `templates/search.js` cuts queries in the same way; tests/search/tokens.txt
//! holds both to it.
//!
//! A word is a run of letters, marks and digits, without accents, in lower case, in a form that spellings share. Chinese
//! and Japanese are cut into pairs of signs, and the last sign of a run stands alone as well, so that each can be found
//! by itself. A single Latin letter is no word; `U.S.` is one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters of a word that count.
const LONGEST: usize = 24;

/// Gives every word of a text, in order.
pub(super) fn words(text: &str, mut give: impl FnMut(&str)) {
    let mut at = 0;
    let mut low = String::new();
    while let Some(length) = text[at..].find(is_part) {
        at += length;
        if let Some((joined, next)) = initials(text, at) {
            give(&joined);
            at = next;
            continue;
        }
        let run = run(&text[at..]);
        at += run.len();
        match plain(run, &mut low) {
            Some(word) if word.len() > 1 || !word.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                give(word)
            }
            Some(_) => {}
            None => fold(run)
                .split(|c| !is_part(c))
                .filter(|part| !part.is_empty())
                .for_each(|part| cut(part, &mut give)),
        }
    }
}

/// The run of letters that a text begins with.
fn run(text: &str) -> &str {
    let ascii = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    if text[ascii..].starts_with(|c: char| !c.is_ascii()) {
        return &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    }
    &text[..ascii]
}

/// A run of plain letters in lower case; none where it holds others.
fn plain<'l>(run: &str, low: &'l mut String) -> Option<&'l str> {
    if !run.is_ascii() {
        return None;
    }
    low.clear();
    low.push_str(&run[..run.len().min(LONGEST)]);
    low.make_ascii_lowercase();
    Some(low)
}

/// `U.S.` at a place, as `us`, and where the text goes on.
fn initials(text: &str, at: usize) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut letters = String::new();
    let mut found = None;
    let mut end = at;
    while let Some(letter) = bytes.get(end).filter(|byte| byte.is_ascii_alphabetic()) {
        letters.push(char::from(letter.to_ascii_lowercase()));
        end += 1;
        if text[end..].starts_with(is_part) {
            break;
        }
        found = (letters.len() > 1).then(|| (letters.clone(), end));
        if bytes.get(end) != Some(&b'.') {
            break;
        }
        end += 1;
    }
    found
}

/// Whether a letter is part of a word; joiners and soft hyphens stand inside some.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric()
        || !letter.is_ascii()
            && (is_combining_mark(letter) || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}'))
}

/// A run in the form under which spellings are one.
fn fold(run: &str) -> String {
    let bare: String = run.nfkd().filter(|letter| !is_stripped(*letter)).collect();
    let mut folded = String::with_capacity(bare.len());
    for letter in bare.to_lowercase().chars() {
        match SAME.iter().find(|(known, _)| *known == letter) {
            Some((_, other)) => folded.push_str(other),
            None => folded.push(letter),
        }
    }
    folded.nfc().collect()
}

/// Accents of Latin, Greek and Cyrillic letters, vowel points of Hebrew and Arabic, and what cannot be seen. Marks of
/// other scripts are letters in all but name and stay.
fn is_stripped(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{200b}'..='\u{200f}')
}

/// Letters that normal forms keep apart and readers do not.
const SAME: [(char, &str); 40] = [
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
fn cut(run: &str, give: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let signs = is_sign(first);
        let end = rest.find(|c| is_sign(c) != signs).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        match signs {
            true => pairs(piece, give),
            false => whole(piece, give),
        }
        rest = after;
    }
}

fn pairs(run: &str, give: &mut impl FnMut(&str)) {
    let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    places.windows(3).for_each(|pair| give(&run[pair[0]..pair[2]]));
    if let [.., last, end] = places[..] {
        give(&run[last..end]);
    }
}

fn whole(word: &str, give: &mut impl FnMut(&str)) {
    let word = without_article(word);
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
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
fn is_sign(letter: char) -> bool {
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
        words(text, |word| found.push(word.to_owned()));
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
