//! The reader: a language's compiled tables, and the passes over a text.

use super::expression::{Anchor, Expression};
use super::items::{Item, items};
use super::matcher::{Match, longest};
use super::meaning::Meaning;
use super::parts::Reading;
use super::resolve::{Context, Found, NamedDay, Resolver, mark_reversed, named_days};
use super::survey;
use super::table::{Grammar, Lexicon};
use super::tense::{Cues, Tense};
use super::value::Zone;
use crate::facts::token::Token;
use crate::text::Span;

/// What may stand around the name of a day.
const NAMED_FRAME: &str = "((LAST | THIS | NEXT))? NAME (PART | week | weekend | season)? ( ,? of? YEAR )?";

/// Finds expressions of time in the prose of one language. Made once, shared by any number of threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    grammar: Grammar,
    named: Vec<NamedDay>,
    cues: Cues,
    rejected: Vec<String>,
}

impl Reader {
    /// The reader of English.
    pub fn english() -> Self {
        Self::new(
            include_str!("english/words.txt"),
            include_str!("english/rules.txt"),
            include_str!("english/named-days.txt"),
        )
    }

    /// Compiles the tables of a language.
    fn new(words: &str, rules: &str, days: &str) -> Self {
        let (mut lexicon, mut rejected) = Lexicon::read(words);
        let (mut grammar, more) = Grammar::read(rules, &mut lexicon);
        rejected.extend(more);
        let (days, more) = named_days(days);
        rejected.extend(more);
        let names: Vec<&str> = days.iter().map(|(name, _)| *name).collect();
        rejected.extend(grammar.name_days(&names, NAMED_FRAME, &mut lexicon));
        let named = days.into_iter().map(|(_, day)| day).collect();
        let cues = Cues::of(&lexicon);
        Self { lexicon, grammar, named, cues, rejected }
    }

    /// Lines of the tables that could not be read; empty unless a table is at fault.
    pub fn rejected(&self) -> &[String] {
        &self.rejected
    }

    /// The expressions of `text`, in order and without overlap. `tokens` must be those of the text.
    pub fn read(&self, text: &str, tokens: &[Token], anchor: &Anchor) -> Vec<Expression> {
        let items = items(text, tokens, &self.lexicon);
        let matches = self.matches(&items);
        let found = self.found(&matches, &items, tokens);
        let today =
            survey::dateline(&found, text, tokens, &items, anchor.day()).unwrap_or_else(|| anchor.day());
        let context = Context {
            today,
            zone: anchor.zone.clone(),
            zone_of_times: Zone::Untold,
            narrative: survey::is_narrative(&found, today),
            story: survey::middle_year(&found, today),
            mentioned: None,
            paragraph: 0,
            quarter: None,
            quarter_paragraph: 0,
            fiscal: false,
            months: None,
            day: None,
        };
        let tense = Tense { text, tokens, items: &items, lexicon: &self.lexicon, words: self.cues };
        let mut resolver = Resolver { text, tense, named: &self.named, found: &found, at: 0, context };
        resolver.context.zone_of_times = resolver.zone_of_times();
        let all = found.iter().enumerate();
        let resolved = all.filter_map(|(at, found)| {
            resolver.at = at;
            expression(&mut resolver, found, tokens)
        });
        let mut expressions: Vec<Expression> = resolved.collect();
        mark_reversed(text, &mut expressions);
        expressions
    }

    fn matches(&self, items: &[Item]) -> Vec<Match> {
        let mut matches = Vec::new();
        let mut at = 0;
        while at < items.len() {
            match longest(&self.grammar, items, at) {
                Some(found) => {
                    let found = self.without_lead(found, items);
                    at = found.end().max(at + 1);
                    matches.push(found);
                }
                None => at += 1,
            }
        }
        matches
    }

    /// A rule that begins with a word before its expression gives way to a longer match of the expression itself: in
    /// "by Jan. 14" the month is not all.
    fn without_lead(&self, found: Match, items: &[Item]) -> Match {
        let first = found.expressions().next().and_then(|steps| steps.first()).map(|step| step.item as usize);
        let begins = found.all().first().map(|step| step.item as usize);
        let inner = first.filter(|_| first != begins).and_then(|first| longest(&self.grammar, items, first));
        match inner {
            Some(inner) if inner.end() > found.end() => inner,
            _ => found,
        }
    }

    fn found(&self, matches: &[Match], items: &[Item], tokens: &[Token]) -> Vec<Found> {
        let reading = Reading { items, lexicon: &self.lexicon };
        let mut found = Vec::with_capacity(matches.len());
        let (mut paragraph, mut seen) = (0, 0);
        for one in matches.iter().filter(|one| one.meaning != Meaning::Nothing) {
            let whole = one.has_more().then(|| reading.parts(one.all()));
            for (number, steps) in one.expressions().enumerate() {
                let (Some(first), Some(last)) = (steps.first(), steps.last()) else { continue };
                let token = items.get(first.item as usize).map_or(0, |item| item.token as usize);
                paragraph += tokens.get(seen..=token).map_or(0, paragraphs);
                seen = token + 1;
                let mut parts = reading.parts(steps);
                if let Some(whole) = &whole {
                    parts.fill_from(whole);
                }
                let (from, to) = (first.item as usize, last.item as usize + 1);
                found.push(Found { meaning: one.meaning, parts, from, to, paragraph, later: number > 0 });
            }
        }
        found
    }
}

fn paragraphs(tokens: &[Token]) -> u32 {
    tokens.iter().filter(|token| token.starts_paragraph()).count() as u32
}

fn expression(resolver: &mut Resolver<'_>, found: &Found, tokens: &[Token]) -> Option<Expression> {
    let resolved = resolver.resolve(found)?;
    let first = resolver.tense.items.get(found.from)?.token;
    let last = resolver.tense.items.get(found.to.checked_sub(1)?)?.end.checked_sub(1)?;
    let start = tokens.get(first as usize)?.span.start;
    let last = resolver.end_with_offset(&resolved.value, last as usize);
    let end = tokens.get(last)?.span.end;
    Some(Expression {
        span: Span { start, end },
        kind: resolved.kind,
        value: resolved.value,
        modifier: resolved.modifier,
        date: resolved.value.date(&resolver.context.zone),
        reason: resolved.reason,
        checks: resolved.checks,
    })
}
