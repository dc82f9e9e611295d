//! What pages may load from other hosts, besides the policy that pages have by default.

/// Sources that `[csp]` adds to the Content Security Policy of pages, by directive. Each list may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicySources {
    directives: Vec<(PolicyDirective, Vec<String>)>,
}

/// A directive to which settings may add sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyDirective {
    /// Pages in frames.
    Frames,
    /// Targets of forms.
    Forms,
    /// Pictures.
    Pictures,
    /// Sound and video.
    Media,
    /// Scripts.
    Scripts,
    /// Style sheets.
    Styles,
    /// What scripts load.
    Connections,
}

impl PolicyDirective {
    /// All directives, with their names in settings.
    pub const ALL: [(&'static str, Self); 7] = [
        ("frames", Self::Frames),
        ("forms", Self::Forms),
        ("pictures", Self::Pictures),
        ("media", Self::Media),
        ("scripts", Self::Scripts),
        ("styles", Self::Styles),
        ("connections", Self::Connections),
    ];
}

impl PolicySources {
    /// Adds sources to a directive.
    pub(super) fn add(&mut self, directive: PolicyDirective, sources: Vec<String>) {
        if !sources.is_empty() {
            self.directives.push((directive, sources));
        }
    }

    /// Returns the sources of a directive.
    pub fn of(&self, directive: PolicyDirective) -> &[String] {
        let of = self.directives.iter().find(|(other, _)| *other == directive);
        of.map_or(&[], |(_, sources)| sources)
    }
}
