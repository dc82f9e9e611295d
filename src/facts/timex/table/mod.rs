//! A language's tables, compiled: words by class, and rules over classes.
//!
//! Takes the text of the tables. Gives a lexicon for one look-up a token and a tree of rules that is walked from token
//! to token. Knows the names of classes and meanings, and nothing of any one language.

pub(super) mod class;
pub(super) mod grammar;
pub(super) mod lexicon;
mod pattern;
mod value_names;

pub(super) use class::{Class, ClassSet};
pub(super) use grammar::{Grammar, RuleEdge, RuleNode};
pub(super) use lexicon::{LexiconEntry, TimexLexicon};
