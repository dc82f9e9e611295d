//! Recognition of texts in other languages by their most frequent words, also of short ones.

/// Frequent words of a language that are rare in English.
const FOREIGN_WORDS: &[&[&str]] = &[
    &[
        "der", "die", "das", "und", "ist", "nicht", "mit", "von", "den", "dem", "ein", "eine", "wurde",
        "hat", "im", "zu", "auf", "für", "sich", "des", "am", "nach", "bei", "als", "aus",
    ],
    &[
        "le", "la", "les", "des", "et", "du", "une", "est", "dans", "pour", "que", "qui", "sur", "au", "aux",
        "par", "pas", "ont", "avec", "en", "un", "à", "se",
    ],
    &[
        "el", "la", "los", "las", "y", "del", "una", "en", "que", "por", "con", "un", "se", "para", "al",
        "es", "su", "desde", "este", "no",
    ],
    &[
        "il", "la", "di", "che", "e", "della", "del", "per", "con", "una", "un", "sono", "nel", "alla",
        "dei", "ha", "le",
    ],
    &[
        "o", "a", "os", "as", "da", "do", "em", "que", "uma", "para", "com", "não", "por", "dos", "no", "na",
        "foi",
    ],
    &["de", "het", "een", "van", "en", "is", "niet", "op", "voor", "met", "zijn", "werd", "dat", "aan", "te"],
];

/// Frequent words of English.
const ENGLISH_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "was", "for", "on", "that", "with", "is", "it", "by", "at", "from",
    "has", "have", "were", "said", "will", "are", "be", "as", "his", "her", "not", "which", "who",
];

/// Returns whether a text has more frequent words of another language than of English.
pub(super) fn is_foreign(text: &str) -> bool {
    const MAX_WORDS: usize = 2000;
    const MIN_WORDS: usize = 4;
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(str::to_lowercase)
        .collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(&word.as_str())).count();
    let english = count(ENGLISH_WORDS);
    FOREIGN_WORDS
        .iter()
        .map(|known| count(known))
        .any(|foreign| foreign >= MIN_WORDS && foreign > 2 * english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_recognised() {
        let foreign = [
            "Der Rat wurde 1974 gegründet und hat die Sitzung am Dienstag in Bern eröffnet.",
            "La ministre a ouvert mardi à Berne le conseil, qui compte 31 membres depuis 1974.",
            "La ministra abrió este martes en Berna el consejo de los lagos, que tiene 31 miembros.",
        ];
        for text in foreign {
            assert!(is_foreign(text), "{text}");
        }
        let english = [
            "The ferry left La Paz for El Alto on Friday, and the Las Vegas crew of Los Angeles met it.",
            "Talks open.",
            "Die Welt and Der Spiegel said the minister had left.",
        ];
        for text in english {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
