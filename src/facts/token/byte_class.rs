//! The classes of bytes.

/// The class of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum ByteClass {
    /// `a` to `z`
    Lower,
    /// `A` to `Z`
    Upper,
    /// `0` to `9`
    Digit,
    /// ASCII white space except the line feed.
    Blank,
    /// The line feed.
    LineFeed,
    /// Any other ASCII byte.
    Mark,
    /// Part of a non-ASCII char.
    NonAscii,
}

/// The class of every byte.
pub(super) const BYTE_CLASSES: [ByteClass; 256] = byte_classes();

const fn byte_classes() -> [ByteClass; 256] {
    let mut table = [ByteClass::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte_class(byte as u8);
        byte += 1;
    }
    table
}

const fn byte_class(byte: u8) -> ByteClass {
    match byte {
        b'a'..=b'z' => ByteClass::Lower,
        b'A'..=b'Z' => ByteClass::Upper,
        b'0'..=b'9' => ByteClass::Digit,
        b'\n' => ByteClass::LineFeed,
        b' ' | b'\t' | b'\r' | 0x0b | 0x0c => ByteClass::Blank,
        0x80.. => ByteClass::NonAscii,
        _ => ByteClass::Mark,
    }
}

/// Returns the class of the byte at `offset`. Past the end, it is `Blank`.
pub(super) fn byte_class_at(bytes: &[u8], offset: usize) -> ByteClass {
    bytes.get(offset).map_or(ByteClass::Blank, |byte| BYTE_CLASSES[*byte as usize])
}
