//! Where things are: source text, spans in it, and the plain text of a body with its way back.
//!
//! Takes strings. Gives positions. Knows nothing of YAML, Markdown, facts or disk.

mod capitals;
mod filename;
mod line_index;
mod replace;
mod slug;
mod source;
mod span;
mod suggest;

pub use capitals::capitalize_first;
pub use filename::{LONGEST_NAME, is_server_file, name_fault, visible, visible_line};
pub use line_index::{LineColumn, LineIndex};
pub use replace::{ByteSet, replace_marked};
pub use slug::{is_slug, slugify};
pub use source::Source;
pub use span::{Span, Spanned};
pub use suggest::{MOST_LISTED, NameIndex, nearest, one_in_three, some_of};
