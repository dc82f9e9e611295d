//! Values, paths and conditions of Liquid.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::Scopes;

/// A token of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LiquidTerm {
    /// A quoted text.
    Text(String),
    /// A name, number, path or operator.
    Word(String),
    /// `|`, `,`, `:` or a comparison.
    Mark(&'static str),
}

const MARKS: [&str; 11] = ["==", "!=", "<>", ">=", "<=", "<", ">", "|", ",", ":", "="];

/// Splits an expression into tokens.
pub(super) fn terms(text: &str) -> Vec<LiquidTerm> {
    let (mut terms, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let taken = if matches!(first, '"' | '\'') {
            let inner = &rest[1..];
            let end = inner.find(first).unwrap_or(inner.len());
            terms.push(LiquidTerm::Text(inner[..end].to_owned()));
            (end + 2).min(rest.len())
        } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            terms.push(LiquidTerm::Mark(mark));
            mark.len()
        } else {
            let end = word_end(rest);
            terms.push(LiquidTerm::Word(rest[..end].to_owned()));
            end
        };
        rest = rest[taken..].trim_start();
    }
    terms
}

/// Returns the end of a word; brackets and parentheses may contain any chars.
fn word_end(text: &str) -> usize {
    let mut depth = 0usize;
    for (index, c) in text.char_indices() {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 && index > 0 && (c.is_whitespace() || "|,:=!<>\"'".contains(c)) => return index,
            _ => {}
        }
    }
    text.len()
}

/// Returns the value of one token; null if it has none.
pub(super) fn value_of(term: &LiquidTerm, scopes: &Scopes<'_>) -> Value {
    match term {
        LiquidTerm::Text(text) => Value::String(text.clone()),
        LiquidTerm::Mark(_) => Value::Null,
        LiquidTerm::Word(word) => word_value(word, scopes, 0),
    }
}

fn word_value(word: &str, scopes: &Scopes<'_>, depth: usize) -> Value {
    match word {
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        "nil" | "null" => return Value::Null,
        "blank" | "empty" => return Value::String(String::new()),
        _ => {}
    }
    if let Ok(number) = word.parse::<i64>() {
        return number.into();
    }
    if let Ok(number) = word.parse::<f64>() {
        return number.into();
    }
    if let Some(range) = word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
        return range_value(range, scopes, depth);
    }
    path_value(word, scopes, depth).unwrap_or(Value::Null)
}

/// Returns the numbers of `1..9`, at most a thousand.
fn range_value(range: &str, scopes: &Scopes<'_>, depth: usize) -> Value {
    let bound =
        |text: &str| if depth < 4 { as_number(&word_value(text.trim(), scopes, depth + 1)) } else { None };
    let bounds = range.split_once("..").and_then(|(from, to)| Some((bound(from)? as i64, bound(to)? as i64)));
    bounds.map_or(Value::Null, |(from, to)| {
        (from..=to.min(from.saturating_add(999))).map(Value::from).collect()
    })
}

/// Returns the value at a path such as `page.tags[0]`.
fn path_value(path: &str, scopes: &Scopes<'_>, depth: usize) -> Option<Value> {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    // Only the last value is copied: the first one may be the whole site.
    let mut value = Cow::Borrowed(scopes.get(&path[..end])?);
    let mut rest = &path[end..];
    while !rest.is_empty() {
        let key = if let Some(name) = rest.strip_prefix('.') {
            let end = name.find(['.', '[']).unwrap_or(name.len());
            rest = &name[end..];
            Value::from(&name[..end])
        } else {
            let inner = rest.strip_prefix('[')?;
            let end = inner.find(']')?;
            rest = &inner[end + 1..];
            bracket_key(inner[..end].trim(), scopes, depth)?
        };
        value = match value {
            Cow::Borrowed(value) => member(value, &key)?,
            Cow::Owned(value) => Cow::Owned(member(&value, &key)?.into_owned()),
        };
    }
    Some(value.into_owned())
}

fn bracket_key(key: &str, scopes: &Scopes<'_>, depth: usize) -> Option<Value> {
    match key.strip_prefix(['"', '\'']).and_then(|key| key.strip_suffix(['"', '\''])) {
        Some(text) => Some(Value::from(text)),
        None => (depth < 4).then(|| word_value(key, scopes, depth + 1)),
    }
}

fn member<'v>(value: &'v Value, key: &Value) -> Option<Cow<'v, Value>> {
    if let Value::Number(index) = key {
        return value.get(usize::try_from(index.as_i64()?).ok()?).map(Cow::Borrowed);
    }
    match (value, key.as_str()?) {
        (Value::Object(map), name) => map.get(name).map(Cow::Borrowed),
        (Value::Array(items), "size") => Some(Cow::Owned(items.len().into())),
        (Value::Array(items), "first") => items.first().map(Cow::Borrowed),
        (Value::Array(items), "last") => items.last().map(Cow::Borrowed),
        (Value::String(text), "size") => Some(Cow::Owned(text.chars().count().into())),
        _ => None,
    }
}

/// Returns whether a condition holds. Conditions are read from right to left, as Liquid does.
pub(super) fn holds(condition: &str, scopes: &Scopes<'_>) -> bool {
    let terms = terms(condition);
    let is_join = |term: &LiquidTerm| matches!(term, LiquidTerm::Word(word) if word == "and" || word == "or");
    let mut result: Option<bool> = None;
    let mut end = terms.len();
    loop {
        let join = terms[..end].iter().rposition(is_join);
        let start = join.map_or(0, |index| index + 1);
        let this = comparison(&terms[start..end], scopes);
        result = Some(match (result, terms.get(end)) {
            (Some(right), Some(LiquidTerm::Word(word))) if word == "and" => this && right,
            (Some(right), _) => this || right,
            (None, _) => this,
        });
        match join {
            Some(index) => end = index,
            None => return result.unwrap_or(false),
        }
    }
}

fn comparison(terms: &[LiquidTerm], scopes: &Scopes<'_>) -> bool {
    let Some(first) = terms.first() else { return false };
    let left = value_of(first, scopes);
    let (Some(operator), Some(right)) = (terms.get(1), terms.get(2)) else { return is_truthy(&left) };
    let right = value_of(right, scopes);
    match operator {
        LiquidTerm::Word(word) if word == "contains" => match &left {
            Value::Array(items) => items.contains(&right),
            left => as_text(left).contains(&as_text(&right)) && !right.is_null(),
        },
        LiquidTerm::Mark("==") => equal(&left, &right),
        LiquidTerm::Mark("!=" | "<>") => !equal(&left, &right),
        LiquidTerm::Mark(mark) => order(&left, &right).is_some_and(|order| match *mark {
            "<" => order == Ordering::Less,
            ">" => order == Ordering::Greater,
            "<=" => order != Ordering::Greater,
            ">=" => order != Ordering::Less,
            _ => false,
        }),
        _ => is_truthy(&left),
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    match (as_number(left), as_number(right)) {
        (Some(left), Some(right)) if !left.is_nan() => left == right,
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (as_number(left), as_number(right)) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        _ => Some(left.as_str()?.cmp(right.as_str()?)),
    }
}

/// Returns whether a value counts as true: all but `nil` and `false`.
pub(super) fn is_truthy(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

/// Returns a value as printed.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Array(items) => items.iter().map(as_text).collect(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
    }
}

/// Returns a number, also one that is written as text.
pub(super) fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
