//! Walks the graph of the rules from item to item and finds the longest match at each item.

use super::items::TimexItem;
use super::rule_kind::RuleKind;
use super::table::{ClassSet, Grammar, RuleEdge, RuleNode};

/// The most items of a match.
const MAX_ITEMS: usize = 20;

/// The most expressions of a match.
const MAX_EXPRESSIONS: usize = 4;

/// One step of a match: an item, and the bit it matched.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MatchStep {
    /// The index of the item.
    pub(super) item: u32,
    /// The bit of the class or literal word.
    pub(super) bit: u16,
}

/// The range of an expression in the steps of a match.
#[derive(Clone, Copy, Debug, Default)]
struct StepRange {
    from: u8,
    to: u8,
}

/// A match of a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleMatch {
    /// The kind of the rule.
    pub(super) rule_kind: RuleKind,
    rule: u16,
    path: MatchPath,
}

#[derive(Clone, Copy, Debug, Default)]
struct MatchPath {
    steps: [MatchStep; MAX_ITEMS],
    len: usize,
    ranges: [StepRange; MAX_EXPRESSIONS],
    /// The number of closed ranges. If `is_open` is set, one more is open.
    range_count: usize,
    is_open: bool,
}

impl RuleMatch {
    /// Returns the steps of each expression.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &[MatchStep]> {
        let whole = StepRange { from: 0, to: self.path.len as u8 };
        let alone = (self.path.range_count == 0).then_some(whole);
        let marked = self.path.ranges.iter().take(self.path.range_count).copied();
        alone.into_iter().chain(marked).map(|range| self.range_steps(range))
    }

    fn range_steps(&self, range: StepRange) -> &[MatchStep] {
        self.path.steps.get(usize::from(range.from)..usize::from(range.to)).unwrap_or(&[])
    }

    /// Returns whether the match has several expressions or words around its expression.
    pub(super) fn has_more(&self) -> bool {
        self.path.range_count > 0
    }

    /// Returns all steps.
    pub(super) fn all_steps(&self) -> &[MatchStep] {
        self.path.steps.get(..self.path.len).unwrap_or(&[])
    }

    /// Returns the index after the last item.
    pub(super) fn end(&self) -> usize {
        self.all_steps().last().map_or(0, |step| step.item as usize + 1)
    }
}

/// Returns the longest match that begins at item `start`. Of equally long matches, the earlier rule wins.
pub(super) fn longest_match(grammar: &Grammar, items: &[TimexItem], start: usize) -> Option<RuleMatch> {
    let item = items.get(start)?;
    if item.classes.intersection(grammar.first_bits).is_empty() {
        return None;
    }
    let next = next_classes(items, start);
    // Few words that begin a rule are followed by a word that continues it.
    let begins = if next.is_empty() { grammar.single_item_rules } else { grammar.first_bits };
    let bits = item.classes.intersection(begins);
    if bits.is_empty() {
        return None;
    }
    let folded = next.fold_bits();
    let mut matcher = Matcher { grammar, items, path: MatchPath::default(), best: None };
    for bit in bits.bits() {
        let Some(from) =
            grammar.starts(bit).filter(|from| from.ends || !from.next.intersection(next).is_empty())
        else {
            continue;
        };
        for first in from.nodes.iter().filter(|first| first.ends || first.next & folded != 0) {
            let Some(node) = grammar.node(first.node) else { continue };
            if node.ends || !node.next.bits.intersection(next).is_empty() {
                matcher.try_node(node, start);
            }
        }
    }
    matcher.best
}

/// Returns the classes of the adjacent next item. They are empty if another token separates the two.
fn next_classes(items: &[TimexItem], item: usize) -> ClassSet {
    let here = items.get(item + 1).filter(|here| adjacent(items, item, here));
    here.map_or_else(ClassSet::default, |here| here.classes)
}

/// Returns whether at most a hyphen separates an item from the previous one.
fn adjacent(items: &[TimexItem], item: usize, here: &TimexItem) -> bool {
    items.get(item).map(|before| before.end) == Some(here.token - u32::from(here.is_joined))
}

struct Matcher<'g, 'i> {
    grammar: &'g Grammar,
    items: &'i [TimexItem],
    path: MatchPath,
    best: Option<RuleMatch>,
}

impl Matcher<'_, '_> {
    /// Matches an item against a node and continues from there.
    fn try_node(&mut self, node: &RuleNode, item: usize) {
        let before = self.path.checkpoint();
        let Some(slot) = self.path.steps.get_mut(self.path.len) else { return };
        *slot = MatchStep { item: item as u32, bit: node.bit };
        if node.opens {
            self.path.open_expression();
        }
        self.path.len += 1;
        if node.ends {
            self.offer_match(node);
        }
        self.follow_edges(node, item);
        self.path.restore(before);
    }

    fn follow_edges(&mut self, node: &RuleNode, item: usize) {
        let next = item + 1;
        let Some(here) =
            self.items.get(next).filter(|here| !here.classes.intersection(node.next.bits).is_empty())
        else {
            return;
        };
        if !adjacent(self.items, item, here) {
            return;
        }
        let grammar = self.grammar;
        let (classes, joined) = (here.classes, here.is_joined);
        let fits = |edge: &&RuleEdge| classes.contains_bit(edge.bit) && (joined || !edge.needs_hyphen);
        for edge in node.next.nodes.iter().filter(fits) {
            let Some(follower) = grammar.node(edge.node) else { continue };
            let before = self.path.checkpoint();
            if node.closes && (follower.opens || !follower.in_expression) {
                self.path.close_expression();
            }
            self.try_node(follower, next);
            self.path.restore(before);
        }
    }

    fn offer_match(&mut self, node: &RuleNode) {
        let len = self.path.len;
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| len > best.path.len || len == best.path.len && node.rule < best.rule);
        if better {
            let mut path = self.path;
            if node.closes {
                path.close_expression();
            }
            self.best = Some(RuleMatch { rule_kind: node.rule_kind, rule: node.rule, path });
        }
    }
}

impl MatchPath {
    /// Returns the state that `restore` needs.
    fn checkpoint(&self) -> (usize, usize, bool) {
        (self.len, self.range_count, self.is_open)
    }

    fn restore(&mut self, (len, range_count, is_open): (usize, usize, bool)) {
        (self.len, self.range_count, self.is_open) = (len, range_count, is_open);
    }

    fn open_expression(&mut self) {
        if let Some(range) = self.ranges.get_mut(self.range_count).filter(|_| !self.is_open) {
            range.from = self.len as u8;
            self.is_open = true;
        }
    }

    fn close_expression(&mut self) {
        if let Some(range) = self.ranges.get_mut(self.range_count).filter(|_| self.is_open) {
            range.to = self.len as u8;
            self.range_count += 1;
            self.is_open = false;
        }
    }
}
