//! What each byte can begin or continue.

/// The class of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Class {
    /// `a` to `z`
    Lower,
    /// `A` to `Z`
    Upper,
    /// `0` to `9`
    Digit,
    /// Space, tab and the other blanks of ASCII, line ends apart.
    Blank,
    /// The line feed.
    Line,
    /// Every other byte of ASCII.
    Mark,
    /// Part of a character beyond ASCII.
    Wide,
}

/// The class of every byte.
pub(super) const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
}

const fn class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' => Class::Lower,
        b'A'..=b'Z' => Class::Upper,
        b'0'..=b'9' => Class::Digit,
        b'\n' => Class::Line,
        b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Blank,
        0x80.. => Class::Wide,
        _ => Class::Mark,
    }
}

/// The class of the byte at `at`; a blank where the text has ended.
pub(super) fn class_at(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Blank, |byte| CLASSES[*byte as usize])
}
