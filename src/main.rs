//! The program `dateline`.

use std::io::{stderr, stdout};
use std::process::ExitCode;

use dateline::cli::{Console, run};
use dateline::world::{OsWorld, detect_terminal};

/// Pages consist of many small allocations, after which the C library's allocator returns memory to the system too eagerly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let terminal = detect_terminal();
    let (mut out, mut err) = (stdout(), stderr());
    let mut console = Console {
        out: &mut out,
        err: &mut err,
        supports_color: terminal.supports_color,
        live: terminal.live,
    };
    ExitCode::from(run(std::env::args_os(), &OsWorld, &mut console) as u8)
}
