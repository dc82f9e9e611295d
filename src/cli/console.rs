//! Output streams: results go to standard output, everything else to standard error.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ExitStatus;
use super::args::ColorChoice;
use crate::text::visible;

/// The streams that the program writes to.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Diagnostics and progress.
    pub err: &'a mut dyn Write,
    /// Whether `err` is a terminal that shows colours; the command line may override it.
    pub supports_color: bool,
    /// Whether `err` is a terminal that can show a progress bar.
    pub live: bool,
}

impl Console<'_> {
    /// Prints a result with control characters escaped, as file names may contain them.
    pub(super) fn print_escaped(&mut self, text: &str) {
        self.print(&visible(text));
    }

    /// Prints a result. A closed pipe, as after `head`, is no error.
    pub(super) fn print(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }

    /// Prints a part of a streamed result. Fails if the reader has closed the pipe.
    pub(super) fn print_part(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints to standard error.
    pub(super) fn eprint(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }

    /// Prints an error of the command line.
    pub(super) fn usage_error(&mut self, message: &str) -> ExitStatus {
        self.eprint(&format!("error: {}\n", visible(message)));
        ExitStatus::Usage
    }

    /// Prints a file system error.
    pub(super) fn disk_error(&mut self, message: &str) -> ExitStatus {
        self.eprint(&format!("error: {}\n", visible(message)));
        ExitStatus::Disk
    }

    /// Returns whether to colour diagnostics.
    pub(super) fn use_color(&self, choice: ColorChoice) -> bool {
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => self.supports_color,
        }
    }

    /// Creates a progress bar, which is hidden unless `err` is a terminal.
    pub(super) fn progress_bar(&self) -> ProgressBar {
        let target =
            if self.live { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("writing {bar:30} {pos}/{len} {per_sec}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(None, target).with_style(style)
    }
}
