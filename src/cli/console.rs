//! Where text goes: results to one stream, everything else to the other.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ExitStatus;
use super::args::ColorChoice;
use crate::text::visible;

/// What the program may write to.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings, questions, progress.
    pub err: &'a mut dyn Write,
    /// Whether `err` is a terminal that shows colours, unless the command line says otherwise.
    pub supports_color: bool,
    /// Whether `err` is a terminal on which a bar may move.
    pub live: bool,
}

impl Console<'_> {
    /// Prints a result for people, in which names of files cannot write to a terminal.
    pub(super) fn say_plainly(&mut self, text: &str) {
        self.print(&visible(text));
    }

    /// Prints a result. A reader who has gone, such as `head`, is no error.
    pub(super) fn print(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }

    /// Prints a part of a result that comes piece by piece. The error says that nobody reads it any more.
    pub(super) fn answer(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints what is not the result.
    pub(super) fn eprint(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }

    /// Says what is wrong with the command line.
    pub(super) fn usage_error(&mut self, message: &str) -> ExitStatus {
        self.eprint(&format!("error: {}\n", visible(message)));
        ExitStatus::Usage
    }

    /// Says what the disk would not do.
    pub(super) fn disk_error(&mut self, message: &str) -> ExitStatus {
        self.eprint(&format!("error: {}\n", visible(message)));
        ExitStatus::Disk
    }

    /// Whether to colour what is told.
    pub(super) fn use_color(&self, wish: ColorChoice) -> bool {
        match wish {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => self.supports_color,
        }
    }

    /// A bar for long work, drawn only on a terminal and only once the work is seen to be long.
    pub(super) fn progress_bar(&self) -> ProgressBar {
        let target =
            if self.live { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("writing {bar:30} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(None, target).with_style(style)
    }
}
