//! The title of a draft: the text's headline, or one proposed from its first sentence.

use crate::facts::names::Classes;
use crate::facts::names::Page;
use crate::facts::token::{Token, tokens};
use crate::text::Span;

use super::case::{capitalised, is_shouted};
use super::dates::Dated;
use super::people::Sure;
use super::reading::Reading;

/// A title and where it comes from.
pub(super) struct Title {
    pub(super) text: String,
    pub(super) sure: Sure,
    pub(super) why: &'static str,
}

/// The title for a text with this headline, if it has one; else made of what happened on one of its dates.
pub(super) fn title(reading: &Reading<'_>, headline: Option<&str>, dates: &[Dated]) -> Title {
    match headline {
        Some(shouted) if is_shouted(shouted) => Title {
            text: sentence_case(reading, shouted),
            sure: Sure::Likely,
            why: "the headline, which was in capitals: look at the names",
        },
        Some(headline) => Title { text: headline.to_owned(), sure: Sure::Told, why: "the headline" },
        None => Title {
            text: proposed(reading, dates),
            sure: Sure::Doubtful,
            why: "the text has no headline; proposed from its first sentence",
        },
    }
}

/// The first sentence of the prose; empty where there is none.
pub(super) fn first_sentence(reading: &Reading<'_>) -> String {
    let tokens = reading.page.tokens;
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
fn proposed(reading: &Reading<'_>, dates: &[Dated]) -> String {
    const LONGEST: usize = 90;
    const SHORTEST: usize = 30;
    let opens = |dated: &&Dated| dated.told.start == 0 && dated.what.chars().count() <= LONGEST;
    if let Some(dated) = dates.iter().find(opens).filter(|dated| dated.what.chars().count() >= SHORTEST) {
        return dated.what.clone();
    }
    let sentence = first_sentence(reading);
    let sentence = sentence.trim_end_matches(['.', ' ']);
    if sentence.chars().count() <= LONGEST {
        return if sentence.is_empty() { "Untitled".to_owned() } else { sentence.to_owned() };
    }
    let end = sentence.char_indices().nth(LONGEST).map_or(sentence.len(), |(at, _)| at);
    let head = &sentence[..end];
    let thought =
        head.rfind(", ").filter(|at| *at >= SHORTEST && head[..*at].matches('"').count().is_multiple_of(2));
    let cut = thought.or_else(|| head.rfind(' ')).unwrap_or(end);
    let mark = if thought.is_some() { "" } else { "…" };
    format!("{}{mark}", head[..cut].trim_end_matches([',', ';', ':']))
}

/// A headline in capitals as a sentence: words as the prose writes them, names that the tables know with a capital.
fn sentence_case(reading: &Reading<'_>, headline: &str) -> String {
    let cut = tokens(headline);
    let page = Page::new(headline, &cut, &reading.tables);
    let mut sentence = String::new();
    let mut end = 0;
    for (at, token) in cut.iter().enumerate() {
        sentence.push_str(&headline[end..token.span.start as usize]);
        let word = page.word(at);
        let written = written(reading, word).unwrap_or_else(|| by_table(&page, at));
        let begins = token.starts_sentence() || at > 0 && page.is(at - 1, ":");
        sentence.push_str(&if begins { with_capital(&written) } else { written });
        end = token.span.end as usize;
    }
    sentence.push_str(&headline[end..]);
    sentence
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word as the prose writes it where no sentence begins, or in a name.
fn written(reading: &Reading<'_>, word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let page = &reading.page;
    let same = |at: &usize| page.word(*at).to_lowercase() == small;
    let named = |at: &usize| reading.mentions.iter().any(|mention| mention.tokens.contains(at));
    let plain = (0..page.len()).find(|at| same(at) && (!page.starts_sentence(*at) || named(at)));
    plain.map(|at| page.word(at).to_owned())
}

/// A word the prose does not have: with a capital where the tables know it as a name and nothing else.
fn by_table(page: &Page<'_>, at: usize) -> String {
    let (word, classes) = (page.word(at), page.classes(at));
    let name = Classes::NAME | Classes::CALENDAR | Classes::FIRST;
    let acronym = word.chars().count() <= 3 && classes.any(Classes::STATE | Classes::ORGANISATION);
    match () {
        () if acronym || word.matches('.').count() > 1 => word.to_owned(),
        () if classes.any(name) && !classes.any(Classes::COMMON | Classes::FUNCTION) => capitalised(word),
        () => word.to_lowercase(),
    }
}
