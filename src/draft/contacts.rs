//! Lines of wire texts that are no part of the story: press contacts and advertising of the publisher.

use super::blocks::Block;

/// Removes contacts and advertising from the blocks, and adds them to the lines left out.
pub(super) fn take_contacts(blocks: &mut Vec<Block>, left_out: &mut Vec<String>) {
    let mut is_in_contacts = false;
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let text = block.text();
        let is_short_line = text.split_whitespace().count() <= 7 && !text.ends_with('.');
        let is_heading = matches!(block, Block::Heading(_)) || block.is_marked();
        let is_label = is_contact_label(text);
        is_in_contacts =
            is_label || is_in_contacts && (is_contact_line(text) || is_short_line && !is_heading);
        if is_in_contacts || is_contact_line(text) || is_advertising(text) {
            left_out.push(text.replace('\n', " "));
        } else {
            kept.push(block);
        }
    }
    *blocks = kept;
}

/// Returns whether a line opens a list of contacts, such as `Media contact:` or `For more information, call …`.
fn is_contact_label(line: &str) -> bool {
    const MAX_CHARS: usize = 300;
    let line = line.trim_matches(['#', '*', '_', ' ', '-']);
    let lower = line.to_lowercase();
    let labels = [
        "contact",
        "press contact",
        "media contact",
        "media enquir",
        "media inquir",
        "press enquir",
        "press inquir",
        "for more information",
        "for further information",
        "for media",
        "for press",
        "for interviews",
        "further information",
        "press office",
        "media relations",
        "editors' contact",
        "for additional information",
        "additional information",
        "for all media",
    ];
    let is_label = labels.iter().any(|label| lower.starts_with(label));
    let is_bare = lower.trim_end_matches(':').split(' ').count() <= 5 && !lower.ends_with('.');
    is_label
        && line.chars().count() <= MAX_CHARS
        && (is_bare
            || has_address(line)
            || lower.ends_with(':')
            || lower.contains("please contact")
            || lower.contains("visit "))
}

/// Returns whether a line holds a telephone number or an e-mail address and no sentence.
pub(super) fn is_contact_line(line: &str) -> bool {
    const MAX_CHARS: usize = 160;
    let is_sentence = line.contains(". ") && line.ends_with('.') || line.contains("said");
    line.chars().count() <= MAX_CHARS && has_address(line) && !is_sentence
        || is_contact_label(line) && has_address(line)
}

fn has_address(text: &str) -> bool {
    let is_mail = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.trim_end_matches(['.', ')', '>']).contains('.')
        })
    };
    text.split_whitespace().any(is_mail) || has_telephone_number(text)
}

/// Returns whether a text has a number of at least seven digits after `+` or a word such as `Tel`.
fn has_telephone_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let labels = ["+", "tel", "phone", "mobile", "mob.", "fax", "call "];
    labels.iter().flat_map(|label| lower.match_indices(label)).any(|(at, label)| {
        let after = lower[at + label.len()..].trim_start_matches(['.', ':', ' ', '(', '+']);
        let number = after
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/'));
        number.filter(char::is_ascii_digit).count() >= 7
    })
}

/// Returns whether a paragraph advertises its publisher, such as `Sign up for our free newsletter.`
pub(super) fn is_advertising(paragraph: &str) -> bool {
    const MAX_CHARS: usize = 400;
    let lower = paragraph.to_lowercase();
    let phrases = [
        "sign up for",
        "subscribe to our",
        "our newsletter",
        "free newsletter",
        "independent newsroom",
        "nonprofit newsroom",
        "support our journalism",
        "read more:",
        "follow us on",
        "click here",
        "originally published",
        "first appeared on",
        "all rights reserved",
        "download the app",
        "share this article",
    ];
    lower.chars().count() <= MAX_CHARS
        && !lower.contains('"')
        && phrases.iter().any(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_distinguished_from_prose() {
        let contacts = [
            "Tel: +41 31 555 01 01",
            "press@lake-council.example",
            "Emil Koch, phone 031 555 01 01",
            "For more information, please contact Emil Koch at press@lake.example.",
            "Media contact:",
            "CONTACTS",
        ];
        for line in contacts {
            assert!(is_contact_line(line) || is_contact_label(line), "{line}");
        }
        let prose = [
            "Contact between the two sides was lost on Friday.",
            "The ship lost contact with the harbour.",
            "She said the number was 031 555.",
            "For media the rule was harsh, he wrote in May.",
            "Call it a day.",
        ];
        for line in prose {
            assert!(!is_contact_line(line) && !is_contact_label(line), "{line}");
        }
    }

    #[test]
    fn advertising_is_distinguished_from_prose() {
        assert!(is_advertising("Lake Desk is an independent newsroom in Thun."));
        assert!(!is_advertising("Lawmakers are to sign a treaty on newsletters."));
    }
}
