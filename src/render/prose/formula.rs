//! Formulas as MathML, without script or inline style.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Storage, write_mathml};

use super::EventRenderer;
use crate::document::read_formula;

impl EventRenderer<'_> {
    /// Writes a formula. One that cannot be read is shown as code.
    pub(super) fn formula(&mut self, tex: &str, display_mode: DisplayMode) {
        match mathml(tex.trim(), display_mode) {
            Some(markup) => self.out.raw_html(&markup),
            None => self.out.element("code", tex),
        }
    }
}

/// Returns the MathML of a formula; `None` if it cannot be read.
fn mathml(tex: &str, display_mode: DisplayMode) -> Option<String> {
    let storage = Storage::new();
    let parts = read_formula(tex, &storage).ok()?;
    let config = RenderConfig { display_mode, annotation: None, ..RenderConfig::default() };
    let mut bytes = Vec::with_capacity(tex.len() * 8);
    write_mathml(&mut bytes, parts.into_iter(), config).ok()?;
    Some(cleaned(&String::from_utf8(bytes).ok()?))
}

/// Returns markup with all text escaped and without `style`, because pages allow no inline style. The writer of MathML
/// escapes only the text of `\text`.
fn cleaned(markup: &str) -> String {
    let mut output = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(c) = rest.chars().next() {
        let tag = rest
            .strip_prefix('<')
            .filter(|inner| inner.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()));
        let end = tag.and_then(|_| rest.find('>')).map_or(c.len_utf8(), |end| end + 1);
        let (piece, after) = rest.split_at(end);
        match c {
            '<' if tag.is_some() => push_without_style(piece, &mut output),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '&' if !ENTITIES.iter().any(|name| after.starts_with(name)) => output.push_str("&amp;"),
            _ => output.push_str(piece),
        }
        rest = after;
    }
    output
}

/// The entities that the writer of MathML uses, after their `&`.
const ENTITIES: [&str; 4] = ["amp;", "lt;", "gt;", "nbsp;"];

fn push_without_style(tag: &str, output: &mut String) {
    match tag.split_once(" style=\"") {
        Some((before, after)) => {
            output.push_str(before);
            output.push_str(after.split_once('"').map_or(">", |(_, rest)| rest));
        }
        None => output.push_str(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_safe_markup() {
        let text =
            mathml(r"\text{<b> style=x} \kern-3em \color{red} x", DisplayMode::Inline).expect("MathML");
        assert!(text.starts_with("<math") && text.ends_with("</math>"), "{text}");
        assert!(
            !text.contains("<b>") && !text.contains("style=\"") && text.contains("&lt;b&gt; style=x"),
            "{text}"
        );
        let signs = mathml(r"a < b \& c \not< d > e", DisplayMode::Inline).expect("MathML");
        let texts: Vec<&str> = signs.split('>').filter_map(|piece| piece.split('<').next()).collect();
        assert!(texts.concat().contains("&lt;") && !signs.contains("<<") && !signs.contains(">>"), "{signs}");
        assert_eq!(mathml(r"\frac{a", DisplayMode::Block), None);
    }
}
