//! The title of a draft: the text's headline, or one proposed from its first sentence.

use crate::facts::names::AnnotatedText;
use crate::facts::names::WordClasses;
use crate::facts::token::{Token, tokenize};
use crate::text::Span;

use super::analysis::DraftReading;
use super::case::{is_all_capitals, title_case_word};
use super::dates::DraftDate;
use super::participants::Grade;

/// A title and where it comes from.
pub(super) struct DraftTitle {
    pub(super) text: String,
    pub(super) grade: Grade,
    pub(super) reason: &'static str,
}

/// The title for a text with this headline, if it has one; else made of what happened on one of its dates.
pub(super) fn draft_title(
    reading: &DraftReading<'_>,
    headline: Option<&str>,
    dates: &[DraftDate],
) -> DraftTitle {
    match headline {
        Some(shouted) if is_all_capitals(shouted) => DraftTitle {
            text: sentence_case(reading, shouted),
            grade: Grade::Likely,
            reason: "the headline, which was in capitals: look at the names",
        },
        Some(headline) => {
            DraftTitle { text: headline.to_owned(), grade: Grade::Sure, reason: "the headline" }
        }
        None => DraftTitle {
            text: propose_title(reading, dates),
            grade: Grade::Doubtful,
            reason: "the text has no headline; proposed from its first sentence",
        },
    }
}

/// The first sentence of the prose; empty where there is none.
pub(super) fn first_sentence(reading: &DraftReading<'_>) -> String {
    let tokens = reading.annotated.tokens;
    let next = tokens.iter().skip(1).position(Token::starts_sentence).map_or(tokens.len(), |at| at + 1);
    let (Some(first), Some(last)) = (tokens.first(), tokens.get(next.saturating_sub(1))) else {
        return String::new();
    };
    let span = Span { start: first.span.start, end: last.span.end };
    let sentence = reading.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    match sentence.strip_suffix(" \"") {
        Some(whole) => whole.to_owned(),
        None => sentence,
    }
}

/// The first sentence without its full stop, cut where a thought ends or, at the latest, at a word.
fn propose_title(reading: &DraftReading<'_>, dates: &[DraftDate]) -> String {
    const MAX_CHARS: usize = 90;
    const MIN_CHARS: usize = 30;
    let opens = |dated: &&DraftDate| dated.clause_span.start == 0 && dated.what.chars().count() <= MAX_CHARS;
    if let Some(dated) = dates.iter().find(opens).filter(|dated| dated.what.chars().count() >= MIN_CHARS) {
        return dated.what.clone();
    }
    let sentence = first_sentence(reading);
    let sentence = sentence.trim_end_matches(['.', ' ']);
    if sentence.chars().count() <= MAX_CHARS {
        return if sentence.is_empty() { "Untitled".to_owned() } else { sentence.to_owned() };
    }
    let end = sentence.char_indices().nth(MAX_CHARS).map_or(sentence.len(), |(at, _)| at);
    let head = &sentence[..end];
    let thought =
        head.rfind(", ").filter(|at| *at >= MIN_CHARS && head[..*at].matches('"').count().is_multiple_of(2));
    let cut = thought.or_else(|| head.rfind(' ')).unwrap_or(end);
    let mark = if thought.is_some() { "" } else { "…" };
    format!("{}{mark}", head[..cut].trim_end_matches([',', ';', ':']))
}

/// A headline in capitals as a sentence: words as the prose writes them, names that the tables know with a capital.
fn sentence_case(reading: &DraftReading<'_>, headline: &str) -> String {
    let cut = tokenize(headline);
    let page = AnnotatedText::new(headline, &cut, &reading.tables);
    let mut sentence = String::new();
    let mut end = 0;
    for (at, token) in cut.iter().enumerate() {
        sentence.push_str(&headline[end..token.span.start as usize]);
        let word = page.word(at);
        let written = spelling_in_prose(reading, word).unwrap_or_else(|| spelling_by_gazetteer(&page, at));
        let begins = token.starts_sentence() || at > 0 && page.has_word(at - 1, ":");
        sentence.push_str(&if begins { capitalize(&written) } else { written });
        end = token.span.end as usize;
    }
    sentence.push_str(&headline[end..]);
    sentence
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word as the prose writes it where no sentence begins, or in a name.
fn spelling_in_prose(reading: &DraftReading<'_>, word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let page = &reading.annotated;
    let same = |at: &usize| page.word(*at).to_lowercase() == small;
    let named = |at: &usize| reading.mentions.iter().any(|mention| mention.tokens.contains(at));
    let plain = (0..page.len()).find(|at| same(at) && (!page.starts_sentence(*at) || named(at)));
    plain.map(|at| page.word(at).to_owned())
}

/// A word the prose does not have: with a capital where the tables know it as a name and nothing else.
fn spelling_by_gazetteer(page: &AnnotatedText<'_>, at: usize) -> String {
    let (word, classes) = (page.word(at), page.classes(at));
    let name = WordClasses::NAME | WordClasses::CALENDAR | WordClasses::GIVEN_NAME;
    let acronym =
        word.chars().count() <= 3 && classes.intersects(WordClasses::STATE | WordClasses::ORGANISATION);
    match () {
        () if acronym || word.matches('.').count() > 1 => word.to_owned(),
        () if classes.intersects(name)
            && !classes.intersects(WordClasses::COMMON_WORD | WordClasses::FUNCTION_WORD) =>
        {
            title_case_word(word)
        }
        () => word.to_lowercase(),
    }
}
