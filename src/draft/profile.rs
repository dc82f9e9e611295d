//! New profiles for actors and venues, with only what the text says.

use std::fmt::Write;

use super::DraftFile;
use super::participants::{Participant, ParticipantKind};
use super::venues::VenueKind;
use crate::briefing::yaml::{double_quoted, slug_or_quoted};

/// Line that keeps a new profile unpublished until an editor accepts it.
const DRAFT_LINE: &str = "draft: true                 # remove this line to publish\n";

impl ParticipantKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
        }
    }
}

/// Returns a new actor profile. `affiliation` is the reference to the state or organisation of the role.
pub(super) fn actor_profile(participant: &Participant, slug: &str, affiliation: Option<&str>) -> DraftFile {
    let mut text = format!(
        "---\nname: {}\nkind: {}\n{DRAFT_LINE}",
        double_quoted(&participant.name),
        participant.kind.as_str()
    );
    if let Some(role) =
        participant.role.as_ref().filter(|role| participant.kind == ParticipantKind::Person && !role.former)
    {
        let affiliation = affiliation
            .map_or_else(String::new, |affiliation| format!(", of: {}", slug_or_quoted(affiliation)));
        let _ = write!(
            text,
            "roles:\n  - {{ title: {}{affiliation} }}   # since when?\n",
            double_quoted(&role.title)
        );
    }
    text.push_str("---\n");
    DraftFile { path: format!("content/actors/{slug}.md"), text }
}

/// Returns a new venue profile.
pub(super) fn venue_profile(name: &str, kind: VenueKind, country: Option<&str>, slug: &str) -> DraftFile {
    let mut text = format!("---\nname: {}\n", double_quoted(name));
    if kind == VenueKind::City {
        text.push_str("kind: city\n");
    }
    if let Some(country) = country {
        let _ = writeln!(text, "country: {}", double_quoted(country));
    }
    text.push_str(DRAFT_LINE);
    text.push_str("---\n");
    DraftFile { path: format!("content/venues/{slug}.md"), text }
}
