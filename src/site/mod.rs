//! The index of everything published, with all links between pages resolved.
//!
//! Input: content items, settings and the instant the site is built for (`as_of`). Output: an immutable [`Site`] with
//! permalinks, resolved names and links, backlinks, listings and the timeline. This module knows neither HTML nor
//! templates nor the file system, and it is the only stage that sees all content items at once.
//!
//! [`index`] is a chain of functions from values to values. What depends on one file and the registry alone is a function
//! of those two.

mod answers;
mod as_of;
mod assembly;
mod bodies;
mod content;
mod entry_key;
mod fact_list;
mod found;
mod front_change;
mod history;
mod ids;
mod indexed_site;
mod input;
mod kind;
mod link;
mod listed;
mod lookup;
mod names;
mod pages;
mod permalink;
mod publication;
mod reads;
mod redirects;
mod registry;
mod related;
mod relations;
mod resolve;
mod review;
mod series;
mod site_list;
mod site_url;
mod subject;
mod subject_listings;
mod subject_pages;
mod timeline;
mod validity;

pub use answers::{AnswerHash, AnswerTable, SiteAnswers};
pub use as_of::AsOf;
pub use fact_list::{FactKind, ListedFact, listed_facts};
pub use found::{
    BasisHash, DateIndex, DatedReading, DeclaredTimes, FactIndex, FoundDate, FoundFacts, FoundName,
    ProseFacts, find_in_single_briefing, grade_date_value, is_single_day, override_spans,
};
pub use history::CorrectionRef;
pub use ids::{
    ActorId, AuthorId, BriefingId, EventId, PageId, SeriesId, StandaloneId, StatementId, TopicId, VenueId,
};
pub use indexed_site::{IndexChange, IndexedSite, IndexedStandalonePage, ResolvedBriefing, Site};
pub use input::IndexInput;
pub use kind::SubjectKind;
pub use link::{LinkTarget, MenuItem, SiteImage, Unsafe, asset_href, is_drawing};
pub use permalink::{Permalink, percent_encode, strip_index_html};
pub use publication::{PublishFilter, Unpublished, UnpublishedReason};
pub use reads::{FileReads, ListKind, ReadRecord, SiteRead};
pub use redirects::Redirect;
pub use related::{Related, related_briefings};
pub use resolve::{BylineName, NamedBriefing, ResolvedDate, ResolvedStatement};
pub use site_list::SiteList;
pub use subject::{Profile, Subject, SubjectEntry};
pub use subject_pages::{MAX_ROWS, SubjectPages};
pub use timeline::{Event, FactRef, TimelineMonth, TimelineYear, group_by_year};
pub use validity::Validity;

use std::sync::Arc;

use crate::briefing::Briefing;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::facts::languages::Languages;

use assembly::Stages;
use bodies::LastIndex;
use found::{FoundInSite, ProseInput, ProseMemo};
use names::{Profiles, Registry};
use pages::{Pages, StandaloneEntry};
use resolve::resolve_briefings;
use subject_listings::list_subjects;
use timeline::build_timeline;

/// What an index may use of earlier ones. The result is the same as without.
#[derive(Default)]
pub struct IndexMemo {
    languages: Option<Arc<Languages>>,
    prose: ProseMemo,
    last: Option<LastIndex>,
    reading: ProseReading,
}

/// When the prose of briefings is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProseReading {
    /// By the index.
    #[default]
    AtOnce,
    /// By the index, unless more briefings than this have not been read; these are read when their facts are asked for. The
    /// diagnostics of their prose are those of a later index. An index returns the errors of prose only, and says nothing of
    /// how long it is valid.
    UpTo(usize),
}

impl IndexMemo {
    /// Creates a memo for indexes that read prose at this time.
    pub fn new(reading: ProseReading) -> Self {
        Self { reading, ..Self::default() }
    }

    /// Returns whether the prose of a briefing has not been read.
    pub fn has_unread(&self) -> bool {
        self.prose.has_unread()
    }

    /// Adds stored readings of prose, each with its briefing, and the hash of what they depend on.
    pub fn add_stored(&mut self, hash: BasisHash, readings: Vec<(Arc<Briefing>, DatedReading)>) {
        self.prose.add_stored(hash, readings);
    }

    /// Returns the hash of what the readings of prose depend on.
    pub fn readings_hash(&self) -> Option<BasisHash> {
        self.prose.basis_hash()
    }

    /// Returns the reading of a briefing, to be stored.
    pub fn reading(&self, briefing: &Arc<Briefing>) -> Option<&DatedReading> {
        self.prose.dated(briefing)
    }

    /// Returns the diagnostics of prose that [`index`] left out, with the severities of the settings, in the order of paths.
    pub fn left_out(&self) -> Vec<Diagnostic> {
        match self.reading {
            ProseReading::AtOnce => Vec::new(),
            ProseReading::UpTo(_) => self.prose.diagnostics_below_error(),
        }
    }

    /// Returns the diagnostics of prose; of a workspace only the errors, as it shows the others after the page.
    fn prose_diagnostics(&self) -> Vec<Diagnostic> {
        match self.reading {
            ProseReading::AtOnce => self.prose.diagnostics().cloned().collect(),
            ProseReading::UpTo(_) => self.prose.errors().cloned().collect(),
        }
    }

    fn read_prose(&mut self) {
        match self.reading {
            ProseReading::AtOnce => self.prose.read_up_to(usize::MAX),
            ProseReading::UpTo(limit) => self.prose.read_up_to(limit),
        }
    }
}

/// Builds the index of all content items.
pub fn index(input: IndexInput, memo: &mut IndexMemo) -> Outcome<IndexedSite> {
    let as_of = input.filter.as_of.clone();
    let updated = memo.last.as_mut().and_then(|last| last.update(&input, &mut memo.prose));
    let Outcome { value: indexed, mut diagnostics } = match updated {
        Some(updated) => updated,
        None => {
            let languages = memo.languages.get_or_insert_with(|| Arc::new(Languages::all()));
            let (registry, indexed) = index_all(&input, languages, &mut memo.prose);
            memo.last = Some(LastIndex::new(input, registry, &indexed.value, indexed.diagnostics.clone()));
            indexed
        }
    };
    memo.read_prose();
    if memo.reading == ProseReading::AtOnce {
        memo.prose.record_validity(&as_of);
    }
    diagnostics.extend(memo.prose_diagnostics());
    Outcome::new(indexed, diagnostics)
}

/// Builds the index without use of the last one, except for readings of prose. The diagnostics of the prose of briefings are
/// in `prose`.
fn index_all(
    input: &IndexInput,
    languages: &Arc<Languages>,
    prose: &mut ProseMemo,
) -> (Arc<Registry>, Outcome<IndexedSite>) {
    let IndexInput { assets, settings, labels, filter, .. } = input;
    let mut diagnostics = Vec::new();
    let admitted = publication::partition_public(input.items.clone(), filter);
    let content = content::sort_by_kind(admitted.public, filter);
    let profiles = Profiles {
        actors: content.actors,
        venues: content.venues,
        topics: content.topics,
        authors: content.authors,
        series: content.series,
    };
    let registry = Arc::new(Registry::new(profiles, &content.briefings).collect(&mut diagnostics));
    let briefings = resolve_briefings(content.briefings, &registry, filter).collect(&mut diagnostics);
    let standalone_pages: Vec<StandaloneEntry> =
        content.standalone_pages.into_iter().map(StandaloneEntry::new).collect();
    let pages = Pages::new(&settings.title, labels, &briefings, &registry, &standalone_pages);
    let as_of = &filter.as_of;
    let of_prose = ProseInput { settings, as_of: as_of.instant(), registry: &registry, languages };
    let found = found::find_all(of_prose, &briefings, &pages, prose).collect(&mut diagnostics);
    let listed = if settings.found.timeline { &*found.of_briefings } else { &[] };
    if settings.found.timeline {
        prose.read_up_to(usize::MAX);
    }
    let timeline = build_timeline(&briefings, listed);
    let listings = list_subjects(&registry, &briefings, &timeline.events);
    let series_order = series::order_series(&listings.series, &briefings).collect(&mut diagnostics);
    let redirects = redirects::collect_redirects(&pages).collect(&mut diagnostics);
    let lead_pictures = link::resolve_lead_pictures(&briefings, assets).collect(&mut diagnostics);
    let of_authors = (&pages, &*registry.authors.entries);
    let links = link::resolve_links(of_authors, settings, &admitted.unpublished, assets, &lead_pictures)
        .collect(&mut diagnostics);
    diagnostics.extend(review::check_review_dates(&briefings, settings, as_of));
    diagnostics.extend(review::check_security_expiry(settings, as_of));
    let corrections = history::collect_corrections(&briefings, &settings.time_zone);
    let FoundInSite { of_briefings: found, of_other_pages: other_found_names } = found;
    let stages = Stages {
        registry: registry.clone(),
        briefings,
        standalone_pages,
        found,
        other_found_names,
        timeline,
        listings,
        series_order,
        redirects,
        corrections,
        links,
        lead_pictures,
    };
    let site = stages.into_site(settings.clone(), labels.clone(), filter);
    let (unpublished, change) = (admitted.report, IndexChange::All);
    (registry, Outcome::new(IndexedSite { site, unpublished, change }, diagnostics))
}
