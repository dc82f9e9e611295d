//! Reads the prose of one page: everything found in it comes from one reading.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::briefing::{Briefing, ContentMeta};
use crate::diagnostic::{Diagnostic, Outcome, sort};
use crate::facts::date::DateWords;
use crate::facts::languages::Language;
use crate::facts::names::Mention;
use crate::facts::stored_time::optional_timestamp;
use crate::facts::timex::{TimeExpression, TimexReader};
use crate::facts::token::Token;
use crate::facts::{Date, DisplayMode};
use crate::settings::Settings;
use crate::site::ids::PageId;
use crate::site::names::{Registry, briefing_zone};
use crate::site::resolve::NamedBriefing;

use super::checks::{check_dates, next_change};
use super::dates::{find_dates, time_expressions};
use super::facts::{FoundFacts, FoundName};
use super::names::NameFinder;
use super::prose::{BriefingProse, BriefingTimes, PageProse};
use super::role_terms::check_role_terms;

/// Reads the prose of one page after another. What it returns depends on the page, the registry and the settings.
pub(in crate::site) struct ProseReader<'a> {
    settings: &'a Settings,
    as_of: Timestamp,
    registry: &'a Registry,
    /// The finders of names, one for each language.
    finders: Vec<NameFinder<'a>>,
    date_words: Arc<DateWords>,
}

/// What one reading of a page other than a briefing gives.
pub(super) type PageReading = Outcome<Vec<FoundName>>;

/// What one reading of a briefing gives.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(in crate::site) struct BriefingReading {
    pub(in crate::site) facts: FoundFacts,
    /// The instant at which its diagnostics change, if any.
    #[serde(with = "optional_timestamp")]
    pub(in crate::site) until: Option<Timestamp>,
    pub(in crate::site) diagnostics: Vec<Diagnostic>,
}

impl<'a> ProseReader<'a> {
    pub(in crate::site) fn new(
        settings: &'a Settings,
        as_of: Timestamp,
        registry: &'a Registry,
        finders: Vec<NameFinder<'a>>,
    ) -> Self {
        Self { settings, as_of, registry, finders, date_words: Arc::new(DateWords::english()) }
    }

    /// Reads the prose of a briefing; `tokens` is a buffer to reuse.
    pub(in crate::site) fn read_briefing(
        &self,
        page: PageId,
        briefing: &NamedBriefing,
        tokens: &mut Vec<Token>,
    ) -> BriefingReading {
        let Some(names) = self.finder_for(&briefing.briefing.meta) else { return BriefingReading::default() };
        let date_mode = briefing.briefing.display.unwrap_or(self.settings.found.dates);
        let name_mode = match briefing.briefing.display.unwrap_or(self.settings.found.names) {
            _ if names.is_empty() => DisplayMode::Off,
            mode => mode,
        };
        if date_mode == DisplayMode::Off && name_mode == DisplayMode::Off {
            return BriefingReading::default();
        }
        let prose = BriefingProse::new(&briefing.briefing, self.times(briefing), names.language, tokens);
        let mut reading = BriefingReading::default();
        let mut facts = FoundFacts::default();
        if date_mode != DisplayMode::Off {
            let expressions = time_expressions(&TimexReader::new(names.language), &prose);
            self.add_dates(&prose, &expressions, date_mode, (&mut facts, &mut reading));
        }
        if name_mode != DisplayMode::Off {
            let mentions = names.mentions(&prose);
            let of_briefing = (page, briefing, names);
            self.add_names(of_briefing, &prose, &mentions, name_mode, (&mut facts, &mut reading));
        }
        reading.facts = facts;
        // Those of all briefings, in the order of paths, are then sorted.
        sort(&mut reading.diagnostics);
        reading
    }

    fn add_dates(
        &self,
        prose: &BriefingProse<'_>,
        expressions: &[TimeExpression],
        mode: DisplayMode,
        (facts, reading): (&mut FoundFacts, &mut BriefingReading),
    ) {
        (facts.dates, facts.facts) = find_dates(prose, expressions, mode);
        reading.until = next_change(prose, expressions);
        reading.diagnostics.extend(check_dates(prose, expressions));
    }

    fn add_names(
        &self,
        (page, briefing, names): (PageId, &NamedBriefing, &NameFinder<'_>),
        prose: &BriefingProse<'_>,
        mentions: &[Mention],
        mode: DisplayMode,
        (facts, reading): (&mut FoundFacts, &mut BriefingReading),
    ) {
        facts.names = names.find_names(page, prose, mentions).collect(&mut reading.diagnostics);
        let actors = &self.registry.actors.entries;
        reading.diagnostics.extend(check_role_terms(actors, names, prose, mentions));
        if mode == DisplayMode::Box {
            (facts.actors, facts.venues) = names.unlisted_subjects(briefing, mentions, &facts.names);
        }
    }

    fn times(&self, briefing: &NamedBriefing) -> BriefingTimes {
        let zones = &self.registry.venue_zones;
        let zone = briefing_zone(&briefing.briefing, briefing.dateline, zones, &self.settings.time_zone);
        let meta = &briefing.briefing.meta;
        let numeric_order =
            self.finder_for(meta).and_then(|names| names.language.numeric_order(self.tag(meta)));
        BriefingTimes {
            zone,
            published: briefing.published,
            as_of: self.as_of,
            numeric_order,
            fiscal_year: self.settings.found.fiscal_year,
            words: self.date_words.clone(),
        }
    }

    /// Returns the names in the prose of a page other than a briefing; `tokens` is a buffer to reuse.
    pub(in crate::site) fn read_page(
        &self,
        page: PageId,
        meta: &ContentMeta,
        tokens: &mut Vec<Token>,
    ) -> PageReading {
        let finder = self.finder_for(meta).filter(|names| !names.is_empty());
        let Some(names) = finder.filter(|_| self.settings.found.names != DisplayMode::Off) else {
            return Outcome::clean(Vec::new());
        };
        let prose = PageProse::new(meta, &[], names.language, tokens);
        names.find_names(page, &prose, &names.mentions(&prose))
    }

    /// Returns the tag of the language of a page.
    fn tag<'m>(&'m self, meta: &'m ContentMeta) -> &'m str {
        meta.language.as_ref().map_or(&*self.settings.language, |own| own.value.as_str())
    }

    /// Returns the finder for the language of a page, or `None` if nothing is read in that language.
    fn finder_for(&self, meta: &ContentMeta) -> Option<&NameFinder<'a>> {
        let tag = self.tag(meta);
        self.finders.iter().find(|finder| finder.language.has_tag(tag))
    }
}

/// Finds the dates of a briefing outside any site: days begin at the offset of its publication, else in UTC.
pub fn find_in_single_briefing(briefing: &Briefing) -> FoundFacts {
    let zone = match briefing.published.value {
        Date::Instant(instant) => TimeZone::fixed(instant.offset),
        _ => TimeZone::UTC,
    };
    let published = briefing.published.value.start(&zone);
    let words = Arc::new(DateWords::english());
    let times =
        BriefingTimes { zone, published, as_of: published, numeric_order: None, fiscal_year: None, words };
    let mut tokens = Vec::new();
    let language = Language::english();
    let prose = BriefingProse::new(briefing, times, &language, &mut tokens);
    let expressions = time_expressions(&TimexReader::new(&language), &prose);
    let (dates, facts) = find_dates(&prose, &expressions, DisplayMode::Prose);
    FoundFacts { dates, facts, ..FoundFacts::default() }
}
