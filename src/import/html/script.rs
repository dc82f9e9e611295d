//! Superscripts and subscripts as text.

/// Chars with their superscript and subscript.
const FORMS: [(char, char, char); 18] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('–', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
    ('n', 'ⁿ', 'ₙ'),
];

/// Endings of ordinal numbers.
const ORDINALS: [&str; 14] =
    ["st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "d", "de", "o", "os", "as"];

/// A superscript or subscript as text, and whether it has no form of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScriptText {
    pub(super) text: String,
    /// What the report names, if the text is not of small chars.
    pub(super) lost: Option<&'static str>,
}

/// Returns whether an element is a superscript or subscript.
pub(super) fn is_script(name: &str) -> bool {
    matches!(name, "sup" | "sub")
}

/// Returns the words of a `sup` or `sub` as text, so that they never run together with the text before them.
pub(super) fn script_text(words: &str, name: &str, before: &str) -> ScriptText {
    let kept = |text: &str| ScriptText { text: text.to_owned(), lost: None };
    if !words.chars().any(char::is_alphanumeric) {
        return kept(words);
    }
    if let Some((label, rest)) = words.strip_prefix('[').and_then(|link| link.split_once("](")) {
        let label = script_text(label, name, before);
        return ScriptText { text: format!("[{}]({rest}", label.text), lost: label.lost };
    }
    let is_note = words.trim_start_matches('\\').starts_with('[') && words.ends_with(']');
    let ends_with_digit = before.ends_with(|c: char| c.is_ascii_digit());
    let is_ordinal = ends_with_digit && ORDINALS.contains(&words);
    // Small print stands by itself.
    let is_apart = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '>');
    if name == "sup" && (is_note || is_ordinal) || is_apart && words.chars().count() > 1 {
        return kept(words);
    }
    let small = |c: char| {
        let form = FORMS.iter().find(|(plain, _, _)| *plain == c);
        form.map(|(_, above, below)| if name == "sup" { *above } else { *below })
    };
    match (words, words.chars().map(small).collect::<Option<String>>()) {
        (_, Some(text)) => ScriptText { text, lost: None },
        ("TM" | "tm", _) => kept("™"),
        ("SM" | "sm", _) if name == "sup" => kept("℠"),
        ("x", _) if name == "sub" => kept("ₓ"),
        _ if name == "sup" => ScriptText { text: format!("^({words})"), lost: Some("superscript") },
        _ => ScriptText { text: format!("\\_({words})"), lost: Some("subscript") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_stay_apart_from_the_text_before() {
        let cases = [
            ("10", "6", "sup", "⁶", None),
            ("10", "−3", "sup", "⁻³", None),
            ("SO", "4", "sub", "₄", None),
            ("21", "st", "sup", "st", None),
            ("le 9", "e", "sup", "e", None),
            ("Week", "SM", "sup", "℠", None),
            ("NO", "x", "sub", "ₓ", None),
            ("<br>", "Ada Roth", "sub", "Ada Roth", None),
            ("a ", "(with Ada)", "sub", "(with Ada)", None),
            ("x", "th", "sup", "^(th)", Some("superscript")),
            ("e", "ab", "sup", "^(ab)", Some("superscript")),
            ("v", "max", "sub", "\\_(max)", Some("subscript")),
            ("text", "[7](#fn7)", "sup", "[⁷](#fn7)", None),
            ("text", "\\[7\\]", "sup", "\\[7\\]", None),
            ("text", "\\*", "sup", "\\*", None),
            ("Dateline", "TM", "sup", "™", None),
        ];
        for (before, words, name, expected, lost) in cases {
            let expected = ScriptText { text: expected.to_owned(), lost };
            assert_eq!(script_text(words, name, before), expected, "{words}");
        }
    }
}
