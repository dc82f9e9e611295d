//! The names of one page's prose: those that may link to their pages, and whom the editor does not list.
//!
//! Only what the site has a page for is found here, and only where there is no doubt.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::briefing::{Actor, Venue};
use crate::diagnostic::{Diagnostic, NAME_IN_DOUBT, Place, UNKNOWN_NAME};
use crate::document::BlockKind;
use crate::facts::names::{self, Ambiguous, DeclaredKind, Gazetteer, Link, Mention, Registry};
use crate::site::{ActorId, Filed, PageId, Site, Subject, VenueId};
use crate::text::{NameIndex, Span, Spanned, some_of};

use super::reading::Prose;
use super::{Found, FoundName};

/// The names of a site's actors and venues, ready to be found.
pub(super) struct Names {
    pub(super) tables: Gazetteer,
    pub(super) registry: Registry,
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

impl Names {
    pub(super) fn new(site: &Site) -> Self {
        let actors = site.actors.iter().map(Subject::<Actor>::declared);
        let venues = site.venues.iter().map(Subject::<Venue>::declared);
        let entries = actors.chain(venues).collect();
        let actors = (0..site.actors.len()).map(|at| PageId::Actor(ActorId::new(at)));
        let venues = (0..site.venues.len()).map(|at| PageId::Venue(VenueId::new(at)));
        let pages = actors.chain(venues).collect();
        Self {
            tables: Gazetteer::built_in(),
            registry: Registry::new(entries),
            pages,
            slugs: OnceLock::new(),
        }
    }

    fn slugs(&self) -> &Slugs {
        self.slugs.get_or_init(|| {
            let ids = || self.registry.entries().iter().map(|entry| entry.id.as_str());
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

    pub(super) fn mentions(&self, prose: &Prose<'_>) -> Vec<Mention> {
        names::read(&prose.plain.text, prose.tokens, &self.registry, &self.tables)
    }

    /// What may link on a page, in order; names in doubt are noted. No page links to itself.
    pub(super) fn find(
        &self,
        page: PageId,
        prose: &Prose<'_>,
        mentions: &[Mention],
        notes: &mut Vec<Diagnostic>,
    ) -> Vec<FoundName> {
        let sections = Sections::of(prose);
        let open =
            |span: Span| sections.of_span(prose, span).filter(|_| prose.verdict_of_name(span).is_none());
        let (mut links, doubts) = names::links(&prose.plain.text, mentions, &open, &self.registry);
        links.extend(self.told(prose, mentions, notes));
        links.sort();
        let mut linked = BTreeSet::new();
        links
            .retain(|link| sections.of_span(prose, link.span).is_some_and(|at| linked.insert((at, link.to))));
        let in_doubt = doubts.iter().filter(|doubt| prose.verdict_of_name(doubt.span).is_none());
        notes.extend(in_doubt.map(|doubt| self.doubt(prose, doubt)));
        let found =
            |link: &Link| FoundName { span: prose.plain.source_span(link.span), page: self.page(link.to) };
        links.iter().map(found).filter(|found| found.page != page).collect()
    }

    /// Lists the actors and venues that were found and that the editor does not list.
    pub(super) fn list(&self, filed: &Filed, mentions: &[Mention], found: &mut Found) {
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
        let named = self.registry.named(self.tables.name(state));
        named.into_iter().find(|entry| self.registry.entries()[*entry].kind == DeclaredKind::State)
    }

    /// What the editor said of words that name somebody; they are not part of a longer name.
    fn told(&self, prose: &Prose<'_>, mentions: &[Mention], notes: &mut Vec<Diagnostic>) -> Vec<Link> {
        let mut links = Vec::new();
        for (span, name) in prose.named() {
            let within = |mention: &Mention| mention.span.start <= span.start && span.end <= mention.span.end;
            if mentions.iter().any(|mention| within(mention) && mention.span != span) {
                continue;
            }
            match self.entry(&name.value) {
                Some(to) => links.push(Link { span, to }),
                None => notes.push(self.unknown(prose, name)),
            }
        }
        links
    }

    /// The entry of a slug, a name or an alias.
    fn entry(&self, name: &str) -> Option<usize> {
        let by_slug = self.slugs().entries.get(name).copied();
        by_slug.or_else(|| self.registry.named(name).first().copied())
    }

    fn unknown(&self, prose: &Prose<'_>, name: &Spanned<String>) -> Diagnostic {
        let near = self.slugs().near.nearest_within(&name.value, name.value.len() / 4);
        let found = Diagnostic::new(&UNKNOWN_NAME, format!("no actor or venue is called `{}`", name.value))
            .at(Place::of(&prose.leaf.source, name.span));
        match near {
            Some((near, ())) => found.mend(format!("write `{near}`")),
            None => found.mend("write the slug of an actor or venue, a date, or `ignore`"),
        }
    }

    fn doubt(&self, prose: &Prose<'_>, doubt: &Ambiguous) -> Diagnostic {
        let name = doubt.span.slice(&prose.plain.text);
        let slugs: Vec<_> =
            doubt.candidates.iter().map(|at| format!("`{}`", self.registry.entries()[*at].id)).collect();
        let message = match &slugs[..] {
            [only] => format!("`{name}` may be {only} or somebody else of that name, and is not linked"),
            _ => format!("`{name}` may be {}, and is not linked", some_of(&slugs, " or ")),
        };
        let first = doubt.candidates.first().map_or("", |at| &self.registry.entries()[*at].id);
        let mend = format!("say who is meant, in front matter\nfound:\n  {name}: {first}  # or ignore");
        prose.note(&NAME_IN_DOUBT, message, doubt.span).mend(mend)
    }
}

/// Where the sections of a briefing begin: at its headings.
struct Sections {
    headings: Vec<u32>,
}

impl Sections {
    fn of(prose: &Prose<'_>) -> Self {
        let headings = prose.plain.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        Self { headings: headings.map(|block| block.span.start).collect() }
    }

    /// The section a stretch stands in; none in headings, in links, and in what is quoted as a block.
    fn of_span(&self, prose: &Prose<'_>, span: Span) -> Option<usize> {
        let block = prose.plain.block_at(span.start)?;
        let closed = matches!(block.kind, BlockKind::Heading | BlockKind::Quote) || prose.plain.in_link(span);
        (!closed).then(|| self.headings.partition_point(|start| *start <= span.start))
    }
}
