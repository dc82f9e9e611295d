//! Command transcripts: commands and their whole output. `UPDATE=1` rewrites them.
//! `[..]` in a transcript matches text that differs from run to run. A block `text NAME` is an input file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{empty_folder, fences, is_updating, mask_size, replace_fence, write_files};

/// Runs the commands of a transcript in a folder of their own. Returns the transcript with the actual output.
fn run_transcript(transcript: &str, root: &Path) -> String {
    let mut folder_path: PathBuf = root.to_path_buf();
    let mut actual = String::new();
    for command in transcript.lines().filter_map(|line| line.strip_prefix("$ ")) {
        actual.push_str(&format!("$ {command}\n"));
        if let Some(folder) = command.strip_prefix("cd ") {
            folder_path.push(folder);
            continue;
        }
        let words = split_words(command);
        assert_eq!(words.first().map(String::as_str), Some("dateline"), "a transcript runs Dateline");
        let ran = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(&words[1..])
            .current_dir(&folder_path)
            .env("NO_COLOR", "1")
            .output()
            .expect("the program starts");
        actual.push_str(&mask_variable_parts(&String::from_utf8_lossy(&ran.stdout)));
        actual.push_str(&mask_variable_parts(&String::from_utf8_lossy(&ran.stderr)));
        if let Some(code) = ran.status.code().filter(|code| *code != 0) {
            actual.push_str(&format!("? {code}\n"));
        }
    }
    if transcript.contains("$ dateline init ") { mask_counts(&actual) } else { actual }
}

/// Splits a command line into words; double quotes group words.
fn split_words(command: &str) -> Vec<String> {
    command
        .split('"')
        .enumerate()
        .flat_map(|(at, part)| {
            if at % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

/// Replaces times, and years in paths, by `[..]`.
fn mask_variable_parts(text: &str) -> String {
    let mut transcript = String::new();
    for line in text.lines() {
        let line = match ["as of ", "next build due "].into_iter().find(|start| line.starts_with(start)) {
            Some(start) => format!("{start}[..]"),
            None => mask_size(line),
        };
        let year = jiff_year();
        transcript.push_str(line.replace(&format!("briefings/{year}/"), "briefings/[..]/").trim_end());
        transcript.push('\n');
    }
    transcript
}

/// Replaces the numbers of files and pages by `[..]`: the dates of a new site are relative to today, so the number of
/// months and years with a page depends on the day.
fn mask_counts(text: &str) -> String {
    let is_count = |line: &str| line.contains(" files (") || line.starts_with("checked ");
    let mask = |line: &str| {
        let words = line.split(' ').map(|word| match word.parse::<u32>() {
            Ok(_) => "[..]",
            Err(_) => word,
        });
        words.collect::<Vec<_>>().join(" ")
    };
    text.lines().map(|line| if is_count(line) { mask(line) } else { line.to_owned() } + "\n").collect()
}

fn jiff_year() -> String {
    jiff::Timestamp::now().to_string()[..4].to_owned()
}

#[test]
fn transcripts_match_the_output() {
    let mut pages: Vec<PathBuf> =
        fs::read_dir("tests/commands").expect("a folder").flatten().map(|entry| entry.path()).collect();
    pages.sort();
    assert!(pages.len() >= 2);
    let mut wrong = Vec::new();
    for path in pages {
        let page = fs::read_to_string(&path).expect("a page");
        let root = empty_folder(&format!("commands-{}", path.file_stem().expect("a name").to_string_lossy()));
        for block in fences(&page) {
            if let Some(name) = block.info.strip_prefix("text ") {
                write_files(&root, [(name, block.text.as_str())]);
            }
        }
        for (at, block) in fences(&page).iter().enumerate().filter(|(_, block)| block.info == "console") {
            let transcript = run_transcript(&block.text, &root);
            if transcript != block.text {
                if is_updating() {
                    let page = fs::read_to_string(&path).expect("a page");
                    fs::write(&path, replace_fence(&page, at, &transcript)).expect("written");
                } else {
                    wrong.push(format!("{}:\n{transcript}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
