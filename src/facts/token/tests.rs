//! Tests of tokenization: examples, and invariants for any text.

use proptest::prelude::*;

use crate::facts::languages::Language;

use std::sync::LazyLock;

use super::{TokenGap, TokenKind, TokenShape, tokenize};

static ENGLISH: LazyLock<Language> = LazyLock::new(Language::english);

/// Returns the tokens of `text`, with `+` before those adjacent to the previous token.
fn tokens(text: &str) -> String {
    let mut output = String::new();
    for token in tokenize(text, &ENGLISH) {
        output.push_str(if output.is_empty() { "" } else { " " });
        output.push_str(if token.is_glued() { "+" } else { "" });
        output.push_str(token.text(text));
    }
    output
}

#[test]
fn prose_is_split_into_tokens() {
    let cases = [
        ("Talks open in Rome.", "Talks open in Rome +."),
        // A possessive is a separate token; other apostrophes belong to the word.
        ("Iran's and today’s", "Iran +'s and today +’s"),
        ("O'Neil didn't, O’Hara won’t", "O'Neil didn't +, O’Hara won’t"),
        ("two years' work, the '80s, the 1980's", "two years +' work +, the ' +80s +, the 1980 +'s"),
        ("the U.S.'s plan", "the U.S. +'s plan"),
        // Hyphens and dashes are tokens without a gap.
        ("a 60-day deadline in mid-April", "a 60 +- +day deadline in mid +- +April"),
        ("April 12–19 — no", "April 12 +– +19 — no"),
        ("2025-04-19, 04/05/2025", "2025 +- +04 +- +19 +, 04 +/ +05 +/ +2025"),
        ("2025-04-19T09:30Z", "2025 +- +04 +- +19T09:30Z"),
        // Initials and abbreviations include their full stops.
        ("The U.S. and J. Ortega at 9 a.m. on Dec. 5", "The U.S. and J. Ortega at 9 a.m. on Dec. 5"),
        ("So did I. The U.S economy", "So did I +. The U.S economy"),
        ("Mr. Vane of Holt Inc. sat.", "Mr. Vane of Holt Inc. sat +."),
        ("under the Sun. On Sun. 5 May", "under the Sun +. On Sun. 5 May"),
        // Numbers include their separators, but no comma of the sentence.
        ("4,877 of 3.5 at 09:30, 1998, 12", "4,877 of 3.5 at 09:30 +, 1998 +, 12"),
        ("in 1998,1999 or 19.4.2025.", "in 1998 +, +1999 or 19.4.2025 +."),
        ("1st, 1980s, 9pm, 0930GMT, 9a.m.", "1st +, 1980s +, 9pm +, 0930GMT +, 9 +a.m."),
        ("a score of 10:3 and 1:30:05", "a score of 10 +: +3 and 1:30:05"),
        // A run of one mark is one token; all Unicode spaces separate tokens.
        ("wait... -- ``yes''", "wait +... -- `` +yes +''"),
        ("19\u{a0}April\u{202f}2025", "19 April 2025"),
        ("\u{feff}soft\u{ad}ened", "soft\u{ad}ened"),
        ("Łódź, Zoë’s, नमस्ते", "Łódź +, Zoë +’s +, नमस्ते"),
        ("£5m €7 50% #tag", "£ +5m € +7 50 +% # +tag"),
        ("", ""),
        (" \n\t", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(tokens(text), expected, "{text}");
    }
}

#[test]
fn kinds_and_shapes_are_distinguished() {
    let cases = [
        ("talks", TokenKind::Word, TokenShape::Lower),
        ("Rome", TokenKind::Word, TokenShape::Capitalised),
        ("I", TokenKind::Word, TokenShape::Capitalised),
        ("GMT", TokenKind::Word, TokenShape::Capitals),
        ("O'Neil", TokenKind::Word, TokenShape::Mixed),
        ("Élan", TokenKind::Word, TokenShape::Capitalised),
        ("外交部", TokenKind::Word, TokenShape::Uncased),
        ("U.S.", TokenKind::Initials, TokenShape::Capitals),
        ("p.m.", TokenKind::Initials, TokenShape::Lower),
        ("Dec.", TokenKind::Abbreviation, TokenShape::Capitalised),
        ("2025", TokenKind::Number, TokenShape::Uncased),
        ("1,200", TokenKind::Figure, TokenShape::Uncased),
        ("09:30", TokenKind::Clock, TokenShape::Uncased),
        ("1st", TokenKind::Mixed, TokenShape::Lower),
        ("Q3", TokenKind::Mixed, TokenShape::Capitalised),
        ("2½", TokenKind::Mixed, TokenShape::Uncased),
        ("...", TokenKind::Mark, TokenShape::Uncased),
    ];
    for (text, kind, shape) in cases {
        let tokens = tokenize(text, &ENGLISH);
        assert_eq!(
            tokens.iter().map(|token| (token.kind, token.shape)).collect::<Vec<_>>(),
            [(kind, shape)],
            "{text}"
        );
    }
}

fn sentence_starts(text: &str) -> Vec<&str> {
    tokenize(text, &ENGLISH)
        .iter()
        .filter(|token| token.starts_sentence())
        .map(|token| token.text(text))
        .collect()
}

#[test]
fn sentences_begin_after_end_marks() {
    let cases: [(&str, &[&str]); 7] = [
        ("It rained. It stopped! Why? Nobody knew", &["It", "It", "Why", "Nobody"]),
        ("Mr. Vane met J. Ortega in the U.S. capital. They spoke", &["Mr.", "They"]),
        ("He said \"we go.\" Then he went", &["He", "Then"]),
        ("\"We go,\" he said. \"Now we wait.\"", &["We", "Now"]),
        ("A headline\n\na small first word", &["A", "a"]),
        ("one line\nand the next", &["one"]),
        ("wait ... and see", &["wait"]),
    ];
    for (text, expected) in cases {
        assert_eq!(sentence_starts(text), expected, "{text}");
    }
}

#[test]
fn gaps_distinguish_words_lines_and_paragraphs() {
    let gaps: Vec<TokenGap> = tokenize("a-b c\nd \n\n e", &ENGLISH).iter().map(|token| token.gap).collect();
    let expected = [
        TokenGap::Paragraph,
        TokenGap::None,
        TokenGap::None,
        TokenGap::Space,
        TokenGap::Line,
        TokenGap::Paragraph,
    ];
    assert_eq!(gaps, expected);
}

fn quoted(text: &str) -> Vec<&str> {
    tokenize(text, &ENGLISH).iter().filter(|token| token.is_quoted()).map(|token| token.text(text)).collect()
}

#[test]
fn quotations_end_at_the_mark_or_with_the_paragraph() {
    let cases: [(&str, &[&str]); 5] = [
        ("\"Left open\n\n\"And on,\" she said", &["Left", "open", "And", "on", ","]),
        ("He said \"we go\" and went", &["we", "go"]),
        ("“We go,” she said. ``Why?'' he asked", &["We", "go", ",", "Why", "?"]),
        ("\"Left open\n\nNew paragraph", &["Left", "open"]),
        ("the 'single' ones are apostrophes too", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

fn blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
}

proptest! {
    #[test]
    fn tokens_cover_everything_except_blanks(text in "(\\PC|[ \n'’.:,0-9a-zA-Z\"-]){0,60}") {
        let mut covered = 0;
        for token in tokenize(&text, &ENGLISH) {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(covered <= start && start < end && text.get(start..end).is_some());
            let between = &text[covered..start];
            prop_assert!(between.chars().all(blank));
            covered = end;
        }
        prop_assert!(text[covered..].chars().all(blank));
    }
}
