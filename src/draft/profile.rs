//! Files for actors and venues that the site does not have yet: no more than the text says.

use std::fmt::Write;

use super::NewFile;
use super::people::{Party, PartyKind};
use crate::briefing::yaml::{quoted, word};

/// What stands in each of them, so that no reader sees a page before its draft is accepted.
const DRAFT: &str = "draft: true                 # take this line out when readers may see it\n";

impl PartyKind {
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
        }
    }
}

/// The file of an actor with this slug. `of` is how to refer to what the office is of.
pub(super) fn actor(party: &Party, slug: &str, of: Option<&str>) -> NewFile {
    let mut text = format!("---\nname: {}\nkind: {}\n{DRAFT}", quoted(&party.name), party.kind.word());
    if let Some(office) = party.role.as_ref().filter(|role| party.kind == PartyKind::Person && !role.former) {
        let of = of.map_or_else(String::new, |of| format!(", of: {}", word(of)));
        let _ = write!(text, "roles:\n  - {{ title: {}{of} }}   # since when?\n", quoted(&office.title));
    }
    text.push_str("---\n");
    NewFile { path: format!("content/actors/{slug}.md"), text }
}

/// The file of a venue with this slug.
pub(super) fn venue(name: &str, is_city: bool, country: Option<&str>, slug: &str) -> NewFile {
    let mut text = format!("---\nname: {}\n", quoted(name));
    if is_city {
        text.push_str("kind: city\n");
    }
    if let Some(country) = country {
        let _ = writeln!(text, "country: {}", quoted(country));
    }
    text.push_str(DRAFT);
    text.push_str("---\n");
    NewFile { path: format!("content/venues/{slug}.md"), text }
}
