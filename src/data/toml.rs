//! TOML text to the same tree.

use ::toml::Spanned as Located;
use ::toml::de::{DeTable, DeValue, Error};

use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, TOML_SYNTAX};
use crate::text::{Source, Span, Spanned};

use super::{DataMap, DataNode, DataValue};

/// Reads a whole TOML file; what can be read is given even where something is wrong.
pub fn parse_toml(source: &Source) -> Outcome<DataNode> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let notes = errors.iter().map(|error| syntax_error(source, error)).collect();
    let span = Span::from(table.span());
    Outcome::new(DataNode::new(DataValue::Map(map_entries(table.into_inner())), span), notes)
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
        // Instants are read by the one place that reads dates.
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
    let message = error.message().lines().next().unwrap_or_default().to_owned();
    let note = Diagnostic::new(&TOML_SYNTAX, format!("this is no valid TOML: {message}"));
    let place = error.span().map_or_else(
        || SourceLocation::file(source.path.clone()),
        |span| SourceLocation::new(source, span.into()),
    );
    note.at(place).help("write `key = \"text\"`, one a line, under `[tables]` in square brackets")
}
