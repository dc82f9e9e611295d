//! Unknown keys, and the key each was likely meant to be.

use crate::diagnostic::{Diagnostic, UNKNOWN_KEY, WRONG_INDENT};
use crate::text::{Source, Span, Spanned, nearest, slugify};

use super::helps::DataFormat;
use super::{DataMap, DataNode, DataValue, KeySchema, MappingReader};

impl MappingReader<'_> {
    pub(super) fn reject_unknown_keys(&mut self) {
        let keys = self.keys;
        self.indent_entries();
        let (known, unknown) = std::mem::take(&mut self.pairs)
            .into_iter()
            .partition(|(key, _)| keys.known.contains(&&*key.value));
        self.pairs = known;
        let mut unknown = unknown.into_iter().peekable();
        while let Some((key, node)) = unknown.next() {
            let mut end = key.span;
            while let Some((next, _)) = unknown.next_if(|next| self.is_list_of_words(end, next)) {
                end = next.span;
            }
            match (node.value == DataValue::Null).then(|| self.split_text(&key, end)).flatten() {
                Some((diagnostic, span)) => self.report(diagnostic, span),
                None => {
                    let diagnostic = self.unknown_key(&key, &node);
                    self.report(diagnostic, key.span);
                }
            }
        }
    }

    /// Returns whether a key without a value follows `end` after a comma, as the parts of a text with several commas do.
    fn is_list_of_words(&self, end: Span, (key, node): &(Spanned<String>, DataNode)) -> bool {
        let between = Span { start: end.end, end: key.span.start.max(end.end) };
        node.value == DataValue::Null && self.source.slice(between).trim() == ","
    }

    /// Moves keys that follow a list of mappings into its last entry, if only an entry may have them.
    fn indent_entries(&mut self) {
        let mut kept: DataMap = Vec::with_capacity(self.pairs.len());
        for (key, value) in std::mem::take(&mut self.pairs) {
            let known = self.keys.known.contains(&&*key.value);
            let above = kept.last_mut().filter(|_| !known);
            match above.and_then(|(list, node)| {
                Some((&*list.value, self.keys.entry_for(&list.value, &key.value, node)?))
            }) {
                Some((list, entry)) => {
                    let (diagnostic, span) = (not_indented(self.source, list, entry, &key), key.span);
                    entry.push((key, value));
                    self.report(diagnostic, span);
                }
                None => kept.push((key, value)),
            }
        }
        self.pairs = kept;
    }

    fn unknown_key(&mut self, key: &Spanned<String>, node: &DataNode) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(&UNKNOWN_KEY, format!("{} has no key `{}`", self.keys.noun, key.value));
        if DataFormat::of(self.source) == DataFormat::Toml
            && self.outer.is_some_and(|outer| outer.known.contains(&&*key.value))
        {
            let help = format!("move `{}` above the first line in square brackets", key.value);
            return diagnostic.label("a table goes on to the next line in square brackets").help(help);
        }
        let Some(suggestion) = self.suggest(&key.value) else {
            let list = format!("valid keys: {}", self.keys.known.join(", "));
            return diagnostic.label("unknown key").help(format!("{list}{}", self.extra_hint()));
        };
        self.meant.push(suggestion);
        let written = match (&node.value, suggestion) {
            (DataValue::Text(url), "slug") => last_segment(url).map(|slug| format!("slug: {slug}")),
            _ => None,
        };
        let written = written.unwrap_or_else(|| suggestion.to_owned());
        diagnostic
            .label(format!("did you mean `{suggestion}`?"))
            .help(format!("write `{written}`{}", self.extra_hint()))
    }

    /// Returns the diagnostic for an unquoted comma, and the span of the pair: in `{ what: Talks open, then close }` YAML reads
    /// the part after the comma as a key.
    fn split_text(&self, key: &Spanned<String>, end: Span) -> Option<(Diagnostic, Span)> {
        let (name, value) = self.pairs.iter().rfind(|(_, value)| value.span.end <= key.span.start)?;
        let between = self.source.slice(Span { start: value.span.end, end: key.span.start });
        if between.trim() != "," || !matches!(value.value, DataValue::Text(_)) {
            return None;
        }
        let whole = self.source.slice(Span { start: value.span.start, end: end.end });
        let curly = whole.strip_prefix(['“', '„', '‘']).and_then(|rest| rest.strip_suffix(['”', '“', '’']));
        let message = match curly {
            Some(_) => {
                format!(
                    "the text of `{}` is in curly quotes, which YAML does not treat as quotes",
                    name.value
                )
            }
            None => format!("the text of `{}` contains a comma and needs quotes", name.value),
        };
        let text = curly.unwrap_or(whole).replace('"', "\\\"");
        let diagnostic =
            Diagnostic::new(&UNKNOWN_KEY, message).label("YAML reads the part after the comma as a key");
        let span = Span { start: name.span.start, end: end.end };
        Some((diagnostic.help(format!("write `{}: \"{text}\"`", name.value)), span))
    }

    /// Returns the valid key for a synonym, or the nearest valid key.
    fn suggest(&self, name: &str) -> Option<&'static str> {
        let lower = name.to_lowercase();
        let synonym = self.keys.synonyms.iter().find(|(other, _)| *other == lower).map(|(_, key)| *key);
        // Of two equally near keys, the one that is absent is the likelier.
        let is_given = |key: &&str| self.pairs.iter().any(|(given, _)| given.value == **key);
        let (given, free): (Vec<&'static str>, Vec<&'static str>) =
            self.keys.known.iter().copied().partition(is_given);
        synonym.or_else(|| nearest(&lower, free.into_iter().chain(given)))
    }

    fn extra_hint(&self) -> &'static str {
        if self.keys.known.contains(&"extra") { "; put your own keys under `extra:`" } else { "" }
    }
}

impl KeySchema {
    /// Returns the last entry of a list of mappings, if it may have `key` and lacks it.
    fn entry_for<'n>(&self, list: &str, key: &str, node: &'n mut DataNode) -> Option<&'n mut DataMap> {
        let schema = self.entries.iter().find(|(name, _)| *name == list)?.1;
        let DataValue::List(items) = &mut node.value else { return None };
        let Some(DataNode { value: DataValue::Map(pairs), .. }) = items.last_mut() else { return None };
        let free = schema.known.contains(&key) && !pairs.iter().any(|(name, _)| name.value == key);
        free.then_some(pairs)
    }
}

fn not_indented(source: &Source, list: &str, entry: &DataMap, key: &Spanned<String>) -> Diagnostic {
    let first = entry.first().map_or(0, |(name, _)| name.span.start as usize);
    let lead = source.text[..first].rsplit('\n').next().unwrap_or_default();
    let line = source.text[key.span.start as usize..].lines().next().unwrap_or_default().trim_end();
    let message = format!("`{}` belongs to the entry of `{list}` above, but is not indented", key.value);
    let diagnostic = Diagnostic::new(&WRONG_INDENT, message);
    match lead.contains('{') {
        true => diagnostic.help(format!("move `{line}` into the braces of the entry above")),
        false => diagnostic.help(format!("write `{}{line}`", " ".repeat(lead.chars().count()))),
    }
}

/// Returns the last path segment of a URL as a slug.
fn last_segment(url: &str) -> Option<String> {
    let path = url.trim_end_matches('/').trim_end_matches("/index.html").trim_end_matches(".html");
    Some(slugify(path.rsplit('/').next()?)).filter(|slug| !slug.is_empty())
}
