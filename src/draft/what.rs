//! The description of a dated event: the words of its clause, with names for pronouns and without the date where the
//! clause stays grammatical.

use crate::facts::names::{EntityKind, PlaceKind, WordClasses};
use crate::facts::quote::Pronouns;
use crate::facts::token::TokenKind;
use crate::text::{Span, capitalize_first, on_one_line};

use super::analysis::DraftReading;
use super::event::{EventClause, EventKind};
use super::verbs::is_finite_verb;

/// A description, and why it may not be understood.
pub(super) struct EventText {
    pub(super) what: String,
    /// Index of the mention that replaces a pronoun at the start.
    pub(super) subject: Option<usize>,
    pub(super) doubt: Option<&'static str>,
}

/// Describes an event; `None` if its clause has no words besides the date.
pub(super) fn describe_event(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    event: &EventClause,
    date: Span,
) -> Option<EventText> {
    if !has_more_than_date(reading, event.span, date) {
        return None;
    }
    let words = match event.kind {
        EventKind::Clause if !event.is_unclear => trim_date(reading, event.span, date),
        EventKind::Clause => reading.slice(event.span).to_owned(),
        EventKind::Noun => reading.slice(event.span).to_owned(),
    };
    let words = match &event.subject_words {
        Some(subject) => format!("{subject} {words}"),
        None => words,
    };
    let what = tidy_clause(&one_line(&words));
    let subject = pronoun_referent(reading, pronouns, &what, event.span);
    let what = match (subject, what.split_once(' ')) {
        (Some(index), Some((_, rest))) => format!("{} {rest}", name_with_article(reading, index)),
        _ => what,
    };
    let what = on_one_line(&what);
    let doubt = find_doubt(reading, event, &what);
    Some(EventText { what, subject, doubt })
}

/// Returns a name, with its article if it has one.
fn name_with_article(reading: &DraftReading<'_>, mention: usize) -> String {
    let tokens = &reading.mentions[mention].tokens;
    let name = reading.slice(reading.mentions[mention].span);
    let before = tokens.start.checked_sub(1).map_or("", |index| reading.annotated.word(index));
    if before.eq_ignore_ascii_case("the") { format!("The {name}") } else { name.to_owned() }
}

/// Returns a clause on one line, without a conjunction at the start and a mark at the end, beginning with a capital.
fn one_line(words: &str) -> String {
    let line = on_one_line(words);
    let line = line
        .trim_end_matches(['.', ',', ';', ':', '\u{fffc}', ' '])
        .trim_start_matches(['\u{fffc}', ',', ' ']);
    let starts = [
        "But ",
        "And ",
        "Yet ",
        "So ",
        "However, ",
        "Meanwhile, ",
        "Also, ",
        "Moreover, ",
        "Earlier, ",
        "and ",
        "but ",
    ];
    let line = starts.iter().find_map(|start| line.strip_prefix(start)).unwrap_or(line);
    capitalize_first(line)
}

/// Returns why a description may not be understood, or may be that of another event.
fn find_doubt(reading: &DraftReading<'_>, event: &EventClause, what: &str) -> Option<&'static str> {
    const MAX_CHARS: usize = 280;
    let mut words = what.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    let count = words.count() + 1;
    let (from, to) = (reading.token_at(event.span.start), reading.token_at(event.span.end));
    let has_verb = (from..to).any(|index| is_finite_verb(reading, index));
    let is_question = reading.slice(event.span).trim_end().ends_with('?');
    match () {
        () if event.is_unclear => Some("the date may be that of another event"),
        () if count < 3 || event.kind == EventKind::Noun && count < 4 => {
            Some("the text next to it does not say what happened")
        }
        () if is_question => Some("a question"),
        () if is_unclear_subject(&first)
            || event.subject_words.is_none() && begins_with_verb(reading, from)
            || begins_with_pronoun_after_phrase(reading, from..to)
            || first.ends_with("ed") && first != "United" && !is_name(reading, from) =>
        {
            Some("the text does not say who or what is meant")
        }
        () if has_first_person(reading, from..to) => Some("in the words of a speaker"),
        () if what.starts_with('"') || !what.matches('"').count().is_multiple_of(2) => {
            Some("part of a quotation")
        }
        () if what.contains("', ") || what.ends_with(" '") => Some("part of a quotation"),
        () if event.kind == EventKind::Clause && !has_verb && !has_present_verb(reading, from..to) => {
            Some("the text next to it does not say what happened")
        }
        () if ends_openly(what) || what.matches('(').count() != what.matches(')').count() => {
            Some("the clause may be incomplete")
        }
        () if what.chars().count() > MAX_CHARS => Some("a long sentence; shorten it"),
        () => None,
    }
}

/// Returns whether a token is part of a name.
fn is_name(reading: &DraftReading<'_>, index: usize) -> bool {
    reading.mentions.iter().any(|mention| mention.tokens.contains(&index))
}

/// Returns whether a pronoun follows a phrase at the start: "During the year, it hired 120 people".
fn begins_with_pronoun_after_phrase(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    let annotated = &reading.annotated;
    let opens = matches!(
        annotated.word(tokens.start),
        "During" | "In" | "On" | "At" | "By" | "After" | "Before" | "Since" | "Within" | "Over"
    );
    let comma = tokens.into_iter().find(|index| annotated.has_word(*index, ","));
    opens
        && comma
            .is_some_and(|comma| matches!(annotated.word(comma + 1), "it" | "they" | "he" | "she" | "this"))
}

/// Returns whether a clause has a verb of the present that is also a plural noun, after a subject: "the council expects".
fn has_present_verb(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    const VERBS: [&str; 44] = [
        "involves",
        "expects",
        "includes",
        "aims",
        "seeks",
        "wants",
        "needs",
        "offers",
        "remains",
        "continues",
        "shows",
        "calls",
        "means",
        "gives",
        "makes",
        "brings",
        "covers",
        "applies",
        "lasts",
        "costs",
        "gets",
        "puts",
        "keeps",
        "serves",
        "supports",
        "allows",
        "requires",
        "provides",
        "features",
        "opposes",
        "faces",
        "considers",
        "believes",
        "hopes",
        "intends",
        "represents",
        "becomes",
        "receives",
        "launches",
        "celebrates",
        "honours",
        "honors",
        "joins",
        "pays",
    ];
    let first = tokens.start;
    tokens.into_iter().any(|index| {
        index > first && reading.annotated.is_lower(index) && VERBS.contains(&reading.annotated.word(index))
    })
}

/// Returns whether a clause begins with an auxiliary verb, so that its subject stands before it.
fn begins_with_verb(reading: &DraftReading<'_>, from: usize) -> bool {
    matches!(
        reading.annotated.word(from),
        "has" | "have" | "had" | "was" | "were" | "is" | "are" | "will" | "would"
    )
}

fn is_unclear_subject(word: &str) -> bool {
    matches!(
        word,
        "He" | "She"
            | "It"
            | "They"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "There"
            | "Which"
            | "Who"
            | "Where"
            | "Both"
            | "Then"
            | "To"
            | "Than"
            | "Of"
            | "By"
            | "With"
            | "As"
    )
}

/// Returns whether unquoted words are those of a speaker: "we will meet on Friday".
fn has_first_person(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    let annotated = &reading.annotated;
    tokens.into_iter().any(|index| {
        let word = annotated.word(index);
        // The word before an apostrophe: "we're", "I'm".
        let word = word.split(['\'', '’']).next().unwrap_or_default();
        let is_pronoun = matches!(&*word.to_lowercase(), "we" | "you" | "our" | "my" | "your" | "us" | "me")
            && word != "US";
        !annotated.is_quoted(index) && (is_pronoun || word == "I" && !annotated.has_word(index + 1, "."))
    })
}

/// Returns whether a text ends with a word that needs another one.
fn ends_openly(what: &str) -> bool {
    let last = what.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "of" | "to"
            | "by"
            | "the"
            | "a"
            | "an"
            | "and"
            | "or"
            | "for"
            | "with"
            | "from"
            | "than"
            | "that"
            | "which"
            | "who"
            | "as"
            | "between"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "at"
            | "until"
    )
}

/// Returns whether a clause has content besides the date: "1:00 P.M. CEST" alone has none.
fn has_more_than_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> bool {
    let annotated = &reading.annotated;
    let is_word =
        |index: &usize| annotated.tokens.get(*index).is_some_and(|token| token.kind != TokenKind::Mark);
    let (first, last) = (reading.token_at(clause.start), reading.token_at(clause.end));
    (first..last).filter(is_word).any(|index| {
        let span = annotated.tokens[index].span;
        let is_preposition = matches!(
            annotated.word(index),
            "on" | "in" | "at" | "On" | "In" | "At" | "Date" | "Time" | "Updated"
        );
        (span.end <= date.start || date.end <= span.start) && !is_preposition
    })
}

/// Returns the mention that a pronoun at the start of a clause refers to.
fn pronoun_referent(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    what: &str,
    clause: Span,
) -> Option<usize> {
    const MAX_LEAD_TOKENS: usize = 10;
    let annotated = &reading.annotated;
    let pronoun = what.split(' ').next().filter(|word| matches!(*word, "He" | "She" | "It"))?;
    let from = reading.token_at(clause.start);
    let index =
        (from..from + MAX_LEAD_TOKENS).find(|index| annotated.word(*index).eq_ignore_ascii_case(pronoun))?;
    if pronoun == "It" { organisation_before(reading, index) } else { pronouns.antecedent(index) }
}

/// Returns the organisation or state that "it" at the start of a sentence refers to: the subject of the sentence before, in
/// the same paragraph.
fn organisation_before(reading: &DraftReading<'_>, pronoun: usize) -> Option<usize> {
    const MAX_SENTENCE_TOKENS: usize = 60;
    let annotated = &reading.annotated;
    if !annotated.starts_sentence(pronoun) || annotated.starts_paragraph(pronoun) {
        return None;
    }
    let from = pronoun.saturating_sub(MAX_SENTENCE_TOKENS);
    let start = (from..pronoun)
        .rev()
        .find(|index| annotated.starts_sentence(*index) || annotated.starts_paragraph(*index))?;
    let start = start + usize::from(annotated.has_word(start, "The"));
    let index = reading.mentions.partition_point(|mention| mention.tokens.start < start);
    let mention = reading.mentions.get(index).filter(|mention| mention.tokens.start == start)?;
    let acts = matches!(mention.kind, EntityKind::Organisation | EntityKind::Place(PlaceKind::State));
    (acts && !annotated.is_possessive(mention.tokens.end)).then_some(index)
}

/// Removes an unmatched quotation mark from the end, and a full stop inside a final quotation.
fn tidy_clause(what: &str) -> String {
    let even = what.matches('"').count().is_multiple_of(2);
    match what.strip_suffix('"') {
        Some(rest) if !even => rest.trim_end_matches(['.', ' ']).to_owned(),
        Some(rest) if rest.ends_with('.') => format!("{}\"", rest.trim_end_matches('.')),
        _ => what.to_owned(),
    }
}

/// Removes the date from the start of a clause, or with its preposition from the middle, where the clause stays
/// grammatical.
fn trim_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> String {
    let whole = reading.slice(clause);
    if date.start < clause.start || date.end > clause.end {
        return whole.to_owned();
    }
    let (before, after) = (date.start - clause.start, date.end - clause.start);
    let (head, tail) = (&whole[..before as usize], &whole[after as usize..]);
    let first = head.trim_end();
    let rest = tail.trim_start_matches([',', ' ']);
    let opens = matches!(first, "" | "On" | "In" | "At" | "Early on" | "Late on" | "on" | "in");
    let is_adverb = first.is_empty()
        && matches!(reading.slice(date), "Yesterday" | "Today" | "Tomorrow" | "Earlier today");
    let next = reading.token_at(date.end);
    let is_phrase = ["This ", "Last ", "Next "].iter().any(|start| reading.slice(date).starts_with(start))
        && (reading.annotated.is_capital(next) || matches!(reading.annotated.word(next), "the" | "a" | "an"));
    let is_adverb = is_adverb || first.is_empty() && is_phrase;
    if opens && tail.starts_with(',') || opens && !first.is_empty() && tail.starts_with(' ') || is_adverb {
        return rest.to_owned();
    }
    let words = reading.slice(date);
    let is_day_adverb = matches!(words, "today" | "yesterday" | "tomorrow") && first.ends_with(',');
    if [" and ", " or ", " to ", "-", "–", "'s", "'"].iter().any(|joins| tail.starts_with(joins))
        || !is_day_adverb && first.contains(", ") && !rest.is_empty() && !first.ends_with(" on")
    {
        return whole.to_owned();
    }
    let from = reading.token_at(clause.start);
    let has_verb = (from..reading.token_at(date.start)).any(|index| is_finite_verb(reading, index));
    if !rest.is_empty() && !has_verb && tail.starts_with(',') {
        return whole.to_owned();
    }
    if matches!(words, "today" | "yesterday" | "tomorrow")
        && head.ends_with(' ')
        && (tail.is_empty() || tail.starts_with([' ', ',', '.']))
    {
        let is_cut_off = next_is_date(reading, date);
        let subject = first.strip_suffix(',').filter(|subject| !subject.contains(','));
        return match subject.filter(|_| is_finite_verb(reading, reading.token_at(date.end))) {
            _ if is_cut_off => whole.to_owned(),
            Some(subject) => format!("{subject}{tail}"),
            None => format!("{first}{tail}"),
        };
    }
    let is_weekday = !words.contains(' ') && words.ends_with("day");
    let can_join =
        is_weekday || rest.is_empty() || tail.starts_with([',', '.']) || continues_clause(reading, date);
    for preposition in [" on", " in"] {
        let head = first.strip_suffix(preposition);
        if let Some(head) =
            head.filter(|head| can_join && (head.len() > 20 || !rest.is_empty()) && !ends_openly(head))
        {
            return format!("{head}{tail}");
        }
    }
    whole.to_owned()
}

/// Returns whether another date follows, as in "today, 4 April".
fn next_is_date(reading: &DraftReading<'_>, date: Span) -> bool {
    let index = reading.expressions.partition_point(|other| other.span.start < date.end);
    reading.expressions.get(index).is_some_and(|next| {
        reading.slice(Span { start: date.end, end: next.span.start }).trim_matches([' ', ',']).is_empty()
    })
}

/// Returns whether the word after a date does not belong to it: a verb, a preposition or the like.
fn continues_clause(reading: &DraftReading<'_>, date: Span) -> bool {
    let next = reading.token_at(date.end);
    let classes = reading.annotated.classes(next);
    classes.intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB) || is_finite_verb(reading, next)
}
