//! Tests of cards: lines of titles, and pixels.

use proptest::prelude::*;
use unicode_bidi::Level;

use super::glyphs::faces;
use super::lines::{TextFrame, divide};
use super::*;

const COLORS: CardColors =
    CardColors { background: [255, 255, 255], accent: [200, 0, 0], ink: [0, 0, 0], soft: [90, 90, 90] };

fn text(title: &str) -> CardText {
    CardText {
        site: "Harbour Desk".to_owned(),
        title: title.to_owned(),
        details: "Rome, 19 April 2025".to_owned(),
        right_to_left: false,
        colors: COLORS,
    }
}

/// Returns the pixels of a card, as red, green and blue.
fn pixels(text: &CardText) -> image::RgbImage {
    let fonts = CardFonts::new(None, None);
    let bytes = CardImage { text: text.clone(), fonts: &fonts }.draw().expect("a card");
    image::load_from_memory(&bytes).expect("a picture").to_rgb8()
}

/// Returns the first and the last column with a pixel of the title.
fn title_columns(text: &CardText) -> (u32, u32) {
    let pixels = pixels(text);
    let dark = pixels.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == COLORS.ink);
    dark.fold((CARD_WIDTH, 0), |(first, last), (x, ..)| (first.min(x), last.max(x)))
}

#[test]
fn a_title_is_divided_and_cut_between_words() {
    let cases = [
        ("Talks open", vec!["Talks open"]),
        ("Talks  open\nin Rome", vec!["Talks open", "in Rome"]),
        ("Talks open in Rome on Saturday", vec!["Talks open in", "Rome on…"]),
        ("Talks open, after all, in Rome", vec!["Talks open,", "after all, in…"]),
        ("Internationalisation", vec!["Internatio", "nalisation"]),
        ("南港 opens", vec!["南港 opens"]),
        ("", vec![]),
    ];
    let fonts = CardFonts::new(None, None);
    let faces = faces(&fonts.title);
    let frame = TextFrame { width: 700.0, sizes: &[120.0, 100.0], height: 288.0 };
    let mut wrong = Vec::new();
    for (title, expected) in cases {
        let divided = divide(title, &faces, Level::ltr(), &frame);
        let lines: Vec<&str> =
            divided.lines.iter().map(|range| divided.text[range.clone()].trim_end()).collect();
        if lines != expected {
            wrong.push(format!("{title}: {lines:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_title_takes_the_largest_size_that_fits() {
    let fonts = CardFonts::new(None, None);
    let faces = faces(&fonts.title);
    let frame = TextFrame { width: 640.0, sizes: &[120.0, 60.0], height: 288.0 };
    for (title, size) in [("Talks open", 120.0), ("Talks open in Rome on Saturday", 60.0)] {
        assert_eq!(divide(title, &faces, Level::ltr(), &frame).size, size, "{title}");
    }
}

#[test]
fn lines_begin_where_the_language_begins() {
    let left = title_columns(&text("Talks open"));
    let right = title_columns(&CardText { right_to_left: true, ..text("محادثات IAEA") });
    assert!((80..100).contains(&left.0) && left.1 < 700, "{left:?}");
    assert!((1100..1120).contains(&right.1) && right.0 > 400, "{right:?}");
}

#[test]
fn the_same_card_has_the_same_bytes_and_another_has_another_name() {
    let (fonts, talks) = (CardFonts::new(None, None), text("Talks"));
    let card = |text: &CardText| CardImage { text: text.clone(), fonts: &fonts };
    assert_eq!(card(&talks).draw(), card(&talks).draw());
    let others = [
        text("Walks"),
        CardText { right_to_left: true, ..talks.clone() },
        CardText { colors: CardColors { ink: [9, 9, 9], ..COLORS }, ..talks.clone() },
        CardText { site: "Talks".to_owned(), title: "Harbour Desk".to_owned(), ..talks.clone() },
    ];
    for other in others {
        assert_ne!(card(&talks).path(), card(&other).path(), "{other:?}");
    }
    let own = CardFonts::new(Some(fonts.title[1].to_vec()), None);
    assert_ne!(card(&talks).path(), CardImage { text: talks.clone(), fonts: &own }.path());
}

#[test]
fn a_character_without_a_font_is_named() {
    let fonts = CardFonts::new(None, None);
    for (title, missing) in [
        ("Größe, Ångström, Ελλάδα, Київ, Việt Nam", None),
        ("اجتماع، بغداد", None),
        ("שיחות", None),
        ("a\u{200d}b\u{ad}c\u{fe0f}\td", None),
        ("Talks 河 open", Some('河')),
        ("Won 🏅", Some('🏅')),
    ] {
        let found = CardImage { text: text(title), fonts: &fonts }.check();
        assert_eq!(found.is_err(), missing.is_some(), "{title}");
        assert!(missing.is_none_or(|c| found.is_err_and(|reason| reason.contains(c))), "{title}");
    }
}

#[test]
fn a_font_of_the_site_comes_first_and_a_damaged_one_is_left_out() {
    let built_in = CardFonts::new(None, None);
    let arabic = built_in.title[1].to_vec();
    let own = CardFonts::new(Some(arabic.clone()), Some(b"wOF2".to_vec()));
    assert_eq!((own.title.len(), own.details.len()), (4, 3));
    assert_eq!(own.title[0], arabic);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_and_damaged_fonts_do_not_panic(title in "\\PC{0,120}|[a-z ]{0,600}|[א-ת a-z]{0,80}", at in 0.0f64..1.0, byte: u8, rtl: bool) {
        let mut font = CardFonts::new(None, None).title[2].to_vec();
        let at = (at * font.len() as f64) as usize % font.len();
        font[at] = byte;
        let fonts = CardFonts::new(Some(font), None);
        let _ = CardImage { text: CardText { right_to_left: rtl, ..text(&title) }, fonts: &fonts }.draw();
    }
}
