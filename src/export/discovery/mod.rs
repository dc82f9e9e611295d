//! Files for search engines and other robots: sitemaps, `robots.txt`, `security.txt`, `humans.txt`, manifest.

mod manifest;
mod news;
mod sitemap;
mod texts;

pub(super) use manifest::manifest;
pub(super) use sitemap::sitemap;
pub(super) use texts::{humans, robots, security};
