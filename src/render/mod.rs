//! Rendering: turns planned pages into bytes.
//!
//! The input is the [`Site`](crate::site::Site), the planned pages and the templates; the output is the bytes of each
//! page. This module neither reads from nor writes to disk.

pub mod cite;
mod html;
mod image_sizes;
mod json_ld;
pub mod prose;
mod templates;
mod theme;
pub mod view;
mod view_builder;

pub use html::{Html, escape_html};
pub use image_sizes::{ImageSize, ImageSizes, MAX_IMAGE_BYTES};
pub use templates::{TemplateHash, Templates, each_failure_once};
pub use theme::{Theme, ThemeFile};
pub use view_builder::{RenderContext, SharedViews, ViewBuilder};

pub(crate) use prose::render_prose;
