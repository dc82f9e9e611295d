//! Actors and venues, a file each.

use std::collections::BTreeSet;

use super::{FlatEntry, ImportedKind, ImportedList, ListRecord};
use crate::facts::Date;
use crate::import::yaml_text::FrontMatterText;
use crate::text::{name_problem, title_slug};

/// Words for kinds of actors, with the kind.
const KINDS: [(&str, &str); 16] = [
    ("person", "person"),
    ("human", "person"),
    ("individual", "person"),
    ("organisation", "organisation"),
    ("organization", "organisation"),
    ("company", "organisation"),
    ("publicbody", "organisation"),
    ("legalentity", "organisation"),
    ("agency", "organisation"),
    ("party", "organisation"),
    ("entity", "organisation"),
    ("state", "state"),
    ("country", "state"),
    ("nation", "state"),
    ("group", "group"),
    ("family", "group"),
];

/// Adds a file for each record.
pub(super) fn add(list: &mut ImportedList, records: Vec<ListRecord>, kind: ImportedKind) {
    let folder = if kind == ImportedKind::Actors { "actors" } else { "venues" };
    let mut taken = BTreeSet::new();
    for mut record in records {
        let Some(name) = record
            .take(&["name", "title", "label", "caption"])
            .map(|name| if kind == ImportedKind::Actors { in_order(&name, &record) } else { name })
        else {
            let shown = record.values.first().map(|(_, value)| value.clone()).unwrap_or_default();
            list.skipped.push((shown, "it has no name"));
            continue;
        };
        let slug = title_slug(&name);
        let reason = match () {
            () if slug.is_empty() || slug == "index" || name_problem(&slug).is_some() => {
                Some("its name gives no file name")
            }
            () if !taken.insert(slug.clone()) => Some("another entry has the same name"),
            () => None,
        };
        if let Some(reason) = reason {
            list.skipped.push((name, reason));
            continue;
        }
        let mut front = FrontMatterText::default();
        front.text("name", &name);
        match kind {
            ImportedKind::Actors => add_actor(&mut front, &mut record),
            _ => add_venue(&mut front, &mut record),
        }
        add_shared(&mut front, &mut record, &name);
        list.entries += 1;
        list.files.push((format!("content/{folder}/{slug}.md"), front.with_body("")));
        list.count_lost(record);
    }
}

/// Words after a comma that are not given names.
const NAME_SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "mp"];

/// Returns the name of a person that a list has with the family name and a comma first, such as "Marten, Ada", in its usual
/// order.
fn in_order(name: &str, record: &ListRecord) -> String {
    let is_person =
        record.values.iter().any(|(key, value)| is_kind_column(key) && kind_of(value) == Some("person"));
    match name.split_once(',').map(|(family, given)| (family.trim(), given.trim())) {
        Some((family, given))
            if is_person
                && !family.is_empty()
                && given.starts_with(char::is_alphabetic)
                && !given.contains(',')
                && !NAME_SUFFIXES.contains(&&*given.replace('.', "").to_lowercase()) =>
        {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// Returns the kind of actor that a word means.
fn kind_of(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == word.to_lowercase()).map(|(_, kind)| *kind)
}

fn add_actor(front: &mut FrontMatterText, record: &mut ListRecord) {
    let known = record.values.iter().position(|(key, value)| is_kind_column(key) && kind_of(value).is_some());
    if let Some(index) = known {
        let (_, value) = record.values.remove(index);
        front.plain("kind", kind_of(&value).unwrap_or_default());
    }
    let roles = record.take_all(&["role", "roles", "position", "office"]);
    let of = record.take(&["of", "organisation", "organization", "affiliation"]);
    let terms = [("from", ["from", "since", "start"]), ("to", ["to", "until", "end"])];
    let [from, to] = terms.map(|(name, keys)| {
        let written = record.take(&keys)?;
        if Date::parse(&written).is_ok() {
            return Some(written);
        }
        record.push(&format!("{name} (not a date)"), &written);
        None
    });
    let parts = [("of", of), ("from", from), ("to", to)];
    let is_single = roles.len() == 1;
    if !is_single {
        parts.iter().for_each(|(key, part)| record.push(key, part.as_deref().unwrap_or_default()));
    }
    let role_text = |role: &String| {
        let parts = parts.iter().filter(|_| is_single);
        let entry = FlatEntry::default().required(role);
        let add = |entry: FlatEntry, (key, part): &(&str, Option<String>)| {
            entry.optional(key, part.as_deref().unwrap_or_default())
        };
        parts.fold(entry, add).finish()
    };
    front.list("roles", &roles.iter().map(role_text).collect::<Vec<_>>());
    let website = record.take(&["website", "url", "homepage"]).unwrap_or_default();
    let is_address = ["https://", "http://"].iter().any(|scheme| website.starts_with(scheme));
    match is_address && !website.contains(char::is_whitespace) {
        true => front.text("website", &website),
        false => record.push("website", &website),
    }
}

fn is_kind_column(key: &str) -> bool {
    matches!(key, "kind" | "type" | "schema")
}

fn add_venue(front: &mut FrontMatterText, record: &mut ListRecord) {
    front.text("kind", &record.take(&["kind", "type"]).unwrap_or_default().to_lowercase());
    front.text("country", &record.take(&["country"]).unwrap_or_default());
    front.text("part_of", &record.take(&["part_of", "within"]).unwrap_or_default());
    let latitude = record.take(&["latitude", "lat"]);
    let longitude = record.take(&["longitude", "lon", "lng", "long"]);
    let degrees = |text: &Option<String>, most: f64| {
        let number = text.as_ref()?.trim().parse::<f64>().ok()?;
        (number.abs() <= most).then_some(number)
    };
    match (degrees(&latitude, 90.0), degrees(&longitude, 180.0)) {
        (Some(latitude), Some(longitude)) => {
            front.plain("coordinates", &format!("[{latitude}, {longitude}]"))
        }
        _ => [("latitude", latitude), ("longitude", longitude)]
            .into_iter()
            .for_each(|(key, value)| record.push(key, &value.unwrap_or_default())),
    }
    let zone = record.take(&["time_zone", "timezone", "tz"]);
    if let Some(zone) = zone {
        match jiff::tz::TimeZone::get(&zone).is_ok() {
            true => front.text("time_zone", &zone),
            false => record.push("time_zone", &zone),
        }
    }
}

fn add_shared(front: &mut FrontMatterText, record: &mut ListRecord, name: &str) {
    let aliases = record.take_all(&["aliases", "alias", "also_known_as"]);
    let mut seen = BTreeSet::from([name.to_lowercase()]);
    let parts = aliases.iter().flat_map(|alias| alias.split(';')).map(|alias| alias.trim().to_owned());
    let aliases: Vec<String> =
        parts.filter(|alias| !alias.is_empty() && seen.insert(alias.to_lowercase())).collect();
    front.list("aliases", &aliases);
    let written = record.take(&["wikidata", "qid", "wikidata_id"]).unwrap_or_default();
    let item = written.rsplit('/').next().unwrap_or_default().to_uppercase();
    let number = item.strip_prefix('Q').unwrap_or_default();
    match !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        true => front.plain("wikidata", &item),
        false => record.push("wikidata", &written),
    }
    front.text("summary", &record.take(&["summary", "description"]).unwrap_or_default());
}
