//! Links of mentions to declared names: the first unambiguous mention of each entry in each section.
//!
//! Takes the mentions of a text, its sections and the declared names. Returns links and ambiguous names.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::languages::{Language, WordList};
use crate::text::Span;

use super::declared::{DeclaredKind, DeclaredNames};
use super::{EntityKind, Mention};

/// A link from a mention to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameLink {
    /// Byte range of the link text.
    pub span: Span,
    /// Index of the entry in the declared names.
    pub entry: usize,
}

/// A name that may mean several entries. It gets no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmbiguousName {
    /// Byte range of the first ambiguous mention.
    pub span: Span,
    /// Indices of the entries with this name. Usually two or more; one if an undeclared person in the text has the same
    /// surname.
    pub candidates: Vec<usize>,
}

/// Returns the links and the ambiguous names of a text, each in order. `section_of` returns the number of the section
/// of a span, or `None` if links are not allowed there.
pub fn link_mentions(
    text: &str,
    mentions: &[Mention],
    section_of: &dyn Fn(Span) -> Option<usize>,
    declared_names: &DeclaredNames,
    language: &Language,
) -> (Vec<NameLink>, Vec<AmbiguousName>) {
    let is_open = |span: Span| section_of(span).is_some();
    let (links, ambiguous) = find_links(text, mentions, &is_open, declared_names, language);
    (first_links(links, section_of), ambiguous)
}

/// Returns a link for every unambiguous mention where `is_open` allows links, and the ambiguous names, each in order.
pub fn find_links(
    text: &str,
    mentions: &[Mention],
    is_open: &dyn Fn(Span) -> bool,
    declared_names: &DeclaredNames,
    language: &Language,
) -> (Vec<NameLink>, Vec<AmbiguousName>) {
    let mut linker = MentionLinker {
        text,
        mentions,
        declared_names,
        language,
        full_name_mentions: index_full_names(text, mentions),
        ambiguous: BTreeMap::new(),
    };
    let open = mentions.iter().enumerate().filter(|(_, mention)| is_open(mention.span));
    let links = open
        .filter_map(|(index, mention)| {
            Some(NameLink { span: mention.span, entry: linker.link_target(index)? })
        })
        .collect();
    (links, linker.ambiguous.into_values().collect())
}

/// Returns the first link to each entry in each section, in order. Links outside any section are removed.
pub fn first_links(mut links: Vec<NameLink>, section_of: &dyn Fn(Span) -> Option<usize>) -> Vec<NameLink> {
    links.sort_unstable();
    let mut linked = BTreeSet::new();
    links.retain(|link| section_of(link.span).is_some_and(|section| linked.insert((section, link.entry))));
    links
}

struct MentionLinker<'p> {
    text: &'p str,
    mentions: &'p [Mention],
    declared_names: &'p DeclaredNames,
    language: &'p Language,
    /// Mentions of full names of persons by each word, in order.
    full_name_mentions: BTreeMap<&'p str, Vec<usize>>,
    /// Ambiguous names as written.
    ambiguous: BTreeMap<&'p str, AmbiguousName>,
}

impl<'p> MentionLinker<'p> {
    /// Returns the entry that a mention links to.
    fn link_target(&mut self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let words = mention.span.slice(self.text);
        let bearers = self
            .declared_names
            .plausible_entries(self.declared_names.find_by_name(words, self.language), mention);
        if bearers.len() > 1 {
            self.mark_ambiguous(words, mention.span, bearers);
            return None;
        }
        let Some(target) = mention.declared else {
            self.check_undeclared(index, words);
            return None;
        };
        let entry = self.declared_names.entries().get(target)?;
        // A capital that is not located may mean its government.
        let may_govern = mention.metonym || mention.state.is_some() && !mention.located;
        if !mention.standalone || may_govern && entry.kind == DeclaredKind::Venue {
            return None;
        }
        let is_full = words.contains(char::is_whitespace) || words == entry.name;
        if mention.kind != EntityKind::Person || bearers == [target] && is_full {
            return Some(target);
        }
        self.short_name_target(index, words, target)
    }

    /// Marks the surname of an undeclared person as ambiguous if a declared person has it too.
    fn check_undeclared(&mut self, index: usize, words: &'p str) {
        let mention = &self.mentions[index];
        let full = self
            .full_name_mentions
            .get(words)
            .filter(|_| mention.kind == EntityKind::Person && !words.contains(char::is_whitespace));
        let declared: BTreeSet<usize> =
            full.into_iter().flatten().filter_map(|index| self.mentions[*index].declared).collect();
        if !declared.is_empty() {
            self.mark_ambiguous(words, mention.span, declared.into_iter().collect());
        }
    }

    /// Returns the entry of a surname. It needs an earlier full name in the text and no second bearer. "The Marten
    /// papers" and "a Marten" do not count.
    fn short_name_target(&mut self, index: usize, words: &'p str, target: usize) -> Option<usize> {
        let full = self.full_name_mentions.get(words)?;
        if self.is_determined(self.mentions[index].span) || !self.is_surname(words, target, full) {
            return None;
        }
        let others: Vec<&Mention> = full
            .iter()
            .map(|index| &self.mentions[*index])
            .filter(|other| other.declared != Some(target))
            .collect();
        if !others.is_empty() {
            let mut rivals: Vec<usize> =
                others.iter().filter_map(|other| other.declared).chain([target]).collect();
            rivals.sort_unstable();
            rivals.dedup();
            self.mark_ambiguous(words, self.mentions[index].span, rivals);
            return None;
        }
        full.first().is_some_and(|first| *first < index).then_some(target)
    }

    /// Returns whether a determiner is directly before a span.
    fn is_determined(&self, span: Span) -> bool {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let word = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n']).next());
        let word = word.unwrap_or_default().trim_start_matches(['"', '“', '(']).to_ascii_lowercase();
        self.language.lists.contains(WordList::Determiner, &word)
    }

    /// Returns whether a word is the family name of an entry in one of the full names: the last word, or the first if
    /// the family name comes first.
    fn is_surname(&self, word: &str, target: usize, full: &[usize]) -> bool {
        let family_first = self.declared_names.entries()[target].family_name_first;
        let mut names =
            full.iter().map(|index| self.mentions[*index].span.slice(self.text).split_whitespace());
        names.any(|mut name| if family_first { name.next() } else { name.next_back() } == Some(word))
    }

    fn mark_ambiguous(&mut self, words: &'p str, span: Span, candidates: Vec<usize>) {
        self.ambiguous.entry(words).or_insert(AmbiguousName { span, candidates });
    }
}

/// Indexes the mentions of full names of persons by each word.
fn index_full_names<'p>(text: &'p str, mentions: &[Mention]) -> BTreeMap<&'p str, Vec<usize>> {
    let mut full: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, mention) in
        mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person)
    {
        let name = mention.span.slice(text);
        if name.contains(char::is_whitespace) {
            name.split_whitespace().for_each(|word| full.entry(word).or_default().push(index));
        }
    }
    full
}
