//! The notation of rules.
//!
//! Lower-case words are literal, upper-case words name a class. `?` makes the preceding element optional, `( | )`
//! separates alternatives, `[ ]` marks an expression inside a longer pattern, `-` requires a hyphen or dash between two
//! elements (otherwise hyphens are ignored), `@name` inserts a part defined earlier.

use std::collections::HashMap;

/// Alternative sequences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// One or more sequences. A sequence may be empty.
    pub(super) choices: Vec<Vec<Element>>,
}

/// An element of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A word, or the name of a class.
    Word(String),
    /// A nested pattern.
    Group(Pattern),
    /// A nested pattern that is an expression.
    Expression(Pattern),
    /// A hyphen or dash that must precede the next element.
    Hyphen,
}

/// Parses a pattern. Returns `None` if brackets do not match or a part is unknown.
pub(super) fn parse_pattern(text: &str, parts: &HashMap<String, Pattern>) -> Option<Pattern> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('[', " [ ").replace(']', " ] ");
    let spaced = spaced.replace('?', " ? ").replace('|', " | ");
    let mut words = spaced.split_whitespace().peekable();
    let pattern = parse_choices(&mut words, parts)?;
    words.next().is_none().then_some(pattern)
}

fn parse_choices<'a>(
    words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
    parts: &HashMap<String, Pattern>,
) -> Option<Pattern> {
    let mut pattern = Pattern { choices: vec![Vec::new()] };
    while let Some(word) = words.next_if(|word| !matches!(*word, ")" | "]")) {
        if word == "|" {
            pattern.choices.push(Vec::new());
            continue;
        }
        let element = match word {
            "(" => {
                let inner = parse_choices(words, parts)?;
                words.next_if_eq(&")")?;
                Element::Group(inner)
            }
            "-" => Element::Hyphen,
            "[" => {
                let inner = parse_choices(words, parts)?;
                words.next_if_eq(&"]")?;
                Element::Expression(inner)
            }
            "?" => make_optional(pattern.choices.last_mut()?.pop()?),
            _ => match word.strip_prefix('@') {
                Some(name) => Element::Group(parts.get(name)?.clone()),
                None => Element::Word(word.to_owned()),
            },
        };
        pattern.choices.last_mut()?.push(element);
    }
    Some(pattern)
}

fn make_optional(element: Element) -> Element {
    Element::Group(Pattern { choices: vec![vec![element], Vec::new()] })
}

#[test]
fn patterns_are_read() {
    let word = |word: &str| Element::Word(word.to_owned());
    let parts = HashMap::new();
    let read = parse_pattern("the? (UNIT|UNITS) ago", &parts).expect("a pattern");
    let group = |choices| Element::Group(Pattern { choices });
    let expected = vec![
        group(vec![vec![word("the")], vec![]]),
        group(vec![vec![word("UNIT")], vec![word("UNITS")]]),
        word("ago"),
    ];
    assert_eq!(read.choices, [expected]);
    for broken in ["(a", "a)", "(a]", "?", "@unknown"] {
        assert_eq!(parse_pattern(broken, &parts), None, "{broken}");
    }
}
