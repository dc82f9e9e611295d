//! The rules of a language, compiled into one graph that is walked from token to token.
//!
//! Every word of every rule is a node; an edge leads to each word that may come next. The graph is as long as the rules
//! are, however many ways there are through them.

use std::collections::HashMap;

use super::class::{Class, ClassSet};
use super::lexicon::TimexLexicon;
use super::pattern::{Element, Pattern, parse_pattern};
use crate::facts::timex::rule_kind::RuleKind;

/// One word of one rule.
#[derive(Clone, Debug)]
pub(in crate::facts::timex) struct RuleNode {
    /// The class or spelled-out word it stands for, as a bit.
    pub(in crate::facts::timex) bit: u16,
    /// The rule's number: earlier rules win.
    pub(in crate::facts::timex) rule: u16,
    /// What the rule means.
    pub(in crate::facts::timex) rule_kind: RuleKind,
    /// Whether a hyphen or dash must join it to the word before.
    pub(in crate::facts::timex) needs_hyphen: bool,
    /// Whether it is part of an expression inside a longer rule.
    pub(in crate::facts::timex) in_expression: bool,
    /// Whether one of the rule's expressions begins with it.
    pub(in crate::facts::timex) opens: bool,
    /// Whether one of the rule's expressions may end with it.
    pub(in crate::facts::timex) closes: bool,
    /// Whether the rule may end with it.
    pub(in crate::facts::timex) ends: bool,
    /// What may come next.
    pub(in crate::facts::timex) next: RuleEdges,
}

/// Nodes that may come next.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct RuleEdges {
    /// The bits of all of them.
    pub(in crate::facts::timex) bits: ClassSet,
    /// Each of them, in order of the rules.
    pub(in crate::facts::timex) nodes: Vec<RuleEdge>,
}

/// A node that may come next, with what turns most of them away.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct RuleEdge {
    /// Its number.
    pub(in crate::facts::timex) node: u32,
    /// Its bit.
    pub(in crate::facts::timex) bit: u16,
    /// Whether a hyphen or dash must stand before it.
    pub(in crate::facts::timex) needs_hyphen: bool,
}

/// The rules of a language.
#[derive(Debug, Default)]
pub(in crate::facts::timex) struct Grammar {
    nodes: Vec<RuleNode>,
    /// The nodes that rules begin with, by their bit.
    starts: Vec<RuleStart>,
    /// The bits that rules begin with.
    pub(in crate::facts::timex) first_bits: ClassSet,
    /// The bits that are a rule by themselves.
    pub(in crate::facts::timex) single_item_rules: ClassSet,
}

/// The nodes that rules begin with and that stand for one bit.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct RuleStart {
    /// Each of them.
    pub(in crate::facts::timex) nodes: Vec<FirstNode>,
    /// What may come next after any of them.
    pub(in crate::facts::timex) next: ClassSet,
    /// Whether one of them is a rule by itself.
    pub(in crate::facts::timex) ends: bool,
}

/// A node that a rule begins with, with what turns most of them away.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct FirstNode {
    /// Its number.
    pub(in crate::facts::timex) node: u32,
    /// Whether it is a rule by itself.
    pub(in crate::facts::timex) ends: bool,
    /// What may come next, folded.
    pub(in crate::facts::timex) next: u64,
}

/// A piece of a rule that has been put in: where it begins and ends, and whether it may be left out.
#[derive(Clone, Debug, Default)]
struct Fragment {
    first: Vec<u32>,
    last: Vec<u32>,
    is_optional: bool,
}

/// What all nodes of a rule share.
#[derive(Clone, Copy, Debug)]
struct RuleHeader {
    number: u16,
    rule_kind: RuleKind,
}

impl Grammar {
    /// Reads a table of rules, `meaning: pattern` a line, `@name = pattern` for a part that several rules share.
    /// Gives the lines that could not be read beside what could.
    pub(in crate::facts::timex) fn from_table(
        table: &str,
        lexicon: &mut TimexLexicon,
    ) -> (Self, Vec<String>) {
        let mut grammar = Self { starts: vec![RuleStart::default(); ClassSet::BITS], ..Self::default() };
        let mut parts: HashMap<String, Pattern> = HashMap::new();
        let mut rejected = Vec::new();
        let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let done = match line.strip_prefix('@') {
                Some(part) => define_part(part, &mut parts),
                None => grammar.add_line(number as u16, line, &parts, lexicon),
            };
            if done.is_none() {
                rejected.push(line.to_owned());
            }
        }
        (grammar, rejected)
    }

    /// Puts in the days that have names, each with what may stand before and after it. Gives the lines not read.
    pub(in crate::facts::timex) fn add_named_days(
        &mut self,
        names: &[&str],
        frame: &str,
        lexicon: &mut TimexLexicon,
    ) -> Vec<String> {
        let mut rejected = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let meaning = u8::try_from(number).ok().map(RuleKind::Named);
            let pattern = parse_pattern(&frame.replace("NAME", name), &HashMap::new());
            let done = pattern.zip(meaning).and_then(|(pattern, meaning)| {
                self.add_rule(RuleHeader { number: 0, rule_kind: meaning }, &pattern, lexicon)
            });
            if done.is_none() {
                rejected.push((*name).to_owned());
            }
        }
        rejected
    }

    /// The node with a number.
    pub(in crate::facts::timex) fn node(&self, at: u32) -> Option<&RuleNode> {
        self.nodes.get(at as usize)
    }

    /// The nodes that rules begin with and that stand for a bit.
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
        let (meaning, pattern) = line.split_once(':')?;
        let meaning = RuleKind::from_name(meaning.trim())?;
        self.add_rule(RuleHeader { number, rule_kind: meaning }, &parse_pattern(pattern, parts)?, lexicon)
    }

    fn add_rule(&mut self, rule: RuleHeader, pattern: &Pattern, lexicon: &mut TimexLexicon) -> Option<()> {
        let piece = self.add_choices(pattern, rule, lexicon)?;
        self.update_nodes(&piece.last, |node| node.ends = true);
        for at in &piece.first {
            let node = self.nodes.get(*at as usize)?;
            self.first_bits = self.first_bits.union(ClassSet::from_bit(node.bit));
            let start = self.starts.get_mut(usize::from(node.bit))?;
            let (ends, next) = (node.ends, node.next.bits.fold_bits());
            start.nodes.push(FirstNode { node: *at, ends, next });
            start.next = start.next.union(node.next.bits);
            start.ends |= node.ends;
            if node.ends {
                self.single_item_rules = self.single_item_rules.union(ClassSet::from_bit(node.bit));
            }
        }
        Some(())
    }

    fn update_nodes(&mut self, nodes: &[u32], change: impl Fn(&mut RuleNode)) {
        for at in nodes {
            if let Some(node) = self.nodes.get_mut(*at as usize) {
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
            let piece = self.add_sequence(sequence, rule, lexicon)?;
            whole.first.extend(piece.first);
            whole.last.extend(piece.last);
            whole.is_optional |= piece.is_optional;
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
            let piece = match element {
                Element::Word(word) => self.add_word(word, rule, lexicon)?,
                Element::Group(pattern) => self.add_choices(pattern, rule, lexicon)?,
                Element::Expression(pattern) => {
                    let from = self.nodes.len();
                    let piece = self.add_choices(pattern, rule, lexicon)?;
                    self.nodes.iter_mut().skip(from).for_each(|node| node.in_expression = true);
                    self.update_nodes(&piece.first, |node| node.opens = true);
                    self.update_nodes(&piece.last, |node| node.closes = true);
                    piece
                }
                Element::Hyphen => {
                    joined = true;
                    continue;
                }
            };
            if std::mem::take(&mut joined) {
                self.update_nodes(&piece.first, |node| node.needs_hyphen = true);
            }
            whole = self.concatenate(whole, piece);
        }
        Some(whole)
    }

    fn add_word(&mut self, word: &str, rule: RuleHeader, lexicon: &mut TimexLexicon) -> Option<Fragment> {
        let bit = match Class::from_name(word) {
            Some(class) => class as u16,
            None => lexicon.add_literal(word)?,
        };
        let at = self.nodes.len() as u32;
        let RuleHeader { number, rule_kind: meaning } = rule;
        let next = RuleEdges::default();
        let (joined, inside, opens, closes, ends) = (false, false, false, false, false);
        self.nodes.push(RuleNode {
            bit,
            rule: number,
            rule_kind: meaning,
            needs_hyphen: joined,
            in_expression: inside,
            opens,
            closes,
            ends,
            next,
        });
        Some(Fragment { first: vec![at], last: vec![at], is_optional: false })
    }

    /// Joins two pieces that follow each other.
    fn concatenate(&mut self, before: Fragment, after: Fragment) -> Fragment {
        let edge = |at: &u32| {
            let node = self.nodes.get(*at as usize)?;
            Some(RuleEdge { node: *at, bit: node.bit, needs_hyphen: node.needs_hyphen })
        };
        let edges: Vec<RuleEdge> = after.first.iter().filter_map(edge).collect();
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
