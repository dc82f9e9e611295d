//! Offices by date: who held what when.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Actor, Role};

impl Role {
    /// Whether the office was held at an instant: from the start of `from` to the end of `to`, days counted in UTC.
    /// An office without a beginning or an end was or is held beyond it.
    pub fn is_held_at(&self, instant: Timestamp) -> bool {
        let begun = self.from.as_ref().is_none_or(|from| from.value.start(&TimeZone::UTC) <= instant);
        let ended = self.to.as_ref().is_some_and(|to| to.value.end(&TimeZone::UTC) <= instant);
        begun && !ended
    }
}

impl Actor {
    /// The office held at an instant, as its place in `roles`; where several were, the one begun last.
    pub fn role_index_at(&self, instant: Timestamp) -> Option<usize> {
        let begun = |role: &Role| role.from.as_ref().map(|from| from.value.start(&TimeZone::UTC));
        let held = self.roles.iter().enumerate().filter(|(_, role)| role.is_held_at(instant));
        held.max_by(|(a, left), (b, right)| begun(left).cmp(&begun(right)).then(b.cmp(a))).map(|(at, _)| at)
    }
}
