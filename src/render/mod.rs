//! Pages to bytes.
//!
//! Takes the [`Site`](crate::site::Site), planned pages and templates. Gives the bytes of each page.
//! Reads no disk and changes nothing.

mod html;
pub mod prose;
mod show;
pub mod view;

pub use html::Html;
pub use show::{Show, Shown};

pub(crate) use prose::prose;
