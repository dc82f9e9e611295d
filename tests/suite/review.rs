//! `dateline review`: the dialogue in memory and in a pseudo-terminal, acceptance by grade, JSON, and refusals.

use std::collections::BTreeMap;
use std::path::Path;

use crate::world::{FaultyWorld, MemoryWorld};
use dateline::cli::{Console, ExitStatus, run};
use dateline::world::World;
use serde_json::Value;

use crate::common::{fences, is_updating, replace_fence};

const SETTINGS: &str = "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n";
const MARTEN: &str = "---\nname: Ada Marten\nkind: person\naliases: [Ms Marten]\n---\n";
const ROME: &str = "---\nname: Rome\nkind: city\n---\n";
const PATH: &str = "content/briefings/talks.md";
const TALKS: &str = "---
title: \"Talks open\"   # a working title
published: 2025-04-20
topics: [water]
---
The first round was held in Rome on April 12, 2025. \"We have a way to go before summer,\" Ada Marten said on Saturday.

The delegations left the city yesterday.
";

fn site(talks: &str) -> MemoryWorld {
    MemoryWorld::new("2025-04-20T18:00:00Z".parse().expect("an instant"))
        .file("site.toml", SETTINGS)
        .file("content/actors/ada-marten.md", MARTEN)
        .file("content/venues/rome.md", ROME)
        .file(PATH, talks)
}

fn review(world: &dyn World, arguments: &[&str]) -> (ExitStatus, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let all = ["dateline", "review"].iter().chain(arguments).map(Into::into);
    let exit = run(all, world, &mut console);
    (exit, String::from_utf8([out, err].concat()).expect("UTF-8"))
}

fn text_of(world: &MemoryWorld) -> String {
    let files: BTreeMap<String, Vec<u8>> = world.files("/");
    assert!(files.keys().all(|path| !path.contains('~')), "{:?}", files.keys());
    String::from_utf8(files[PATH].clone()).expect("UTF-8")
}

/// Answers the questions, and returns the exit status, what was printed, and the file.
fn answer(talks: &str, answers: &str) -> (String, String) {
    let world = site(talks).interactive().with_input(answers);
    let (exit, printed) = review(&world, &[]);
    assert_eq!(exit, ExitStatus::Success, "{printed}");
    (printed, text_of(&world))
}

fn proposals(talks: &str) -> Vec<Value> {
    let (exit, printed) = review(&site(talks), &["--format", "json"]);
    assert_eq!(exit, ExitStatus::Success, "{printed}");
    serde_json::from_str(&printed).expect("JSON")
}

fn lines(proposals: &[Value]) -> Vec<(&str, &str, &str)> {
    proposals
        .iter()
        .map(|it| {
            let field = |key: &str| it[key].as_str().expect("text");
            (field("kind"), field("grade"), field("line"))
        })
        .collect()
}

/// Returns the proposals as lines: grade, kind, words, entry, reason.
fn report(proposals: &[Value]) -> String {
    let mut text = String::new();
    for proposal in proposals {
        let field = |key: &str| proposal[key].as_str().expect("text");
        text.push_str(&format!("{} {}: {}\n", field("grade"), field("kind"), field("words")));
        text.push_str(&format!("  {}\n  {}\n", field("line"), field("reason")));
    }
    text
}

#[test]
fn proposals_match_the_pages() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir("tests/proposals").expect("the pages").flatten() {
        let path = entry.path();
        let mut page = std::fs::read_to_string(&path).expect("a page");
        for index in 0..fences(&page).len() {
            let blocks = fences(&page);
            if blocks[index].info != "proposals" {
                continue;
            }
            cases += 1;
            let result = report(&proposals(&blocks[index - 1].text));
            if blocks[index].text != result && is_updating() {
                page = replace_fence(&page, index, &result);
                std::fs::write(&path, &page).expect("written");
            } else if blocks[index].text != result {
                wrong.push(format!("{}:\n{}\nis\n{result}", path.display(), blocks[index].text));
            }
        }
    }
    assert!(cases >= 8, "{cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn json_lists_every_proposal() {
    let found = proposals(TALKS);
    let expected = [
        ("date", "sure", "{ when: 2025-04-12, what: \"The first round was held in Rome\", where: rome }"),
        ("date", "likely", "{ when: 2025-04-19, what: \"The delegations left the city\" }"),
        ("actor", "sure", "ada-marten"),
        ("venue", "sure", "rome"),
        (
            "statement",
            "sure",
            "{ who: ada-marten, says: \"We have a way to go before summer\", when: 2025-04-19 }",
        ),
    ];
    assert_eq!(lines(&found), expected);
    let first = &found[0];
    assert_eq!(first["file"], PATH);
    assert_eq!(first["words"], "April 12, 2025");
    assert_eq!(first["span"]["start"]["line"], 6);
    assert_eq!(first["span"]["start"]["column"], 37);
    assert_eq!(first["span"]["end"]["column"], 51);
    assert_eq!(first["sentence"], "The first round was held in Rome on April 12, 2025.");
    assert_eq!(first["id"].as_str().expect("an id").len(), 12);
    // The id does not depend on what front matter lists besides.
    let longer = TALKS.replace("topics: [water]", "topics: [water]\nvenues: [rome]");
    assert!(proposals(&longer).iter().any(|other| other["id"] == first["id"]));
}

#[test]
fn accepted_lines_go_to_their_lists_and_the_rest_stays() {
    let (printed, text) = answer(TALKS, "a\ns\naccept\n\nq\n");
    let expected = TALKS.replace(
        "topics: [water]\n",
        "topics: [water]\ndates:\n  - { when: 2025-04-12, what: \"The first round was held in Rome\", where: rome }\n\
         actors:\n  - ada-marten\n",
    );
    assert_eq!(text, expected, "{printed}");
    assert!(printed.contains("The first round was held in Rome on [April 12, 2025]."), "{printed}");
    assert!(printed.contains("1 of 5: content/briefings/talks.md:6:37"), "{printed}");
    assert!(printed.contains("3 of 5: content/briefings/talks.md:8:90"), "{printed}");
    assert!(printed.ends_with("2 accepted, 0 rejected, 3 proposals left\n"), "{printed}");
}

#[test]
fn rejected_proposals_are_remembered() {
    let (printed, text) = answer(TALKS, "r\nr\nr\nr\nr\n");
    let expected = "found:
  \"April 12, 2025\": ignore
  yesterday: ignore
  Ada Marten: ignore
  Rome: ignore
  We have a way to go: ignore
";
    assert_eq!(
        text,
        TALKS.replace("topics: [water]\n", &format!("topics: [water]\n{expected}")),
        "{printed}"
    );
    assert_eq!(proposals(&text), Vec::<Value>::new());
}

#[test]
fn going_back_undoes_the_last_answer() {
    let (printed, text) = answer(TALKS, "a\na\nb\nr\nb\nb\nb\nq\n");
    assert_eq!(text, TALKS, "{printed}");
    assert!(printed.contains("this is the first proposal"), "{printed}");
}

#[test]
fn an_edited_line_is_checked() {
    let edits = "e\n{ when: 2025-04-31, what: \"No such day\" }\ne\n{ when: 2025, wat: \"x\" }\ne\nrome: [\ne\n\n\
                 e\n- { when: 2025-04-12, what: \"Round one\" }  # checked\nq\n";
    let (printed, text) = answer(TALKS, edits);
    assert!(text.contains("dates:\n  - { when: 2025-04-12, what: \"Round one\" }  # checked\n---"), "{text}");
    for message in ["April has 30 days", "has no key `wat`"] {
        assert!(printed.contains(message), "{message}: {printed}");
    }
    assert_eq!(printed.matches("nothing was written").count(), 3, "{printed}");
}

#[test]
fn help_and_unknown_answers_ask_again() {
    let (printed, text) = answer(TALKS, "?\nwhat\n");
    assert_eq!(printed.matches("undo the last answer").count(), 2);
    assert_eq!(text, TALKS);
}

#[test]
fn grades_are_accepted_without_questions() {
    let world = site(&TALKS.replace('\n', "\r\n"));
    let (exit, printed) = review(&world, &["--accept", "sure", "--dry-run"]);
    assert_eq!((exit, text_of(&world)), (ExitStatus::Success, TALKS.replace('\n', "\r\n")));
    assert!(printed.ends_with("4 accepted, 1 proposal left\n"), "{printed}");
    let (_, again) = review(&world, &["--accept", "sure"]);
    assert_eq!(again, printed);
    let text = text_of(&world);
    assert!(
        text.contains("title: \"Talks open\"   # a working title\r\n")
            && !text.replace("\r\n", "").contains('\n')
    );
    assert_eq!(proposals(&text).len(), 1);
    let (_, again) = review(&world, &["--accept", "likely"]);
    assert!(again.ends_with("1 accepted, 0 proposals left\n"), "{again}");
    assert_eq!(proposals(&text_of(&world)), Vec::<Value>::new());
}

#[test]
fn an_actor_with_several_names_is_proposed_once_and_a_draft_profile_never() {
    let talks = "---\ntitle: Talks\npublished: 2025-04-20\n---\nThe Harbour Board met. The HB agreed with Jon Quill.\n";
    let world = site(talks)
        .file("content/actors/board.md", "---\nname: Harbour Board\naliases: [HB]\nkind: organisation\n---\n")
        .file("content/actors/jq.md", "---\nname: Jon Quill\ndraft: true\n---\n");
    let (exit, printed) = review(&world, &["--format", "json"]);
    assert_eq!(exit, ExitStatus::Success, "{printed}");
    assert_eq!(printed.matches("\"line\": \"board\"").count(), 1, "{printed}");
    assert!(printed.contains("Jon Quill") && !printed.contains("jq"), "{printed}");
}

#[test]
fn subjects_that_a_briefing_lists_by_a_draft_profile_are_not_proposed_again() {
    let talks = "---\ntitle: Talks\npublished: 2025-04-20\nactors: [jq, hb]\nvenues: [lake-town]\n---\n\
                 Jon Quill and the HB met in Bern. The Harbour Board of Bern agreed. Quill left Bern.\n";
    let world = site(talks)
        .file(
            "content/actors/hb.md",
            "---\nname: Harbour Board of Bern\naliases: [HB]\nkind: organisation\ndraft: true\n---\n",
        )
        .file("content/actors/jq.md", "---\nname: Jon Quill\ndraft: true\n---\n")
        .file("content/venues/lake-town.md", "---\nname: Bern\nkind: city\ndraft: true\n---\n");
    let (exit, printed) = review(&world, &["--format", "json"]);
    assert_eq!(exit, ExitStatus::Success, "{printed}");
    assert_eq!(printed.trim(), "[]");
}

#[test]
fn a_reason_does_not_repeat_the_proposed_name() {
    let talks = "---\ntitle: Talks\npublished: 2025-04-20\n---\n\
                 The delegations met in the Italian capital. A second round in Rome is to follow.\n";
    let world = site(talks).file("content/venues/rome.md", "---\nname: Rome\nkind: city\ndraft: true\n---\n");
    let (_, printed) = review(&world, &["--format", "json"]);
    assert!(printed.contains("\"line\": \"Rome\"") && !printed.contains("also named as Rome"), "{printed}");
}

#[test]
fn without_a_terminal_no_question_is_asked() {
    let (exit, printed) = review(&site(TALKS).with_input("a\n"), &[]);
    assert_eq!(exit, ExitStatus::Usage);
    assert!(printed.contains("--accept sure") && printed.contains("--format json"), "{printed}");
}

#[test]
fn a_file_that_is_no_briefing_is_reported() {
    let (exit, printed) = review(&site(TALKS), &["--accept", "sure", "content/venues/rome.md"]);
    assert_eq!(exit, ExitStatus::Usage, "{printed}");
}

#[test]
fn files_with_errors_are_left_out_and_the_others_reviewed() {
    let wrong = TALKS.replace("2025-04-20", "2025-04-31");
    let broken_link = TALKS.replace("The delegations", "[They](gone.md)");
    for (path, file, exit) in [
        ("content/briefings/other.md", wrong.as_str(), ExitStatus::Errors),
        ("content/briefings/other.md", broken_link.as_str(), ExitStatus::Success),
    ] {
        let world = site(TALKS).file(path, file);
        let (found, printed) = review(&world, &["--accept", "sure"]);
        assert_eq!(found, exit, "{printed}");
        assert!(text_of(&world).contains("  - ada-marten\n"), "{printed}");
        assert_eq!(
            printed.contains("1 file with errors left out\n"),
            exit == ExitStatus::Errors,
            "{printed}"
        );
    }
    let profile = ("content/actors/carl-roth.md", "---\nname: Carl: Roth\n---\n");
    for (path, file) in [("site.toml", "title = 5\n"), profile, (PATH, wrong.as_str())] {
        let world = site(TALKS).file(path, file);
        let (exit, printed) = review(&world, &["--accept", "sure", PATH]);
        assert_eq!(exit, ExitStatus::Errors, "{printed}");
        assert!(printed.contains("correct these errors first"), "{printed}");
    }
}

#[test]
fn every_failed_call_leaves_the_old_file_or_the_new_one() {
    let expected = {
        let world = site(TALKS);
        review(&world, &["--accept", "sure"]);
        text_of(&world)
    };
    let calls_to_read = {
        let world = site(TALKS);
        let counting = FaultyWorld::once(&world, usize::MAX, std::io::ErrorKind::Other);
        review(&counting, &["--format", "json"]);
        counting.calls()
    };
    let mut failures = 0;
    for nth in calls_to_read.. {
        let world = site(TALKS);
        let faulty = FaultyWorld::once(&world, nth, std::io::ErrorKind::Other);
        let (exit, _) = review(&faulty, &["--accept", "sure"]);
        if faulty.calls() < nth {
            break;
        }
        failures += usize::from(exit != ExitStatus::Success);
        let text = world.read(Path::new(PATH), 1 << 20).expect("the file is there");
        let text = String::from_utf8(text).expect("UTF-8");
        let mut rest = expected.lines();
        // Every line is one of the complete result, in its order.
        assert!(text.lines().all(|line| rest.any(|other| other == line)), "{text}");
        assert!(text.ends_with("The delegations left the city yesterday.\n"));
    }
    assert!(failures > 10, "{failures}");
}

#[cfg(target_os = "linux")]
mod terminal {
    use std::fs::{self, File};
    use std::io::{Read, Write};
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, kill_process};
    use rustix::pty::{OpenptFlags, openpt, ptsname, unlockpt};

    use super::{MARTEN, PATH, ROME, SETTINGS, TALKS};
    use crate::common::{empty_folder, write_files};

    /// The program at a pseudo-terminal.
    struct Session {
        terminal: File,
        child: Child,
        printed: String,
    }

    impl Session {
        fn start(root: &Path) -> Self {
            let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
            unlockpt(&terminal).expect("unlocked");
            let name = ptsname(&terminal, Vec::new()).expect("a name").into_string().expect("UTF-8");
            let open = || File::options().read(true).write(true).open(&name).expect("opened");
            let child = Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["review", "--color", "never"])
                .current_dir(root)
                .stdin(open())
                .stdout(open())
                .stderr(open())
                .spawn()
                .expect("the program starts");
            Self { terminal: terminal.into(), child, printed: String::new() }
        }

        /// Reads until the program has asked its question `count` times.
        fn wait_for(&mut self, text: &str, count: usize) {
            let mut buffer = [0; 4096];
            while self.printed.matches(text).count() < count {
                let length = self.terminal.read(&mut buffer).expect("more output");
                self.printed.push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
        }

        fn type_line(&mut self, line: &str) {
            self.terminal.write_all(format!("{line}\n").as_bytes()).expect("typed");
        }
    }

    fn site(name: &str) -> PathBuf {
        let root = empty_folder(name);
        let files = [
            ("site.toml", SETTINGS),
            ("content/actors/ada-marten.md", MARTEN),
            ("content/venues/rome.md", ROME),
            (PATH, TALKS),
        ];
        write_files(&root, files);
        root
    }

    #[test]
    fn accepted_lines_survive_an_interrupt_and_the_mode_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let root = site("review-interrupt");
        let file = root.join(PATH);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
        let mut session = Session::start(&root);
        session.wait_for("or quit?", 1);
        session.type_line("a");
        session.wait_for("or quit?", 2);
        kill_process(Pid::from_child(&session.child), Signal::INT).expect("interrupted");
        assert!(!session.child.wait().expect("ended").success());
        let text = fs::read_to_string(&file).expect("the file");
        assert!(text.contains("  - { when: 2025-04-12,") && text.ends_with("city yesterday.\n"), "{text}");
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(file.parent().expect("a folder")).expect("listed").count(), 1);
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_as_it_is() {
        let root = site("review-changed");
        let file = root.join(PATH);
        let mut session = Session::start(&root);
        session.wait_for("or quit?", 1);
        let changed = TALKS.replace("Talks open", "Talks end");
        fs::write(&file, &changed).expect("written");
        session.type_line("a");
        session.wait_for("was changed by another program meanwhile", 1);
        session.type_line("q");
        session.wait_for("0 accepted, 0 rejected, 5 proposals left", 1);
        assert!(session.child.wait().expect("ended").success());
        assert_eq!(fs::read_to_string(&file).expect("the file"), changed);
    }

    #[test]
    fn the_end_of_the_input_stops_the_dialogue() {
        let root = site("review-end");
        let mut session = Session::start(&root);
        session.wait_for("or quit?", 1);
        session.terminal.write_all(b"\x04").expect("typed");
        session.wait_for("0 accepted", 1);
        assert!(session.child.wait().expect("ended").success());
    }
}
