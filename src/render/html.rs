//! HTML that is safe to print. Only this module can make it.

mod json;

/// A piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The text of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
