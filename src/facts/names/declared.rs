//! Names that a site declares: its actors and venues with their aliases. They take precedence over the gazetteer.
//!
//! Takes entries. Returns the entries that have the name in a range of tokens.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::facts::languages::Language;
use crate::facts::token::tokenize;

use super::annotated_text::AnnotatedText;
use super::model::Label;
use super::name_key::NameKey;
use super::{EntityKind, Mention};

/// A declared actor or venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredName {
    /// Identifier used by the site, such as a slug.
    pub id: String,
    /// Kind of the entry.
    pub kind: DeclaredKind,
    /// Its name.
    pub name: String,
    /// Aliases and acronyms; may be empty.
    pub aliases: Vec<String>,
    /// Whether the family name comes first, as in Xi Jinping.
    pub family_name_first: bool,
}

/// Kind of a declared entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclaredKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A state.
    State,
    /// Several actors together, such as a delegation.
    Group,
    /// A place.
    Venue,
    /// An actor of unknown kind.
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

    /// Returns whether a mention of this kind may name the entry.
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

/// Index of all declared names.
#[derive(Clone, Debug, Default)]
pub struct DeclaredNames {
    entries: Vec<DeclaredName>,
    /// Names and entries by the hash of the name.
    by_hash: FxHashMap<u32, Vec<(String, usize)>>,
    first_words: FxHashSet<u32>,
    max_tokens: usize,
}

impl DeclaredNames {
    /// Builds the index for texts in a language. Entries whose name has no tokens are never found.
    pub fn new(entries: Vec<DeclaredName>, language: &Language) -> Self {
        let mut names = Self::default();
        for (index, entry) in entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                names.add_name(name, index, language);
                let plain: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect();
                if plain != *name {
                    names.add_name(&plain, index, language);
                }
            }
        }
        names.entries = entries;
        names
    }

    fn add_name(&mut self, name: &str, index: usize, language: &Language) {
        let tokens = tokenize(name, language);
        let key = name_key(name, language);
        let Some(first) = tokens.first() else { return };
        let mut first_key = NameKey::default();
        first_key.add_glued_token(first.text(name));
        self.first_words.insert(first_key.hash);
        self.max_tokens = self.max_tokens.max(tokens.len());
        let named = self.by_hash.entry(key.hash).or_default();
        let text = key.text();
        if !text.is_empty() && !named.contains(&(text.clone(), index)) {
            named.push((text, index));
        }
    }

    /// Returns the entries in their original order.
    pub fn entries(&self) -> &[DeclaredName] {
        &self.entries
    }

    /// Returns the entries that have the name in a range of tokens; may be empty.
    pub(crate) fn entries_named(&self, annotated: &AnnotatedText<'_>, range: Range<usize>) -> Vec<usize> {
        if !self.first_words.contains(&annotated.hash(range.start)) {
            return Vec::new();
        }
        self.entries_for_key(&annotated.name_key(range)).collect()
    }

    fn entries_for_key(&self, key: &NameKey) -> impl Iterator<Item = usize> {
        let named = self.by_hash.get(&key.hash).map_or(&[][..], Vec::as_slice);
        named.iter().filter(|(name, _)| name.as_bytes() == key.bytes()).map(|(_, index)| *index)
    }

    /// Returns the indices of the entries with a name; may be empty. Case and curly apostrophes are ignored.
    pub fn find_by_name(&self, name: &str, language: &Language) -> Vec<usize> {
        self.entries_for_key(&name_key(name, language)).collect()
    }

    /// Returns the end of the longest declared name that begins at a token.
    pub(crate) fn longest_name_end(&self, annotated: &AnnotatedText<'_>, from: usize) -> Option<usize> {
        if !self.first_words.contains(&annotated.hash(from)) {
            return None;
        }
        let mut key = NameKey::default();
        let mut longest = None;
        for index in from..(from + self.max_tokens).min(annotated.len()) {
            annotated.add_token_to_key(&mut key, index);
            if self.entries_for_key(&key).next().is_some() {
                longest = Some(index + 1);
            }
        }
        longest
    }

    /// Returns the common label of all entries with a name, if they share one.
    pub(crate) fn common_label(&self, annotated: &AnnotatedText<'_>, range: Range<usize>) -> Option<Label> {
        let bearers = self.entries_named(annotated, range);
        let label = self.entries[*bearers.first()?].kind.label()?;
        bearers.iter().all(|index| self.entries[*index].kind.label() == Some(label)).then_some(label)
    }

    /// Returns the entries that a mention may name. If a state and a place share the name, a located mention names the
    /// place and any other the state.
    pub(crate) fn plausible_entries(&self, mut bearers: Vec<usize>, mention: &Mention) -> Vec<usize> {
        let kind = |index: &usize| self.entries[*index].kind;
        bearers.retain(|index| kind(index).accepts(mention.kind));
        let is_place = |index: &usize| kind(index) == DeclaredKind::Venue;
        if let [one, other] = bearers[..]
            && is_place(&one) != is_place(&other)
        {
            let venue = mention.located && !mention.metonym;
            bearers.retain(|index| is_place(index) == venue);
        }
        bearers
    }

    /// Assigns entries to mentions: by their own name, or by another mention of the same entity.
    pub(crate) fn resolve_mentions(&self, annotated: &AnnotatedText<'_>, mentions: &mut [Mention]) {
        if self.entries.is_empty() {
            return;
        }
        let mut resolved: FxHashMap<u32, Option<usize>> = FxHashMap::default();
        for mention in mentions.iter_mut() {
            let plausible =
                self.plausible_entries(self.entries_named(annotated, mention.tokens.clone()), mention);
            if let [only] = plausible[..] {
                mention.declared = Some(only);
                let entry = resolved.entry(mention.entity).or_insert(Some(only));
                if *entry != Some(only) {
                    *entry = None;
                }
            }
        }
        for mention in mentions.iter_mut().filter(|mention| mention.kind == EntityKind::Person) {
            let several = self.entries_named(annotated, mention.tokens.clone()).len() > 1;
            if mention.declared.is_none() && !several {
                mention.declared = resolved.get(&mention.entity).copied().flatten();
            }
        }
    }
}

fn name_key(name: &str, language: &Language) -> NameKey {
    tokenize(name, language).iter().fold(NameKey::default(), |mut key, token| {
        if token.is_glued() {
            key.add_glued_token(token.text(name));
        } else {
            key.add_spaced_token(token.text(name));
        }
        key
    })
}

fn is_combining_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
