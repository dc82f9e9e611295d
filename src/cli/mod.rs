//! The command line.
//!
//! Takes arguments, a world and a console. Returns an exit code: 0 success, 1 errors in the site's files, 2 invalid command
//! line, 3 file system or output folder error. Has no logic about sites.

mod args;
mod build;
mod console;
mod draft;
mod edited_file;
mod editors;
mod explain;
mod explain_file;
mod fix;
mod fmt;
mod host_limits;
mod import;
mod import_list;
mod init;
mod order;
mod publish;
mod review;
mod scaffold;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod stream;
mod timings;

pub use args::Cli;
pub use console::Console;

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use crate::world::World;
use args::Command;

/// The exit code of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// Success, with or without warnings.
    Success = 0,
    /// Errors in the site's files.
    Errors = 1,
    /// Invalid command line.
    Usage = 2,
    /// File system or output folder error.
    Disk = 3,
}

/// Runs Dateline with these arguments, of which the first is the program's name.
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
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(&args, world, console),
        Command::Check(args) => build::check(&args, world, console),
        Command::Init(args) => init::init(&args, world, console),
        Command::Import(args) => import::import_site(&args, world, console),
        Command::ImportList(args) => import_list::import(&args, world, console),
        Command::New(args) => init::new(&args, world, console),
        Command::Draft(args) => draft::draft(&args, world, console),
        Command::Review(args) => review::review(&args, world, console),
        Command::Fix(args) => fix::fix(&args, world, console),
        Command::Fmt(args) => fmt::fmt(&args, world, console),
        Command::Facts(args) => build::facts(&args, world, console),
        Command::Schema(args) => schema::schema(&args, world, console),
        Command::Publish(args) => publish::publish(&args, world, console),
        Command::Explain(args) => explain(&args, world, console),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
            console.print(&String::from_utf8_lossy(&script));
            ExitStatus::Success
        }
        Command::Man => print_manual(console),
    }
}

fn explain(args: &args::ExplainArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    match args.subject.as_deref() {
        Some(path) if explain_file::is_path(path) => explain_file::explain(path, args, world, console),
        word => match explain::explain(word) {
            Ok(page) => {
                console.print(&page);
                ExitStatus::Success
            }
            Err(message) => console.usage_error(&message),
        },
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
