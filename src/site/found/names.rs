//! Names in prose that link to actor and venue pages.
//!
//! Only names with a page are found here, and only if they are unambiguous.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Venue};
use crate::diagnostic::{AMBIGUOUS_MENTION, Diagnostic, SourceLocation, UNKNOWN_NAME};
use crate::document::BlockKind;
use crate::facts::languages::Language;
use crate::facts::names::{self, AmbiguousName, DeclaredKind, DeclaredNames, Mention, NameLink};
use crate::site::{ActorId, PageId, ResolvedBriefing, Site, Subject, VenueId};
use crate::text::{NameIndex, Span, Spanned, join_first};

use super::prose::PageProse;
use super::{FoundFacts, FoundName};

/// Finds the names of a site's actors and venues in the prose of one language.
pub(super) struct NameFinder<'l> {
    pub(super) language: &'l Language,
    pub(super) declared_names: DeclaredNames,
    /// The page of each declared name.
    pages: Vec<PageId>,
    /// The slugs of the declared names; built for the first override.
    slugs: OnceLock<Slugs>,
}

/// Declared names by slug.
struct Slugs {
    entries: FxHashMap<Box<str>, usize>,
    index: NameIndex<()>,
}

impl<'l> NameFinder<'l> {
    pub(super) fn new(site: &Site, language: &'l Language) -> Self {
        let actors = site.actors.iter().map(Subject::<Actor>::declared_name);
        let venues = site.venues.iter().map(Subject::<Venue>::declared_name);
        let entries = actors.chain(venues).collect();
        let actors = (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
        let venues = (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
        let pages = actors.chain(venues).collect();
        Self {
            language,
            declared_names: DeclaredNames::new(entries, language),
            pages,
            slugs: OnceLock::new(),
        }
    }

    fn slugs(&self) -> &Slugs {
        self.slugs.get_or_init(|| {
            let ids = || self.declared_names.entries().iter().map(|entry| entry.id.as_str());
            // An actor takes precedence over a venue with the same slug.
            let entries = ids().enumerate().map(|(index, id)| (id.into(), index)).rev();
            Slugs { entries: entries.collect(), index: NameIndex::of(ids()) }
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Returns the page of a declared name.
    pub(super) fn page(&self, entry: usize) -> PageId {
        self.pages[entry]
    }

    /// Returns the mentions in prose. Prose in another language has none, unless the page states the language.
    pub(super) fn mentions(&self, prose: &PageProse<'_>) -> Vec<Mention> {
        let is_stated = prose.meta.language.is_some();
        if !is_stated && !self.language.is_language_of(&prose.plain.text, prose.tokens) {
            return Vec::new();
        }
        names::read_mentions(&prose.plain.text, prose.tokens, &self.declared_names, self.language)
    }

    /// Returns the names to link on a page, in order, and reports ambiguous ones. A page does not link to itself.
    pub(super) fn find_names(
        &self,
        page: PageId,
        prose: &PageProse<'_>,
        mentions: &[Mention],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<FoundName> {
        let sections = Sections::new(prose);
        let open =
            |span: Span| sections.section_at(prose, span).filter(|_| prose.override_of_name(span).is_none());
        let (mut links, ambiguous) =
            names::link_mentions(&prose.plain.text, mentions, &open, &self.declared_names, self.language);
        links.extend(self.override_links(prose, mentions, diagnostics));
        links.sort();
        let mut linked = BTreeSet::new();
        links.retain(|link| {
            sections.section_at(prose, link.span).is_some_and(|section| linked.insert((section, link.entry)))
        });
        let ambiguous = ambiguous.iter().filter(|name| prose.override_of_name(name.span).is_none());
        diagnostics.extend(ambiguous.map(|name| self.ambiguous_name(prose, name)));
        let found = |link: &NameLink| FoundName {
            span: prose.plain.source_span(link.span),
            page: self.page(link.entry),
        };
        links.iter().map(found).filter(|found| found.page != page).collect()
    }

    /// Adds the actors and venues that were found but not declared.
    pub(super) fn add_unlisted_subjects(
        &self,
        resolved: &ResolvedBriefing,
        mentions: &[Mention],
        found: &mut FoundFacts,
    ) {
        let governments =
            mentions.iter().filter_map(|mention| self.government(mention)).map(|entry| self.page(entry));
        let linked = found.names.iter().map(|name| name.page);
        let named: Vec<PageId> = linked.chain(governments).collect();
        for page in named {
            match page {
                PageId::Actor(id) if !resolved.actors.contains(&id) && !found.actors.contains(&id) => {
                    found.actors.push(id);
                }
                PageId::Venue(id) if !resolved.venues.contains(&id) && !found.venues.contains(&id) => {
                    found.venues.push(id);
                }
                _ => {}
            }
        }
    }

    /// Returns the declared state whose government a place name denotes, as in "Tehran denied".
    fn government(&self, mention: &Mention) -> Option<usize> {
        let state = mention.state.filter(|_| mention.metonym)?;
        let named =
            self.declared_names.find_by_name(self.language.gazetteer().state_name(state), self.language);
        named.into_iter().find(|entry| self.declared_names.entries()[*entry].kind == DeclaredKind::State)
    }

    /// Returns the links that overrides define, except for words inside a longer name.
    fn override_links(
        &self,
        prose: &PageProse<'_>,
        mentions: &[Mention],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<NameLink> {
        let mut links = Vec::new();
        for (span, name) in prose.name_overrides() {
            let within = |mention: &Mention| mention.span.start <= span.start && span.end <= mention.span.end;
            if mentions.iter().any(|mention| within(mention) && mention.span != span) {
                continue;
            }
            match self.entry_named(&name.value) {
                Some(entry) => links.push(NameLink { span, entry }),
                None => diagnostics.push(self.unknown_name(prose, name)),
            }
        }
        links
    }

    /// Returns the declared name with a slug, name or alias.
    fn entry_named(&self, name: &str) -> Option<usize> {
        let by_slug = self.slugs().entries.get(name).copied();
        by_slug.or_else(|| self.declared_names.find_by_name(name, self.language).first().copied())
    }

    fn unknown_name(&self, prose: &PageProse<'_>, name: &Spanned<String>) -> Diagnostic {
        let nearest = self.slugs().index.nearest_within(&name.value, name.value.len() / 4);
        let diagnostic =
            Diagnostic::new(&UNKNOWN_NAME, format!("no actor or venue is called `{}`", name.value))
                .at(SourceLocation::new(&prose.meta.source, name.span));
        match nearest {
            Some((slug, ())) => diagnostic.help(format!("write `{slug}`")),
            None => diagnostic.help("write the slug of an actor or venue, a date, or `ignore`"),
        }
    }

    fn ambiguous_name(&self, prose: &PageProse<'_>, ambiguous: &AmbiguousName) -> Diagnostic {
        let name = ambiguous.span.slice(&prose.plain.text);
        let slugs: Vec<_> = ambiguous
            .candidates
            .iter()
            .map(|entry| format!("`{}`", self.declared_names.entries()[*entry].id))
            .collect();
        let message = match &slugs[..] {
            [only] => format!("`{name}` may be {only} or another person of that name, so it is not linked"),
            _ => format!("`{name}` may be {}, so it is not linked", join_first(&slugs, " or ")),
        };
        let first =
            ambiguous.candidates.first().map_or("", |entry| &self.declared_names.entries()[*entry].id);
        let help = format!("specify in front matter who is meant\nfound:\n  {name}: {first}  # or ignore");
        prose.diagnostic(&AMBIGUOUS_MENTION, message, ambiguous.span).help(help)
    }
}

/// The sections of a page, which begin at its headings.
struct Sections {
    headings: Vec<u32>,
}

impl Sections {
    fn new(prose: &PageProse<'_>) -> Self {
        let headings = prose.plain.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        Self { headings: headings.map(|block| block.span.start).collect() }
    }

    /// Returns the index of the section that contains a span, or `None` in headings, links and block quotations.
    fn section_at(&self, prose: &PageProse<'_>, span: Span) -> Option<usize> {
        let block = prose.plain.block_at(span.start)?;
        let excluded =
            matches!(block.kind, BlockKind::Heading | BlockKind::Quote) || prose.plain.in_link(span);
        (!excluded).then(|| self.headings.partition_point(|start| *start <= span.start))
    }
}
