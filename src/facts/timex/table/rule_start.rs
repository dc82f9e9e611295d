//! The first nodes of rules with one bit, indexed by the bits that may follow.
//!
//! "The" begins two hundred rules. Of these only the few are tried that the next word continues.

use super::class::ClassSet;

/// The most first nodes with one bit.
const MAX_NODES: usize = 512;
const CHUNKS: usize = MAX_NODES / 64;

/// Some first nodes, one bit each.
type NodeSet = [u64; CHUNKS];

/// The first nodes with one bit.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct RuleStart {
    /// The nodes, in the order of their rules.
    pub(super) nodes: Vec<u32>,
    /// The union of the bits that may follow.
    next: ClassSet,
    /// The nodes that are complete rules.
    ends: NodeSet,
    /// For each bit of `next` that a node may be followed by, the nodes; in ascending order of the bits.
    followed_by: Vec<(u16, NodeSet)>,
}

impl RuleStart {
    /// Indexes the nodes. `next` returns the bits that may follow a node, and whether it is a complete rule.
    pub(super) fn index_nodes(&mut self, next: impl Fn(&u32) -> Option<(ClassSet, bool)>) {
        let mut rows = vec![NodeSet::default(); ClassSet::BITS];
        for (number, (bits, ends)) in self.nodes.iter().filter_map(next).enumerate().take(MAX_NODES) {
            let (chunk, mask) = (number / 64, 1 << (number % 64));
            self.next = self.next.union(bits);
            self.ends[chunk] |= if ends { mask } else { 0 };
            bits.bits().for_each(|bit| rows[usize::from(bit)][chunk] |= mask);
        }
        self.followed_by = self.next.bits().map(|bit| (bit, rows[usize::from(bit)])).collect();
    }

    /// Returns the nodes that are complete rules or that an item with these classes may follow, in the order of the rules.
    pub(in crate::facts::timex) fn nodes_before(&self, next: ClassSet) -> impl Iterator<Item = u32> {
        let mut found = self.ends;
        for bit in self.next.intersection(next).bits() {
            if let Ok(row) = self.followed_by.binary_search_by_key(&bit, |(bit, _)| *bit)
                && let Some((_, nodes)) = self.followed_by.get(row)
            {
                found.iter_mut().zip(nodes).for_each(|(found, nodes)| *found |= nodes);
            }
        }
        let chunks = found.into_iter().zip(self.nodes.chunks(64));
        chunks.filter(|(chunk, _)| *chunk != 0).flat_map(|(chunk, nodes)| {
            let mut left = chunk;
            std::iter::from_fn(move || {
                let number = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                nodes.get(number).copied()
            })
        })
    }
}

#[test]
fn only_nodes_that_the_next_item_continues_are_returned() {
    let mut start = RuleStart { nodes: (0..100).collect(), ..RuleStart::default() };
    let next = |node: &u32| Some((ClassSet::from_bit((node % 10) as u16), *node == 42));
    start.index_nodes(next);
    let found: Vec<u32> = start.nodes_before(ClassSet::from_bit(7)).collect();
    assert_eq!(found, [7, 17, 27, 37, 42, 47, 57, 67, 77, 87, 97]);
    assert_eq!(start.nodes_before(ClassSet::default()).collect::<Vec<u32>>(), [42]);
}
