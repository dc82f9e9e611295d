//! Roles by date.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Actor, Role};

impl Role {
    /// Returns whether the role is held at an instant, from the start of `from` to the end of `to` in UTC. A term
    /// without `from` or `to` is open on that side.
    pub fn is_held_at(&self, instant: Timestamp) -> bool {
        self.is_held(|reached| reached <= instant)
    }

    /// Returns whether the role is held. `has_reached` tells whether an instant has been reached.
    pub fn is_held(&self, has_reached: impl Fn(Timestamp) -> bool) -> bool {
        let has_begun = self.from.as_ref().is_none_or(|from| has_reached(from.value.start(&TimeZone::UTC)));
        let has_ended = self.to.as_ref().is_some_and(|to| has_reached(to.value.end(&TimeZone::UTC)));
        has_begun && !has_ended
    }
}

impl Actor {
    /// Returns the index in `roles` of the role held at an instant. Of several roles, the one that began last.
    pub fn role_index_at(&self, instant: Timestamp) -> Option<usize> {
        self.role_index(|reached| reached <= instant)
    }

    /// As [`role_index_at`](Self::role_index_at). `has_reached` tells whether an instant has been reached.
    pub fn role_index(&self, has_reached: impl Fn(Timestamp) -> bool) -> Option<usize> {
        let begun = |role: &Role| role.from.as_ref().map(|from| from.value.start(&TimeZone::UTC));
        let held = self.roles.iter().enumerate().filter(|(_, role)| role.is_held(&has_reached));
        held.max_by(|(a, left), (b, right)| begun(left).cmp(&begun(right)).then(b.cmp(a)))
            .map(|(index, _)| index)
    }
}
