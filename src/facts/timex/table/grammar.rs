//! The rules of a language, compiled into one graph that is walked from token to token.
//!
//! Every word of every rule is a node; an edge leads to each word that may come next. The graph is as long as the rules
//! are, however many ways there are through them.

use std::collections::HashMap;

use super::class::{Class, Classes};
use super::lexicon::Lexicon;
use super::pattern::{Element, Pattern, parse};
use crate::facts::timex::meaning::Meaning;

/// One word of one rule.
#[derive(Clone, Debug)]
pub(in crate::facts::timex) struct Node {
    /// The class or spelled-out word it stands for, as a bit.
    pub(in crate::facts::timex) bit: u16,
    /// The rule's number: earlier rules win.
    pub(in crate::facts::timex) rule: u16,
    /// What the rule means.
    pub(in crate::facts::timex) meaning: Meaning,
    /// Whether a hyphen or dash must join it to the word before.
    pub(in crate::facts::timex) joined: bool,
    /// Whether it is part of an expression inside a longer rule.
    pub(in crate::facts::timex) inside: bool,
    /// Whether one of the rule's expressions begins with it.
    pub(in crate::facts::timex) opens: bool,
    /// Whether one of the rule's expressions may end with it.
    pub(in crate::facts::timex) closes: bool,
    /// Whether the rule may end with it.
    pub(in crate::facts::timex) ends: bool,
    /// What may come next.
    pub(in crate::facts::timex) next: Edges,
}

/// Nodes that may come next.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct Edges {
    /// The bits of all of them.
    pub(in crate::facts::timex) bits: Classes,
    /// Each of them, in order of the rules.
    pub(in crate::facts::timex) nodes: Vec<Edge>,
}

/// A node that may come next, with what turns most of them away.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct Edge {
    /// Its number.
    pub(in crate::facts::timex) node: u32,
    /// Its bit.
    pub(in crate::facts::timex) bit: u16,
    /// Whether a hyphen or dash must stand before it.
    pub(in crate::facts::timex) joined: bool,
}

/// The rules of a language.
#[derive(Debug, Default)]
pub(in crate::facts::timex) struct Grammar {
    nodes: Vec<Node>,
    /// The nodes that rules begin with, by their bit.
    starts: Vec<Start>,
    /// The bits that rules begin with.
    pub(in crate::facts::timex) first: Classes,
    /// The bits that are a rule by themselves.
    pub(in crate::facts::timex) alone: Classes,
}

/// The nodes that rules begin with and that stand for one bit.
#[derive(Clone, Debug, Default)]
pub(in crate::facts::timex) struct Start {
    /// Each of them.
    pub(in crate::facts::timex) nodes: Vec<First>,
    /// What may come next after any of them.
    pub(in crate::facts::timex) next: Classes,
    /// Whether one of them is a rule by itself.
    pub(in crate::facts::timex) ends: bool,
}

/// A node that a rule begins with, with what turns most of them away.
#[derive(Clone, Copy, Debug)]
pub(in crate::facts::timex) struct First {
    /// Its number.
    pub(in crate::facts::timex) node: u32,
    /// Whether it is a rule by itself.
    pub(in crate::facts::timex) ends: bool,
    /// What may come next, folded.
    pub(in crate::facts::timex) next: u64,
}

/// A piece of a rule that has been put in: where it begins and ends, and whether it may be left out.
#[derive(Clone, Debug, Default)]
struct Piece {
    first: Vec<u32>,
    last: Vec<u32>,
    empty: bool,
}

/// What all nodes of a rule share.
#[derive(Clone, Copy, Debug)]
struct Rule {
    number: u16,
    meaning: Meaning,
}

impl Grammar {
    /// Reads a table of rules, `meaning: pattern` a line, `@name = pattern` for a part that several rules share.
    /// Gives the lines that could not be read beside what could.
    pub(in crate::facts::timex) fn read(table: &str, lexicon: &mut Lexicon) -> (Self, Vec<String>) {
        let mut grammar = Self { starts: vec![Start::default(); Classes::BITS], ..Self::default() };
        let mut parts: HashMap<String, Pattern> = HashMap::new();
        let mut rejected = Vec::new();
        let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let done = match line.strip_prefix('@') {
                Some(part) => name_part(part, &mut parts),
                None => grammar.line(number as u16, line, &parts, lexicon),
            };
            if done.is_none() {
                rejected.push(line.to_owned());
            }
        }
        (grammar, rejected)
    }

    /// Puts in the days that have names, each with what may stand before and after it. Gives the lines not read.
    pub(in crate::facts::timex) fn name_days(
        &mut self,
        names: &[&str],
        frame: &str,
        lexicon: &mut Lexicon,
    ) -> Vec<String> {
        let mut rejected = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let meaning = u8::try_from(number).ok().map(Meaning::Named);
            let pattern = parse(&frame.replace("NAME", name), &HashMap::new());
            let done = pattern
                .zip(meaning)
                .and_then(|(pattern, meaning)| self.rule(Rule { number: 0, meaning }, &pattern, lexicon));
            if done.is_none() {
                rejected.push((*name).to_owned());
            }
        }
        rejected
    }

    /// The node with a number.
    pub(in crate::facts::timex) fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    /// The nodes that rules begin with and that stand for a bit.
    pub(in crate::facts::timex) fn starts(&self, bit: u16) -> Option<&Start> {
        self.starts.get(usize::from(bit))
    }

    fn line(
        &mut self,
        number: u16,
        line: &str,
        parts: &HashMap<String, Pattern>,
        lexicon: &mut Lexicon,
    ) -> Option<()> {
        let (meaning, pattern) = line.split_once(':')?;
        let meaning = Meaning::named(meaning.trim())?;
        self.rule(Rule { number, meaning }, &parse(pattern, parts)?, lexicon)
    }

    fn rule(&mut self, rule: Rule, pattern: &Pattern, lexicon: &mut Lexicon) -> Option<()> {
        let piece = self.choices(pattern, rule, lexicon)?;
        self.mark(&piece.last, |node| node.ends = true);
        for at in &piece.first {
            let node = self.nodes.get(*at as usize)?;
            self.first = self.first.with(Classes::of(node.bit));
            let start = self.starts.get_mut(usize::from(node.bit))?;
            let (ends, next) = (node.ends, node.next.bits.folded());
            start.nodes.push(First { node: *at, ends, next });
            start.next = start.next.with(node.next.bits);
            start.ends |= node.ends;
            if node.ends {
                self.alone = self.alone.with(Classes::of(node.bit));
            }
        }
        Some(())
    }

    fn mark(&mut self, nodes: &[u32], change: impl Fn(&mut Node)) {
        for at in nodes {
            if let Some(node) = self.nodes.get_mut(*at as usize) {
                change(node);
            }
        }
    }

    fn choices(&mut self, pattern: &Pattern, rule: Rule, lexicon: &mut Lexicon) -> Option<Piece> {
        let mut whole = Piece::default();
        for sequence in &pattern.choices {
            let piece = self.sequence(sequence, rule, lexicon)?;
            whole.first.extend(piece.first);
            whole.last.extend(piece.last);
            whole.empty |= piece.empty;
        }
        Some(whole)
    }

    fn sequence(&mut self, elements: &[Element], rule: Rule, lexicon: &mut Lexicon) -> Option<Piece> {
        let mut whole = Piece { empty: true, ..Piece::default() };
        let mut joined = false;
        for element in elements {
            let piece = match element {
                Element::Word(word) => self.word(word, rule, lexicon)?,
                Element::Group(pattern) => self.choices(pattern, rule, lexicon)?,
                Element::Expression(pattern) => {
                    let from = self.nodes.len();
                    let piece = self.choices(pattern, rule, lexicon)?;
                    self.nodes.iter_mut().skip(from).for_each(|node| node.inside = true);
                    self.mark(&piece.first, |node| node.opens = true);
                    self.mark(&piece.last, |node| node.closes = true);
                    piece
                }
                Element::Hyphen => {
                    joined = true;
                    continue;
                }
            };
            if std::mem::take(&mut joined) {
                self.mark(&piece.first, |node| node.joined = true);
            }
            whole = self.follow(whole, piece);
        }
        Some(whole)
    }

    fn word(&mut self, word: &str, rule: Rule, lexicon: &mut Lexicon) -> Option<Piece> {
        let bit = match Class::named(word) {
            Some(class) => class as u16,
            None => lexicon.literal(word)?,
        };
        let at = self.nodes.len() as u32;
        let Rule { number, meaning } = rule;
        let next = Edges::default();
        let (joined, inside, opens, closes, ends) = (false, false, false, false, false);
        self.nodes.push(Node { bit, rule: number, meaning, joined, inside, opens, closes, ends, next });
        Some(Piece { first: vec![at], last: vec![at], empty: false })
    }

    /// Joins two pieces that follow each other.
    fn follow(&mut self, before: Piece, after: Piece) -> Piece {
        let edge = |at: &u32| {
            let node = self.nodes.get(*at as usize)?;
            Some(Edge { node: *at, bit: node.bit, joined: node.joined })
        };
        let edges: Vec<Edge> = after.first.iter().filter_map(edge).collect();
        self.mark_edges(&before.last, &edges);
        let mut first = before.first;
        if before.empty {
            first.extend(after.first);
        }
        let mut last = after.last;
        if after.empty {
            last.extend(before.last);
        }
        Piece { first, last, empty: before.empty && after.empty }
    }

    fn mark_edges(&mut self, from: &[u32], to: &[Edge]) {
        self.mark(from, |node| {
            for edge in to {
                node.next.nodes.push(*edge);
                node.next.bits = node.next.bits.with(Classes::of(edge.bit));
            }
        });
    }
}

fn name_part(line: &str, parts: &mut HashMap<String, Pattern>) -> Option<()> {
    let (name, pattern) = line.split_once('=')?;
    let pattern = parse(pattern, parts)?;
    parts.insert(name.trim().to_owned(), pattern);
    Some(())
}
