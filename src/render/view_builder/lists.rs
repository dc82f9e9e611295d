//! Views of the home page, the archive and the listings of actors, venues and topics.

use std::cmp::Reverse;

use super::ViewBuilder;
use crate::briefing::ActorKind;
use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::page::{count_pages, paginated_path};
use crate::render::view::{
    ArchiveView, CardView, CorrectedView, CorrectionsView, DateView, DayView, EntryView, GroupView, HomeView,
    IndexView, LetterView, LinkView, PagerView, Shared,
};
use crate::site::{
    ActorId, AuthorId, BriefingId, EventId, PageId, Permalink, SeriesId, Subject, SubjectKind, TopicId,
    VenueId,
};
use crate::text::curl_quotes;

/// Maximum number of briefings on the home page besides the lead.
const MAX_LATEST: usize = 12;
/// Number of them that are shown with their summaries.
const SECONDS: usize = 2;
/// Maximum number of entries of a group without letters to jump to.
const MAX_WITHOUT_LETTERS: usize = 24;
/// Maximum number of coming events on the home page.
const MAX_FUTURE_ON_HOME: usize = 8;

impl ViewBuilder<'_> {
    pub(super) fn home_view(&self) -> HomeView {
        let all = self.site.briefings.len();
        let coming = (0..self.site.events.len())
            .map(EventId::new)
            .filter(|id| self.is_future(*id))
            .take(MAX_FUTURE_ON_HOME);
        HomeView {
            lead: (all > 0).then(|| self.briefing_card(BriefingId::new(0))),
            picture: (all > 0).then(|| self.lead_picture(BriefingId::new(0))).flatten(),
            seconds: (1..all.min(SECONDS + 1)).map(|id| self.briefing_card(BriefingId::new(id))).collect(),
            days: self.day_views((SECONDS + 1..all.min(MAX_LATEST + 1)).map(BriefingId::new)),
            coming: coming.map(|id| self.event_view(id)).collect(),
            topics: self.topics_by_weight(),
            count: all,
            all_shown: all <= MAX_LATEST + 1,
            archive: self.page_link(PageId::Archive).href,
        }
    }

    fn topics_by_weight(&self) -> Vec<EntryView> {
        let topics = (0..self.site.topics.len()).map(TopicId::new);
        let mut topics: Vec<_> = topics
            .map(|id| self.entry_view(PageId::Topic(id), self.site.topic(id).pages.briefings))
            .collect();
        topics.sort_by(|a, b| Reverse(a.count).cmp(&Reverse(b.count)).then(a.name.cmp(&b.name)));
        topics
    }

    pub(super) fn archive_view(&self, number: usize) -> ArchiveView {
        let all = self.site.briefings.len();
        let range = page_range(self.site.settings.per_page, number, all);
        let pages = if number == 1 { self.all_standalone_pages() } else { Vec::new() };
        ArchiveView { days: self.day_views(range.map(BriefingId::new)), count: all, pages }
    }

    pub(super) fn corrections_view(&self, number: usize) -> CorrectionsView {
        let all = &self.site.corrections;
        let entries = (**all)[page_range(self.site.settings.per_page, number, all.len())].iter().map(|id| {
            let (correction, resolved) = (self.site.correction(*id), self.site.briefing(id.briefing));
            CorrectedView {
                date: self.date_view_at(&correction.when.value, resolved.dateline),
                what: curl_quotes(&correction.what.value),
                briefing: self.briefing_card(id.briefing),
            }
        });
        CorrectionsView { entries: entries.collect(), count: all.len() }
    }

    /// Groups briefings by their local day of publication.
    fn day_views(&self, ids: impl Iterator<Item = BriefingId>) -> Vec<DayView> {
        let mut days: Vec<DayView> = Vec::new();
        for id in ids {
            let date = self.publication_day(id);
            let card: Shared<CardView> = self.briefing_card(id);
            match days.last_mut().filter(|day| day.date.text == date.text) {
                Some(day) => day.cards.push(card),
                None => days.push(DayView { date, cards: vec![card] }),
            }
        }
        days
    }

    /// Returns the day of publication in the time zone of the dateline.
    fn publication_day(&self, id: BriefingId) -> DateView {
        let resolved = self.site.briefing(id);
        let zone = resolved.dateline.and_then(|venue| self.site.zone_of_venue(venue).cloned());
        let day = resolved
            .published
            .to_zoned_datetime(zone.unwrap_or_else(|| self.site.settings.time_zone.clone()))
            .date();
        let precision = Precision::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
        self.date_view(&Date::Calendar(CalendarDate {
            year: day.year().into(),
            unspecified_digits: 0,
            precision,
            qualifier: None,
        }))
    }

    pub(super) fn pager_view(&self, first: &str, number: usize, briefings: usize) -> PagerView {
        self.pager_of(first, number, count_pages(self.site, briefings))
    }

    /// Returns the position of a page of a subject.
    pub(super) fn subject_pager<P>(&self, subject: &Subject<P>, number: usize) -> PagerView {
        self.pager_of(&subject.permalink.path, number, subject.pages.count())
    }

    pub(super) fn pager_of(&self, first: &str, number: usize, pages: usize) -> PagerView {
        let link = |number: usize| LinkView {
            name: self.site.labels.format("page-number", &[("page", number.into())]),
            href: Permalink::for_folder(&paginated_path(first, number)).href.to_string(),
        };
        PagerView {
            number,
            pages,
            newer: (number > 1).then(|| link(number - 1)),
            older: (number < pages).then(|| link(number + 1)),
        }
    }

    pub(super) fn subject_listing_view(&self, kind: SubjectKind) -> IndexView {
        let groups = match kind {
            SubjectKind::Actor => self.actor_groups(),
            SubjectKind::Venue => self.venue_groups(),
            SubjectKind::Topic => {
                let topics = (0..self.site.topics.len()).map(TopicId::new);
                let counted = topics.map(|id| (PageId::Topic(id), self.site.topic(id).pages.briefings));
                vec![self.group_view(String::new(), counted)]
            }
            SubjectKind::Author => {
                let authors = (0..self.site.authors.len()).map(AuthorId::new);
                let counted = authors.map(|id| (PageId::Author(id), self.site.author(id).briefings.len()));
                vec![self.group_view(String::new(), counted)]
            }
            SubjectKind::Series => {
                let series = (0..self.site.series.len()).map(SeriesId::new);
                let counted = series.map(|id| (PageId::Series(id), self.site.series(id).briefings.len()));
                vec![self.group_view(String::new(), counted)]
            }
        };
        let mut groups: Vec<_> = groups.into_iter().filter(|group| !group.letters.is_empty()).collect();
        for (group_index, group) in groups.iter_mut().enumerate() {
            for (index, letter) in group.letters.iter_mut().enumerate() {
                letter.id = format!("_letter-{}-{}", group_index + 1, index + 1);
            }
        }
        let letters = groups.iter().flat_map(|group| &group.letters);
        let count = letters.map(|letter| letter.entries.len()).sum();
        let map = if kind == SubjectKind::Venue { self.map_of_all_venues() } else { None };
        IndexView { of: kind.folder(), count, groups, map }
    }

    /// Groups actors by kind; those without a kind come last.
    fn actor_groups(&self) -> Vec<GroupView> {
        let kinds = [
            (Some(ActorKind::Person), "persons"),
            (Some(ActorKind::State), "states"),
            (Some(ActorKind::Organisation), "organisations"),
            (Some(ActorKind::Group), "groups"),
            (None, "others"),
        ];
        let kind = |id: &ActorId| self.site.actor(*id).profile.as_deref().and_then(|actor| actor.kind);
        let only_others = (0..self.site.actors.len()).map(ActorId::new).all(|id| kind(&id).is_none());
        let groups = kinds.into_iter().map(|(wanted, title)| {
            let actors = (0..self.site.actors.len()).map(ActorId::new).filter(|id| kind(id) == wanted);
            let title = if only_others { "" } else { self.site.labels.get(title) };
            self.group_view(
                title.to_owned(),
                actors.map(|id| (PageId::Actor(id), self.site.actor(id).pages.briefings)),
            )
        });
        groups.collect()
    }

    fn venue_groups(&self) -> Vec<GroupView> {
        let venues = (0..self.site.venues.len()).map(VenueId::new);
        vec![self.group_view(
            String::new(),
            venues.map(|id| (PageId::Venue(id), self.site.venue(id).pages.briefings)),
        )]
    }

    fn group_view(&self, title: String, pages: impl Iterator<Item = (PageId, usize)>) -> GroupView {
        let mut entries: Vec<(String, EntryView)> =
            pages.map(|(page, count)| (self.sort_key(page), self.entry_view(page, count))).collect();
        entries.sort_by_cached_key(|(key, entry)| (crate::text::slugify(key), entry.href.clone()));
        let by_letter = entries.len() > MAX_WITHOUT_LETTERS;
        let mut letters: Vec<LetterView> = Vec::new();
        for (key, entry) in entries {
            let letter = if by_letter { initial(&key) } else { String::new() };
            match letters.last_mut().filter(|last| last.letter == letter) {
                Some(last) => last.entries.push(entry),
                None => letters.push(LetterView { letter, id: String::new(), entries: vec![entry] }),
            }
        }
        GroupView { title, letters }
    }

    /// Returns the name by which a page is sorted: of a person the family name first.
    fn sort_key(&self, page: PageId) -> String {
        if let PageId::Author(id) = page {
            return family_name_first(&self.site.author(id).name);
        }
        let PageId::Actor(id) = page else { return self.page_link(page).name };
        let actor = self.site.actor(id);
        match actor.profile.as_deref() {
            Some(profile) if profile.kind == Some(ActorKind::Person) && !profile.family_name_first => {
                family_name_first(&actor.name)
            }
            _ => actor.name.clone(),
        }
    }
}

/// Returns a name with the family name first: `Marten Ada`. An article such as `al-` is left out, and what follows a family
/// name, such as `Jr.`, stays behind it.
fn family_name_first(name: &str) -> String {
    const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "phd"];
    let is_suffix =
        |word: &str| SUFFIXES.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str());
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.iter().rposition(|word| !is_suffix(word)).unwrap_or_default();
    let Some(family) = words.get(last) else { return name.to_owned() };
    let family = ["al-", "el-", "Al-", "El-"].iter().find_map(|article| family.strip_prefix(article));
    let family = family.unwrap_or(words[last]).trim_end_matches(',');
    [&[family], &words[..last], &words[last + 1..]].concat().join(" ")
}

/// Returns the first letter of a name as a capital without accents.
fn initial(name: &str) -> String {
    let slug = crate::text::slugify(name);
    let first = slug.chars().next().or_else(|| name.chars().next());
    first.map(|first| first.to_uppercase().to_string()).unwrap_or_default()
}

/// Returns the range of the items on a page of a paginated list of `all` items.
pub(super) fn page_range(per_page: usize, number: usize, all: usize) -> std::ops::Range<usize> {
    let per_page = per_page.max(1);
    let start = ((number - 1) * per_page).min(all);
    start..(start + per_page).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_sorted_by_family_name() {
        let cases = [
            ("Ada Marten", "Marten Ada", "M"),
            ("Badr al-Busaidi", "Busaidi Badr", "B"),
            ("Cy Verne Jr.", "Verne Cy Jr.", "V"),
            ("Émile Österlund, III", "Österlund Émile III", "O"),
            ("Aristotle", "Aristotle", "A"),
            ("Jr.", "Jr.", "J"),
            ("", "", ""),
        ];
        for (name, key, letter) in cases {
            assert_eq!(family_name_first(name), key, "{name}");
            assert_eq!(initial(&family_name_first(name)), letter, "{name}");
        }
    }
}
