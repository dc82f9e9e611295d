//! TOML text to the same tree.

use ::toml::Spanned as Located;
use ::toml::de::{DeTable, DeValue, Error};

use crate::diagnostic::{Diagnostic, Outcome, Place, TOML_SYNTAX};
use crate::text::{Source, Span, Spanned};

use super::{Data, Node, Pairs};

/// Reads a whole TOML file; what can be read is given even where something is wrong.
pub fn parse_toml(source: &Source) -> Outcome<Node> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let notes = errors.iter().map(|error| explained(source, error)).collect();
    let span = Span::from(table.span());
    Outcome::new(Node::new(Data::Map(pairs(table.into_inner())), span), notes)
}

fn pairs(table: DeTable<'_>) -> Pairs {
    let mut pairs: Vec<_> = table.into_iter().map(|(key, value)| (name(key), node(value))).collect();
    pairs.sort_by_key(|(key, _)| key.span);
    pairs
}

fn name(key: Located<std::borrow::Cow<'_, str>>) -> Spanned<String> {
    let span = Span::from(key.span());
    Spanned::new(key.into_inner().into_owned(), span)
}

fn node(value: Located<DeValue<'_>>) -> Node {
    let span = Span::from(value.span());
    let data = match value.into_inner() {
        DeValue::String(text) => Data::Text(text.into_owned()),
        DeValue::Integer(number) => number_of(number.as_str(), number.radix()),
        DeValue::Float(number) => number_of(number.as_str(), 10),
        DeValue::Boolean(flag) => Data::Bool(flag),
        // Instants are read by the one place that reads dates.
        DeValue::Datetime(instant) => Data::Text(instant.to_string()),
        DeValue::Array(items) => Data::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Data::Map(pairs(table)),
    };
    Node::new(data, span)
}

fn number_of(text: &str, radix: u32) -> Data {
    let digits = text.replace('_', "");
    let whole = i64::from_str_radix(&digits, radix).ok().map(|number| number as f64);
    Data::Number(whole.or_else(|| digits.parse().ok()).unwrap_or(f64::NAN))
}

fn explained(source: &Source, error: &Error) -> Diagnostic {
    let message = error.message().lines().next().unwrap_or_default().to_owned();
    let note = Diagnostic::new(&TOML_SYNTAX, format!("this is no valid TOML: {message}"));
    let place =
        error.span().map_or_else(|| Place::file(source.path.clone()), |span| Place::of(source, span.into()));
    note.at(place).mend("write `key = \"text\"`, one a line, under `[tables]` in square brackets")
}
