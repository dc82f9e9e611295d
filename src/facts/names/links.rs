//! Which mentions of declared names may become links: the first of each name in each section, and only where there
//! is no doubt.
//!
//! Takes the mentions of a page, its sections and the registry. Gives links, and the names that are in doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Span;

use super::registry::{DeclaredKind, Registry};
use super::{Kind, Mention};

/// A mention that may become a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What is linked, in bytes.
    pub span: Span,
    /// The entry it links to: a place in the registry.
    pub to: usize,
}

/// A name on a page that several could be meant by. It gets no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ambiguous {
    /// Where the name first stands in doubt, in bytes.
    pub span: Span,
    /// The entries that bear it: places in the registry. Two or more, or one where somebody else on the page who is
    /// not declared bears the same surname.
    pub candidates: Vec<usize>,
}

/// The links of a page and the names in doubt, each told once. `sections` are ranges of bytes, such as what stands
/// between two headings; mentions outside of them get no link. Both may be empty.
pub fn links(
    text: &str,
    mentions: &[Mention],
    sections: &[Span],
    registry: &Registry,
) -> (Vec<Link>, Vec<Ambiguous>) {
    let mut page = Linking { text, mentions, registry, doubts: BTreeMap::new() };
    let mut links = Vec::new();
    for section in sections {
        let mut linked = BTreeSet::new();
        for at in 0..mentions.len() {
            let span = mentions[at].span;
            if span.start < section.start || span.end > section.end {
                continue;
            }
            if let Some(to) = page.target(at).filter(|to| linked.insert(*to)) {
                links.push(Link { span, to });
            }
        }
    }
    links.sort();
    links.dedup();
    (links, page.doubts.into_values().collect())
}

struct Linking<'p> {
    text: &'p str,
    mentions: &'p [Mention],
    registry: &'p Registry,
    /// What is in doubt, by the name as it is written.
    doubts: BTreeMap<&'p str, Ambiguous>,
}

impl<'p> Linking<'p> {
    /// The entry a mention may link to.
    fn target(&mut self, at: usize) -> Option<usize> {
        let mention = &self.mentions[at];
        let words = mention.span.slice(self.text);
        let bearers = self.bearers(words, mention.kind);
        if bearers.len() > 1 {
            self.doubt(words, mention.span, bearers);
            return None;
        }
        let to = mention.declared?;
        let entry = self.registry.entries().get(to)?;
        if !mention.alone || mention.metonym && entry.kind == DeclaredKind::Venue {
            return None;
        }
        if mention.kind != Kind::Person || bearers == [to] && words.contains(char::is_whitespace) {
            return Some(to);
        }
        self.short_name(at, words, to)
    }

    /// Declared entries of one kind with a name.
    fn bearers(&self, words: &str, kind: Kind) -> Vec<usize> {
        let entries = self.registry.entries().iter().enumerate();
        entries
            .filter(|(_, entry)| entry.kind.fits(kind))
            .filter(|(_, entry)| entry.name == words || entry.aliases.iter().any(|alias| alias == words))
            .map(|(at, _)| at)
            .collect()
    }

    /// A surname, which needs the full name before it on the page, and no second bearer.
    fn short_name(&mut self, at: usize, words: &'p str, to: usize) -> Option<usize> {
        let mention = &self.mentions[at];
        let is_full = |other: &&Mention| {
            other.kind == Kind::Person && other.span.slice(self.text).contains(char::is_whitespace)
        };
        let full = self.mentions[..at].iter().filter(is_full);
        let named = full.clone().any(|other| other.declared == Some(to));
        let last = |other: &Mention| {
            let name = other.span.slice(self.text);
            name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
                .any(|part| part == words)
        };
        let others =
            self.mentions.iter().filter(is_full).filter(|other| other.declared != Some(to) && last(other));
        let mut rivals: Vec<usize> = others.clone().filter_map(|other| other.declared).collect();
        if others.count() > 0 {
            rivals.push(to);
            rivals.sort_unstable();
            rivals.dedup();
            self.doubt(words, mention.span, rivals);
            return None;
        }
        named.then_some(to)
    }

    fn doubt(&mut self, words: &'p str, span: Span, candidates: Vec<usize>) {
        self.doubts.entry(words).or_insert(Ambiguous { span, candidates });
    }
}
