//! Names in prose that link to actor and venue pages.
//!
//! Only names with a page are found here, and only if they are unambiguous.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Venue};
use crate::diagnostic::{AMBIGUOUS_MENTION, Diagnostic, Outcome, SourceLocation, UNKNOWN_NAME};
use crate::document::BlockKind;
use crate::facts::languages::Language;
use crate::facts::names::{self, AmbiguousName, DeclaredKind, DeclaredNames, Mention, NameLink};
use crate::site::ids::{ActorId, PageId, VenueId};
use crate::site::resolve::NamedBriefing;
use crate::site::subject::SubjectEntry;
use crate::text::{NameIndex, Span, Spanned, join_first};

use super::facts::FoundName;
use super::prose::PageProse;

/// The names of a site's actors and venues in one language.
pub(super) struct NamesWithPages {
    declared_names: DeclaredNames,
    /// The page of each declared name.
    pages: Vec<PageId>,
    /// The slugs of the declared names; built for the first override.
    slugs: OnceLock<Slugs>,
}

/// Finds the names of a site's actors and venues in the prose of one language.
pub(super) struct NameFinder<'l> {
    pub(super) language: &'l Language,
    names: &'l NamesWithPages,
}

/// Declared names by slug.
struct Slugs {
    entries: FxHashMap<Box<str>, usize>,
    index: NameIndex<()>,
}

impl NamesWithPages {
    pub(super) fn new(
        actors: &[SubjectEntry<Actor>],
        venues: &[SubjectEntry<Venue>],
        language: &Language,
    ) -> Self {
        let pages_of_actors = (0..actors.len()).map(|id| PageId::Actor(ActorId::new(id)));
        let pages_of_venues = (0..venues.len()).map(|id| PageId::Venue(VenueId::new(id)));
        let pages = pages_of_actors.chain(pages_of_venues).collect();
        let actors = actors.iter().map(SubjectEntry::<Actor>::declared_name);
        let entries = actors.chain(venues.iter().map(SubjectEntry::<Venue>::declared_name)).collect();
        Self { declared_names: DeclaredNames::new(entries, language), pages, slugs: OnceLock::new() }
    }

    fn slugs(&self) -> &Slugs {
        self.slugs.get_or_init(|| {
            let ids = || self.declared_names.entries().iter().map(|entry| entry.id.as_str());
            // An actor takes precedence over a venue with the same slug.
            let entries = ids().enumerate().map(|(index, id)| (id.into(), index)).rev();
            Slugs { entries: entries.collect(), index: NameIndex::of(ids()) }
        })
    }
}

impl<'l> NameFinder<'l> {
    pub(super) fn new(language: &'l Language, names: &'l NamesWithPages) -> Self {
        Self { language, names }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.pages.is_empty()
    }

    /// Returns the page of a declared name.
    pub(super) fn page(&self, entry: usize) -> PageId {
        self.names.pages[entry]
    }

    /// Returns the mentions in prose. Prose in another language has none, unless the page states the language.
    pub(super) fn mentions(&self, prose: &PageProse<'_>) -> Vec<Mention> {
        let is_stated = prose.meta.language.is_some();
        if !is_stated && !self.language.is_language_of(&prose.plain.text, prose.tokens) {
            return Vec::new();
        }
        names::read_mentions(&prose.plain.text, prose.tokens, &self.names.declared_names, self.language)
    }

    /// Returns the names to link on a page, in order, and reports ambiguous ones. A page does not link to itself.
    pub(super) fn find_names(
        &self,
        page: PageId,
        prose: &PageProse<'_>,
        mentions: &[Mention],
    ) -> Outcome<Vec<FoundName>> {
        let sections = Sections::new(prose);
        let section_of = |span: Span| sections.section_at(prose, span);
        let is_open = |span: Span| section_of(span).is_some() && prose.override_of_name(span).is_none();
        let (links, ambiguous) = names::find_links(
            &prose.plain.text,
            mentions,
            &is_open,
            &self.names.declared_names,
            self.language,
        );
        let mut diagnostics = Vec::new();
        let overrides = self.override_links(prose, mentions).collect(&mut diagnostics);
        let links = names::first_links(links.into_iter().chain(overrides).collect(), &section_of);
        let ambiguous = ambiguous.iter().filter(|name| prose.override_of_name(name.span).is_none());
        diagnostics.extend(ambiguous.map(|name| self.ambiguous_name(prose, name)));
        let found = |link: &NameLink| FoundName {
            span: prose.plain.source_span(link.span),
            page: self.page(link.entry),
        };
        let mut found: Vec<_> = links.iter().map(found).filter(|found| found.page != page).collect();
        // Found names stay in memory until the last page is written.
        found.shrink_to_fit();
        Outcome::new(found, diagnostics)
    }

    /// Returns the actors and venues that were found but not declared, each in the order of the prose.
    pub(super) fn unlisted_subjects(
        &self,
        briefing: &NamedBriefing,
        mentions: &[Mention],
        linked: &[FoundName],
    ) -> (Vec<ActorId>, Vec<VenueId>) {
        let governments = mentions.iter().filter_map(|mention| self.government(mention));
        let linked = linked.iter().map(|name| name.page);
        let (mut actors, mut venues) = (Vec::new(), Vec::new());
        for page in linked.chain(governments.map(|entry| self.page(entry))) {
            match page {
                PageId::Actor(id) if !briefing.actors.contains(&id) && !actors.contains(&id) => {
                    actors.push(id);
                }
                PageId::Venue(id) if !briefing.venues.contains(&id) && !venues.contains(&id) => {
                    venues.push(id);
                }
                _ => {}
            }
        }
        (actors, venues)
    }

    /// Returns the declared state whose government a place name denotes, as in "Tehran denied".
    fn government(&self, mention: &Mention) -> Option<usize> {
        let state = mention.state.filter(|_| mention.metonym)?;
        let named = self
            .names
            .declared_names
            .find_by_name(self.language.gazetteer().state_name(state), self.language);
        named
            .into_iter()
            .find(|entry| self.names.declared_names.entries()[*entry].kind == DeclaredKind::State)
    }

    /// Returns the links that overrides define, except for words inside a longer name.
    fn override_links(&self, prose: &PageProse<'_>, mentions: &[Mention]) -> Outcome<Vec<NameLink>> {
        let (mut links, mut diagnostics) = (Vec::new(), Vec::new());
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
        Outcome::new(links, diagnostics)
    }

    /// Returns the declared name with a slug, name or alias.
    fn entry_named(&self, name: &str) -> Option<usize> {
        let by_slug = self.names.slugs().entries.get(name).copied();
        by_slug.or_else(|| self.names.declared_names.find_by_name(name, self.language).first().copied())
    }

    fn unknown_name(&self, prose: &PageProse<'_>, name: &Spanned<String>) -> Diagnostic {
        let nearest = self.names.slugs().index.nearest_within(&name.value, name.value.len() / 4);
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
            .map(|entry| format!("`{}`", self.names.declared_names.entries()[*entry].id))
            .collect();
        let message = match &slugs[..] {
            [only] => format!("`{name}` may be {only} or another person of that name, so it is not linked"),
            _ => format!("`{name}` may be {}, so it is not linked", join_first(&slugs, " or ")),
        };
        let first =
            ambiguous.candidates.first().map_or("", |entry| &self.names.declared_names.entries()[*entry].id);
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
