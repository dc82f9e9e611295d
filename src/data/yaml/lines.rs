//! The lines of YAML that begin a value, and the texts they hold, for mistakes that stop the reader.

/// A line that is not blank, no comment, and not within a text or bracket that was opened above.
pub(super) struct Line<'a> {
    /// Byte of the source at which it begins.
    pub(super) start: usize,
    /// Without blanks and line end behind it.
    pub(super) text: &'a str,
    /// Columns of the hyphens that open entries of lists.
    pub(super) hyphens: Vec<usize>,
    /// Column of what follows indentation and hyphens.
    pub(super) column: usize,
    /// The text as a whole.
    pub(super) whole: Piece<'a>,
    /// Whether a bracket or quote opened in it is closed further down.
    pub(super) goes_on: bool,
}

/// A text in a line, with the key before it where there is one.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) key: Option<&'a str>,
    pub(super) value: &'a str,
    /// Column of the value.
    pub(super) column: usize,
}

/// What is open at the end of a line.
#[derive(Clone, Copy, Default)]
struct Open {
    quote: Option<char>,
    brackets: usize,
}

/// The lines of `text`, which begins at byte `start` of the source.
pub(super) fn lines(text: &str, start: usize) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
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
                line.goes_on = open.quote.is_some() || open.brackets > 0;
            }
            lines.push(line);
        }
        start += whole.len();
    }
    lines
}

fn line(text: &str, start: usize) -> Line<'_> {
    let mut column = text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut hyphens = Vec::new();
    while let Some(rest) = text.get(column..).and_then(|rest| rest.strip_prefix('-')) {
        if !rest.is_empty() && !rest.starts_with(' ') {
            break;
        }
        hyphens.push(column);
        column += 1 + rest.len() - rest.trim_start().len();
    }
    let whole = piece(&text[column..], column);
    Line { start, text, hyphens, column, whole, goes_on: false }
}

/// `key: value`, or a value alone.
fn piece(text: &str, column: usize) -> Piece<'_> {
    let end = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1));
    let is_key = |key: &&str| !key.is_empty() && !key.contains(['"', '\'', '{', '[', '#', ' ']);
    match end.and_then(|end| Some((text.get(..end).filter(is_key)?, end + 1))) {
        Some((key, end)) => {
            let value = text[end..].trim_start();
            Piece { key: Some(key), value, column: column + text.len() - value.len() }
        }
        None => Piece { key: None, value: text, column },
    }
}

/// `|`, `>-`, `|2`, perhaps with a comment behind it.
pub(super) fn opens_block(value: &str) -> bool {
    let head = value.split(" #").next().unwrap_or(value).trim_end();
    let mut letters = head.chars();
    matches!(letters.next(), Some('|' | '>'))
        && head.len() <= 3
        && letters.all(|letter| matches!(letter, '+' | '-') || letter.is_ascii_digit())
}

impl Open {
    /// Reads on. Gives the byte behind the quote or bracket that closes all.
    fn advance(&mut self, text: &str) -> Option<usize> {
        let mut letters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, letter)) = letters.next() {
            match (self.quote, letter) {
                (Some('"'), '\\') => drop(letters.next()),
                (Some('\''), '\'') if letters.peek().is_some_and(|(_, next)| *next == '\'') => {
                    letters.next();
                }
                (Some(quote), letter) if quote == letter => {
                    self.quote = None;
                    if self.brackets == 0 {
                        return Some(at + 1);
                    }
                }
                (Some(_), _) => {}
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => self.quote = Some(letter),
                (None, '[' | '{') => self.brackets += 1,
                (None, ']' | '}') => {
                    self.brackets = self.brackets.saturating_sub(1);
                    if self.brackets == 0 {
                        return Some(at + 1);
                    }
                }
                (None, '#') if before == ' ' => return None,
                _ => {}
            }
            before = letter;
        }
        None
    }
}

/// What follows the quote or bracket that closes the one at the beginning of `value`; a comment does not count.
/// None where nothing follows, or the closing one is not in this line.
pub(super) fn rest_after_closing(value: &str) -> Option<&str> {
    let end = Open::default().advance(value)?;
    let rest = value[end..].trim_start();
    (!rest.is_empty() && !rest.starts_with('#')).then_some(rest)
}

impl<'a> Line<'a> {
    /// Whether it holds a key with a value of one line.
    pub(super) fn is_complete(&self) -> bool {
        self.whole.key.is_some() && !self.whole.value.is_empty() && !opens_block(self.whole.value)
    }

    /// The texts of the line: of a list or mapping in brackets each of its own.
    pub(super) fn pieces(&self) -> Vec<Piece<'a>> {
        let whole = self.whole;
        let in_brackets = whole.value.starts_with(['[', '{']) && rest_after_closing(whole.value).is_none();
        if in_brackets { parts(whole.value, whole.column) } else { vec![whole] }
    }

    /// The line with another text in place of one of its pieces.
    pub(super) fn with(&self, piece: &Piece<'_>, value: &str) -> String {
        let end = piece.column + piece.value.len();
        format!("{}{value}{}", &self.text[..piece.column], &self.text[end..])
    }
}

/// Cuts what is in brackets at its commas and brackets. In a mapping, what follows a comma without a key goes on with
/// the text before.
fn parts(value: &str, column: usize) -> Vec<Piece<'_>> {
    let mut parts: Vec<Piece<'_>> = Vec::new();
    let (mut begin, mut quote, mut open) = (0, None, Vec::new());
    for (at, letter) in value.char_indices() {
        let so_far = || value[begin..at].trim();
        match quote {
            Some(opened) if letter == opened && !value[..at].ends_with('\\') => quote = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'') && (so_far().is_empty() || so_far().ends_with(':')) => {
                quote = Some(letter);
            }
            None if matches!(letter, '[' | ']' | '{' | '}' | ',') => {
                let so_far = so_far();
                if !so_far.is_empty() {
                    let start = begin + value[begin..at].len() - value[begin..at].trim_start().len();
                    let part = piece(so_far, column + start);
                    match parts
                        .last_mut()
                        .filter(|last| open == ['{'] && part.key.is_none() && last.is_plain())
                    {
                        Some(last) => last.value = &value[last.column - column..start + so_far.len()],
                        None => parts.push(part),
                    }
                }
                begin = at + 1;
                match letter {
                    '[' | '{' => open.push(letter),
                    ']' | '}' => drop(open.pop()),
                    _ => {}
                }
            }
            None => {}
        }
    }
    parts
}

impl Piece<'_> {
    fn is_plain(&self) -> bool {
        self.key.is_some() && !self.value.is_empty() && !self.value.starts_with(['"', '\''])
    }
}
