//! Proposals for `actors` and `venues`.

use std::collections::{BTreeMap, BTreeSet};

use crate::briefing::{Actor, yaml};
use crate::document::BlockKind;
use crate::facts::Grade;
use crate::facts::names::{EntityKind, Mention, MentionReason};
use crate::site::{Profile, Subject};
use crate::text::{Span, slugify};

use super::super::initials;
use super::super::participants::{Participant, ParticipantKind};
use super::super::site_names::ProfileRef;
use super::super::venues::DraftVenue;
use super::dates::known_slug;
use super::grades::{NameEvidence, grade_name};
use super::{BriefingReview, Proposal, ProposalKind, ProposedEntry, ProposedName};

/// The mentions of one actor or venue.
struct NamedMentions {
    /// Index of the longest name; of the first, if several have the same length.
    longest: usize,
    /// The other forms of the name.
    others: BTreeSet<String>,
}

/// The slugs and names of the actors or venues that a briefing lists.
///
/// The site does not know the names of a draft profile, but a briefing that lists it does.
struct ListedNames {
    slugs: BTreeSet<String>,
    /// Names and aliases, as slugs.
    names: BTreeSet<String>,
}

impl ListedNames {
    fn new<'s, P: Profile + 's>(subjects: impl Iterator<Item = &'s Subject<P>>) -> Self {
        let mut listed = Self { slugs: BTreeSet::new(), names: BTreeSet::new() };
        for subject in subjects {
            listed.slugs.insert(subject.slug().to_owned());
            listed.names.insert(slugify(&subject.name));
            let aliases = subject.profile.as_deref().map(P::aliases).unwrap_or_default();
            listed.names.extend(aliases.into_iter().map(slugify));
        }
        listed
    }

    fn contain(&self, reference: &ProfileRef) -> bool {
        match reference {
            ProfileRef::Known(slug) => self.slugs.contains(slug),
            ProfileRef::New(name) | ProfileRef::Ambiguous { name, .. } => self.names.contains(&slugify(name)),
        }
    }
}

impl BriefingReview<'_> {
    /// Returns the actors of the prose that are not listed, each once.
    pub(super) fn actors(&self) -> Vec<Proposal> {
        let listed = ListedNames::new(self.resolved.actors.iter().map(|id| self.site.actor(*id)));
        let index_of = |index: usize| {
            let participant = self.participants.of_mention(self.reading.mentions.get(index)?)?;
            Some(std::ptr::from_ref(participant))
        };
        let mentions = self.group_mentions(index_of);
        let all = self.participants.all.iter();
        let unlisted = all.filter(|it| !listed.contain(&it.reference));
        let named = unlisted.filter_map(|it| Some((it, mentions.get(&std::ptr::from_ref(it))?)));
        named.filter_map(|(participant, named)| self.actor_proposal(participant, named)).collect()
    }

    fn actor_proposal(&self, participant: &Participant, named: &NamedMentions) -> Option<Proposal> {
        let mention = self.reading.mentions.get(named.longest)?;
        let is_known = known_slug(&participant.reference).is_some();
        let reference = self.reference_of(participant);
        if self.overrides.covers(mention.span) || !is_known && !self.deserves_page(participant, mention) {
            return None;
        }
        let without_site = self.name_grade(participant, mention);
        let evidence = NameEvidence {
            is_exact: self.is_declared_name(mention),
            without_site: (without_site, &participant.reason),
        };
        let (grade, reason) = grade_name(&reference, &evidence);
        let entry = ProposedEntry {
            kind: ProposalKind::Actor,
            line: self.actor_line(participant),
            about: Some(self.actor_name(&participant.reference)),
        };
        Some(self.name_proposal(entry, mention.span, (grade, reason), named))
    }

    /// Returns the reference to an actor. An acronym that may be that of an actor of the site is similar to it.
    fn reference_of(&self, participant: &Participant) -> ProfileRef {
        match &participant.reference {
            ProfileRef::New(name) if participant.kind == ParticipantKind::Organisation => {
                let slugs = initials::acronym(name).and_then(|letters| self.reader.initials.get(&letters));
                match slugs {
                    Some(slugs) => ProfileRef::Ambiguous { name: name.clone(), slugs: slugs.clone() },
                    None => participant.reference.clone(),
                }
            }
            reference => reference.clone(),
        }
    }

    /// Grades the longest name of an actor without a page: how certain it is that it is a whole name of this kind. A state
    /// that acts is graded by what it does, because its name alone may mean a place.
    fn name_grade(&self, participant: &Participant, mention: &Mention) -> Grade {
        match participant.kind {
            ParticipantKind::State => participant.grade,
            ParticipantKind::Person | ParticipantKind::Organisation => mention.grade(),
        }
    }

    /// Returns whether a name without a page is certain enough: a full name, a named organisation or a state.
    fn deserves_page(&self, participant: &Participant, mention: &Mention) -> bool {
        let text = self.reading.slice(mention.span);
        let is_certain = mention.standalone && mention.reason != MentionReason::Described;
        match participant.kind {
            ParticipantKind::Person => is_certain && text.contains(' '),
            ParticipantKind::Organisation => {
                is_certain && (text.contains(' ') || text.chars().all(char::is_uppercase))
            }
            ParticipantKind::State => true,
        }
    }

    fn actor_line(&self, participant: &Participant) -> String {
        let (name, profile) = match &participant.reference {
            ProfileRef::Known(slug) => (yaml::slug_or_quoted(slug), self.profile(slug)),
            ProfileRef::New(name) | ProfileRef::Ambiguous { name, .. } => (yaml::name_or_quoted(name), None),
        };
        let has_role = profile.is_some_and(|actor| actor.role_index_at(self.reference.published).is_some());
        match participant.role.as_ref().filter(|role| !has_role && !role.former) {
            Some(role) => format!("{{ actor: {name}, role: {} }}", yaml::name_or_quoted(&role.text)),
            None => name,
        }
    }

    fn profile(&self, slug: &str) -> Option<&Actor> {
        self.site.actor(*self.reader.actors.get(slug)?).profile.as_deref()
    }

    /// Returns the name of an actor, as the site or the text has it.
    pub(super) fn actor_name(&self, reference: &ProfileRef) -> ProposedName {
        let declared = |slug: &str| self.reader.actors.get(slug).map(|id| self.site.actor(*id).name.clone());
        proposed_name(reference, declared)
    }

    /// Returns the venues of the prose that are not listed, each once.
    pub(super) fn venues(&self) -> Vec<Proposal> {
        let ids = self.resolved.venues.iter().copied().chain(self.resolved.dateline);
        let listed = ListedNames::new(ids.map(|id| self.site.venue(id)));
        let mentions = self.group_mentions(|index| self.venues.of_mention(index).map(std::ptr::from_ref));
        let all = self.venues.all.iter();
        let unlisted = all.filter(|it| !listed.contain(&it.reference));
        let named = unlisted.filter_map(|it| Some((it, mentions.get(&std::ptr::from_ref(it))?)));
        named.filter_map(|(venue, named)| self.venue_proposal(venue, named)).collect()
    }

    fn venue_proposal(&self, venue: &DraftVenue, named: &NamedMentions) -> Option<Proposal> {
        let mention = self.reading.mentions.get(named.longest)?;
        if self.overrides.covers(mention.span) || self.is_actor(&venue.reference) {
            return None;
        }
        let evidence = NameEvidence {
            is_exact: self.is_declared_name(mention),
            without_site: (mention.grade(), &venue.reason),
        };
        let (grade, reason) = grade_name(&venue.reference, &evidence);
        let entry = ProposedEntry {
            kind: ProposalKind::Venue,
            line: match &venue.reference {
                ProfileRef::Known(slug) => yaml::slug_or_quoted(slug),
                ProfileRef::New(name) | ProfileRef::Ambiguous { name, .. } => yaml::name_or_quoted(name),
            },
            about: Some(proposed_name(&venue.reference, |_| Some(venue.name.clone()))),
        };
        Some(self.name_proposal(entry, mention.span, (grade, reason), named))
    }

    /// Returns whether a place without a page of its own is an actor of the site, such as a state.
    fn is_actor(&self, reference: &ProfileRef) -> bool {
        match reference {
            ProfileRef::New(name) => matches!(self.site_names.actor_ref(name, None), ProfileRef::Known(_)),
            ProfileRef::Known(_) | ProfileRef::Ambiguous { .. } => false,
        }
    }

    fn name_proposal(
        &self,
        entry: ProposedEntry,
        words: Span,
        (grade, mut reason): (Grade, String),
        named: &NamedMentions,
    ) -> Proposal {
        let proposed = entry.about.as_ref().map_or("", |about| &*about.name);
        let others: Vec<&str> =
            named.others.iter().map(String::as_str).filter(|it| *it != proposed).collect();
        if !others.is_empty() {
            reason.push_str(&format!("; also named as {}", others.join(", ")));
        }
        let rejected = vec![self.reading.slice(words).to_owned()];
        self.proposal(entry, words, (grade, reason), rejected)
    }

    /// Groups the mentions outside of headings, which capitalise ordinary words, by what they name.
    fn group_mentions<K: Ord>(&self, key: impl Fn(usize) -> Option<K>) -> BTreeMap<K, NamedMentions> {
        let mut groups: BTreeMap<K, NamedMentions> = BTreeMap::new();
        for (index, mention) in self.reading.mentions.iter().enumerate() {
            let block = self.plain.block_at(mention.span.start);
            if block.is_none_or(|block| block.kind == BlockKind::Heading) {
                continue;
            }
            let Some(key) = key(index) else { continue };
            let name = |index: usize| self.reading.slice(self.reading.mentions[index].span);
            let group =
                groups.entry(key).or_insert(NamedMentions { longest: index, others: BTreeSet::new() });
            if name(index).len() > name(group.longest).len() {
                group.others.insert(name(group.longest).to_owned());
                group.longest = index;
            } else if name(index) != name(group.longest) {
                group.others.insert(name(index).to_owned());
            }
        }
        for group in groups.values_mut() {
            group.others.remove(self.reading.slice(self.reading.mentions[group.longest].span));
        }
        groups
    }

    /// Returns whether a mention has a whole name or alias that the site declares.
    fn is_declared_name(&self, mention: &Mention) -> bool {
        let Some(entry) =
            mention.declared.and_then(|index| self.site_names.declared_names.entries().get(index))
        else {
            return mention.kind != EntityKind::Person && !mention.metonym;
        };
        let written = slugify(self.reading.slice(mention.span));
        std::iter::once(&entry.name).chain(&entry.aliases).any(|name| slugify(name) == written)
    }
}

/// Returns the name that a reference leads to; `declared` returns that of a known slug.
fn proposed_name(reference: &ProfileRef, declared: impl Fn(&str) -> Option<String>) -> ProposedName {
    match reference {
        ProfileRef::Known(slug) => {
            ProposedName { name: declared(slug).unwrap_or_else(|| slug.clone()), slug: Some(slug.clone()) }
        }
        ProfileRef::New(name) | ProfileRef::Ambiguous { name, .. } => {
            ProposedName { name: name.clone(), slug: None }
        }
    }
}
