//! Lists of other programs become profiles, or the dates of a briefing.
//!
//! Takes the text of one file: CSV, FollowTheMoney or Wikidata as JSON, iCalendar. Each format is read into records with
//! the names of columns that this module knows; `profiles` and `events` write files of the site from them. What has no place
//! in them is counted by name. Pure.

mod csv_table;
mod events;
mod ftm;
mod ics;
mod profiles;
mod wikidata;

use std::collections::BTreeMap;

use jiff::civil::Date as Day;

use crate::text::escape_bars;

/// What the entries of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportedKind {
    /// Persons, organisations and states.
    Actors,
    /// Places.
    Venues,
    /// Dated facts.
    Events,
}

/// The files that a list becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedList {
    /// Paths in the site with texts.
    pub files: Vec<(String, String)>,
    /// Number of entries in them.
    pub entries: usize,
    /// Columns, properties and the like that are in no file, with the number of values.
    pub lost: BTreeMap<String, usize>,
    /// Entries that are in no file, with the reason.
    pub skipped: Vec<(String, &'static str)>,
}

/// An entry of a list: values by the name of the column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ListRecord {
    values: Vec<(String, String)>,
}

impl ListRecord {
    fn push(&mut self, key: &str, value: &str) {
        let value = crate::text::on_one_line(value);
        if !value.trim().is_empty() {
            self.values.push((key.to_owned(), value.trim().to_owned()));
        }
    }

    /// Takes the values of the first of these columns that has any.
    fn take_all(&mut self, keys: &[&str]) -> Vec<String> {
        let Some(key) = keys.iter().find(|key| self.values.iter().any(|(name, _)| name == *key)) else {
            return Vec::new();
        };
        let (taken, kept) = std::mem::take(&mut self.values).into_iter().partition(|(name, _)| name == key);
        self.values = kept;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// Takes one value, and leaves further ones of the column.
    fn take(&mut self, keys: &[&str]) -> Option<String> {
        let index = keys.iter().find_map(|key| self.values.iter().position(|(name, _)| name == key))?;
        Some(self.values.remove(index).1)
    }
}

/// Reads a list. `name` is the name of its file, whose extension tells the format. The error is the reason why it is no list.
pub fn import_list(name: &str, text: &str, kind: ImportedKind, today: Day) -> Result<ImportedList, String> {
    let records = match super::tree::extension(name).as_str() {
        "csv" | "tsv" => csv_table::records(text, if name.ends_with("tsv") { b'\t' } else { b',' })?,
        "ics" => ics::records(text)?,
        _ if wikidata::is_wikidata(text) => wikidata::records(text)?,
        "json" | "jsonl" | "ftm" | "ndjson" => ftm::records(text)?,
        other => return Err(format!("`.{other}` is not a known list; use .csv, .tsv, .json or .ics")),
    };
    if records.is_empty() {
        return Err("the list has no entries".to_owned());
    }
    let mut list = ImportedList::default();
    match kind {
        ImportedKind::Actors | ImportedKind::Venues => profiles::add(&mut list, records, kind),
        ImportedKind::Events => events::add(&mut list, records, super::tree::stem(name), today),
    }
    Ok(list)
}

/// An entry of a list in front matter, written as one text.
#[derive(Default)]
struct FlatEntry {
    /// The parts at their positions.
    parts: Vec<String>,
    /// The parts after their key.
    named: Vec<String>,
}

impl FlatEntry {
    /// Adds a part that an entry must have.
    fn required(mut self, text: &str) -> Self {
        self.parts.push(escape_bars(text, &['|']));
        self
    }

    /// Adds the part of a key. A text that would be read as a key and its value is written after its own key.
    fn optional(mut self, key: &str, text: &str) -> Self {
        let text = escape_bars(text, &['|']);
        if text.contains(": ") {
            self.parts.push(String::new());
            return self.named(key, &text);
        }
        self.parts.push(text);
        self
    }

    /// Adds the part of a key that is a list.
    fn items(self, key: &str, items: &[&str]) -> Self {
        let items: Vec<String> = items.iter().map(|item| escape_bars(item, &['|', ','])).collect();
        let text = items.join(", ");
        let is_named = text.contains(": ");
        let mut entry = self;
        entry.parts.push(if is_named { String::new() } else { text.clone() });
        if is_named { entry.named(key, &text) } else { entry }
    }

    /// Adds a part after its key.
    fn named(mut self, key: &str, text: &str) -> Self {
        self.named.push(format!("{key}: {text}"));
        self
    }

    fn finish(mut self) -> String {
        while self.parts.last().is_some_and(String::is_empty) {
            self.parts.pop();
        }
        self.parts.append(&mut self.named);
        self.parts.join(" | ").replace("|  |", "| |")
    }
}

impl ImportedList {
    /// Counts what no file takes of a record.
    fn count_lost(&mut self, record: ListRecord) {
        for (key, _) in record.values {
            *self.lost.entry(key).or_insert(0) += 1;
        }
    }
}
