//! Items of Wikidata as its entity data has them.

use serde_json::Value;

use super::ListRecord;

/// Returns whether a text is entity data.
pub(super) fn is_wikidata(text: &str) -> bool {
    let start = text.get(..text.len().min(64)).unwrap_or_default();
    start.trim_start().starts_with('{') && start.contains("\"entities\"")
}

/// Reads the items. Names are in English, or else in the first language. Properties without a column have their number.
pub(super) fn records(text: &str) -> Result<Vec<ListRecord>, String> {
    let data: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let entities = data.get("entities").and_then(Value::as_object).ok_or("there are no entities")?;
    Ok(entities.iter().map(|(id, entity)| record(id, entity)).collect())
}

fn record(id: &str, entity: &Value) -> ListRecord {
    let mut record = ListRecord::default();
    record.push("wikidata", id);
    record
        .push("name", in_english(&entity["labels"]).and_then(|it| it["value"].as_str()).unwrap_or_default());
    let aliases = in_english(&entity["aliases"]).and_then(Value::as_array);
    for alias in aliases.into_iter().flatten().filter_map(|alias| alias["value"].as_str()) {
        record.push("aliases", alias);
    }
    let summary = in_english(&entity["descriptions"]).and_then(|it| it["value"].as_str());
    record.push("summary", summary.unwrap_or_default());
    for (property, claims) in entity["claims"].as_object().into_iter().flatten() {
        for claim in claims.as_array().into_iter().flatten() {
            add_claim(&mut record, property, &claim["mainsnak"]["datavalue"]["value"]);
        }
    }
    record
}

fn in_english(by_language: &Value) -> Option<&Value> {
    let languages = by_language.as_object()?;
    languages.get("en").or_else(|| languages.values().next())
}

/// Adds a claim: what an item is, its coordinates and its website.
fn add_claim(record: &mut ListRecord, property: &str, value: &Value) {
    match (property, value) {
        ("P31", value) => match value["id"].as_str() {
            Some("Q5") => record.push("kind", "person"),
            Some("Q6256" | "Q3624078" | "Q7275") => record.push("kind", "state"),
            Some("Q43229" | "Q4830453" | "Q484652" | "Q163740" | "Q7278" | "Q327333") => {
                record.push("kind", "organisation");
            }
            Some("Q515" | "Q1549591" | "Q5119") => record.push("kind", "city"),
            _ => record.push("P31", "an item"),
        },
        ("P625", value) => {
            for (key, member) in [("latitude", "latitude"), ("longitude", "longitude")] {
                record
                    .push(key, &value[member].as_f64().map_or(String::new(), |degrees| degrees.to_string()));
            }
        }
        ("P856", Value::String(url)) => record.push("website", url),
        (property, _) => record.push(property, "a claim"),
    }
}
