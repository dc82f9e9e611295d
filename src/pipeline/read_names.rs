//! Names for what files read of a site.

use crate::site::{ListKind, Profile, Site, SiteRead, Subject};

/// A name for something that a file read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReadName {
    /// A source file.
    File(String),
    /// A whole list, or what is known of the site as a whole.
    List(&'static str),
    /// Something without a file of its own.
    Other(String),
}

impl ReadName {
    pub(super) fn text(self) -> String {
        match self {
            Self::File(text) | Self::Other(text) => text,
            Self::List(text) => text.to_owned(),
        }
    }
}

/// Returns the name of what a file read. Entries are those of the present lists.
pub(super) fn read_name(site: &Site, read: SiteRead) -> ReadName {
    match read {
        SiteRead::Entry(kind, index) => entry_name(site, kind, index as usize),
        SiteRead::Length(kind) | SiteRead::Whole(kind) => ReadName::List(list_name(kind)),
        SiteRead::Targets(page) | SiteRead::Names(page) => match site.meta(page) {
            Some(meta) => ReadName::File(meta.source.path.to_string()),
            None => ReadName::Other("links and names in prose".to_owned()),
        },
        SiteRead::Relations => ReadName::List("relations between profiles"),
        SiteRead::All => ReadName::List("the whole site"),
    }
}

fn list_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Briefings => "the list of briefings",
        ListKind::Actors => "the list of actors",
        ListKind::Venues => "the list of venues",
        ListKind::Topics => "the list of topics",
        ListKind::Authors => "the list of authors",
        ListKind::Series => "the list of series",
        ListKind::StandalonePages => "the list of standalone pages",
        ListKind::Events => "the list of events",
        ListKind::Timeline => "the timeline",
        ListKind::Redirects => "the list of redirects",
        ListKind::Corrections => "the list of corrections",
    }
}

fn entry_name(site: &Site, kind: ListKind, index: usize) -> ReadName {
    let briefing = |id: usize| site.briefings.get(id).map(|it| it.briefing.meta.source.path.to_string());
    let file = match kind {
        ListKind::Briefings => briefing(index),
        ListKind::Events => site.events.get(index).and_then(|event| briefing(first_reporter(event))),
        ListKind::Corrections => site.corrections.get(index).and_then(|it| briefing(it.briefing.index())),
        ListKind::StandalonePages => {
            site.standalone_pages.get(index).map(|it| it.page.meta.source.path.to_string())
        }
        ListKind::Redirects => site.redirects.get(index).map(|it| it.location.path.to_string()),
        ListKind::Actors => return subject_name("actor", site.actors.get(index)),
        ListKind::Venues => return subject_name("venue", site.venues.get(index)),
        ListKind::Topics => return subject_name("topic", site.topics.get(index)),
        ListKind::Authors => return subject_name("author", site.authors.get(index)),
        ListKind::Series => return subject_name("series", site.series.get(index)),
        ListKind::Timeline => None,
    };
    file.map_or(ReadName::List(list_name(kind)), ReadName::File)
}

fn first_reporter(event: &crate::site::Event) -> usize {
    event.reported_by[0].briefing.index()
}

fn subject_name<P: Profile>(kind: &str, subject: Option<&Subject<P>>) -> ReadName {
    let profile = subject.and_then(|subject| subject.profile.as_deref());
    match (profile, subject) {
        (Some(profile), _) => ReadName::File(profile.meta().source.path.to_string()),
        (None, Some(subject)) => ReadName::Other(format!("the {kind} `{}`", subject.name)),
        (None, None) => ReadName::Other(format!("a {kind} that no longer exists")),
    }
}
