//! Lines and regions of the keys of front matter.

use crate::data::DataMap;
use crate::text::Span;

/// The keys of a briefing in the order of docs/front-matter.md. A test compares them.
const KEY_ORDER: &[&str] = &[
    "title",
    "published",
    "updated",
    "changes",
    "dateline",
    "summary",
    "byline",
    "series",
    "part",
    "picture",
    "topics",
    "dates",
    "actors",
    "venues",
    "statements",
    "sources",
    "corrections",
    "found",
    "status",
    "embargo",
    "review_by",
    "draft",
    "slug",
    "aliases",
    "language",
    "math",
    "extra",
];

/// One key with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyRegion {
    /// Offset after the colon.
    pub(super) after_colon: usize,
    /// Offset of the line of the key.
    pub(super) start: usize,
    /// Offset of the line of the next key, or of the closing line.
    pub(super) end: usize,
}

/// The lines of front matter.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    yaml: Span,
    regions: Vec<(String, KeyRegion)>,
    /// White space before each key.
    pub(super) indent: &'t str,
}

/// Returns the span of the YAML between the two lines of hyphens.
pub(super) fn yaml_span(text: &str, body_start: usize) -> Option<Span> {
    let start = text.find('\n')? + 1;
    let front = text.get(start..body_start)?.trim_end_matches('\n');
    let end = front.rfind('\n').map_or(start, |newline| start + newline + 1);
    Some(Span::new(start, end))
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, yaml: Span, pairs: &DataMap) -> Self {
        let starts = |span: Span| (line_start(text, span.start as usize), span);
        let mut keys: Vec<(usize, Span, &str)> = pairs
            .iter()
            .map(|(key, _)| (starts(key.span).0, key.span, key.value.as_str()))
            .filter(|(line, span, _)| blank_before(text, *line, span.start as usize))
            .collect();
        keys.sort_unstable();
        let indent = keys.first().map_or("", |(line, ..)| leading_blanks(text, *line));
        // Keys that a merge key brings in from elsewhere are indented further.
        keys.retain(|(line, ..)| leading_blanks(text, *line) == indent);
        let ends = keys.iter().skip(1).map(|(line, ..)| *line).chain([yaml.end as usize]);
        let region = |((line, span, key), end): (&(usize, Span, &str), usize)| {
            let colon = text.get(span.end as usize..end)?.find(':')?;
            let after_colon = span.end as usize + colon + 1;
            Some(((*key).to_owned(), KeyRegion { after_colon, start: *line, end }))
        };
        let regions = keys.iter().zip(ends).filter_map(region).collect();
        Self { text, yaml, regions, indent }
    }

    /// Returns the region of a key.
    pub(super) fn region(&self, key: &str) -> Option<KeyRegion> {
        self.regions.iter().find(|(name, _)| name == key).map(|(_, region)| *region)
    }

    /// Returns the offsets at which a missing key may be inserted: the order of the docs first.
    pub(super) fn places_of_missing(&self, key: &str) -> Vec<usize> {
        let rank = KEY_ORDER.iter().position(|name| *name == key).unwrap_or(KEY_ORDER.len());
        let before = KEY_ORDER[..rank].iter().rev().find_map(|name| self.region(name));
        if let Some(before) = before {
            let mut places = vec![self.end_with_comments(before)];
            places.extend(self.ends_of(before));
            return places;
        }
        let after = KEY_ORDER[rank..].iter().find_map(|name| self.region(name));
        vec![after.map_or(self.yaml.end as usize, |after| after.start), self.yaml.end as usize]
    }

    /// Returns the offsets after a region: before comments and blank lines that follow it, or behind them if they belong
    /// to it.
    pub(super) fn ends_of(&self, region: KeyRegion) -> Vec<usize> {
        let (mut content, mut comment, mut offset) = (region.start, region.start, region.start);
        for line in self.text[region.start..region.end].split_inclusive('\n') {
            offset += line.len();
            let line = line.trim();
            if !line.is_empty() {
                comment = offset;
            }
            if !line.is_empty() && !line.starts_with('#') {
                content = offset;
            }
        }
        let mut ends = vec![content, comment, region.end];
        ends.dedup();
        ends
    }

    /// Returns the offset after a region and the comments that belong to it: those that follow without a blank line, and are
    /// indented further than keys or written as entries of a list.
    fn end_with_comments(&self, region: KeyRegion) -> usize {
        let mut end = self.ends_of(region)[0];
        for line in self.text[end..region.end].split_inclusive('\n') {
            let comment = line.trim_start_matches([' ', '\t']);
            let is_indented = line.len() - comment.len() > self.indent.len();
            let is_entry = comment.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with("- "));
            if !comment.starts_with('#') || !is_indented && !is_entry {
                break;
            }
            end += line.len();
        }
        end
    }

    /// Returns the offset of the value of a key, after anchors, tags, comments and line ends.
    pub(super) fn value_start(&self, region: KeyRegion) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..region.end];
        let mut index = region.after_colon;
        loop {
            match bytes.get(index)? {
                b' ' | b'\t' | b'\n' => index += 1,
                b'#' => index = line_end(self.text, index),
                b'&' | b'!' => {
                    let rest = &bytes[index..];
                    index += rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
                }
                _ => return Some(index),
            }
        }
    }

    /// Returns the white space that the file writes before the hyphens of its lists, relative to their keys.
    pub(super) fn list_indent(&self) -> &'t str {
        let lists = self.regions.iter().filter_map(|(_, region)| self.value_start(*region));
        let mut hyphens = lists.filter(|start| self.is_hyphen(*start));
        let prefix = hyphens.next().map(|start| leading_blanks(self.text, line_start(self.text, start)));
        prefix.and_then(|prefix| prefix.strip_prefix(self.indent)).unwrap_or("  ")
    }

    /// Returns whether a hyphen at an offset begins the entry of a list, alone on its line.
    pub(super) fn is_hyphen(&self, offset: usize) -> bool {
        let rest = self.text.get(offset..).unwrap_or_default();
        let mut after = rest.strip_prefix('-').into_iter().flat_map(|rest| rest.chars().next());
        after.next().is_some_and(|c| matches!(c, ' ' | '\t' | '\n'))
            && blank_before(self.text, line_start(self.text, offset), offset)
    }
}

fn blank_before(text: &str, line: usize, offset: usize) -> bool {
    text.get(line..offset).is_some_and(|before| before.trim_matches([' ', '\t']).is_empty())
}

/// Returns the offset at which the line of an offset begins.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Returns the offset of the line end after an offset.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |newline| offset + newline)
}

/// Returns the white space at the start of a line.
pub(super) fn leading_blanks(text: &str, line: usize) -> &str {
    let rest = &text[line..];
    &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_the_docs() {
        let page = include_str!("../../docs/front-matter.md");
        let briefing = &page[page.find("\n## Briefing\n").expect("a section")..];
        let rows = briefing.lines().skip(2).take_while(|line| !line.starts_with("## "));
        let keys: Vec<&str> = rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(keys, KEY_ORDER);
    }
}
