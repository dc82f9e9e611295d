//! Documentation and synonyms of the keys.

use super::*;

const PAGE: &str = include_str!("../../../../docs/front-matter.md");

/// Returns the section of the page under a heading.
fn section(heading: &str) -> &'static str {
    let start = PAGE.find(&format!("\n## {heading}\n")).expect(heading);
    let rest = &PAGE[start + 4..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

#[test]
fn docs_list_every_key() {
    let briefing =
        [&BRIEFING, &DATE, &ACTOR_ENTRY, &VENUE_ENTRY, &STATEMENT, &SOURCE, &CORRECTION, &CHANGE, &PICTURE];
    let kinds: [(&str, &[&KeySchema]); 7] = [
        ("Briefing", &briefing),
        ("Actor", &[&ACTOR, &ROLE]),
        ("Venue", &[&VENUE]),
        ("Topic", &[&TOPIC]),
        ("Author", &[&AUTHOR, &PROFILE_LINK]),
        ("Series", &[&SERIES]),
        ("Standalone page", &[&STANDALONE_PAGE]),
    ];
    for (heading, keys) in kinds {
        let section = section(heading);
        let words: Vec<&str> = section.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for key in keys.iter().flat_map(|keys| keys.known) {
            assert!(words.contains(key), "{heading}: `{key}` is not documented");
        }
        let first_cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
        for key in
            first_cells.flat_map(|cell| cell.split('`').step_by(2)).filter(|key| !key.trim().is_empty())
        {
            let known = keys.iter().any(|keys| keys.known.contains(&key)) || key == ", ";
            assert!(known, "{heading}: `{key}` is documented but not a key");
        }
    }
}

#[test]
fn synonyms_refer_to_keys() {
    for keys in [
        &BRIEFING,
        &ACTOR,
        &VENUE,
        &TOPIC,
        &STANDALONE_PAGE,
        &DATE,
        &STATEMENT,
        &SOURCE,
        &CORRECTION,
        &CHANGE,
        &PICTURE,
        &ROLE,
    ] {
        for (synonym, key) in keys.synonyms {
            assert!(keys.known.contains(key), "{}: {synonym} refers to {key}, which is not a key", keys.noun);
            assert!(!keys.known.contains(synonym), "{}: {synonym} is itself a key", keys.noun);
        }
    }
}
