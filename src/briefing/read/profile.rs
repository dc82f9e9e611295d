//! The front matter of actors, venues, topics and standalone pages.

use jiff::tz::TimeZone;

use crate::briefing::{Actor, ActorKind, Role, StandalonePage, Topic, Venue};
use crate::data::{DataNode, DataValue, MappingReader};
use crate::text::{Spanned, nearest};

use super::checks;
use super::flat::read_entries;
use super::meta::{MetaKeys, SourceAndBody, read_meta};
use super::references::reference;

pub(super) const NAMED_META_KEYS: MetaKeys = MetaKeys { title: "name", old_urls: "old_addresses" };
pub(super) const TITLED_META_KEYS: MetaKeys = MetaKeys { title: "title", old_urls: "old_addresses" };
const STANDALONE_META_KEYS: MetaKeys = MetaKeys { title: "title", old_urls: "aliases" };

pub(super) fn read_actor(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Actor {
    Actor {
        meta: read_meta(reader, file, &NAMED_META_KEYS),
        kind: reader.choice("kind", &ActorKind::CHOICES).map(|kind| kind.value),
        aliases: reader.texts("aliases"),
        roles: read_roles(reader),
        family_name_first: reader.flag("family_first").unwrap_or(false),
        wikidata: read_wikidata(reader),
        website: reader.url("website"),
    }
}

fn read_roles(reader: &mut MappingReader<'_>) -> Vec<Role> {
    read_entries(reader, "roles", read_role)
}

fn read_role(entry: &mut MappingReader<'_>) -> Option<Role> {
    let title = entry.required_text("title");
    let (of, from, to) = (entry.text("of").map(reference), entry.date("from"), entry.date("to"));
    let role = Role { title: title?, affiliation: of, from, to };
    checks::check_term(&role, entry);
    Some(role)
}

pub(super) fn read_venue(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Venue {
    Venue {
        meta: read_meta(reader, file, &NAMED_META_KEYS),
        kind: reader.text("kind"),
        country: reader.text("country").map(reference),
        coordinates: read_coordinates(reader),
        time_zone: read_time_zone(reader, "time_zone"),
        part_of: reader.text("part_of").map(reference),
        aliases: reader.texts("aliases"),
        wikidata: read_wikidata(reader),
    }
}

pub(super) fn read_topic(reader: &mut MappingReader<'_>, file: SourceAndBody) -> Topic {
    Topic { meta: read_meta(reader, file, &TITLED_META_KEYS), aliases: reader.texts("aliases") }
}

pub(super) fn read_standalone_page(reader: &mut MappingReader<'_>, file: SourceAndBody) -> StandalonePage {
    StandalonePage { meta: read_meta(reader, file, &STANDALONE_META_KEYS) }
}

fn read_wikidata(reader: &mut MappingReader<'_>) -> Option<Spanned<String>> {
    let item = reader.symbol("wikidata")?;
    // The address of an item ends in its id.
    let id = match item.value.split_once("wikidata.org/") {
        Some((_, path)) => path.rsplit('/').next().unwrap_or_default(),
        None => &item.value,
    };
    let digits = id.strip_prefix(['Q', 'q']).unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Spanned::new(format!("Q{digits}"), item.span));
    }
    reader.reject_value(
        format!("`{}` is not a Wikidata item", item.value),
        "write `Q` and the number, such as `Q220`",
        item.span,
    )
}

/// Reads latitude and longitude in degrees.
fn read_coordinates(reader: &mut MappingReader<'_>) -> Option<(f64, f64)> {
    let is_blank = |node: &DataNode| matches!(&node.value, DataValue::Text(text) if text.trim().is_empty());
    let node = reader.take_value("coordinates").filter(|node| !is_blank(node))?;
    let span = DataValue::full_span(&node);
    if let Some(coordinates) = coordinates_in_text(&node.value) {
        return Some(coordinates);
    }
    let pair = match &node.value {
        DataValue::List(items) if items.len() == 2 => {
            (reader.as_number("coordinates", &items[0]), reader.as_number("coordinates", &items[1]))
        }
        DataValue::List(_) | DataValue::Text(_) => {
            let help = "write latitude and longitude as `coordinates: [41.9, 12.5]`";
            return reader.reject_value("`coordinates` must be two numbers", help, span);
        }
        other => return reader.wrong_type("coordinates", "a list of two numbers", other, span),
    };
    let (latitude, longitude) = (pair.0?.value, pair.1?.value);
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        return Some((latitude, longitude));
    }
    let mut help = "write the latitude, from -90 to 90, then the longitude, from -180 to 180".to_owned();
    if longitude.abs() <= 90.0 && latitude.abs() <= 180.0 {
        help = format!("the latitude comes first: did you mean `[{longitude}, {latitude}]`?");
    }
    reader.reject_value(format!("the coordinates `{latitude}, {longitude}` are out of range"), help, span)
}

/// Returns the two numbers of `"46.75, 7.62"` or `["46.75", "7.62"]`.
fn coordinates_in_text(value: &DataValue) -> Option<(f64, f64)> {
    let text = |item: &DataNode| match &item.value {
        DataValue::Text(text) => Some(text.clone()),
        DataValue::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let texts: Vec<String> = match value {
        DataValue::Text(text) => {
            text.split([',', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        DataValue::List(items) if items.iter().any(|item| matches!(item.value, DataValue::Text(_))) => {
            items.iter().map(text).collect::<Option<_>>()?
        }
        _ => return None,
    };
    let [latitude, longitude] = &texts[..] else { return None };
    let (latitude, longitude): (f64, f64) = (latitude.parse().ok()?, longitude.parse().ok()?);
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

/// Reads the name of a time zone and checks it against the time zone database.
pub(crate) fn read_time_zone(reader: &mut MappingReader<'_>, key: &'static str) -> Option<Spanned<String>> {
    let name = reader.symbol(key)?;
    if TimeZone::get(&name.value).is_ok() {
        return Some(name);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    // Abbreviations such as `EET` are names too, but near to many others.
    let places = || known.iter().map(String::as_str).filter(|name| name.contains('/'));
    let city = name.value.replace(' ', "_");
    let of_city =
        places().find(|place| place.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city)));
    let help = match of_city.or_else(|| nearest(&name.value, places())) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "write a name of the IANA time zone database, such as `Europe/Rome`".to_owned(),
    };
    reader.reject_value(format!("`{}` is not a time zone", name.value), help, name.span)
}
