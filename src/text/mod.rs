//! Source text, spans and positions, and string functions that every stage uses: slugs, suggestions, file names.
//!
//! This module does not depend on YAML, Markdown, facts or the file system.

mod bars;
pub mod bytes;
mod capitals;
mod filename;
mod line_index;
mod media_type;
mod quotes;
mod replace;
mod script;
pub mod shared_text;
pub mod shared_value;
mod slug;
mod source;
mod span;
mod suggest;
mod whitespace;

pub use bars::{escape_bars, split_bars, unescape_bars};
pub use capitals::capitalize_first;
pub use filename::{LONGEST_NAME, collision_key, is_server_file, name_problem, visible, visible_line};
pub use line_index::{LineColumn, LineIndex};
pub use media_type::media_type;
pub use quotes::curl_quotes;
pub use replace::{ByteSet, replace_marked};
pub use script::is_cjk;
pub use shared_text::SharedText;
pub use slug::{is_slug, slugify, title_of_file, title_slug};
pub use source::Source;
pub use span::{Span, Spanned};
pub use suggest::{MAX_LISTED, NameIndex, join_first, nearest, one_in_three};
pub use whitespace::on_one_line;
