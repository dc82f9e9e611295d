//! Filters of Liquid, Jekyll and Eleventy.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::Scopes;
use super::expression::{LiquidTerm, as_number, as_text, is_truthy, terms, value_of};
use crate::text::slugify;

/// The maximum length of a text that filters make, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// The value of an expression, and the names of filters that are not known.
pub(super) fn evaluate(expression: &str, scopes: &Scopes<'_>) -> (Value, Vec<String>) {
    let (terms, mut unknown) = (terms(expression), Vec::new());
    let mut parts = terms.split(|term| *term == LiquidTerm::Mark("|"));
    let first = parts.next().unwrap_or_default();
    let mut value = first.first().map_or(Value::Null, |term| value_of(term, scopes));
    for part in parts {
        let Some(LiquidTerm::Word(name)) = part.first() else { continue };
        let arguments: Vec<Value> = part[1..]
            .iter()
            .filter(|term| !matches!(term, LiquidTerm::Mark(_)))
            .map(|term| value_of(term, scopes))
            .collect();
        match apply(name, &value, &arguments) {
            Some(result) => value = result,
            None if name == "date" => {
                unknown.push("date of the day".to_owned());
                value = Value::String(String::new());
            }
            None => unknown.push(name.clone()),
        }
    }
    (value, unknown)
}

/// Applies a filter. Returns `None` if it is not known.
fn apply(name: &str, value: &Value, arguments: &[Value]) -> Option<Value> {
    let argument = |index: usize| arguments.get(index).map(as_text).unwrap_or_default();
    let text = as_text(value);
    let result = match name {
        // Links are resolved later, from their path.
        "url"
        | "relative_url"
        | "absolute_url"
        | "prepend_baseurl"
        | "escape"
        | "escape_once"
        | "xml_escape"
        | "h"
        | "safe"
        | "smartify"
        | "htmlBaseUrl"
        | "normalize_whitespace" => text,
        "markdownify" => super::markdownify::html(&text),
        "append" if text.len() < MAX_TEXT => text + &argument(0),
        "prepend" if text.len() < MAX_TEXT => argument(0) + &text,
        "upper" => text.to_uppercase(),
        "lower" => text.to_lowercase(),
        "trim" => text.trim().to_owned(),
        "striptags" => super::super::html::plain_text(&text),
        // The day on which a site is built is not that of the import.
        "date" if matches!(&*text, "now" | "today") => return None,
        "upcase" => text.to_uppercase(),
        "downcase" => text.to_lowercase(),
        "capitalize" => crate::text::capitalize_first(&text),
        "strip" => text.trim().to_owned(),
        "lstrip" => text.trim_start().to_owned(),
        "rstrip" => text.trim_end().to_owned(),
        "strip_newlines" => text.replace('\n', ""),
        "newline_to_br" => text.replace('\n', "<br>\n"),
        "replace" if text.len() < MAX_TEXT && !argument(0).is_empty() && argument(1).len() < 1_000 => {
            text.replace(&argument(0), &argument(1))
        }
        "replace_first" => text.replacen(&argument(0), &argument(1), 1),
        "remove" if !argument(0).is_empty() => text.replace(&argument(0), ""),
        "remove_first" => text.replacen(&argument(0), "", 1),
        "slugify" | "slug" => slugify(&text),
        "truncate" => text.chars().take(as_count(arguments.first(), 50)).collect(),
        "truncatewords" => {
            text.split_whitespace().take(as_count(arguments.first(), 15)).collect::<Vec<_>>().join(" ")
        }
        "strip_html" => super::super::html::plain_text(&text),
        "url_escape" | "uri_escape" | "cgi_escape" | "url_encode" => text.replace(' ', "%20"),
        "date" => formatted_day(&text, &argument(0)),
        "date_to_string" => formatted_day(&text, "%d %b %Y"),
        "date_to_long_string" => formatted_day(&text, "%d %B %Y"),
        "date_to_xmlschema" => formatted_day(&text, "%Y-%m-%d"),
        _ => return apply_to_value(name, value, arguments),
    };
    Some(Value::String(result))
}

/// Returns the time at the start of a text in a format of `strftime`, or its day if it cannot have this format.
fn formatted_day(text: &str, format: &str) -> String {
    let day = text.get(..10).unwrap_or(text);
    let time = time_of(text).filter(|_| !format.is_empty() && format.len() < 1_000);
    let time = time.and_then(|time| time.to_zoned_datetime(TimeZone::UTC).ok());
    let formatted = time.and_then(|time| strtime::format(format, &time).ok());
    formatted.unwrap_or_else(|| day.to_owned())
}

/// Reads a day, perhaps with a time on the clock of the site, or a number of seconds since 1970.
fn time_of(text: &str) -> Option<DateTime> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(Timestamp::from_second(seconds).ok()?.to_zoned_datetime(TimeZone::UTC).datetime());
    }
    let date: Date = text.get(..10)?.parse().ok()?;
    let clock = text.get(11..).unwrap_or_default();
    let clock: String = clock.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let time = format!("{date}T{clock}").parse().ok();
    Some(time.unwrap_or_else(|| date.at(0, 0, 0, 0)))
}

/// Applies a filter whose value or result is not text.
fn apply_to_value(name: &str, value: &Value, arguments: &[Value]) -> Option<Value> {
    let argument = |index: usize| arguments.get(index).map(as_text).unwrap_or_default();
    let result = match name {
        "default" => {
            let is_empty = !is_truthy(value) || as_text(value).is_empty() && !value.is_object();
            if is_empty { arguments.first().cloned().unwrap_or_default() } else { value.clone() }
        }
        "size" => match value {
            Value::Array(items) => items.len().into(),
            Value::Object(map) => map.len().into(),
            value => as_text(value).chars().count().into(),
        },
        "split" => split(&as_text(value), &argument(0)),
        "join" => {
            let items: Vec<String> = items(value).iter().map(as_text).collect();
            Value::String(items.join(&argument(0)))
        }
        "first" => items(value).first().cloned().unwrap_or_default(),
        "last" => items(value).last().cloned().unwrap_or_default(),
        "reverse" => items(value).into_iter().rev().collect(),
        "compact" => items(value).into_iter().filter(|item| !item.is_null()).collect(),
        "uniq" => uniq(items(value)),
        "sort" | "sort_natural" => sorted(items(value), &argument(0)),
        "map" => items(value).iter().map(|item| item.get(argument(0)).cloned().unwrap_or_default()).collect(),
        "where" => {
            let matches =
                |item: &Value| item.get(argument(0)).is_some_and(|found| as_text(found) == argument(1));
            items(value).into_iter().filter(matches).collect()
        }
        "slice" => slice(&as_text(value), arguments),
        "plus" | "minus" | "times" | "divided_by" | "modulo" => {
            let right = arguments.first().and_then(as_number).unwrap_or(0.0);
            arithmetic(name, as_number(value).unwrap_or(0.0), right)?
        }
        "concat" => {
            items(value).into_iter().chain(arguments.first().map(items).unwrap_or_default()).collect()
        }
        "abs" => number(as_number(value)?.abs())?,
        "floor" => number(as_number(value)?.floor())?,
        "ceil" => number(as_number(value)?.ceil())?,
        "round" => number(as_number(value)?.round())?,
        "jsonify" | "inspect" => Value::String(value.to_string()),
        _ => return None,
    };
    Some(result)
}

fn as_count(value: Option<&Value>, default: usize) -> usize {
    value.and_then(as_number).map_or(default, |number| number.clamp(0.0, 10_000.0) as usize)
}

fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        value => vec![value.clone()],
    }
}

fn split(text: &str, separator: &str) -> Value {
    if separator.is_empty() {
        return text.chars().map(|c| c.to_string()).collect();
    }
    text.split(separator).filter(|part| !part.is_empty()).collect()
}

fn uniq(items: Vec<Value>) -> Value {
    let mut seen = std::collections::BTreeSet::new();
    items.into_iter().filter(|item| seen.insert(item.to_string())).collect()
}

fn sorted(mut items: Vec<Value>, key: &str) -> Value {
    items.sort_by_cached_key(|item| as_text(item.get(key).unwrap_or(item)).to_lowercase());
    Value::Array(items)
}

fn slice(text: &str, arguments: &[Value]) -> Value {
    let start = arguments.first().and_then(as_number).unwrap_or(0.0);
    let length = as_count(arguments.get(1), 1);
    let count = text.chars().count();
    let start = if start < 0.0 { count.saturating_sub(-start as usize) } else { start as usize };
    Value::String(text.chars().skip(start).take(length).collect())
}

fn arithmetic(name: &str, left: f64, right: f64) -> Option<Value> {
    match name {
        "plus" => number(left + right),
        "minus" => number(left - right),
        "times" => number(left * right),
        "divided_by" if right != 0.0 => number((left / right).floor()),
        "modulo" if right != 0.0 => number(left % right),
        _ => Some(Value::Null),
    }
}

fn number(value: f64) -> Option<Value> {
    if value.fract() == 0.0 && value.abs() < 9e15 { Some((value as i64).into()) } else { Some(value.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_formatted() {
        let cases = [
            ("2024-09-12 07:00:00 +0100", "%B %-d, %Y", "September 12, 2024"),
            ("2024-09-12", "", "2024-09-12"),
            ("2024-09-12", "%H:%M", "00:00"),
            ("2024-06-25 14:30", "%H:%M on %-d", "14:30 on 25"),
            ("2024-06-25T14:30:00Z", "%s", "1719325800"),
            ("1719325800", "%B %-d", "June 25"),
            ("now", "%Y", "now"),
            ("", "%Y", ""),
        ];
        for (text, format, expected) in cases {
            assert_eq!(formatted_day(text, format), expected, "{text} {format}");
        }
    }
}
