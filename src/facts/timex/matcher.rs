//! Walks the rules' graph from item to item and finds the longest match at every place.

use super::items::Item;
use super::meaning::Meaning;
use super::table::{Classes, Edge, Grammar, Node};

/// The longest match, in items.
const LONGEST: usize = 20;

/// The most expressions one rule gives.
const EXPRESSIONS: usize = 4;

/// One step of a match: an item, and as what it was taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    /// The item's number.
    pub(super) item: u32,
    /// The class or spelled-out word, as a bit.
    pub(super) bit: u16,
}

/// Where an expression begins and ends among the steps of a match.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    from: u8,
    to: u8,
}

/// A rule that fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// What the rule means.
    pub(super) meaning: Meaning,
    rule: u16,
    path: Path,
}

#[derive(Clone, Copy, Debug, Default)]
struct Path {
    steps: [Step; LONGEST],
    len: usize,
    extents: [Extent; EXPRESSIONS],
    /// How many extents there are; one more is open where `open` is set.
    extended: usize,
    open: bool,
}

impl Match {
    /// The steps of each of the rule's expressions.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &[Step]> {
        let whole = Extent { from: 0, to: self.path.len as u8 };
        let alone = (self.path.extended == 0).then_some(whole);
        let marked = self.path.extents.iter().take(self.path.extended).copied();
        alone.into_iter().chain(marked).map(|extent| self.steps(extent))
    }

    fn steps(&self, extent: Extent) -> &[Step] {
        self.path.steps.get(usize::from(extent.from)..usize::from(extent.to)).unwrap_or(&[])
    }

    /// Whether the rule has several expressions or words around its expression.
    pub(super) fn has_more(&self) -> bool {
        self.path.extended > 0
    }

    /// All steps.
    pub(super) fn all(&self) -> &[Step] {
        self.path.steps.get(..self.path.len).unwrap_or(&[])
    }

    /// One past the last item.
    pub(super) fn end(&self) -> usize {
        self.all().last().map_or(0, |step| step.item as usize + 1)
    }
}

/// The longest match that begins with the item at `start`; of two as long, that of the earlier rule.
pub(super) fn longest(grammar: &Grammar, items: &[Item], start: usize) -> Option<Match> {
    let item = items.get(start)?;
    if item.classes.and(grammar.first).is_empty() {
        return None;
    }
    let next = next_classes(items, start);
    // Most words that begin rules have none of the words behind them that the rules go on with.
    let begins = if next.is_empty() { grammar.alone } else { grammar.first };
    let bits = item.classes.and(begins);
    if bits.is_empty() {
        return None;
    }
    let folded = next.folded();
    let mut walk = Walk { grammar, items, path: Path::default(), best: None };
    for bit in bits.bits() {
        let Some(from) = grammar.starts(bit).filter(|from| from.ends || !from.next.and(next).is_empty())
        else {
            continue;
        };
        for first in from.nodes.iter().filter(|first| first.ends || first.next & folded != 0) {
            let Some(node) = grammar.node(first.node) else { continue };
            if node.ends || !node.next.bits.and(next).is_empty() {
                walk.step(node, start);
            }
        }
    }
    walk.best
}

/// The classes of what follows an item at once; none where something else stands between.
fn next_classes(items: &[Item], item: usize) -> Classes {
    let here = items.get(item + 1).filter(|here| adjacent(items, item, here));
    here.map_or_else(Classes::default, |here| here.classes)
}

/// Whether nothing but a hyphen stands between an item and the one before.
fn adjacent(items: &[Item], item: usize, here: &Item) -> bool {
    items.get(item).map(|before| before.end) == Some(here.token - u32::from(here.joined))
}

struct Walk<'g, 'i> {
    grammar: &'g Grammar,
    items: &'i [Item],
    path: Path,
    best: Option<Match>,
}

impl Walk<'_, '_> {
    /// Takes the item as a node's word and goes on from there.
    fn step(&mut self, node: &Node, item: usize) {
        let before = self.path.mark();
        let Some(slot) = self.path.steps.get_mut(self.path.len) else { return };
        *slot = Step { item: item as u32, bit: node.bit };
        if node.opens {
            self.path.open();
        }
        self.path.len += 1;
        if node.ends {
            self.offer(node);
        }
        self.go_on(node, item);
        self.path.back_to(before);
    }

    fn go_on(&mut self, node: &Node, item: usize) {
        let next = item + 1;
        let Some(here) = self.items.get(next).filter(|here| !here.classes.and(node.next.bits).is_empty())
        else {
            return;
        };
        if !adjacent(self.items, item, here) {
            return;
        }
        let grammar = self.grammar;
        let (classes, joined) = (here.classes, here.joined);
        let fits = |edge: &&Edge| classes.holds(edge.bit) && (joined || !edge.joined);
        for edge in node.next.nodes.iter().filter(fits) {
            let Some(follower) = grammar.node(edge.node) else { continue };
            let before = self.path.mark();
            if node.closes && (follower.opens || !follower.inside) {
                self.path.close();
            }
            self.step(follower, next);
            self.path.back_to(before);
        }
    }

    fn offer(&mut self, node: &Node) {
        let len = self.path.len;
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| len > best.path.len || len == best.path.len && node.rule < best.rule);
        if better {
            let mut path = self.path;
            if node.closes {
                path.close();
            }
            self.best = Some(Match { meaning: node.meaning, rule: node.rule, path });
        }
    }
}

impl Path {
    /// What has to be known to come back to this place.
    fn mark(&self) -> (usize, usize, bool) {
        (self.len, self.extended, self.open)
    }

    fn back_to(&mut self, (len, extended, open): (usize, usize, bool)) {
        (self.len, self.extended, self.open) = (len, extended, open);
    }

    fn open(&mut self) {
        if let Some(extent) = self.extents.get_mut(self.extended).filter(|_| !self.open) {
            extent.from = self.len as u8;
            self.open = true;
        }
    }

    fn close(&mut self) {
        if let Some(extent) = self.extents.get_mut(self.extended).filter(|_| self.open) {
            extent.to = self.len as u8;
            self.extended += 1;
            self.open = false;
        }
    }
}
