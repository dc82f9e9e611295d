//! The command line: what is asked for, done, and told.
//!
//! Takes arguments, a world and a console. Gives an exit code: 0 all is well, 1 the site's files hold errors, 2 the command line
//! is wrong, 3 the disk or the output folder cannot be used. Decides nothing about sites.

mod args;
mod build;
mod console;
mod draft;
mod explain;
mod init;
mod order;
mod scaffold;
mod stream;

pub use args::Cli;
pub use console::Console;

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use crate::world::World;
use args::Command;

/// How a run ends, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is well; warnings allowed.
    Success = 0,
    /// The site's files hold errors.
    Errors = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The disk or the output folder cannot be used.
    Disk = 3,
}

/// Runs Dateline with these arguments, the program's name first.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let mut program = Cli::command();
    program.build();
    let arguments = order::command_first(arguments.into_iter().collect(), &program);
    match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(cli, world, console),
        Err(error) => {
            let text = if console.use_color(args::ColorChoice::Auto) {
                error.render().ansi().to_string()
            } else {
                error.to_string()
            };
            if error.use_stderr() {
                console.eprint(&text);
                ExitStatus::Usage
            } else {
                console.print(&text);
                ExitStatus::Success
            }
        }
    }
}

fn dispatch(cli: Cli, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    match cli.command.unwrap_or(Command::Build(cli.build)) {
        Command::Build(args) => build::build(&args, world, console),
        Command::Check(args) => build::check(&args, world, console),
        Command::Init(args) => init::init(&args, world, console),
        Command::New(args) => init::new(&args, world, console),
        Command::Draft(args) => draft::draft(&args, world, console),
        Command::Facts(args) => build::facts(&args, world, console),
        Command::Explain { code } => explain(code.as_deref(), console),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
            console.print(&String::from_utf8_lossy(&script));
            ExitStatus::Success
        }
        Command::Man => print_manual(console),
    }
}

fn explain(code: Option<&str>, console: &mut Console<'_>) -> ExitStatus {
    match explain::explain(code) {
        Ok(page) => {
            console.print(&page);
            ExitStatus::Success
        }
        Err(message) => console.usage_error(&message),
    }
}

fn print_manual(console: &mut Console<'_>) -> ExitStatus {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Cli::command()).render(&mut page) {
        Ok(()) => console.print(&String::from_utf8_lossy(&page)),
        Err(error) => return console.disk_error(&error.to_string()),
    }
    ExitStatus::Success
}
