//! What a build reports while it runs.

use crate::page::Page;

/// A stage of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStage {
    /// Sources are read.
    Read,
    /// Settings, templates and content are parsed and typed.
    Parse,
    /// Names and links are resolved, and prose is read.
    Index,
    /// Files are planned.
    Plan,
    /// Files are rendered and written to the staged tree.
    Render,
    /// The staged tree becomes the output folder.
    Publish,
}

impl BuildStage {
    /// Returns its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Index => "index",
            Self::Plan => "plan",
            Self::Render => "render",
            Self::Publish => "publish",
        }
    }
}

/// An event of a build.
#[derive(Clone, Copy, Debug)]
pub enum BuildEvent<'e> {
    /// A stage begins, and the one before has ended.
    Stage(BuildStage),
    /// A file is begun on this thread.
    FileBegins,
    /// The file that was begun last on this thread is done.
    FileEnds {
        /// The file.
        page: &'e Page,
        /// Number of files that are done.
        done: usize,
        /// Number of all files.
        all: usize,
    },
}

/// Called with each event; those of files come from many threads.
pub type Events<'a> = &'a (dyn Fn(BuildEvent<'_>) + Sync);
