//! Where text goes: results to one stream, everything else to the other.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Exit;
use super::args::Color;
use crate::text::visible;

/// What the program may write to.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings, questions, progress.
    pub err: &'a mut dyn Write,
    /// Whether `err` is a terminal that shows colours, unless the command line says otherwise.
    pub colours: bool,
    /// Whether `err` is a terminal on which a bar may move.
    pub live: bool,
}

impl Console<'_> {
    /// Prints a result for people, in which names of files cannot write to a terminal.
    pub(super) fn say_plainly(&mut self, text: &str) {
        self.say(&visible(text));
    }

    /// Prints a result. A reader who has gone, such as `head`, is no error.
    pub(super) fn say(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }

    /// Prints a part of a result that comes piece by piece. The error says that nobody reads it any more.
    pub(super) fn answer(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints what is not the result.
    pub(super) fn tell(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }

    /// Says what is wrong with the command line.
    pub(super) fn refuse(&mut self, message: &str) -> Exit {
        self.tell(&format!("error: {}\n", visible(message)));
        Exit::Usage
    }

    /// Says what the disk would not do.
    pub(super) fn fail(&mut self, message: &str) -> Exit {
        self.tell(&format!("error: {}\n", visible(message)));
        Exit::Disk
    }

    /// Whether to colour what is told.
    pub(super) fn colour(&self, wish: Color) -> bool {
        match wish {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.colours,
        }
    }

    /// A bar for long work, drawn only on a terminal and only once the work is seen to be long.
    pub(super) fn bar(&self) -> ProgressBar {
        let target =
            if self.live { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("writing {bar:30} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(None, target).with_style(style)
    }
}
