//! The identity of a rule: number, name, how grave it is unless settings say otherwise.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The build stops and the last good output stays.
    Error,
    /// The page is built, but something in it is likely wrong.
    Warning,
    /// Nothing is wrong; something could be better.
    Hint,
}

impl Severity {
    /// The word printed before the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One rule of Dateline. Every rule has a page in `docs/errors/`, which `dateline explain` prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Letter and three digits, such as `D001`.
    pub id: &'static str,
    /// Name used in `[rules]` of `site.toml`, such as `missing-alt`.
    pub name: &'static str,
    /// Severity unless settings say otherwise.
    pub severity: Severity,
    /// Whether it says nothing unless `[rules]` gives it a severity.
    pub silent: bool,
    /// Whether `[rules]` may change the severity. Rules that guard the output may not be turned off.
    pub adjustable: bool,
    /// The page that explains it: prose, an example that is run as a test, and the help.
    pub page: &'static str,
}
