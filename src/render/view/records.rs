//! Every record templates may see. docs/templates.md lists them; a test keeps it true.
//!
//! Addresses are relative to the root of the site: a template writes `{{ root }}{{ card.href }}`.

use tera::Value;

use super::shape::views;
use super::{Shared, Text};
use crate::render::Html;

views! {
    /// The site as a whole: `site` on every page.
    SiteView {
        /// Its name.
        title: String,
        /// One sentence about it; may be empty.
        description: String,
        /// BCP 47 tag, such as `en`.
        language: String,
        /// `ltr` or `rtl`.
        dir: &'static str,
        /// Its address, ending in `/`, where it has one.
        base_url: Option<String>,
        /// Who publishes it.
        publisher: Option<PublisherView>,
        /// The main menu.
        menu: Vec<MenuView>,
        /// The plain pages, such as "About"; may be empty. Of more than twenty the first, those in the fewest folders.
        pages: Vec<LinkView>,
        /// Where the other plain pages are listed, where there are more.
        more_pages: Option<LinkView>,
        /// The page of what was fixed, where anything was.
        corrections: Option<LinkView>,
        /// Whether there is a web manifest, `site.webmanifest` at the root.
        manifest: bool,
        /// The search page, relative to the root; empty where there is none.
        search: String,
        /// The instant the site was built for.
        as_of: DateView,
    }
    /// Who publishes the site.
    PublisherView {
        /// The name.
        name: String,
        /// An address elsewhere.
        url: Option<String>,
    }
    /// A line of the menu.
    MenuView {
        /// What it says.
        name: String,
        /// Where it leads: relative to the root, or an address elsewhere.
        href: String,
        /// Whether it leads elsewhere: then `root` must not be put before it.
        external: bool,
        /// The section it stands for, to compare with `page.section`; empty for addresses elsewhere.
        section: String,
    }
    /// The page being rendered: `page` on every page.
    PageView {
        /// `home`, `briefing`, `actor`, `venue`, `topic`, `index`, `chronology`, `archive`, `corrections`, `plain`, `search`, `not-found` or `redirect`.
        kind: &'static str,
        /// Its title; equal to the site's on the home page.
        title: String,
        /// One sentence for search engines; may be empty.
        description: String,
        /// Its address relative to the root, without `index.html`; empty on the home page.
        path: String,
        /// BCP 47 tag of its language.
        language: String,
        /// `ltr` or `rtl`.
        dir: &'static str,
        /// Its full address, where the site has a `base_url`.
        canonical: Option<String>,
        /// The first part of its address, such as `actors`; empty for the home page and briefings.
        section: String,
        /// The way from the home page to it, without itself; empty on the home page.
        crumbs: Vec<LinkView>,
        /// Feeds that tell its news, its own before the site's; empty where there are none.
        feeds: Vec<Shared<FeedLinkView>>,
        /// The picture for cards that link to it, where the site has a `base_url`: its own first one, else the site's.
        picture: Option<PictureView>,
        /// What it says as JSON-LD, for `<script type="application/ld+json">`; may be empty.
        linked_data: Html,
        /// What it says in other forms, for `<link rel="alternate">`; may be empty.
        forms: Vec<FormView>,
        /// The calendar file of its dates, relative to the root; or empty.
        calendar: String,
    }
    /// A file that says what a page says in another form.
    FormView {
        /// What it is called.
        title: &'static str,
        /// Where it stands, relative to the root.
        href: String,
        /// Its media type.
        media_type: &'static str,
    }
    /// A feed.
    FeedLinkView {
        /// Whose news it tells and in which form, such as `Oman (Atom)`.
        title: String,
        /// Where it stands, relative to the root.
        href: String,
        /// Its media type, for `type`.
        media_type: &'static str,
    }
    /// A picture.
    PictureView {
        /// Its full address.
        url: String,
        /// What it shows, in words; may be empty.
        alt: String,
    }
    /// A link with its text.
    LinkView {
        /// What it says.
        name: String,
        /// Where it leads, relative to the root.
        href: String,
    }
    /// A date in words and for machines.
    DateView {
        /// Value for `<time datetime>`, or empty where HTML has none.
        datetime: String,
        /// The part to show big: `19 Apr`, `March`, `1979`.
        head: String,
        /// The part to show below it: the year, or empty.
        tail: String,
        /// `09:30 UTC`, or empty.
        utc: String,
        /// What is not known, in words; may be empty.
        notes: Vec<&'static str>,
        /// The whole date in running text, with `<time>` around what a machine may read.
        html: Html,
        /// The same without.
        text: String,
        /// `11:30 in Rome`, or empty.
        local: String,
        /// Weekday, or empty.
        weekday: String,
        /// As EDTF, or an instant with its offset.
        edtf: String,
    }
    /// A briefing as other pages show it.
    CardView {
        /// Its title.
        title: String,
        /// Where it stands.
        href: String,
        /// Its summary; may be empty.
        summary: String,
        /// BCP 47 tag of its language where that is not the site's, or empty.
        language: String,
        /// When it was published.
        published: DateView,
        /// The venue it is filed from, or empty.
        dateline: String,
        /// Its first topic.
        topic: Option<Shared<LinkView>>,
        /// Up to three of its actors.
        actors: Vec<String>,
        /// Whether it is a draft, shown because drafts were asked for.
        draft: bool,
    }
    /// An actor, venue or topic in a list.
    EntryView {
        /// Its name.
        name: String,
        /// Where its page stands.
        href: String,
        /// Office and body, country, or empty.
        note: String,
        /// Briefings it appears in.
        count: usize,
        /// Whether its file is a draft, shown because drafts were asked for.
        draft: bool,
    }
    /// Something that happened or will happen.
    EventView {
        /// When.
        date: Shared<DateView>,
        /// What, in one clause.
        what: Text,
        /// Where.
        venue: Option<Shared<LinkView>>,
        /// The anchor of its row in a briefing's own box; empty elsewhere.
        id: String,
        /// `confirmed`, `claimed`, `disputed`, `denied`, `withdrawn`, or empty.
        status: &'static str,
        /// `past`, `current` or `coming`.
        phase: &'static str,
        /// Who; may be empty.
        actors: Vec<Shared<LinkView>>,
        /// Number of the source in the list of sources, from 1; 0 where there is none or the page has no such list.
        source: usize,
        /// Whether it was read from the prose.
        found: bool,
        /// The first briefings that tell of it, newest first; empty in a briefing's own box.
        briefings: Vec<Shared<LinkView>>,
        /// The time of day at its venue, `11:30`, where the date is an instant and the venue's zone is known; or empty.
        clock: String,
        /// How many briefings tell of it.
        count: usize,
    }
    /// A part in a briefing: an actor or a venue.
    PartView {
        /// The name.
        name: Text,
        /// Where its page stands.
        href: Text,
        /// The part played here, or empty.
        role: String,
        /// The office held on the briefing's date, or country and what it is part of; may be empty.
        note: String,
        /// Whether it was read from the prose.
        found: bool,
    }
    /// Words somebody said.
    StatementView {
        /// The words, without quotation marks.
        says: String,
        /// Who said them.
        who: Shared<LinkView>,
        /// The office the speaker held on that day, or empty.
        office: String,
        /// When.
        date: Option<DateView>,
        /// What they are about, to follow "on"; or empty.
        about: String,
        /// Where.
        venue: Option<Shared<LinkView>>,
        /// To whom.
        to: Option<Shared<LinkView>>,
        /// `confirmed`, `claimed`, `disputed`, `denied` or `withdrawn`.
        status: &'static str,
        /// Number of the source in the briefing's list, from 1; 0 where there is none.
        source: usize,
        /// The briefing that holds them.
        briefing: Shared<LinkView>,
    }
    /// Where a fact was learnt.
    SourceView {
        /// Number in the list, from 1; its anchor is `source-` and this number.
        number: usize,
        /// Its title.
        title: String,
        /// Who published it, or empty.
        publisher: String,
        /// Its address, or empty.
        url: String,
        /// The address of an archived copy, or empty.
        archived: String,
        /// When it was published.
        published: Option<DateView>,
        /// When it was read.
        accessed: Option<DateView>,
    }
    /// The fact box of a briefing.
    FactsView {
        /// The groups to show, in order: `dates`, `actors`, `venues`, `statements`, `sources`; those with nothing to show are left out.
        groups: Vec<&'static str>,
        /// Dated facts that are past or under way, in time order.
        past: Vec<EventView>,
        /// Dated facts to come, in time order.
        coming: Vec<EventView>,
        /// Who takes part, in the order written; those read from the prose last.
        actors: Vec<PartView>,
        /// Where, in the order written; those read from the prose last.
        venues: Vec<PartView>,
        /// Who said what, in time order.
        statements: Vec<StatementView>,
        /// Where it was learnt, in the order written.
        sources: Vec<SourceView>,
    }
    /// A heading in the table of contents.
    TocView {
        /// Its text.
        text: String,
        /// Its anchor, without `#`.
        id: String,
        /// The headings below it.
        below: Vec<TocLeafView>,
    }
    /// A heading of the third level in the table of contents.
    TocLeafView {
        /// Its text.
        text: String,
        /// Its anchor, without `#`.
        id: String,
    }
    /// What was fixed.
    CorrectionView {
        /// When.
        date: DateView,
        /// What.
        what: String,
    }
    /// A significant change after publication.
    ChangeView {
        /// When.
        date: DateView,
        /// What is new.
        what: String,
    }
    /// A briefing: `briefing` on its page.
    BriefingView {
        /// Its title.
        title: String,
        /// Its bottom line; may be empty.
        summary: String,
        /// When it was published.
        published: DateView,
        /// The last significant change.
        updated: Option<DateView>,
        /// The venue it is filed from.
        dateline: Option<Shared<LinkView>>,
        /// Who wrote it; may be empty.
        byline: Vec<String>,
        /// Its topics; may be empty.
        topics: Vec<Shared<LinkView>>,
        /// `confirmed`, `claimed`, `disputed`, `denied`, `withdrawn`, or empty.
        status: &'static str,
        /// Reading time in minutes, at least 1.
        minutes: usize,
        /// Headings; may be empty.
        toc: Vec<TocView>,
        /// The prose.
        body: Html,
        /// What changed since publication, latest first; may be empty.
        changes: Vec<ChangeView>,
        /// What was fixed; may be empty.
        corrections: Vec<CorrectionView>,
        /// When somebody should look at it again.
        review_by: Option<DateView>,
        /// Whether that day has come.
        review_due: bool,
        /// Whether it is a draft, shown because drafts were asked for.
        draft: bool,
        /// How to cite it, as BibTeX.
        cite: String,
        /// The front matter's `extra`.
        extra: Value,
    }
    /// A briefing related by the facts it shares.
    RelatedView {
        /// The briefing.
        card: Shared<CardView>,
        /// Names of shared actors and venues, else of shared topics; not empty.
        shared: Vec<String>,
    }
    /// What surrounds a briefing: `around` on its page.
    AroundView {
        /// Related by shared facts, nearest first; may be empty.
        related: Vec<RelatedView>,
        /// Pages whose prose links here, newest first; may be empty.
        backlinks: Vec<Shared<LinkView>>,
        /// The briefing before it in time.
        earlier: Option<Shared<CardView>>,
        /// The briefing after it in time.
        later: Option<Shared<CardView>>,
    }
    /// An office held for a time.
    RoleView {
        /// Such as `foreign minister`.
        title: String,
        /// The body it is held in.
        of: Option<Shared<LinkView>>,
        /// Since when.
        from: Option<DateView>,
        /// Until when.
        to: Option<DateView>,
        /// Whether it is held at the instant the site was built for.
        current: bool,
    }
    /// An actor, venue or topic: `profile` on its page.
    ProfileView {
        /// `actor`, `venue` or `topic`.
        kind: &'static str,
        /// Its name.
        name: String,
        /// `person`, `organisation`, `state`, `group` for actors; free text for venues; or empty.
        sort: String,
        /// One sentence; may be empty.
        summary: String,
        /// Other names; may be empty.
        aliases: Vec<String>,
        /// The profile in prose, where there is any.
        body: Option<Html>,
        /// Offices held, latest first; actors only.
        roles: Vec<RoleView>,
        /// Its own address elsewhere, or empty.
        website: String,
        /// Wikidata item, such as `Q794`, or empty.
        wikidata: String,
        /// Country; venues only, or empty.
        country: String,
        /// The venue it lies in.
        part_of: Option<Shared<LinkView>>,
        /// Venues that lie in it; may be empty.
        parts: Vec<Shared<LinkView>>,
        /// Latitude and longitude in degrees as text, `41.9000, 12.5000`; or empty.
        coordinates: String,
        /// IANA zone, or empty.
        time_zone: String,
        /// Whether its file is a draft, shown because drafts were asked for.
        draft: bool,
        /// The front matter's `extra`.
        extra: Value,
    }
    /// Everything said of an actor, venue or topic: `dossier` on its page.
    DossierView {
        /// Dated facts by year, latest year first; of a topic those of the briefings on this page.
        years: Vec<YearView>,
        /// Dated facts to come, in time order.
        coming: Vec<EventView>,
        /// Statements by or to an actor, at a venue, or in the briefings of a topic on this page, in time order.
        statements: Vec<StatementView>,
        /// Actors it appears with, most often first.
        actors: Vec<EntryView>,
        /// Venues it appears with, most often first.
        venues: Vec<EntryView>,
        /// Pages whose prose links here, newest first.
        backlinks: Vec<Shared<LinkView>>,
        /// Briefings it appears in, newest first; one page of them for a topic.
        briefings: Vec<Shared<CardView>>,
        /// How many briefings there are.
        count: usize,
        /// When the newest was published.
        latest: Option<DateView>,
    }
    /// A year and its dated facts.
    YearView {
        /// The year, such as `2025`, or `date not known`.
        title: String,
        /// Its page in the chronology.
        href: String,
        /// Its facts that are past or under way, in time order; empty in the chronology where there are too many for one page.
        events: Vec<EventView>,
        /// Its facts to come, in time order; empty where they stand elsewhere on the page, or are too many.
        coming: Vec<EventView>,
        /// Its months; empty outside the chronology.
        months: Vec<MonthView>,
        /// How many facts there are.
        count: usize,
    }
    /// A month of the chronology.
    MonthView {
        /// Such as `April 2025`.
        title: String,
        /// Such as `April`.
        name: String,
        /// Its page.
        href: String,
        /// How many facts there are.
        count: usize,
    }
    /// The chronology, or a year or month of it: `chronology` on its pages.
    ChronologyView {
        /// `all`, `year` or `month`.
        span: &'static str,
        /// Facts to come, in time order; the first 50 on the page of all years, empty elsewhere.
        coming: Vec<EventView>,
        /// Years, latest first; one on the page of a year or month.
        years: Vec<YearView>,
        /// Whether every fact of the page's time is listed on it, so that a script may filter them in place.
        whole: bool,
        /// Those who take part most often, by name, with the number of facts here; each leads to its own facts. May be empty.
        actors: Vec<EntryView>,
        /// The venues of most facts, in the same way.
        venues: Vec<EntryView>,
        /// A picture of the whole history, on the page of all years where it is long.
        timeline: Option<TimelineView>,
        /// The page of the year or month before, where there is one.
        earlier: Option<LinkView>,
        /// The page of the year or month after.
        later: Option<LinkView>,
        /// How many facts there are.
        count: usize,
    }
    /// A picture of a long history.
    TimelineView {
        /// Where it stands, relative to the root.
        href: String,
        /// What it shows, in words.
        words: String,
    }
    /// Entries under a heading.
    GroupView {
        /// Such as `Persons`; may be empty.
        title: String,
        /// Its entries by name.
        entries: Vec<EntryView>,
    }
    /// An index of actors, venues or topics: `index` on its page.
    IndexView {
        /// `actors`, `venues` or `topics`.
        of: &'static str,
        /// Groups; may be empty.
        groups: Vec<GroupView>,
        /// How many entries there are.
        count: usize,
    }
    /// Briefings of one day.
    DayView {
        /// The day.
        date: DateView,
        /// Its briefings, newest first.
        cards: Vec<Shared<CardView>>,
    }
    /// Where a page stands in a list of several pages: `pager` on archive and topic pages.
    PagerView {
        /// Its number, from 1.
        number: usize,
        /// How many there are, at least 1.
        pages: usize,
        /// The page with newer briefings.
        newer: Option<LinkView>,
        /// The page with older briefings.
        older: Option<LinkView>,
    }
    /// The home page: `home` on it.
    HomeView {
        /// The newest briefing.
        lead: Option<Shared<CardView>>,
        /// The next newest by day.
        days: Vec<DayView>,
        /// The next facts to come, in time order, at most 8.
        coming: Vec<EventView>,
        /// Topics by number of briefings.
        topics: Vec<EntryView>,
        /// How many briefings there are.
        count: usize,
        /// Whether the lead and the days hold all of them.
        all_shown: bool,
        /// The archive's first page.
        archive: String,
    }
    /// A page of the archive: `archive` on it.
    ArchiveView {
        /// Its briefings by day, newest first.
        days: Vec<DayView>,
        /// How many briefings there are in all.
        count: usize,
        /// All plain pages, on the first page of the archive, where `site.pages` does not hold all of them.
        pages: Vec<LinkView>,
    }
    /// Something that was fixed in a briefing.
    CorrectedView {
        /// When.
        date: DateView,
        /// What.
        what: String,
        /// The briefing.
        briefing: Shared<CardView>,
    }
    /// A page of what was fixed: `corrections` on it.
    CorrectionsView {
        /// Latest first.
        entries: Vec<CorrectedView>,
        /// How many there are in all.
        count: usize,
    }
    /// A plain page: `plain` on it.
    PlainView {
        /// Its title.
        title: String,
        /// One sentence; may be empty.
        summary: String,
        /// Headings; may be empty.
        toc: Vec<TocView>,
        /// The prose.
        body: Html,
        /// The front matter's `extra`.
        extra: Value,
    }
    /// The search page: `search` on it. What it lists is there for readers without a script.
    SearchView {
        /// Years with their number of briefings, latest first; each leads to the page of the archive it begins on.
        years: Vec<EntryView>,
        /// Lists of subjects: topics, actors, venues; those with most briefings, by name. May be empty.
        lists: Vec<ListView>,
        /// How many pages can be found.
        count: usize,
    }
    /// A few of a list of subjects.
    ListView {
        /// The list as a whole.
        all: LinkView,
        /// How many entries it has.
        count: usize,
        /// Some of them.
        entries: Vec<EntryView>,
    }
    /// An old address: `redirect` on its page.
    RedirectView {
        /// Where it leads now, relative to the root.
        href: String,
        /// The title of that page.
        title: String,
        /// The full address of that page, where the site has a `base_url`.
        canonical: Option<String>,
    }
}
