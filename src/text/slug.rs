//! Slugs: names of pages in URLs.

use unicode_normalization::UnicodeNormalization;

use super::capitalize_first;

/// Returns the slug of a name or title: lower-case letters and digits of any script, joined by single hyphens.
///
/// Latin letters lose their accents (`Tomás Núñez` → `tomas-nunez`); other scripts are kept in normal form KC. The slug
/// is empty if the name has no letter or digit.
pub fn slugify(name: &str) -> String {
    let mut slug = fold_once(name);
    // Removed chars can leave two combining marks adjacent, which normalization then composes or reorders.
    while !slug.is_ascii() {
        let folded = fold_once(&slug);
        if folded == slug {
            break;
        }
        slug = folded;
    }
    slug
}

fn fold_once(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.nfkc() {
        push_char(&mut slug, c);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns whether `text` is a slug: not empty, and unchanged by [`slugify`].
pub fn is_slug(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if text.bytes().all(plain) {
        return !text.is_empty();
    }
    slugify(text) == text
}

fn push_char(slug: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => slug.push(c),
        'A'..='Z' => slug.push(c.to_ascii_lowercase()),
        '\'' | '’' | 'ʼ' => {}
        c if is_latin(c) => push_latin_char(slug, c),
        c if c.is_alphanumeric() || is_combining(c) => slug.extend(c.to_lowercase()),
        _ if slug.is_empty() || slug.ends_with('-') => {}
        _ => slug.push('-'),
    }
}

fn push_latin_char(slug: &mut String, c: char) {
    let before = slug.len();
    let folded = deunicode::deunicode_char(c).unwrap_or("");
    slug.extend(folded.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    // Keep a letter that has no ASCII form.
    if slug.len() == before {
        slug.extend(c.to_lowercase());
    }
}

/// Returns whether a letter is in a Latin block other than ASCII.
fn is_latin(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

/// Returns whether a char is a combining mark. Marks are vowels in many scripts, so they do not separate words.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Maximum number of chars of a slug derived from a title.
const MAX_TITLE_SLUG: usize = 60;

/// Returns a title from the name of a file: "Lake at dusk" for `img/lake-at-dusk.jpg`. Empty if the name has no letter or digit.
pub fn title_of_file(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    capitalize_first(&words.join(" "))
}

/// Returns a slug made from the first words of a title, short enough for a file name on every system.
pub fn title_slug(title: &str) -> String {
    let slug = slugify(title);
    let Some((end, _)) = slug.char_indices().nth(MAX_TITLE_SLUG) else { return slug };
    slugify(slug[..end].rsplit_once('-').map_or(&slug[..end], |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_of_files_are_words() {
        let cases = [
            ("img/lake-at-dusk.jpg", "Lake at dusk"),
            ("content/briefings/2025/talks.md", "Talks"),
            ("2025_06.final.png", "2025 06 final"),
            ("über.md", "Über"),
            ("مقابلة-أولى.md", "مقابلة أولى"),
            ("lake", "Lake"),
            ("---.md", ""),
        ];
        for (path, title) in cases {
            assert_eq!(title_of_file(path), title, "{path}");
        }
    }

    #[test]
    fn slugs_of_titles_are_short() {
        assert_eq!(title_slug("Talks move to Geneva"), "talks-move-to-geneva");
        assert_eq!(
            title_slug(&"long title ".repeat(40)),
            "long-title-long-title-long-title-long-title-long-title-long"
        );
        assert_eq!(title_slug(&"水".repeat(300)), "水".repeat(60));
    }

    #[test]
    fn names_become_slugs() {
        let cases = [
            ("Tomás Núñez", "tomas-nunez"),
            ("Iran and the US: round two", "iran-and-the-us-round-two"),
            ("O’Neil & Søn, Łódź", "oneil-son-lodz"),
            ("محمد علي", "محمد-علي"),
            ("外交部 2025", "外交部-2025"),
            ("  --  ", ""),
            ("Straße", "strasse"),
            ("Ƛ", "l"),
            ("İzmir", "izmir"),
        ];
        for (name, slug) in cases {
            assert_eq!(slugify(name), slug, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_its_own_slug(name in "\\PC{0,24}") {
            let slug = slugify(&name);
            prop_assert_eq!(slugify(&slug), slug.clone());
            prop_assert!(slug.is_empty() || is_slug(&slug));
        }
    }
}
