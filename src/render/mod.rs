//! Pages to bytes.

mod html;
pub mod view;

pub use html::Html;
