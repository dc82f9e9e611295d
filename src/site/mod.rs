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
mod found;
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
mod site_list;
mod site_url;
mod subject;
mod subject_listings;
mod timeline;
mod validity;

pub use answers::{AnswerHash, SiteAnswers};
pub use as_of::AsOf;
pub use found::{
    BasisHash, DateIndex, DatedReading, DeclaredTimes, FactIndex, FoundDate, FoundFacts, FoundName,
    find_in_single_briefing, grade_date_value, is_single_day, override_spans,
};
pub use history::CorrectionRef;
pub use ids::{ActorId, BriefingId, EventId, PageId, StandaloneId, StatementId, TopicId, VenueId};
pub use indexed_site::{IndexChange, IndexedSite, IndexedStandalonePage, ResolvedBriefing, Site};
pub use input::IndexInput;
pub use kind::SubjectKind;
pub use link::{LinkTarget, MenuItem, SiteImage, Unsafe};
pub use permalink::{Permalink, collision_key, percent_encode, strip_index_html};
pub use publication::{PublishFilter, Unpublished, UnpublishedReason};
pub use reads::{FileReads, ListKind, ReadRecord, SiteRead};
pub use redirects::Redirect;
pub use related::{Related, related_briefings};
pub use resolve::{NamedBriefing, ResolvedDate, ResolvedStatement};
pub use site_list::SiteList;
pub use subject::{Profile, Subject, SubjectEntry};
pub use timeline::{Event, FactRef, TimelineMonth, TimelineYear, group_by_year};
pub use validity::Validity;

use std::sync::Arc;

use crate::briefing::Briefing;
use crate::diagnostic::Outcome;
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
    languages: Option<Languages>,
    prose: ProseMemo,
    last: Option<LastIndex>,
}

impl IndexMemo {
    /// Creates a memo with stored readings of prose, each with its briefing, and the hash of what they depend on.
    pub fn from_readings(hash: BasisHash, readings: Vec<(Arc<Briefing>, DatedReading)>) -> Self {
        Self { prose: ProseMemo::from_stored(hash, readings), ..Self::default() }
    }

    /// Returns the hash of what the readings of prose depend on.
    pub fn readings_hash(&self) -> Option<BasisHash> {
        self.prose.basis_hash()
    }

    /// Returns the reading of a briefing, to be stored.
    pub fn reading(&self, briefing: &Arc<Briefing>) -> Option<&DatedReading> {
        self.prose.dated(briefing)
    }
}

/// Builds the index of all content items.
pub fn index(input: IndexInput, memo: &mut IndexMemo) -> Outcome<IndexedSite> {
    let languages = memo.languages.get_or_insert_with(Languages::all);
    if let Some(last) = &mut memo.last
        && let Some(updated) = last.update(&input, languages, &mut memo.prose)
    {
        return updated;
    }
    let (registry, Outcome { value: indexed, mut diagnostics }) =
        index_all(&input, languages, &mut memo.prose);
    memo.last = Some(LastIndex::new(input, registry, &indexed, diagnostics.clone()));
    diagnostics.extend(memo.prose.diagnostics().cloned());
    Outcome::new(indexed, diagnostics)
}

/// Builds the index without use of the last one, except for readings of prose. The diagnostics of the prose of briefings are
/// in `prose`.
fn index_all(
    input: &IndexInput,
    languages: &Languages,
    prose: &mut ProseMemo,
) -> (Arc<Registry>, Outcome<IndexedSite>) {
    let IndexInput { assets, settings, labels, filter, .. } = input;
    let mut diagnostics = Vec::new();
    let admitted = publication::partition_public(input.items.clone(), filter);
    let content = content::sort_by_kind(admitted.public, filter);
    let profiles = Profiles { actors: content.actors, venues: content.venues, topics: content.topics };
    let registry = Arc::new(Registry::new(profiles, &content.briefings).collect(&mut diagnostics));
    let briefings = resolve_briefings(content.briefings, &registry, filter).collect(&mut diagnostics);
    let standalone_pages: Vec<StandaloneEntry> =
        content.standalone_pages.into_iter().map(StandaloneEntry::new).collect();
    let pages = Pages::new(&settings.title, labels, &briefings, &registry, &standalone_pages);
    let as_of = &filter.as_of;
    let of_prose = ProseInput { settings, as_of, registry: &registry, languages };
    let found = found::find_all(of_prose, &briefings, &pages, prose).collect(&mut diagnostics);
    let listed = if settings.found.timeline { &*found.of_briefings } else { &[] };
    let timeline = build_timeline(&briefings, listed);
    let listings = list_subjects(&registry, &briefings, &timeline.events);
    let redirects = redirects::collect_redirects(&pages).collect(&mut diagnostics);
    let links =
        link::resolve_links(&pages, settings, &admitted.unpublished, assets).collect(&mut diagnostics);
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
        redirects,
        corrections,
        links,
    };
    let site = stages.into_site(settings.clone(), labels.clone(), filter);
    let (unpublished, change) = (admitted.report, IndexChange::All);
    (registry, Outcome::new(IndexedSite { site, unpublished, change }, diagnostics))
}
