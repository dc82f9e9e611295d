//! Strips, maps, the table of who met whom, and lead pictures, as sites have them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str = "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n";
/// A picture of 512 by 512 pixels.
const PICTURE: &str = "templates/icon-512.png";

/// A site with two briefings on one topic: five dates, three actors who met, and two venues with coordinates.
fn site(name: &str, settings: &str) -> PathBuf {
    let root = empty_folder(name);
    let settings = format!("{SETTINGS}{settings}");
    let briefing = |day: &str, dates: &str| {
        format!(
            "---\ntitle: Talks of {day}\npublished: 2025-04-{day}\ntopics: [water]\nvenues: [vienna]\n\
             actors: [oman, iran, kenya]\ndates:\n{dates}---\nThe talks went on.\n"
        )
    };
    let date = |when: &str, who: &str| {
        format!("  - {{ when: {when}, what: Round {when}, who: [{who}], where: vienna }}\n")
    };
    let first = [
        date("1979-11-04", "oman, iran"),
        date("2025-04-11", "oman, iran"),
        date("2025-04-14/2025-04-16", "oman, kenya"),
        date("2025-05", "iran, kenya"),
    ];
    let (first, other) = (briefing("16", &first.concat()), briefing("18", &date("2025-04-12", "oman, iran")));
    let venue = |name: &str, coordinates: &str| format!("---\nname: {name}\n{coordinates}---\n");
    let (vienna, rome) =
        (venue("Vienna", "coordinates: [48.2, 16.4]\n"), venue("Rome", "coordinates: [41.9, 12.5]\n"));
    let nowhere = venue("Nowhere", "");
    write_files(
        &root,
        [
            ("site.toml", &*settings),
            ("content/briefings/first.md", &*first),
            ("content/briefings/other.md", &*other),
            ("content/venues/vienna.md", &*vienna),
            ("content/venues/rome.md", &*rome),
            ("content/venues/nowhere.md", &*nowhere),
        ],
    );
    root
}

/// Builds a site into a folder of its own. Returns its files.
fn built(root: &Path) -> Vec<(String, Vec<u8>)> {
    let ran = run_dateline(root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    read_tree(&root.join("public")).into_iter().collect()
}

fn page(files: &[(String, Vec<u8>)], path: &str) -> String {
    let bytes = &files.iter().find(|(name, _)| name == path).expect(path).1;
    String::from_utf8_lossy(bytes).into_owned()
}

fn in_folder<'f>(files: &'f [(String, Vec<u8>)], folder: &str) -> Vec<&'f str> {
    files.iter().filter_map(|(name, _)| name.strip_prefix(folder)).collect()
}

/// The pages of a site and what each must and must not have.
const PARTS: [(&str, &str, &str); 6] = [
    ("briefings/first/index.html", "class=\"strip\" class=\"map\"", "class=\"meetings\""),
    ("briefings/other/index.html", "class=\"map\"", "class=\"strip\" class=\"meetings\""),
    ("topics/water/index.html", "class=\"strip\" class=\"meetings\"", "class=\"map\""),
    ("venues/vienna/index.html", "class=\"strip\" class=\"map\"", "class=\"meetings\""),
    ("venues/nowhere/index.html", "Nowhere", "class=\"strip\" class=\"map\""),
    ("venues/index.html", "class=\"map\"", "class=\"strip\""),
];

#[test]
fn pictures_stand_where_they_say_something() {
    let files = built(&site("pictures-drawn", ""));
    for (path, with, without) in PARTS {
        let page = page(&files, path);
        for part in with.split(' ') {
            assert!(page.contains(part), "{path} has no {part}");
        }
        for part in without.split(' ').filter(|part| part.contains('=')) {
            assert!(!page.contains(part), "{path} has {part}");
        }
    }
    // Both briefings and the venue share a file; the other venue and the map of all have one each.
    assert_eq!(in_folder(&files, "maps/").len(), 3, "{:?}", in_folder(&files, "maps/"));
}

#[test]
fn pictures_can_be_turned_off() {
    let files = built(&site("pictures-off", "[look]\nstrips = false\nmaps = false\nmeetings = false\n"));
    assert!(in_folder(&files, "maps/").is_empty());
    for (path, ..) in PARTS {
        let page = page(&files, path);
        for part in ["class=\"strip\"", "class=\"map\"", "class=\"meetings\""] {
            assert!(!page.contains(part), "{path} has {part}");
        }
    }
}

#[test]
fn every_picture_has_words_and_its_files_exist() {
    let files = built(&site("pictures-words", ""));
    let mut found = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for svg in page.split("<svg role=\"img\" aria-labelledby=\"").skip(1) {
            let id = svg.split('"').next().unwrap_or_default();
            let caption = page.split(&format!("<figcaption id=\"{id}\">")).nth(1).unwrap_or_default();
            assert!(!caption.is_empty() && !caption.starts_with('<'), "{path}: {id}");
            found += 1;
        }
        for href in page.split("maps/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(in_folder(&files, "maps/").contains(&href), "{path}: {href}");
        }
    }
    assert!(found >= 8, "{found} pictures");
    assert_eq!(
        page(&files, "briefings/first/index.html").matches("1979 to 2025; 1 to come (outlined)").count(),
        1
    );
}

#[test]
fn a_later_build_moves_nothing_until_a_date_comes() {
    let strip = |as_of: &str| {
        let root = site("pictures-later", "");
        let ran = run_dateline(&root, &["build", "--as-of", as_of]);
        assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
        let page = fs::read_to_string(root.join("public/briefings/first/index.html")).expect("a page");
        page.split("class=\"strip\"").nth(1).expect("a strip").split("</figure>").next().map(str::to_owned)
    };
    let before = strip("2025-04-20T18:00:00Z");
    assert_eq!(before, strip("2025-04-28T06:00:00Z"));
    assert_ne!(before, strip("2025-05-02T00:00:00Z"));
}

/// Adds a lead picture with this file name and these bytes to the first briefing.
fn with_lead_picture(root: &Path, file: &str, bytes: &[u8]) {
    let path = root.join("content/briefings/first.md");
    let text = fs::read_to_string(&path).expect("a briefing");
    let picture = format!(
        "picture: {{ file: {file}, alt: The hall, credit: Ada Marten, licence: CC BY 4.0 }}\nvenues:"
    );
    fs::write(&path, text.replace("venues:", &picture)).expect("a briefing");
    fs::write(root.join("content/briefings").join(file), bytes).expect("a picture");
}

#[test]
fn a_lead_picture_is_published_as_copies() {
    let root = site("pictures-lead", "base_url = \"https://example.org/\"\n");
    // The name of the file does not decide the format.
    with_lead_picture(&root, "hall.jpg", &fs::read(PICTURE).expect("a picture"));
    let files = built(&root);
    let copies = in_folder(&files, "pictures/");
    let ends: Vec<&str> =
        copies.iter().filter_map(|name| name.rsplit_once('-').map(|(_, end)| end)).collect();
    assert_eq!(ends, ["480.png", "480.webp", "512.png", "512.webp"], "{copies:?}");
    assert!(!files.iter().any(|(path, _)| path.ends_with("hall.jpg")), "the file itself is published");
    let page = page(&files, "briefings/first/index.html");
    for part in [
        "<source type=\"image/webp\"",
        "width=\"512\" height=\"512\" alt=\"The hall\"",
        "Picture: Ada Marten.",
        "Licence: CC BY 4.0",
        &format!("<meta property=\"og:image\" content=\"https://example.org/pictures/{}\">", copies[2]),
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let again = run_dateline(&root, &["build"]);
    assert!(
        again.err.contains(" 0 written") || again.out.contains(" 0 written"),
        "{}{}",
        again.out,
        again.err
    );
}

#[test]
fn a_preview_shows_the_copies_of_a_build() {
    let root = site("pictures-preview", "");
    with_lead_picture(&root, "hall.png", &fs::read(PICTURE).expect("a picture"));
    let drafts = run_dateline(&root, &["build", "--drafts"]);
    assert_eq!(drafts.exit, ExitStatus::Success, "{}", drafts.err);
    let files = built(&root);
    let copies: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("pictures/")).collect();
    assert_eq!(copies.len(), 4);
    for (path, bytes) in copies {
        assert_eq!(&fs::read(root.join("preview").join(path)).expect("a copy"), bytes, "{path}");
    }
}

#[test]
fn a_file_that_is_no_picture_is_refused() {
    let png = fs::read(PICTURE).expect("a picture");
    let huge = [&png[..16], &20_000u32.to_be_bytes(), &png[20..]].concat();
    let cases: [(&str, &[u8], &str); 4] = [
        ("hall.png", b"<svg/>", "error[P005]: the picture `hall.png` is not a JPEG, PNG or WebP file"),
        ("hall.png", &huge, "error[P005]: the picture `hall.png` has 20000 × 512 pixels"),
        ("hall.png", &png[..200], "error[P005]: this picture is damaged"),
        ("hall.png", &png[..10], "error[P005]: the picture `hall.png` is damaged"),
    ];
    for (file, bytes, message) in cases {
        let root = site("pictures-refused", "");
        with_lead_picture(&root, file, bytes);
        let ran = run_dateline(&root, &["build"]);
        let said = ran.out + &ran.err;
        assert!(ran.exit != ExitStatus::Success && said.contains(message), "{message}: {said}");
    }
    let root = site("pictures-refused", "");
    with_lead_picture(&root, "hall.png", &png);
    fs::remove_file(root.join("content/briefings/hall.png")).expect("a picture");
    let ran = run_dateline(&root, &["check"]);
    assert!((ran.out + &ran.err).contains("`content/briefings/hall.png` does not exist"));
}

#[test]
fn a_portrait_is_published_as_one_copy() {
    let root = site("pictures-portrait", "base_url = \"https://example.org/\"\n");
    let picture = [&fs::read(PICTURE).expect("a picture")[..], b"PLACE-OF-THE-CAMERA"].concat();
    let author = "---\nname: Ada Marten\npicture: ada.jpg\n---\n";
    write_files(&root, [("content/people/ada-marten.md", author)]);
    fs::write(root.join("content/people/ada.jpg"), &picture).expect("a picture");
    let files = built(&root);
    let copies = in_folder(&files, "pictures/");
    assert!(copies.len() == 1 && copies[0].ends_with("-480.png"), "{copies:?}");
    let holds_place = |bytes: &[u8]| bytes.windows(19).any(|part| part == b"PLACE-OF-THE-CAMERA");
    assert!(holds_place(&picture) && !files.iter().any(|(_, bytes)| holds_place(bytes)));
    let page = page(&files, "people/ada-marten/index.html");
    let shown = format!("src=\"../../pictures/{}\" alt=\"\" width=\"480\" height=\"480\"", copies[0]);
    assert!(
        page.contains(&shown) && page.contains(&format!("https://example.org/pictures/{}", copies[0])),
        "{page}"
    );

    fs::write(root.join("content/people/ada.jpg"), b"GIF89a").expect("a picture");
    let ran = run_dateline(&root, &["check"]);
    let message = "error[P005]: the picture `ada.jpg` is not a JPEG, PNG or WebP file";
    assert!((ran.out + &ran.err).contains(message));
}

/// Settings of a site with card images.
const CARDS: &str = "base_url = \"https://example.org/\"\n[look]\ncards = true\n";

fn shared_picture(page: &str) -> Option<&str> {
    page.split("<meta property=\"og:image\" content=\"https://example.org/").nth(1)?.split('"').next()
}

#[test]
fn briefings_have_card_images_only_if_the_site_asks() {
    let files = built(&site("cards-off", "base_url = \"https://example.org/\"\n"));
    assert!(in_folder(&files, "cards/").is_empty());
    assert_eq!(shared_picture(&page(&files, "briefings/first/index.html")), None);

    let root = site("cards-on", CARDS);
    let files = built(&root);
    let cards = in_folder(&files, "cards/");
    assert_eq!(cards.len(), 2, "{cards:?}");
    for path in ["briefings/first/index.html", "briefings/other/index.html"] {
        let page = page(&files, path);
        let card = shared_picture(&page).and_then(|href| href.strip_prefix("cards/")).expect("a card");
        assert!(cards.contains(&card), "{card}");
        assert!(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
        assert!(page.contains("<meta property=\"og:image:alt\" content=\"Talks of 1"), "{page}");
    }
    let (_, bytes) = files.iter().find(|(path, _)| path.starts_with("cards/")).expect("a card");
    assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "the size of {cards:?}");
}

#[test]
fn a_card_image_changes_with_what_it_shows() {
    let root = site("cards-changed", CARDS);
    let cards = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        in_folder(files, "cards/").into_iter().map(str::to_owned).collect()
    };
    let before = cards(&built(&root));
    let path = root.join("content/briefings/first.md");
    let text = fs::read_to_string(&path).expect("a briefing");
    fs::write(&path, text.replace("The talks went on.", "The talks ended.")).expect("a briefing");
    assert_eq!(cards(&built(&root)), before);
    fs::write(&path, text.replace("Talks of 16", "Talks of the day")).expect("a briefing");
    let after = cards(&built(&root));
    assert_eq!(after.iter().filter(|card| before.contains(card)).count(), 1, "{before:?} {after:?}");
    let settings = fs::read_to_string(root.join("site.toml")).expect("settings");
    fs::write(root.join("site.toml"), settings + "accent = \"#064\"\n").expect("settings");
    assert!(cards(&built(&root)).iter().all(|card| !after.contains(card)));
    let verified = run_dateline(&root, &["build", "--verify"]);
    assert_eq!(verified.exit, ExitStatus::Success, "{}", verified.err);
}

#[test]
fn a_lead_picture_wins_over_a_card_image() {
    let root = site("cards-lead", CARDS);
    with_lead_picture(&root, "hall.png", &fs::read(PICTURE).expect("a picture"));
    let files = built(&root);
    assert_eq!(in_folder(&files, "cards/").len(), 1);
    let page = page(&files, "briefings/first/index.html");
    assert!(shared_picture(&page).is_some_and(|href| href.starts_with("pictures/hall-")), "{page}");
}
