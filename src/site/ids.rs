//! Places in the site's lists.

use super::SubjectKind;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the item at this place.
            pub fn new(at: usize) -> Self {
                Self(at as u32)
            }

            /// Its place in the list.
            pub fn at(self) -> usize {
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
    /// A plain page.
    StandaloneId;
    /// A dated fact; a smaller id is earlier.
    EventId;
}

/// A statement: the briefing that holds it, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId {
    /// The briefing.
    pub briefing: BriefingId,
    /// Its place in the briefing's list.
    pub index: u32,
}

/// A page that links may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// A plain page.
    Standalone(StandaloneId),
    /// The list of all subjects of a kind.
    SubjectListing(SubjectKind),
    /// All dates.
    Timeline,
    /// All briefings.
    Archive,
    /// What was fixed; there only where something was.
    Corrections,
}
