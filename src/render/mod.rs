//! Pages to bytes.
//!
//! Takes the [`Site`](crate::site::Site), planned pages and templates. Gives the bytes of each page.
//! Reads no disk and changes nothing.

pub mod cite;
mod html;
mod image_sizes;
mod json_ld;
pub mod prose;
mod templates;
mod theme;
pub mod view;
mod view_builder;

pub use html::Html;
pub use image_sizes::{ImageSize, ImageSizes, MAX_IMAGE_BYTES};
pub use templates::{Templates, each_failure_once};
pub use theme::{Theme, ThemeFile};
pub use view_builder::{ProseImage, RenderContext, ViewBuilder};

pub(crate) use prose::render_prose;
pub(crate) use view_builder::year_title;
