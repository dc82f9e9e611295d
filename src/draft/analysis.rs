//! The prose of a draft, read by every engine of facts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::document::{PlainText, parse_document};
use crate::facts::Date;
use crate::facts::names::{self, AnnotatedText, EntityKind, Gazetteer, Mention};
use crate::facts::quote::{self, FoundStatement};
use crate::facts::timex::{ReferenceTime, TimeExpression, TimexReader};
use crate::facts::token::{Token, tokenize};
use crate::text::{Source, Span, Spanned};

use super::site_names::SiteNames;

/// The plain text of a body, cut into tokens.
pub(super) struct DraftProse {
    text: String,
    tokens: Vec<Token>,
}

impl DraftProse {
    /// The prose of a body of Markdown.
    pub(super) fn from_markdown(body: &str) -> Self {
        let source = Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}"));
        let document = parse_document(source).value;
        let text = PlainText::new(&document.source, &document.body).text;
        Self { tokens: tokenize(&text), text }
    }

    /// The words.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Prose, and whatever was found in it.
pub(super) struct DraftReading<'p> {
    pub(super) annotated: AnnotatedText<'p>,
    pub(super) mentions: Vec<Mention>,
    pub(super) expressions: Vec<TimeExpression>,
    pub(super) statements: Vec<FoundStatement>,
    pub(super) tables: Gazetteer,
    /// Where each paragraph begins, in bytes.
    paragraphs: Vec<u32>,
    /// The words of full names of persons, each with the first person who bears it and whether there are others.
    name_bearers: BTreeMap<&'p str, (u32, bool)>,
    /// The mentions that are part of a title: "US" in "US President Ada Marten".
    pub(super) titles: BTreeSet<usize>,
    /// Whether it looks English; in any other language nothing is found.
    pub(super) is_english: bool,
}

impl<'p> DraftReading<'p> {
    /// Reads prose as a text of `day`.
    pub(super) fn new(prose: &'p DraftProse, day: civil::Date, known: &SiteNames) -> Self {
        let DraftProse { text, tokens } = prose;
        let tables = Gazetteer::built_in();
        let page = AnnotatedText::new(text, tokens, &tables);
        let is_english = is_english(&page);
        let mut mentions = names::read_mentions(text, tokens, &known.declared_names, &tables);
        let mut expressions = TimexReader::english().read(text, tokens, &ReferenceTime::on_day(day));
        if !is_english {
            // The tables of one language find nonsense in another.
            mentions.clear();
            expressions.clear();
        }
        let dated =
            |expression: &TimeExpression| Some(Spanned::new(expression.consistent_date()?, expression.span));
        let dates: Vec<Spanned<Date>> = expressions.iter().filter_map(dated).collect();
        let statements = quote::read_statements(text, tokens, &mentions, &dates, &tables);
        let opens = |token: &&Token| token.starts_paragraph();
        let paragraphs = tokens.iter().filter(opens).map(|token| token.span.start).collect();
        let bearers = index_name_bearers(text, &mentions);
        let titles = title_mentions(text, &mentions);
        Self {
            annotated: page,
            mentions,
            expressions,
            statements,
            tables,
            paragraphs,
            name_bearers: bearers,
            titles,
            is_english,
        }
    }

    /// The words of a span.
    pub(super) fn slice(&self, span: Span) -> &'p str {
        span.slice(self.annotated.text)
    }

    /// The first token at or after a byte.
    pub(super) fn token_at(&self, byte: u32) -> usize {
        self.annotated.tokens.partition_point(|token| token.span.start < byte)
    }

    /// The number of the paragraph a byte stands in, from 1.
    pub(super) fn paragraph_at(&self, byte: u32) -> usize {
        self.paragraphs.partition_point(|start| *start <= byte).max(1)
    }

    /// The mentions that stand in a span and outside quotations, as places in the list.
    pub(super) fn mentions_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let after = self.mentions.partition_point(|mention| mention.span.end <= span.end);
        let quoted =
            |mention: &Mention| self.annotated.tokens.get(mention.tokens.start).is_some_and(Token::is_quoted);
        (first..after.max(first)).filter(move |at| !quoted(&self.mentions[*at]))
    }

    /// Whether a name of one word could be somebody else's too: another person with a full name bears it.
    pub(super) fn is_shared_name(&self, at: usize) -> bool {
        let Some(mention) = self.mentions.get(at) else { return false };
        let name = self.slice(mention.span);
        let held = self.name_bearers.get(name).filter(|_| !name.contains(' '));
        held.is_some_and(|(entity, several)| *several || *entity != mention.entity)
    }

    /// Whether something is located at a place, or at one joined to it: "in Rome and Muscat".
    pub(super) fn is_located(&self, at: usize) -> bool {
        const MAX_COORDINATION_TOKENS: usize = 8;
        let (mut at, page) = (at, &self.annotated);
        for _ in 0..MAX_COORDINATION_TOKENS {
            let Some(mention) = self.mentions.get(at) else { return false };
            if mention.located {
                return true;
            }
            let Some(before) = at.checked_sub(1).and_then(|before| self.mentions.get(before)) else {
                return false;
            };
            let joined = match mention.tokens.start.saturating_sub(before.tokens.end) {
                1 => matches!(page.word(before.tokens.end), "and" | "," | "or"),
                2 => page.has_word(before.tokens.end, ",") && page.has_word(before.tokens.end + 1, "and"),
                _ => false,
            };
            if !joined || !matches!(before.kind, EntityKind::Place(_)) {
                return false;
            }
            at -= 1;
        }
        false
    }
}

/// Whether at least one small word in five is one that English sentences are held together by.
fn is_english(page: &AnnotatedText<'_>) -> bool {
    const MIN_WORDS: usize = 20;
    let small = (0..page.len()).filter(|at| page.is_lower(*at) && page.word(*at).len() > 1);
    let (mut all, mut joining) = (0, 0);
    for at in small {
        all += 1;
        joining += usize::from(ENGLISH_FUNCTION_WORDS.contains(&page.word(at)));
    }
    all < MIN_WORDS || joining * 5 >= all
}

/// English words that few other languages have.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "for", "was", "with", "it", "by", "from", "is", "at", "were",
    "has", "had", "have", "said", "which", "who", "would", "will", "after", "their", "its", "his", "her",
    "they", "be", "been", "are", "as", "but", "not", "this", "on", "an", "or", "when", "where", "than",
    "about",
];

/// The mentions that a title is of, right before or right after it.
fn title_mentions(text: &str, mentions: &[Mention]) -> BTreeSet<usize> {
    let mut titles = BTreeSet::new();
    for role in mentions.iter().filter_map(|mention| mention.role.as_ref()) {
        let title = role.span;
        let after = mentions.partition_point(|mention| mention.span.start < title.start);
        let between = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or(".").trim();
        if let Some(before) = after.checked_sub(1)
            && matches!(between(mentions[before].span.end, title.start), "" | "'s" | "'")
        {
            titles.insert(before);
        }
        if mentions.get(after).is_some_and(|next| {
            matches!(
                between(title.end, next.span.start),
                "of" | "of the" | "for" | "for the" | "to" | "to the"
            )
        }) {
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
            let held = bearers.entry(word).or_insert((mention.entity, false));
            held.1 |= held.0 != mention.entity;
        }
    }
    bearers
}
