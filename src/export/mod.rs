//! Files for machines: feeds, calendars, data, search. Each is a view of the site, written by a serialiser.
//!
//! Takes the [`Site`](crate::site::Site) and what pages show of it. Gives the bytes of each planned [`Export`].
//! Reads no disk, changes nothing, and uses no templates: what machines read must be valid whatever a site's look is.

use crate::page::Export;
use crate::render::Show;

/// The bytes of a file for machines.
pub fn bytes(export: Export, show: &Show<'_>) -> Vec<u8> {
    let _ = show;
    match export {}
}
