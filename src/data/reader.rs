//! Reads typed values from a mapping and notes every mistake: wrong type, bad date, unknown key.

/// Reads the keys of one mapping.
pub struct Reader;
