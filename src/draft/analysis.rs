//! Analysis of a draft's prose: names, dates and statements.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::document::{PlainText, parse_document};
use crate::facts::Date;
use crate::facts::languages::{DraftList, DraftWords, Language};
use crate::facts::names::{self, AnnotatedText, EntityKind, Gazetteer, Mention};
use crate::facts::quote::{self, FoundStatement};
use crate::facts::timex::{ReferenceTime, TimeExpression, TimexReader};
use crate::facts::token::{Token, tokenize};
use crate::text::{Source, Span, Spanned, capitalize_first};

use super::site_names::SiteNames;

/// The plain text of a body, with its tokens.
pub(super) struct DraftProse<'l> {
    language: &'l Language,
    text: String,
    tokens: Vec<Token>,
    /// The parts of the text that the source has in other typography, in order.
    typed_marks: Vec<(Span, String)>,
}

impl<'l> DraftProse<'l> {
    /// Extracts the prose of a Markdown body, which should be in a language.
    pub(super) fn from_markdown(body: &str, language: &'l Language) -> Self {
        let source = Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}"));
        let document = parse_document(source).value;
        Self::from_plain_text(&PlainText::new(&document.source, &document.body), &document.source, language)
    }

    /// Tokenizes the plain text of a source.
    pub(super) fn from_plain_text(plain: &PlainText, source: &Source, language: &'l Language) -> Self {
        let text = plain.text.clone();
        let typed_marks = plain.typed_marks(source);
        Self { language, tokens: tokenize(&text, language), text, typed_marks }
    }

    /// Returns the plain text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Prose with the facts found in it.
pub(super) struct DraftReading<'p> {
    pub(super) annotated: AnnotatedText<'p>,
    pub(super) mentions: Vec<Mention>,
    pub(super) expressions: Vec<TimeExpression>,
    pub(super) statements: Vec<FoundStatement>,
    pub(super) gazetteer: &'p Gazetteer,
    typed_marks: &'p [(Span, String)],
    /// Byte offset of the start of each paragraph.
    paragraphs: Vec<u32>,
    /// Indexes the words of full names of persons, each with the first entity that has it and whether there are others.
    name_bearers: BTreeMap<&'p str, (u32, bool)>,
    /// Indices of the mentions that are part of a title, such as "US" in "US President Ada Marten".
    pub(super) titles: BTreeSet<usize>,
    /// Whether the text looks English. In any other language, nothing is found.
    pub(super) is_english: bool,
    /// The reference day.
    pub(super) day: civil::Date,
}

impl<'p> DraftReading<'p> {
    /// Analyses prose with `day` as its reference time.
    pub(super) fn new(prose: &'p DraftProse<'p>, day: civil::Date, site_names: &SiteNames) -> Self {
        Self::with_reference(prose, &ReferenceTime::on_day(day), site_names)
    }

    /// Analyses prose with a reference time.
    pub(super) fn with_reference(
        prose: &'p DraftProse<'p>,
        reference: &ReferenceTime,
        site_names: &SiteNames,
    ) -> Self {
        let DraftProse { language, text, tokens, typed_marks } = prose;
        let annotated = AnnotatedText::new(text, tokens, language);
        let is_english = language.is_language_of(text, tokens);
        let mut mentions = names::read_mentions(text, tokens, &site_names.declared_names, language);
        let mut expressions = TimexReader::new(language).read(text, tokens, reference);
        if !is_english {
            // The English tables give false results in other languages.
            mentions.clear();
            expressions.clear();
        }
        let to_date =
            |expression: &TimeExpression| Some(Spanned::new(expression.consistent_date()?, expression.span));
        let dates: Vec<Spanned<Date>> = expressions.iter().filter_map(to_date).collect();
        let statements = quote::read_statements(text, tokens, &mentions, &dates, language);
        let starts_paragraph = |token: &&Token| token.starts_paragraph();
        let paragraphs = tokens.iter().filter(starts_paragraph).map(|token| token.span.start).collect();
        let bearers = index_name_bearers(text, &mentions);
        let titles = title_mentions(text, &mentions, language.draft_words());
        Self {
            annotated,
            mentions,
            expressions,
            statements,
            gazetteer: language.gazetteer(),
            typed_marks,
            paragraphs,
            name_bearers: bearers,
            titles,
            is_english,
            day: reference.zone.to_datetime(reference.published).date(),
        }
    }

    /// Returns whether a date begins or ends among some tokens.
    pub(super) fn has_date(&self, tokens: std::ops::Range<usize>) -> bool {
        let next = self.expressions.partition_point(|date| self.token_at(date.span.end) <= tokens.start);
        self.expressions.get(next).is_some_and(|date| self.token_at(date.span.start) < tokens.end)
    }

    /// Returns the text of a span.
    pub(super) fn slice(&self, span: Span) -> &'p str {
        span.slice(self.annotated.text)
    }

    /// Returns the name of a mention, with its article if it has one.
    pub(super) fn name_with_article(&self, mention: usize) -> String {
        let Mention { tokens, span, .. } = &self.mentions[mention];
        let before = tokens.start.checked_sub(1).map_or("", |index| self.annotated.word(index));
        match self.is_listed(DraftList::The, before) {
            true => format!("{} {}", capitalize_first(before), self.slice(*span)),
            false => self.slice(*span).to_owned(),
        }
    }

    /// Returns the text of a span with the marks of the source: `...` where the plain text has an ellipsis.
    pub(super) fn as_typed(&self, span: Span) -> String {
        let first = self.typed_marks.partition_point(|(mark, _)| mark.start < span.start);
        let marks = self.typed_marks[first..].iter().take_while(|(mark, _)| mark.end <= span.end);
        let (mut typed, mut from) = (String::new(), span.start);
        for (mark, written) in marks {
            typed.push_str(self.slice(Span { start: from, end: mark.start }));
            typed.push_str(written);
            from = mark.end;
        }
        typed.push_str(self.slice(Span { start: from, end: span.end }));
        typed
    }

    /// Returns the index of the first token at or after a byte offset.
    pub(super) fn token_at(&self, byte: u32) -> usize {
        self.annotated.tokens.partition_point(|token| token.span.start < byte)
    }

    /// Returns the number of the paragraph at a byte offset, counted from 1.
    pub(super) fn paragraph_at(&self, byte: u32) -> usize {
        self.paragraphs.partition_point(|start| *start <= byte).max(1)
    }

    /// Returns the indices of the mentions in a span that are not quoted.
    pub(super) fn mentions_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let after = self.mentions.partition_point(|mention| mention.span.end <= span.end);
        let quoted =
            |mention: &Mention| self.annotated.tokens.get(mention.tokens.start).is_some_and(Token::is_quoted);
        (first..after.max(first)).filter(move |index| !quoted(&self.mentions[*index]))
    }

    /// Returns whether a one-word name is ambiguous: another person's full name contains it.
    pub(super) fn is_shared_name(&self, index: usize) -> bool {
        let Some(mention) = self.mentions.get(index) else { return false };
        let name = self.slice(mention.span);
        let bearer = self.name_bearers.get(name).filter(|_| !name.contains(' '));
        bearer.is_some_and(|(entity, several)| *several || *entity != mention.entity)
    }

    /// Returns the words of the language by which drafts are made.
    pub(super) fn words(&self) -> &DraftWords {
        self.annotated.language().draft_words()
    }

    /// Returns the first entry of a list of the language.
    pub(super) fn first_word(&self, list: DraftList) -> &str {
        self.words().phrases(list).next().unwrap_or_default()
    }

    /// Returns whether a list of the language contains a word.
    pub(super) fn is_listed(&self, list: DraftList, word: &str) -> bool {
        self.words().contains(list, word)
    }

    /// Returns whether something is located at a place or at one coordinated with it, as in "in Rome and Muscat".
    pub(super) fn is_located(&self, index: usize) -> bool {
        const MAX_COORDINATION_TOKENS: usize = 8;
        let (mut index, annotated) = (index, &self.annotated);
        for _ in 0..MAX_COORDINATION_TOKENS {
            let Some(mention) = self.mentions.get(index) else { return false };
            if mention.located {
                return true;
            }
            let Some(before) = index.checked_sub(1).and_then(|before| self.mentions.get(before)) else {
                return false;
            };
            let joined = match mention.tokens.start.saturating_sub(before.tokens.end) {
                1 => {
                    annotated.has_word(before.tokens.end, ",")
                        || self.is_listed(DraftList::NameJoin, annotated.word(before.tokens.end))
                }
                2 => {
                    annotated.has_word(before.tokens.end, ",")
                        && self.is_listed(DraftList::NameJoin, annotated.word(before.tokens.end + 1))
                }
                _ => false,
            };
            if !joined || !matches!(before.kind, EntityKind::Place(_)) {
                return false;
            }
            index -= 1;
        }
        false
    }
}

/// Returns the indices of the mentions directly before or after a title that the title refers to.
fn title_mentions(text: &str, mentions: &[Mention], words: &DraftWords) -> BTreeSet<usize> {
    let mut titles = BTreeSet::new();
    for role in mentions.iter().filter_map(|mention| mention.role.as_ref()) {
        let title = role.span;
        let after = mentions.partition_point(|mention| mention.span.start < title.start);
        let between = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or(".").trim();
        if let Some(before) = after.checked_sub(1)
            && matches!(between(mentions[before].span.end, title.start), "" | "'s" | "’s" | "'" | "’")
        {
            titles.insert(before);
        }
        if mentions
            .get(after)
            .is_some_and(|next| words.contains(DraftList::TitleLink, between(title.end, next.span.start)))
        {
            titles.insert(after);
        }
    }
    titles
}

/// The words of full names of persons, each with the first person who bears it and whether there are others.
fn index_name_bearers<'t>(text: &'t str, mentions: &[Mention]) -> BTreeMap<&'t str, (u32, bool)> {
    let mut bearers: BTreeMap<&str, (u32, bool)> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.kind == EntityKind::Person) {
        let name = mention.span.slice(text);
        for word in name.split(' ').filter(|_| name.contains(' ')) {
            let bearer = bearers.entry(word).or_insert((mention.entity, false));
            bearer.1 |= bearer.0 != mention.entity;
        }
    }
    bearers
}
