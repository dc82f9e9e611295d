//! Writes a file that was edited in memory, unless another program has changed it.

use std::path::Path;

use crate::world::{World, read_raw_text, replace_file};

/// A file that a command edits.
#[derive(Clone, Copy)]
pub(super) struct EditedFile<'a> {
    /// Path in the site, for messages.
    pub(super) path: &'a str,
    pub(super) real_path: &'a Path,
    /// The command, such as `review`, which can be run again.
    pub(super) command: &'a str,
}

impl EditedFile<'_> {
    /// Replaces the text `before` by `after`. Returns why nothing was written.
    pub(super) fn replace(self, world: &dyn World, before: &str, after: &str) -> Result<(), String> {
        let current = read_raw_text(world, self.real_path);
        let current = current.map_err(|error| format!("`{}` cannot be read: {error}", self.path))?;
        if current != before {
            return Err(self.changed());
        }
        replace_file(world, self.real_path, after.as_bytes())
            .map_err(|error| format!("`{}` cannot be written: {error}", self.path))
    }

    /// Returns the message for a file that another program has changed.
    pub(super) fn changed(self) -> String {
        format!(
            "`{}` was changed by another program meanwhile, so it is left as it is; run `dateline {}` again",
            self.path, self.command
        )
    }
}
