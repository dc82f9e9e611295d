//! Reads simple YAML from the events of the parser.
//!
//! Almost all front matter is simple: without anchors and tags, with scalars that are texts by their look. The deserializer takes
//! twice the time of the parser. Everything else is left to it: this module returns the same values or none.

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as EventSpan, StructureStyle};
use rustc_hash::FxHashSet;

use super::tree::{RawNode, YamlValue};

/// Maximum size of simple YAML in bytes, far below the limits of the deserializer.
const MAX_BYTES: usize = 1 << 16;
/// Maximum depth of simple YAML.
const MAX_SIMPLE_DEPTH: usize = 12;
/// Maximum number of digits of a simple number, which has an exact value.
const MAX_DIGITS: usize = 15;
/// Plain scalars that mean something else than their text, or do so to some parsers, in lower case.
const SPECIAL: [&str; 17] = [
    "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "inf", "infinity", "nan",
    "<<", "=",
];

/// Parses a mapping; `None` if the text is not simple, or not valid.
pub(super) fn parse(text: &str) -> Option<RawNode> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let mut reader = SimpleReader(Parser::new_from_str_with_options(text, Options::default()));
    reader.expect(|event| matches!(event, Event::StreamStart))?;
    reader.expect(|event| matches!(event, Event::DocumentStart(false, None)))?;
    let (event, span) = reader.next()?;
    let root = match event {
        Event::MappingStart(_, 0, None) => reader.mapping(span, 0)?,
        _ => return None,
    };
    reader.expect(|event| matches!(event, Event::DocumentEnd))?;
    reader.expect(|event| matches!(event, Event::StreamEnd))?;
    Some(root)
}

struct SimpleReader<'t>(Parser<'t, granit_parser::StrInput<'t>>);

impl<'t> SimpleReader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, EventSpan)> {
        self.0.next_event()?.ok()
    }

    fn expect(&mut self, is_expected: impl Fn(&Event<'_>) -> bool) -> Option<()> {
        let (event, _) = self.next()?;
        is_expected(&event).then_some(())
    }

    /// Reads the node that begins with an event.
    fn node(&mut self, (event, span): (Event<'t>, EventSpan), depth: usize) -> Option<RawNode> {
        match event {
            Event::Scalar(text, style, 0, None) => {
                let value = match style {
                    ScalarStyle::Plain => plain(&text)?,
                    _ => YamlValue::Text(text.into_owned()),
                };
                Some(RawNode::new(value, byte_range(&span)))
            }
            _ if depth >= MAX_SIMPLE_DEPTH => None,
            Event::MappingStart(_, 0, None) => self.mapping(span, depth),
            Event::SequenceStart(StructureStyle::Block | StructureStyle::Flow, 0, None) => {
                self.sequence(span, depth)
            }
            _ => None,
        }
    }

    fn sequence(&mut self, span: EventSpan, depth: usize) -> Option<RawNode> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => break,
                begin => items.push(self.node(begin, depth + 1)?),
            }
        }
        Some(RawNode::new(YamlValue::List(items), byte_range(&span)))
    }

    fn mapping(&mut self, span: EventSpan, depth: usize) -> Option<RawNode> {
        let (mut pairs, mut keys) = (Vec::new(), FxHashSet::default());
        loop {
            let (text, style, key_span) = match self.next()? {
                (Event::MappingEnd, _) => break,
                (Event::Scalar(text, style, 0, None), key_span) => (text, style, key_span),
                _ => return None,
            };
            let is_text = style != ScalarStyle::Plain || matches!(plain(&text), Some(YamlValue::Text(_)));
            if !is_text || !keys.insert(text.clone()) {
                return None;
            }
            let key = RawNode::new(YamlValue::Text(text.into_owned()), byte_range(&key_span));
            let begin = self.next()?;
            pairs.push((key, self.node(begin, depth + 1)?));
        }
        Some(RawNode::new(YamlValue::Map(pairs), byte_range(&span)))
    }
}

/// Returns start and length in bytes.
fn byte_range(span: &EventSpan) -> Option<(usize, usize)> {
    let (start, end) = (span.start.byte_offset()?, span.end.byte_offset()?);
    Some((start, end.saturating_sub(start)))
}

/// Returns the value of a plain scalar; `None` if that is not clear.
fn plain(text: &str) -> Option<YamlValue> {
    match text {
        "" => return Some(YamlValue::Null),
        "true" => return Some(YamlValue::Bool(true)),
        "false" => return Some(YamlValue::Bool(false)),
        _ => {}
    }
    let is_special = text.len() <= 8 && SPECIAL.iter().any(|special| text.eq_ignore_ascii_case(special));
    let may_be_number = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    match may_be_number {
        true if is_number(text) => text.parse().ok().map(YamlValue::Number),
        true if !is_date(text) && !text.contains(' ') => None,
        _ if is_special => None,
        _ => Some(YamlValue::Text(text.to_owned())),
    }
}

/// Returns whether a text is a small number in decimal digits.
fn is_number(text: &str) -> bool {
    let is_short = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_short && (text == "0" || !text.starts_with('0'))
}

/// Returns whether a text begins as a date does: `2025-04`.
fn is_date(text: &str) -> bool {
    let is_part = |bytes: Option<&[u8]>| bytes.is_some_and(|bytes| bytes.iter().all(u8::is_ascii_digit));
    let bytes = text.as_bytes();
    is_part(bytes.get(..4)) && bytes.get(4) == Some(&b'-') && is_part(bytes.get(5..7))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::yaml::deserialize;
    use proptest::prelude::*;

    /// Texts with each form that is simple, and with many that are not.
    const TEXTS: [&str; 30] = [
        "title: Talks open\npublished: 2025-04-12\n",
        "title: \"Talks: open\"\nsummary: 'It''s'\nupdated: 2025-04-12T10:00:00+02:00\n",
        "actors: [Ada Marten, \"Ben: Ode\", 'C']\ntopics: []\nextra: {}\n",
        "dates:\n  - when: 2025-04-22\n    what: The vote is held\n  - { when: 2025-05, what: Next, venue: Rome }\n",
        "dates:\n- 2025-04-22 | The vote\n- 3 ministers meet\n",
        "summary: >\n  One line\n  and more.\n\n  Two.\nnote: |\n  kept\n   as it is\n",
        "summary:\ntitle: x\nlast:\n",
        "draft: true\npart: 12\nother: false\nzero: 0\n",
        "# a comment\ntitle: x # another\n\n\n# end\n",
        "title: x\n\n\n",
        "  title: x\n  other: y\n",
        "\u{feff}title: x\n",
        "title: Café – “quoted” 日本\nÜber: 1\n",
        "? a\n: b\n",
        "a: &x 1\nb: *x\n",
        "a: !important x\n",
        "<<: {a: 1}\n",
        "a: 1\na: 2\n",
        "1: x\n",
        "a: 010\nb: 1e3\nc: 0x1F\nd: 1_000\ne: -5\nf: 1.5\ng: .5\nh: +1\n",
        "a: yes\nb: No\nc: ~\nd: NULL\ne: .inf\nf: NaN\n",
        "a: 12:30\nb: 1-2\nc: 2025-04\nd: 2025\n",
        "title: x\n---\ntitle: y\n",
        "- a\n- b\n",
        "text\n",
        "",
        "a: [b\n",
        "a: b: c\n",
        "a:\n\t- b\n",
        "a: [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n",
    ];

    fn assert_same(text: &str) {
        if let Some(simple) = parse(text) {
            let deserialized = deserialize(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!(Some(simple), deserialized, "{text:?}");
        }
    }

    #[test]
    fn simple_yaml_has_the_values_and_spans_of_the_deserializer() {
        TEXTS.into_iter().for_each(assert_same);
        let simple = TEXTS.into_iter().filter(|text| parse(text).is_some()).count();
        assert!((10..=14).contains(&simple), "{simple}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn pieces_of_yaml_in_any_order_do_too(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "b", "title", ": ", ":", "\n", "\n  ", "\n    ", "- ", "\n- ", "[", "]", "{", "}", ", ", "\"", "'", "#", " #",
                "|\n  ", ">\n  ", "2025-04-12", "2025", "12", "0", "07", "-", ".", "true", "yes", "null", "~", "é", "&a ", "*a", "!t ",
                "? ", "<<", "x y", "\\n", "''", "\"\"", "...", "---", "%", "@", "`", "\t",
            ]), 0..14)
        ) {
            assert_same(&pieces.concat());
            assert_same(&format!("title: x\nkey: {}\nlast: y\n", pieces.concat()));
        }

        #[test]
        fn scalars_do_too(scalar in "[-+.:0-9a-fxonysulE_~ ]{0,8}") {
            assert_same(&format!("key: {scalar}\n"));
            assert_same(&format!("list: [{scalar}, x]\n"));
            assert_same(&format!("{scalar}: value\n"));
        }
    }
}
