//! Keys that are not known: what was likely meant by them.

use crate::diagnostic::{Diagnostic, UNKNOWN_KEY, WRONG_INDENT};
use crate::text::{Source, Span, Spanned, nearest, slugify};

use super::{DataMap, DataNode, DataValue, KeySchema, MappingReader};

impl MappingReader<'_> {
    pub(super) fn refuse_unknown(&mut self) {
        let keys = self.keys;
        self.indent_entries();
        let (known, unknown) = std::mem::take(&mut self.pairs)
            .into_iter()
            .partition(|(key, _)| keys.known.contains(&&*key.value));
        self.pairs = known;
        for (key, node) in unknown {
            let torn = (node.value == DataValue::Null).then(|| self.torn(&key)).flatten();
            let note = torn.unwrap_or_else(|| self.unknown(&key, &node));
            self.report(note, key.span);
        }
    }

    /// Moves keys that stand behind a list of mappings into its last entry, where only an entry may have them.
    fn indent_entries(&mut self) {
        let mut kept: DataMap = Vec::with_capacity(self.pairs.len());
        for (key, value) in std::mem::take(&mut self.pairs) {
            let known = self.keys.known.contains(&&*key.value);
            let above = kept.last_mut().filter(|_| !known);
            match above.and_then(|(list, node)| {
                Some((&*list.value, self.keys.entry_for(&list.value, &key.value, node)?))
            }) {
                Some((list, entry)) => {
                    let (note, span) = (not_indented(self.source, list, entry, &key), key.span);
                    entry.push((key, value));
                    self.report(note, span);
                }
                None => kept.push((key, value)),
            }
        }
        self.pairs = kept;
    }

    fn unknown(&mut self, key: &Spanned<String>, node: &DataNode) -> Diagnostic {
        let note = Diagnostic::new(&UNKNOWN_KEY, format!("{} has no key `{}`", self.keys.noun, key.value));
        let Some(meant) = self.likely(&key.value) else {
            let list = format!("the keys are {}", self.keys.known.join(", "));
            return note.label("not a key here").help(format!("{list}{}", self.free_zone()));
        };
        self.meant.push(meant);
        let written = match (&node.value, meant) {
            (DataValue::Text(address), "slug") => last_part(address).map(|slug| format!("slug: {slug}")),
            _ => None,
        };
        let written = written.unwrap_or_else(|| meant.to_owned());
        note.label(format!("did you mean `{meant}`?")).help(format!("write `{written}`{}", self.free_zone()))
    }

    /// In `{ what: Talks open, then close }` the comma ends the text, and what follows it is taken for a key.
    fn torn(&self, key: &Spanned<String>) -> Option<Diagnostic> {
        let (name, value) = self.pairs.iter().rfind(|(_, value)| value.span.end <= key.span.start)?;
        let between = self.source.slice(Span { start: value.span.end, end: key.span.start });
        if between.trim() != "," || !matches!(value.value, DataValue::Text(_)) {
            return None;
        }
        let whole = self.source.slice(Span { start: value.span.start, end: key.span.end });
        let curly = whole.strip_prefix(['“', '„', '‘']).and_then(|rest| rest.strip_suffix(['”', '“', '’']));
        let message = match curly {
            Some(_) => {
                format!("the text of `{}` is in curly quotes, which are no quotes to YAML", name.value)
            }
            None => format!("the text of `{}` holds a comma and needs quotes", name.value),
        };
        let text = curly.unwrap_or(whole).replace('"', "\\\"");
        let note = Diagnostic::new(&UNKNOWN_KEY, message).label("YAML takes this for a key");
        Some(note.help(format!("write `{}: \"{text}\"`", name.value)))
    }

    /// The key that was likely meant by a word.
    fn likely(&self, word: &str) -> Option<&'static str> {
        let lower = word.to_lowercase();
        let synonym = self.keys.synonyms.iter().find(|(other, _)| *other == lower).map(|(_, key)| *key);
        // Of two keys as near, the one that is not there yet is meant.
        let is_given = |key: &&str| self.pairs.iter().any(|(given, _)| given.value == **key);
        let (given, free): (Vec<&'static str>, Vec<&'static str>) =
            self.keys.known.iter().copied().partition(is_given);
        synonym.or_else(|| nearest(&lower, free.into_iter().chain(given)))
    }

    fn free_zone(&self) -> &'static str {
        if self.keys.known.contains(&"extra") { "; keys of your own go under `extra:`" } else { "" }
    }
}

impl KeySchema {
    /// The last entry of a list of mappings, if it may have a key and does not have it.
    fn entry_for<'n>(&self, list: &str, key: &str, node: &'n mut DataNode) -> Option<&'n mut DataMap> {
        let of = self.entries.iter().find(|(name, _)| *name == list)?.1;
        let DataValue::List(items) = &mut node.value else { return None };
        let Some(DataNode { value: DataValue::Map(pairs), .. }) = items.last_mut() else { return None };
        let free = of.known.contains(&key) && !pairs.iter().any(|(name, _)| name.value == key);
        free.then_some(pairs)
    }
}

fn not_indented(source: &Source, list: &str, entry: &DataMap, key: &Spanned<String>) -> Diagnostic {
    let first = entry.first().map_or(0, |(name, _)| name.span.start as usize);
    let lead = source.text[..first].rsplit('\n').next().unwrap_or_default();
    let line = source.text[key.span.start as usize..].lines().next().unwrap_or_default().trim_end();
    let message = format!("`{}` belongs to the entry of `{list}` above, and is not indented", key.value);
    let note = Diagnostic::new(&WRONG_INDENT, message);
    match lead.contains('{') {
        true => note.help(format!("put `{line}` between the braces of the entry above")),
        false => note.help(format!("write `{}{line}`", " ".repeat(lead.chars().count()))),
    }
}

/// The slug in the last part of an address.
fn last_part(address: &str) -> Option<String> {
    let path = address.trim_end_matches('/').trim_end_matches("/index.html").trim_end_matches(".html");
    Some(slugify(path.rsplit('/').next()?)).filter(|slug| !slug.is_empty())
}
