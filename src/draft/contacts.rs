//! Lines of wire texts that are no part of the story: press contacts and advertising of the publisher.

use crate::facts::languages::{DraftList, DraftWords};

use super::blocks::Block;
use super::characters::DOUBLE_MARKS;

/// Removes contacts and advertising from the blocks, and adds them to the lines left out.
pub(super) fn take_contacts(blocks: &mut Vec<Block>, left_out: &mut Vec<String>, words: &DraftWords) {
    let mut is_in_contacts = false;
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let text = block.text();
        let is_short_line = text.split_whitespace().count() <= 7 && !text.ends_with('.');
        let is_heading = matches!(block, Block::Heading(_)) || block.is_marked();
        let is_label = is_contact_label(text, words);
        is_in_contacts =
            is_label || is_in_contacts && (is_contact_line(text, words) || is_short_line && !is_heading);
        if is_in_contacts || is_contact_line(text, words) || is_advertising(text, words) {
            left_out.push(text.replace('\n', " "));
        } else {
            kept.push(block);
        }
    }
    *blocks = kept;
}

/// Returns whether a line opens a list of contacts, such as `Media contact:` or `For more information, call …`.
fn is_contact_label(line: &str, words: &DraftWords) -> bool {
    const MAX_CHARS: usize = 300;
    let line = line.trim_matches(['#', '*', '_', ' ', '-']);
    let lower = line.to_lowercase();
    let is_label = words.begins(DraftList::ContactLabel, &lower);
    let is_bare = lower.trim_end_matches(':').split(' ').count() <= 5 && !lower.ends_with('.');
    is_label
        && line.chars().count() <= MAX_CHARS
        && (is_bare
            || has_address(line, words)
            || lower.ends_with(':')
            || words.is_in(DraftList::ContactRequest, &lower))
}

/// Returns whether a line holds a telephone number or an e-mail address and no sentence.
pub(super) fn is_contact_line(line: &str, words: &DraftWords) -> bool {
    const MAX_CHARS: usize = 160;
    let is_sentence =
        line.contains(". ") && line.ends_with('.') || words.is_in(DraftList::SentenceVerb, line);
    line.chars().count() <= MAX_CHARS && has_address(line, words) && !is_sentence
        || is_contact_label(line, words) && has_address(line, words)
}

fn has_address(text: &str, words: &DraftWords) -> bool {
    let is_mail = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.trim_end_matches(['.', ')', '>']).contains('.')
        })
    };
    text.split_whitespace().any(is_mail) || has_telephone_number(text, words)
}

/// Returns whether a text has a number of at least seven digits after `+` or a word such as `Tel`.
fn has_telephone_number(text: &str, words: &DraftWords) -> bool {
    let lower = text.to_lowercase();
    words.phrases(DraftList::TelephoneLabel).flat_map(|label| lower.match_indices(label)).any(
        |(at, label)| {
            let after = lower[at + label.len()..].trim_start_matches(['.', ':', ' ', '(', '+']);
            let number = after
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/'));
            number.filter(char::is_ascii_digit).count() >= 7
        },
    )
}

/// Returns whether a paragraph advertises its publisher, such as `Sign up for our free newsletter.`
pub(super) fn is_advertising(paragraph: &str, words: &DraftWords) -> bool {
    const MAX_CHARS: usize = 400;
    let lower = paragraph.to_lowercase();
    lower.chars().count() <= MAX_CHARS
        && !lower.contains(DOUBLE_MARKS)
        && words.is_in(DraftList::Advertising, &lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_distinguished_from_prose() {
        let words = &DraftWords::english();
        let contacts = [
            "Tel: +41 31 555 01 01",
            "press@lake-council.example",
            "Emil Koch, phone 031 555 01 01",
            "For more information, please contact Emil Koch at press@lake.example.",
            "Media contact:",
            "CONTACTS",
        ];
        for line in contacts {
            assert!(is_contact_line(line, words) || is_contact_label(line, words), "{line}");
        }
        let prose = [
            "Contact between the two sides was lost on Friday.",
            "The ship lost contact with the harbour.",
            "She said the number was 031 555.",
            "For media the rule was harsh, he wrote in May.",
            "Call it a day.",
        ];
        for line in prose {
            assert!(!is_contact_line(line, words) && !is_contact_label(line, words), "{line}");
        }
    }

    #[test]
    fn advertising_is_distinguished_from_prose() {
        let words = &DraftWords::english();
        assert!(is_advertising("Lake Desk is an independent newsroom in Thun.", words));
        assert!(!is_advertising("Lawmakers are to sign a treaty on newsletters.", words));
    }
}
