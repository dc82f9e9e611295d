//! The names of one page's prose: those that may link to their pages, and whom the editor does not list.
//!
//! Only what the site has a page for is found here, and only where there is no doubt.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Venue};
use crate::diagnostic::{Diagnostic, NAME_IN_DOUBT, SourceLocation, UNKNOWN_NAME};
use crate::document::BlockKind;
use crate::facts::names::{self, AmbiguousName, DeclaredKind, DeclaredNames, Gazetteer, Mention, NameLink};
use crate::site::{ActorId, PageId, ResolvedBriefing, Site, Subject, VenueId};
use crate::text::{NameIndex, Span, Spanned, some_of};

use super::prose::PageProse;
use super::{FoundFacts, FoundName};

/// The names of a site's actors and venues, ready to be found.
pub(super) struct NameFinder {
    pub(super) gazetteer: Gazetteer,
    pub(super) declared_names: DeclaredNames,
    /// The page of each entry of the registry.
    pages: Vec<PageId>,
    /// The slugs of the entries; made for the first name an editor gives.
    slugs: OnceLock<Slugs>,
}

/// Entries of the registry by slug.
struct Slugs {
    entries: FxHashMap<Box<str>, usize>,
    near: NameIndex<()>,
}

impl NameFinder {
    pub(super) fn new(site: &Site) -> Self {
        let actors = site.actors.iter().map(Subject::<Actor>::declared_name);
        let venues = site.venues.iter().map(Subject::<Venue>::declared_name);
        let entries = actors.chain(venues).collect();
        let actors = (0..site.actors.len()).map(|at| PageId::Actor(ActorId::new(at)));
        let venues = (0..site.venues.len()).map(|at| PageId::Venue(VenueId::new(at)));
        let pages = actors.chain(venues).collect();
        Self {
            gazetteer: Gazetteer::built_in(),
            declared_names: DeclaredNames::new(entries),
            pages,
            slugs: OnceLock::new(),
        }
    }

    fn slugs(&self) -> &Slugs {
        self.slugs.get_or_init(|| {
            let ids = || self.declared_names.entries().iter().map(|entry| entry.id.as_str());
            // Of an actor and a venue with one slug the actor comes first, and is meant.
            let entries = ids().enumerate().map(|(at, id)| (id.into(), at)).rev();
            Slugs { entries: entries.collect(), near: NameIndex::of(ids()) }
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The page of an entry of the registry.
    pub(super) fn page(&self, entry: usize) -> PageId {
        self.pages[entry]
    }

    pub(super) fn mentions(&self, prose: &PageProse<'_>) -> Vec<Mention> {
        names::read_mentions(&prose.plain.text, prose.tokens, &self.declared_names, &self.gazetteer)
    }

    /// What may link on a page, in order; names in doubt are noted. No page links to itself.
    pub(super) fn find_names(
        &self,
        page: PageId,
        prose: &PageProse<'_>,
        mentions: &[Mention],
        notes: &mut Vec<Diagnostic>,
    ) -> Vec<FoundName> {
        let sections = Sections::new(prose);
        let open =
            |span: Span| sections.section_at(prose, span).filter(|_| prose.override_of_name(span).is_none());
        let (mut links, doubts) =
            names::link_mentions(&prose.plain.text, mentions, &open, &self.declared_names);
        links.extend(self.override_links(prose, mentions, notes));
        links.sort();
        let mut linked = BTreeSet::new();
        links.retain(|link| {
            sections.section_at(prose, link.span).is_some_and(|at| linked.insert((at, link.entry)))
        });
        let in_doubt = doubts.iter().filter(|doubt| prose.override_of_name(doubt.span).is_none());
        notes.extend(in_doubt.map(|doubt| self.ambiguous_name(prose, doubt)));
        let found = |link: &NameLink| FoundName {
            span: prose.plain.source_span(link.span),
            page: self.page(link.entry),
        };
        links.iter().map(found).filter(|found| found.page != page).collect()
    }

    /// Lists the actors and venues that were found and that the editor does not list.
    pub(super) fn add_unlisted_subjects(
        &self,
        filed: &ResolvedBriefing,
        mentions: &[Mention],
        found: &mut FoundFacts,
    ) {
        let governments =
            mentions.iter().filter_map(|mention| self.government(mention)).map(|entry| self.page(entry));
        let linked = found.names.iter().map(|name| name.page);
        let named: Vec<PageId> = linked.chain(governments).collect();
        for page in named {
            match page {
                PageId::Actor(id) if !filed.actors.contains(&id) && !found.actors.contains(&id) => {
                    found.actors.push(id);
                }
                PageId::Venue(id) if !filed.venues.contains(&id) && !found.venues.contains(&id) => {
                    found.venues.push(id);
                }
                _ => {}
            }
        }
    }

    /// The declared state whose government a place stands for: "Tehran denied".
    fn government(&self, mention: &Mention) -> Option<usize> {
        let state = mention.state.filter(|_| mention.metonym)?;
        let named = self.declared_names.find_by_name(self.gazetteer.state_name(state));
        named.into_iter().find(|entry| self.declared_names.entries()[*entry].kind == DeclaredKind::State)
    }

    /// What the editor said of words that name somebody; they are not part of a longer name.
    fn override_links(
        &self,
        prose: &PageProse<'_>,
        mentions: &[Mention],
        notes: &mut Vec<Diagnostic>,
    ) -> Vec<NameLink> {
        let mut links = Vec::new();
        for (span, name) in prose.name_overrides() {
            let within = |mention: &Mention| mention.span.start <= span.start && span.end <= mention.span.end;
            if mentions.iter().any(|mention| within(mention) && mention.span != span) {
                continue;
            }
            match self.entry_named(&name.value) {
                Some(to) => links.push(NameLink { span, entry: to }),
                None => notes.push(self.unknown_name(prose, name)),
            }
        }
        links
    }

    /// The entry of a slug, a name or an alias.
    fn entry_named(&self, name: &str) -> Option<usize> {
        let by_slug = self.slugs().entries.get(name).copied();
        by_slug.or_else(|| self.declared_names.find_by_name(name).first().copied())
    }

    fn unknown_name(&self, prose: &PageProse<'_>, name: &Spanned<String>) -> Diagnostic {
        let near = self.slugs().near.nearest_within(&name.value, name.value.len() / 4);
        let found = Diagnostic::new(&UNKNOWN_NAME, format!("no actor or venue is called `{}`", name.value))
            .at(SourceLocation::new(&prose.meta.source, name.span));
        match near {
            Some((near, ())) => found.help(format!("write `{near}`")),
            None => found.help("write the slug of an actor or venue, a date, or `ignore`"),
        }
    }

    fn ambiguous_name(&self, prose: &PageProse<'_>, doubt: &AmbiguousName) -> Diagnostic {
        let name = doubt.span.slice(&prose.plain.text);
        let slugs: Vec<_> = doubt
            .candidates
            .iter()
            .map(|at| format!("`{}`", self.declared_names.entries()[*at].id))
            .collect();
        let message = match &slugs[..] {
            [only] => format!("`{name}` may be {only} or somebody else of that name, and is not linked"),
            _ => format!("`{name}` may be {}, and is not linked", some_of(&slugs, " or ")),
        };
        let first = doubt.candidates.first().map_or("", |at| &self.declared_names.entries()[*at].id);
        let help = format!("say who is meant, in front matter\nfound:\n  {name}: {first}  # or ignore");
        prose.diagnostic(&NAME_IN_DOUBT, message, doubt.span).help(help)
    }
}

/// Where the sections of a briefing begin: at its headings.
struct Sections {
    headings: Vec<u32>,
}

impl Sections {
    fn new(prose: &PageProse<'_>) -> Self {
        let headings = prose.plain.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        Self { headings: headings.map(|block| block.span.start).collect() }
    }

    /// The section a stretch stands in; none in headings, in links, and in what is quoted as a block.
    fn section_at(&self, prose: &PageProse<'_>, span: Span) -> Option<usize> {
        let block = prose.plain.block_at(span.start)?;
        let closed = matches!(block.kind, BlockKind::Heading | BlockKind::Quote) || prose.plain.in_link(span);
        (!closed).then(|| self.headings.partition_point(|start| *start <= span.start))
    }
}
