//! The folders that a build may write, the files it may remove, and the contents of the staging folder.

use std::io::ErrorKind;
use std::path::Path;

use dateline::diagnostic::Diagnostic;
use dateline::output::{Consent, Edition, OutputReport as Report, Target};
use dateline::pipeline::{self, BuildRequest, CacheUse};
use dateline::world::World;

use crate::output::{
    FOREIGN_FILES, NEW_FILES, OLD_FILES, Tree, adopt, build, build_into, empty_world, file_map, merged,
    message, names, nothing_more_is_hidden, put_foreign, report_of,
};
use crate::world::{FaultyWorld, MemoryWorld};

fn target(root: &'static str, output: &'static str) -> Target<'static> {
    Target { root: Path::new(root), ..Target::new(Path::new(output)) }
}

fn built(world: &dyn World, target: &Target<'_>) -> Result<Report, Diagnostic> {
    build_into(world, target, OLD_FILES)
}

/// Returns worlds with an output folder without a ledger, and the expected message.
fn unknown() -> Vec<(MemoryWorld, &'static str)> {
    let missing = empty_world().file("public/index.html", "x").file("public/secret/index.html", "y");
    let mut cases = vec![
        (
            missing,
            "O005: `public` holds 2 files, but there is no ledger `.public.next/ledger` that lists them",
        ),
        (
            empty_world().link("public/latest", "2025"),
            "O005: `public` holds 1 file, but there is no ledger `.public.next/ledger` that lists them",
        ),
        (
            empty_world().file("public/x", "").file(".public.next/lock", ""),
            "O005: `public` holds 1 file, but there is no ledger `.public.next/ledger` that lists them",
        ),
    ];
    let whole = empty_world();
    build(&whole, "public", OLD_FILES).expect("built");
    let whole = whole.files(".public.next")["ledger"].clone();
    let mut flipped = whole.clone();
    *flipped.last_mut().expect("bytes") ^= 1;
    for damage in [&whole[..whole.len() / 2], b"", b"dateline ledger 9\n", &vec![0; whole.len()], &flipped] {
        cases.push((
            empty_world().file("public/index.html", "x").file(".public.next/ledger", damage),
            "O005: the ledger `.public.next/ledger` of `public` is damaged",
        ));
    }
    cases
}

#[test]
fn an_output_without_a_ledger_is_rejected_with_the_command_to_use() {
    for (world, expected) in unknown() {
        let before = world.files("/");
        let diagnostic = build(&world, "public", NEW_FILES).expect_err("refused");
        assert_eq!(format!("{}: {}", diagnostic.code.id, diagnostic.message), expected);
        let help = diagnostic.help.expect("advice");
        assert!(
            help.contains("`dateline build --adopt`") && help.contains("restore `.public.next`"),
            "{help}"
        );
        assert!(!help.contains("delete"), "{help}");
        let mut after = world.files("/");
        after.retain(|path, _| !path.ends_with("lock"));
        let mut known = before.clone();
        known.retain(|path, _| !path.ends_with("lock"));
        assert_eq!(after, known, "{expected}");
        if !before.keys().any(|path| path.starts_with(".public.next")) {
            assert_eq!(names(&world, "/"), ["public"], "nothing is left behind");
        }
    }
}

#[test]
fn an_adopted_output_keeps_and_reports_unknown_files() {
    for (world, case) in unknown() {
        let mut others = world.files("public");
        others.remove("index.html");
        let report = adopt(&world, "public", NEW_FILES).expect("adopted");
        let expected: Tree = others.clone().into_iter().chain(file_map(NEW_FILES)).collect();
        assert_eq!(world.files("public"), expected, "{case}");
        let notes: Vec<&str> = report.notes.iter().map(|diagnostic| diagnostic.code.id).collect();
        let kept = !others.is_empty() || world.exists(Path::new("public/latest"));
        assert_eq!(notes, if kept { vec!["O008"] } else { vec![] }, "{case}");
        // The next build needs no adoption.
        build(&world, "public", OLD_FILES).expect("built");
        assert_eq!(
            world.files("public"),
            others.into_iter().chain(file_map(OLD_FILES)).collect::<Tree>(),
            "{case}"
        );
    }
}

#[test]
fn kept_pages_are_listed_first() {
    let mut world = empty_world().file("public/secret/index.html", "embargoed");
    for number in 0..30 {
        world = world.file(format!("public/.git/objects/{number}"), "x");
    }
    let notes = adopt(&world, "public", OLD_FILES).expect("adopted").notes;
    let begins =
        "kept 31 files in `public` that this build does not write: `secret/index.html`, `.git/objects/0`";
    assert!(notes[0].message.starts_with(begins), "{}", notes[0].message);
    assert!(notes[0].message.ends_with("and 21 more"), "{}", notes[0].message);
}

#[test]
fn a_damaged_ledger_is_set_aside_and_ignored() {
    let world = empty_world();
    for files in [OLD_FILES, NEW_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
    }
    put_foreign(&world, ".public.next/ledger", "");
    // A file of zeros, as after a crash.
    put_foreign(&world, ".public.next/tree/index.html", "\0\0\0\0\0\0\0\0");
    adopt(&world, "public", NEW_FILES).expect("adopted");
    assert_eq!(world.files("public"), file_map(NEW_FILES));
    assert_eq!(world.files(".public.next")["ledger.damaged"], b"");
    build(&world, "public", OLD_FILES).expect("built");
    assert_eq!(world.files("public"), file_map(OLD_FILES));
}

#[test]
fn a_missing_or_empty_output_needs_no_consent() {
    for world in [empty_world(), empty_world().file(".public.next/ledger", "damaged")] {
        assert_eq!(build(&world, "public", OLD_FILES), Ok(report_of(5, 0, 0)));
    }
    let world = empty_world();
    world.create_dirs(Path::new("public/empty")).expect("folders");
    assert_eq!(build(&world, "public", OLD_FILES), Ok(report_of(5, 0, 0)));
}

#[test]
fn an_output_belongs_to_one_site() {
    let address = Some("https://example.org/");
    let cases: [(Target<'_>, Target<'_>, Option<&str>); 7] = [
        (target("one", "out"), target("one", "out"), None),
        (
            target("one", "out"),
            target("other", "out"),
            Some("O005: `out` is the output of another site (`/one`)"),
        ),
        (
            Target { address, ..target("one", "out") },
            target("other", "out"),
            Some("O005: `out` is the output of another site (`https://example.org/`)"),
        ),
        // A clone of the site in another folder, and a site with a new base URL.
        (Target { address, ..target("one", "out") }, Target { address, ..target("other", "out") }, None),
        (Target { address, ..target("one", "out") }, target("one", "out"), None),
        (target("one", "one/public"), target("one", "one/public"), None),
        (
            target("", "one/public"),
            target("one", "one/public"),
            Some("O005: `one/public` is the output of another site (`./one/public`)"),
        ),
    ];
    for (first, second, refused) in cases {
        let world = empty_world();
        world.create_dir(Path::new("one")).expect("a folder");
        built(&world, &first).expect("built");
        let result = built(&world, &second)
            .map(drop)
            .map_err(|diagnostic| format!("{}: {}", diagnostic.code.id, diagnostic.message));
        assert_eq!(result.err().as_deref(), refused);
        let taken = Target { consent: Consent::Adoption, ..second };
        assert_eq!(
            build_into(&world, &taken, NEW_FILES),
            Ok(report_of(3, 2, 1)),
            "what the other wrote is removed"
        );
    }
}

#[test]
fn a_site_moved_with_its_output_keeps_it() {
    let world = empty_world();
    world.create_dir(Path::new("one")).expect("a folder");
    built(&world, &target("one", "one/public")).expect("built");
    world.rename(Path::new("one"), Path::new("two")).expect("moved");
    assert_eq!(built(&world, &target("two", "two/public")), Ok(report_of(0, 5, 0)));
}

#[test]
fn removing_most_pages_needs_consent() {
    let page = |number: usize| format!("{number}/index.html");
    // Pages before, pages after, other removed files, whether the build is rejected.
    let cases = [
        (40, 20, 0, false),
        (40, 19, 0, true),
        (39, 20, 0, false),
        (38, 19, 100, false),
        (19, 0, 0, false),
        (20, 0, 0, true),
        (1000, 501, 0, false),
        (1000, 499, 0, true),
    ];
    for (before, after, others, refused) in cases {
        let world = empty_world();
        let mut files: Vec<String> = (0..before).map(page).collect();
        files.extend((0..others).map(|number| format!("data/{number}.json")));
        let files: Vec<(&str, &str)> = files.iter().map(|file| (file.as_str(), "x")).collect();
        build(&world, "public", &files).expect("built");
        let target = Target::new(Path::new("public"));
        let tried = build_into(&world, &target, &files[..after]);
        assert_eq!(tried.is_err(), refused, "{before} pages, then {after}");
        if refused {
            assert_eq!(
                message(tried),
                format!("O006: {} of the {before} pages in `public` would be removed", before - after)
            );
            assert_eq!(world.files("public").len(), files.len());
            let agreed = Target { consent: Consent::Removal, ..target };
            let report = build_into(&world, &agreed, &files[..after]).expect("agreed to");
            assert_eq!(report.removed, before - after);
        }
    }
}

#[test]
fn after_a_build_the_staging_folder_has_only_published_files() {
    for exchange in [true, false] {
        let world = if exchange { empty_world() } else { empty_world().without_exchange() };
        build(&world, "public", OLD_FILES).expect("built");
        FOREIGN_FILES.iter().for_each(|(name, text)| put_foreign(&world, &format!("public/{name}"), text));
        for files in [OLD_FILES, NEW_FILES, NEW_FILES, &OLD_FILES[..2], OLD_FILES, &[]] {
            build(&world, "public", files).expect("built");
            assert_eq!(world.files("public"), merged(files, FOREIGN_FILES));
            nothing_more_is_hidden(&world, "after a build");
            let ledger = world.files(".public.next")["ledger"].clone();
            let ledger = String::from_utf8_lossy(&ledger).into_owned();
            for (gone, _) in OLD_FILES
                .iter()
                .chain(NEW_FILES)
                .filter(|(file, _)| !files.iter().any(|(now, _)| now == file))
            {
                assert!(!ledger.contains(gone), "the ledger names {gone}");
                let folder = gone.rsplit_once('/').map_or("", |(folder, _)| folder);
                let used = files.iter().chain(FOREIGN_FILES).any(|(file, _)| file.starts_with(folder));
                let hidden = Path::new(".public.next/tree").join(folder);
                assert!(used || !world.exists(&hidden), "{} is left", hidden.display());
            }
        }
        assert_eq!(world.mode(".public.next").expect("there"), 0o700);
    }
}

#[test]
fn permissions_of_the_staging_folder_are_restricted() {
    let world = empty_world();
    build(&world, "public", OLD_FILES).expect("built");
    world.set_mode(".public.next", 0o755).expect("set");
    build(&world, "public", OLD_FILES).expect("built");
    assert_eq!(world.mode(".public.next").expect("there"), 0o700);
}

#[test]
fn staged_files_that_cannot_be_removed_are_reported_and_not_published() {
    let world = || {
        let world = empty_world();
        build(&world, "public", OLD_FILES).expect("built");
        world
    };
    let counting = world();
    let calls = FaultyWorld::once(&counting, usize::MAX, ErrorKind::Other);
    build(&calls, "public", NEW_FILES).expect("built");
    let mut warnings = 0;
    for nth in 1..=calls.calls() {
        let world = world();
        let faulty = FaultyWorld::from_then_on(&world, nth, ErrorKind::PermissionDenied);
        let Ok(report) = build(&faulty, "public", NEW_FILES) else { continue };
        warnings += report.notes.iter().filter(|diagnostic| diagnostic.code.id == "O009").count();
        for files in [NEW_FILES, NEW_FILES] {
            build(&world, "public", files).expect("built");
            assert_eq!(world.files("public"), file_map(files), "call {nth}");
        }
        nothing_more_is_hidden(&world, "after the next build");
    }
    assert!(warnings > 3, "{warnings}");
}

#[test]
fn output_and_staging_folder_keep_folder_modes() {
    let world = empty_world();
    world.create_dir(Path::new("public")).expect("a folder");
    world.set_mode("public", 0o2750).expect("set");
    build(&world, "public", OLD_FILES).expect("built");
    assert_eq!(world.mode("public").expect("there"), 0o2750);
    FOREIGN_FILES.iter().for_each(|(name, text)| put_foreign(&world, &format!("public/{name}"), text));
    let modes = [("public/.git", 0o700), ("public/a", 0o1777), ("public", 0o711)];
    modes.iter().for_each(|(folder, mode)| world.set_mode(folder, *mode).expect("set"));
    for files in [OLD_FILES, NEW_FILES, OLD_FILES, NEW_FILES] {
        build(&world, "public", files).expect("built");
        for (folder, mode) in modes {
            assert_eq!(world.mode(folder).expect("there"), mode, "{folder}");
        }
    }
}

#[test]
fn a_mount_point_is_rejected() {
    let world = empty_world().mount("public");
    let diagnostic = build(&world, "public", OLD_FILES).expect_err("refused");
    assert_eq!(
        diagnostic.message,
        "`public` is a mount point, but a build must be able to move its output folder"
    );
    assert_eq!(diagnostic.help.as_deref(), Some("name a folder inside it: `--output public/public`"));
    assert_eq!(names(&world, "/"), ["public"]);
}

#[test]
fn a_preview_is_not_written_to_the_published_folder() {
    let published = Path::new("site/public");
    let preview =
        |output: &'static str| Target { edition: Edition::Preview(published), ..target("site", output) };
    let refused = |output: &str| {
        Some(format!(
            "O007: `{output}` is the published folder, and a build with `--drafts` must not write to it"
        ))
    };
    let cases = [
        ("site/preview", None),
        ("site/public", refused("site/public")),
        ("site/public/", refused("site/public/")),
        ("site/way", refused("site/way")),
        ("site/public/deep", refused("site/public/deep")),
        ("elsewhere", refused("elsewhere")),
        (
            "unknown",
            Some(
                "O005: `unknown` holds 1 file, but there is no ledger `.unknown.next/ledger` that lists them"
                    .to_owned(),
            ),
        ),
    ];
    for (output, expected) in cases {
        for consent in [Consent::None, Consent::Adoption, Consent::Removal] {
            let world =
                empty_world().file("unknown/x", "").file("site/site.toml", "").link("site/way", "public");
            for there in ["site/public", "elsewhere"] {
                built(&world, &target("site", there)).expect("built");
            }
            let result = built(&world, &Target { consent, ..preview(output) }).map(drop);
            let result =
                result.map_err(|diagnostic| format!("{}: {}", diagnostic.code.id, diagnostic.message));
            assert_eq!(result.err(), expected, "{consent:?}");
            assert_eq!(world.files("site/public"), file_map(OLD_FILES));
        }
    }
    let world = empty_world();
    built(&world, &preview("site/preview")).expect("built");
    assert_eq!(
        message(built(&world, &target("site", "site/preview"))),
        "O005: `site/preview` holds a preview with drafts"
    );
}

#[test]
fn a_site_without_content_is_an_error_without_consent() {
    let site = || empty_world().file("desk/site.toml", "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n");
    let request = |consent| BuildRequest {
        root: "desk".into(),
        output: "desk/public".into(),
        as_of: None,
        include_drafts: false,
        consent,
        cache: CacheUse::On,
    };
    let codes = |finished: &pipeline::BuildResult| -> Vec<&str> {
        finished
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .map(|diagnostic| diagnostic.code.id)
            .collect()
    };
    let world = site();
    assert_eq!(codes(&pipeline::build(&world, &request(Consent::None), &|_| {})), ["R006"]);
    assert_eq!(codes(&pipeline::check(&world, &request(Consent::None))), ["R006"]);
    assert!(!world.exists(Path::new("desk/public")));
    assert!(pipeline::build(&world, &request(Consent::Removal), &|_| {}).report.is_some());
}
