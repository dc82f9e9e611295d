//! Ids: indices into the lists of a site.

use serde::{Deserialize, Serialize};

use super::kind::SubjectKind;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(u32);

        impl $name {
            /// Creates the id of the item at an index.
            pub fn new(index: usize) -> Self {
                Self(index as u32)
            }

            /// Returns the index into the list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
ids! {
    /// A briefing; a smaller id is a newer briefing.
    BriefingId;
    /// An actor.
    ActorId;
    /// A venue.
    VenueId;
    /// A topic.
    TopicId;
    /// An author.
    AuthorId;
    /// A series.
    SeriesId;
    /// A standalone page.
    StandaloneId;
    /// An event; a smaller id is earlier.
    EventId;
}

/// A statement of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementId {
    /// The briefing.
    pub briefing: BriefingId,
    /// Index into the briefing's statements.
    pub index: u32,
}

/// A page that links may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageId {
    /// The home page.
    Home,
    /// A briefing.
    Briefing(BriefingId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
    /// A topic.
    Topic(TopicId),
    /// An author.
    Author(AuthorId),
    /// A series.
    Series(SeriesId),
    /// A standalone page.
    Standalone(StandaloneId),
    /// The listing of all subjects of a kind; that of authors or series exists only if there are any.
    SubjectListing(SubjectKind),
    /// The timeline.
    Timeline,
    /// The archive of all briefings.
    Archive,
    /// All corrections; exists only if there are any.
    Corrections,
}
