//! The rules of a language, compiled into one graph.
//!
//! Each word of each rule is a node. An edge leads to each word that may follow. The size of the graph is linear in the
//! length of the rules.

use std::collections::HashMap;

use super::class::{Class, ClassSet};
use super::lexicon::TimexLexicon;
use super::pattern::{Element, Pattern, parse_pattern};
use crate::facts::timex::rule_kind::RuleKind;

/// A word of a rule.
#[derive(Clone, Debug)]
pub(in crate::facts::timex) struct RuleNode {
    /// The bit of its class or literal word.
    pub(in crate::facts::timex) bit: u16,
    /// The number of the rule. Rules with smaller numbers take precedence.
    pub(in crate::facts::timex) rule: u16,
    /// The kind of the rule.
    pub(in crate::facts::timex) rule_kind: RuleKind,
    /// Whether a hyphen or dash must join it to the previous word.
    pub(in crate::facts::timex) needs_hyphen: bool,
    /// Whether it belongs to an expression inside a longer rule.
    pub(in crate::facts::timex) in_expression: bool,
    /// Whether an expression of the rule begins with it.
    pub(in crate::facts::timex) opens: bool,
    /// Whether an expression of the rule may end with it.
    pub(in crate::facts::timex) closes: bool,
    /// Whether the rule may end with it.
    pub(in crate::facts::timex) ends: bool,
    /// The nodes that may follow.
    pub(in crate::facts::timex) next: RuleEdges,
}

/// The nodes that may follow a node.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct RuleEdges {
    /// The union of their bits.
    pub(in crate::facts::timex) bits: ClassSet,
    /// The edges, in order of the rules.
    pub(in crate::facts::timex) nodes: Vec<RuleEdge>,
}

/// An edge, with copies of the fields that decide whether the node fits.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct RuleEdge {
    /// The index of the node.
    pub(in crate::facts::timex) node: u32,
    /// The bit of the node.
    pub(in crate::facts::timex) bit: u16,
    /// Whether a hyphen or dash must precede the node.
    pub(in crate::facts::timex) needs_hyphen: bool,
}

/// The rules of a language.
#[derive(Debug, Default)]
pub(in crate::facts::timex) struct Grammar {
    nodes: Vec<RuleNode>,
    /// The first nodes of rules, by bit.
    starts: Vec<RuleStart>,
    /// The bits of first nodes.
    pub(in crate::facts::timex) first_bits: ClassSet,
    /// The bits of rules that consist of one item.
    pub(in crate::facts::timex) single_item_rules: ClassSet,
}

/// The first nodes with one bit.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct RuleStart {
    /// The nodes.
    pub(in crate::facts::timex) nodes: Vec<FirstNode>,
    /// The union of the bits that may follow.
    pub(in crate::facts::timex) next: ClassSet,
    /// Whether one of the nodes is a complete rule.
    pub(in crate::facts::timex) ends: bool,
}

/// A first node, with copies of the fields that decide whether it fits.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct FirstNode {
    /// The index of the node.
    pub(in crate::facts::timex) node: u32,
    /// Whether it is a complete rule.
    pub(in crate::facts::timex) ends: bool,
    /// The folded bits that may follow.
    pub(in crate::facts::timex) next: u64,
}

/// A compiled part of a rule: its first and last nodes, and whether it is optional.
#[derive(Clone, Debug, Default)]
struct Fragment {
    first: Vec<u32>,
    last: Vec<u32>,
    is_optional: bool,
}

/// The fields that all nodes of a rule share.
#[derive(Clone, Copy, Debug)]
struct RuleHeader {
    number: u16,
    rule_kind: RuleKind,
}

impl Grammar {
    /// Parses a table of rules. Each line is `kind: pattern`, or `@name = pattern` for a part that several rules share.
    /// Also returns the lines that are invalid.
    pub(in crate::facts::timex) fn from_table(
        table: &str,
        lexicon: &mut TimexLexicon,
    ) -> (Self, Vec<String>) {
        let mut grammar = Self { starts: vec![RuleStart::default(); ClassSet::BITS], ..Self::default() };
        let mut parts: HashMap<String, Pattern> = HashMap::new();
        let mut rejected = Vec::new();
        let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let added = match line.strip_prefix('@') {
                Some(part) => define_part(part, &mut parts),
                None => grammar.add_line(number as u16, line, &parts, lexicon),
            };
            if added.is_none() {
                rejected.push(line.to_owned());
            }
        }
        (grammar, rejected)
    }

    /// Adds the named days, each inside the pattern `frame`. Returns the names that are invalid.
    pub(in crate::facts::timex) fn add_named_days(
        &mut self,
        names: &[&str],
        frame: &str,
        lexicon: &mut TimexLexicon,
    ) -> Vec<String> {
        let mut rejected = Vec::new();
        let (before, after) = frame.split_once("NAME").unwrap_or_default();
        // The names share the nodes before them.
        let header = RuleHeader { number: 0, rule_kind: RuleKind::Rejected };
        let lead = parse_pattern(before, &HashMap::new())
            .and_then(|lead| self.add_choices(&lead, header, lexicon))
            .unwrap_or_default();
        for (number, name) in names.iter().enumerate() {
            let rule_kind = u8::try_from(number).ok().map(RuleKind::Named);
            let pattern = parse_pattern(&format!("{name} {after}"), &HashMap::new());
            let added = pattern.zip(rule_kind).and_then(|(pattern, rule_kind)| {
                self.add_rule_after(&lead, RuleHeader { number: 0, rule_kind }, &pattern, lexicon)
            });
            if added.is_none() {
                rejected.push((*name).to_owned());
            }
        }
        self.add_starts(&lead.first);
        rejected
    }

    /// Adds a rule that begins with `lead`, or with its own words if `lead` is optional.
    fn add_rule_after(
        &mut self,
        lead: &Fragment,
        rule: RuleHeader,
        pattern: &Pattern,
        lexicon: &mut TimexLexicon,
    ) -> Option<()> {
        let fragment = self.add_choices(pattern, rule, lexicon)?;
        self.update_nodes(&fragment.last, |node| node.ends = true);
        let edges = self.edges_to(&fragment.first);
        self.add_edges(&lead.last, &edges);
        if lead.is_optional { self.add_starts(&fragment.first) } else { Some(()) }
    }

    /// Returns the node with an index.
    pub(in crate::facts::timex) fn node(&self, index: u32) -> Option<&RuleNode> {
        self.nodes.get(index as usize)
    }

    /// Returns the first nodes with a bit.
    pub(in crate::facts::timex) fn starts(&self, bit: u16) -> Option<&RuleStart> {
        self.starts.get(usize::from(bit))
    }

    fn add_line(
        &mut self,
        number: u16,
        line: &str,
        parts: &HashMap<String, Pattern>,
        lexicon: &mut TimexLexicon,
    ) -> Option<()> {
        let (rule_kind, pattern) = line.split_once(':')?;
        let rule_kind = RuleKind::from_name(rule_kind.trim())?;
        self.add_rule(RuleHeader { number, rule_kind }, &parse_pattern(pattern, parts)?, lexicon)
    }

    fn add_rule(&mut self, rule: RuleHeader, pattern: &Pattern, lexicon: &mut TimexLexicon) -> Option<()> {
        let fragment = self.add_choices(pattern, rule, lexicon)?;
        self.update_nodes(&fragment.last, |node| node.ends = true);
        self.add_starts(&fragment.first)
    }

    /// Adds the first nodes of a rule to the starts.
    fn add_starts(&mut self, first: &[u32]) -> Option<()> {
        for index in first {
            let node = self.nodes.get(*index as usize)?;
            self.first_bits = self.first_bits.union(ClassSet::from_bit(node.bit));
            let start = self.starts.get_mut(usize::from(node.bit))?;
            let (ends, next) = (node.ends, node.next.bits.fold_bits());
            start.nodes.push(FirstNode { node: *index, ends, next });
            start.next = start.next.union(node.next.bits);
            start.ends |= node.ends;
            if node.ends {
                self.single_item_rules = self.single_item_rules.union(ClassSet::from_bit(node.bit));
            }
        }
        Some(())
    }

    fn update_nodes(&mut self, nodes: &[u32], change: impl Fn(&mut RuleNode)) {
        for index in nodes {
            if let Some(node) = self.nodes.get_mut(*index as usize) {
                change(node);
            }
        }
    }

    fn add_choices(
        &mut self,
        pattern: &Pattern,
        rule: RuleHeader,
        lexicon: &mut TimexLexicon,
    ) -> Option<Fragment> {
        let mut whole = Fragment::default();
        for sequence in &pattern.choices {
            let fragment = self.add_sequence(sequence, rule, lexicon)?;
            whole.first.extend(fragment.first);
            whole.last.extend(fragment.last);
            whole.is_optional |= fragment.is_optional;
        }
        Some(whole)
    }

    fn add_sequence(
        &mut self,
        elements: &[Element],
        rule: RuleHeader,
        lexicon: &mut TimexLexicon,
    ) -> Option<Fragment> {
        let mut whole = Fragment { is_optional: true, ..Fragment::default() };
        let mut joined = false;
        for element in elements {
            let fragment = match element {
                Element::Word(word) => self.add_word(word, rule, lexicon)?,
                Element::Group(pattern) => self.add_choices(pattern, rule, lexicon)?,
                Element::Expression(pattern) => {
                    let from = self.nodes.len();
                    let fragment = self.add_choices(pattern, rule, lexicon)?;
                    self.nodes.iter_mut().skip(from).for_each(|node| node.in_expression = true);
                    self.update_nodes(&fragment.first, |node| node.opens = true);
                    self.update_nodes(&fragment.last, |node| node.closes = true);
                    fragment
                }
                Element::Hyphen => {
                    joined = true;
                    continue;
                }
            };
            if std::mem::take(&mut joined) {
                self.update_nodes(&fragment.first, |node| node.needs_hyphen = true);
            }
            whole = self.concatenate(whole, fragment);
        }
        Some(whole)
    }

    fn add_word(&mut self, word: &str, rule: RuleHeader, lexicon: &mut TimexLexicon) -> Option<Fragment> {
        let bit = match Class::from_name(word) {
            Some(class) => class as u16,
            None => lexicon.add_literal(word)?,
        };
        let index = self.nodes.len() as u32;
        let RuleHeader { number, rule_kind } = rule;
        let next = RuleEdges::default();
        let (joined, inside, opens, closes, ends) = (false, false, false, false, false);
        self.nodes.push(RuleNode {
            bit,
            rule: number,
            rule_kind,
            needs_hyphen: joined,
            in_expression: inside,
            opens,
            closes,
            ends,
            next,
        });
        Some(Fragment { first: vec![index], last: vec![index], is_optional: false })
    }

    /// Joins two consecutive fragments.
    fn concatenate(&mut self, before: Fragment, after: Fragment) -> Fragment {
        let edges = self.edges_to(&after.first);
        self.add_edges(&before.last, &edges);
        let mut first = before.first;
        if before.is_optional {
            first.extend(after.first);
        }
        let mut last = after.last;
        if after.is_optional {
            last.extend(before.last);
        }
        Fragment { first, last, is_optional: before.is_optional && after.is_optional }
    }

    fn edges_to(&self, nodes: &[u32]) -> Vec<RuleEdge> {
        let edge = |index: &u32| {
            let node = self.nodes.get(*index as usize)?;
            Some(RuleEdge { node: *index, bit: node.bit, needs_hyphen: node.needs_hyphen })
        };
        nodes.iter().filter_map(edge).collect()
    }

    fn add_edges(&mut self, from: &[u32], to: &[RuleEdge]) {
        self.update_nodes(from, |node| {
            for edge in to {
                node.next.nodes.push(*edge);
                node.next.bits = node.next.bits.union(ClassSet::from_bit(edge.bit));
            }
        });
    }
}

fn define_part(line: &str, parts: &mut HashMap<String, Pattern>) -> Option<()> {
    let (name, pattern) = line.split_once('=')?;
    let pattern = parse_pattern(pattern, parts)?;
    parts.insert(name.trim().to_owned(), pattern);
    Some(())
}
