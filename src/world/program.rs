//! Runs a program of the system.
#![allow(clippy::disallowed_methods, reason = "only this module starts programs")]

use std::io::{self, Write};
use std::process::{Command, Stdio};

use super::ProgramRun;

/// Runs a program and waits for its end. A thread writes its input, because the program may print before it has read all.
pub(super) fn run(program: &str, arguments: &[&str], input: &str) -> io::Result<ProgramRun> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (stdin, input) = (child.stdin.take(), input.to_owned());
    let writer = std::thread::spawn(move || {
        // A program that ends early closes the pipe; its status says why.
        stdin.map(|mut pipe| pipe.write_all(input.as_bytes()))
    });
    let ended = child.wait_with_output()?;
    drop(writer.join());
    Ok(ProgramRun {
        success: ended.status.success(),
        output: String::from_utf8_lossy(&ended.stdout).into_owned(),
        errors: String::from_utf8_lossy(&ended.stderr).into_owned(),
    })
}
