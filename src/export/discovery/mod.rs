//! What search engines, robots and the curious look for.

mod manifest;
mod news;
mod sitemap;
mod texts;

pub(super) use manifest::manifest;
pub(super) use sitemap::sitemap;
pub(super) use texts::{humans, robots, security};
