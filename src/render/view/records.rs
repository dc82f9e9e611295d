//! Every record that templates can read. docs/templates.md is generated from these declarations.
//!
//! URLs are relative to the root of the site: a template writes `{{ root }}{{ card.href }}`.

use tera::Value;

use super::shape::views;
use super::{Shared, Text};
use crate::render::Html;

views! {
    /// The site: `site` on every page.
    SiteView {
        /// Title of the site.
        title: String,
        /// One sentence about the site; may be empty.
        description: String,
        /// BCP 47 tag, such as `en`.
        language: String,
        /// `ltr` or `rtl`.
        dir: &'static str,
        /// Full URL of the root, ending in `/`, if the site has one.
        base_url: Option<String>,
        /// The publisher.
        publisher: Option<PublisherView>,
        /// The main menu.
        menu: Vec<MenuView>,
        /// Standalone pages, such as "About"; may be empty. At most 20: those in the fewest folders.
        pages: Vec<LinkView>,
        /// The list of all standalone pages, if there are more.
        more_pages: Option<LinkView>,
        /// The page of corrections, if there are any.
        corrections: Option<LinkView>,
        /// Listings of authors and series, if there are any.
        listings: Vec<LinkView>,
        /// Whether there is a web manifest, `site.webmanifest` at the root.
        manifest: bool,
        /// URL of the search page, relative to the root; empty without search.
        search: String,
        /// What `[look]` in `site.toml` sets.
        look: LookView,
    }
    /// The look of the site. Colours and fonts are in its style sheet.
    LookView {
        /// Logo: a path relative to the root; or empty.
        logo: String,
        /// Logo in dark mode, likewise; or empty.
        logo_dark: String,
        /// Style sheet: a path relative to the root; or empty.
        style: String,
        /// Line or picture at the end of the masthead.
        corner: Option<CornerView>,
        /// Lines of the footer; may be empty.
        footer: Vec<String>,
        /// Links of the footer; may be empty.
        links: Vec<ExternalLinkView>,
        /// Licence of the content.
        licence: Option<ExternalLinkView>,
    }
    /// A line or picture at the end of the masthead.
    CornerView {
        /// The line, or the alternative text of the picture.
        text: String,
        /// External URL; may be empty.
        url: String,
        /// Picture: a path relative to the root; or empty.
        picture: String,
        /// Picture in dark mode, likewise; or empty.
        picture_dark: String,
    }
    /// A link to another site.
    ExternalLinkView {
        /// Text.
        name: String,
        /// External URL.
        url: String,
    }
    /// The publisher of the site.
    PublisherView {
        /// Name.
        name: String,
        /// External URL.
        url: Option<String>,
    }
    /// A menu entry.
    MenuView {
        /// Text.
        name: String,
        /// URL, relative to the root or external.
        href: String,
        /// Whether the URL is external; then it must not be prefixed with `root`.
        external: bool,
        /// Section it belongs to, to compare with `page.section`; empty for external URLs.
        section: String,
    }
    /// The page being rendered: `page` on every page.
    PageView {
        /// `home`, `briefing`, `actor`, `venue`, `topic`, `author`, `series`, `index`, `chronology`, `archive`, `corrections`, `plain`, `search`, `not-found` or `redirect`.
        kind: &'static str,
        /// Title; on the home page that of the site.
        title: String,
        /// One sentence for search engines; may be empty.
        description: String,
        /// Path relative to the root, without `index.html`; empty on the home page.
        path: String,
        /// BCP 47 tag of the language.
        language: String,
        /// `ltr` or `rtl`.
        dir: &'static str,
        /// Full URL, if the site has a `base_url`.
        canonical: Option<String>,
        /// First segment of the path, such as `actors`; empty for the home page and briefings.
        section: String,
        /// Breadcrumbs: the pages above this one, from the home page; empty on the home page.
        crumbs: Vec<LinkView>,
        /// Feeds, those of the page before those of the site; may be empty.
        feeds: Vec<Shared<FeedLinkView>>,
        /// Image for link previews, if the site has a `base_url`: the first of the page, else that of the site.
        picture: Option<PictureView>,
        /// JSON-LD for `<script type="application/ld+json">`; may be empty.
        linked_data: Html,
        /// Alternates of the page, for `<link rel="alternate">`; may be empty.
        forms: Vec<AlternateView>,
        /// URL of the calendar of its dates, relative to the root; or empty.
        calendar: String,
    }
    /// An alternate: the same page in another format.
    AlternateView {
        /// Label.
        title: String,
        /// URL, relative to the root.
        href: String,
        /// Media type.
        media_type: &'static str,
    }
    /// A feed.
    FeedLinkView {
        /// Title with the format, such as `Oman (Atom)`.
        title: String,
        /// URL, relative to the root.
        href: String,
        /// Media type, for the attribute `type`.
        media_type: &'static str,
    }
    /// An image.
    PictureView {
        /// Full URL.
        url: String,
        /// Alternative text; may be empty.
        alt: String,
    }
    /// A link with its text.
    LinkView {
        /// Text.
        name: String,
        /// URL, relative to the root.
        href: String,
    }
    /// A date as text and in machine-readable formats.
    DateView {
        /// Value for `<time datetime>`; empty if HTML has none for it.
        datetime: String,
        /// Time in UTC, `09:30 UTC`, or empty.
        utc: String,
        /// Qualifiers, such as uncertain, as text; may be empty.
        notes: Vec<String>,
        /// The whole date as HTML, with `<time>` around each machine-readable part.
        html: Html,
        /// The date as HTML for a narrow column: `19 Apr`, `13–14 Jan`, `c. March`, `1979`.
        row_html: Html,
        /// The year, if `row_html` leaves it out; or empty.
        row_year: String,
        /// The whole date as text.
        text: String,
        /// Local time, `11:30 in Rome`, or empty.
        local: String,
        /// Weekday, or empty.
        weekday: String,
        /// The date as EDTF, or an instant with its offset.
        edtf: String,
    }
    /// A briefing as listed on other pages.
    CardView {
        /// Title.
        title: String,
        /// URL, relative to the root.
        href: String,
        /// Summary; may be empty.
        summary: String,
        /// BCP 47 tag of the language, if it differs from that of the site; or empty.
        language: String,
        /// Date of publication.
        published: DateView,
        /// Name of the venue in its dateline, or empty.
        dateline: String,
        /// First topic.
        topic: Option<Shared<LinkView>>,
        /// Names of its actors, at most 3.
        actors: Vec<String>,
        /// Whether it is a draft; drafts are only built on request.
        draft: bool,
    }
    /// An actor, venue or topic in a list.
    EntryView {
        /// Name.
        name: String,
        /// URL of its page, relative to the root.
        href: String,
        /// Role and affiliation, or country; or empty.
        note: String,
        /// Number of briefings that list it or name it in their prose; in other lists, what the list counts.
        count: usize,
        /// Whether its profile is a draft; drafts are only built on request.
        draft: bool,
    }
    /// An event: a dated fact.
    EventView {
        /// Date.
        date: Shared<DateView>,
        /// What happened, in one clause.
        what: Text,
        /// Venue.
        venue: Option<Shared<LinkView>>,
        /// Id of its row in the fact box of a briefing; empty elsewhere.
        id: String,
        /// `confirmed`, `claimed`, `disputed`, `denied`, `withdrawn`, or empty.
        status: &'static str,
        /// `past`, `coming`, or `current` for an interval that has begun and not ended.
        phase: &'static str,
        /// Actors; may be empty.
        actors: Vec<Shared<LinkView>>,
        /// Number of its source in the list of sources, from 1; 0 without a source or a list.
        source: usize,
        /// Whether it was found in the prose.
        found: bool,
        /// Briefings that report it, newest first, at most 3; empty in a fact box.
        briefings: Vec<Shared<LinkView>>,
        /// Local time at the venue, `11:30`, if the date is an instant and the time zone of the venue is known; or empty.
        clock: String,
        /// Number of briefings that report it.
        count: usize,
    }
    /// An actor or venue of a briefing.
    PartView {
        /// Name.
        name: Text,
        /// URL of its page, relative to the root.
        href: Text,
        /// Role in this briefing, or empty.
        role: String,
        /// Role on the date of the briefing; of a venue, the containing venue and country; may be empty.
        note: String,
        /// Whether it was found in the prose.
        found: bool,
    }
    /// A statement.
    StatementView {
        /// The quotation, without quotation marks.
        says: String,
        /// Speaker.
        who: Shared<LinkView>,
        /// Role of the speaker on that day, or empty.
        office: String,
        /// Date.
        date: Option<DateView>,
        /// Subject of the statement, to follow "on"; or empty.
        about: String,
        /// Venue.
        venue: Option<Shared<LinkView>>,
        /// Addressee.
        to: Option<Shared<LinkView>>,
        /// `confirmed`, `claimed`, `disputed`, `denied` or `withdrawn`.
        status: &'static str,
        /// Number of its source in the briefing's list, from 1; 0 without a source.
        source: usize,
        /// The briefings that declare it; on a briefing page that briefing.
        briefings: Vec<Shared<LinkView>>,
    }
    /// A source of a briefing.
    SourceView {
        /// Number in the list, from 1; its id is `source-` followed by this number.
        number: usize,
        /// Title.
        title: String,
        /// Publisher, or empty.
        publisher: String,
        /// URL, or empty.
        url: String,
        /// URL of an archived copy, or empty.
        archived: String,
        /// Date of publication.
        published: Option<DateView>,
        /// Date of access.
        accessed: Option<DateView>,
    }
    /// The fact box of a briefing.
    FactsView {
        /// Box groups that are not empty, in order: `dates`, `actors`, `venues`, `statements`, `sources`.
        groups: Vec<&'static str>,
        /// Those of them that the box shows: `dates`, `actors`, `venues`.
        in_box: Vec<&'static str>,
        /// The story: past and current events later than two days before publication, else the last ones; at most 4, in time order.
        story: Vec<EventView>,
        /// Coming events, in time order.
        coming: Vec<EventView>,
        /// Other past events, in time order.
        background: Vec<EventView>,
        /// Number of coming events that the box shows open; the others are folded.
        open_coming: usize,
        /// Number of actors that the box shows open.
        open_actors: usize,
        /// Number of venues that the box shows open.
        open_venues: usize,
        /// Actors in the order declared, followed by those found in the prose.
        actors: Vec<PartView>,
        /// Venues in the order declared, followed by those found in the prose.
        venues: Vec<PartView>,
        /// Statements, in time order.
        statements: Vec<StatementView>,
        /// Sources, in the order declared.
        sources: Vec<SourceView>,
        /// Strip of its dates, if there are enough.
        strip: Option<StripView>,
        /// Map of its venues, if their coordinates are known.
        map: Option<MapView>,
    }
    /// A timeline strip: dates as marks above an axis.
    StripView {
        /// The picture as HTML, labelled by the element with the id `_strip`.
        drawing: Html,
        /// Description, to stand in that element.
        words: String,
    }
    /// A map of places.
    MapView {
        /// Background: a path relative to the root.
        href: String,
        /// Width of the background in pixels.
        width: usize,
        /// Its height.
        height: usize,
        /// Marks and names to lie above the background, as HTML, labelled by the element with the id `_map`.
        places: Html,
        /// Description, to stand in that element.
        words: String,
    }
    /// Who met whom: a table of actors by the number of facts that two of them share.
    MeetingsView {
        /// Actors of the columns: all but the first of the rows.
        columns: Vec<Shared<LinkView>>,
        /// Rows, one for each actor but the last; the first has most facts.
        rows: Vec<MeetingRowView>,
    }
    /// A row of the table of who met whom.
    MeetingRowView {
        /// The actor.
        actor: Shared<LinkView>,
        /// One cell for each column; empty where the pair has a cell in another row.
        cells: Vec<MeetingCellView>,
    }
    /// A pair of actors in the table of who met whom.
    MeetingCellView {
        /// Number of dated facts and statements that both share.
        count: usize,
        /// The newest briefing that reports one of them; empty without one.
        href: String,
        /// Weight of the number: 1 to 3, or 0 for none.
        weight: usize,
        /// Whether the pair has a cell in another row.
        blank: bool,
    }
    /// A heading in the table of contents.
    TocView {
        /// Text.
        text: String,
        /// Id of the heading, without `#`.
        id: String,
        /// Headings of the third level below it.
        below: Vec<TocLeafView>,
    }
    /// A heading of the third level in the table of contents.
    TocLeafView {
        /// Text.
        text: String,
        /// Id of the heading, without `#`.
        id: String,
    }
    /// A correction.
    CorrectionView {
        /// Date.
        date: DateView,
        /// What was corrected.
        what: String,
    }
    /// A significant change after publication.
    ChangeView {
        /// Date.
        date: DateView,
        /// What changed.
        what: String,
    }
    /// A briefing: `briefing` on its page.
    BriefingView {
        /// Title.
        title: String,
        /// Summary; may be empty.
        summary: String,
        /// Date of publication.
        published: DateView,
        /// Date of the last significant change.
        updated: Option<DateView>,
        /// Venue in its dateline.
        dateline: Option<Shared<LinkView>>,
        /// Names in its byline; may be empty.
        byline: Vec<String>,
        /// The names in its byline as part of a sentence, with links to the pages of authors; may be empty.
        authors: Html,
        /// Its place in a series.
        series: Option<SeriesPlaceView>,
        /// The lead picture.
        picture: Option<LeadPictureView>,
        /// Topics; may be empty.
        topics: Vec<Shared<LinkView>>,
        /// `confirmed`, `claimed`, `disputed`, `denied`, `withdrawn`, or empty.
        status: &'static str,
        /// Reading time in minutes, at least 1.
        minutes: usize,
        /// Table of contents; may be empty.
        toc: Vec<TocView>,
        /// Body as HTML.
        body: Html,
        /// The first paragraph of the body, if it begins with one; or empty.
        opening: Html,
        /// The body without its first paragraph.
        rest: Html,
        /// Significant changes since publication, latest first; may be empty.
        changes: Vec<ChangeView>,
        /// Corrections; may be empty.
        corrections: Vec<CorrectionView>,
        /// Day on which it should be reviewed.
        review_by: Option<DateView>,
        /// Whether that day has been reached.
        review_due: bool,
        /// Whether it is a draft; drafts are only built on request.
        draft: bool,
        /// Citation as text, without the URL.
        cite: String,
        /// The key `extra` of the front matter.
        extra: Value,
    }
    /// The lead picture of a briefing.
    LeadPictureView {
        /// The largest copy that all browsers read: a path relative to the root.
        href: String,
        /// Its width in pixels.
        width: usize,
        /// Its height.
        height: usize,
        /// Copies in the same format, ascending.
        copies: Vec<PictureCopyView>,
        /// Copies in WebP, ascending; may be empty.
        webp: Vec<PictureCopyView>,
        /// Alternative text.
        alt: String,
        /// Caption, or empty.
        caption: String,
        /// Who made it, or empty.
        credit: String,
        /// Licence, or empty.
        licence: String,
    }
    /// A copy of a picture.
    PictureCopyView {
        /// Path relative to the root.
        href: String,
        /// Width in pixels.
        width: usize,
    }
    /// The place of a briefing in a series.
    SeriesPlaceView {
        /// Link to the series.
        link: Shared<LinkView>,
        /// Its number, from 1.
        number: usize,
        /// The briefing before it.
        previous: Option<Shared<LinkView>>,
        /// The briefing after it.
        next: Option<Shared<LinkView>>,
    }
    /// A page that a briefing leads on to, and why.
    OtherPageView {
        /// Link to the page.
        link: Shared<LinkView>,
        /// Its card, if it is a briefing.
        card: Option<Shared<CardView>>,
        /// Names of the actors and venues, or else of the topics, that both share; empty if it is not related.
        shared: Vec<String>,
        /// Whether its prose links to the briefing.
        links_here: bool,
        /// `earlier` or `later`, if it is the previous or next briefing in time; or empty.
        neighbour: &'static str,
    }
    /// Links from a briefing to others: `around` on its page.
    AroundView {
        /// Related briefings, most closely related first, then pages that link here, then the neighbours in time; each once.
        others: Vec<OtherPageView>,
    }
    /// A role of an actor, with its term.
    RoleView {
        /// Title, such as `foreign minister`.
        title: String,
        /// Affiliation: the organisation or state.
        of: Option<Shared<LinkView>>,
        /// Start of the term.
        from: Option<DateView>,
        /// End of the term.
        to: Option<DateView>,
        /// Whether the role is held at the instant that the site is built for.
        current: bool,
    }
    /// An actor, venue, topic, author or series: `profile` on its page.
    ProfileView {
        /// `actor`, `venue`, `topic`, `author` or `series`.
        kind: &'static str,
        /// Name.
        name: String,
        /// Kind: `person`, `organisation`, `state` or `group` for actors, free text for venues; or empty.
        sort: String,
        /// One sentence; may be empty.
        summary: String,
        /// Aliases; may be empty.
        aliases: Vec<String>,
        /// Body as HTML, if there is one.
        body: Option<Html>,
        /// Role of an author, or empty.
        role: String,
        /// Portrait of an author.
        portrait: Option<PortraitView>,
        /// Links of an author; may be empty.
        links: Vec<ExternalLinkView>,
        /// Roles, latest first; actors only.
        roles: Vec<RoleView>,
        /// URL of its website, or empty.
        website: String,
        /// Wikidata item, such as `Q794`, or empty.
        wikidata: String,
        /// Country; venues only, or empty.
        country: String,
        /// The containing venue.
        part_of: Option<Shared<LinkView>>,
        /// Contained venues; may be empty.
        parts: Vec<Shared<LinkView>>,
        /// Latitude and longitude in degrees as text, `41.9000, 12.5000`; or empty.
        coordinates: String,
        /// IANA time zone, or empty.
        time_zone: String,
        /// Map of a venue, if its coordinates are known.
        map: Option<MapView>,
        /// Whether its profile is a draft; drafts are only built on request.
        draft: bool,
        /// The key `extra` of the front matter.
        extra: Value,
    }
    /// The portrait of an author.
    PortraitView {
        /// URL, relative to the root.
        href: String,
        /// Width in pixels, or 0 if it is not known.
        width: usize,
        /// Height in pixels, or 0 if it is not known.
        height: usize,
    }
    /// Everything the site reports on a subject: `dossier` on its page.
    DossierView {
        /// Events by year, latest year first; for a topic, those of the briefings on this page.
        years: Vec<YearView>,
        /// Coming events, latest first.
        coming: Vec<EventView>,
        /// Statements by or to an actor, at a venue, or in the briefings on this page of a topic, latest first; the same words
        /// of one speaker on one day once.
        statements: Vec<StatementView>,
        /// Actors it appears with, most frequent first.
        actors: Vec<EntryView>,
        /// Venues it appears with, most frequent first.
        venues: Vec<EntryView>,
        /// Backlinks: other pages whose prose links here, newest first.
        backlinks: Vec<Shared<LinkView>>,
        /// Briefings on this page, newest first; of a series, in reading order.
        briefings: Vec<Shared<CardView>>,
        /// Number of the first briefing of a series on this page; 1 for other subjects.
        first: usize,
        /// Number of briefings that list it or name it in their prose.
        count: usize,
        /// Publication date of the newest briefing.
        latest: Option<DateView>,
        /// The newest briefing, on the first page.
        newest: Option<Shared<CardView>>,
        /// Strip of its events, if there are enough.
        strip: Option<StripView>,
        /// Who met whom, on the first page of a topic with three actors at least.
        meetings: Option<MeetingsView>,
    }
    /// A year and its events.
    YearView {
        /// The year, such as `2025`, or `Date not known`.
        title: String,
        /// URL of its page in the timeline.
        href: String,
        /// Past and current events, latest first; empty in the timeline if there are too many for one page.
        events: Vec<EventView>,
        /// Coming events, latest first; empty if the page lists them elsewhere or there are too many.
        coming: Vec<EventView>,
        /// Whether the earliest coming event is on this page, so that a line for the current date follows it.
        ends_coming: bool,
        /// Months, latest first; empty outside the timeline.
        months: Vec<MonthView>,
        /// Number of events.
        count: usize,
    }
    /// A month of the timeline.
    MonthView {
        /// Month and year, such as `April 2025`.
        title: String,
        /// Month, such as `April`.
        name: String,
        /// URL of its page.
        href: String,
        /// Number of events.
        count: usize,
    }
    /// The timeline, or one year or month of it: `chronology` on its pages.
    TimelineView {
        /// Which part: `all`, `year` or `month`.
        span: &'static str,
        /// Coming events, latest first: the next 50 on the page of all years, empty elsewhere.
        coming: Vec<EventView>,
        /// Years, latest first; a single one on a page of a year or month, with the events of this page.
        years: Vec<YearView>,
        /// Whether the page lists all events that are counted, so that a script can filter them in place.
        whole: bool,
        /// The most frequent actors, by name, each with the number of its events here and a link to its own events; may be empty,
        /// and is on further pages of a year or month.
        actors: Vec<EntryView>,
        /// The most frequent venues, likewise.
        venues: Vec<EntryView>,
        /// Chart of all events, on the page of all years, if there are enough.
        timeline: Option<TimelineChartView>,
        /// The previous year or month with events.
        earlier: Option<LinkView>,
        /// The next year or month with events.
        later: Option<LinkView>,
        /// Number of events.
        count: usize,
    }
    /// The chart of the timeline.
    TimelineChartView {
        /// URL, relative to the root.
        href: String,
        /// Description of the chart.
        words: String,
    }
    /// A group of entries with a heading.
    GroupView {
        /// Heading, such as `Persons`; may be empty.
        title: String,
        /// Entries by initial, persons by that of their family name; a single part in a short group.
        letters: Vec<LetterView>,
    }
    /// The entries of a group with the same initial.
    LetterView {
        /// Initial; empty in a short group.
        letter: String,
        /// Id of its heading.
        id: String,
        /// Entries, by name.
        entries: Vec<EntryView>,
    }
    /// A listing of subjects: `index` on its page.
    IndexView {
        /// What it lists: `actors`, `venues`, `topics`, `people` or `series`.
        of: &'static str,
        /// Groups that have entries; may be empty.
        groups: Vec<GroupView>,
        /// Map of the venues, if there are two or more whose coordinates are known.
        map: Option<MapView>,
        /// Number of entries.
        count: usize,
    }
    /// The briefings of one day.
    DayView {
        /// Day.
        date: DateView,
        /// Briefings, newest first.
        cards: Vec<Shared<CardView>>,
    }
    /// Position in a paginated listing: `pager` on pages of the archive, of corrections, of subjects and of the timeline.
    PagerView {
        /// Number of this page, from 1.
        number: usize,
        /// Number of pages, at least 1.
        pages: usize,
        /// The page with newer entries.
        newer: Option<LinkView>,
        /// The page with older entries.
        older: Option<LinkView>,
    }
    /// The home page: `home`.
    HomeView {
        /// The newest briefing.
        lead: Option<Shared<CardView>>,
        /// The lead picture of that briefing.
        picture: Option<LeadPictureView>,
        /// The two next newest briefings.
        seconds: Vec<Shared<CardView>>,
        /// The next newest briefings, by day.
        days: Vec<DayView>,
        /// Coming events, in time order, at most 8.
        coming: Vec<EventView>,
        /// Topics, most briefings first.
        topics: Vec<EntryView>,
        /// Number of briefings.
        count: usize,
        /// Whether `lead`, `seconds` and `days` hold all briefings.
        all_shown: bool,
        /// URL of the first page of the archive.
        archive: String,
    }
    /// A page of the archive: `archive`.
    ArchiveView {
        /// Briefings by day, newest first.
        days: Vec<DayView>,
        /// Number of all briefings.
        count: usize,
        /// All standalone pages, on the first page of the archive, if `site.pages` does not hold them all.
        pages: Vec<LinkView>,
    }
    /// A correction with its briefing.
    CorrectedView {
        /// Date.
        date: DateView,
        /// What was corrected.
        what: String,
        /// Briefing.
        briefing: Shared<CardView>,
    }
    /// A page of corrections: `corrections`.
    CorrectionsView {
        /// Corrections, latest first.
        entries: Vec<CorrectedView>,
        /// Number of all corrections.
        count: usize,
    }
    /// A standalone page: `plain`.
    StandalonePageView {
        /// Title.
        title: String,
        /// One sentence; may be empty.
        summary: String,
        /// Table of contents; may be empty.
        toc: Vec<TocView>,
        /// Body as HTML.
        body: Html,
        /// The key `extra` of the front matter.
        extra: Value,
    }
    /// The search page: `search`. Its lists are for readers without JavaScript.
    SearchView {
        /// Years with their number of briefings, latest first; each links to the page of the archive where it begins.
        years: Vec<EntryView>,
        /// Topics, actors and venues with most briefings, by name; may be empty.
        lists: Vec<ListView>,
        /// Number of pages in the search index.
        count: usize,
    }
    /// An excerpt of a listing of subjects.
    ListView {
        /// `topics`, `actors` or `venues`.
        of: &'static str,
        /// Link to the whole listing.
        all: LinkView,
        /// Number of entries of the whole listing.
        count: usize,
        /// Selected entries.
        entries: Vec<EntryView>,
    }
    /// An old URL: `redirect`.
    RedirectView {
        /// URL of the new page, relative to the root.
        href: String,
        /// Title of the new page.
        title: String,
        /// Full URL of the new page, if the site has a `base_url`.
        canonical: Option<String>,
    }
}
