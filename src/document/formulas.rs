//! Formulas in TeX: which parts of a body they are, and their parts.
//!
//! A code block with the language `math` is a formula, and so is code between dollar signs. Text between dollar signs is one
//! only on pages whose front matter has `math: true`, because amounts of money look the same.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use pulldown_latex::event::{Event as FormulaEvent, StateChange};
use pulldown_latex::{Parser, ParserError, Storage};

use super::SourceEvent;
use super::comments::is_escaped;

/// Maximum length of a formula in bytes.
const MAX_LENGTH: usize = 4_000;
/// Maximum number of its parts.
const MAX_PARTS: usize = 20_000;
/// Commands that define commands, by which a short formula could become one of any length, and `char`, at which the parser
/// fails if no number follows.
const REFUSED: [&str; 7] =
    ["char", "def", "let", "newcommand", "renewcommand", "providecommand", "futurelet"];

/// Reads the parts of a formula, without colours. The error says what is wrong, in one clause.
pub fn read_formula<'t>(
    tex: &'t str,
    storage: &'t Storage,
) -> Result<Vec<Result<FormulaEvent<'t>, ParserError>>, String> {
    if tex.len() > MAX_LENGTH {
        return Err(format!("it has {} bytes, but the maximum is {MAX_LENGTH}", tex.len()));
    }
    if tex.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let words = || {
        tex.split('\\').map(|part| part.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default())
    };
    if let Some(word) = words().find(|word| REFUSED.iter().any(|name| word.ends_with(name))) {
        return Err(format!("`\\{word}` is not supported"));
    }
    let mut parts = Vec::new();
    for part in Parser::new(tex, storage) {
        match part {
            Ok(FormulaEvent::StateChange(StateChange::Color(_))) => {}
            Ok(part) if parts.len() < MAX_PARTS => parts.push(Ok(part)),
            Ok(_) => return Err("it has too many parts".to_owned()),
            Err(error) => return Err(reason(&error.to_string())),
        }
    }
    Ok(parts)
}

/// Returns what is wrong from the text of an error, which shows the place below it.
fn reason(error: &str) -> String {
    let lines = error.lines().map(str::trim).filter(|line| !line.is_empty());
    let prefixes = ["parsing error: ", "error: "];
    let first = lines
        .map(|line| prefixes.iter().find_map(|prefix| line.strip_prefix(prefix)).unwrap_or(line))
        .next()
        .unwrap_or("it cannot be read");
    first.trim_end_matches(['.', ':']).to_owned()
}

/// Events in which formulas are `InlineMath` and `DisplayMath`.
pub(super) struct Formulas<'s, I: Iterator> {
    source: &'s str,
    events: I,
    /// Whether the source may contain formulas in code; if not, events pass as they are.
    has_code: bool,
    ahead: VecDeque<I::Item>,
    /// Whether the next text begins with the dollar sign that ends a formula.
    after_code: bool,
}

impl<'s, 'e, I: Iterator<Item = SourceEvent<'e>>> Formulas<'s, I> {
    /// Reads the events of the body that begins at an offset of `source`.
    pub(super) fn new(source: &'s str, start: usize, events: I) -> Self {
        let body = source.get(start..).unwrap_or_default();
        let has_code = ["$`", "```math", "~~~math"].iter().any(|sign| body.contains(sign));
        Self { source, events, has_code, ahead: VecDeque::new(), after_code: false }
    }

    fn take(&mut self) -> Option<SourceEvent<'e>> {
        self.ahead.pop_front().or_else(|| self.events.next())
    }

    /// Returns whether code in this range is between dollar signs.
    fn is_formula(&self, range: &Range<usize>) -> bool {
        let before = range.start.checked_sub(1).filter(|at| self.source.as_bytes().get(*at) == Some(&b'$'));
        before.is_some_and(|at| !is_escaped(self.source, at))
            && self.source.as_bytes().get(range.end) == Some(&b'$')
    }

    /// Removes the dollar signs of formulas beside a text.
    fn text(&mut self, text: CowStr<'e>, mut range: Range<usize>) -> SourceEvent<'e> {
        let is_verbatim = self.source.get(range.clone()) == Some(&*text);
        let mut kept = text.to_string();
        if std::mem::take(&mut self.after_code) && kept.starts_with('$') {
            kept.remove(0);
            range.start += usize::from(is_verbatim);
        }
        if self.ahead.is_empty() {
            self.ahead.extend(self.events.next());
        }
        let is_before = matches!(self.ahead.front(), Some((Event::Code(_), code)) if self.is_formula(code));
        if is_before && kept.ends_with('$') {
            kept.pop();
            range.end -= usize::from(is_verbatim);
        }
        let text = if kept.len() == text.len() { text } else { kept.into() };
        (Event::Text(text), range)
    }

    /// Returns the formula of a code block.
    fn block(&mut self, range: Range<usize>) -> SourceEvent<'e> {
        let mut tex = String::new();
        while let Some((event, _)) = self.take() {
            match event {
                Event::Text(text) => tex.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        (Event::DisplayMath(tex.into()), range)
    }
}

impl<'e, I: Iterator<Item = SourceEvent<'e>>> Iterator for Formulas<'_, I> {
    type Item = SourceEvent<'e>;

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = self.take()?;
        if !self.has_code {
            return Some((event, range));
        }
        Some(match event {
            Event::Text(text) => self.text(text, range),
            Event::Code(code) if self.is_formula(&range) => {
                self.after_code = true;
                (Event::InlineMath(code), range)
            }
            // With formulas between dollar signs, the code is inside one.
            Event::InlineMath(tex) if tex.len() > 2 && tex.starts_with('`') && tex.ends_with('`') => {
                (Event::InlineMath(tex[1..tex.len() - 1].to_owned().into()), range)
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.trim() == "math" => {
                self.block(range)
            }
            event => (event, range),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_have_a_reason_if_they_cannot_be_read() {
        let cases = [
            (r"\frac{a}{b} + \sqrt{x^2}", None),
            (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", None),
            (r"\color{red} x", None),
            ("", Some("it is empty")),
            (r"\def\a{aa}\a", Some("`\\def` is not supported")),
            (r"\gdef\a{aa}\a", Some("`\\gdef` is not supported")),
            ("\\charé", Some("`\\char` is not supported")),
        ];
        for (tex, expected) in cases {
            let storage = Storage::new();
            assert_eq!(read_formula(tex, &storage).err().as_deref(), expected, "{tex}");
        }
        for tex in [r"\frac{a", "a^b^c", r"\nothing", "}", r"\begin{matrix} a"] {
            let reason = read_formula(tex, &Storage::new()).expect_err("an error");
            assert!(!reason.is_empty() && !reason.contains(['\n', '╭']), "{tex}: {reason}");
        }
        assert!(read_formula(&"x".repeat(5_000), &Storage::new()).is_err());
        for deep in [r"\sqrt", "{", r"\left(", "x^{", r"\frac"] {
            let _ = read_formula(&deep.repeat(MAX_LENGTH / deep.len()), &Storage::new());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn no_formula_causes_a_panic(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24)) {
            let tex = parts.concat();
            let storage = Storage::new();
            if let Ok(parts) = read_formula(&tex, &storage) {
                let mut out = Vec::new();
                let _ = pulldown_latex::write_mathml(&mut out, parts.into_iter(), Default::default());
            }
        }
    }

    const PARTS: &[&str] = &[
        "a",
        "1",
        " ",
        "{",
        "}",
        "^",
        "_",
        "&",
        r"\\",
        r"\",
        "%",
        "#",
        "$",
        "'",
        "é",
        "<",
        "[",
        "]",
        r"\frac",
        r"\sqrt",
        r"\left(",
        r"\right)",
        r"\left",
        r"\right",
        r"\text{a <b>}",
        r"\begin{matrix}",
        r"\end{matrix}",
        r"\begin{array}{c|c}",
        r"\end{array}",
        r"\begin{align}",
        r"\end{align}",
        r"\hline",
        r"\color{red}",
        r"\mathbf",
        r"\char",
        r"\kern",
        "-3em",
        "1.5pt",
        r"\hskip",
        r"\sum",
        r"\limits",
        r"\over",
        r"\middle|",
        r"\not",
        "=",
        r"\mathfrak{aZ0}",
        r"\textbf{é}",
        r"\underbrace",
        r"\binom",
        r"\genfrac",
        r"\operatorname",
        r"\tag{1}",
        r"\[",
        r"\begin",
        r"\end",
        r"\begin{cases}",
        r"\end{cases}",
        r"\rule{1em}{2em}",
        r"\phantom",
        r"\substack",
        r"\mathchoice",
        "\u{202e}",
        "\0",
    ];
}
