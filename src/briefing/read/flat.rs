//! Lists whose entries are mappings or single texts with bars.

use crate::data::{DataNode, DataValue, FlatForm, MappingReader};
use crate::diagnostic::{Diagnostic, UNQUOTED_COLON};
use crate::text::{Span, Spanned};

use super::keys;

/// The lists whose entries may be written as one text.
pub(crate) static FLAT_FORMS: [FlatForm; 8] = [
    FlatForm {
        list: "dates",
        keys: &keys::DATE,
        positions: &["when", "what", "where", "who"],
        required: 2,
        lists: &["who"],
    },
    FlatForm {
        list: "actors",
        keys: &keys::ACTOR_ENTRY,
        positions: &["actor", "role"],
        required: 1,
        lists: &[],
    },
    FlatForm {
        list: "venues",
        keys: &keys::VENUE_ENTRY,
        positions: &["venue", "role"],
        required: 1,
        lists: &[],
    },
    FlatForm {
        list: "statements",
        keys: &keys::STATEMENT,
        positions: &["who", "says", "when", "source"],
        required: 2,
        lists: &[],
    },
    FlatForm {
        list: "sources",
        keys: &keys::SOURCE,
        positions: &["title", "publisher", "url"],
        required: 1,
        lists: &[],
    },
    FlatForm {
        list: "corrections",
        keys: &keys::CORRECTION,
        positions: &["when", "what"],
        required: 2,
        lists: &[],
    },
    FlatForm { list: "changes", keys: &keys::CHANGE, positions: &["when", "what"], required: 2, lists: &[] },
    FlatForm {
        list: "roles",
        keys: &keys::ROLE,
        positions: &["title", "of", "from", "to"],
        required: 1,
        lists: &[],
    },
];

/// Returns the form of the entries of a list.
pub(crate) fn flat_form(list: &str) -> Option<&'static FlatForm> {
    FLAT_FORMS.iter().find(|form| form.list == list)
}

/// Reads the entries of a list.
pub(super) fn read_entries<T>(
    reader: &mut MappingReader<'_>,
    list: &'static str,
    read: impl Fn(&mut MappingReader<'_>) -> Option<T>,
) -> Vec<T> {
    let nodes = reader.values(list);
    nodes.into_iter().filter_map(|node| read_entry(reader, list, node, &read)).collect()
}

/// Reads one entry of a list: a mapping, or one text.
pub(super) fn read_entry<T>(
    reader: &mut MappingReader<'_>,
    list: &'static str,
    node: DataNode,
    read: impl Fn(&mut MappingReader<'_>) -> Option<T>,
) -> Option<T> {
    let form = flat_form(list)?;
    let node = match node.value {
        DataValue::Text(_) => {
            let text = reader.whole_text(list, node)?;
            match form.expand(reader.source(), &text) {
                Ok(entry) => entry,
                Err(diagnostic) => return reader.report_located(*diagnostic),
            }
        }
        DataValue::Map(ref pairs) => match unquoted_colon(reader, pairs) {
            Some((diagnostic, span)) => return reader.reject(diagnostic, span),
            None => node,
        },
        _ => node,
    };
    reader.entry(list, form.keys, node, read).flatten()
}

/// Finds an entry that YAML reads as a mapping because a part contains a colon.
fn unquoted_colon(
    reader: &MappingReader<'_>,
    pairs: &[(Spanned<String>, DataNode)],
) -> Option<(Diagnostic, Span)> {
    let [(key, value)] = pairs else { return None };
    if !key.value.contains(" | ") {
        return None;
    }
    let span = Span { start: key.span.start, end: value.span.end.max(key.span.end) };
    let written = reader.source().slice(span);
    let diagnostic = Diagnostic::new(&UNQUOTED_COLON, "the entry contains `: ` and needs quotes")
        .label("YAML reads this as a key and a value");
    let quoted = crate::briefing::yaml::double_quoted(written);
    Some((diagnostic.help(format!("write `{quoted}`")), span))
}
