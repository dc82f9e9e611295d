//! Options before the command have the same meaning as after it.

use std::ffi::OsString;

use clap::Command;

/// Moves options that precede the command behind it.
pub(super) fn command_first(mut arguments: Vec<OsString>, program: &Command) -> Vec<OsString> {
    if let Some(index) = command_index(&arguments, program) {
        arguments[1..=index].rotate_right(1);
    }
    arguments
}

/// Returns the index of the command, or `None` if there is none or if an unknown argument precedes it.
fn command_index(arguments: &[OsString], program: &Command) -> Option<usize> {
    let mut index = 1;
    loop {
        let argument = arguments.get(index)?.to_str()?;
        if !argument.starts_with('-') {
            return program.find_subcommand(argument).map(|_| index);
        }
        index += if takes_next(argument, program)? { 2 } else { 1 };
    }
}

/// Returns whether the value of an option is the next argument, or `None` if it is not an option of the program.
fn takes_next(argument: &str, program: &Command) -> Option<bool> {
    let (name, has_value) = argument.split_once('=').map_or((argument, false), |(name, _)| (name, true));
    let mut options = program.get_arguments();
    let (option, has_value) = match name.strip_prefix("--") {
        Some(long) => (options.find(|option| option.get_long() == Some(long))?, has_value),
        None => {
            let mut chars = name[1..].chars();
            let short = chars.next();
            (options.find(|option| option.get_short() == short)?, has_value || chars.next().is_some())
        }
    };
    Some(option.get_action().takes_values() && !has_value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    #[test]
    fn options_before_a_command_are_moved_behind_it() {
        let cases = [
            ("d", "d"),
            ("d check", "d check"),
            ("d --root x", "d --root x"),
            ("d --root x check", "d check --root x"),
            ("d --root check check", "d check --root check"),
            (
                "d --root=x --drafts --format json check --color never",
                "d check --root=x --drafts --format json --color never",
            ),
            ("d -o x build", "d build -o x"),
            ("d -ox build", "d build -ox"),
            ("d --drafts facts content/a.md", "d facts --drafts content/a.md"),
            ("d --nope x check", "d --nope x check"),
            ("d --drafts nope", "d --drafts nope"),
            ("d check --root x", "d check --root x"),
        ];
        let mut program = Cli::command();
        program.build();
        for (given, expected) in cases {
            let given: Vec<OsString> = given.split(' ').map(OsString::from).collect();
            let expected: Vec<OsString> = expected.split(' ').map(OsString::from).collect();
            assert_eq!(command_first(given, &program), expected);
        }
    }
}
