//! Files for machines: feeds, calendars, data, search. Each is a view of the site, written by a serialiser.
//!
//! Takes the [`Site`](crate::site::Site) and what pages show of it. Gives the bytes of each planned [`Export`].
//! Reads no disk, changes nothing, and uses no templates: what machines read must be valid whatever a site's look is.

mod absolute;
mod discovery;
mod feed;
mod identity;
mod servers;
mod time;
mod xml;

use crate::page::Export;
use crate::render::Show;
use feed::Shelf;

/// Files for machines in the making; what several of them hold is made once.
pub struct Exports<'a> {
    show: &'a Show<'a>,
    shelf: Shelf,
}

impl<'a> Exports<'a> {
    /// Nothing is made before it is asked for.
    pub fn new(show: &'a Show<'a>) -> Self {
        Self { show, shelf: Shelf::default() }
    }

    /// The bytes of a file for machines.
    pub fn bytes(&self, export: Export) -> Vec<u8> {
        let site = self.show.site();
        match export {
            Export::Feed(channel, form) => feed::bytes(channel, form, self.show, &self.shelf),
            Export::Sitemap(kind) => discovery::sitemap(kind, site),
            Export::Robots => discovery::robots(site).into_bytes(),
            Export::SecurityTxt => discovery::security(site).into_bytes(),
            Export::HumansTxt => discovery::humans(site).into_bytes(),
            Export::Manifest => discovery::manifest(site),
            Export::Server(file) => servers::text(file, site).into_bytes(),
        }
    }
}
