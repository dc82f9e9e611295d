//! The tutorial is executed: files of docs/tutorial.md are written, commands are run, and what they print is compared.
//! With `UPDATE=1` the printed lines are written anew. Numbers of files are not compared, because they depend on the day.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{empty_folder, fences, is_updating, mask_size, replace_fence, write_files};

const PAGE: &str = "docs/tutorial.md";

/// Splits a command line into arguments; double quotes keep blanks.
fn arguments(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        1 => vec![part.to_owned()],
        _ => part.split_whitespace().map(str::to_owned).collect(),
    });
    words.collect()
}

/// Runs `dateline` in a folder and returns what it prints, standard output first.
fn run(command: &str, folder: &Path) -> String {
    let words = arguments(command);
    assert_eq!(
        words.first().map(String::as_str),
        Some("dateline"),
        "{command}: a console block runs Dateline only"
    );
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = program.args(&words[1..]).current_dir(folder).env("NO_COLOR", "1").output();
    let output = output.expect("the program starts");
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    printed.concat()
}

/// Runs the commands of one console block; `cd` changes `folder` for the blocks that follow.
fn run_block(block: &str, folder: &mut PathBuf) -> String {
    let mut transcript = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        transcript.push_str(&format!("$ {command}\n"));
        match command.strip_prefix("cd ") {
            Some(name) => folder.push(name),
            None => run(command, folder).lines().for_each(|line| {
                transcript.push_str(masked(line).trim_end());
                transcript.push('\n');
            }),
        }
    }
    transcript
}

/// The line with `[..]` for the time of the build and for the year in a path.
fn masked(line: &str) -> String {
    if let Some(start) = ["as of ", "next build due "].into_iter().find(|start| line.starts_with(start)) {
        return format!("{start}[..]");
    }
    let year = jiff::Timestamp::now().to_string()[..4].to_owned();
    mask_size(line).replace(&format!("briefings/{year}/"), "briefings/[..]/")
}

/// The transcript without the numbers of files and pages.
fn without_counts(transcript: &str) -> String {
    let counts = |line: &str| line.starts_with("checked ") || line.contains(" files (");
    let lines = transcript.lines().map(|line| match counts(line) {
        true => line.replace(|c: char| c.is_ascii_digit(), ""),
        false => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_tutorial_works() {
    let page = fs::read_to_string(PAGE).expect("a page");
    let root = empty_folder("tutorial");
    let mut folder = root.clone();
    let (mut updated, mut wrong, mut commands) = (page.clone(), Vec::new(), 0);
    for (index, block) in fences(&page).iter().enumerate() {
        if let Some((_, path)) = block.info.split_once(' ') {
            write_files(&folder, [(path, block.text.as_str())]);
        } else if block.info == "console" {
            let printed = run_block(&block.text, &mut folder);
            commands += block.text.matches("$ dateline").count();
            if without_counts(&printed) != without_counts(&block.text) {
                updated = replace_fence(&updated, index, &printed);
                wrong.push(printed);
            }
        }
    }
    assert!(commands >= 8, "the tutorial has commands");
    assert!(folder.join("public/briefings/2025/river-talks/index.html").exists());
    assert!(folder.join("preview/index.html").exists());
    if is_updating() {
        fs::write(PAGE, updated).expect("written");
    } else {
        assert!(wrong.is_empty(), "UPDATE=1 writes these anew:\n{}", wrong.join("\n"));
    }
}
