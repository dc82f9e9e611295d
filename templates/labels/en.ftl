# The labels of all pages in English. Another language is another file of this kind, named after the language.
#
# A line has an id, which stays as it is, and the text to translate. Names in braces, such as { $count }, are filled in;
# they may stand anywhere in the text. "->" chooses a text by a number or a word; the default has a star. A language writes
# the plural forms that it has: zero, one, two, few, many and other.
# A space at the beginning or end of a text is written as { " " }.


## Every page

skip-to-content = Skip to content
skip-facts = Skip the facts
main-navigation = Main
breadcrumb = Breadcrumb
feed = Feed
# Before the name of a licence in the footer
licence = Licence:
# $formats: links to the same page in other formats
machine-formats = Download: { $formats }
# Between the items of a list, and between the last two in a sentence
list-separator = { ", " }
list-last-separator = { " and " }


## The menu and the titles of pages

briefings = Briefings
chronology = Timeline
actors = Actors
venues = Venues
topics = Topics
authors = Authors
all-series = Series
archive = Archive
corrections = Corrections
search = Search
all-pages = All pages
page-not-found = Page not found


## Lists of briefings

draft = draft
latest = Latest
# Before the next coming date, at the head of a page
next = Next
nothing-published = Nothing is published yet.
coming-dates = Coming dates
all-briefings =
    { $count ->
        [one] All { $count } briefings
       *[other] All { $count } briefings
    }
briefing-count =
    { $count ->
        [one] { $count } briefing
       *[other] { $count } briefings
    }
archive-summary =
    { $count ->
        [one] { $count } briefing, newest first.
       *[other] { $count } briefings, newest first.
    }
# One of several pages of the archive
archive-summary-page =
    { $count ->
        [one] { $count } briefing, newest first; page { $page } of { $pages }.
       *[other] { $count } briefings, newest first; page { $page } of { $pages }.
    }
pages = Pages
page-of = Page { $page } of { $pages }
page-number = Page { $page }
newer = Newer
older = Older


## Head of a briefing

updated-on = Updated { $date }
corrected-on = Corrected { $date }
# $names: one or more authors, as in "By A, B and C"
byline = By { $names }
# $series: a link to the series; $number: the place of the briefing in it
part-of-series = Part { $number } of { $series }
reading-time = { $minutes } min read
draft-notice-title = Draft.
draft-notice = Shown because drafts were asked for; not public.
review-due-title = Due for review
# Follows the title above
review-due = since { $date }: it may no longer be up to date.
on-this-page = On this page


## Facts of a briefing

facts = The facts
dates = Dates
statements = Statements
sources = Sources
background-dates =
    { $count ->
        [one] Background: { $count } date
       *[other] Background: { $count } dates
    }
later-dates =
    { $count ->
        [one] { $count } later date
       *[other] { $count } later dates
    }
more-actors =
    { $count ->
        [one] { $count } more actor
       *[other] { $count } more actors
    }
more-venues =
    { $count ->
        [one] { $count } more venue
       *[other] { $count } more venues
    }
statement-count =
    { $count ->
        [one] { $count } statement
       *[other] { $count } statements
    }
# $status: what is known of a fact
status =
    { $status ->
        [confirmed] confirmed
        [claimed] claimed
        [disputed] disputed
        [denied] denied
       *[withdrawn] withdrawn
    }
# Beside a fact that is not confirmed; announced is a claim about what is to come
status-mark =
    { $status ->
        [claimed] claimed, not confirmed
        [announced] announced
        [disputed] disputed: accounts differ
        [denied] denied by those concerned
       *[withdrawn] withdrawn by its source
    }
# A date that has begun and has not ended
under-way = under way
# A fact that the program found in the prose
found-in-text = from the text
source-number = source { $number }
# Follows the names of other briefings that report a date
more-briefings = and { $count } more
add-to-calendar = Add to calendar
# The line between coming and past dates of a list that runs from the latest to the earliest, and a link to it
today = Today
to-today = To today
# A heading, and the line between past and coming dates of a list
to-come = To come


## Below a briefing

who-said-what = Who said what
# Follows the name of a speaker: the person or body addressed, and the subject
statement-to = to { $name }
statement-about = on { $about }
# Follows the title of a source: the day on which it was read
source-read = read { $date }
archived-copy = archived copy
what-changed = What changed
cite = Cite this briefing
# The citation of a briefing; its URL follows
citation = { $title }. { $site }, { $date }.
citation-with-authors = { $authors }: { $title }. { $site }, { $date }.
# Links to the briefings before and after one in its series, and the name of their list
previous-part = Previous part
next-part = Next part
series-named = Series: { $name }
more-pages = More on this
# $names: actors, venues and topics that two briefings share
shares = shares { $names }
links-here = links here
earlier-briefing = previous briefing
later-briefing = next briefing
backlinks = Pages that link here
earlier = Earlier
later = Later


## Actors, venues and topics

offices = Offices
# The term of an office
office-from-to = { $from } to { $to }
office-since = since { $from }
office-until = until { $to }
# $kind: the kind of an actor
actor-kind =
    { $kind ->
        [person] Person
        [organisation] Organisation
        [state] State
       *[group] Group
    }
# The kind of an actor beside its name
note-organisation = organisation
note-state = state
note-group = group
persons = Persons
states = States
organisations = Organisations
groups = Groups
others = Others
last-briefing = Last briefing { $date }
in-time = Timeline
appears-with = Appears with
names-and-links = Names and links
also-called = Also called
own-site = Own site
place = Place
part-of = In
country = Country
parts = Holds
time-zone = Time zone
coordinates = Coordinates
letters = By letter
in-reading-order = In reading order
index-summary = { $count } in all, by name.
index-empty = There are none yet.


## The chronology

chronology-summary =
    { $count ->
        [one] { $count } dated fact.
       *[other] { $count } dated facts, latest first.
    }
in-order-of-time = In order of time
filter = Only one actor or venue
# $count: how many dates are shown; $name: the actor or venue
filter-shown = { $count } shown: { $name }
filter-all-shown = All are shown
filter-show-all = Show all
chart-title = Dated facts in time
# $first and $last: years; $most: the year or years with most facts, $highest: how many these are
chart-summary = { $count } dated facts from { $first } to { $last }. Most in { $most }: { $highest }.
chart-summary-coming = { $count } dated facts from { $first } to { $last }; { $coming } to come. Most in { $most }: { $highest }.
year-range = { $first } to { $last }


## Timeline strips, maps and the table of who met whom

# $first and $last: dates; $coming: how many are to come, which have outlined marks
strip-summary = { $count } dates, { $first } to { $last }
strip-summary-coming = { $count } dates, { $first } to { $last }; { $coming } to come (outlined)
# $strip: one of the two texts before this; $count: the number of all dates, of which the latest are shown
strip-latest = { $strip }; the latest of { $count }
# The lane of dates that no other lane has
strip-other = Others
# $places: names of places
map-summary = Map: { $places }. Borders: Natural Earth.
map-summary-many = Map of { $count } places. Borders: Natural Earth.
# More places at the same mark
map-more = + { $count }
# The title of the file with the background of a map
map-background = Land and borders: Natural Earth
# $name: who made a picture
picture-credit = Picture: { $name }.
meetings = Who met whom
meetings-summary = Dated facts and statements that two of them share. Each number links to the newest briefing with one of them.
# The title of the dates without a year
date-not-known = Date not known


## Corrections

corrections-summary =
    { $count ->
        [one] { $count } correction.
       *[other] { $count } corrections, latest first.
    }
corrections-summary-page =
    { $count ->
        [one] { $count } correction; page { $page } of { $pages }.
       *[other] { $count } corrections, latest first; page { $page } of { $pages }.
    }
corrections-note = Each is also on the page of its briefing.


## Search

# The button of the field in the masthead
search-go = Go
search-field = Words in titles, names, facts and text
search-narrow = Narrow by topic, actor, venue or year
topic = Topic
author = Author
series = Series
actor = Actor
venue = Venue
year = Year
any = Any
search-found-one = 1 page found
# $count: two or more
search-found-many = { $count } pages found
search-found-none = Nothing found
# $query: a link that searches for a query with other spelling
search-did-you-mean = Did you mean { $query }?
search-failed = The index cannot be loaded
search-results = Results
show-more = Show more
briefings-by-year = Briefings by year
all-actors = All { $count } actors
all-venues = All { $count } venues
all-topics = All { $count } topics


## Pages that are not found or have moved

not-found-explanation = There is no page at this address. It may have moved, or the address may be misspelt.
not-found-latest = Latest briefings
not-found-archive = Archive: all briefings by day
not-found-chronology = Timeline: all dates
moved = This page has moved
# $page: a link with the title of the page
moved-to = It is now at { $page }.


## In the prose

footnotes = Footnotes
footnote-back = Back to the text
# $number: which of several places in the text
footnote-back-number = Back to the text, place { $number }
task-done = Done
task-open = To do
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution


## Feeds, calendars and data

calendar = Calendar
data-statements = Statements ({ $format })
# Notices in feeds
feed-updated = Updated { $date }:
feed-corrected = Corrected { $date }:
feed-correction = Correction: { $title }


## The preview of "dateline serve": the panel of a page, and the errors above it

preview-panel = Facts and proposals
preview-toggle = Facts and proposals (Alt+P)
preview-close = Close
preview-draft = Draft: not public
preview-loading = Loading …
preview-failed = The panel cannot be loaded.
preview-several-files = This page is made from several files.
preview-facts = Facts
preview-no-facts = No facts.
preview-proposals = Proposals
preview-no-proposals = No proposals: front matter has all that was found in the prose.
preview-hints = Hints
preview-no-hints = No hints.
preview-date = Date
preview-actor = Actor
preview-venue = Venue
preview-statement = Statement
preview-source = Source
# $line: a line of the source file
preview-declared = front matter, line { $line }
preview-found = found in the prose, line { $line }
preview-sure = sure
preview-likely = likely
preview-doubtful = doubtful
# The keys stay as they are
preview-keys = Up and down choose a proposal; A accepts, E edits, R rejects; Escape closes.
preview-accept = Accept
preview-edit = Edit
preview-reject = Reject
preview-save = Save
preview-cancel = Cancel
preview-line = Line for front matter
preview-accepted = Accepted.
preview-rejected = Rejected.
preview-waits = The page has changed; it is loaded again when you have finished the line.
preview-errors = Errors
preview-last-good = The page below is the last one without errors.
preview-no-page = There is no page to show yet.
preview-help = Help
preview-more-errors = More errors are in the terminal.
preview-offline = The preview has stopped. This page is loaded again when it runs.


## Dates: names. $number: 1 is January, Monday, spring or the first day of a month

date-month =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
# Beside a day, where some languages have another case
date-month-of-day =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-short-month =
    { $number ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] June
        [7] July
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
date-weekday =
    { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
date-season =
    { $number ->
        [1] spring
        [2] summer
        [3] autumn
       *[4] winter
    }
date-day-number = { $number }


## Dates: patterns. These are read once, so they cannot choose between texts by "->"

# The names of months come from date-month-of-day, in the short form from date-short-month
date-day-month-year = { $day } { $month } { $year }
date-day-month = { $day } { $month }
date-short-day = { $day } { $month }
date-month-year = { $month } { $year }
date-season-year = { $season } { $year }
date-year = { $year }
date-year-bc = { $year } BC
# $year: the first year
date-decade = { $year }s
date-century = { $year }s
date-short-with-year = { $date } { $year }
date-approximate = about { $date }
date-uncertain = perhaps { $date }
date-approximate-uncertain = perhaps about { $date }
date-interval = { $start } to { $end }
# Dates of one year; also: $start, $endWithoutYear
date-interval-in-year = { $startWithoutYear } to { $end }
# Days of one month; also: $start, $endDay
date-interval-in-month = { $startDay } to { $end }
date-since = since { $date }
date-until = until { $date }
date-to-unknown = { $date } to a date not known
date-from-unknown = from a date not known to { $date }
date-unknown = date not known
date-short-interval = { $start } – { $end }
# Also: $start, $endDay
date-short-interval-in-month = { $startDay }–{ $end }
date-short-to-unknown = { $date } – ?
date-short-from-unknown = ? – { $date }
date-short-approximate = c. { $date }
date-short-uncertain = perhaps { $date }
date-short-approximate-uncertain = perhaps c. { $date }
# $place: the name of a venue
date-time-in-place = { $time } in { $place }
# $zone: such as CEST
date-time-in-zone = { $time } { $zone }
date-time-utc = { $time } UTC
# $day: the day in UTC, if it is not the local one
date-time-utc-on-day = { $time } UTC on { $day }


## Dates: what is not known of a date

date-year-only = year only
date-decade-only = decade only
date-century-only = century only
date-season-only = season only
date-day-not-known = day not known
date-month-not-known = month not known
date-end-not-known = end not known
date-beginning-not-known = beginning not known
date-note-approximate = approximate
date-note-uncertain = uncertain
