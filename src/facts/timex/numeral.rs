//! Numbers in digits and in words.

use super::table::{Class, ClassSet};
use crate::facts::languages::{Language, WordList, WordLists};
use crate::facts::token::{Token, TokenGap, TokenKind};

/// A number of one or more tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    /// The index after its last token.
    pub(super) end: usize,
    /// The classes it can have.
    pub(super) classes: ClassSet,
    /// Its value in tenths.
    pub(super) tenths: i64,
}

/// Parses the number that begins with the digits at token `index`.
pub(super) fn parse_digits(
    text: &str,
    tokens: &[Token],
    index: usize,
    language: &Language,
) -> Option<Numeral> {
    let token = tokens.get(index)?;
    let digits = token.text(text);
    match token.kind {
        TokenKind::Number => parse_numeric_date(text, tokens, index).or_else(|| {
            if let Some(ordinal) = parse_ordinal_stop(text, tokens, index, language) {
                return Some(ordinal);
            }
            let value: i64 = digits.parse().ok()?;
            let half = half_end(text, tokens, index + 1);
            let classes = if half.is_some() {
                Class::Number.to_set()
            } else {
                plain_number_classes(value, digits.len())
            };
            let tenths = value.saturating_mul(10) + if half.is_some() { 5 } else { 0 };
            Some(Numeral { end: half.unwrap_or(index + 1), classes, tenths })
        }),
        TokenKind::Figure => parse_figure(digits, index + 1),
        TokenKind::Clock => Some(Numeral { end: index + 1, classes: Class::Clock.to_set(), tenths: 0 }),
        TokenKind::Mixed => parse_mixed(digits, index + 1, &language.lists),
        _ => None,
    }
}

/// Parses an ordinal of digits and a full stop inside a sentence: `3. Oktober`.
fn parse_ordinal_stop(text: &str, tokens: &[Token], index: usize, language: &Language) -> Option<Numeral> {
    if !language.token_rules.has_ordinal_stop() {
        return None;
    }
    let stop = tokens.get(index + 1).filter(|stop| stop.is_glued() && stop.text(text) == ".")?;
    let next =
        tokens.get(index + 2).filter(|next| !next.starts_sentence() && next.kind == TokenKind::Word)?;
    let digits = tokens.get(index).filter(|digits| digits.span.end == stop.span.start)?.text(text);
    let value: i64 = digits.parse().ok().filter(|_| digits.len() <= 3 && next.gap == TokenGap::Space)?;
    Some(Numeral { end: index + 2, classes: ordinal_classes(value), tenths: value * 10 })
}

/// Returns the classes of an ordinal, which may be a day of a month.
fn ordinal_classes(value: i64) -> ClassSet {
    let day = if (1..=31).contains(&value) { Class::Dayth.to_set() } else { ClassSet::default() };
    Class::Ordinal.to_set().union(day)
}

/// Returns the classes of a plain number.
fn plain_number_classes(value: i64, width: usize) -> ClassSet {
    let mut classes = Class::Number.to_set();
    let mut add = |class: Class, fits: bool| {
        if fits {
            classes = classes.union(class.to_set());
        }
    };
    add(Class::Day, width <= 2 && (1..=31).contains(&value));
    add(Class::ShortYear, width == 2);
    add(Class::LateShortYear, width == 2 && value > 31);
    add(Class::Year, width == 4 && (1000..=2199).contains(&value));
    add(Class::FourDigits, width == 4 && value / 100 <= 24 && value % 100 < 60);
    classes
}

/// Returns the index after `1/2` or `½`, which may follow a whole number.
fn half_end(text: &str, tokens: &[Token], index: usize) -> Option<usize> {
    let word = |index: usize| tokens.get(index).map(|token| token.text(text));
    let index = if word(index) == Some("-") && tokens.get(index + 1)?.is_glued() { index + 1 } else { index };
    match (word(index), word(index + 1), word(index + 2)) {
        (Some("1"), Some("/"), Some("2")) if tokens.get(index + 1)?.is_glued() => Some(index + 3),
        (Some("½"), ..) => Some(index + 1),
        _ => None,
    }
}

/// Parses `2025-04-19` or `04/05/2025`: three numbers joined by the same mark.
fn parse_numeric_date(text: &str, tokens: &[Token], index: usize) -> Option<Numeral> {
    let part =
        |index: usize| tokens.get(index).filter(|token| token.is_glued()).map(|token| token.text(text));
    let first = tokens.get(index)?.text(text);
    if is_day_and_month(text, tokens, index) {
        return Some(Numeral { end: index + 3, classes: Class::Numeric.to_set(), tenths: 0 });
    }
    let (mark, second, third) = (part(index + 1)?, part(index + 2)?, part(index + 4)?);
    if part(index + 3)? != mark || second.len() > 2 || !matches!(mark, "-" | "/") {
        return None;
    }
    let next = part(index + 5);
    if first.len() == 4 && third.len() >= 2 && third.bytes().take(2).all(|byte| byte.is_ascii_digit()) {
        // An offset such as `+02:00` is a token of its own.
        let offset = third.contains('T')
            && next.is_some_and(|mark| matches!(mark, "+" | "-"))
            && part(index + 6).is_some();
        let end = if offset { index + 7 } else { index + 5 };
        return Some(Numeral { end, classes: Class::Iso.to_set(), tenths: 0 });
    }
    let numeric =
        first.len() <= 2 && matches!(third.len(), 2 | 4) && third.bytes().all(|byte| byte.is_ascii_digit());
    let numeric = numeric && second.bytes().all(|byte| byte.is_ascii_digit());
    numeric.then(|| Numeral { end: index + 5, classes: Class::Numeric.to_set(), tenths: 0 })
}

/// Returns whether a day and month without a year begins at token `index`: `30/04`, two digits each, one of them with a
/// leading zero. Two consecutive numbers such as `07/08` are rather years.
fn is_day_and_month(text: &str, tokens: &[Token], index: usize) -> bool {
    let glued = |index: usize| {
        tokens.get(index).filter(|token| token.is_glued()).map(|token| token.text(text)).unwrap_or("")
    };
    let starts = tokens.get(index).filter(|first| !first.is_glued() && first.kind == TokenKind::Number);
    let first = starts.map_or("", |first| first.text(text));
    let (second, after) = (glued(index + 2), glued(index + 3));
    let (Ok(one), Ok(two)) = (first.parse::<u8>(), second.parse::<u8>()) else { return false };
    glued(index + 1) == "/"
        && (first.len(), second.len()) == (2, 2)
        && (first.starts_with('0') || second.starts_with('0'))
        && (1..=31).contains(&one.max(two))
        && (1..=12).contains(&one.min(two))
        && two != one + 1
        && !after.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '-' | '%'))
}

/// Returns the two numbers of `5/13`, which one or two digits each may be a day and a month.
pub(super) fn day_and_month(text: &str, tokens: &[Token], index: usize) -> Option<[u8; 2]> {
    let glued = |index: usize| {
        tokens.get(index).filter(|token| token.is_glued()).map(|token| token.text(text)).unwrap_or("")
    };
    let first = tokens.get(index).filter(|first| !first.is_glued() && first.kind == TokenKind::Number)?;
    let (mark, second, after) = (glued(index + 1), glued(index + 2), glued(index + 3));
    let numbers = [first.text(text), second].map(|number| number.parse::<u8>().ok());
    let [Some(one), Some(two)] = numbers else { return None };
    let goes_on = after.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '-' | '%'));
    let fits = mark == "/" && (1..=31).contains(&one.max(two)) && (1..=12).contains(&one.min(two));
    (fits && !goes_on).then_some([one, two])
}

/// Returns whether a plausible day such as `02-03-2020` begins at token `index`: two digits, two digits, four digits.
pub(super) fn is_numeric_day(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(numeral) = parse_numeric_date(text, tokens, index) else { return false };
    let number = |index: usize| tokens.get(index).map_or("", |token| token.text(text));
    let parts = [number(index), number(index + 2), number(index + 4)];
    let [Ok(one), Ok(two), Ok(year)] = parts.map(str::parse::<u16>) else { return false };
    let starts = tokens.get(index).is_some_and(|first| !first.is_glued());
    numeral.classes.contains(Class::Numeric)
        && parts.map(str::len) == [2, 2, 4]
        && starts
        && one.min(two) <= 12
        && one.max(two) <= 31
        && (1900..=2100).contains(&year)
}

/// Parses `4,877`, `3.5`, `19.4.2025`. `9.30` may also be a time.
fn parse_figure(digits: &str, end: usize) -> Option<Numeral> {
    let parts: Vec<&str> = digits.split('.').collect();
    if let [day, month, year] = parts[..] {
        let fits = day.len() <= 2 && month.len() <= 2 && matches!(year.len(), 2 | 4);
        return fits.then(|| Numeral { end, classes: Class::Numeric.to_set(), tenths: 0 });
    }
    let whole: i64 = parts.first()?.replace(',', "").parse().ok()?;
    let rest = parts.get(1).copied().unwrap_or("");
    let tenth = i64::from(rest.bytes().next().map_or(0, |digit| digit.saturating_sub(b'0')));
    let tenths = whole.saturating_mul(10).saturating_add(tenth);
    let clock = rest.len() == 2 && whole <= 24 && rest < "60";
    let classes =
        if clock { Class::Number.to_set().union(Class::Dotted.to_set()) } else { Class::Number.to_set() };
    Some(Numeral { end, classes, tenths })
}

/// Parses `1st`, `1980s`, `80s`, `9pm`, `0930GMT`, `Q3`, `2½`.
fn parse_mixed(written: &str, end: usize, lists: &WordLists) -> Option<Numeral> {
    let folded = written.to_ascii_lowercase();
    let split =
        folded.find(|character: char| !character.is_ascii_digit() && character != ':' && character != '.')?;
    let (digits, tail) = folded.split_at(split);
    let value: i64 = digits.parse().unwrap_or(-1);
    let ending = lists.of(tail);
    let is_clock = ending.contains_any([WordList::BeforeNoon, WordList::AfterNoon, WordList::UtcEnding]);
    let is_decade = ending.contains(WordList::DecadeEnding) && value % 10 == 0;
    let (classes, value) = match digits.len() {
        1..=3 if ending.contains(WordList::OrdinalEnding) => (ordinal_classes(value), value),
        4 if is_decade => (Class::Decade.to_set(), value / 10),
        2 if is_decade && value >= 20 => (Class::ShortDecade.to_set(), 190 + value / 10),
        1.. if is_clock => (Class::Clock.to_set(), 0),
        0 if year_after_letters(tail, WordList::CalendarYear, lists).is_some() => {
            (Class::Year.to_set(), year_after_letters(tail, WordList::CalendarYear, lists)?)
        }
        0 if year_after_letters(tail, WordList::FiscalYear, lists).is_some() => {
            (Class::FiscalYear.to_set(), year_after_letters(tail, WordList::FiscalYear, lists)?)
        }
        0 => (Class::Quarter.to_set(), quarter_number(tail, lists)?),
        1 if quarter_of_year(&folded, lists).is_some() => {
            (Class::Quarter.to_set(), quarter_of_year(&folded, lists)?)
        }
        1.. if tail == "½" => {
            return Some(Numeral { end, classes: Class::Number.to_set(), tenths: value * 10 + 5 });
        }
        _ => return None,
    };
    Some(Numeral { end, classes, tenths: value.saturating_mul(10) })
}

/// The number of a half is this much greater than that of a quarter.
pub(super) const HALF: i64 = 10;
/// Two digits of a year plus one, times this number, are added to the number of a quarter.
pub(super) const YEAR_OF_QUARTER: i64 = 100;

/// Returns a year after letters: `cy18`, `fy2018`.
fn year_after_letters(written: &str, letters_list: WordList, lists: &WordLists) -> Option<i64> {
    let digits = written.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = written.strip_suffix(digits)?;
    let year: i64 = digits.parse().ok().filter(|_| lists.contains(letters_list, letters))?;
    matches!(digits.len(), 2 | 4).then_some(if digits.len() == 2 { 2000 + year } else { year })
}

/// Returns the number of a quarter or half: `q3`, `h1`.
fn quarter_number(written: &str, lists: &WordLists) -> Option<i64> {
    let (letters, number) = written.split_at_checked(written.len().checked_sub(1)?)?;
    quarter_or_half(letters, number.parse().ok()?, lists)
}

fn quarter_or_half(letters: &str, number: i64, lists: &WordLists) -> Option<i64> {
    let letters = lists.of(letters);
    if letters.contains(WordList::QuarterLetter) {
        return (1..=4).contains(&number).then_some(number);
    }
    (letters.contains(WordList::HalfLetter) && (1..=2).contains(&number)).then_some(number + HALF)
}

/// Returns the number of a quarter or half before its year, `3q24` or `1h2025`, or of a quarter alone: `3q`.
fn quarter_of_year(written: &str, lists: &WordLists) -> Option<i64> {
    let (number, rest) = written.split_at_checked(1)?;
    let (letter, year) = rest.split_at_checked(1)?;
    let number = quarter_or_half(letter, number.parse().ok()?, lists)?;
    if year.is_empty() {
        return (number < HALF).then_some(number);
    }
    let year: i64 = year.parse().ok().filter(|_| matches!(year.len(), 2 | 4))?;
    Some(number + YEAR_OF_QUARTER * (year % 100 + 1))
}

/// Parses the number that begins with the word at token `index`.
pub(super) fn parse_number_words(
    text: &str,
    tokens: &[Token],
    index: usize,
    language: &Language,
) -> Option<Numeral> {
    let reader = NumberWords { text, tokens, language };
    let mut end = index;
    let (mut total, mut group) = (0_i64, 0_i64);
    let mut last = i64::MAX;
    while let Some((value, next)) = reader.next_number(index, end) {
        match value {
            100 if group > 0 && group < 100 => group *= 100,
            1000.. if group > 0 || total > 0 => {
                total = (total + group).saturating_mul(value);
                group = 0;
            }
            0..=9 if (20..=90).contains(&last) || last == 100 || last >= 1000 => group += value,
            1..=99 if last == 100 || last >= 1000 && last != i64::MAX || end == index => group += value,
            // `nineteen ninety-one` is a year.
            10..=99 if end > index && total == 0 && (10..=20).contains(&group) => group = group * 100 + value,
            _ if end == index => group = value,
            _ => break,
        }
        last = value;
        end = next;
    }
    if (20..=90).contains(&last)
        && let Some((ordinal, next)) = reader.ordinal_at(end)
    {
        let value = total + group + ordinal;
        let classes = Class::Ordinal.to_set().union(if value <= 31 {
            Class::Dayth.to_set()
        } else {
            ClassSet::default()
        });
        return Some(Numeral { end: next, classes, tenths: value * 10 });
    }
    let value = total.saturating_add(group);
    let year = end > index + 1 && (1100..2100).contains(&value);
    let classes = Class::Number.to_set().union(if year { Class::Year.to_set() } else { ClassSet::default() });
    (end > index).then(|| Numeral { end, classes, tenths: value.saturating_mul(10) })
}

/// Reads number words from tokens.
struct NumberWords<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: &'a Language,
}

impl NumberWords<'_> {
    /// Returns the number word at token `index` of a number that begins at token `start`, and the index after it. A
    /// word after the first may follow a hyphen or `and`.
    fn next_number(&self, start: usize, index: usize) -> Option<(i64, usize)> {
        let direct = self.value_at(index, Class::Number).map(|value| (value, index + 1));
        if direct.is_some() || index == start {
            return direct;
        }
        let mark = self.tokens.get(index)?.text(self.text);
        let before = index.checked_sub(1).and_then(|index| self.value_at(index, Class::Number));
        let linked = mark == "-" && self.tokens.get(index + 1)?.is_glued()
            || self.language.lists.contains(WordList::NumberJoin, mark)
                && before.is_some_and(|value| value >= 100);
        let value = self.value_at(index + 1, Class::Number).filter(|_| linked)?;
        Some((value, index + 2))
    }

    /// Returns the ordinal below ten at a token, optionally after a hyphen, and the index after it.
    fn ordinal_at(&self, index: usize) -> Option<(i64, usize)> {
        let mark = self.tokens.get(index)?.text(self.text);
        let index = if mark == "-" { index + 1 } else { index };
        let value = self.value_at(index, Class::Ordinal).filter(|value| *value < 10)?;
        Some((value, index + 1))
    }

    fn value_at(&self, index: usize, class: Class) -> Option<i64> {
        let token = self.tokens.get(index).filter(|token| token.kind == TokenKind::Word)?;
        let lexicon = &self.language.timex.lexicon;
        let entry = lexicon.entry(lexicon.find_entry(token.text(self.text))?)?;
        entry.classes.contains(class).then(|| i64::from(entry.value(class)))
    }
}
