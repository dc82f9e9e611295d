//! Options written before the command: they mean what they mean after it.

use std::ffi::OsString;

use clap::Command;

/// The arguments with the command first, and the options that stood before it behind it.
pub(super) fn command_first(mut arguments: Vec<OsString>, program: &Command) -> Vec<OsString> {
    if let Some(at) = command_at(&arguments, program) {
        arguments[1..=at].rotate_right(1);
    }
    arguments
}

/// Where the command stands; none where there is none, or where what stands before it is no option.
fn command_at(arguments: &[OsString], program: &Command) -> Option<usize> {
    let mut at = 1;
    loop {
        let word = arguments.get(at)?.to_str()?;
        if !word.starts_with('-') {
            return program.find_subcommand(word).map(|_| at);
        }
        at += if takes_next(word, program)? { 2 } else { 1 };
    }
}

/// Whether the value of an option is the next argument; none for what is no option of the program.
fn takes_next(word: &str, program: &Command) -> Option<bool> {
    let (name, has_value) = word.split_once('=').map_or((word, false), |(name, _)| (name, true));
    let mut options = program.get_arguments();
    let (option, has_value) = match name.strip_prefix("--") {
        Some(long) => (options.find(|option| option.get_long() == Some(long))?, has_value),
        None => {
            let mut letters = name[1..].chars();
            let short = letters.next();
            (options.find(|option| option.get_short() == short)?, has_value || letters.next().is_some())
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
    fn options_before_a_command_go_behind_it() {
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
