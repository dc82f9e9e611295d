//! The program `dateline`.

use std::io::{stderr, stdout};
use std::process::ExitCode;

use dateline::cli::{Console, run};
use dateline::world::{Os, terminal};

/// Pages are made of many small values; the C library's allocator gives memory back to the system too eagerly between them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let terminal = terminal();
    let (mut out, mut err) = (stdout(), stderr());
    let mut console =
        Console { out: &mut out, err: &mut err, colours: terminal.colours, live: terminal.live };
    ExitCode::from(run(std::env::args_os(), &Os, &mut console) as u8)
}
