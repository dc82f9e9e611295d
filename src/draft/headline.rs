//! The title of a draft: the text's headline, or one proposed from its first sentence.

use crate::facts::languages::DraftList;
use crate::facts::names::AnnotatedText;
use crate::facts::names::WordClasses;
use crate::facts::token::tokenize;
use crate::text::{Span, on_one_line};

use super::analysis::DraftReading;
use super::case::{is_all_capitals, title_case_word};
use super::characters::DOUBLE_MARKS;
use super::dates::DraftDate;
use super::participants::Grade;

/// A title and its origin.
pub(super) struct DraftTitle {
    pub(super) text: String,
    pub(super) grade: Grade,
    pub(super) reason: &'static str,
}

/// Returns the headline of the text, or a title proposed from a date or the first sentence.
pub(super) fn draft_title(
    reading: &DraftReading<'_>,
    headline: Option<&str>,
    dates: &[DraftDate],
) -> DraftTitle {
    match headline {
        Some(capitals) if is_all_capitals(capitals) => DraftTitle {
            text: sentence_case(reading, capitals),
            grade: Grade::Likely,
            reason: "the headline, converted from capitals: check the names",
        },
        Some(headline) => {
            DraftTitle { text: headline.to_owned(), grade: Grade::Sure, reason: "the headline" }
        }
        None => DraftTitle {
            text: propose_title(reading, dates),
            grade: Grade::Doubtful,
            reason: "no headline in the text; proposed from its first sentence",
        },
    }
}

/// Returns the first sentence of the prose; empty for empty prose.
pub(super) fn first_sentence(reading: &DraftReading<'_>) -> String {
    const MAX_PARAGRAPHS: usize = 6;
    const MIN_TOKENS: usize = 4;
    let tokens = reading.annotated.tokens;
    let ends = |from: usize| {
        let next = tokens
            .iter()
            .skip(from + 1)
            .position(|token| token.starts_sentence() || token.starts_paragraph());
        next.map_or(tokens.len(), |index| from + index + 1)
    };
    // Headings and labels are no sentences.
    let is_sentence = |from: &usize| {
        let last = ends(*from).saturating_sub(1);
        let last = tokens.get(last).filter(|_| last >= from + MIN_TOKENS);
        last.is_some_and(|last| matches!(reading.slice(last.span), "." | "!" | "?" | "\"" | "”"))
    };
    let starts = (0..tokens.len()).filter(|index| *index == 0 || tokens[*index].starts_paragraph());
    let from = starts.take(MAX_PARAGRAPHS).find(is_sentence).unwrap_or(0);
    let next = ends(from);
    let (Some(first), Some(last)) = (tokens.get(from), tokens.get(next.saturating_sub(1))) else {
        return String::new();
    };
    let span = Span { start: first.span.start, end: last.span.end };
    let sentence = on_one_line(reading.slice(span));
    // The mark of a quotation that follows.
    match [" \"", " “", " '", " ‘"].iter().find_map(|mark| sentence.strip_suffix(mark)) {
        Some(whole) => whole.to_owned(),
        None => sentence,
    }
}

/// Proposes a title from the first sentence, without its full stop and cut at a comma or a word.
fn propose_title(reading: &DraftReading<'_>, dates: &[DraftDate]) -> String {
    const MAX_CHARS: usize = 110;
    const MIN_CHARS: usize = 30;
    let opens_text = |date: &&DraftDate| {
        date.clause_span.start == 0 && date.grade > Grade::Doubtful && date.what.chars().count() <= MAX_CHARS
    };
    if let Some(date) = dates.iter().find(opens_text).filter(|date| date.what.chars().count() >= MIN_CHARS) {
        return date.what.clone();
    }
    let sentence = first_sentence(reading);
    let sentence = sentence.trim_end_matches(['.', ' ']);
    if sentence.chars().count() <= MAX_CHARS {
        return if sentence.is_empty() { "Untitled".to_owned() } else { sentence.to_owned() };
    }
    let end = sentence.char_indices().nth(MAX_CHARS).map_or(sentence.len(), |(offset, _)| offset);
    let head = &sentence[..end];
    let comma = head.rfind(", ").filter(|offset| {
        *offset >= MIN_CHARS && head[..*offset].matches(DOUBLE_MARKS).count().is_multiple_of(2)
    });
    let is_even = |offset: &usize| {
        *offset >= MIN_CHARS && head[..*offset].matches(DOUBLE_MARKS).count().is_multiple_of(2)
    };
    let joins = reading.words().phrases(DraftList::TitleBreak).map(|word| format!(" {word} "));
    let joined = joins.filter_map(|word| head.rfind(&word)).filter(is_even).max();
    let end_of_clause = comma.max(joined);
    let cut = end_of_clause.or_else(|| head.rfind(' ')).unwrap_or(end);
    let mark = if end_of_clause.is_some() { "" } else { "…" };
    format!("{}{mark}", head[..cut].trim_end_matches([',', ';', ':']))
}

/// Converts a headline in capitals to sentence case, with names spelled as in the prose or the gazetteer.
fn sentence_case(reading: &DraftReading<'_>, headline: &str) -> String {
    let language = reading.annotated.language();
    let tokens = tokenize(headline, language);
    let annotated = AnnotatedText::new(headline, &tokens, language);
    let mut sentence = String::new();
    let mut end = 0;
    for (index, token) in tokens.iter().enumerate() {
        sentence.push_str(&headline[end..token.span.start as usize]);
        let word = annotated.word(index);
        let written =
            spelling_in_prose(reading, word).unwrap_or_else(|| spelling_by_gazetteer(&annotated, index));
        let begins = token.starts_sentence() || index > 0 && annotated.has_word(index - 1, ":");
        sentence.push_str(&if begins { capitalize(&written) } else { written });
        end = token.span.end as usize;
    }
    sentence.push_str(&headline[end..]);
    sentence
}

fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns the spelling of a word inside a sentence or a name of the prose.
fn spelling_in_prose(reading: &DraftReading<'_>, word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let annotated = &reading.annotated;
    let same = |index: &usize| annotated.word(*index).to_lowercase() == small;
    let in_name = |index: &usize| reading.mentions.iter().any(|mention| mention.tokens.contains(index));
    let found = (0..annotated.len())
        .find(|index| same(index) && (!annotated.starts_sentence(*index) || in_name(index)));
    found.map(|index| annotated.word(index).to_owned())
}

/// Spells a word that is not in the prose: capitalised only if the gazetteer knows it as a name and nothing else.
fn spelling_by_gazetteer(annotated: &AnnotatedText<'_>, index: usize) -> String {
    let (word, classes) = (annotated.word(index), annotated.classes(index));
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
