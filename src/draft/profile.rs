//! Files for actors and venues that the site does not have yet: no more than the text says.

use std::fmt::Write;

use super::DraftFile;
use super::participants::{Participant, ParticipantKind};
use crate::briefing::yaml::{double_quoted, slug_or_quoted};

/// What stands in each of them, so that no reader sees a page before its draft is accepted.
const DRAFT_LINE: &str = "draft: true                 # take this line out when readers may see it\n";

impl ParticipantKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
        }
    }
}

/// The file of an actor with this slug. `of` is how to refer to what the office is of.
pub(super) fn actor_profile(party: &Participant, slug: &str, of: Option<&str>) -> DraftFile {
    let mut text =
        format!("---\nname: {}\nkind: {}\n{DRAFT_LINE}", double_quoted(&party.name), party.kind.as_str());
    if let Some(office) =
        party.role.as_ref().filter(|role| party.kind == ParticipantKind::Person && !role.former)
    {
        let of = of.map_or_else(String::new, |of| format!(", of: {}", slug_or_quoted(of)));
        let _ =
            write!(text, "roles:\n  - {{ title: {}{of} }}   # since when?\n", double_quoted(&office.title));
    }
    text.push_str("---\n");
    DraftFile { path: format!("content/actors/{slug}.md"), text }
}

/// The file of a venue with this slug.
pub(super) fn venue_profile(name: &str, is_city: bool, country: Option<&str>, slug: &str) -> DraftFile {
    let mut text = format!("---\nname: {}\n", double_quoted(name));
    if is_city {
        text.push_str("kind: city\n");
    }
    if let Some(country) = country {
        let _ = writeln!(text, "country: {}", double_quoted(country));
    }
    text.push_str(DRAFT_LINE);
    text.push_str("---\n");
    DraftFile { path: format!("content/venues/{slug}.md"), text }
}
