//! The definition of a rule: id, name and default severity.

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// The build stops; the output of the last successful build stays.
    Error,
    /// The site is built, but something is probably wrong.
    Warning,
    /// Nothing is wrong, but something can be improved.
    Hint,
}

impl Severity {
    /// Returns the lower-case name, as printed before the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A rule. Each has a page in `docs/errors/`, which `dateline explain` prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Id: a letter and three digits, such as `D001`.
    pub id: &'static str,
    /// Name used in `[rules]` of `site.toml`, such as `missing-alt`.
    pub name: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// Whether the rule is off by default; a severity in `[rules]` turns it on.
    pub silent: bool,
    /// Whether `[rules]` may change the severity. Errors protect the output, so they are fixed.
    pub adjustable: bool,
    /// Text of the documentation page: explanation and a tested example.
    pub page: &'static str,
}
