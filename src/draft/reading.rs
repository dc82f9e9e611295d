//! The prose of a draft, read by every engine of facts.

use jiff::civil;

use crate::document::{PlainText, parse};
use crate::facts::Date;
use crate::facts::names::{self, Gazetteer, Kind, Mention, Page};
use crate::facts::quote::{self, FoundStatement};
use crate::facts::timex::{Anchor, Expression, Reader};
use crate::facts::token::{Token, tokens};
use crate::text::{Source, Span, Spanned};

use super::known::Known;

/// The plain text of a body, cut into tokens.
pub(super) struct Prose {
    text: String,
    tokens: Vec<Token>,
}

impl Prose {
    /// The prose of a body of Markdown.
    pub(super) fn of(body: &str) -> Self {
        let source = Source::new("content/briefings/draft.md", format!("---\ntitle: draft\n---\n{body}"));
        let document = parse(source).value;
        let text = PlainText::of(&document.source, &document.body).text;
        Self { tokens: tokens(&text), text }
    }

    /// The words.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Prose, and whatever was found in it.
pub(super) struct Reading<'p> {
    pub(super) page: Page<'p>,
    pub(super) mentions: Vec<Mention>,
    pub(super) expressions: Vec<Expression>,
    pub(super) statements: Vec<FoundStatement>,
    pub(super) tables: Gazetteer,
}

impl<'p> Reading<'p> {
    /// Reads prose as a text of `day`.
    pub(super) fn of(prose: &'p Prose, day: civil::Date, known: &Known) -> Self {
        let Prose { text, tokens } = prose;
        let tables = Gazetteer::built_in();
        let mentions = names::read(text, tokens, &known.registry, &tables);
        let expressions = Reader::english().read(text, tokens, &Anchor::on(day));
        let dated = |expression: &Expression| Some(Spanned::new(expression.date?, expression.span));
        let dates: Vec<Spanned<Date>> = expressions.iter().filter_map(dated).collect();
        let statements = quote::read(text, tokens, &mentions, &dates, &tables);
        Self { page: Page::new(text, tokens, &tables), mentions, expressions, statements, tables }
    }

    /// The words of a span.
    pub(super) fn slice(&self, span: Span) -> &'p str {
        span.slice(self.page.text)
    }

    /// The first token at or after a byte.
    pub(super) fn token_at(&self, byte: u32) -> usize {
        self.page.tokens.partition_point(|token| token.span.start < byte)
    }

    /// The number of the paragraph a byte stands in, from 1.
    pub(super) fn paragraph(&self, byte: u32) -> usize {
        let until = self.token_at(byte + 1);
        self.page.tokens[..until].iter().filter(|token| token.starts_paragraph()).count().max(1)
    }

    /// The mentions that stand in a span and outside quotations, as places in the list.
    pub(super) fn named_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let inside = move |mention: &Mention| mention.span.start >= span.start && mention.span.end <= span.end;
        let quoted = |mention: &Mention| self.page.tokens.get(mention.tokens.start).is_some_and(Token::quoted);
        let named = self.mentions.iter().enumerate();
        named.filter(move |(_, mention)| inside(mention) && !quoted(mention)).map(|(at, _)| at)
    }

    /// Whether several persons who are not one and the same bear the last word of a name.
    pub(super) fn is_shared_surname(&self, at: usize) -> bool {
        let Some(name) = self.mentions.get(at).map(|mention| self.slice(mention.span)) else { return false };
        if name.contains(' ') {
            return false;
        }
        let full = |mention: &&Mention| {
            let words = self.slice(mention.span);
            mention.kind == Kind::Person && words.contains(' ') && words.split(' ').any(|word| word == name)
        };
        let mut bearers: Vec<u32> = self.mentions.iter().filter(full).map(|mention| mention.entity).collect();
        bearers.sort_unstable();
        bearers.dedup();
        bearers.len() > 1
    }
}
