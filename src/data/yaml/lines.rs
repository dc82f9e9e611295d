//! Splits YAML into lines and their scalars, to find what made the parser fail.

/// A line with a value that is not blank, a comment, or part of a quote, bracket or block opened above.
pub(super) struct YamlLine<'a> {
    /// Byte offset in the source.
    pub(super) start: usize,
    /// The line without trailing white space.
    pub(super) text: &'a str,
    /// Columns of the hyphens that start list entries.
    pub(super) hyphens: Vec<usize>,
    /// Column after indentation and hyphens.
    pub(super) column: usize,
    /// Everything after indentation and hyphens.
    pub(super) whole: ScalarText<'a>,
    /// Whether a bracket or quote opened in this line is closed on a later one.
    pub(super) continues: bool,
}

/// A scalar of a line, with the key before it if there is one.
#[derive(Clone, Copy)]
pub(super) struct ScalarText<'a> {
    pub(super) key: Option<&'a str>,
    pub(super) value: &'a str,
    /// Column of the value.
    pub(super) column: usize,
}

/// The quote and brackets open at the end of a line.
#[derive(Clone, Copy, Default)]
struct Open {
    quote: Option<char>,
    brackets: usize,
}

/// Splits `text`, which starts at byte offset `start` of the source.
pub(super) fn lines(text: &str, start: usize) -> Vec<YamlLine<'_>> {
    let mut lines: Vec<YamlLine<'_>> = Vec::new();
    let (mut start, mut open, mut block) = (start, Open::default(), None);
    for whole in text.split_inclusive('\n') {
        let text = whole.trim_end();
        let bare = text.trim_start_matches([' ', '\t']);
        let indent = text.len() - bare.len();
        block = block.filter(|outer| text.is_empty() || indent > *outer);
        if open.quote.is_some() || open.brackets > 0 {
            open.advance(text);
        } else if block.is_none() && !bare.is_empty() && !bare.starts_with('#') {
            let mut line = line(text, start);
            block = opens_block(line.whole.value).then_some(indent);
            if line.whole.value.starts_with(['"', '\'', '[', '{']) {
                open.advance(line.whole.value);
                line.continues = open.quote.is_some() || open.brackets > 0;
            }
            lines.push(line);
        }
        start += whole.len();
    }
    lines
}

fn line(text: &str, start: usize) -> YamlLine<'_> {
    let mut column = text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut hyphens = Vec::new();
    while let Some(rest) = text.get(column..).and_then(|rest| rest.strip_prefix('-')) {
        if !rest.is_empty() && !rest.starts_with(' ') {
            break;
        }
        hyphens.push(column);
        column += 1 + rest.len() - rest.trim_start().len();
    }
    let whole = scalar(&text[column..], column);
    YamlLine { start, text, hyphens, column, whole, continues: false }
}

/// Parses `key: value`, or a value alone.
fn scalar(text: &str, column: usize) -> ScalarText<'_> {
    let end = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1));
    let is_key = |key: &&str| !key.is_empty() && !key.contains(['"', '\'', '{', '[', '#', ' ']);
    match end.and_then(|end| Some((text.get(..end).filter(is_key)?, end + 1))) {
        Some((key, end)) => {
            let value = text[end..].trim_start();
            ScalarText { key: Some(key), value, column: column + text.len() - value.len() }
        }
        None => ScalarText { key: None, value: text, column },
    }
}

/// Returns whether a value opens a block scalar: `|`, `>-` or `|2`, with or without a comment.
pub(super) fn opens_block(value: &str) -> bool {
    let header = value.split(" #").next().unwrap_or(value).trim_end();
    let mut chars = header.chars();
    matches!(chars.next(), Some('|' | '>'))
        && header.len() <= 3
        && chars.all(|c| matches!(c, '+' | '-') || c.is_ascii_digit())
}

impl Open {
    /// Scans `text`. Returns the offset after the quote or bracket that closes the last open one.
    fn advance(&mut self, text: &str) -> Option<usize> {
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((index, c)) = chars.next() {
            match (self.quote, c) {
                (Some('"'), '\\') => drop(chars.next()),
                (Some('\''), '\'') if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                    chars.next();
                }
                (Some(quote), c) if quote == c => {
                    self.quote = None;
                    if self.brackets == 0 {
                        return Some(index + 1);
                    }
                }
                (Some(_), _) => {}
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => self.quote = Some(c),
                (None, '[' | '{') => self.brackets += 1,
                (None, ']' | '}') => {
                    self.brackets = self.brackets.saturating_sub(1);
                    if self.brackets == 0 {
                        return Some(index + 1);
                    }
                }
                (None, '#') if before == ' ' => return None,
                _ => {}
            }
            before = c;
        }
        None
    }
}

/// Returns the text after the quote or bracket that closes the one at the start of `value`.
///
/// `None` if only a comment or nothing follows, or if the line does not close it.
pub(super) fn rest_after_closing(value: &str) -> Option<&str> {
    let end = Open::default().advance(value)?;
    let rest = value[end..].trim_start();
    (!rest.is_empty() && !rest.starts_with('#')).then_some(rest)
}

impl<'a> YamlLine<'a> {
    /// Returns whether the line has a key and a value that is not a block scalar.
    pub(super) fn is_complete(&self) -> bool {
        self.whole.key.is_some() && !self.whole.value.is_empty() && !opens_block(self.whole.value)
    }

    /// Returns the scalars of the line; a list or mapping in brackets is split into its parts.
    pub(super) fn scalars(&self) -> Vec<ScalarText<'a>> {
        let whole = self.whole;
        let in_brackets = whole.value.starts_with(['[', '{']) && rest_after_closing(whole.value).is_none();
        if in_brackets { parts(whole.value, whole.column) } else { vec![whole] }
    }

    /// Returns the line with `value` in place of one of its scalars.
    pub(super) fn with(&self, scalar: &ScalarText<'_>, value: &str) -> String {
        let end = scalar.column + scalar.value.len();
        format!("{}{value}{}", &self.text[..scalar.column], &self.text[end..])
    }
}

/// Splits a list or mapping in brackets at commas and brackets. In a mapping, a part without a key is joined to the
/// part before.
fn parts(value: &str, column: usize) -> Vec<ScalarText<'_>> {
    let mut parts: Vec<ScalarText<'_>> = Vec::new();
    let (mut part_start, mut quote, mut open) = (0, None, Vec::new());
    for (index, c) in value.char_indices() {
        let so_far = || value[part_start..index].trim();
        match quote {
            Some(opened) if c == opened && !value[..index].ends_with('\\') => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && (so_far().is_empty() || so_far().ends_with(':')) => {
                quote = Some(c);
            }
            None if matches!(c, '[' | ']' | '{' | '}' | ',') => {
                let so_far = so_far();
                if !so_far.is_empty() {
                    let start = part_start + value[part_start..index].len()
                        - value[part_start..index].trim_start().len();
                    let part = scalar(so_far, column + start);
                    match parts
                        .last_mut()
                        .filter(|last| open == ['{'] && part.key.is_none() && last.is_plain_scalar())
                    {
                        Some(last) => last.value = &value[last.column - column..start + so_far.len()],
                        None => parts.push(part),
                    }
                }
                part_start = index + 1;
                match c {
                    '[' | '{' => open.push(c),
                    ']' | '}' => drop(open.pop()),
                    _ => {}
                }
            }
            None => {}
        }
    }
    parts
}

impl ScalarText<'_> {
    fn is_plain_scalar(&self) -> bool {
        self.key.is_some() && !self.value.is_empty() && !self.value.starts_with(['"', '\''])
    }
}
