//! Walks the rules' graph from item to item and finds the longest match at every place.

use super::items::Item;
use super::meaning::Meaning;
use super::table::Grammar;

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

#[derive(Clone, Copy, Debug)]
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
    let bits = item.classes.and(grammar.first);
    if bits.is_empty() {
        return None;
    }
    let path = Path {
        steps: [Step::default(); LONGEST],
        len: 0,
        extents: [Extent::default(); EXPRESSIONS],
        extended: 0,
        open: false,
    };
    let mut walk = Walk { grammar, items, best: None };
    for bit in bits.bits() {
        for at in grammar.starts(bit) {
            walk.step(*at, start, path);
        }
    }
    walk.best
}

struct Walk<'g, 'i> {
    grammar: &'g Grammar,
    items: &'i [Item],
    best: Option<Match>,
}

impl Walk<'_, '_> {
    /// Takes the item as a node's word and goes on from there.
    fn step(&mut self, at: u32, item: usize, mut path: Path) {
        let grammar = self.grammar;
        let (Some(node), Some(slot)) = (grammar.node(at), path.steps.get_mut(path.len)) else { return };
        *slot = Step { item: item as u32, bit: node.bit };
        if node.opens && !path.open && path.extended < EXPRESSIONS {
            path.extents[path.extended].from = path.len as u8;
            path.open = true;
        }
        path.len += 1;
        if node.ends {
            self.offer(node.meaning, node.rule, closed(path, node.closes));
        }
        let next = item + 1;
        let Some(here) = self.items.get(next).filter(|here| !here.classes.and(node.next.bits).is_empty())
        else {
            return;
        };
        if !self.adjacent(item, here) {
            return;
        }
        for at in &node.next.nodes {
            if let Some(follower) = grammar.node(*at)
                && here.classes.holds(follower.bit)
                && (here.joined || !follower.joined)
            {
                let leaves = node.closes && !self.stays_inside(at);
                self.step(*at, next, if leaves { closed(path, true) } else { path });
            }
        }
    }

    /// Whether a node is inside an expression that was opened before it.
    fn stays_inside(&self, at: &u32) -> bool {
        self.grammar.node(*at).is_some_and(|node| node.inside && !node.opens)
    }

    /// Whether nothing but a hyphen stands between an item and the one before.
    fn adjacent(&self, item: usize, here: &Item) -> bool {
        self.items.get(item).map(|before| before.end) == Some(here.token - u32::from(here.joined))
    }

    fn offer(&mut self, meaning: Meaning, rule: u16, path: Path) {
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| path.len > best.path.len || path.len == best.path.len && rule < best.rule);
        if better {
            self.best = Some(Match { meaning, rule, path });
        }
    }
}

/// The path with its open expression closed, where there is one.
fn closed(mut path: Path, closes: bool) -> Path {
    if closes && path.open {
        path.extents[path.extended].to = path.len as u8;
        path.extended += 1;
        path.open = false;
    }
    path
}
