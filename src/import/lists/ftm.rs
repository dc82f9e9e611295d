//! Entities of FollowTheMoney, as OpenSanctions and others publish them: one JSON object a line, or a list.

use serde_json::Value;

use super::ListRecord;

/// Properties with the name of the column that they are.
const COLUMNS: [(&str, &str); 12] = [
    ("alias", "aliases"),
    ("weakAlias", "aliases"),
    ("position", "role"),
    ("wikidataId", "wikidata"),
    ("full", "name"),
    ("startDate", "date"),
    ("date", "date"),
    ("endDate", "end"),
    ("involved", "who"),
    ("organizer", "who"),
    ("notes", "notes"),
    ("timeZone", "time_zone"),
];

/// Reads the entities. The schema is the column `kind`.
pub(super) fn records(text: &str) -> Result<Vec<ListRecord>, String> {
    let entities = match serde_json::from_str(text) {
        Ok(Value::Array(entities)) => entities,
        Ok(entity @ Value::Object(_)) => vec![entity],
        _ => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            let read = lines.map(|(index, line)| {
                serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))
            });
            read.collect::<Result<Vec<Value>, String>>()?
        }
    };
    entities.iter().map(record).collect()
}

fn record(entity: &Value) -> Result<ListRecord, String> {
    let schema = entity.get("schema").and_then(Value::as_str);
    let properties = entity.get("properties").and_then(Value::as_object);
    let (Some(schema), Some(properties)) = (schema, properties) else {
        return Err("an entity has no `schema` or no `properties`; it is not of FollowTheMoney".to_owned());
    };
    let mut record = ListRecord::default();
    record.push("kind", schema);
    for (name, values) in properties {
        let column =
            COLUMNS.iter().find(|(property, _)| property == name).map_or(&**name, |(_, column)| column);
        for value in values.as_array().into_iter().flatten() {
            // A value may be an entity of its own, with its name.
            let named = value.pointer("/properties/name/0").or_else(|| value.get("caption"));
            if let Some(text) = value.as_str().or_else(|| named.and_then(Value::as_str)) {
                record.push(column, text);
            }
        }
    }
    if !record.values.iter().any(|(name, _)| name == "name")
        && let Some(caption) = entity.get("caption").and_then(Value::as_str)
    {
        record.push("name", caption);
    }
    let id = entity.get("id").and_then(Value::as_str).filter(|id| is_wikidata_id(id));
    if let Some(id) = id.filter(|_| !record.values.iter().any(|(name, _)| name == "wikidata")) {
        record.push("wikidata", id);
    }
    Ok(record)
}

fn is_wikidata_id(id: &str) -> bool {
    id.strip_prefix('Q')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
