//! The compiled tables of a language: words by class, and rules over classes.
//!
//! Takes the text of the tables. Returns a lexicon with one look-up per token and a graph of rules. It defines the
//! names of classes and rule kinds and is independent of the language.

pub(super) mod class;
pub(super) mod grammar;
pub(super) mod lexicon;
mod pattern;
mod value_names;

pub(super) use class::{Class, ClassSet};
pub(super) use grammar::{Grammar, RuleEdge, RuleNode};
pub(super) use lexicon::{LexiconEntry, TimexLexicon};
