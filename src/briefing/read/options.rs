//! What a site sets for the reading of front matter.

use jiff::tz::TimeZone;

/// How the front matter of a site is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatterOptions {
    /// The zone of instants that state none; without it they are errors.
    pub time_zone: Option<TimeZone>,
    /// Keys of other programs that are not reported. A key that Dateline knows is read all the same.
    pub ignored_keys: Vec<String>,
}

impl FrontMatterOptions {
    pub(super) fn ignores(&self, key: &str) -> bool {
        self.ignored_keys.iter().any(|ignored| ignored == key)
    }
}
