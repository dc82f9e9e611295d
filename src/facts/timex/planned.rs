//! Planned events: verbs in the present whose day is the coming one.

use super::expression::Direction;
use super::items::TimexItem;
use super::table::Class;
use super::tense::{MAX_ITEM_DISTANCE, MAX_TOKEN_DISTANCE, TenseAnalyzer, TenseHint};
use crate::facts::languages::WordList;
use crate::facts::token::Token;

/// The most tokens between a form of "to be" and a day that it places an event on.
const MAX_COPULA_DISTANCE: u32 = 1;

/// The most tokens between the verb of a planned event and its day.
const MAX_PLAN_DISTANCE: u32 = 8;

impl TenseAnalyzer<'_> {
    /// Returns whether "will" follows a limit: "tickets bought before Friday will be valid".
    pub(super) fn is_limit_of_plan(&self, from: usize, to: usize) -> bool {
        let (Some(first), Some(last)) =
            (self.items.get(from), to.checked_sub(1).and_then(|it| self.items.get(it)))
        else {
            return false;
        };
        let is_bound = |index: u32| self.lists.contains(WordList::TenseBound, self.word(index));
        self.lists.contains(WordList::TenseWill, self.word(last.end))
            && (is_bound(first.token) || first.token.checked_sub(1).is_some_and(is_bound))
    }

    /// Returns the future for a planned event in the present: "the court rules on Thursday", "the vote is on Friday".
    pub(super) fn hint_from_present(&self, from: usize) -> Option<TenseHint> {
        let here = self.items.get(from)?;
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from)?;
        let mut verbs = near.iter().rev().take_while(|item| {
            item.sentence == here.sentence && here.token - item.token < MAX_TOKEN_DISTANCE
        });
        verbs
            .any(|item| {
                self.is_planned_event(item) && !self.is_apart(item, here)
                    || item.classes.contains(Class::Is) && here.token - item.end <= MAX_COPULA_DISTANCE
                    || self.begins_state(item, here.token)
            })
            .then(|| TenseHint::weak(Direction::Future))
    }

    /// Returns whether a form of "to be" begins a state that a plan or ban sets for a day at token `day`: "is suspended
    /// for the match on Thursday". After a word such as `after` the day is that of its cause.
    fn begins_state(&self, item: &TimexItem, day: u32) -> bool {
        let word = |token: &Token| token.text(self.text);
        let is_listed = |list, token: &Token| self.lists.contains(list, word(token));
        let Some(between) = self.tokens.get(item.end as usize..day as usize) else { return false };
        item.classes.contains(Class::Is)
            && between.first().is_some_and(|state| is_listed(WordList::TenseState, state))
            && !between.iter().any(|token| word(token) == "," || is_listed(WordList::TenseCause, token))
    }

    /// Returns whether a word is a verb of a planned event: "come into force", but not "comes after talks".
    fn is_planned_event(&self, item: &TimexItem) -> bool {
        let is_partial = self.lists.contains(WordList::TensePartial, self.word(item.token));
        item.classes.contains(Class::Event)
            && !self.is_noun(item)
            && (!is_partial || self.lists.contains(WordList::TensePartialNext, self.word(item.end)))
    }

    /// Returns whether a verb of a planned event stands close before an expression, with no other clause or event between them.
    pub(super) fn is_near_plan(&self, from: usize) -> bool {
        let Some(here) = self.items.get(from) else { return false };
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from).unwrap_or(&[]);
        let in_reach = |item: &&TimexItem| {
            item.sentence == here.sentence && here.token - item.token <= MAX_PLAN_DISTANCE
        };
        let plan = near.iter().rev().take_while(in_reach).find(|item| self.is_planned_event(item));
        plan.is_some_and(|plan| !self.is_apart(plan, here))
    }

    /// Returns whether a second verb in the present is the nearest one: "was elected last year and faces a vote on Friday".
    pub(super) fn is_joined_plan(&self, from: usize) -> bool {
        let Some(here) = self.items.get(from) else { return false };
        let near = self.items.get(from.saturating_sub(MAX_ITEM_DISTANCE)..from).unwrap_or(&[]);
        let in_reach = |item: &&TimexItem| {
            item.sentence == here.sentence && here.token - item.token <= MAX_PLAN_DISTANCE
        };
        let joins = |item: &TimexItem| {
            let before = item.token.checked_sub(1).map_or("", |before| self.word(before));
            before == "," || self.lists.contains(WordList::TenseCoordination, before)
        };
        let is_verb =
            |item: &TimexItem| self.lists.contains(WordList::TensePresentVerb, self.word(item.token));
        let mut near = near.iter().rev().take_while(in_reach);
        let verb = near.find(|item| {
            self.direction_of(item).is_some() || item.classes.contains(Class::Event) && !self.is_noun(item)
        });
        verb.is_some_and(|verb| is_verb(verb) && joins(verb) && !self.is_apart(verb, here))
    }

    /// Returns whether another clause or event is between a verb and an expression.
    fn is_apart(&self, verb: &TimexItem, here: &TimexItem) -> bool {
        let between = self.tokens.get(verb.end as usize..here.token as usize).unwrap_or(&[]);
        between.iter().any(|token| self.lists.contains(WordList::TenseBarrier, token.text(self.text)))
    }
}
