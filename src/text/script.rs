//! Scripts that are written without spaces between words.

/// Returns whether a char is an ideograph, kana or an iteration mark: a char of Chinese or Japanese text, in which spaces do
/// not separate words. Planes 2 and 3 are reserved for ideographs, so extensions to come are included.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_of_chinese_and_japanese_text_are_told_apart() {
        // The last two ideographs are of extensions B and G.
        assert!("外々〇ひカー㐀﨎𠮷𰻝".chars().all(is_cjk));
        assert!(!"aé1한。、 ".chars().any(is_cjk));
    }
}
