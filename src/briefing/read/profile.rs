//! The front matter of actors, venues, topics and plain pages.

use jiff::tz::TimeZone;

use crate::briefing::{Actor, ActorKind, Plain, Role, Topic, Venue};
use crate::data::{Data, Node, Reader};
use crate::text::{Spanned, nearest};

use super::leaf::{LeafKeys, Stem, leaf};
use super::{checks, keys};

const NAMED: LeafKeys = LeafKeys { title: "name", old_addresses: "old_addresses" };
const TITLED: LeafKeys = LeafKeys { title: "title", old_addresses: "old_addresses" };
const PLAIN: LeafKeys = LeafKeys { title: "title", old_addresses: "aliases" };

pub(super) fn actor(reader: &mut Reader<'_>, stem: Stem) -> Actor {
    Actor {
        leaf: leaf(reader, stem, &NAMED),
        kind: reader.word("kind", &ActorKind::WORDS).map(|kind| kind.value),
        aliases: reader.texts("aliases"),
        roles: roles(reader),
        family_first: reader.flag("family_first").unwrap_or(false),
        wikidata: wikidata(reader),
        website: reader.address("website"),
    }
}

fn roles(reader: &mut Reader<'_>) -> Vec<Role> {
    let nodes = reader.nodes("roles");
    nodes.into_iter().filter_map(|node| reader.entry("roles", &keys::ROLE, node, role).flatten()).collect()
}

fn role(entry: &mut Reader<'_>) -> Option<Role> {
    let title = entry.required_text("title");
    let (of, from, to) = (entry.text("of"), entry.date("from"), entry.date("to"));
    let role = Role { title: title?, of, from, to };
    checks::term(&role, entry);
    Some(role)
}

pub(super) fn venue(reader: &mut Reader<'_>, stem: Stem) -> Venue {
    Venue {
        leaf: leaf(reader, stem, &NAMED),
        kind: reader.text("kind"),
        country: reader.text("country"),
        coordinates: coordinates(reader),
        time_zone: time_zone(reader, "time_zone"),
        part_of: reader.text("part_of"),
        aliases: reader.texts("aliases"),
        wikidata: wikidata(reader),
    }
}

pub(super) fn topic(reader: &mut Reader<'_>, stem: Stem) -> Topic {
    Topic { leaf: leaf(reader, stem, &TITLED), aliases: reader.texts("aliases") }
}

pub(super) fn plain(reader: &mut Reader<'_>, stem: Stem) -> Plain {
    Plain { leaf: leaf(reader, stem, &PLAIN) }
}

fn wikidata(reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let item = reader.symbol("wikidata")?;
    let digits = item.value.strip_prefix('Q').unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(item);
    }
    reader.refuse(
        format!("`{}` is no Wikidata item", item.value),
        "write `Q` and the number, such as `Q220`",
        item.span,
    )
}

/// Latitude and longitude in degrees.
fn coordinates(reader: &mut Reader<'_>) -> Option<(f64, f64)> {
    let node = reader.take("coordinates")?;
    let span = Data::extent(&node);
    if let Some((latitude, longitude)) = in_text(&node.value) {
        let mend = format!("write `coordinates: [{latitude}, {longitude}]`, without quotes");
        return reader.refuse("`coordinates` must be two numbers, and this is text", mend, span);
    }
    let pair = match &node.value {
        Data::List(items) if items.len() == 2 => {
            (reader.as_number("coordinates", &items[0]), reader.as_number("coordinates", &items[1]))
        }
        Data::List(_) | Data::Text(_) => {
            let mend = "write latitude and longitude as `coordinates: [41.9, 12.5]`";
            return reader.refuse("`coordinates` must be two numbers", mend, span);
        }
        other => return reader.wrong_type("coordinates", "a list of two numbers", other, span),
    };
    let (latitude, longitude) = (pair.0?.value, pair.1?.value);
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        return Some((latitude, longitude));
    }
    let mend = "latitude comes first, from -90 to 90; then longitude, from -180 to 180";
    reader.refuse(format!("`{latitude}, {longitude}` is no place on Earth"), mend, span)
}

/// The two numbers of `"46.75, 7.62"` and `["46.75", "7.62"]`.
fn in_text(value: &Data) -> Option<(f64, f64)> {
    let text = |item: &Node| match &item.value {
        Data::Text(text) => Some(text.clone()),
        Data::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let texts: Vec<String> = match value {
        Data::Text(text) => {
            text.split([',', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        Data::List(items) if items.iter().any(|item| matches!(item.value, Data::Text(_))) => {
            items.iter().map(text).collect::<Option<_>>()?
        }
        _ => return None,
    };
    let [latitude, longitude] = &texts[..] else { return None };
    let (latitude, longitude): (f64, f64) = (latitude.parse().ok()?, longitude.parse().ok()?);
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

/// The name of a zone the time zone database knows.
pub(crate) fn time_zone(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<String>> {
    let name = reader.symbol(key)?;
    if TimeZone::get(&name.value).is_ok() {
        return Some(name);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let mend = match nearest(&name.value, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a name of the IANA database, such as `Europe/Rome`".to_owned(),
    };
    reader.refuse(format!("there is no time zone `{}`", name.value), mend, name.span)
}
