//! Pages to bytes.
//!
//! Takes the [`Site`](crate::site::Site), planned pages and templates. Gives the bytes of each page.
//! Reads no disk and changes nothing.

pub mod cite;
mod html;
mod linked;
mod look;
mod pictures;
pub mod prose;
mod show;
mod templates;
pub mod view;

pub use html::Html;
pub use look::{Theme, ThemeFile};
pub use pictures::{ImageSize, ImageSizes, MAX_IMAGE_BYTES};
pub use show::{ProseImage, RenderContext, ViewBuilder};
pub use templates::{Templates, each_failure_once};

pub(crate) use prose::render_prose;
pub(crate) use show::year_title;
