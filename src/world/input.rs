//! Standard input, read as a whole up to a limit or line by line.

use std::io::{self, BufRead, ErrorKind, Read};

use super::World;
use super::decode::decode_text;
use super::site_sources::{MAX_TEXT_BYTES, too_large};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, UNREADABLE};
use crate::text::Source;

/// Reads all bytes of standard input. Fails with [`ErrorKind::FileTooLarge`] if there are more than `limit`.
pub fn read_input(world: &dyn World, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    world.input()?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Reads standard input as the file `path` of a site. Returns `None` and a diagnostic if it cannot be read.
pub fn input_source(world: &dyn World, path: &str) -> Outcome<Option<Source>> {
    let source = match read_input(world, MAX_TEXT_BYTES) {
        Ok(bytes) => decode_text(path, bytes),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Err(too_large(path, "text", MAX_TEXT_BYTES)),
        Err(error) => {
            let message = format!("standard input cannot be read: {error}");
            Err(Diagnostic::new(&UNREADABLE, message).at(SourceLocation::file(path)))
        }
    };
    match source {
        Ok(source) => Outcome::clean(Some(source)),
        Err(diagnostic) => Outcome::new(None, vec![diagnostic]),
    }
}

/// The lines of an input, one at a time. At most `limit` bytes are buffered.
pub struct Lines<'r> {
    input: Box<dyn BufRead + 'r>,
    limit: usize,
    number: usize,
    bytes: Vec<u8>,
}

/// A line of an input.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'l> {
    /// Its number, from 1.
    pub number: usize,
    /// Its bytes without the line end, or `None` if there are more than the limit.
    pub bytes: Option<&'l [u8]>,
}

impl<'r> Lines<'r> {
    /// Creates an iterator over the lines of an input. A byte order mark at its start is skipped.
    pub fn new(input: Box<dyn BufRead + 'r>, limit: usize) -> Self {
        Self { input, limit, number: 0, bytes: Vec::new() }
    }

    /// Returns the next line, or `None` at the end.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.bytes.clear();
        let (mut is_end, mut is_over) = (true, false);
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                break;
            }
            is_end = false;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            is_over |= self.bytes.len() + part.len() > self.limit;
            if !is_over {
                self.bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if is_end {
            return Ok(None);
        }
        self.number += 1;
        let mark: &[u8] = if self.number == 1 { b"\xef\xbb\xbf" } else { b"" };
        let bytes = self.bytes.strip_prefix(mark).unwrap_or(&self.bytes);
        Ok(Some(Line { number: self.number, bytes: (!is_over).then_some(bytes) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::io::BufReader;

    /// An endless input of zeros that counts how many were read.
    struct Endless<'c>(&'c Cell<usize>);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'0');
            self.0.set(self.0.get() + buffer.len());
            Ok(buffer.len())
        }
    }

    fn lines(text: &str, limit: usize) -> Vec<(usize, Option<String>)> {
        let mut lines = Lines::new(Box::new(BufReader::with_capacity(3, text.as_bytes())), limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().expect("memory can be read") {
            all.push((line.number, line.bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())));
        }
        all
    }

    #[test]
    fn lines_are_numbered_and_lines_over_the_limit_have_no_bytes() {
        let line = |number, text: &str| (number, Some(text.to_owned()));
        assert_eq!(lines("", 5), []);
        assert_eq!(lines("a\n\nb", 5), [line(1, "a"), line(2, ""), line(3, "b")]);
        assert_eq!(lines("\u{feff}a\n\u{feff}b\n", 5), [line(1, "a"), line(2, "\u{feff}b")]);
        assert_eq!(lines("12345\n123456\n7", 5), [line(1, "12345"), (2, None), line(3, "7")]);
    }

    #[test]
    fn an_endless_line_is_buffered_up_to_the_limit() {
        let count = Cell::new(0);
        let endless = Endless(&count).take(1 << 20);
        let mut lines = Lines::new(Box::new(BufReader::new(endless)), 1_000);
        assert_eq!(lines.next_line().expect("a line"), Some(Line { number: 1, bytes: None }));
        assert_eq!(count.get(), 1 << 20);
        assert!(lines.bytes.capacity() <= 16 << 10, "{}", lines.bytes.capacity());
    }
}
