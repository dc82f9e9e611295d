//! Parses TOML into the tree.

use ::toml::Spanned as Located;
use ::toml::de::{DeTable, DeValue, Error};

use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, TOML_SYNTAX};
use crate::text::{Source, Span, Spanned};

use super::{DataMap, DataNode, DataValue};

/// Parses a TOML file. The value holds what could be read even if there are syntax errors.
pub fn parse_toml(source: &Source) -> Outcome<DataNode> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let diagnostics = errors.iter().map(|error| syntax_error(source, error)).collect();
    let span = Span::from(table.span());
    Outcome::new(DataNode::new(DataValue::Map(map_entries(table.into_inner())), span), diagnostics)
}

fn map_entries(table: DeTable<'_>) -> DataMap {
    let mut pairs: Vec<_> =
        table.into_iter().map(|(key, value)| (spanned_key(key), data_node(value))).collect();
    pairs.sort_by_key(|(key, _)| key.span);
    pairs
}

fn spanned_key(key: Located<std::borrow::Cow<'_, str>>) -> Spanned<String> {
    let span = Span::from(key.span());
    Spanned::new(key.into_inner().into_owned(), span)
}

fn data_node(value: Located<DeValue<'_>>) -> DataNode {
    let span = Span::from(value.span());
    let data = match value.into_inner() {
        DeValue::String(text) => DataValue::Text(text.into_owned()),
        DeValue::Integer(number) => parse_number(number.as_str(), number.radix()),
        DeValue::Float(number) => parse_number(number.as_str(), 10),
        DeValue::Boolean(flag) => DataValue::Bool(flag),
        // Dates stay text: `Date::parse` reads them for YAML and TOML alike.
        DeValue::Datetime(instant) => DataValue::Text(instant.to_string()),
        DeValue::Array(items) => DataValue::List(items.into_iter().map(data_node).collect()),
        DeValue::Table(table) => DataValue::Map(map_entries(table)),
    };
    DataNode::new(data, span)
}

fn parse_number(text: &str, radix: u32) -> DataValue {
    let digits = text.replace('_', "");
    let whole = i64::from_str_radix(&digits, radix).ok().map(|number| number as f64);
    DataValue::Number(whole.or_else(|| digits.parse().ok()).unwrap_or(f64::NAN))
}

fn syntax_error(source: &Source, error: &Error) -> Diagnostic {
    let reason = error.message().lines().next().unwrap_or_default();
    let span = error.span().map(Span::from);
    let location = span
        .map_or_else(|| SourceLocation::file(source.path.clone()), |span| SourceLocation::new(source, span));
    let written = span.map_or("", |span| source.slice(span)).trim();
    let (message, help) = match reason {
        "duplicate key" if !written.is_empty() => (
            format!("`{written}` is already set above"),
            format!("remove one of the two; if `{written}` is a table, move its keys to the first"),
        ),
        _ => (
            format!("invalid TOML: {reason}"),
            "write one `key = \"value\"` per line; put table names in square brackets, as in `[found]`"
                .to_owned(),
        ),
    };
    Diagnostic::new(&TOML_SYNTAX, message).at(location).help(help)
}
