//! Standard input: a single briefing, a stream of texts, a text for a draft.

use std::ffi::OsString;

use crate::world::MemoryWorld;
use dateline::cli::{Console, ExitStatus, run};

/// Runs a command with this input. Returns its exit status, standard output and standard error.
fn with_input(arguments: &[&str], input: impl Into<Vec<u8>>) -> (ExitStatus, String, String) {
    let world = MemoryWorld::new("2025-04-19T12:00:00Z".parse().expect("an instant")).with_input(input);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let exit = run(["dateline"].iter().chain(arguments).map(OsString::from), &world, &mut console);
    (exit, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

fn briefing(keys: &str) -> String {
    format!("---\ntitle: Talks\npublished: 2025-04-18\n{keys}---\n\nThey met on 12 April 2025.\n")
}

#[test]
fn a_briefing_from_standard_input_needs_no_slug() {
    for keys in ["", "slug: rome-talks\n"] {
        let (exit, out, err) = with_input(&["facts", "-"], briefing(keys));
        assert_eq!((exit, &*err), (ExitStatus::Success, ""));
        let facts: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(facts["briefings"][0]["title"], "Talks");
    }
}

#[test]
fn invalid_text_is_reported_with_its_line() {
    let (exit, out, err) = with_input(&["facts", "-"], b"---\ntitle: a\xff\n---\n");
    assert_eq!((exit, &*out), (ExitStatus::Errors, ""));
    assert!(err.contains("R004") && err.contains("line 2, column 9"), "{err}");
    let (exit, _, err) = with_input(&["facts", "-"], vec![b'a'; (8 << 20) + 1]);
    assert_eq!(exit, ExitStatus::Errors);
    assert!(err.contains("R003"), "{err}");
}

#[test]
fn a_text_for_a_draft_has_a_maximum_size() {
    let draft = ["draft", "--out", "-"];
    let (exit, _, err) = with_input(&draft, vec![b'a'; 1 << 20]);
    assert_eq!(exit, ExitStatus::Usage);
    assert!(err.contains("is larger than 256 KB, the limit for a wire text"), "{err}");
    let (exit, _, err) = with_input(&draft, b"a\xff".to_vec());
    assert_eq!(exit, ExitStatus::Usage);
    assert!(err.contains("is not UTF-8 text"), "{err}");
}

#[test]
fn a_stream_gives_one_result_per_line() {
    let good = |id: &str| {
        format!("{{\"id\": \"{id}\", \"dct\": \"2025-04-18\", \"text\": \"They met yesterday.\"}}")
    };
    let long = "x".repeat((8 << 20) + 1);
    let lines = [
        &*format!("\u{feff}{}\r", good("first")),
        "",
        "{\"id\": 1}",
        &good("second"),
        "{\"id\": \"b\", \"dct\": \"someday\", \"text\": \"\"}",
        &long,
        "{",
        &good("third"),
    ];
    let mut input = lines.join("\n").into_bytes();
    input.extend_from_slice(b"\n\xff\n");
    let (exit, out, err) = with_input(&["facts", "--stream", "dates"], input);
    assert_eq!(exit, ExitStatus::Errors);
    let answered: Vec<&str> = out.lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert_eq!(answered, ["first", "second", "third"]);
    let expected = "\
        error: line 3: invalid type: integer `1`, expected a string, column 8\n\
        error: line 5: `someday` is not a publication date\n\
        error: line 6: the line is larger than 8 MB, the limit\n\
        error: line 7: EOF while parsing an object, column 1\n\
        error: line 9: byte 1 of the line is not UTF-8\n";
    assert_eq!(err, expected);
}

#[test]
fn a_stream_continues_after_an_invalid_line() {
    let input = "{\"id\": \"a\"}\n{\"id\": \"b\", \"text\": \"Ada Marten met Iran.\"}\n";
    let (exit, out, err) = with_input(&["facts", "--stream", "names"], input);
    assert_eq!(exit, ExitStatus::Errors);
    assert!(out.starts_with("{\"id\":\"b\",\"entities\":[{"), "{out}");
    assert!(err.starts_with("error: line 1: missing field `text`"), "{err}");
}

/// A closed output ends the stream.
#[test]
fn a_stream_ends_when_its_output_is_closed() {
    struct Gone(usize);
    impl std::io::Write for Gone {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += 1;
            if self.0 > 1 { Err(std::io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let line = "{\"id\": \"a\", \"dct\": \"2025-04-18\", \"text\": \"They met yesterday.\"}\n";
    let world =
        MemoryWorld::new("2025-04-19T12:00:00Z".parse().expect("an instant")).with_input(line.repeat(100));
    let (mut out, mut err) = (Gone(0), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let exit = run(["dateline", "facts", "--stream", "dates"].map(OsString::from), &world, &mut console);
    assert_eq!((exit, out.0), (ExitStatus::Success, 2));
}
