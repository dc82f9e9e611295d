//! The index of everything published, with all links between pages resolved.
//!
//! Input: content items, settings and the instant the site is built for (`as_of`). Output: an immutable [`Site`] with
//! permalinks, resolved names and links, backlinks, listings and the timeline. This module knows neither HTML nor
//! templates nor the file system, and it is the only stage that sees all content items at once.
//!
//! [`index`] is a chain of functions from values to values. What depends on one file and the registry alone is a function
//! of those two.

mod assembly;
mod content;
mod found;
mod history;
mod ids;
mod indexed_site;
mod kind;
mod link;
mod listed;
mod lookup;
mod names;
mod pages;
mod permalink;
mod publication;
mod redirects;
mod registry;
mod related;
mod relations;
mod resolve;
mod review;
mod site_url;
mod subject;
mod subject_listings;
mod timeline;

pub use found::{
    DateIndex, DeclaredTimes, FactIndex, FoundDate, FoundFacts, FoundName, find_in_single_briefing,
    grade_date_value, is_single_day, override_spans,
};
pub use history::CorrectionRef;
pub use ids::{ActorId, BriefingId, EventId, PageId, StandaloneId, StatementId, TopicId, VenueId};
pub use indexed_site::{IndexedSite, IndexedStandalonePage, ResolvedBriefing, Site};
pub use kind::SubjectKind;
pub use link::{LinkTarget, MenuItem, SiteImage, Unsafe};
pub use permalink::{Permalink, collision_key, percent_encode, strip_index_html};
pub use publication::{PublishFilter, Unpublished, UnpublishedReason};
pub use redirects::Redirect;
pub use related::{Related, related_briefings};
pub use resolve::{NamedBriefing, ResolvedDate, ResolvedStatement};
pub use subject::{Profile, Subject, SubjectEntry};
pub use timeline::{Event, FactRef, TimelineMonth, TimelineYear, group_by_year};

use std::sync::Arc;

use crate::briefing::ContentItem;
use crate::diagnostic::Outcome;
use crate::facts::languages::Languages;
use crate::labels::PageLabels;
use crate::settings::Settings;

use assembly::Stages;
use found::{FoundInSite, ProseReader};
use names::{Profiles, Registry};
use pages::{Pages, StandaloneEntry};
use resolve::resolve_briefings;
use subject_listings::list_subjects;
use timeline::build_timeline;

/// Builds the index of all content items. `assets` are the paths of all other files under `content/`.
pub fn index(
    items: Vec<ContentItem>,
    assets: &[Arc<str>],
    settings: Arc<Settings>,
    labels: Arc<PageLabels>,
    filter: &PublishFilter,
) -> Outcome<IndexedSite> {
    let mut diagnostics = Vec::new();
    let admitted = publication::partition_public(items, filter);
    let content = content::sort_by_kind(admitted.public, filter);
    let profiles = Profiles { actors: content.actors, venues: content.venues, topics: content.topics };
    let registry = Registry::new(profiles, &content.briefings).collect(&mut diagnostics);
    let briefings = resolve_briefings(content.briefings, &registry, filter).collect(&mut diagnostics);
    let standalone_pages: Vec<StandaloneEntry> =
        content.standalone_pages.into_iter().map(StandaloneEntry::new).collect();
    let pages = Pages::new(&settings.title, &labels, &briefings, &registry, &standalone_pages);
    let languages = Languages::all();
    let reader = ProseReader::new(&settings, filter.as_of, &registry, &languages);
    let found = found::find_all(&reader, &briefings, &pages).collect(&mut diagnostics);
    let listed = if settings.found.timeline { &*found.of_briefings } else { &[] };
    let timeline = build_timeline(&briefings, listed);
    let listings = list_subjects(&registry, &briefings, &timeline.events);
    let redirects = redirects::collect_redirects(&pages).collect(&mut diagnostics);
    let links =
        link::resolve_links(&pages, &settings, &admitted.unpublished, assets).collect(&mut diagnostics);
    diagnostics.extend(review::check_review_dates(&briefings, &settings, filter.as_of));
    diagnostics.extend(review::check_security_expiry(&settings, filter.as_of));
    let corrections = history::collect_corrections(&briefings, &settings.time_zone);
    let FoundInSite { of_briefings: found, of_other_pages: other_found_names } = found;
    let stages = Stages {
        registry,
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
    let site = stages.into_site(settings, labels, filter);
    Outcome::new(IndexedSite { site, unpublished: admitted.report }, diagnostics)
}
