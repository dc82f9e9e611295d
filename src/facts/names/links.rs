//! Which mentions of declared names may become links: the first of each name in each section, and only where there
//! is no doubt.
//!
//! Takes the mentions of a page, what its sections are and the registry. Gives links, and the names that are in doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Span;

use super::declared::{DeclaredKind, DeclaredNames};
use super::{EntityKind, Mention};

/// A mention that may become a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameLink {
    /// What is linked, in bytes.
    pub span: Span,
    /// The entry it links to: a place in the registry.
    pub entry: usize,
}

/// A name on a page that several could be meant by. It gets no link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AmbiguousName {
    /// Where the name first stands in doubt, in bytes.
    pub span: Span,
    /// The entries that bear it: places in the registry. Two or more, or one where somebody else on the page who is
    /// not declared bears the same surname.
    pub candidates: Vec<usize>,
}

/// The links of a page in order and the names in doubt, each told once. `section_of` gives the number of the section
/// that a stretch stands in, such as all between two headings; none where nothing may be linked.
pub fn link_mentions(
    text: &str,
    mentions: &[Mention],
    section_of: &dyn Fn(Span) -> Option<usize>,
    registry: &DeclaredNames,
) -> (Vec<NameLink>, Vec<AmbiguousName>) {
    let mut page = MentionLinker {
        text,
        mentions,
        registry,
        full_name_mentions: index_full_names(text, mentions),
        ambiguous: BTreeMap::new(),
    };
    let (mut links, mut linked) = (Vec::new(), BTreeSet::new());
    for (at, mention) in mentions.iter().enumerate() {
        let Some(section) = section_of(mention.span) else { continue };
        if let Some(to) = page.link_target(at).filter(|to| linked.insert((section, *to))) {
            links.push(NameLink { span: mention.span, entry: to });
        }
    }
    (links, page.ambiguous.into_values().collect())
}

struct MentionLinker<'p> {
    text: &'p str,
    mentions: &'p [Mention],
    registry: &'p DeclaredNames,
    /// The mentions of full names of persons by each of their words, in order.
    full_name_mentions: BTreeMap<&'p str, Vec<usize>>,
    /// What is in doubt, by the name as it is written.
    ambiguous: BTreeMap<&'p str, AmbiguousName>,
}

impl<'p> MentionLinker<'p> {
    /// The entry a mention may link to.
    fn link_target(&mut self, at: usize) -> Option<usize> {
        let mention = &self.mentions[at];
        let words = mention.span.slice(self.text);
        let bearers = self.registry.plausible_entries(self.registry.find_by_name(words), mention);
        if bearers.len() > 1 {
            self.mark_ambiguous(words, mention.span, bearers);
            return None;
        }
        let Some(to) = mention.declared else {
            self.check_undeclared(at, words);
            return None;
        };
        let entry = self.registry.entries().get(to)?;
        // A capital of which nothing is said to be there may stand for its government.
        let may_govern = mention.metonym || mention.state.is_some() && !mention.located;
        if !mention.standalone || may_govern && entry.kind == DeclaredKind::Venue {
            return None;
        }
        let is_full = words.contains(char::is_whitespace) || words == entry.name;
        if mention.kind != EntityKind::Person || bearers == [to] && is_full {
            return Some(to);
        }
        self.short_name_target(at, words, to)
    }

    /// A surname that stands for somebody who is not declared is in doubt where somebody declared bears it too.
    fn check_undeclared(&mut self, at: usize, words: &'p str) {
        let mention = &self.mentions[at];
        let full = self
            .full_name_mentions
            .get(words)
            .filter(|_| mention.kind == EntityKind::Person && !words.contains(char::is_whitespace));
        let declared: BTreeSet<usize> =
            full.into_iter().flatten().filter_map(|at| self.mentions[*at].declared).collect();
        if !declared.is_empty() {
            self.mark_ambiguous(words, mention.span, declared.into_iter().collect());
        }
    }

    /// A surname, which needs the full name before it on the page, and no second bearer. "The Marten papers" and "a
    /// Marten" are something else.
    fn short_name_target(&mut self, at: usize, words: &'p str, to: usize) -> Option<usize> {
        let full = self.full_name_mentions.get(words)?;
        if self.is_determined(self.mentions[at].span) || !self.is_surname(words, to, full) {
            return None;
        }
        let others: Vec<&Mention> =
            full.iter().map(|at| &self.mentions[*at]).filter(|other| other.declared != Some(to)).collect();
        if !others.is_empty() {
            let mut rivals: Vec<usize> =
                others.iter().filter_map(|other| other.declared).chain([to]).collect();
            rivals.sort_unstable();
            rivals.dedup();
            self.mark_ambiguous(words, self.mentions[at].span, rivals);
            return None;
        }
        full.first().is_some_and(|first| *first < at).then_some(to)
    }

    /// Whether an article or the like stands right before a stretch.
    fn is_determined(&self, span: Span) -> bool {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let word = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n']).next());
        let word = word.unwrap_or_default().trim_start_matches(['"', '“', '(']).to_ascii_lowercase();
        matches!(
            &*word,
            "a" | "an" | "the" | "this" | "that" | "my" | "your" | "our" | "their" | "his" | "her"
        )
    }

    /// Whether a word is the family name of an entry in one of the full names it stands in: the last of its words, or
    /// the first where the family name comes first.
    fn is_surname(&self, word: &str, to: usize, full: &[usize]) -> bool {
        let family_first = self.registry.entries()[to].family_name_first;
        let mut names = full.iter().map(|at| self.mentions[*at].span.slice(self.text).split_whitespace());
        names.any(|mut name| if family_first { name.next() } else { name.next_back() } == Some(word))
    }

    fn mark_ambiguous(&mut self, words: &'p str, span: Span, candidates: Vec<usize>) {
        self.ambiguous.entry(words).or_insert(AmbiguousName { span, candidates });
    }
}

/// The mentions of full names of persons by each of their words.
fn index_full_names<'p>(text: &'p str, mentions: &[Mention]) -> BTreeMap<&'p str, Vec<usize>> {
    let mut full: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person)
    {
        let name = mention.span.slice(text);
        if name.contains(char::is_whitespace) {
            name.split_whitespace().for_each(|word| full.entry(word).or_default().push(at));
        }
    }
    full
}
