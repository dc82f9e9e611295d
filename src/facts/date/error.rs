//! The error of parsing a date.

/// The accepted forms, for help texts.
pub(super) const ACCEPTED_FORMS: &str = "write a day as `2025-04-19`, a month as `2025-04`, a year as `2025`, an interval as `2025-04-12/2025-04-19`, an instant as `2025-04-19T09:30Z`";

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, such as "April has 30 days".
    pub message: String,
    /// What to write instead, if known.
    pub help: Option<String>,
    /// The instant in ISO 8601, if only its time zone is missing.
    pub local: Option<String>,
    /// Selects the suggestion that [`Date::parse`](super::Date::parse) adds.
    pub(super) kind: DateErrorKind,
}

/// The errors whose suggestion depends on the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateErrorKind {
    /// The text is in no accepted form.
    Syntax(String),
    /// The bounds of an interval are instants.
    InstantBounds(String, String),
    /// A date near the text exists.
    Near(String),
    /// Any other error: its help, if any, is complete.
    Other,
}

impl DateError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, local: None, kind: DateErrorKind::Other }
    }

    pub(super) fn syntax(text: &str) -> Self {
        Self { kind: DateErrorKind::Syntax(text.to_owned()), ..Self::new(format!("`{text}` is not a date")) }
    }

    pub(super) fn instant_bounds(from: &str, to: &str) -> Self {
        let kind = DateErrorKind::InstantBounds(from.to_owned(), to.to_owned());
        Self { kind, ..Self::new("an interval cannot begin or end at a time of day") }
    }

    /// The error for `2025-04-19T12:30`, whose time zone is not known.
    pub(super) fn missing_zone(text: &str) -> Self {
        let error = Self::new(format!("`{text}` has no time zone"));
        let help = format!("write `{text}Z` for UTC, or add the offset, as in `{text}+02:00`");
        Self { local: Some(text.to_owned()), ..error.help(help) }
    }

    pub(super) fn near(message: impl Into<String>, date: String) -> Self {
        Self { kind: DateErrorKind::Near(date), ..Self::new(message) }
    }

    /// Changes the date that is near the text, if `whole` returns one with what the text has beside it.
    pub(super) fn map_near(self, whole: impl FnOnce(&str) -> Option<String>) -> Self {
        let DateErrorKind::Near(date) = &self.kind else { return self };
        match whole(date) {
            Some(whole) => Self { kind: DateErrorKind::Near(whole), ..self },
            None => self,
        }
    }

    /// Returns the error with the help `help`, unless a help says what was meant.
    #[cfg(feature = "site")]
    pub(crate) fn for_forms(self, help: &str) -> Self {
        match self.help.as_deref() {
            Some(ACCEPTED_FORMS) | None => self.help(help),
            Some(_) => self,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
