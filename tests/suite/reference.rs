//! docs/cli.md is written from the command-line parser, and links between pages of all folders of docs lead somewhere.
//! With `UPDATE=1` docs/cli.md is written anew.

use std::fs;
use std::path::Path;

use clap::{Arg, Command, CommandFactory};

use crate::common::is_updating;
use dateline::cli::Cli;

const PAGE: &str = "docs/cli.md";

/// The argument as typed: `--output, -o DIR`, `FILE`.
fn spelling(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string);
    let value = if argument.get_action().takes_values() {
        names.collect::<Vec<_>>().join(" ")
    } else {
        String::new()
    };
    let long = argument.get_long().map(|long| format!("--{long}"));
    let short = argument.get_short().map(|short| format!("-{short}"));
    let option: Vec<String> = long.into_iter().chain(short).collect();
    match (option.is_empty(), value.is_empty()) {
        (true, _) => format!("`{value}`"),
        (_, true) => format!("`{}`", option.join("`, `")),
        _ => format!("`{} {value}`", option.join("`, `")),
    }
}

/// The help of an argument with its default and its possible values.
fn meaning(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help());
    let mut text = help.map(ToString::to_string).unwrap_or_default().replace('\n', " ").replace('|', "\\|");
    if !text.ends_with('.') {
        text.push('.');
    }
    let choices: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|choice| match choice.get_help() {
            Some(help) => format!("`{}` ({})", choice.get_name(), help.to_string().trim_end_matches('.')),
            None => format!("`{}`", choice.get_name()),
        })
        .collect();
    if argument.get_action().takes_values() && !choices.is_empty() {
        text.push_str(&format!(" One of {}.", choices.join(", ")));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if argument.get_action().takes_values() && !defaults.is_empty() {
        text.push_str(&format!(" Default: `{}`.", defaults.join(" ")));
    }
    text
}

/// One command as a section.
fn section(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim().to_owned();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let about = format!("{}.", about.trim_end_matches('.'));
    let mut text = format!("\n## `dateline {}`\n\n{about}\n\n```text\n{usage}\n```\n", command.get_name());
    let arguments: Vec<&Arg> = command
        .get_arguments()
        .filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version"))
        .collect();
    if !arguments.is_empty() {
        text.push_str("\n| argument | meaning |\n|---|---|\n");
    }
    for argument in arguments {
        text.push_str(&format!("| {} | {} |\n", spelling(argument), meaning(argument)));
    }
    text
}

fn reference() -> String {
    let mut program = Cli::command();
    program.build();
    let mut page = "# Command line\n\nThis page is written from the parser. Without a command, `dateline` builds the site in \
        the current folder, with the\noptions of `dateline build`. Every command has `--help`.\n\n\
        | exit code | meaning |\n|---|---|\n\
        | 0 | success; warnings are allowed |\n\
        | 1 | the files of the site contain errors |\n\
        | 2 | the command line is wrong |\n\
        | 3 | the disk or the output folder cannot be used |\n"
        .to_owned();
    let commands = program.get_subcommands().filter(|command| command.get_name() != "help");
    commands.for_each(|command| page.push_str(&section(command)));
    page
}

#[test]
fn the_command_line_page_follows_from_the_parser() {
    let right = reference();
    if is_updating() {
        fs::write(PAGE, right).expect("written");
    } else {
        assert_eq!(fs::read_to_string(PAGE).expect("a page"), right, "UPDATE=1 writes {PAGE} anew");
    }
}

#[test]
fn links_between_pages_resolve() {
    let mut lost = Vec::new();
    let mut links = 0;
    for folder in [".", "docs", "docs/errors", "docs/how-to", "tests"] {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let page = fs::read_to_string(&path).expect("a page");
            let prose: String = page.split("```").step_by(2).collect();
            let prose: String = prose.split('`').step_by(2).collect();
            for link in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let (file, heading) = link.split_once('#').unwrap_or((link, ""));
                let target = match file {
                    "" => path.clone(),
                    _ => path.parent().unwrap_or(Path::new("")).join(file),
                };
                if file.contains("://") {
                    continue;
                }
                links += 1;
                if !target.exists() || !has_heading(&target, heading) {
                    lost.push(format!("{}: {link}", path.display()));
                }
            }
        }
    }
    assert!(links > 200, "{links} links");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// Whether a page has a heading with this id; true without an id.
fn has_heading(page: &Path, id: &str) -> bool {
    let text = fs::read_to_string(page).unwrap_or_default();
    let slug = |line: &str| {
        line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-").replace(['`', ',', '.'], "")
    };
    id.is_empty() || text.lines().any(|line| line.starts_with('#') && slug(line) == id)
}
