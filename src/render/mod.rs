//! Pages to bytes.
//!
//! Takes the [`Site`](crate::site::Site), planned pages and templates. Gives the bytes of each page.
//! Reads no disk and changes nothing.

mod html;
mod show;
pub mod view;

pub use html::Html;
pub use show::{Show, Shown};

pub(crate) fn prose<'a>(
    _site: &crate::site::Site,
    _leaf: &crate::briefing::Leaf,
    _link: impl Fn(usize) -> Option<&'a crate::site::Target>,
    _root: &str,
) -> Html {
    Html::default()
}
