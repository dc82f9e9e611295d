//! Transcripts: speaker labels, questions and answers.

use crate::facts::languages::{DraftList, DraftWords};

use super::blocks::Block;
use super::case::title_case_word;

/// Splits a speaker label from a line: `MS. MARTEN: Good day` and `Q Will it last?`.
pub(super) fn split_label<'t>(line: &'t str, words: &DraftWords) -> Option<(&'t str, &'t str)> {
    const MAX_LABEL_WORDS: usize = 5;
    let capital = |text: &str| {
        text.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '(' | '['))
    };
    let is_question = |mark: &&str| words.contains(DraftList::QuestionMark, mark.trim_end_matches('.'));
    if let Some((mark, rest)) = line.split_once(' ').filter(|(mark, rest)| is_question(mark) && capital(rest))
    {
        return Some((mark.trim_end_matches('.'), rest.trim_start()));
    }
    let (label, rest) = line.split_once(':')?;
    let is_name = |word: &str| {
        word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’' | '(' | ')' | ','))
    };
    let is_label = words.contains(DraftList::TurnLabel, label)
        || label.split(' ').count() <= MAX_LABEL_WORDS && !label.is_empty() && label.split(' ').all(is_name);
    (is_label && rest.starts_with(' ') && capital(rest)).then_some((label, rest.trim_start()))
}

/// Marks the turns of a transcript: paragraphs with speaker labels, if a text has at least three.
pub(super) fn mark_turns(blocks: &mut [Block], words: &DraftWords) {
    const MIN_TURNS: usize = 3;
    let label = |block: &Block| match block {
        Block::Paragraph(text) => {
            split_label(text, words).map(|(label, text)| (label.to_owned(), text.to_owned()))
        }
        _ => None,
    };
    if blocks.iter().filter(|block| label(block).is_some()).count() < MIN_TURNS {
        return;
    }
    for block in blocks {
        if let Some((label, text)) = label(block) {
            *block = Block::Turn(label, text);
        }
    }
}

/// Returns the surname of a speaker label: `MS. MARTEN` is Marten. Labels of roles have none.
pub(super) fn label_surname(label: &str, words: &DraftWords) -> Option<String> {
    let is_role = words.contains(DraftList::TurnRole, &label.to_uppercase())
        || words.strip_start(DraftList::RoleArticle, label).is_some()
        || label.contains(',');
    let last = label.split(' ').next_back()?;
    let is_name = last.chars().count() >= 2 && !last.contains(['.', '(', ')']);
    (!is_role && is_name).then(|| last.split('-').map(title_case_word).collect::<Vec<_>>().join("-"))
}

/// Returns the first sentences of a turn, as many as fit in a statement; `None` if the first does not fit.
pub(super) fn turn_quotation(text: &str) -> Option<&str> {
    const MAX_CHARS: usize = 300;
    const MIN_WORDS: usize = 5;
    let ends = text.match_indices(['.', '!']).map(|(at, _)| at + 1);
    let ends = ends.filter(|end| text[*end..].is_empty() || text[*end..].starts_with(' '));
    let is_end = |end: &usize| {
        let word = text[..*end].rsplit(' ').next().unwrap_or_default();
        let is_long = word.chars().count() > 5 && word[..word.len() - 1].chars().all(char::is_alphabetic);
        let is_lower = word[..word.len() - 1].chars().all(|c| c.is_lowercase() || c.is_ascii_digit());
        word.chars().count() > 3
            && (is_lower || is_long || text[*end..].is_empty())
            && text[*end..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase())
    };
    let end = ends.filter(is_end).take_while(|end| text[..*end].chars().count() <= MAX_CHARS).last()?;
    let says = text[..end].trim_end_matches('.');
    (says.split(' ').count() >= MIN_WORDS && !says.contains(['[', '('])).then_some(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_distinguished_from_prose() {
        let words = &DraftWords::english();
        let labels = [
            ("MS. MARTEN: Good day", "MS. MARTEN"),
            ("Q Ada, who?", "Q"),
            ("Q: Who?", "Q"),
            ("A: He.", "A"),
            ("SECRETARY O'HARA-ROTH: Good day", "SECRETARY O'HARA-ROTH"),
        ];
        for (line, label) in labels {
            assert_eq!(split_label(line, words).map(|(label, _)| label), Some(label), "{line}");
        }
        for line in ["The plan: go on.", "Q fever spread.", "BERN: the talks", "At 10:30 they left", ": A"] {
            assert_eq!(split_label(line, words), None, "{line}");
        }
    }

    #[test]
    fn surnames_are_taken_from_labels() {
        let words = &DraftWords::english();
        let cases = [
            ("MS. MARTEN", Some("Marten")),
            ("CARL ROTH-VANE", Some("Roth-Vane")),
            ("Q", None),
            ("THE PRESIDENT", None),
        ];
        for (label, expected) in cases {
            assert_eq!(label_surname(label, words).as_deref(), expected, "{label}");
        }
    }

    #[test]
    fn quotations_end_with_a_sentence() {
        let long = format!("We go on {}.", "and on ".repeat(60));
        let cases = [
            ("We go on for Mr. Roth today. Who?", Some("We go on for Mr. Roth today")),
            ("We go on with the ferry on Friday. Who?", Some("We go on with the ferry on Friday")),
            ("No.", None),
            (&*long, None),
        ];
        for (text, expected) in cases {
            assert_eq!(turn_quotation(text), expected, "{text}");
        }
    }
}
