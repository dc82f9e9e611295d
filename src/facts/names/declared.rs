//! The names a site has declared: its actors and venues with their aliases. They come before every built-in table.
//!
//! Takes entries. Gives, for words of a page, the entries that bear that name.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::facts::token::tokenize;

use super::annotated_text::{AnnotatedText, NameKey};
use super::model::Label;
use super::{EntityKind, Mention};

/// A declared actor or venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredName {
    /// The site's id for it, such as a slug.
    pub id: String,
    /// What it is.
    pub kind: DeclaredKind,
    /// Its name.
    pub name: String,
    /// Other names and acronyms; may be empty.
    pub aliases: Vec<String>,
    /// Whether the family name of this person comes first, as in Xi Jinping.
    pub family_name_first: bool,
}

/// What a declared name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclaredKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A state.
    State,
    /// Several actors as one, such as a delegation.
    Group,
    /// A place.
    Venue,
    /// Somebody or something that acts, of which nobody has said what it is.
    Actor,
}

impl DeclaredKind {
    fn label(self) -> Option<Label> {
        match self {
            Self::Person => Some(Label::Person),
            Self::Organisation | Self::Group => Some(Label::Organisation),
            Self::State | Self::Venue => Some(Label::Place),
            Self::Actor => None,
        }
    }

    /// Whether a mention of a kind may stand for it.
    pub(crate) fn accepts(self, kind: EntityKind) -> bool {
        match kind {
            EntityKind::Person => matches!(self, Self::Person | Self::Actor),
            EntityKind::Organisation => {
                matches!(self, Self::Organisation | Self::Group | Self::Venue | Self::Actor)
            }
            EntityKind::Place(_) => matches!(self, Self::State | Self::Venue | Self::Group | Self::Actor),
        }
    }
}

/// All declared names, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct DeclaredNames {
    entries: Vec<DeclaredName>,
    /// Entries by the hash of each of their names, which stands beside them.
    by_hash: FxHashMap<u32, Vec<(String, usize)>>,
    first_words: FxHashSet<u32>,
    max_tokens: usize,
}

impl DeclaredNames {
    /// Makes the names of entries ready to be looked up. Entries without letters in their name are never found.
    pub fn new(entries: Vec<DeclaredName>) -> Self {
        let mut registry = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                registry.add_name(name, at);
                let plain: String = name.nfd().filter(|letter| !is_apostrophe(*letter)).collect();
                if plain != *name {
                    registry.add_name(&plain, at);
                }
            }
        }
        registry.entries = entries;
        registry
    }

    fn add_name(&mut self, name: &str, at: usize) {
        let cut = tokenize(name);
        let key = name_key(name);
        let Some(first) = cut.first() else { return };
        let mut first_key = NameKey::default();
        first_key.add_token(first.text(name), false);
        self.first_words.insert(first_key.hash);
        self.max_tokens = self.max_tokens.max(cut.len());
        let held = self.by_hash.entry(key.hash).or_default();
        let text = key.text();
        if !text.is_empty() && !held.contains(&(text.clone(), at)) {
            held.push((text, at));
        }
    }

    /// The entries, in the order they were given.
    pub fn entries(&self) -> &[DeclaredName] {
        &self.entries
    }

    /// The entries that bear the name a range of tokens spells; empty for none.
    pub(crate) fn entries_named(&self, page: &AnnotatedText<'_>, range: Range<usize>) -> Vec<usize> {
        if !self.first_words.contains(&page.hash(range.start)) {
            return Vec::new();
        }
        self.entries_for_key(&page.name_key(range)).collect()
    }

    fn entries_for_key(&self, key: &NameKey) -> impl Iterator<Item = usize> {
        let held = self.by_hash.get(&key.hash).map_or(&[][..], Vec::as_slice);
        held.iter().filter(|(name, _)| name.as_bytes() == key.bytes()).map(|(_, at)| *at)
    }

    /// The entries that bear a name, as places in `entries`; empty for none. Case and curly apostrophes do not count.
    pub fn find_by_name(&self, name: &str) -> Vec<usize> {
        self.entries_for_key(&name_key(name)).collect()
    }

    /// Where the longest declared name that begins at a token ends.
    pub(crate) fn longest_name_end(&self, page: &AnnotatedText<'_>, from: usize) -> Option<usize> {
        if !self.first_words.contains(&page.hash(from)) {
            return None;
        }
        let mut key = NameKey::default();
        let mut longest = None;
        for at in from..(from + self.max_tokens).min(page.len()) {
            page.add_token_to_key(&mut key, at, at > from);
            if self.entries_for_key(&key).next().is_some() {
                longest = Some(at + 1);
            }
        }
        longest
    }

    /// What all bearers of a name are; none where they differ.
    pub(crate) fn common_label(&self, page: &AnnotatedText<'_>, range: Range<usize>) -> Option<Label> {
        let bearers = self.entries_named(page, range);
        let label = self.entries[*bearers.first()?].kind.label()?;
        bearers.iter().all(|at| self.entries[*at].kind.label() == Some(label)).then_some(label)
    }

    /// Those of the bearers of a name that a mention may mean. Where a state and a place share it, the place is meant
    /// where something is said to be or to happen there, and the state elsewhere.
    pub(crate) fn plausible_entries(&self, mut bearers: Vec<usize>, mention: &Mention) -> Vec<usize> {
        let kind = |at: &usize| self.entries[*at].kind;
        bearers.retain(|at| kind(at).accepts(mention.kind));
        let is_place = |at: &usize| kind(at) == DeclaredKind::Venue;
        if let [one, other] = bearers[..]
            && is_place(&one) != is_place(&other)
        {
            let venue = mention.located && !mention.metonym;
            bearers.retain(|at| is_place(at) == venue);
        }
        bearers
    }

    /// Gives mentions the entry they stand for: by their own name, or as further mentions of one that has it.
    pub(crate) fn resolve_mentions(&self, page: &AnnotatedText<'_>, mentions: &mut [Mention]) {
        if self.entries.is_empty() {
            return;
        }
        let mut known: FxHashMap<u32, Option<usize>> = FxHashMap::default();
        for mention in mentions.iter_mut() {
            let fitting = self.plausible_entries(self.entries_named(page, mention.tokens.clone()), mention);
            if let [only] = fitting[..] {
                mention.declared = Some(only);
                let held = known.entry(mention.entity).or_insert(Some(only));
                if *held != Some(only) {
                    *held = None;
                }
            }
        }
        for mention in mentions.iter_mut().filter(|mention| mention.kind == EntityKind::Person) {
            let several = self.entries_named(page, mention.tokens.clone()).len() > 1;
            if mention.declared.is_none() && !several {
                mention.declared = known.get(&mention.entity).copied().flatten();
            }
        }
    }
}

fn name_key(name: &str) -> NameKey {
    tokenize(name).iter().fold(NameKey::default(), |mut key, token| {
        key.add_token(token.text(name), !token.is_glued());
        key
    })
}

fn is_apostrophe(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}
