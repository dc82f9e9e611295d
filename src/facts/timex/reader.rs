//! The reader: the compiled tables of a language and the passes over a text.

use super::expression::{ReferencePoint, ReferenceTime, TimeExpression};
use super::genre;
use super::grade::grade_reason;
use super::grade_reason::GradeReason;
use super::items::{TimexItem, read_items};
use super::matcher::{RuleMatch, longest_match};
use super::parts::PartsReader;
use super::resolve::{
    MatchedExpression, NamedDay, ResolutionContext, TimeResolver, mark_reversed_ranges, parse_named_days,
};
use super::rule_kind::RuleKind;
use super::table::{Class, Grammar, TimexLexicon};
use super::tense::{TenseAnalyzer, TenseCues};
use super::value::Zone;
use super::zone_names::ZoneNames;
use crate::facts::Grade;
use crate::facts::languages::{Language, LanguageTables, WordList, WordLists};
use crate::facts::token::Token;
use crate::text::Span;

/// The compiled tables of dates in one language.
#[derive(Debug)]
pub(in crate::facts) struct TimexTables {
    pub(super) lexicon: TimexLexicon,
    grammar: Grammar,
    named_days: Vec<NamedDay>,
    zone_names: ZoneNames,
    cues: TenseCues,
}

impl TimexTables {
    /// Compiles the tables of a language. Also returns the lines that are invalid.
    pub(in crate::facts) fn new(tables: &LanguageTables<'_>, lists: &WordLists) -> (Self, Vec<String>) {
        let (mut lexicon, mut rejected) = TimexLexicon::from_table(tables.date_words);
        let (mut grammar, invalid) = Grammar::from_table(tables.date_rules, &mut lexicon);
        rejected.extend(invalid);
        let (days, pattern, invalid) = parse_named_days(tables.named_days);
        rejected.extend(invalid);
        let names: Vec<&str> = days.iter().map(|(name, _)| *name).collect();
        rejected.extend(grammar.add_named_days(&names, pattern, &mut lexicon));
        lexicon.mark_plain_entries();
        let named_days = days.into_iter().map(|(_, day)| day).collect();
        let (zone_names, invalid) = ZoneNames::from_table(tables.date_zones);
        rejected.extend(invalid);
        let cues = TenseCues::new(&lexicon, lists);
        (Self { lexicon, grammar, named_days, zone_names, cues }, rejected)
    }
}

/// Finds time expressions in the prose of one language.
#[derive(Clone, Copy, Debug)]
pub struct TimexReader<'l> {
    language: &'l Language,
}

impl<'l> TimexReader<'l> {
    /// Creates the reader for a language.
    pub fn new(language: &'l Language) -> Self {
        Self { language }
    }

    fn tables(&self) -> &'l TimexTables {
        &self.language.timex
    }

    /// Returns the expressions of `text`, in order and without overlap. `tokens` must be the tokens of `text`.
    pub fn read(&self, text: &str, tokens: &[Token], reference: &ReferenceTime) -> Vec<TimeExpression> {
        let items = read_items(text, tokens, self.language);
        let matches = self.find_matches(&items, tokens, text);
        let found = self.matched_expressions(&matches, &items, tokens);
        let today = genre::dateline_day(&found, text, tokens, &items, reference.day())
            .unwrap_or_else(|| reference.day());
        let context = ResolutionContext {
            today,
            clock: reference.clock,
            fiscal_year: reference.fiscal_year,
            zone: reference.zone.clone(),
            zone_of_times: Zone::Unspecified,
            numeric_order: None,
            is_narrative: genre::is_narrative(&found, today),
            narrative_year: genre::median_year(&found, today),
            last_mentioned: None,
            mentioned_paragraph: 0,
            is_mentioned_year_uncertain: false,
            quarter: None,
            quarter_paragraph: 0,
            fiscal: false,
            months: None,
            day: None,
        };
        let tense = TenseAnalyzer {
            text,
            tokens,
            items: &items,
            lexicon: &self.tables().lexicon,
            lists: &self.language.lists,
            cues: self.tables().cues,
        };
        let mut resolver = TimeResolver {
            text,
            tense,
            named_days: &self.tables().named_days,
            zone_names: &self.tables().zone_names,
            expressions: &found,
            index: 0,
            context,
        };
        resolver.context.zone_of_times = resolver.zone_of_times();
        resolver.context.numeric_order = resolver.order_of_text().or(reference.numeric_order);
        let all = found.iter().enumerate();
        let resolved = all.filter_map(|(index, found)| {
            resolver.index = index;
            resolve_expression(&mut resolver, found, tokens)
        });
        let mut expressions: Vec<TimeExpression> = resolved.collect();
        mark_reversed_ranges(text, &self.language.lists, &mut expressions);
        for expression in expressions.iter_mut().filter(|expression| expression.checks.is_reversed_range) {
            expression.grade_reason = GradeReason::Conflict;
        }
        expressions
    }

    fn find_matches(&self, items: &[TimexItem], tokens: &[Token], text: &str) -> Vec<RuleMatch> {
        let mut matches = Vec::new();
        let mut index = 0;
        while index < items.len() {
            match longest_match(&self.tables().grammar, items, index) {
                Some(found) => {
                    let found = self.without_lead(found, items);
                    let found = self.without_range(found, (items, tokens, text), index);
                    index = found.end().max(index + 1);
                    matches.push(found);
                }
                None => index += 1,
            }
        }
        matches
    }

    /// Replaces "64 days from May 21" in "64 days from May 21 to July 24" and in "for 64 days from May 21" by its length alone.
    fn without_range(
        &self,
        found: RuleMatch,
        (items, tokens, text): (&[TimexItem], &[Token], &str),
        start: usize,
    ) -> RuleMatch {
        let next = || tokens.get(items.get(found.end().checked_sub(1)?)?.end as usize);
        let before = || tokens.get(items.get(start)?.token.checked_sub(1)? as usize);
        let is = |list: WordList, token: Option<&Token>| {
            token.is_some_and(|token| self.language.lists.contains(list, token.text(text)))
        };
        let is_bound = found.rule_kind == RuleKind::Hence
            && (is(WordList::RangeJoin, next()) || is(WordList::BeforeLength, before()));
        let unit = Class::Unit.to_set().union(Class::Units.to_set());
        let counted = || {
            let end =
                items.iter().skip(start).position(|item| !item.classes.intersection(unit).is_empty())?;
            longest_match(&self.tables().grammar, items.get(..start + end + 1)?, start)
        };
        if is_bound { counted().unwrap_or(found) } else { found }
    }

    /// Replaces a match that begins with a word before its expression by a longer match of the expression alone. In
    /// "by Jan. 14", the expression is "Jan. 14", not "Jan.".
    fn without_lead(&self, found: RuleMatch, items: &[TimexItem]) -> RuleMatch {
        let first = found.expressions().next().and_then(|steps| steps.first()).map(|step| step.item as usize);
        let begins = found.all_steps().first().map(|step| step.item as usize);
        let inner = first
            .filter(|_| first != begins)
            .and_then(|first| longest_match(&self.tables().grammar, items, first));
        match inner {
            Some(inner) if inner.end() > found.end() => inner,
            _ => found,
        }
    }

    fn matched_expressions(
        &self,
        matches: &[RuleMatch],
        items: &[TimexItem],
        tokens: &[Token],
    ) -> Vec<MatchedExpression> {
        let reading = PartsReader { items, lexicon: &self.tables().lexicon };
        let mut found = Vec::with_capacity(matches.len());
        let (mut paragraph, mut seen) = (0, 0);
        for matched in matches.iter().filter(|matched| matched.rule_kind != RuleKind::Rejected) {
            let whole = matched.has_more().then(|| reading.read_parts(matched.all_steps()));
            for (number, steps) in matched.expressions().enumerate() {
                let (Some(first), Some(last)) = (steps.first(), steps.last()) else { continue };
                let token = items.get(first.item as usize).map_or(0, |item| item.token as usize);
                paragraph += tokens.get(seen..=token).map_or(0, paragraph_count);
                seen = token + 1;
                let mut parts = reading.read_parts(steps);
                if let Some(whole) = &whole {
                    parts.fill_from(whole);
                }
                if matched.rule_kind == RuleKind::SpokenClock {
                    parts.read_spoken_clock();
                }
                let (from, to) = (first.item as usize, last.item as usize + 1);
                found.push(MatchedExpression {
                    rule_kind: matched.rule_kind,
                    parts,
                    from,
                    to,
                    paragraph,
                    is_later_one: number > 0,
                });
            }
        }
        found
    }
}

fn paragraph_count(tokens: &[Token]) -> u32 {
    tokens.iter().filter(|token| token.starts_paragraph()).count() as u32
}

fn resolve_expression(
    resolver: &mut TimeResolver<'_>,
    found: &MatchedExpression,
    tokens: &[Token],
) -> Option<TimeExpression> {
    let resolved = resolver.resolve(found)?;
    let first = resolver.tense.items.get(found.from)?.token;
    let last = resolver.tense.items.get(found.to.checked_sub(1)?)?.end.checked_sub(1)?;
    let start = tokens.get(first as usize)?.span.start;
    let last = resolver.end_with_offset(&resolved.value, last as usize);
    let end = tokens.get(last)?.span.end;
    let mut expression = TimeExpression {
        span: Span { start, end },
        kind: resolved.kind,
        value: resolved.value,
        modifier: resolved.modifier,
        date: resolved.value.to_date(&resolver.context.zone),
        derivation: resolved.derivation,
        checks: resolved.checks,
        grade_reason: GradeReason::Vague,
    };
    let is_directed = expression.derivation.direction.is_some();
    let hint = is_directed.then(|| resolver.tense.hint_around(found.from, found.to)).flatten();
    expression.grade_reason = grade_reason(&expression, hint);
    let is_counted = expression.derivation.reference != ReferencePoint::Itself;
    let is_quoted = tokens.get(first as usize).is_some_and(Token::is_quoted);
    if is_counted && is_quoted && expression.grade_reason.grade() == Grade::Likely {
        expression.grade_reason = GradeReason::Quoted;
    }
    Some(expression)
}
